/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The listeners of a file of a server that several people use. */

#include "libfootprints/import/plan/footprints-plan-listeners-private.h"

#include "libfootprints/core/footprints-error-private.h"

/* Far more than a household, or the friends who share a server, have. */
#define MAX_LISTENERS 1000
#define MAX_LISTED 10

typedef struct
{
  const char *name; /* owned by the table */
  gint64 n_plays;
} Listener;

struct _FootprintsPlanListeners
{
  GHashTable *by_name; /* char * → Listener */
};

FootprintsPlanListeners *
_footprints_plan_listeners_new (void)
{
  FootprintsPlanListeners *self = g_new0 (FootprintsPlanListeners, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
_footprints_plan_listeners_free (FootprintsPlanListeners *self)
{
  g_hash_table_unref (self->by_name);
  g_free (self);
}

void
_footprints_plan_listeners_add (FootprintsPlanListeners *self, const char *name, gboolean is_chosen)
{
  Listener *listener = g_hash_table_lookup (self->by_name, name);

  if (listener == NULL)
    {
      char *key;

      if (g_hash_table_size (self->by_name) >= MAX_LISTENERS && !is_chosen)
        return;
      key = g_strdup (name);
      listener = g_new0 (Listener, 1);
      listener->name = key;
      g_hash_table_insert (self->by_name, key, listener);
    }
  listener->n_plays++;
}

guint
_footprints_plan_listeners_get_n (const FootprintsPlanListeners *self)
{
  return g_hash_table_size (self->by_name);
}

gint64
_footprints_plan_listeners_get_n_plays (const FootprintsPlanListeners *self, const char *name)
{
  const Listener *listener = g_hash_table_lookup (self->by_name, name);

  return listener != NULL ? listener->n_plays : 0;
}

static int
compare_by_plays (gconstpointer a, gconstpointer b)
{
  const Listener *left = *(const Listener *const *) a;
  const Listener *right = *(const Listener *const *) b;

  if (left->n_plays != right->n_plays)
    return left->n_plays > right->n_plays ? -1 : 1;
  return g_strcmp0 (left->name, right->name);
}

/* Of Listener, those with the most plays first (transfer container). */
static GPtrArray *
sort (const FootprintsPlanListeners *self)
{
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer listener;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &listener))
    g_ptr_array_add (sorted, listener);
  g_ptr_array_sort (sorted, compare_by_plays);
  return sorted;
}

char **
_footprints_plan_listeners_dup_names (const FootprintsPlanListeners *self)
{
  g_autoptr (GPtrArray) sorted = sort (self);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < sorted->len; i++)
    g_strv_builder_add (names, ((const Listener *) sorted->pdata[i])->name);
  return g_strv_builder_end (names);
}

/* "“ada” (1204 plays), “ben” (1 play) and 3 more" */
static char *
list (const FootprintsPlanListeners *self)
{
  g_autoptr (GPtrArray) sorted = sort (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (sorted->len, MAX_LISTED); i++)
    {
      const Listener *listener = sorted->pdata[i];

      g_string_append_printf (text, "%s“%s” (%" G_GINT64_FORMAT " %s)", i > 0 ? ", " : "",
                              listener->name, listener->n_plays,
                              listener->n_plays == 1 ? "play" : "plays");
    }
  if (sorted->len > MAX_LISTED)
    g_string_append_printf (text, " and %u more", sorted->len - MAX_LISTED);
  return g_string_free (text, FALSE);
}

gboolean
_footprints_plan_listeners_check (const FootprintsPlanListeners *self,
                                  const char *chosen,
                                  GError **error)
{
  guint n = _footprints_plan_listeners_get_n (self);
  g_autofree char *listed = NULL;

  if (n == 0 || (chosen == NULL && n == 1) ||
      (chosen != NULL && _footprints_plan_listeners_get_n_plays (self, chosen) > 0))
    return TRUE;
  listed = list (self);
  if (chosen == NULL)
    _footprints_set_error (error, FOOTPRINTS_ERROR_AMBIGUOUS,
                           "whose plays are meant? There are those of %s", listed);
  else
    _footprints_set_error (error, FOOTPRINTS_ERROR_AMBIGUOUS,
                           "there are no plays of “%s”, but those of %s", chosen, listed);
  return FALSE;
}

void
_footprints_plan_listeners_write (const FootprintsPlanListeners *self, FootprintsJsonWriter *writer)
{
  g_autoptr (GPtrArray) sorted = sort (self);

  _footprints_json_writer_add_array (writer, "listeners");
  for (guint i = 0; i < sorted->len; i++)
    {
      const Listener *listener = sorted->pdata[i];

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_string (writer, "name", listener->name);
      _footprints_json_writer_add_int64 (writer, "plays", listener->n_plays);
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}
