/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plans as JSON. */

#include "libfootprints/import/plan/footprints-import-plan-private.h"

#include "libfootprints/core/footprints-enum-nick-private.h"
#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/plays/footprints-scrobble-private.h"

static const char *
certainty_word (FootprintsImportPlan *self, FootprintsPlanPart part)
{
  return _footprints_enum_get_nick (FOOTPRINTS_TYPE_CERTAINTY,
                                    (int) footprints_import_plan_get_certainty (self, part));
}

/* {value, certainty} */
static void
write_part (FootprintsImportPlan *self,
            FootprintsJsonWriter *writer,
            const char *name,
            FootprintsPlanPart part,
            const char *value)
{
  _footprints_json_writer_add_object (writer, name);
  _footprints_json_writer_add_string (writer, "value", value);
  _footprints_json_writer_add_string (writer, "certainty", certainty_word (self, part));
  _footprints_json_writer_end_object (writer);
}

/* {min_played_s, skips_private} */
static void
write_rules (FootprintsImportPlan *self, FootprintsJsonWriter *writer)
{
  gint64 min_played_s = footprints_import_plan_get_min_played_s (self);

  if (min_played_s < 0)
    {
      _footprints_json_writer_add_null (writer, "streams");
      return;
    }
  _footprints_json_writer_add_object (writer, "streams");
  _footprints_json_writer_add_int64 (writer, "min_played_s", min_played_s);
  _footprints_json_writer_add_boolean (writer, "skips_private",
                                       footprints_import_plan_get_skips_private (self));
  _footprints_json_writer_end_object (writer);
}

static void
write_plays (FootprintsImportPlan *self, FootprintsJsonWriter *writer)
{
  GListModel *plays = footprints_import_plan_get_plays (self);

  _footprints_json_writer_add_array (writer, "plays");
  for (guint i = 0; i < g_list_model_get_n_items (plays); i++)
    {
      g_autoptr (FootprintsScrobble) play = g_list_model_get_item (plays, i);
      FootprintsScrobbleRow row = _footprints_scrobble_get_row (play);

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_string (writer, "artist", row.artist);
      _footprints_json_writer_add_string (writer, "album", row.album);
      _footprints_json_writer_add_string (writer, "track", row.track);
      _footprints_json_writer_add_time (writer, "timestamp", row.listened_at);
      _footprints_json_writer_add_string (writer, "source", row.source);
      _footprints_json_writer_add_string (writer, "album_artist", row.album_artist);
      if (row.duration_ms > 0)
        _footprints_json_writer_add_int64 (writer, "duration_ms", row.duration_ms);
      else
        _footprints_json_writer_add_null (writer, "duration_ms");
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

/* "day-first"; NULL: unknown */
static const char *
date_order_word (FootprintsDateOrder order)
{
  return order != FOOTPRINTS_DATE_ORDER_UNKNOWN
             ? _footprints_enum_get_nick (FOOTPRINTS_TYPE_DATE_ORDER, (int) order)
             : NULL;
}

/* "s", "ms"; NULL: unknown */
static const char *
length_unit_word (FootprintsLengthUnit unit)
{
  return unit != FOOTPRINTS_LENGTH_UNIT_UNKNOWN
             ? _footprints_enum_get_nick (FOOTPRINTS_TYPE_LENGTH_UNIT, (int) unit)
             : NULL;
}

/**
 * footprints_import_plan_to_json:
 * @self: a plan
 *
 * Writes the plan as one JSON object: `certain`; `question`, what is open, or null; `format`,
 * `source`, `timezone`, `date_order`, `length_unit`, `encoding` and `listener`, each with `value`
 * and `certainty` (`unused`, `given`, `certain`, `assumed`, `open`); `listeners`, each with `name`
 * and `plays`; `streams`, by which rules they are plays, `min_played_s` and `skips_private`, or
 * null; `time_shift_s`; `columns_certainty`; `columns` of the first table, each with `name`, `is`
 * and `examples`, or null; and `plays`.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): JSON text
 *
 * Since: 0.1
 */
char *
footprints_import_plan_to_json (FootprintsImportPlan *self)
{
  const FootprintsPlanMember *table;
  GTimeZone *zone;
  FootprintsJsonWriter writer;
  g_autoptr (GError) question = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), NULL);

  table = _footprints_import_plan_find_table (self);
  zone = footprints_import_plan_get_zone (self);
  footprints_import_plan_check (self, &question);
  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_boolean (&writer, "certain",
                                       footprints_import_plan_is_certain (self));
  _footprints_json_writer_add_string (&writer, "question",
                                      question != NULL ? question->message : NULL);
  write_part (self, &writer, "format", FOOTPRINTS_PLAN_PART_FORMAT,
              footprints_import_plan_get_format (self));
  write_part (self, &writer, "source", FOOTPRINTS_PLAN_PART_SOURCE,
              footprints_import_plan_get_source (self));
  write_part (self, &writer, "timezone", FOOTPRINTS_PLAN_PART_ZONE,
              zone != NULL ? g_time_zone_get_identifier (zone) : NULL);
  write_part (self, &writer, "date_order", FOOTPRINTS_PLAN_PART_DATE_ORDER,
              date_order_word (footprints_import_plan_get_date_order (self)));
  write_part (self, &writer, "length_unit", FOOTPRINTS_PLAN_PART_LENGTH_UNIT,
              length_unit_word (footprints_import_plan_get_length_unit (self)));
  write_part (self, &writer, "encoding", FOOTPRINTS_PLAN_PART_ENCODING,
              footprints_import_plan_get_encoding (self));
  write_part (self, &writer, "listener", FOOTPRINTS_PLAN_PART_LISTENER,
              footprints_import_plan_get_listener (self));
  _footprints_plan_listeners_write (_footprints_import_plan_get_listeners (self), &writer);
  write_rules (self, &writer);
  _footprints_json_writer_add_int64 (&writer, "time_shift_s",
                                     footprints_import_plan_get_time_shift_s (self));
  _footprints_json_writer_add_string (&writer, "columns_certainty",
                                      certainty_word (self, FOOTPRINTS_PLAN_PART_COLUMNS));
  if (table != NULL)
    _footprints_plan_member_write_columns (table, &writer);
  else
    _footprints_json_writer_add_null (&writer, "columns");
  write_plays (self, &writer);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}
