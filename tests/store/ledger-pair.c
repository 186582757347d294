/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The calls about plays; ledger-pair-records.c has those about records. */

#include "ledger-pair.h"

#include "test-support.h"

#include <stdlib.h>
#include <string.h>

FootprintsLedgerInterface *
ledger_pair_get_interface (LedgerPair *self, guint which)
{
  return FOOTPRINTS_LEDGER_GET_IFACE (self->ledgers[which]);
}

guint
ledger_pair_choose (LedgerPair *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) n);
}

void
ledger_pair_tell (LedgerPair *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (self->story, format, arguments);
  va_end (arguments);
  g_string_append_c (self->story, '\n');
}

/* The first lines that are not the same in both. */
static void
print_difference (LedgerPair *self)
{
  g_auto (GStrv) sqlite = g_strsplit (self->results[0]->str, "\n", -1);
  g_auto (GStrv) toy = g_strsplit (self->results[1]->str, "\n", -1);
  guint first = 0;

  while (sqlite[first] != NULL && g_strcmp0 (sqlite[first], toy[first]) == 0)
    first++;
  g_printerr ("%s, line %u\n", sqlite[0], first);
  for (guint i = first; i < MIN (first + 3, g_strv_length (sqlite)); i++)
    g_printerr ("  SQLite: %s\n", sqlite[i]);
  for (guint i = first; i < MIN (first + 3, g_strv_length (toy)); i++)
    g_printerr ("  the toy: %s\n", toy[i]);
}

void
ledger_pair_check_same (LedgerPair *self)
{
  gboolean is_same = g_str_equal (self->results[0]->str, self->results[1]->str);

  if (!is_same)
    print_difference (self);
  g_assert_true (is_same);
  for (guint i = 0; i < 2; i++)
    g_string_truncate (self->results[i], 0);
}

gboolean
ledger_pair_end_call (LedgerPair *self, const gboolean *done, GError **errors)
{
  for (guint i = 0; i < 2; i++)
    if (!done[i])
      {
        g_string_printf (self->results[i], "%s %d\n", g_quark_to_string (errors[i]->domain),
                         errors[i]->code);
        g_clear_error (&errors[i]);
      }
    else
      g_assert_no_error (errors[i]);
  ledger_pair_check_same (self);
  self->has_failed = self->has_failed || !done[0];
  return done[0];
}

/* ---- Plays ---- */

static const char *const artists[] = { "A", "B", "a" };
static const char *const tracks[] = { "T", "U" };
static const char *const sources[] = { "lastfm", "local" };

void
ledger_pair_fill_key (FootprintsScrobbleRow *row, guint number)
{
  row->artist = artists[number % 3];
  row->track = tracks[number / 3 % 2];
  row->source = sources[number / 6 % 2];
  row->listened_at = TEST_TIME + number / 12 % N_SECONDS;
}

/* What the toy shows of the play now. */
static void
copy_details (LedgerPair *self, FootprintsScrobbleRow *row)
{
  const ToyPlay *play = toy_state_find_row (FOOTPRINTS_TOY_LEDGER (self->ledgers[1])->writing, row);
  const ToyReport *report = play != NULL ? toy_play_get_report (play) : NULL;

  if (report == NULL)
    return;
  row->album = report->album != NULL ? report->album->text : NULL;
  row->album_artist = report->album != NULL ? report->album->artist->text : NULL;
  row->source_id = report->source_id;
  row->info = report->info;
  row->duration_ms = report->duration_ms;
}

/* Each origin has details of its own, or those that are shown: when two others report the same that
 * is not shown, SQLite knows only that both differ. */
static void
make_row (LedgerPair *self, FootprintsScrobbleRow *row, gint64 origin)
{
  static const char *const albums[] = { NULL, "L", "M" };
  static const char *const album_artists[] = { NULL, "A", "V" };
  static const char *const infos[] = { NULL, "{}", "{\"a\":1}" };
  static const char *const source_ids[] = { NULL, "one", "two", "three", "four", "five" };
  static const char *const reasons[] = { "removed", "renamed" };

  *row = (FootprintsScrobbleRow){
    .album = albums[ledger_pair_choose (self, G_N_ELEMENTS (albums))],
    .album_artist = album_artists[ledger_pair_choose (self, G_N_ELEMENTS (album_artists))],
    .source_id = source_ids[origin],
    .info = infos[ledger_pair_choose (self, G_N_ELEMENTS (infos))],
    .duration_ms = 1000 * ledger_pair_choose (self, 3),
  };
  ledger_pair_fill_key (row, 2 * ledger_pair_choose (self, N_KEYS / 2));
  if (ledger_pair_choose (self, 2) == 0)
    copy_details (self, row);
  if (ledger_pair_choose (self, 8) > 0)
    return;
  row->withdrawn = reasons[ledger_pair_choose (self, 2)];
  if (g_str_equal (row->withdrawn, "renamed") && ledger_pair_choose (self, 3) > 0)
    {
      row->new_artist = artists[ledger_pair_choose (self, 3)];
      row->new_track = tracks[ledger_pair_choose (self, 2)];
    }
}

static void
tell_row (LedgerPair *self, const FootprintsScrobbleRow *row)
{
  ledger_pair_tell (self,
                    "    %" G_GINT64_FORMAT ": %s, %s on %s by %s, %" G_GINT64_FORMAT
                    " ms, from %s as %s with %s%s%s, now %s, %s",
                    row->listened_at - TEST_TIME, row->artist, row->track, row->album,
                    row->album_artist, row->duration_ms, row->source, row->source_id, row->info,
                    row->withdrawn != NULL ? ", " : "",
                    row->withdrawn != NULL ? row->withdrawn : "", row->new_artist, row->new_track);
}

static gint64
choose_origin (LedgerPair *self)
{
  guint n = ledger_pair_choose (self, N_ORIGINS + 1);

  return n < N_ORIGINS ? self->origins[n] : 0;
}

/* In which order those of one second get their ids is not said, so that there is one in each; but
 * the same play may be among them twice. */
static guint
make_rows (LedgerPair *self, FootprintsScrobbleRow *rows, guint max, gint64 origin)
{
  guint n_rows = 1 + ledger_pair_choose (self, max);

  for (guint i = 0; i < n_rows; i++)
    {
      make_row (self, &rows[i], origin);
      for (guint j = 0; j < i; j++)
        if (rows[j].listened_at == rows[i].listened_at)
          rows[i] = rows[j];
      self->may_grow = self->may_grow || rows[i].withdrawn != NULL;
      tell_row (self, &rows[i]);
    }
  return n_rows;
}

/* Both have stored a play, or found one. */
static void
match_plays (LedgerPair *self, gint64 sqlite_id, gint64 toy_id)
{
  if (ledger_numbers_find (&self->numbers[0], sqlite_id) != 0 ||
      ledger_numbers_find (&self->numbers[1], toy_id) != 0)
    return;
  ledger_numbers_add (&self->numbers[0], sqlite_id);
  ledger_numbers_add (&self->numbers[1], toy_id);
}

static int
compare_lines (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of two rows that are the same either may be the first. */
static void
append_verdicts (LedgerPair *self, guint which, const FootprintsVerdict *verdicts, guint n_rows)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    ledger_append_verdict (text, &self->numbers[which], &verdicts[i]);
  lines = g_strsplit (text->str, "\n", -1);
  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (self->results[which], "%s\n", lines[i]);
}

static void
set_undone (LedgerPair *self, gint64 origin, gboolean is_undone)
{
  for (guint i = 0; i < N_ORIGINS; i++)
    if (self->origins[i] == origin)
      self->is_undone[i] = is_undone;
}

#define MAX_ROWS 4

void
ledger_pair_append (LedgerPair *self)
{
  FootprintsScrobbleRow rows[MAX_ROWS];
  FootprintsVerdict verdicts[2][MAX_ROWS] = { { { 0 } } };
  gint64 n_added[2] = { -1, -1 };
  gint64 origin = choose_origin (self);
  GError *errors[2] = { NULL };
  gboolean done[2];
  guint n_rows;

  ledger_pair_tell (self, "  append of %" G_GINT64_FORMAT, origin);
  /* It holds plays again. */
  set_undone (self, origin, FALSE);
  n_rows = make_rows (self, rows, MAX_ROWS, origin);
  for (guint i = 0; i < 2; i++)
    done[i] = ledger_pair_get_interface (self, i)->append (self->ledgers[i], rows, n_rows, origin,
                                                           self->now_s, verdicts[i], &n_added[i],
                                                           NULL, &errors[i]);
  for (guint i = 0; i < n_rows; i++)
    match_plays (self, verdicts[0][i].listen_id, verdicts[1][i].listen_id);
  for (guint i = 0; i < 2; i++)
    {
      append_verdicts (self, i, verdicts[i], n_rows);
      g_string_append_printf (self->results[i], "%" G_GINT64_FORMAT " added\n", n_added[i]);
    }
  ledger_pair_end_call (self, done, errors);
}

/* Numbers of plays, also of some that never were. */
static guint
choose_plays (LedgerPair *self, guint *plays, guint max)
{
  guint n_plays = 1 + ledger_pair_choose (self, max);

  for (guint i = 0; i < n_plays; i++)
    {
      plays[i] = ledger_pair_choose (self, self->numbers[0].ids->len + 2);
      ledger_pair_tell (self, "    play %u", plays[i]);
    }
  return n_plays;
}

#define MAX_PLAYS 4

static void
get_ids (LedgerPair *self, guint which, const guint *plays, guint n_plays, gint64 *ids)
{
  for (guint i = 0; i < n_plays; i++)
    ids[i] = ledger_numbers_get_id (&self->numbers[which], plays[i]);
}

void
ledger_pair_remove (LedgerPair *self)
{
  GError *errors[2] = { NULL };
  gboolean done[2];
  guint plays[MAX_PLAYS];
  guint n_plays;
  guint n_companions;

  ledger_pair_tell (self, "  remove");
  n_plays = choose_plays (self, plays, MAX_PLAYS);
  n_companions = ledger_pair_choose (self, 2) * ledger_pair_choose (self, MAX_PLAYS);
  for (guint i = 0; i < 2; i++)
    {
      gint64 ids[MAX_PLAYS];
      gint64 leads[MAX_PLAYS] = { 0 };
      gint64 n_removed = -1;

      get_ids (self, i, plays, n_plays, ids);
      /* The first play takes some of the others with it. */
      for (guint k = 1; k < n_plays && k <= n_companions; k++)
        leads[k] = ids[0] != ids[k] ? ids[0] : 0;
      done[i] = ledger_pair_get_interface (self, i)->remove (
          self->ledgers[i], ids, leads, n_plays, self->now_s, &n_removed, NULL, &errors[i]);
      g_string_append_printf (self->results[i], "%" G_GINT64_FORMAT " removed\n", n_removed);
    }
  ledger_pair_end_call (self, done, errors);
}

/* The origins that were let go of, mostly all of them. */
static FootprintsOrigins
choose_undone (LedgerPair *self, gint64 *ids)
{
  guint n_ids = 0;

  for (guint i = 0; i < N_ORIGINS; i++)
    if (self->is_undone[i] && ledger_pair_choose (self, 8) > 0)
      {
        ids[n_ids++] = self->origins[i];
        ledger_pair_tell (self, "    %" G_GINT64_FORMAT " is undone", self->origins[i]);
      }
  return (FootprintsOrigins){ ids, n_ids };
}

void
ledger_pair_bring_back (LedgerPair *self)
{
  gint64 undone_ids[N_ORIGINS];
  FootprintsOrigins undone;
  GError *errors[2] = { NULL };
  gboolean done[2];
  guint plays[MAX_PLAYS];
  guint n_plays;

  ledger_pair_tell (self, "  bring back");
  n_plays = choose_plays (self, plays, MAX_PLAYS);
  undone = choose_undone (self, undone_ids);
  for (guint i = 0; i < 2; i++)
    {
      gint64 ids[MAX_PLAYS];
      gint64 n_back = -1;

      get_ids (self, i, plays, n_plays, ids);
      done[i] = ledger_pair_get_interface (self, i)->bring_back (self->ledgers[i], ids, n_plays,
                                                                 undone, &n_back, NULL, &errors[i]);
      g_string_append_printf (self->results[i], "%" G_GINT64_FORMAT " back\n", n_back);
    }
  ledger_pair_end_call (self, done, errors);
}

static const ToyPlay *
find_play (LedgerPair *self, guint number)
{
  return toy_state_find_play (FOOTPRINTS_TOY_LEDGER (self->ledgers[1])->writing,
                              ledger_numbers_get_id (&self->numbers[1], number));
}

/* A play that is there gets the name of one that the ledger knows. */
void
ledger_pair_replace (LedgerPair *self)
{
  guint plays[2];
  gint64 undone_ids[N_ORIGINS];
  FootprintsOrigins undone;
  GError *errors[2] = { NULL };
  gboolean done[2];

  for (guint i = 0; i < 2; i++)
    plays[i] = ledger_pair_choose (self, self->numbers[0].ids->len + 1);
  if (plays[0] == plays[1] || find_play (self, plays[1]) == NULL ||
      find_play (self, plays[0]) == NULL || find_play (self, plays[0])->reason != NULL)
    return;
  ledger_pair_tell (self, "  replace %u by %u", plays[0], plays[1]);
  undone = choose_undone (self, undone_ids);
  /* SQLite gives a play that stays removed another holder, too. */
  if (g_strcmp0 (find_play (self, plays[1])->reason, "removed") == 0)
    undone.n_ids = 0;
  for (guint i = 0; i < 2; i++)
    {
      gint64 ids[2];

      get_ids (self, i, plays, 2, ids);
      done[i] = ledger_pair_get_interface (self, i)->replace (self->ledgers[i], ids[0], ids[1],
                                                              undone, self->now_s, &errors[i]);
    }
  ledger_pair_end_call (self, done, errors);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static int
compare_gone (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const FootprintsLedgerGone *) a)->source,
                    ((const FootprintsLedgerGone *) b)->source);
}

/* The generation of SQLite counts on a change, also where there is none. */
static void
append_let_go (GString *text, FootprintsLedgerLetGo *let_go, gint64 before)
{
  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT " removed, %" G_GINT64_FORMAT
                          " kept%s, generation %" G_GINT64_FORMAT "\n",
                          let_go->n_removed, let_go->n_kept,
                          let_go->is_kept_for_good ? ", for good" : "",
                          let_go->n_removed > 0 ? let_go->generation - before : 0);
  g_array_sort (let_go->holders, compare_numbers);
  for (guint i = 0; i < let_go->holders->len; i++)
    g_string_append_printf (text, "held by %" G_GINT64_FORMAT "\n",
                            g_array_index (let_go->holders, gint64, i));
  g_array_sort (let_go->gone, compare_gone);
  for (guint i = 0; i < let_go->gone->len; i++)
    {
      const FootprintsLedgerGone *gone = &g_array_index (let_go->gone, FootprintsLedgerGone, i);

      g_string_append_printf (text, "gone from %s since %" G_GINT64_FORMAT "\n", gone->source,
                              gone->oldest);
    }
}

void
ledger_pair_let_go (LedgerPair *self)
{
  gint64 origin = self->origins[ledger_pair_choose (self, N_ORIGINS)];
  GError *errors[2] = { NULL };
  gboolean done[2];

  ledger_pair_tell (self, "  let go of %" G_GINT64_FORMAT, origin);
  for (guint i = 0; i < 2; i++)
    {
      g_auto (FootprintsLedgerLetGo) let_go;

      _footprints_ledger_let_go_init (&let_go);
      done[i] = ledger_pair_get_interface (self, i)->let_go (self->ledgers[i], origin, &let_go,
                                                             NULL, &errors[i]);
      append_let_go (self->results[i], &let_go, self->generations[i]);
    }
  if (ledger_pair_end_call (self, done, errors))
    set_undone (self, origin, TRUE);
}

void
ledger_pair_set_precision (LedgerPair *self)
{
  static const gint64 precisions_s[] = { 1, 60, 86400 };
  gint64 origin = self->origins[ledger_pair_choose (self, N_ORIGINS)];
  gint64 precision_s = precisions_s[ledger_pair_choose (self, G_N_ELEMENTS (precisions_s))];
  GError *errors[2] = { NULL };
  gboolean done[2];

  if (origin == 0)
    return;
  ledger_pair_tell (self, "  times of %" G_GINT64_FORMAT " are exact to %" G_GINT64_FORMAT " s",
                    origin, precision_s);
  for (guint i = 0; i < 2; i++)
    done[i] = ledger_pair_get_interface (self, i)->set_precision (self->ledgers[i], origin,
                                                                  precision_s, &errors[i]);
  ledger_pair_end_call (self, done, errors);
}

void
ledger_pair_set_joins_reports (LedgerPair *self)
{
  gboolean joins_reports = ledger_pair_choose (self, 2) == 0;
  GError *errors[2] = { NULL };
  gboolean done[2];

  ledger_pair_tell (self, "  reports are %s", joins_reports ? "joined" : "kept apart");
  for (guint i = 0; i < 2; i++)
    done[i] = ledger_pair_get_interface (self, i)->set_joins_reports (self->ledgers[i],
                                                                      joins_reports, &errors[i]);
  ledger_pair_end_call (self, done, errors);
}
