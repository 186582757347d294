/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What is decided about names changes every report as if the names had been reported that way: a
 * history with merged artists, albums and tracks says, in each report, what the history of a ledger
 * says in which they were one from the start. And credits with several artists, ids of invented
 * names, and columns of plays that do not count. */

#include "test-support.h"

#include "libfootprints/history/footprints-derivation-private.h"

#include <string.h>

#define N_PLAYS 600
#define START G_GINT64_CONSTANT (1104537600) /* 2005 */

/* The second of each pair is another spelling of the first. */
static const char *const artists[] = { "Alder Quay", "alder quay", "Bright Marsh", "BRIGHT MARSH",
                                       "Cinder" };
static const char *const tracks[] = { "Ferry", "Lantern", "North", "Slow Rain", "Zenith" };
static const char *const albums[] = { NULL, "Harbour", "Winter Light" };

#define pick(array) (array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

static const char *
get_chosen (const char *artist)
{
  for (guint i = 0; i + 1 < G_N_ELEMENTS (artists); i += 2)
    if (g_str_equal (artist, artists[i + 1]))
      return artists[i];
  return artist;
}

static void
add (GPtrArray *plays, const char *artist, const char *track, const char *album, gint64 at)
{
  g_ptr_array_add (plays, test_scrobble (artist, track, album, at, "local"));
}

static void
add_all (FootprintsStore *store, GPtrArray *plays)
{
  GError *error = NULL;

  footprints_store_add_scrobbles (store, (FootprintsScrobble **) plays->pdata, plays->len, NULL,
                                  &error);
  g_assert_no_error (error);
}

/* The same plays as they were reported, and with the chosen names. */
static void
fill (FootprintsStore *reported, FootprintsStore *chosen)
{
  g_autoptr (GPtrArray) reported_plays = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chosen_plays = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 at = START;

  for (guint i = 0; i < N_PLAYS; i++)
    {
      /* Each spelling is there. */
      const char *artist = i < G_N_ELEMENTS (artists) ? artists[i] : pick (artists);
      const char *track = pick (tracks);
      const char *album = pick (albums);

      at += g_test_rand_int_range (1, 10) == 1 ? TEST_DAY_S * g_test_rand_int_range (1, 100) : 240;
      add (reported_plays, artist, track, album, at);
      add (chosen_plays, get_chosen (artist), track, album, at);
    }
  add_all (reported, reported_plays);
  add_all (chosen, chosen_plays);
}

static const FootprintsNameTable *
get_table (FootprintsHistory *history, FootprintsEntityKind kind)
{
  return _footprints_history_get_name_table (history, kind);
}

static const char *
get_name (FootprintsHistory *history, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (get_table (history, kind), id);
}

static FootprintsIdentity *
begin_identity (FootprintsHistory *history)
{
  guint32 n_ids[FOOTPRINTS_N_ENTITY_KINDS];
  FootprintsEntities entities = _footprints_history_get_entities (history);

  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    n_ids[kind] = get_table (history, kind)->n_ids;
  return _footprints_identity_new (n_ids, entities.artists_of, entities.artist_of_album);
}

static guint32
find (FootprintsHistory *history, FootprintsEntityKind kind, const char *artist, const char *title)
{
  guint32 id =
      _footprints_names_find (_footprints_history_get_names (history), kind, artist, title);

  return id;
}

static void
merge_titles (FootprintsHistory *history, FootprintsIdentity *identity, FootprintsEntityKind kind)
{
  FootprintsEntities entities = _footprints_history_get_entities (history);

  for (guint32 id = 1; id < get_table (history, kind)->n_ids; id++)
    {
      guint32 artist = kind == FOOTPRINTS_ENTITY_KIND_ALBUM
                           ? entities.artist_of_album[id]
                           : _footprints_entities_get_first_artist (&entities, id);
      const char *name = get_name (history, FOOTPRINTS_ENTITY_KIND_ARTIST, artist);
      guint32 into = find (history, kind, get_chosen (name), get_name (history, kind, id));

      if (into != 0)
        _footprints_identity_merge (identity, kind, id, into);
    }
}

/* All spellings are the chosen one; a title that only the other spelling has becomes the chosen
 * artist's with it. */
static FootprintsHistory *
decide (FootprintsHistory *history)
{
  g_autoptr (FootprintsIdentity) identity = begin_identity (history);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (artists); i += 2)
    _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST,
                                find (history, FOOTPRINTS_ENTITY_KIND_ARTIST, artists[i + 1], NULL),
                                find (history, FOOTPRINTS_ENTITY_KIND_ARTIST, artists[i], NULL));
  merge_titles (history, identity, FOOTPRINTS_ENTITY_KIND_ALBUM);
  merge_titles (history, identity, FOOTPRINTS_ENTITY_KIND_TRACK);
  _footprints_identity_settle (identity);
  return _footprints_history_new_decided (history, identity);
}

static void
append (GString *text, const char *name, gpointer report)
{
  g_autofree char *json = NULL;

  g_assert_nonnull (report);
  json = footprints_report_to_json (report);
  g_string_append_printf (text, "%s: %s\n", name, json);
  g_object_unref (report);
}

static void
append_charts (GString *text, FootprintsHistory *history, FootprintsPeriod *period)
{
  for (guint kind = 0; kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    for (guint measure = 0; measure < 2; measure++)
      append (
          text, "chart",
          footprints_history_get_chart_full (history, kind, measure, period, NULL, 0, 100, NULL));
}

static void
append_entities (GString *text, FootprintsHistory *history, FootprintsPeriod *period)
{
  append (text, "artist",
          footprints_history_get_entity (history, FOOTPRINTS_ENTITY_KIND_ARTIST, artists[0], NULL,
                                         period));
  append (text, "album",
          footprints_history_get_entity (history, FOOTPRINTS_ENTITY_KIND_ALBUM, artists[0],
                                         albums[1], period));
  append (text, "track",
          footprints_history_get_entity (history, FOOTPRINTS_ENTITY_KIND_TRACK, artists[2],
                                         tracks[1], period));
  append (text, "ranks of an artist",
          footprints_history_get_rank_history (history, FOOTPRINTS_ENTITY_KIND_ARTIST, artists[2],
                                               NULL, period, FOOTPRINTS_GRANULARITY_MONTH));
  append (text, "ranks of an album",
          footprints_history_get_rank_history (history, FOOTPRINTS_ENTITY_KIND_ALBUM, artists[0],
                                               albums[1], period, FOOTPRINTS_GRANULARITY_YEAR));
  append (text, "ranks of a track",
          footprints_history_get_rank_history (history, FOOTPRINTS_ENTITY_KIND_TRACK, artists[0],
                                               tracks[0], period, FOOTPRINTS_GRANULARITY_WEEK));
}

static void
append_rows (GString *text, FootprintsHistory *history, FootprintsPeriod *period)
{
  append (text, "timeline", footprints_history_get_timeline (history, period, 0, 1000, NULL));
  append (text, "comebacks", footprints_history_get_comebacks (history, period, 30, 100, NULL));
  append (text, "forgotten",
          footprints_history_get_forgotten_favourites (history, period, 2, 10, 100, NULL));
  append (text, "silences", footprints_history_list_silences (history, period, 100, NULL));
  append (text, "obsessions", footprints_history_get_obsessions (history, period, 1, 100, NULL));
  append (text, "milestones", footprints_history_get_milestones (history, period));
  append (text, "anniversaries",
          footprints_history_get_anniversaries (history, period, 3, 1, NULL));
  append (text, "sessions", footprints_history_get_sessions (history, period, 30, 2, NULL));
  append (text, "transitions",
          footprints_history_get_transitions (history, period, 30, 1, TRUE, 100, NULL));
  append (text, "search", footprints_history_search (history, "marsh", 100, NULL));
}

/* Each report that there is. */
static char *
describe (FootprintsHistory *history, FootprintsPeriod *period, FootprintsPeriod *other)
{
  GString *text = g_string_new (NULL);

  append (text, "overview", footprints_history_get_overview (history, period));
  append (text, "top", footprints_history_get_top_report (history, period, 10, NULL));
  append_charts (text, history, period);
  append_entities (text, history, period);
  append_rows (text, history, period);
  append (text, "pulse",
          footprints_history_get_pulse (history, period, FOOTPRINTS_GRANULARITY_MONTH, TRUE));
  append (text, "heatmap", footprints_history_get_heatmap (history, period, FALSE));
  append (text, "novelty",
          footprints_history_get_novelty (history, period, FOOTPRINTS_GRANULARITY_MONTH, 100));
  append (text, "diversity",
          footprints_history_get_diversity (history, period, FOOTPRINTS_GRANULARITY_MONTH));
  append (text, "growth",
          footprints_history_get_growth (history, period, FOOTPRINTS_GRANULARITY_MONTH));
  append (text, "concentration", footprints_history_get_concentration (history, period));
  append (text, "review", footprints_history_get_review (history, period));
  append (text, "streaks", footprints_history_get_streaks (history, period, 1, TEST_TIME, NULL));
  append (text, "years",
          footprints_history_get_years (history, footprints_period_get_calendar (period)));
  append (text, "comparison", footprints_history_get_comparison (history, period, other, 10, NULL));
  return g_string_free (text, FALSE);
}

static void
assert_same_text (const char *text, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
}

static void
test_merged (void)
{
  g_autoptr (FootprintsCalendar) calendar = test_calendar ("Europe/Berlin", 0);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsPeriod) part =
      footprints_period_new_range (START + TEST_DAY_S, START + 1500 * TEST_DAY_S, calendar, NULL);

  for (guint round = 0; round < test_rounds (20, 2); round++)
    {
      g_autofree char *name = g_strdup_printf ("reported-%u.db", round);
      g_autofree char *other_name = g_strdup_printf ("chosen-%u.db", round);
      g_autofree char *path = test_path (name);
      g_autofree char *other_path = test_path (other_name);
      g_autoptr (FootprintsStore) reported = test_open (path);
      g_autoptr (FootprintsStore) chosen = test_open (other_path);
      g_autoptr (FootprintsHistory) plain = NULL;
      g_autoptr (FootprintsHistory) decided = NULL;
      g_autoptr (FootprintsHistory) expected = NULL;
      FootprintsPeriod *const periods[] = { all, part };

      fill (reported, chosen);
      plain = test_history (reported);
      decided = decide (plain);
      expected = test_history (chosen);
      for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
        {
          g_autofree char *text = describe (decided, periods[i], periods[1 - i]);
          g_autofree char *expected_text = describe (expected, periods[i], periods[1 - i]);

          assert_same_text (text, expected_text);
        }
      footprints_store_close (reported);
      footprints_store_close (chosen);
    }
}

/* The parts of a decided history follow the decisions, too, whichever spelling is asked for. */
static void
test_filtered (void)
{
  g_autofree char *path = test_path ("reported.db");
  g_autofree char *other_path = test_path ("chosen.db");
  g_autoptr (FootprintsStore) reported = test_open (path);
  g_autoptr (FootprintsStore) chosen = test_open (other_path);
  g_autoptr (FootprintsHistory) plain = NULL;
  g_autoptr (FootprintsHistory) decided = NULL;
  g_autoptr (FootprintsHistory) expected = NULL;

  fill (reported, chosen);
  plain = test_history (reported);
  decided = decide (plain);
  expected = test_history (chosen);
  for (guint i = 0; i < G_N_ELEMENTS (artists); i++)
    for (guint k = 0; k < G_N_ELEMENTS (albums); k++)
      {
        g_autoptr (FootprintsHistory) part =
            footprints_history_filter (decided, artists[i], albums[k], NULL, NULL);
        g_autoptr (FootprintsHistory) expected_part =
            footprints_history_filter (expected, get_chosen (artists[i]), albums[k], NULL, NULL);

        g_assert_cmpint (footprints_history_get_n_plays (part), ==,
                         footprints_history_get_n_plays (expected_part));
      }
}

static gint64
count_plays (FootprintsHistory *history, const char *artist)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ARTIST, all, 0, 100, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (chart)); i++)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), i);

      if (g_str_equal (footprints_chart_entry_get_name (entry), artist))
        return footprints_chart_entry_get_n_plays (entry);
    }
  return 0;
}

/* A play counts for each artist of its track, and once for the whole. */
static void
test_credits (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsHistory) plain = NULL;
  g_autoptr (FootprintsHistory) decided = NULL;
  g_autoptr (FootprintsHistory) guest = NULL;
  g_autoptr (FootprintsOverview) overview = NULL;
  g_autoptr (FootprintsMilestones) milestones = NULL;
  g_autoptr (FootprintsIdentity) identity = NULL;
  guint32 both[2];

  test_add (store, "Host feat. Guest", "Duet", NULL, TEST_TIME);
  test_add (store, "Host", "Solo", NULL, TEST_TIME + 300);
  test_add (store, "Guest", "Own", NULL, TEST_TIME + 600);
  test_add (store, "Host feat. Guest", "Duet", NULL, TEST_TIME + 900);
  plain = test_history (store);
  identity = begin_identity (plain);
  both[0] = find (plain, FOOTPRINTS_ENTITY_KIND_ARTIST, "Host", NULL);
  both[1] = find (plain, FOOTPRINTS_ENTITY_KIND_ARTIST, "Guest", NULL);
  _footprints_identity_set_artists (
      identity, find (plain, FOOTPRINTS_ENTITY_KIND_TRACK, "Host feat. Guest", "Duet"), both, 2);
  _footprints_identity_settle (identity);
  decided = _footprints_history_new_decided (plain, identity);

  g_assert_cmpint (count_plays (decided, "Host"), ==, 3);
  g_assert_cmpint (count_plays (decided, "Guest"), ==, 3);
  g_assert_cmpint (count_plays (decided, "Host feat. Guest"), ==, 0);
  g_assert_cmpint (count_plays (plain, "Host"), ==, 1);
  overview = footprints_history_get_overview (decided, all);
  g_assert_cmpint (footprints_overview_get_n_plays (overview), ==, 4);
  g_assert_cmpuint (footprints_overview_get_n_artists (overview), ==, 2);
  guest = footprints_history_filter (decided, "Guest", NULL, NULL, NULL);
  g_assert_cmpint (footprints_history_get_n_plays (guest), ==, 3);
  /* The first play, track and artist: the second artist, of the same play, is no round number. */
  milestones = footprints_history_get_milestones (decided, all);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (milestones)), ==, 3);
}

/* Merges of merges, circles, and artists that meet in one credit. */
static void
test_settled (void)
{
  const guint32 n_ids[FOOTPRINTS_N_ENTITY_KINDS] = { 6, 2, 3 };
  const guint32 artists_of_track[] = { 0, 1, 2 };
  const guint32 artist_of_album[] = { 0, 3 };
  const guint32 three[] = { 5, 1, 3 };
  g_autoptr (FootprintsIdentity) identity =
      _footprints_identity_new (n_ids, artists_of_track, artist_of_album);
  FootprintsEntities entities;
  const guint32 *credited;
  guint n_credited;

  _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, 3, 2);
  _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, 2, 1);
  _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, 4, 5);
  _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, 5, 4);
  _footprints_identity_set_artists (identity, 2, three, G_N_ELEMENTS (three));
  _footprints_identity_settle (identity);
  g_assert_cmpuint (identity->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST][3], ==, 1);
  g_assert_cmpuint (identity->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST][4], ==, 4);
  g_assert_cmpuint (identity->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST][5], ==, 4);
  g_assert_cmpuint (identity->artist_of_album[1], ==, 1);
  entities = (FootprintsEntities){ .artists_of = identity->artists_of_track,
                                   .credits = identity->credits };
  credited = _footprints_entities_get_artists (&entities, 2, &n_credited);
  g_assert_cmpuint (n_credited, ==, 2);
  g_assert_cmpuint (credited[0], ==, 4);
  g_assert_cmpuint (credited[1], ==, 1);
}

/* However long a chain of merges is, all of it is the entity at its end. */
static void
test_long_chain (void)
{
  const guint32 n_ids[FOOTPRINTS_N_ENTITY_KINDS] = { 5000, 1, 1 };
  const guint32 nobody[] = { 0 };
  g_autoptr (FootprintsIdentity) identity = _footprints_identity_new (n_ids, nobody, nobody);
  const guint32 *entity_of;

  for (guint32 id = 2; id < 4000; id++)
    _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, id, id - 1);
  /* Leads into a circle. */
  for (guint32 id = 4000; id < 4999; id++)
    _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, id, id + 1);
  _footprints_identity_merge (identity, FOOTPRINTS_ENTITY_KIND_ARTIST, 4999, 4500);
  _footprints_identity_settle (identity);
  entity_of = identity->entity_of[FOOTPRINTS_ENTITY_KIND_ARTIST];
  for (guint32 id = 1; id < 4000; id++)
    g_assert_cmpuint (entity_of[id], ==, 1);
  for (guint32 id = 4000; id < 5000; id++)
    g_assert_cmpuint (entity_of[id], ==, 4500);
}

/* A name that no source reported takes an id of its own; what the ledger adds afterwards is found
 * all the same, and so are the plays that name it by the ledger's ids. */
static void
test_invented_name (void)
{
  const FootprintsLedgerVisitor *visitor = &_footprints_derivation_visitor;
  const FootprintsIdMap same[FOOTPRINTS_NAMES_N_TABLES] = { 0 };
  g_auto (FootprintsDerivation) derivation = { 0 };
  g_auto (FootprintsJoining) joining = { 0 };
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsPlay play;
  guint32 invented;
  GError *error = NULL;

  _footprints_joining_init (&joining);
  _footprints_derivation_init (&derivation, NULL, same);
  g_assert_true (visitor->on_artist (&derivation, 1, "Host", &error));
  g_assert_true (visitor->on_track (&derivation, 1, 1, "Duet", &error));
  g_assert_true (visitor->on_source (&derivation, 1, "local", &error));
  invented = _footprints_derivation_invent_name (&derivation, FOOTPRINTS_ENTITY_KIND_ARTIST, 0,
                                                 "Guest", &error);
  g_assert_cmpuint (invented, ==, 2);
  g_assert_true (visitor->on_artist (&derivation, 2, "Newcomer", &error));
  g_assert_true (visitor->on_track (&derivation, 2, 2, "First", &error));
  g_assert_true (visitor->on_listen (&derivation, 7, TEST_TIME, 2, 0, 1, 0, 1, &error));
  g_assert_no_error (error);
  g_assert_true (_footprints_derivation_apply (&derivation, &joining));
  g_assert_cmpint (_footprints_id_map_get (&derivation.ids[FOOTPRINTS_ENTITY_KIND_ARTIST], 2), ==,
                   3);
  history = _footprints_history_new (&derivation.parts, "tag", NULL);
  play = _footprints_history_get_play (history, 0);
  g_assert_cmpuint (play.id, ==, 7);
  g_assert_cmpint (count_plays (history, "Newcomer"), ==, 1);
  g_assert_cmpint (count_plays (history, "Guest"), ==, 0);
  /* The names do not see these ids any more, so they are checked here. */
  g_assert_false (visitor->on_artist (&derivation, 1, "Again", &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (
      visitor->on_artist (&derivation, (G_GINT64_CONSTANT (1) << 32) + 9, "Far", &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (visitor->on_artist (&derivation, G_MAXUINT32, "Last", &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT);
  g_clear_error (&error);
  /* An id that the ledger never gave names nothing. */
  g_assert_cmpint (_footprints_id_map_get (&derivation.ids[FOOTPRINTS_ENTITY_KIND_ARTIST], 3), ==,
                   0);
}

/* Plays that do not count stay out of all reports, outlive a step of derivation, and leave when
 * they are deleted. */
static void
test_hidden (void)
{
  const FootprintsLedgerVisitor *visitor = &_footprints_derivation_visitor;
  const FootprintsIdMap same[FOOTPRINTS_NAMES_N_TABLES] = { 0 };
  g_auto (FootprintsDerivation) first = { 0 };
  g_auto (FootprintsDerivation) second = { 0 };
  g_auto (FootprintsJoining) joining = { 0 };
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsPlay hidden = { .listened_at = TEST_TIME, .id = 1, .track = 1, .source = 1 };
  gboolean appended;

  _footprints_joining_init (&joining);
  _footprints_derivation_init (&first, NULL, same);
  g_assert_true (visitor->on_artist (&first, 1, "Host", NULL));
  g_assert_true (visitor->on_track (&first, 1, 1, "Duet", NULL));
  g_assert_true (visitor->on_source (&first, 1, "local", NULL));
  g_assert_true (visitor->on_listen (&first, 2, TEST_TIME + 300, 1, 0, 1, 0, 1, NULL));
  _footprints_columns_add (&first.parts.hidden, &hidden, 1, &appended);
  _footprints_derivation_apply (&first, &joining);
  history = _footprints_history_new (&first.parts, "tag", NULL);
  g_assert_cmpint (footprints_history_get_n_plays (history), ==, 1);
  g_assert_cmpint (count_plays (history, "Host"), ==, 1);
  g_assert_cmpuint (_footprints_history_get_hidden (history)->n_plays, ==, 1);

  _footprints_derivation_init (&second, history, first.ids);
  g_assert_cmpuint (second.parts.hidden.n_plays, ==, 1);
  g_assert_true (visitor->on_gone (&second, 1, TEST_TIME, NULL));
  /* Nothing that counts has changed. */
  g_assert_true (_footprints_derivation_apply (&second, &joining));
  g_assert_cmpuint (second.parts.hidden.n_plays, ==, 0);
  g_assert_cmpuint (second.parts.columns.n_plays, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_use_memory ();

  g_test_add_func ("/history/identity/merged-as-if-reported", test_merged);
  g_test_add_func ("/history/identity/filtered", test_filtered);
  g_test_add_func ("/history/identity/credits", test_credits);
  g_test_add_func ("/history/identity/settled", test_settled);
  g_test_add_func ("/history/identity/long-chain", test_long_chain);
  g_test_add_func ("/history/identity/invented-name", test_invented_name);
  g_test_add_func ("/history/identity/hidden-plays", test_hidden);

  return g_test_run ();
}
