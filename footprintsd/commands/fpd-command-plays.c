/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command plays: lists plays and adds single ones by hand. */

#include "footprintsd/commands/fpd-commands.h"

#include <stdio.h>

#define DEFAULT_LIMIT 20

static int limit = DEFAULT_LIMIT;
static char *period_text;
static gboolean as_json;
static char *artist;
static char *track;
static char *album;
static char *at;

static const GOptionEntry entries[] = {
  { "limit", 'l', 0, G_OPTION_ARG_INT, &limit, "How many plays to list, 1 to 1000 (20)", "N" },
  { "period", 0, 0, G_OPTION_ARG_STRING, &period_text, "List only the plays of a period",
    "PERIOD" },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print the plays as JSON", NULL },
  { "artist", 'a', 0, G_OPTION_ARG_STRING, &artist, "The artist of the play to add", "NAME" },
  { "track", 't', 0, G_OPTION_ARG_STRING, &track, "The title of the play to add", "TITLE" },
  { "album", 0, 0, G_OPTION_ARG_STRING, &album, "The album of the play to add", "TITLE" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &at, "When the play began, as in 2024-01-31T22:15 (now)",
    "TIME" },
  { NULL }
};

static gboolean
list (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsTimeline) timeline =
      fpd_command_get_newest_plays (config, period_text, limit, error);
  g_autofree char *json = NULL;

  if (timeline == NULL)
    return FALSE;
  if (as_json)
    {
      json = footprints_report_to_json (FOOTPRINTS_REPORT (timeline));
      puts (json);
    }
  else
    fpd_print_timeline (config, timeline);
  return TRUE;
}

/* A time without a zone is in that of --timezone. */
static gboolean
parse_time (const FpdConfig *config, gint64 *time_s, GError **error)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *with_seconds = NULL;

  *time_s = g_get_real_time () / G_USEC_PER_SEC;
  if (at == NULL)
    return TRUE;
  time = g_date_time_new_from_iso8601 (at, config->zone);
  if (time == NULL)
    {
      with_seconds = g_strconcat (at, ":00", NULL);
      time = g_date_time_new_from_iso8601 (with_seconds, config->zone);
    }
  if (time == NULL)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "--at: “%s” is not a time such as 2024-01-31T22:15", at);
      return FALSE;
    }
  *time_s = g_date_time_to_unix (time);
  return TRUE;
}

static FootprintsScrobble *
make_play (gint64 time_s, GError **error)
{
  g_autoptr (FootprintsScrobbleBuilder) builder = footprints_scrobble_builder_new ();

  footprints_scrobble_builder_set_artist (builder, artist);
  footprints_scrobble_builder_set_track (builder, track);
  footprints_scrobble_builder_set_album (builder, album);
  footprints_scrobble_builder_set_listened_at (builder, time_s);
  footprints_scrobble_builder_set_source (builder, "footprintsd");
  return footprints_scrobble_builder_build (builder, error);
}

static gboolean
add (const FpdConfig *config, GError **error)
{
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsScrobble) play = NULL;
  gboolean is_new = FALSE;
  gint64 time_s, id;

  if (!parse_time (config, &time_s, error))
    return FALSE;
  play = make_play (time_s, error);
  if (play != NULL)
    store = footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
  if (store == NULL)
    return FALSE;
  id = footprints_store_add_scrobble (store, play, &is_new, NULL, error);
  if (id <= 0)
    return FALSE;
  printf (is_new ? "Play %" G_GINT64_FORMAT " was added.\n"
                 : "The history already has that play: %" G_GINT64_FORMAT ".\n",
          id);
  return TRUE;
}

static int
run_any (const FpdConfig *config, int argc, char **argv)
{
  const char *action = argc > 1 ? argv[1] : "list";
  g_autoptr (GError) error = NULL;

  if (argc <= 2 && g_str_equal (action, "list"))
    return list (config, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
  if (argc != 2 || !g_str_equal (action, "add"))
    return fpd_command_fail_usage ("plays takes list or add; see footprintsd plays --help");
  if (artist == NULL || track == NULL)
    return fpd_command_fail_usage ("plays add needs --artist and --track");
  return add (config, &error) ? FPD_EXIT_OK : fpd_command_fail (error);
}

int
fpd_command_plays (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "list | add",
      "Lists plays, newest first, or adds one that no service has recorded.", entries, &config);

  if (status < 0)
    status = run_any (&config, argc, argv);
  fpd_config_clear (&config);
  return status;
}
