/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The rejected rows of an import. A file may hold millions of them for one reason, and a few for
 * another; all are counted, and the list, which is short, has room for some of each kind. */

#include "libfootprints/import/footprints-rejections-private.h"

#include "libfootprints/import/footprints-import-summary-private.h"

/* Rows of further kinds are counted together. */
#define MAX_KINDS 20
#define OTHER_KINDS "something else"

typedef struct
{
  char *name; /* a GRefString */
  gint64 n_rows;
  guint n_listed;
} Kind;

static void
clear_kind (gpointer kind)
{
  g_ref_string_release (((Kind *) kind)->name);
}

static GArray *
new_kinds (void)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (Kind));

  g_array_set_clear_func (kinds, clear_kind);
  return kinds;
}

void
_footprints_rejections_init (FootprintsRejections *self)
{
  self->listed = g_ptr_array_new_with_free_func (g_object_unref);
  self->kinds = new_kinds ();
}

void
_footprints_rejections_clear (FootprintsRejections *self)
{
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
}

static gpointer
copy_rejection (gconstpointer rejection, gpointer data)
{
  return g_object_ref ((gpointer) rejection);
}

void
_footprints_rejections_copy (FootprintsRejections *self, const FootprintsRejections *other)
{
  self->listed = g_ptr_array_copy (other->listed, copy_rejection, NULL);
  g_ptr_array_set_free_func (self->listed, g_object_unref);
  self->kinds = new_kinds ();
  for (guint i = 0; i < other->kinds->len; i++)
    {
      Kind kind = g_array_index (other->kinds, Kind, i);

      g_ref_string_acquire (kind.name);
      g_array_append_val (self->kinds, kind);
    }
}

static Kind *
look_up_kind (const FootprintsRejections *self, const char *name)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      Kind *kind = &g_array_index (self->kinds, Kind, i);

      if (g_str_equal (kind->name, name))
        return kind;
    }
  return NULL;
}

static Kind *
get_kind (FootprintsRejections *self, const char *name)
{
  Kind *known = look_up_kind (self, name);
  Kind kind = { 0 };

  if (known == NULL && self->kinds->len >= MAX_KINDS - 1)
    known = look_up_kind (self, name = OTHER_KINDS);
  if (known != NULL)
    return known;
  kind.name = g_ref_string_new (name);
  g_array_append_val (self->kinds, kind);
  return &g_array_index (self->kinds, Kind, self->kinds->len - 1);
}

static Kind *
kind_of (const FootprintsRejections *self, guint i)
{
  return look_up_kind (self, footprints_rejection_get_kind (g_ptr_array_index (self->listed, i)));
}

/* Makes room in the full list for the first rows of a kind, among those of the kind that has most;
 * FALSE: the kind has its share. */
static gboolean
make_room (FootprintsRejections *self, const Kind *kind)
{
  Kind *largest = &g_array_index (self->kinds, Kind, 0);

  for (guint i = 1; i < self->kinds->len; i++)
    if (g_array_index (self->kinds, Kind, i).n_listed > largest->n_listed)
      largest = &g_array_index (self->kinds, Kind, i);
  if (kind->n_listed >= FOOTPRINTS_MAX_REJECTIONS / MAX_KINDS || largest == kind)
    return FALSE;
  for (guint i = self->listed->len; i-- > 0;)
    if (kind_of (self, i) == largest)
      {
        g_ptr_array_remove_index (self->listed, i);
        largest->n_listed--;
        return TRUE;
      }
  return FALSE;
}

void
_footprints_rejections_add (FootprintsRejections *self, const FootprintsInputRow *row)
{
  g_autofree char *name = _footprints_rejection_dup_kind (row->problem);
  g_autofree char *reason = NULL;
  Kind *kind = get_kind (self, name);

  kind->n_rows++;
  if (self->listed->len >= FOOTPRINTS_MAX_REJECTIONS && !make_room (self, kind))
    return;
  kind->n_listed++;
  if (row->place != NULL)
    reason = g_strdup_printf ("%s: %s", row->place, row->problem);
  g_ptr_array_add (self->listed, _footprints_rejection_new (&(FootprintsRejectionRow){
                                     .row = row->number,
                                     .reason = reason != NULL ? reason : (char *) row->problem,
                                     .kind = kind->name,
                                     .artist = (char *) row->play.artist,
                                     .track = (char *) row->play.track,
                                 }));
}

GPtrArray *
_footprints_rejections_dup_listed (const FootprintsRejections *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->listed->len; i++)
    g_ptr_array_add (list, _footprints_rejection_dup_counted (g_ptr_array_index (self->listed, i),
                                                              kind_of (self, i)->n_rows));
  return list;
}

void
_footprints_rejections_restore (FootprintsRejections *self, json_object *list)
{
  gsize n_entries =
      json_object_is_type (list, json_type_array) ? json_object_array_length (list) : 0;

  for (gsize i = 0; i < n_entries && i < FOOTPRINTS_MAX_REJECTIONS; i++)
    {
      g_autoptr (FootprintsRejection) rejection =
          _footprints_rejection_parse (json_object_array_get_idx (list, i));
      Kind *kind = get_kind (self, footprints_rejection_get_kind (rejection));

      kind->n_rows = MAX (kind->n_rows + 1, footprints_rejection_get_n_alike (rejection));
      kind->n_listed++;
      g_ptr_array_add (self->listed, g_steal_pointer (&rejection));
    }
}
