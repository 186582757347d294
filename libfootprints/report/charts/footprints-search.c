/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/charts/footprints-search.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-paging-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/identity/footprints-fold-private.h"
#include "libfootprints/report/charts/footprints-chart-private.h"

#include <string.h>

#define MAX_TEXT_BYTES 1024

/**
 * FootprintsSearch:
 *
 * The artists, albums and tracks whose name contains a text, most played first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Search".
 *
 * Since: 0.1
 */
struct _FootprintsSearch
{
  FootprintsReport parent_instance;

  char *text;
  FootprintsChart *matches[FOOTPRINTS_N_ENTITY_KINDS];
};

FOOTPRINTS_DEFINE_REPORT (Search, search, Report, REPORT)

static void
footprints_search_finalize (GObject *object)
{
  FootprintsSearch *self = FOOTPRINTS_SEARCH (object);

  g_free (self->text);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    g_clear_object (&self->matches[kind]);

  G_OBJECT_CLASS (footprints_search_parent_class)->finalize (object);
}

/* {query, artists: [entry], albums: [entry], tracks: [entry], totals: {artists, albums, tracks}} */
static void
footprints_search_write_json (FootprintsReport *report, FootprintsJsonWriter *writer)
{
  static const char *const members[] = { "artists", "albums", "tracks" };
  FootprintsSearch *self = FOOTPRINTS_SEARCH (report);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "query", self->text);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    {
      _footprints_json_writer_name (writer, members[kind]);
      _footprints_chart_write_entries (self->matches[kind], writer);
    }
  _footprints_json_writer_add_object (writer, "totals");
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    _footprints_json_writer_add_int64 (writer, members[kind],
                                       footprints_chart_get_total (self->matches[kind]));
  _footprints_json_writer_end_object (writer);
  _footprints_json_writer_end_object (writer);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsSearch:text: (getter get_text)
   *
   * The text that was searched for.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "text", footprints_search_get_text),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_search_class_init (FootprintsSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_search_finalize;
  ((FootprintsReportClass *) klass)->write_json = footprints_search_write_json;
  _footprints_properties_install (object_class, properties);
}

/* The entities whose names match. */
typedef struct
{
  GArray *ids;        /* of guint32 */
  const guint32 *map; /* from the id of a name to what it stands for; NULL: itself */
  guint8 *is_listed;  /* by id; NULL without a map, as then each id comes only once */
} Matches;

static void
add_match (gpointer data, guint32 id)
{
  Matches *matches = data;

  if (matches->map != NULL)
    {
      id = matches->map[id];
      if (matches->is_listed[id])
        return;
      matches->is_listed[id] = TRUE;
    }
  g_array_append_val (matches->ids, id);
}

static FootprintsChart *
find_matches (FootprintsHistory *history,
              FootprintsEntityKind kind,
              FootprintsPeriod *period,
              const char *needle,
              guint limit)
{
  const FootprintsNameTable *table = _footprints_history_get_name_table (history, kind);
  FootprintsEntities entities = _footprints_history_get_entities (history);
  const guint32 *map = _footprints_entities_get_map (&entities, kind);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *is_listed = map != NULL ? g_malloc0 (MAX (1, table->n_ids)) : NULL;
  Matches matches = { ids, map, is_listed };

  _footprints_name_table_search (table, needle, add_match, &matches);
  return _footprints_chart_new (history, kind, period,
                                _footprints_history_get_total_tally (history, kind), ids, 0, limit);
}

/**
 * footprints_history_search:
 * @history: a history
 * @text: the text to search for, at most 1024 bytes of UTF-8
 * @limit: maximum number of matches of each kind, 1 to 1000
 * @error: return location for an error
 *
 * Finds artists, albums and tracks by a part of their name, most played first.
 *
 * Case, accents and differences of width do not matter, and neither do spaces around @text: `bjork`
 * finds Björk. An empty @text finds nothing.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @limit is out of range, or @text is too long or
 * not UTF-8.
 *
 * Threading: any thread, no lock, no I/O; linear in the bytes of all names.
 *
 * Source: doc/reports.md, "Search".
 *
 * Returns: (transfer full): the matches, possibly none; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsSearch *
footprints_history_search (FootprintsHistory *history,
                           const char *text,
                           guint limit,
                           GError **error)
{
  g_autoptr (FootprintsPeriod) period = NULL;
  g_autoptr (GString) needle = NULL;
  g_autofree char *stripped = NULL;
  FootprintsSearch *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!_footprints_check_limit (limit, error))
    return NULL;
  if (strlen (text) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the text to search for is longer than %d bytes, or not UTF-8", MAX_TEXT_BYTES);
      return NULL;
    }
  stripped = g_strstrip (g_strdup (text));
  needle = g_string_new (NULL);
  _footprints_fold_append (needle, stripped);
  /* Folding has turned wide and narrow spaces into plain ones. */
  g_strstrip (needle->str);
  period = footprints_period_new_all_time (NULL);

  self = g_object_new (FOOTPRINTS_TYPE_SEARCH, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->text = g_strdup (text);
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    self->matches[kind] = find_matches (history, kind, period, needle->str, limit);
  return self;
}

/**
 * footprints_search_get_text: (get-property text)
 * @self: a search
 *
 * Gets the text that was searched for.
 *
 * Returns: (transfer none): the text
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, Search, search, SEARCH, text)

/**
 * footprints_search_get_matches:
 * @self: a search
 * @kind: artists, albums or tracks
 *
 * Gets the matches of one kind.
 *
 * Returns: (transfer none): a chart; its total is the number of all matches
 *
 * Since: 0.1
 */
FootprintsChart *
footprints_search_get_matches (FootprintsSearch *self, FootprintsEntityKind kind)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SEARCH (self), NULL);
  g_return_val_if_fail (kind <= FOOTPRINTS_ENTITY_KIND_TRACK, NULL);

  return self->matches[kind];
}
