/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Finds the plays that some origins have brought, and those that come back together. */

#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"

#include "libfootprints/core/footprints-error.h"

void
_footprints_sqlite_bind_origins (sqlite3_stmt *statement, int index, FootprintsOrigins origins)
{
  GString *list = g_string_new ("[");
  int length;

  for (gsize i = 0; i < origins.n_ids; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ",", origins.ids[i]);
  g_string_append_c (list, ']');
  length = (int) list->len;
  sqlite3_bind_text (statement, index, g_string_free (list, FALSE), length, g_free);
}

/* Whether play.id has an origin among those of a parameter. */
#define HAS_ORIGIN(parameter)                                                                      \
  " (play.import_id in (select value from json_each (" parameter "))"                              \
  "  or exists (select 1 from also_from where listen_id = play.id"                                 \
  "   and also_from.import_id in (select value from json_each (" parameter "))))"

/* clang-format off */
#define HELD_PLAYS(table, is_removed)                                                              \
  "select play.id, listened_at, artist.name, track.title, source_ref, " is_removed ","             \
  HAS_ORIGIN ("?4") "," HAS_ORIGIN ("?5")                                                          \
  " from " table " as play join track on track.id = track_id"                                      \
  " join artist on artist.id = track.artist_id"                                                    \
  " where listened_at >= ?1 and listened_at < ?2 and" HAS_ORIGIN ("?3")
/* clang-format on */

static gboolean
list_row (sqlite3_stmt *statement, FootprintsHeldPlayFunc func, gpointer data, GError **error)
{
  FootprintsHeldPlay play = {
    .id = sqlite3_column_int64 (statement, 0),
    .listened_at = sqlite3_column_int64 (statement, 1),
    .is_removed = sqlite3_column_int (statement, 5) != 0,
    .is_held = { sqlite3_column_int (statement, 6) != 0, sqlite3_column_int (statement, 7) != 0 },
  };

  if (!_footprints_sqlite_read_text (statement, 2, &play.artist) || play.artist == NULL ||
      !_footprints_sqlite_read_text (statement, 3, &play.track) || play.track == NULL ||
      !_footprints_sqlite_read_text (statement, 4, &play.source_ref))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the ledger is damaged: play %" G_GINT64_FORMAT
                   " has text that is not valid UTF-8",
                   play.id);
      return FALSE;
    }
  func (data, &play);
  return TRUE;
}

gboolean
_footprints_sqlite_list_held (FootprintsSqliteConnection *connection,
                              const FootprintsHeldQuery *query,
                              FootprintsHeldPlayFunc func,
                              gpointer data,
                              GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      HELD_PLAYS ("listen", "0") " union all " HELD_PLAYS (
          "withdrawn_listen", "1") " and reason = 'removed' order by 2, 1",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, query->start);
  sqlite3_bind_int64 (statement, 2, query->end);
  _footprints_sqlite_bind_origins (statement, 3, query->origins);
  _footprints_sqlite_bind_origins (statement, 4, query->more[0]);
  _footprints_sqlite_bind_origins (statement, 5, query->more[1]);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    if (!list_row (statement, func, data, error))
      {
        result = -1;
        break;
      }
  _footprints_sqlite_reset (statement);
  return result == 0;
}

gboolean
_footprints_sqlite_visit_times (FootprintsSqliteConnection *connection,
                                const char *source,
                                FootprintsOrigins origins,
                                FootprintsTimeFunc func,
                                gpointer data,
                                GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select listened_at from (select listened_at, source_id, import_id, id from listen union all"
      "  select listened_at, source_id, import_id, id from withdrawn_listen"
      "   where reason = 'removed') as play"
      " join source on source.id = source_id where source.name = ?1"
      " and (import_id is null or import_id in (select value from json_each (?2)) or play.id in"
      "  (select listen_id from also_from where import_id in (select value from json_each (?2))))",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  _footprints_sqlite_bind_optional_text (statement, 1, source);
  _footprints_sqlite_bind_origins (statement, 2, origins);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    func (data, sqlite3_column_int64 (statement, 0));
  _footprints_sqlite_reset (statement);
  return result == 0;
}

GHashTable *
_footprints_sqlite_list_companions (FootprintsSqliteConnection *connection, GError **error)
{
  g_autoptr (GHashTable) by_lead =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  sqlite3_stmt *statement =
      _footprints_sqlite_prepare (connection,
                                  "select play.id, also.id from withdrawn_listen as also"
                                  " join withdrawn_listen as play on play.id = also.replaced_by"
                                  " where also.reason = 'removed' and play.reason = 'removed'"
                                  " and play.withdrawn_at = also.withdrawn_at order by also.id",
                                  error);
  int result;

  if (statement == NULL)
    return NULL;
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      gint64 lead = sqlite3_column_int64 (statement, 0);
      gint64 companion = sqlite3_column_int64 (statement, 1);
      GArray *ids = g_hash_table_lookup (by_lead, &lead);

      if (ids == NULL)
        {
          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (by_lead, g_memdup2 (&lead, sizeof lead), ids);
        }
      g_array_append_val (ids, companion);
    }
  _footprints_sqlite_reset (statement);
  return result == 0 ? g_steal_pointer (&by_lead) : NULL;
}
