/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plays of any source as rows of a service, and back. */

#include "test-support.h"

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/protocol/footprints-lastfm-track-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-listen-private.h"
#include "libfootprints/protocol/footprints-service-reply-private.h"

#include <string.h>

typedef void (*ReadFunc) (FootprintsInputRow *row, json_object *element);
typedef void (*WriteFunc) (FootprintsJsonWriter *writer, const FootprintsScrobbleRow *play);

static void
check (const FootprintsScrobbleRow *play, WriteFunc write, ReadFunc read, gboolean has_lengths)
{
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (NULL, 0);
  g_auto (FootprintsInputRows) rows = { 0 };
  g_auto (FootprintsJsonWriter) writer;
  g_autofree char *text = NULL;
  g_autoptr (json_object) element = NULL;
  FootprintsInputRow row;

  _footprints_json_writer_init (&writer);
  write (&writer, play);
  text = _footprints_json_writer_take_text (&writer);
  element = _footprints_json_parse (text, strlen (text), FOOTPRINTS_REPLY_MAX_DEPTH, NULL);
  g_assert_nonnull (element);
  _footprints_input_rows_init (&rows, calendar);
  _footprints_input_row_begin (&row, &rows, 1);
  read (&row, element);
  g_assert_null (row.problem);
  g_assert_cmpint (row.play.listened_at, ==, play->listened_at);
  g_assert_cmpstr (row.play.artist, ==, play->artist);
  g_assert_cmpstr (row.play.track, ==, play->track);
  g_assert_cmpstr (row.play.album, ==, play->album);
  g_assert_cmpint (row.play.duration_ms, ==, has_lengths ? play->duration_ms : 0);
}

/* Whoever recorded a play, and whatever is told about it. */
static void
test_any_source (void)
{
  const char *const infos[] = {
    NULL,
    "{}",
    "[]",
    "\"words\"",
    "7",
    "null",
    "{\"additional_info\":[1],\"mbid_mapping\":7,\"recording_msid\":{}}",
    "{\"additional_info\":{\"duration_ms\":1}}",
    "{\"track_mbid\":{},\"artist_mbid\":[],\"loved\":\"yes\"}",
  };
  const gint64 lengths_ms[] = { 0, 1, 215000, 24 * 60 * 60 * G_GINT64_CONSTANT (1000) };

  for (guint i = 0; i < G_N_ELEMENTS (infos); i++)
    for (guint k = 0; k < G_N_ELEMENTS (lengths_ms); k++)
      {
        FootprintsScrobbleRow play = {
          .listened_at = TEST_TIME,
          .artist = "Artist “A”",
          .track = "Track \\ \"T\"",
          .album = k % 2 == 0 ? "Album" : NULL,
          .source = "local",
          .duration_ms = lengths_ms[k],
          .info = infos[i],
        };

        if (lengths_ms[k] == 0 && infos[i] != NULL && strstr (infos[i], "duration_ms") != NULL)
          continue; /* The length that is told there is the play's. */
        check (&play, _footprints_listenbrainz_write_listen, _footprints_listenbrainz_read_listen,
               TRUE);
        check (&play, _footprints_lastfm_write_track, _footprints_lastfm_read_track, FALSE);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/wire-forms/any-source", test_any_source);
  return g_test_run ();
}
