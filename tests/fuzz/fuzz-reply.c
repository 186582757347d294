/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What a service answers: the first letter says which, l or b, the rest is the body. */

#include "tests/fuzz/fuzz.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/services/footprints-walk-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"
#include "libfootprints/protocol/footprints-lastfm-reply-private.h"
#include "libfootprints/protocol/footprints-listenbrainz-reply-private.h"

typedef void (*ReadFunc) (FootprintsRowReader *reader,
                          FootprintsInputRow *row,
                          json_object *element);

static void
check_row (FootprintsRowReader *reader, json_object *element, ReadFunc read)
{
  FootprintsInputRow row;
  g_autoptr (GError) error = NULL;

  _footprints_row_reader_begin (reader, &row, 1);
  read (reader, &row, element);
  if (row.problem != NULL)
    {
      g_assert_true (g_utf8_validate (row.problem, -1, NULL));
      return;
    }
  row.play.source = "fuzz";
  g_assert_true (_footprints_scrobble_row_check (&row.play, _footprints_clock_now_s (), &error) ||
                 error != NULL);
  g_assert_true (error != NULL || _footprints_scrobble_row_check_info (&row.play, NULL));
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
read_lastfm (FootprintsRowReader *reader, const FootprintsServiceReply *reply)
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
        check_row (reader, track, _footprints_json_play_read_lastfm);
    }
}

static void
read_listenbrainz (FootprintsRowReader *reader, const FootprintsServiceReply *reply)
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

      check_row (reader, listen, _footprints_json_play_read_listen);
    }
}

/* The text that an importer keeps in the ledger comes back from there as it may. */
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
  FootprintsRowReader reader = { 0 };
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
  _footprints_row_reader_init (&reader, NULL, calendar);
  if (data[0] == 'l')
    read_lastfm (&reader, is_json ? &reply : NULL);
  else
    read_listenbrainz (&reader, is_json ? &reply : NULL);
  _footprints_row_reader_clear (&reader);
  return 0;
}
