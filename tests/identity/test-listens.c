/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Which reports are one listen: known cases, and histories that are reported twice, derived in any
 * order and in any number of steps, and compared with the slow computation. */

#include "slow-listens.h"
#include "test-support.h"

#include "libfootprints/history/footprints-derivation-private.h"

#include <stdlib.h>
#include <string.h>

#define EVENING (TEST_TIME + 20 * 3600)

/* ---- A history in steps ---- */

typedef struct
{
  FootprintsHistory *history;
  FootprintsIdMap ids[FOOTPRINTS_NAMES_N_TABLES];
  FootprintsJoining joining;
  GHashTable *names; /* kind and text → id */
  gint64 last_ids[FOOTPRINTS_NAMES_N_TABLES];
} World;

static void
world_init (World *self)
{
  *self = (World){ 0 };
  _footprints_joining_init (&self->joining);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
world_clear (World *self)
{
  g_clear_object (&self->history);
  _footprints_joining_clear (&self->joining);
  g_hash_table_unref (self->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gint64
intern (World *self, FootprintsDerivation *derivation, guint kind, gint64 artist, const char *text)
{
  char *key = g_strdup_printf ("%u/%" G_GINT64_FORMAT "/%s", kind, artist, text);
  gint64 id = GPOINTER_TO_INT (g_hash_table_lookup (self->names, key));

  if (id != 0)
    {
      g_free (key);
      return id;
    }
  id = ++self->last_ids[kind];
  g_hash_table_insert (self->names, key, GINT_TO_POINTER (id));
  if (kind == FOOTPRINTS_ENTITY_KIND_ARTIST)
    g_assert_true (_footprints_derivation_visitor.on_artist (derivation, id, text, NULL));
  else if (kind == FOOTPRINTS_ENTITY_KIND_TRACK)
    g_assert_true (_footprints_derivation_visitor.on_track (derivation, id, artist, text, NULL));
  else
    g_assert_true (_footprints_derivation_visitor.on_source (derivation, id, text, NULL));
  return id;
}

static const gint64 precisions_s[] = { 1, 60, 86400 };

/* Adds the reports [from, to), in the order of @order, which gives them their ids; removes those of
 * @removed, by id. */
static void
derive (World *self,
        const SlowReport *reports,
        const guint *order,
        guint from,
        guint to,
        const GArray *removed)
{
  g_auto (FootprintsDerivation) derivation = { 0 };
  g_autoptr (FootprintsHistory) base = g_steal_pointer (&self->history);

  _footprints_derivation_init (&derivation, base, self->ids);
  for (guint i = 0; removed != NULL && i < removed->len; i++)
    {
      guint at = g_array_index (removed, guint, i);

      g_assert_true (_footprints_derivation_visitor.on_gone (&derivation, at + 1,
                                                             reports[order[at]].time, NULL));
    }
  for (guint i = from; i < to; i++)
    {
      const SlowReport *report = &reports[order[i]];
      gint64 artist = intern (self, &derivation, FOOTPRINTS_ENTITY_KIND_ARTIST, 0, report->artist);
      gint64 track =
          intern (self, &derivation, FOOTPRINTS_ENTITY_KIND_TRACK, artist, report->track);
      gint64 source = intern (self, &derivation, FOOTPRINTS_NAMES_SOURCE, 0, report->source);

      g_assert_true (_footprints_derivation_visitor.on_listen (
          &derivation, i + 1, report->time, track, 0, source, report->length_s * 1000,
          precisions_s[report->precision], NULL));
    }
  _footprints_derivation_apply (&derivation, &self->joining);
  self->history = _footprints_history_new (&derivation.parts, "tag", NULL);
}

/* The lead of each report, by its place in the order; G_MAXUINT: the history has no such report. */
static guint *
find_leads (const World *self, const SlowReport *reports, const guint *order, guint n_reports)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (self->history);
  const FootprintsSightings *sightings = _footprints_history_get_sightings (self->history);
  guint *leads = g_new (guint, n_reports + 1);

  for (guint i = 0; i < n_reports; i++)
    {
      gint64 time = reports[order[i]].time;
      const FootprintsSighting *sighting = _footprints_sightings_find (sightings, time, i + 1);
      guint32 at = _footprints_columns_find_play (columns, time, i + 1);
      gboolean is_play = at < columns->n_plays && _footprints_columns_get (columns, at).id == i + 1;

      leads[i] = sighting != NULL ? sighting->lead - 1 : is_play ? i : G_MAXUINT;
      g_assert_true (is_play == (leads[i] == i));
    }
  return leads;
}

static guint *
make_order (guint n_reports, gboolean is_random)
{
  guint *order = g_new (guint, n_reports + 1);

  for (guint i = 0; i < n_reports; i++)
    {
      guint other = is_random ? (guint) g_test_rand_int_range (0, (gint32) i + 1) : i;

      order[i] = order[other];
      order[other] = i;
    }
  return order;
}

/* Derives the reports in some order and in some steps, and compares what came out with the slow
 * computation. */
static void
check_order (SlowReport *reports, guint n_reports, guint n_doubtful, guint n_steps)
{
  g_autofree guint *order = make_order (n_reports, TRUE);
  g_autofree guint *leads = NULL;
  g_auto (World) world = { 0 };

  world_init (&world);
  for (guint step = 0; step < n_steps; step++)
    derive (&world, reports, order, n_reports * step / n_steps, n_reports * (step + 1) / n_steps,
            NULL);
  leads = find_leads (&world, reports, order, n_reports);
  for (guint i = 0; i < n_reports; i++)
    g_assert_cmpuint (order[leads[i]], ==, reports[order[i]].lead);
  g_assert_cmpint (footprints_history_get_n_doubtful_plays (world.history), ==, n_doubtful);
}

/* The names of all made-up reports, until the program ends. */
static GStringChunk *made_names;

/* ---- Cases ---- */

static void
add (GArray *reports,
     gint64 time,
     const char *artist,
     const char *track,
     const char *source,
     guint precision,
     gint64 length_s)
{
  SlowReport report = {
    .time = time,
    .artist = g_string_chunk_insert_const (made_names, artist),
    .track = g_string_chunk_insert_const (made_names, track),
    .source = g_string_chunk_insert_const (made_names, source),
    .precision = precision,
    .length_s = length_s,
  };

  g_array_append_val (reports, report);
}

/* Thirty plays of other songs, which show how the clock of @source relates to the first one's. */
static void
add_anchors (GArray *reports, const char *first, const char *source, const char *clock)
{
  gboolean is_end = g_str_has_prefix (clock, "end");
  gboolean has_lengths = !g_str_has_suffix (clock, "no lengths");
  gint64 offset_s = is_end || g_str_equal (clock, "exact") ? 0 : g_ascii_strtoll (clock, NULL, 10);

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *track = g_strdup_printf ("Other Song %u", i);
      gint64 time = EVENING - 20 * TEST_DAY_S + i * 7200;
      gint64 length_s = 120 + i * 37 % 240;

      add (reports, time, "Other", track, first, 0, is_end && has_lengths ? length_s : 0);
      add (reports, time + (is_end ? length_s : offset_s), "Other", track, source, 0,
           is_end && has_lengths ? length_s : 0);
    }
}

static void
add_report (GArray *reports, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 4);
  g_auto (GStrv) source = g_strsplit (words[0], ":", 2);
  g_auto (GStrv) names = g_strsplit (words[3], " / ", 2);
  guint precision = source[1] == NULL ? 0 : g_str_equal (source[1], "minute") ? 1 : 2;

  add (reports, EVENING + g_ascii_strtoll (words[1], NULL, 10), names[0], names[1], source[0],
       precision, g_ascii_strtoll (words[2], NULL, 10));
}

/* What the last column says, as the lowest number of each group. */
static void
read_groups (const char *text, guint *groups, guint n_reports)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; i < n_reports; i++)
    groups[i] = i;
  for (guint i = 0; words[i] != NULL && !g_str_equal (text, "none"); i++)
    {
      g_auto (GStrv) members = g_strsplit (words[i], "=", -1);

      for (guint k = 0; members[k] != NULL; k++)
        groups[atoi (members[k]) - 1] = (guint) atoi (members[0]) - 1;
    }
}

static void
check_groups (const char *name, const SlowReport *reports, guint n_reports, const char *expected)
{
  g_autofree guint *groups = g_new (guint, n_reports);

  read_groups (expected, groups, n_reports);
  for (guint i = 0; i < n_reports; i++)
    for (guint k = 0; k < i; k++)
      if ((groups[i] == groups[k]) != (reports[i].lead == reports[k].lead))
        g_error ("%s: reports %u and %u are %s", name, k + 1, i + 1,
                 groups[i] == groups[k] ? "two listens" : "one listen");
}

static void
check_case (char **columns)
{
  g_autoptr (GArray) reports = g_array_new (FALSE, FALSE, sizeof (SlowReport));
  g_auto (GStrv) texts = g_strsplit (columns[2], " ; ", -1);
  g_auto (GStrv) first = g_strsplit_set (columns[2], " :", 2);
  guint n_doubtful;

  for (guint i = 0; texts[i] != NULL; i++)
    add_report (reports, texts[i]);
  if (!g_str_equal (columns[1], "unknown"))
    {
      g_auto (GStrv) clock = g_strsplit (columns[1], " ", 2);

      add_anchors (reports, first[0], clock[0], clock[1]);
    }
  n_doubtful = slow_join ((SlowReport *) (gpointer) reports->data, reports->len);
  check_groups (columns[0], (SlowReport *) (gpointer) reports->data, g_strv_length (texts),
                columns[3]);
  for (guint round = 0; round < 6; round++)
    check_order ((SlowReport *) (gpointer) reports->data, reports->len, n_doubtful, round + 1);
}

static void
test_cases (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "double-reports.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_cases = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (columns), ==, 4);
      g_test_message ("%s", columns[0]);
      check_case (columns);
      n_cases++;
    }
  g_assert_cmpuint (n_cases, >, 40);
}

/* ---- Random reports ---- */

/* Few tracks, near times and several sources, so that all kinds of groups come about. */
static void
add_random (GArray *reports, guint n_reports)
{
  static const char *const tracks[] = { "Song", "song", "Song (Live)", "Song - Remastered",
                                        "Other" };
  static const char *const sources[] = { "lastfm", "listenbrainz", "player" };

  for (guint i = 0; i < n_reports; i++)
    {
      guint precision =
          g_test_rand_int_range (0, 8) == 0 ? (guint) g_test_rand_int_range (1, 3) : 0;
      gint64 time = EVENING + g_test_rand_int_range (0, 40) * 1700 + g_test_rand_int_range (0, 90);
      gint64 length_s = g_test_rand_bit () ? 0 : 5 + g_test_rand_int_range (0, 3) * 60;
      gboolean is_there = FALSE;

      if (precision > 0)
        time -= time % 60;
      for (guint k = 0; k < reports->len; k++)
        is_there |= g_array_index (reports, SlowReport, k).time == time;
      if (!is_there)
        add (reports, time, "Band", tracks[g_test_rand_int_range (0, G_N_ELEMENTS (tracks))],
             sources[g_test_rand_int_range (0, G_N_ELEMENTS (sources))], precision, length_s);
    }
}

static void
test_random (void)
{
  guint n_rounds = test_rounds (300, 20);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GArray) reports = g_array_new (FALSE, FALSE, sizeof (SlowReport));
      SlowReport *first;
      guint n_doubtful;

      add_random (reports, (guint) g_test_rand_int_range (1, 300));
      if (g_test_rand_bit ())
        add_anchors (reports, "lastfm", "player", g_test_rand_bit () ? "end" : "+90");
      first = (SlowReport *) (gpointer) reports->data;
      n_doubtful = slow_join (first, reports->len);
      check_order (first, reports->len, n_doubtful, 1);
      check_order (first, reports->len, n_doubtful, (guint) g_test_rand_int_range (2, 40));
    }
}

/* Removing reports leaves what deriving the others from scratch makes. */
static void
test_removals (void)
{
  guint n_rounds = test_rounds (200, 15);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GArray) reports = g_array_new (FALSE, FALSE, sizeof (SlowReport));
      g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (SlowReport));
      g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autofree guint *order = NULL;
      g_autofree guint *leads = NULL;
      g_auto (World) world = { 0 };
      SlowReport *first;
      guint n_doubtful;

      add_random (reports, (guint) g_test_rand_int_range (1, 200));
      first = (SlowReport *) (gpointer) reports->data;
      order = make_order (reports->len, FALSE);
      world_init (&world);
      derive (&world, first, order, 0, reports->len, NULL);
      for (guint i = 0; i < reports->len; i++)
        if (g_test_rand_int_range (0, 3) == 0)
          g_array_append_val (removed, i);
        else
          g_array_append_val (rest, first[i]);
      derive (&world, first, order, 0, 0, removed);
      n_doubtful = slow_join ((SlowReport *) (gpointer) rest->data, rest->len);
      leads = find_leads (&world, first, order, reports->len);
      for (guint i = 0, kept = 0; i < reports->len; i++)
        {
          const SlowReport *lead;

          if (leads[i] == G_MAXUINT)
            continue;
          lead = &g_array_index (rest, SlowReport, g_array_index (rest, SlowReport, kept++).lead);
          g_assert_cmpint (first[leads[i]].time, ==, lead->time);
        }
      g_assert_cmpint (footprints_history_get_n_doubtful_plays (world.history), ==, n_doubtful);
    }
}

/* ---- Histories that are reported twice ---- */

/* How the second source reports a listen. */
typedef struct
{
  const char *name;
  gint64 skew_s;
  gint32 jitter_s;
  gboolean is_minute;
  gboolean is_end;
  guint n_missing;       /* of 100, on each side */
  guint n_changed;       /* of 100: other names */
  gint64 n_same_of_1000; /* of the listens that both report, at least; -1: nothing may be joined */
} Twice;

static const Twice twices[] = {
  { "the same clock", 0, 1, FALSE, FALSE, 4, 8, 999 },
  { "17 s late", 17, 2, FALSE, FALSE, 4, 8, 999 },
  { "120 s early", -120, 8, FALSE, FALSE, 4, 8, 999 },
  { "minutes", 0, 1, TRUE, FALSE, 4, 8, 999 },
  { "ends", 0, 2, FALSE, TRUE, 4, 8, 999 },
  { "ends in minutes", 0, 1, TRUE, TRUE, 4, 8, 999 },
  { "much missing", 5, 2, FALSE, FALSE, 30, 8, 999 },
  { "many other names", 5, 2, FALSE, FALSE, 4, 30, 999 },
  { "an hour off", 3600, 1, FALSE, FALSE, 4, 8, -1 },
  { "another day", TEST_DAY_S, 1, FALSE, FALSE, 4, 8, -1 },
};

/* What another source would call the same. */
static char *
change_artist (const char *artist)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_ascii_strup (artist, -1);
    case 1:
      return g_strconcat ("The ", artist, NULL);
    case 2:
      return g_strconcat (artist, " feat. Somebody", NULL);
    default:
      return g_strconcat (artist, " & Somebody", NULL);
    }
}

static char *
change_track (const char *track)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return g_strconcat (track, " - Remastered 2011", NULL);
    case 1:
      return g_strconcat (track, " (feat. Somebody)", NULL);
    case 2:
      return g_strconcat (track, "!", NULL);
    default:
      return g_strconcat (track, " (Album Version)", NULL);
    }
}

/* Adds the reports of both sources of a listen; those that both have get the same number. */
static void
report_twice (GArray *reports,
              GArray *listens,
              const Twice *twice,
              guint listen,
              gint64 time,
              guint song,
              gint64 length_s)
{
  /* Not by number: “900 feat. Somebody” may be a name. */
  g_autofree char *artist = g_strdup_printf ("Artist %c%c", 'A' + song % 26, 'A' + song / 26 % 12);
  g_autofree char *track = g_strdup_printf ("Song %u", song);

  if ((guint) g_test_rand_int_range (0, 100) >= twice->n_missing)
    {
      add (reports, time, artist, track, "lastfm", 0, length_s);
      g_array_append_val (listens, listen);
    }
  if ((guint) g_test_rand_int_range (0, 100) >= twice->n_missing)
    {
      gboolean is_changed = (guint) g_test_rand_int_range (0, 100) < twice->n_changed;
      g_autofree char *other_artist = is_changed ? change_artist (artist) : g_strdup (artist);
      g_autofree char *other_track = is_changed ? change_track (track) : g_strdup (track);
      gint64 other = time + twice->skew_s + (twice->is_end ? length_s : 0) +
                     g_test_rand_int_range (-twice->jitter_s, twice->jitter_s + 1);

      add (reports, twice->is_minute ? other - other % 60 : other, other_artist, other_track,
           "player", twice->is_minute, length_s);
      g_array_append_val (listens, listen);
    }
}

/* Days of listening: songs one after the other, now and then the same one again. */
static void
make_history (GArray *reports, GArray *listens, const Twice *twice, guint n_listens)
{
  gint64 time = TEST_TIME - 2000 * TEST_DAY_S;
  guint song = 0;

  for (guint i = 0; i < n_listens; i++)
    {
      gint64 length_s;

      if (g_test_rand_int_range (0, 20) != 0)
        song = (guint) g_test_rand_int_range (0, 3000);
      length_s = 150 + song * 7 % 200;
      report_twice (reports, listens, twice, i, time, song, length_s);
      time += length_s + g_test_rand_int_range (0, 8);
      if (g_test_rand_int_range (0, 15) == 0)
        time += g_test_rand_int_range (1000, 40000);
    }
}

typedef struct
{
  guint n_common; /* listens that both sources report */
  guint n_found;  /* of these, joined */
  guint n_wrong;  /* listens that were joined although they are different */
} Outcome;

static Outcome
count_pairs (const World *world, const SlowReport *reports, const guint *numbers, guint n_reports)
{
  g_autofree guint *order = make_order (n_reports, FALSE);
  g_autofree guint *leads = find_leads (world, reports, order, n_reports);
  Outcome outcome = { 0 };

  for (guint i = 0; i < n_reports; i++)
    {
      outcome.n_common += i > 0 && numbers[i] == numbers[i - 1];
      if (leads[i] == i)
        continue;
      outcome.n_found += numbers[leads[i]] == numbers[i];
      outcome.n_wrong += numbers[leads[i]] != numbers[i];
    }
  return outcome;
}

static void
test_twice (gconstpointer data)
{
  const Twice *twice = data;
  g_autoptr (GArray) reports = g_array_new (FALSE, FALSE, sizeof (SlowReport));
  g_autoptr (GArray) listens = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *order = NULL;
  g_auto (World) world = { 0 };
  Outcome outcome;

  make_history (reports, listens, twice, test_rounds (20000, 2000));
  order = make_order (reports->len, FALSE);
  world_init (&world);
  derive (&world, (SlowReport *) (gpointer) reports->data, order, 0, reports->len, NULL);
  outcome = count_pairs (&world, (SlowReport *) (gpointer) reports->data,
                         (guint *) (gpointer) listens->data, reports->len);
  g_test_message ("%u common, %u found, %u wrong", outcome.n_common, outcome.n_found,
                  outcome.n_wrong);
  g_assert_cmpuint (outcome.n_wrong, <=, reports->len / 20000);
  if (twice->n_same_of_1000 < 0)
    g_assert_cmpuint (outcome.n_found, ==, 0);
  else
    g_assert_cmpint ((gint64) outcome.n_found * 1000, >=,
                     twice->n_same_of_1000 * (gint64) outcome.n_common);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  made_names = g_string_chunk_new (64 * 1024);
  g_test_add_func ("/identity/listens/cases", test_cases);
  g_test_add_func ("/identity/listens/random", test_random);
  g_test_add_func ("/identity/listens/removals", test_removals);
  for (guint i = 0; i < G_N_ELEMENTS (twices); i++)
    {
      g_autofree char *path = g_strconcat ("/identity/listens/twice/", twices[i].name, NULL);

      g_test_add_data_func (path, &twices[i], test_twice);
    }
  status = g_test_run ();
  g_string_chunk_free (made_names);
  return status;
}
