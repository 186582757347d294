/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "ledger-views.h"

#include <string.h>

static FootprintsLedgerInterface *
get_interface (FootprintsLedger *ledger)
{
  return FOOTPRINTS_LEDGER_GET_IFACE (ledger);
}

void
ledger_numbers_init (LedgerNumbers *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
ledger_numbers_clear (LedgerNumbers *self)
{
  g_array_unref (self->ids);
  g_hash_table_unref (self->numbers);
}

void
ledger_numbers_add (LedgerNumbers *self, gint64 id)
{
  gint64 *key = g_new (gint64, 1);

  *key = id;
  g_array_append_val (self->ids, id);
  g_hash_table_insert (self->numbers, key, GUINT_TO_POINTER (self->ids->len));
}

void
ledger_numbers_truncate (LedgerNumbers *self, guint n_plays)
{
  for (guint i = n_plays; i < self->ids->len; i++)
    g_hash_table_remove (self->numbers, &g_array_index (self->ids, gint64, i));
  g_array_set_size (self->ids, n_plays);
}

guint
ledger_numbers_find (const LedgerNumbers *self, gint64 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, &id));
}

gint64
ledger_numbers_get_id (const LedgerNumbers *self, guint number)
{
  return number > 0 && number <= self->ids->len ? g_array_index (self->ids, gint64, number - 1)
                                                : -1;
}

static void
append_row (LedgerLook *self, gint64 id, const FootprintsScrobbleRow *row)
{
  GString *text = self->text;

  g_string_append_printf (text,
                          "%u at %" G_GINT64_FORMAT ": %s, %s on %s by %s, %" G_GINT64_FORMAT
                          " ms, from %s as %s with %s",
                          ledger_numbers_find (self->numbers, id), row->listened_at, row->artist,
                          row->track, row->album, row->album_artist, row->duration_ms, row->source,
                          row->source_id, row->info);
  if (row->withdrawn != NULL)
    g_string_append_printf (text, " (%s; now %s, %s)", row->withdrawn, row->new_artist,
                            row->new_track);
  g_string_append_c (text, '\n');
}

static gboolean
on_row (gpointer data, gint64 id, const FootprintsScrobbleRow *row)
{
  append_row (data, id, row);
  return TRUE;
}

void
ledger_append_verdict (GString *text,
                       const LedgerNumbers *numbers,
                       const FootprintsVerdict *verdict)
{
  static const char *const kinds[] = { "new", "known", "removed before", "renamed before" };

  g_string_append_printf (text, "%u %s%s\n", ledger_numbers_find (numbers, verdict->listen_id),
                          kinds[verdict->kind], verdict->was_held ? ", held" : "");
}

/* ---- The views ---- */

static void
view_state (FootprintsLedger *ledger, LedgerLook *look)
{
  FootprintsLedgerState state;
  g_autoptr (GError) error = NULL;

  g_assert_true (get_interface (ledger)->read_state (ledger, &state, &error));
  g_assert_no_error (error);
  g_string_append_printf (
      look->text, "%" G_GINT64_FORMAT " plays, %" G_GINT64_FORMAT " decisions, reports are %s\n",
      state.n_listens, state.decisions, state.joins_reports ? "joined" : "kept apart");
}

static void
append_query (LedgerLook *look, FootprintsLedger *ledger, const FootprintsLedgerQuery *query)
{
  g_autoptr (GError) error = NULL;
  FootprintsLedgerCursor *cursor =
      get_interface (ledger)->open_cursor (ledger, query, NULL, &error);
  int result;

  g_assert_no_error (error);
  while ((result = cursor->next (cursor, &error)) == 1)
    append_row (look, cursor->id, &cursor->row);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, 0);
  cursor->free (cursor);
  g_string_append (look->text, "--\n");
}

#define ALL_QUERY                                                                                  \
  {                                                                                                \
    .start = G_MININT64, .end = G_MAXINT64, .before_at = G_MAXINT64, .before_id = G_MAXINT64,      \
    .limit = -1                                                                                    \
  }

/* Any combination of what a query may ask. With withdrawn plays it asks for a range only: SQLite
 * lists those newest first and to the end, whatever else is asked. */
static void
view_plays (FootprintsLedger *ledger, LedgerLook *look)
{
  g_string_append (look->text, "plays\n");
  for (guint i = 0; i < 64; i++)
    {
      FootprintsLedgerQuery query = ALL_QUERY;

      query.withdrawn = (i & 1) != 0;
      query.oldest_first = (i & 2) != 0;
      query.offset = (i & 4) != 0 ? 2 : 0;
      query.limit = (i & 8) != 0 ? 3 : -1;
      if ((i & 16) != 0)
        {
          query.before_at = look->start + 1;
          query.before_id = ledger_numbers_get_id (look->numbers, look->numbers->ids->len / 2);
        }
      if ((i & 32) != 0)
        {
          query.start = look->start + 1;
          query.end = look->start + 2;
        }
      if ((i + look->chance) % 8 == 0 && (!query.withdrawn || (i & 30) == 0))
        append_query (look, ledger, &query);
    }
}

static void
view_rows (FootprintsLedger *ledger, LedgerLook *look)
{
  guint n_plays = look->numbers->ids->len;
  const gint64 others[] = { -1, 0, G_MAXINT64, ledger_numbers_get_id (look->numbers, 1) };
  gsize n_ids = n_plays + G_N_ELEMENTS (others);
  g_autofree gint64 *ids = g_new (gint64, n_ids);
  g_auto (GStrv) source_ids = g_new0 (char *, n_ids + 1);
  g_autoptr (GError) error = NULL;

  g_string_append (look->text, "rows\n");
  for (guint i = 0; i < n_plays; i++)
    ids[i] = ledger_numbers_get_id (look->numbers, n_plays - i);
  memcpy (ids + n_plays, others, sizeof others);
  g_assert_true (get_interface (ledger)->read_rows (ledger, ids, n_ids, on_row, look, &error));
  g_assert_no_error (error);
  g_assert_true (get_interface (ledger)->read_source_ids (ledger, ids, n_ids, source_ids, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < n_ids; i++)
    {
      g_string_append_printf (look->text, "%u is %s\n", ledger_numbers_find (look->numbers, ids[i]),
                              source_ids[i]);
      g_clear_pointer (&source_ids[i], g_free);
    }
}

static void
view_withdrawn (FootprintsLedger *ledger, LedgerLook *look)
{
  static const char *const reasons[] = { NULL, "removed", "renamed" };
  g_autoptr (GError) error = NULL;

  g_string_append (look->text, "withdrawn\n");
  for (guint i = 0; i < 2 * G_N_ELEMENTS (reasons); i++)
    {
      g_assert_true (get_interface (ledger)->read_withdrawn (
          ledger, reasons[i / 2], i % 2, i % 2 != 0 ? 2 : 1000, on_row, look, &error));
      g_assert_no_error (error);
      g_string_append (look->text, "--\n");
    }
}

static void
on_held (gpointer data, const FootprintsHeldPlay *play)
{
  LedgerLook *look = data;

  g_string_append_printf (
      look->text, "%u at %" G_GINT64_FORMAT ": %s, %s, %s%s%s%s\n",
      ledger_numbers_find (look->numbers, play->id), play->listened_at, play->artist, play->track,
      play->source_ref, play->is_removed ? ", removed" : "",
      play->is_held[0] ? ", of the others" : "", play->is_held[1] ? ", of the last" : "");
}

static void
append_held (LedgerLook *look, FootprintsLedger *ledger, gboolean in_transaction)
{
  g_string_append (look->text, "held\n");
  for (guint i = 0; i < 2 * look->n_origins; i++)
    {
      guint n = i / 2;
      const FootprintsHeldQuery query = {
        .start = i % 2 != 0 ? look->start + 1 : G_MININT64,
        .end = i % 2 != 0 ? look->start + 3 : G_MAXINT64,
        .origins = { look->origins, n + 1 },
        .more = { { look->origins + n + 1, look->n_origins - n - 1 },
                  { look->origins + look->n_origins - 1, 1 } },
        .in_transaction = in_transaction,
      };
      g_autoptr (GError) error = NULL;

      g_assert_true (get_interface (ledger)->list_held (ledger, &query, on_held, look, &error));
      g_assert_no_error (error);
      g_string_append (look->text, "--\n");
    }
}

static void
view_held (FootprintsLedger *ledger, LedgerLook *look)
{
  append_held (look, ledger, FALSE);
}

void
ledger_view_held_now (FootprintsLedger *ledger, LedgerLook *look)
{
  append_held (look, ledger, TRUE);
}

static void
on_time (gpointer data, gint64 listened_at)
{
  g_array_append_val ((GArray *) data, listened_at);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static void
append_times (LedgerLook *look, FootprintsLedger *ledger, const char *source, guint n_origins)
{
  const FootprintsOrigins origins = { look->origins, n_origins };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_true (
      get_interface (ledger)->visit_times (ledger, source, origins, on_time, times, &error));
  g_assert_no_error (error);
  g_array_sort (times, compare_numbers);
  g_string_append_printf (look->text, "%s of %u:", source, n_origins);
  for (guint i = 0; i < times->len; i++)
    g_string_append_printf (look->text, " %" G_GINT64_FORMAT, g_array_index (times, gint64, i));
  g_string_append_c (look->text, '\n');
}

static void
view_times (FootprintsLedger *ledger, LedgerLook *look)
{
  g_string_append (look->text, "times\n");
  for (guint i = 0; look->sources[i] != NULL; i++)
    for (guint n = 0; n <= look->n_origins; n++)
      append_times (look, ledger, look->sources[i], n);
}

static void
view_known (FootprintsLedger *ledger, LedgerLook *look)
{
  g_autofree FootprintsVerdict *verdicts = g_new0 (FootprintsVerdict, look->n_rows);

  g_string_append (look->text, "known\n");
  for (guint i = 0; i < 2; i++)
    {
      guint n = (look->chance + i) % (look->n_origins + 1);
      gint64 origin = n < look->n_origins ? look->origins[n] : 0;
      g_autoptr (GError) error = NULL;

      g_assert_true (get_interface (ledger)->find_known (ledger, look->rows, look->n_rows, origin,
                                                         verdicts, NULL, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < look->n_rows; j++)
        {
          g_string_append_printf (look->text, "row %u of %" G_GINT64_FORMAT ": ", j, origin);
          ledger_append_verdict (look->text, look->numbers, &verdicts[j]);
        }
    }
}

void
ledger_view_check (FootprintsLedger *ledger, LedgerLook *look)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (get_interface (ledger)->check (ledger, NULL, &error));
  g_assert_no_error (error);
}

const LedgerView ledger_views[LEDGER_N_VIEWS] = {
  view_state, view_plays, view_rows, view_withdrawn, view_held, view_times, view_known,
};

/* ---- Following ---- */

/* @track, @album: with the artist before the title. */
static char *
describe_play (gint64 listened_at,
               const char *track,
               const char *album,
               const char *source,
               gint64 duration_ms)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s on %s, from %s, %" G_GINT64_FORMAT, listened_at,
                          track, album != NULL ? album : "none", source, duration_ms);
}

static char *
join_names (const char *artist, const char *title)
{
  return g_strdup_printf ("%s, %s", artist, title);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
put (GHashTable *table, gint64 id, char *text)
{
  gint64 *key = g_new (gint64, 1);

  *key = id;
  g_hash_table_replace (table, key, text);
}

GHashTable *
ledger_read_plays (FootprintsLedger *ledger)
{
  const FootprintsLedgerQuery query = ALL_QUERY;
  FootprintsLedgerCursor *cursor = get_interface (ledger)->open_cursor (ledger, &query, NULL, NULL);
  GHashTable *plays = new_table ();

  while (cursor->next (cursor, NULL) == 1)
    {
      const FootprintsScrobbleRow *row = &cursor->row;
      const char *album_artist = row->album_artist != NULL ? row->album_artist : row->artist;
      g_autofree char *track = join_names (row->artist, row->track);
      g_autofree char *album = row->album != NULL ? join_names (album_artist, row->album) : NULL;

      put (plays, cursor->id,
           describe_play (row->listened_at, track, album, row->source, row->duration_ms));
    }
  cursor->free (cursor);
  return plays;
}

/* What comes one after the other in a reading. */
enum
{
  STAGE_ARTISTS,
  STAGE_ALBUMS,
  STAGE_TRACKS,
  STAGE_SOURCES,
  STAGE_GONE,
  STAGE_PLAYS,
  N_STAGES
};

/* Numbers of names of the kind, in one table of all. */
static gint64
name_key (int kind, gint64 id)
{
  return id * N_STAGES + kind;
}

static const char *
find_name (LedgerFollower *self, int kind, gint64 id)
{
  gint64 key = name_key (kind, id);

  return g_hash_table_lookup (self->names, &key);
}

/* Names may come in any order of kinds, but all before the plays; each kind by ascending id. */
static void
enter (LedgerFollower *self, int stage, gint64 id)
{
  if (stage != self->stage)
    {
      g_assert_true (stage > self->stage || self->stage < STAGE_GONE);
      self->stage = stage;
      self->last_id = 0;
    }
  if (stage != STAGE_GONE)
    g_assert_cmpint (id, >, self->last_id);
  self->last_id = id;
}

static void
add_name (LedgerFollower *self, int kind, gint64 id, gint64 artist_id, const char *name)
{
  const char *artist = artist_id != 0 ? find_name (self, STAGE_ARTISTS, artist_id) : "";

  enter (self, kind, id);
  g_assert_null (find_name (self, kind, id));
  g_assert_nonnull (artist);
  put (self->names, name_key (kind, id),
       artist_id != 0 ? join_names (artist, name) : g_strdup (name));
}

static gboolean
on_artist (gpointer data, gint64 id, const char *name, GError **error)
{
  add_name (data, STAGE_ARTISTS, id, 0, name);
  return TRUE;
}

static gboolean
on_album (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  add_name (data, STAGE_ALBUMS, id, artist_id, title);
  return TRUE;
}

static gboolean
on_track (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  add_name (data, STAGE_TRACKS, id, artist_id, title);
  return TRUE;
}

static gboolean
on_source (gpointer data, gint64 id, const char *name, GError **error)
{
  add_name (data, STAGE_SOURCES, id, 0, name);
  return TRUE;
}

static gboolean
on_listen (gpointer data,
           gint64 id,
           gint64 listened_at,
           gint64 track_id,
           gint64 album_id,
           gint64 source_name_id,
           gint64 duration_ms,
           gint64 precision_s,
           GError **error)
{
  LedgerFollower *self = data;
  const char *track = find_name (self, STAGE_TRACKS, track_id);
  const char *album = album_id != 0 ? find_name (self, STAGE_ALBUMS, album_id) : NULL;
  const char *source = find_name (self, STAGE_SOURCES, source_name_id);

  enter (self, STAGE_PLAYS, id);
  g_assert_nonnull (track);
  g_assert_nonnull (source);
  g_assert_true (album_id == 0 || album != NULL);
  /* It was told to be gone before. */
  g_assert_false (g_hash_table_contains (self->plays, &id));
  put (self->plays, id, describe_play (listened_at, track, album, source, duration_ms));
  put (self->precisions, id, g_strdup_printf ("exact to %" G_GINT64_FORMAT " s", precision_s));
  return TRUE;
}

static gboolean
on_gone (gpointer data, gint64 id, gint64 listened_at, GError **error)
{
  LedgerFollower *self = data;
  const char *play = g_hash_table_lookup (self->plays, &id);

  enter (self, STAGE_GONE, id);
  g_assert_true (play == NULL || g_ascii_strtoll (play, NULL, 10) == listened_at);
  g_hash_table_remove (self->plays, &id);
  g_hash_table_remove (self->precisions, &id);
  return TRUE;
}

static const FootprintsLedgerVisitor visitor = {
  on_artist, on_album, on_track, on_source, on_listen, on_gone,
};

void
ledger_follower_init (LedgerFollower *self)
{
  *self = (LedgerFollower){
    .names = new_table (),
    .plays = new_table (),
    .precisions = new_table (),
  };
}

void
ledger_follower_clear (LedgerFollower *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->plays);
  g_hash_table_unref (self->precisions);
}

/* What changed since may be forgotten. */
static void
begin_anew (LedgerFollower *self, const FootprintsLedgerState *state)
{
  if (self->position.generation == 0 || self->position.generation >= state->oldest_generation)
    return;
  self->position = (FootprintsLedgerPosition){ 0 };
  g_hash_table_remove_all (self->names);
  g_hash_table_remove_all (self->plays);
  g_hash_table_remove_all (self->precisions);
}

static void
check_same_table (GHashTable *table, GHashTable *expected)
{
  GHashTableIter iter;
  gpointer id, text;

  g_assert_cmpuint (g_hash_table_size (table), ==, g_hash_table_size (expected));
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &id, &text))
    g_assert_cmpstr (g_hash_table_lookup (table, id), ==, text);
}

/* Whoever reads everything at once must get the same. */
static void
check_precisions (LedgerFollower *self, FootprintsLedger *ledger)
{
  LedgerFollower other;
  FootprintsLedgerState state;

  ledger_follower_init (&other);
  other.stage = STAGE_ARTISTS;
  g_assert_true (get_interface (ledger)->read_changes (ledger, &other.position, &state, &visitor,
                                                       &other, NULL, NULL));
  check_same_table (self->precisions, other.precisions);
  ledger_follower_clear (&other);
}

void
ledger_follower_read (LedgerFollower *self, FootprintsLedger *ledger)
{
  g_autoptr (GHashTable) expected = ledger_read_plays (ledger);
  FootprintsLedgerState state;
  FootprintsLedgerState now;
  g_autoptr (GError) error = NULL;

  g_assert_true (get_interface (ledger)->read_state (ledger, &now, NULL));
  begin_anew (self, &now);
  self->stage = STAGE_ARTISTS;
  self->last_id = 0;
  g_assert_true (get_interface (ledger)->read_changes (ledger, &self->position, &state, &visitor,
                                                       self, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (state.generation, ==, now.generation);
  g_assert_cmpint (self->position.generation, ==, now.generation);
  g_assert_cmpint (state.n_listens, ==, g_hash_table_size (self->plays));
  check_same_table (self->plays, expected);
  check_precisions (self, ledger);
}
