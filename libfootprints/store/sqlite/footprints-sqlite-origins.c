/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Origins: what brought a play, and what happens when an origin is undone.
 *
 * A play has an origin for each thing that reported it: imports of files, imports from a service,
 * repairs, and the account that a sync reads (one record in "import", however many runs it has).
 * The first one is in listen.import_id, so that a play with one origin costs nothing extra; further
 * ones are rows of also_from, with their own album, length, id and information where these differ.
 * A null import_id means that the play is held for good: it was added by hand or by a program, or
 * brought by a sync of an older format. What the first origin does not know, the others add when
 * the play is read; see footprints-sqlite-details.c.
 *
 * Undoing an import removes the plays that it alone holds. If another origin holds a play, that one
 * becomes the first, and the play shows what it reported. One that reported the same as the first
 * is preferred: the rows of the others, which say whether they differ from the first, then stay
 * true. If there is none, all others differ and have their own values.
 *
 * A play that the listener removed, or that its service has renamed, moves to withdrawn_listen with
 * its id, and its origins are still noted there. Moving costs nothing for the plays that stay,
 * whereas a state column would be read with each of them. No import brings a withdrawn play back.
 *
 * Whatever removes, brings back or changes a play that a reader may know is noted in
 * listen_change. */

#include "libfootprints/store/sqlite/footprints-sqlite-origins-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/sqlite/footprints-sqlite-details-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-precision-private.h"

#include <string.h>

#define MAX_CHANGES 1000000

#define LISTEN_COLUMNS                                                                             \
  "id, listened_at, track_id, album_id, source_id, source_ref, duration_ms, import_id, info"

static gboolean
origins_run (FootprintsSqliteConnection *connection,
             const char *sql,
             const gint64 *values,
             gsize n_values,
             gint64 *n_changes,
             GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < n_values; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, values[i]);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  if (n_changes != NULL)
    *n_changes = _footprints_sqlite_n_changes (connection);
  return TRUE;
}

/* What one of the two tables has under a key. */
typedef struct
{
  gint64 id; /* 0: nothing */
  gint64 import_id;
  gboolean is_same; /* album, length, id and information are those of the row */
  gboolean gains;   /* the row knows something that this does not */
  FootprintsVerdictKind kind;
} Found;

static void
bind_details (sqlite3_stmt *statement,
              int index,
              const FootprintsSqliteKey *key,
              const FootprintsScrobbleRow *row)
{
  _footprints_sqlite_bind_optional_int64 (statement, index, key->album_id);
  _footprints_sqlite_bind_optional_int64 (statement, index + 1, row->duration_ms);
  _footprints_sqlite_bind_optional_text (statement, index + 2, row->source_id);
  _footprints_sqlite_bind_optional_text (statement, index + 3, row->info);
}

static gboolean
origins_find (FootprintsSqliteConnection *connection,
              const char *sql,
              const FootprintsSqliteKey *key,
              const FootprintsScrobbleRow *row, /* NULL: is_same does not matter */
              Found *found,
              GError **error)
{
  static const FootprintsScrobbleRow nothing = { 0 };
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, key->listened_at);
  sqlite3_bind_int64 (statement, 2, key->track_id);
  sqlite3_bind_int64 (statement, 3, key->source_name_id);
  bind_details (statement, 4, key, row != NULL ? row : &nothing);
  result = _footprints_sqlite_step (connection, statement, error);
  *found = (Found){ .id = 0 };
  if (result == 1)
    *found = (Found){
      .id = sqlite3_column_int64 (statement, 0),
      .import_id = sqlite3_column_int64 (statement, 1),
      .is_same = sqlite3_column_int (statement, 2) != 0,
      .gains = sqlite3_column_int (statement, 3) != 0,
      .kind = (FootprintsVerdictKind) sqlite3_column_int (statement, 4),
    };
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

/* A row with the details that bind_details() binds from 4 on, about a play with the track 2. */
#define GAINS                                                                                      \
  "((album_id is null and ?4 is not null) or (duration_ms is null and ?5 is not null)"             \
  " or (source_ref is null and ?6 is not null) or (info is null and ?7 is not null)"               \
  " or " FOOTPRINTS_SQLITE_IS_FULLER_ALBUM ("?4", "album_id", "?2") ")"

#define FIND_COLUMNS                                                                               \
  "id, import_id, album_id is ?4 and duration_ms is ?5 and source_ref is ?6 and info is ?7,"       \
  " coalesce (" GAINS ", 0)"
#define FIND_KEY " where listened_at = ?1 and track_id = ?2 and source_id = ?3"

G_STATIC_ASSERT (FOOTPRINTS_VERDICT_KNOWN == 1 && FOOTPRINTS_VERDICT_REMOVED_BEFORE == 2 &&
                 FOOTPRINTS_VERDICT_RENAMED_BEFORE == 3);

static gboolean
origins_find_anywhere (FootprintsSqliteConnection *connection,
                       const FootprintsSqliteKey *key,
                       const FootprintsScrobbleRow *row,
                       Found *found,
                       GError **error)
{
  if (!origins_find (connection, "select " FIND_COLUMNS ", 1 from listen" FIND_KEY, key, row, found,
                     error))
    return FALSE;
  return found->id != 0 || origins_find (connection,
                                         "select " FIND_COLUMNS ", iif (reason = 'removed', 2, 3)"
                                         " from withdrawn_listen" FIND_KEY,
                                         key, row, found, error);
}

gboolean
_footprints_sqlite_judge (FootprintsSqliteConnection *connection,
                          const FootprintsSqliteKey *key,
                          gint64 import_id,
                          FootprintsVerdict *verdict,
                          GError **error)
{
  sqlite3_stmt *statement;
  Found found;
  int result;

  if (!origins_find_anywhere (connection, key, NULL, &found, error))
    return FALSE;
  *verdict = (FootprintsVerdict){ .listen_id = found.id, .kind = found.kind };
  verdict->was_held = found.id != 0 && found.import_id == import_id;
  if (found.id == 0 || verdict->was_held || import_id == 0)
    return TRUE;
  statement = _footprints_sqlite_prepare (
      connection, "select 1 from also_from where import_id = ?1 and listen_id = ?2", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, import_id);
  sqlite3_bind_int64 (statement, 2, found.id);
  result = _footprints_sqlite_step (connection, statement, error);
  verdict->was_held = result == 1;
  _footprints_sqlite_reset (statement);
  return result >= 0;
}

static gboolean
add_origin (FootprintsSqliteConnection *connection,
            const Found *found,
            const FootprintsSqliteKey *key,
            const FootprintsScrobbleRow *row,
            gint64 import_id,
            gboolean *was_held,
            GError **error)
{
  static const FootprintsSqliteKey no_key = { 0 };
  static const FootprintsScrobbleRow nothing = { 0 };
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into also_from (import_id, listen_id, differs, album_id, duration_ms, source_ref,"
      " info) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, import_id);
  sqlite3_bind_int64 (statement, 2, found->id);
  sqlite3_bind_int (statement, 3, !found->is_same);
  bind_details (statement, 4, found->is_same ? &no_key : key, found->is_same ? &nothing : row);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *was_held = _footprints_sqlite_n_changes (connection) == 0;
  return TRUE;
}

/* Before what is stored with a play changes, others that reported the same keep what they did. */
static gboolean
spell_out (FootprintsSqliteConnection *connection,
           const Found *found,
           gint64 import_id, /* 0: all */
           GError **error)
{
  const gint64 values[] = { found->id, import_id };

#define SPELL_OUT(table)                                                                           \
  "update also_from set differs = 1, album_id = play.album_id, duration_ms = play.duration_ms,"    \
  " source_ref = play.source_ref, info = play.info from " table " as play"                         \
  " where play.id = ?1 and listen_id = ?1 and not differs and (?2 = 0 or also_from.import_id = "   \
  "?2)"
  return origins_run (connection,
                      found->kind == FOOTPRINTS_VERDICT_KNOWN ? SPELL_OUT ("listen")
                                                              : SPELL_OUT ("withdrawn_listen"),
                      values, G_N_ELEMENTS (values), NULL, error);
}

/* The opposite, for those that report the same now. */
static gboolean
fold_in (FootprintsSqliteConnection *connection, const Found *found, GError **error)
{
#define FOLD_IN(table)                                                                             \
  "update also_from set differs = 0, album_id = null, duration_ms = null, source_ref = null,"      \
  " info = null from " table " as play"                                                            \
  " where play.id = ?1 and listen_id = ?1 and differs and also_from.album_id is play.album_id"     \
  " and also_from.duration_ms is play.duration_ms and also_from.source_ref is play.source_ref"     \
  " and also_from.info is play.info"
  return origins_run (connection,
                      found->kind == FOOTPRINTS_VERDICT_KNOWN ? FOLD_IN ("listen")
                                                              : FOLD_IN ("withdrawn_listen"),
                      &found->id, 1, NULL, error);
}

#define FILL_IN(table)                                                                             \
  "update " table " set duration_ms = coalesce (duration_ms, ?5),"                                 \
  " source_ref = coalesce (source_ref, ?6), info = coalesce (info, ?7),"                           \
  " album_id = iif (album_id is null or " FOOTPRINTS_SQLITE_IS_FULLER_ALBUM (                      \
      "?4", "album_id", "?2") ", ?4,"                                                              \
                              " album_id) where " GAINS " and "

/* An origin that reports a play twice has said what it said either time. */
static gboolean
fill_in (FootprintsSqliteConnection *connection,
         const char *sql,
         const Found *found,
         const FootprintsSqliteKey *key,
         const FootprintsScrobbleRow *row,
         gint64 import_id,
         gboolean *changed,
         GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, found->id);
  sqlite3_bind_int64 (statement, 2, key->track_id);
  _footprints_sqlite_bind_optional_int64 (statement, 3, import_id);
  bind_details (statement, 4, key, row);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *changed = _footprints_sqlite_n_changes (connection) > 0;
  return !*changed || fold_in (connection, found, error);
}

/* Adds to what the first origin reported. */
static gboolean
fill_in_play (FootprintsSqliteConnection *connection,
              const Found *found,
              const FootprintsSqliteKey *key,
              const FootprintsScrobbleRow *row,
              gint64 import_id,
              gboolean *changed,
              GError **error)
{
  const char *sql = found->kind == FOOTPRINTS_VERDICT_KNOWN
                        ? FILL_IN ("listen") "id = ?1 and import_id is ?3"
                        : FILL_IN ("withdrawn_listen") "id = ?1 and import_id is ?3";

  return !found->gains || (spell_out (connection, found, 0, error) &&
                           fill_in (connection, sql, found, key, row, import_id, changed, error));
}

/* Adds to what a further origin reported. */
static gboolean
fill_in_origin (FootprintsSqliteConnection *connection,
                const Found *found,
                const FootprintsSqliteKey *key,
                const FootprintsScrobbleRow *row,
                gint64 import_id,
                gboolean *changed,
                GError **error)
{
  const char *sql = FILL_IN ("also_from") "listen_id = ?1 and import_id = ?3 and differs";

  if ((!found->is_same && !spell_out (connection, found, import_id, error)) ||
      !fill_in (connection, sql, found, key, row, import_id, changed, error))
    return FALSE;
  *changed &= found->gains;
  return TRUE;
}

/* The play keeps showing what its first import reported, which becomes one of the others. */
static gboolean
hold_for_good (FootprintsSqliteConnection *connection, const Found *found, GError **error)
{
  const char *sql = found->kind == FOOTPRINTS_VERDICT_KNOWN
                        ? "update listen set import_id = null where id = ?1"
                        : "update withdrawn_listen set import_id = null where id = ?1";
  const Found same = { .id = found->id, .is_same = TRUE };
  gboolean was_held;

  return add_origin (connection, &same, NULL, NULL, found->import_id, &was_held, error) &&
         origins_run (connection, sql, &found->id, 1, NULL, error);
}

gboolean
_footprints_sqlite_hold (FootprintsSqliteConnection *connection,
                         const FootprintsSqliteKey *key,
                         const FootprintsScrobbleRow *row,
                         gint64 import_id,
                         FootprintsVerdict *verdict,
                         gboolean *changed,
                         GError **error)
{
  Found found;

  *changed = FALSE;
  if (!origins_find_anywhere (connection, key, row, &found, error))
    return FALSE;
  *verdict = (FootprintsVerdict){ .listen_id = found.id, .kind = found.kind };
  if (found.id == 0)
    return TRUE;
  verdict->was_held = found.import_id == import_id;
  if (verdict->was_held)
    return fill_in_play (connection, &found, key, row, import_id, changed, error);
  if (import_id == 0)
    return hold_for_good (connection, &found, error) &&
           fill_in_play (connection, &found, key, row, import_id, changed, error);
  if (!add_origin (connection, &found, key, row, import_id, &verdict->was_held, error))
    return FALSE;
  *changed = found.gains;
  return !verdict->was_held ||
         fill_in_origin (connection, &found, key, row, import_id, changed, error);
}

gboolean
_footprints_sqlite_has_withdrawn (FootprintsSqliteConnection *connection,
                                  gboolean *has_withdrawn,
                                  GError **error)
{
  gint64 value = 0;

  if (!_footprints_sqlite_get_int64 (connection, "select exists (select 1 from withdrawn_listen)",
                                     &value, error))
    return FALSE;
  *has_withdrawn = value != 0;
  return TRUE;
}

gboolean
_footprints_sqlite_insert_withdrawn (FootprintsSqliteConnection *connection,
                                     gint64 id,
                                     const FootprintsSqliteKey *key,
                                     const FootprintsScrobbleRow *row,
                                     gint64 import_id,
                                     gint64 now_s,
                                     GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into withdrawn_listen (id, listened_at, track_id, source_id, album_id, duration_ms,"
      " source_ref, info, import_id, reason, withdrawn_at, replaced_by)"
      " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
      "  (select listen.id from listen join track on track.id = listen.track_id"
      "   join artist on artist.id = track.artist_id where listened_at = ?2 and source_id = ?4"
      "   and artist.name = ?12 and track.title = ?13))",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, key->listened_at);
  sqlite3_bind_int64 (statement, 3, key->track_id);
  sqlite3_bind_int64 (statement, 4, key->source_name_id);
  bind_details (statement, 5, key, row);
  _footprints_sqlite_bind_optional_int64 (statement, 9, import_id);
  _footprints_sqlite_bind_optional_text (statement, 10, row->withdrawn);
  sqlite3_bind_int64 (statement, 11, now_s);
  _footprints_sqlite_bind_optional_text (statement, 12, row->new_artist);
  _footprints_sqlite_bind_optional_text (statement, 13, row->new_track);
  return _footprints_sqlite_run (connection, statement, error);
}

static gboolean
origins_delete (FootprintsSqliteConnection *connection, const char *sql, gint64 id, GError **error)
{
  return origins_run (connection, sql, &id, 1, NULL, error);
}

gboolean
_footprints_sqlite_withdraw (FootprintsSqliteConnection *connection,
                             gint64 id,
                             const char *reason,
                             gint64 replaced_by,
                             gint64 now_s,
                             gint64 generation,
                             gboolean *moved,
                             GError **error)
{
  const gint64 change[] = { id, generation };
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into withdrawn_listen (" LISTEN_COLUMNS ", reason, withdrawn_at, replaced_by)"
      " select " LISTEN_COLUMNS ", ?2, ?3, ?4 from listen where id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  _footprints_sqlite_bind_optional_text (statement, 2, reason);
  sqlite3_bind_int64 (statement, 3, now_s);
  _footprints_sqlite_bind_optional_int64 (statement, 4, replaced_by);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *moved = _footprints_sqlite_n_changes (connection) == 1;
  return !*moved ||
         (origins_run (connection,
                       "insert or replace into listen_change (generation, listen_id, listened_at,"
                       " what) select ?2, id, listened_at, 'gone' from listen where id = ?1",
                       change, G_N_ELEMENTS (change), NULL, error) &&
          origins_delete (connection, "delete from listen where id = ?1", id, error));
}

typedef struct
{
  gint64 listen_id;
  gint64 import_id; /* the next to hold it */
  gboolean differs;
} Heir;

static GArray *
take_heirs (FootprintsSqliteConnection *connection, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GArray) heirs = g_array_new (FALSE, FALSE, sizeof (Heir));
  int result;

  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      /* The one with the same details first, then the oldest: see the head of this file. */
      gint64 choice = sqlite3_column_int64 (statement, 1);
      Heir heir = {
        .listen_id = sqlite3_column_int64 (statement, 0),
        .import_id = choice & (((gint64) 1 << 40) - 1),
        .differs = choice >> 40 != 0,
      };

      g_array_append_val (heirs, heir);
    }
  _footprints_sqlite_reset (statement);
  return result == 0 ? g_steal_pointer (&heirs) : NULL;
}

/* Plays that the import was the first to bring, and that another holds as well. */
static GArray *
find_heirs (FootprintsSqliteConnection *connection, const char *sql, gint64 id, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  return take_heirs (connection, statement, error);
}

#define FIND_HEIRS(table)                                                                          \
  "select listen_id, min (also_from.import_id + (differs << 40)) from also_from"                   \
  " join " table " as listen on listen.id = listen_id"                                             \
  " where also_from.import_id <> ?1 and listen.import_id = ?1 group by listen_id"

#define PROMOTE(table)                                                                             \
  "update " table " as listen set import_id = ?2,"                                                 \
  " album_id = iif (heir.differs, heir.album_id, listen.album_id),"                                \
  " duration_ms = iif (heir.differs, heir.duration_ms, listen.duration_ms),"                       \
  " source_ref = iif (heir.differs, heir.source_ref, listen.source_ref),"                          \
  " info = iif (heir.differs, heir.info, listen.info)"                                             \
  " from also_from as heir where listen.id = ?1 and heir.import_id = ?2 and heir.listen_id = ?1"

static gboolean
promote (FootprintsSqliteConnection *connection, const char *sql, const Heir *heir, GError **error)
{
  const gint64 values[] = { heir->listen_id, heir->import_id };

  return origins_run (connection, sql, values, 2, NULL, error) &&
         origins_run (connection, "delete from also_from where listen_id = ?1 and import_id = ?2",
                      values, 2, NULL, error);
}

/* The import that brought a withdrawn play may have been undone while another still holds it. */
static gboolean
find_holder (FootprintsSqliteConnection *connection,
             gint64 id,
             FootprintsOrigins undone,
             GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select listen_id, min (also_from.import_id + (differs << 40)) from also_from"
      " join withdrawn_listen as play on play.id = listen_id"
      " where listen_id = ?1 and play.import_id in (select value from json_each (?2))"
      " group by listen_id",
      error);
  g_autoptr (GArray) heirs = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  _footprints_sqlite_bind_origins (statement, 2, undone);
  heirs = take_heirs (connection, statement, error);
  return heirs != NULL && (heirs->len == 0 || promote (connection, PROMOTE ("withdrawn_listen"),
                                                       &g_array_index (heirs, Heir, 0), error));
}

/* Moves only the row. A play that only undone imports held is then held for good. */
static gboolean
move_back (FootprintsSqliteConnection *connection,
           gint64 id,
           const char *reason,
           FootprintsOrigins undone,
           gboolean *moved,
           GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "insert into listen (" LISTEN_COLUMNS ")"
      " select id, listened_at, track_id, album_id, source_id, source_ref, duration_ms,"
      " iif (import_id in (select value from json_each (?3)), null, import_id), info"
      " from withdrawn_listen where id = ?1 and (?2 is null or reason = ?2)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  _footprints_sqlite_bind_optional_text (statement, 2, reason);
  _footprints_sqlite_bind_origins (statement, 3, undone);
  if (!_footprints_sqlite_run (connection, statement, error))
    return FALSE;
  *moved = _footprints_sqlite_n_changes (connection) == 1;
  return TRUE;
}

gboolean
_footprints_sqlite_bring_back (FootprintsSqliteConnection *connection,
                               gint64 id,
                               const char *reason,
                               FootprintsOrigins undone,
                               gint64 generation,
                               gboolean *moved,
                               GError **error)
{
  const gint64 change[] = { id, generation };

  if (!find_holder (connection, id, undone, error) ||
      !move_back (connection, id, reason, undone, moved, error))
    return FALSE;
  return !*moved ||
         (origins_run (connection,
                       "insert or replace into listen_change (generation, listen_id, listened_at,"
                       " what) select ?2, id, listened_at, 'back' from listen where id = ?1",
                       change, G_N_ELEMENTS (change), NULL, error) &&
          origins_delete (connection, "delete from withdrawn_listen where id = ?1", id, error));
}

gboolean
_footprints_sqlite_note_details (FootprintsSqliteConnection *connection,
                                 gint64 listen_id,
                                 gint64 generation,
                                 GError **error)
{
  const gint64 values[] = { listen_id, generation };

  return origins_run (connection,
                      "insert or replace into listen_change (generation, listen_id, listened_at,"
                      " what) select ?2, id, listened_at, 'details' from listen where id = ?1",
                      values, 2, NULL, error);
}

/* Hands plays on to the next origin that holds them. */
static gboolean
hand_on (FootprintsSqliteConnection *connection,
         gint64 id,
         gint64 generation,
         GHashTable *holders,
         FootprintsLedgerLetGo *let_go,
         gint64 *n_changed,
         GError **error)
{
  g_autoptr (GArray) heirs = find_heirs (connection, FIND_HEIRS ("listen"), id, error);
  g_autoptr (GArray) withdrawn =
      heirs != NULL ? find_heirs (connection, FIND_HEIRS ("withdrawn_listen"), id, error) : NULL;

  if (withdrawn == NULL)
    return FALSE;
  for (guint i = 0; i < heirs->len; i++)
    {
      const Heir *heir = &g_array_index (heirs, Heir, i);

      if (!promote (connection, PROMOTE ("listen"), heir, error) ||
          (heir->differs &&
           !_footprints_sqlite_note_details (connection, heir->listen_id, generation, error)))
        return FALSE;
      *n_changed += heir->differs;
      g_hash_table_add (holders, g_memdup2 (&heir->import_id, sizeof heir->import_id));
    }
  let_go->n_kept += heirs->len;
  for (guint i = 0; i < withdrawn->len; i++)
    if (!promote (connection, PROMOTE ("withdrawn_listen"), &g_array_index (withdrawn, Heir, i),
                  error))
      return FALSE;
  return TRUE;
}

/* Plays that another origin was the first to bring stay with it. */
static gboolean
leave_to_others (FootprintsSqliteConnection *connection,
                 gint64 id,
                 GHashTable *holders,
                 FootprintsLedgerLetGo *let_go,
                 GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select listen.import_id, count (*) from also_from join listen on listen.id = listen_id"
      " where also_from.import_id = ?1 group by listen.import_id",
      error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    {
      gint64 holder = sqlite3_column_int64 (statement, 0);

      let_go->n_kept += sqlite3_column_int64 (statement, 1);
      let_go->is_kept_for_good |= holder == 0;
      if (holder != 0)
        g_hash_table_add (holders, g_memdup2 (&holder, sizeof holder));
    }
  _footprints_sqlite_reset (statement);
  return result == 0 &&
         origins_delete (connection, "delete from also_from where import_id = ?1", id, error);
}

/* Lists the sources that lose plays, each with the time of the earliest one. */
static gboolean
list_gone (FootprintsSqliteConnection *connection, gint64 id, GArray *gone, GError **error)
{
  sqlite3_stmt *statement = _footprints_sqlite_prepare (
      connection,
      "select source.name, min (listened_at) from listen join source on source.id = source_id"
      " where import_id = ?1 group by source_id",
      error);
  const char *source;
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  while ((result = _footprints_sqlite_step (connection, statement, error)) == 1)
    if (_footprints_sqlite_read_text (statement, 0, &source))
      {
        FootprintsLedgerGone item = { g_strdup (source), sqlite3_column_int64 (statement, 1) };

        g_array_append_val (gone, item);
      }
  _footprints_sqlite_reset (statement);
  return result == 0;
}

static gboolean
remove_rest (FootprintsSqliteConnection *connection,
             gint64 id,
             gint64 generation,
             FootprintsLedgerLetGo *let_go,
             GError **error)
{
  const gint64 values[] = { id, generation };

  return list_gone (connection, id, let_go->gone, error) &&
         origins_run (connection,
                      "insert or replace into listen_change (generation, listen_id, listened_at,"
                      " what) select ?2, id, listened_at, 'gone' from listen where import_id = ?1",
                      values, G_N_ELEMENTS (values), NULL, error) &&
         origins_run (connection, "delete from listen where import_id = ?1", &id, 1,
                      &let_go->n_removed, error);
}

static void
list_holders (GHashTable *holders, GArray *ids)
{
  GHashTableIter iter;
  gint64 *id;

  g_hash_table_iter_init (&iter, holders);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    g_array_append_val (ids, *id);
}

gboolean
_footprints_sqlite_let_go (FootprintsSqliteConnection *connection,
                           gint64 id,
                           gint64 generation,
                           FootprintsLedgerLetGo *let_go,
                           gint64 *n_changed,
                           GError **error)
{
  g_autoptr (GHashTable) holders =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) precisions = NULL;
  gboolean has_coarse;
  gint64 n_noted = 0;
  gint64 n_lost = 0;

  *n_changed = 0;
  let_go->generation = generation;
  if (!_footprints_sqlite_has_coarse (connection, &has_coarse, error))
    return FALSE;
  if (has_coarse)
    {
      precisions = _footprints_sqlite_list_shared_precisions (connection, id, error);
      if (precisions == NULL)
        return FALSE;
    }
  if (!_footprints_sqlite_note_lost_details (connection, id, generation, &n_lost, error) ||
      !hand_on (connection, id, generation, holders, let_go, n_changed, error) ||
      !leave_to_others (connection, id, holders, let_go, error) ||
      (precisions != NULL &&
       !_footprints_sqlite_note_precisions (connection, precisions, generation, &n_noted, error)) ||
      !remove_rest (connection, id, generation, let_go, error))
    return FALSE;
  list_holders (holders, let_go->holders);
  *n_changed += n_noted + n_lost + let_go->n_removed;
  return TRUE;
}

/* Open histories catch up within seconds; one that is a million changes behind is reread just as
 * fast. */
gboolean
_footprints_sqlite_trim_changes (FootprintsSqliteConnection *connection, GError **error)
{
  gint64 n_changes, last = 0;

  if (!_footprints_sqlite_get_int64 (connection, "select count (*) from listen_change", &n_changes,
                                     error))
    return FALSE;
  if (n_changes <= MAX_CHANGES)
    return TRUE;
  return _footprints_sqlite_get_int64 (connection,
                                       "select generation from listen_change"
                                       " order by generation desc limit 1"
                                       " offset " G_STRINGIFY (MAX_CHANGES),
                                       &last, error) &&
         origins_run (connection, "delete from listen_change where generation <= ?1", &last, 1,
                      NULL, error) &&
         origins_run (connection, "update ledger set oldest_generation = ?1", &last, 1, NULL,
                      error);
}
