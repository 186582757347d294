/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs a fake Last.fm, a fake ListenBrainz and a fake Spotify that know the same listener, to try
 * the importers by hand. */

#include "tests/common/fake-service.h"
#include "tests/common/footprints-generator.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DAY_S 86400
#define LIVE_PERIOD_S 5
#define N_LIVE_PLAYS 1000
#define BATCH 10000
#define N_DELETED 50

#define API_KEY "0123456789abcdef0123456789abcdef"
#define TOKEN "11111111-2222-4333-8444-555555555555"

typedef struct
{
  FakeService *services[3]; /* by FakeKind */
  GMainLoop *loop;
  char *user;
  FakeFault fault;
  int fault_period;
  gboolean is_out;

  /* The first plays of the history, which the listener may delete. */
  GStringChunk *first_strings;
  GArray *first_plays; /* of FakePlay */

  /* What the listener plays while the program runs. */
  GStringChunk *live_strings;
  GArray *live_plays; /* of FakePlay */
  guint n_live;
} Program;

typedef struct
{
  int lastfm_port;
  int listenbrainz_port;
  int spotify_port;
  gint64 n_plays;
  char *user;
  int years;
  gint64 seed;
  gint64 end_at;
  gboolean live;
  int delay_ms;
  char *fault;
  int fault_period;
  gboolean short_pages;
} Options;

static const char summary[] =
    "Serves the plays of a made-up listener as Last.fm, ListenBrainz and Spotify on 127.0.0.1, "
    "and\n"
    "prints the addresses. The same --plays, --years, --seed and --end always give the same plays.";

static const char description[] =
    "Signals:\n"
    "  SIGUSR1          begins an outage (status 503 for every request), or ends it\n"
    "  SIGUSR2          deletes the first 50 plays of the history\n"
    "  SIGINT, SIGTERM  end the program\n"
    "\n"
    "Faults:\n"
    "  cut-off, hang, status-500, status-503-retry-after, status-429-retry-after, status-429,\n"
    "  html, not-json, truncated-gzip, error-8, error-11, error-16, empty-body, wrong-user, huge,\n"
    "  deep, redirect, refused, status-429-at-once, slow-cut-off, empty-page, junk-row\n";

static void
parse_options (int *argc, char ***argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "lastfm-port", 0, 0, G_OPTION_ARG_INT, &options->lastfm_port,
      "The port of Last.fm (a free one)", "N" },
    { "listenbrainz-port", 0, 0, G_OPTION_ARG_INT, &options->listenbrainz_port,
      "The port of ListenBrainz (a free one)", "N" },
    { "spotify-port", 0, 0, G_OPTION_ARG_INT, &options->spotify_port,
      "The port of Spotify (a free one)", "N" },
    { "plays", 'n', 0, G_OPTION_ARG_INT64, &options->n_plays, "How many plays (20000)", "N" },
    { "user", 'u', 0, G_OPTION_ARG_STRING, &options->user, "The listener's name (alice)", "NAME" },
    { "years", 'y', 0, G_OPTION_ARG_INT, &options->years,
      "How many years the plays span (about one per 4400 plays)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &options->seed, "Seed that determines the listener (2)",
      "N" },
    { "end", 'e', 0, G_OPTION_ARG_INT64, &options->end_at,
      "When the history ends, seconds since 1970 (00:00 UTC today)", "TIME" },
    { "live", 'l', 0, G_OPTION_ARG_NONE, &options->live,
      "The listener keeps playing music: a play every 5 s", NULL },
    { "delay-ms", 0, 0, G_OPTION_ARG_INT, &options->delay_ms, "The wait before each answer (0)",
      "N" },
    { "fault", 'f', 0, G_OPTION_ARG_STRING, &options->fault, "What goes wrong (see below)",
      "NAME" },
    { "fault-every", 0, 0, G_OPTION_ARG_INT, &options->fault_period,
      "Every Nth request gets the fault (10)", "N" },
    { "short-pages", 0, 0, G_OPTION_ARG_NONE, &options->short_pages,
      "Pages end before they are full, or are empty in a long gap", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error) || *argc > 1)
    {
      fprintf (stderr, "fake-services: %s\nTry \"fake-services --help\".\n",
               error != NULL ? error->message : "unexpected arguments");
      exit (2);
    }
}

/* Returns what is wrong with @options; NULL if nothing is. */
static const char *
check_options (const Options *options, FakeFault *fault)
{
  *fault = FAKE_FAULT_NONE;
  if (options->n_plays < 0 || options->n_plays > 5 * 1000 * 1000)
    return "--plays must be between 0 and 5000000";
  if (options->years < 0 || options->years > 50)
    return "--years must be between 1 and 50";
  if (options->delay_ms < 0 || options->fault_period < 1)
    return "--delay-ms must be at least 0, and --fault-every at least 1";
  if (options->lastfm_port < 0 || options->lastfm_port > 65535 || options->listenbrainz_port < 0 ||
      options->listenbrainz_port > 65535 || options->spotify_port < 0 ||
      options->spotify_port > 65535)
    return "a port must be between 0 and 65535";
  if (*options->user == '\0')
    return "--user must not be empty";
  if (options->fault != NULL && !fake_fault_from_name (options->fault, fault))
    return "unknown name after --fault; see fake-services --help";
  return NULL;
}

/* Spreads or squeezes the generator's days so that they fill @n_days; the time of day stays. */
static gint64
move_day (gint64 listened_at, gint64 end_at, gint64 n_own_days, gint64 n_days)
{
  gint64 before_end = end_at - 1 - listened_at;
  gint64 day = before_end / DAY_S;

  if (n_days == 0)
    return listened_at;
  return listened_at + (day - day * n_days / n_own_days) * DAY_S;
}

static void
flush (Program *program, GArray *batch, GStringChunk *strings)
{
  for (guint i = 0; i < G_N_ELEMENTS (program->services); i++)
    fake_service_add_plays (program->services[i], program->user,
                            (const FakePlay *) (gconstpointer) batch->data, batch->len);
  g_array_set_size (batch, 0);
  g_string_chunk_clear (strings);
}

static FakePlay
make_play (const FootprintsGeneratedPlay *generated, GStringChunk *strings)
{
  static const char *const clients[] = { "navidrome", "multi-scrobbler", "Web Scrobbler" };
  guint hash = g_str_hash (generated->track);

  return (FakePlay){
    .artist = g_string_chunk_insert (strings, generated->artist),
    .track = g_string_chunk_insert (strings, generated->track),
    .album = generated->album != NULL ? g_string_chunk_insert (strings, generated->album) : NULL,
    .listened_at = generated->listened_at,
    .duration_ms = generated->duration_ms,
    .loved = hash % 23 == 0,
    .client = clients[(guint64) generated->listened_at / (400 * DAY_S) % G_N_ELEMENTS (clients)],
  };
}

static void
keep_first_play (Program *program, FakePlay play)
{
  play.artist = g_string_chunk_insert (program->first_strings, play.artist);
  play.track = g_string_chunk_insert (program->first_strings, play.track);
  if (play.album != NULL)
    play.album = g_string_chunk_insert (program->first_strings, play.album);
  g_array_append_val (program->first_plays, play);
}

static void
invent_history (Program *program, const Options *options)
{
  g_autoptr (FootprintsGenerator) generator = footprints_generator_new (
      (guint32) options->n_plays, (guint64) options->seed, options->end_at, FALSE);
  g_autoptr (GArray) batch = g_array_new (FALSE, FALSE, sizeof (FakePlay));
  GStringChunk *strings = g_string_chunk_new (1024 * 1024);
  gint64 n_own_days = 0;
  FootprintsGeneratedPlay generated;

  while (footprints_generator_next (generator, &generated))
    {
      FakePlay play = make_play (&generated, strings);

      /* The first one is the oldest. */
      n_own_days = MAX (n_own_days, (options->end_at - 1 - generated.listened_at) / DAY_S + 1);
      play.listened_at = move_day (generated.listened_at, options->end_at, n_own_days,
                                   (gint64) options->years * 1461 / 4);
      if (program->first_plays->len < N_DELETED)
        keep_first_play (program, play);
      g_array_append_val (batch, play);
      if (batch->len == BATCH)
        flush (program, batch, strings);
    }
  flush (program, batch, strings);
  g_string_chunk_free (strings);
}

static void
invent_live_plays (Program *program, const Options *options)
{
  g_autoptr (FootprintsGenerator) generator =
      footprints_generator_new (MAX ((guint32) options->n_plays, N_LIVE_PLAYS),
                                (guint64) options->seed, options->end_at, TRUE);
  FootprintsGeneratedPlay generated;

  program->live_strings = g_string_chunk_new (64 * 1024);
  program->live_plays = g_array_new (FALSE, FALSE, sizeof (FakePlay));
  while (program->live_plays->len < N_LIVE_PLAYS &&
         footprints_generator_next (generator, &generated))
    {
      FakePlay play = make_play (&generated, program->live_strings);

      g_array_append_val (program->live_plays, play);
    }
}

static FakePlay *
get_live_play (Program *program, guint number)
{
  return &g_array_index (program->live_plays, FakePlay, number % program->live_plays->len);
}

/* The current track has ended and becomes a play; the next one begins. */
static gboolean
on_track_over (gpointer data)
{
  Program *program = data;
  FakePlay *next = get_live_play (program, program->n_live);

  for (guint i = 0; i < G_N_ELEMENTS (program->services); i++)
    {
      if (program->n_live > 0)
        fake_service_add_plays (program->services[i], program->user,
                                get_live_play (program, program->n_live - 1), 1);
      fake_service_set_now_playing (program->services[i], program->user, next);
    }
  next->listened_at = g_get_real_time () / G_USEC_PER_SEC;
  program->n_live++;
  return G_SOURCE_CONTINUE;
}

static void
apply_faults (Program *program)
{
  for (guint i = 0; i < G_N_ELEMENTS (program->services); i++)
    if (program->is_out)
      fake_service_fail_every (program->services[i], FAKE_FAULT_STATUS_503_RETRY_AFTER, 1);
    else if (program->fault != FAKE_FAULT_NONE)
      fake_service_fail_every (program->services[i], program->fault, (guint) program->fault_period);
    else
      fake_service_fail_every (program->services[i], FAKE_FAULT_NONE, 0);
}

static gboolean
on_outage (gpointer data)
{
  Program *program = data;

  program->is_out = !program->is_out;
  apply_faults (program);
  printf ("%s\n", program->is_out ? "The outage begins." : "The outage is over.");
  fflush (stdout);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_deletion (gpointer data)
{
  Program *program = data;

  for (guint i = 0; i < program->first_plays->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (program->services); j++)
      fake_service_remove_play (program->services[j], program->user,
                                &g_array_index (program->first_plays, FakePlay, i));
  g_array_set_size (program->first_plays, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_end (gpointer data)
{
  Program *program = data;

  g_main_loop_quit (program->loop);
  return G_SOURCE_CONTINUE;
}

static void
print_places (Program *program)
{
  const char *lastfm = fake_service_get_url (program->services[FAKE_LASTFM]);
  const char *listenbrainz = fake_service_get_url (program->services[FAKE_LISTENBRAINZ]);
  const char *spotify = fake_service_get_url (program->services[FAKE_SPOTIFY]);
  g_autofree char *user = g_uri_escape_string (program->user, NULL, FALSE);

  printf ("%" G_GSIZE_FORMAT " plays of %s, pid %d\n\n"
          "Last.fm       %s\n"
          "  API key     %s\n"
          "ListenBrainz  %s\n"
          "  token       %s (reading needs none)\n"
          "Spotify       %s\n"
          "  client id   %s (everybody consents)\n\n"
          "Try\n"
          "  curl '%s?method=user.getrecenttracks&user=%s&api_key=%s&format=json&limit=3'\n"
          "  curl '%s/1/user/%s/listens?count=3'\n"
          "  kill -USR1 %d    # an outage\n",
          fake_service_get_n_plays (program->services[FAKE_LASTFM], program->user), program->user,
          (int) getpid (), lastfm, API_KEY, listenbrainz, TOKEN, spotify, FAKE_SPOTIFY_CLIENT_ID,
          lastfm, user, API_KEY, listenbrainz, user, (int) getpid ());
  fflush (stdout);
}

static gboolean
start_services (Program *program, const Options *options)
{
  const int ports[] = { options->lastfm_port, options->listenbrainz_port, options->spotify_port };
  static const char *const secrets[] = { API_KEY, TOKEN, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (GError) error = NULL;
      FakeService *service = fake_service_new_on_port ((FakeKind) i, (guint) ports[i], &error);

      if (service == NULL)
        {
          fprintf (stderr, "fake-services: port %d: %s\n", ports[i], error->message);
          return FALSE;
        }
      fake_service_add_user (service, program->user);
      fake_service_set_secret (service, secrets[i]);
      fake_service_set_delay_ms (service, (guint) options->delay_ms);
      fake_service_set_short_pages (service, options->short_pages);
      program->services[i] = service;
    }
  return TRUE;
}

static void
run (Program *program, const Options *options)
{
  program->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGINT, on_end, program);
  g_unix_signal_add (SIGTERM, on_end, program);
  g_unix_signal_add (SIGUSR1, on_outage, program);
  g_unix_signal_add (SIGUSR2, on_deletion, program);
  program->first_strings = g_string_chunk_new (4096);
  program->first_plays = g_array_new (FALSE, FALSE, sizeof (FakePlay));
  invent_history (program, options);
  if (options->live)
    {
      invent_live_plays (program, options);
      on_track_over (program);
      g_timeout_add_seconds (LIVE_PERIOD_S, on_track_over, program);
    }
  apply_faults (program);
  print_places (program);
  g_main_loop_run (program->loop);
  g_main_loop_unref (program->loop);
}

int
main (int argc, char **argv)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  Options options = {
    .n_plays = 20000,
    .user = g_strdup ("alice"),
    .seed = 2,
    .end_at = now_s - now_s % DAY_S,
    .fault_period = 10,
  };
  Program program = { 0 };
  const char *problem;
  gboolean started;

  setlocale (LC_ALL, "");
  parse_options (&argc, &argv, &options);
  problem = check_options (&options, &program.fault);
  if (problem != NULL)
    {
      fprintf (stderr, "fake-services: %s\n", problem);
      return 2;
    }
  program.user = options.user;
  program.fault_period = options.fault_period;
  started = start_services (&program, &options);
  if (started)
    run (&program, &options);
  for (guint i = 0; i < G_N_ELEMENTS (program.services); i++)
    g_clear_pointer (&program.services[i], fake_service_free);
  g_clear_pointer (&program.first_strings, g_string_chunk_free);
  g_clear_pointer (&program.first_plays, g_array_unref);
  g_clear_pointer (&program.live_strings, g_string_chunk_free);
  g_clear_pointer (&program.live_plays, g_array_unref);
  g_free (options.user);
  g_free (options.fault);
  return started ? 0 : 1;
}
