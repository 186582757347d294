/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Answers from a service: the first letter, l or b, says which service; the rest is the body. */

#include "tests/fuzz/fuzz.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/services/footprints-walk-private.h"
#include "libfootprints/protocol/footprints-lastfm-reply-private.h"
#include "libfootprints/protocol/footprints-lastfm-track-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-listen-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-reply-private.h"

typedef void (*ReadFunc) (FootprintsInputRow *row, json_object *element);
typedef void (*WriteFunc) (FootprintsJsonWriter *writer, const FootprintsScrobbleRow *play);

/* Writing a play and reading it again gives the same play; Last.fm has no durations. */
static void
check_again (FootprintsInputRows *rows,
             const FootprintsScrobbleRow *play,
             ReadFunc read,
             WriteFunc write)
{
  g_auto (FootprintsJsonWriter) writer;
  g_autofree char *text = NULL;
  g_autoptr (json_object) element = NULL;
  FootprintsInputRow again;

  _footprints_json_writer_init (&writer);
  write (&writer, play);
  text = _footprints_json_writer_take_text (&writer);
  element = _footprints_json_parse (text, strlen (text), FOOTPRINTS_REPLY_MAX_DEPTH, NULL);
  g_assert_nonnull (element);
  _footprints_input_row_begin (&again, rows, 1);
  read (&again, element);
  g_assert_null (again.problem);
  g_assert_cmpint (again.play.listened_at, ==, play->listened_at);
  g_assert_cmpstr (again.play.artist, ==, play->artist);
  g_assert_cmpstr (again.play.track, ==, play->track);
  g_assert_cmpstr (again.play.album, ==, play->album);
  g_assert_cmpstr (again.play.info, ==, play->info);
  g_assert_true (again.play.duration_ms == play->duration_ms ||
                 read == _footprints_lastfm_read_track);
}

static void
check_row (FootprintsInputRows *rows, json_object *element, ReadFunc read, WriteFunc write)
{
  FootprintsInputRow row;
  g_auto (FootprintsInputRows) others = { 0 };
  g_autoptr (GError) error = NULL;

  _footprints_input_row_begin (&row, rows, 1);
  read (&row, element);
  if (row.problem != NULL)
    {
      g_assert_true (g_utf8_validate (row.problem, -1, NULL));
      return;
    }
  row.play.source = "fuzz";
  g_assert_true (_footprints_scrobble_row_check (&row.play, _footprints_clock_now_s (), &error) ||
                 error != NULL);
  if (error != NULL)
    return;
  g_assert_true (_footprints_scrobble_row_check_info (&row.play, NULL));
  _footprints_input_rows_init (&others, rows->calendar);
  check_again (&others, &row.play, read, write);
}

static json_object *
parse_row (const FootprintsServiceReply *reply, gsize i)
{
  g_autoptr (GError) error = NULL;
  gboolean is_repaired;
  json_object *row = _footprints_service_reply_parse_row (reply, i, &is_repaired, &error);

  g_assert_true (row == NULL || error == NULL);
  return row;
}

static void
read_lastfm (FootprintsInputRows *rows, const FootprintsServiceReply *reply)
{
  g_autoptr (GError) error = NULL;

  if (!_footprints_lastfm_check_reply (200, reply, "somebody", &error))
    {
      g_assert_true (error != NULL && g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_cmpint (_footprints_lastfm_get_total (reply->root), >=, -1);
  for (gsize i = 0; i < _footprints_service_reply_get_n_rows (reply); i++)
    {
      g_autoptr (json_object) track = parse_row (reply, i);

      if (!_footprints_lastfm_is_now_playing (track))
        check_row (rows, track, _footprints_lastfm_read_track, _footprints_lastfm_write_track);
    }
}

static void
read_listenbrainz (FootprintsInputRows *rows, const FootprintsServiceReply *reply)
{
  g_autoptr (GError) error = NULL;
  json_object *root = reply != NULL ? reply->root : NULL;

  if (!_footprints_listenbrainz_check_reply (200, root, "somebody", &error))
    {
      g_assert_true (error != NULL && g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_cmpint (_footprints_listenbrainz_get_count (root), >=, -1);
  _footprints_listenbrainz_get_oldest_at (root);
  _footprints_listenbrainz_get_latest_at (root);
  for (gsize i = 0; i < _footprints_service_reply_get_n_rows (reply); i++)
    {
      g_autoptr (json_object) listen = parse_row (reply, i);

      check_row (rows, listen, _footprints_listenbrainz_read_listen,
                 _footprints_listenbrainz_write_listen);
    }
}

/* The cursor that an importer keeps in the ledger may come back with any content. */
static void
read_cursor (const char *text)
{
  g_auto (FootprintsWalk) walk;
  g_autofree char *again = NULL;

  _footprints_walk_init (&walk);
  if (_footprints_walk_parse (&walk, text))
    again = _footprints_walk_format (&walk);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  g_auto (FootprintsInputRows) rows = { 0 };
  g_auto (FootprintsServiceReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean is_json;

  if (size < 2)
    return 0;
  read_cursor (text + 1);
  is_json = _footprints_service_reply_parse (
      &reply, (const char *) data + 1, size - 1,
      data[0] == 'l' ? &_footprints_lastfm_shape : &_footprints_listenbrainz_shape, &error);
  g_assert_true (is_json != (error != NULL));
  _footprints_input_rows_init (&rows, calendar);
  if (data[0] == 'l')
    read_lastfm (&rows, is_json ? &reply : NULL);
  else
    read_listenbrainz (&rows, is_json ? &reply : NULL);
  return 0;
}
