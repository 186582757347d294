/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Options and parameters that say how a file is to be read. */

#include "footprintsd/files/fpd-reading.h"

#include "libfootprints/core/footprints-enum-nick-private.h"

#include <string.h>

#define MAX_VALUE_BYTES 1024
#define MAX_NAME_BYTES 1000
#define MAX_SHIFT_S (G_GINT64_CONSTANT (100) * 365 * 86400)
#define MAX_MIN_PLAYED_S 86400

static gboolean
refuse (const char *option, const char *value, const char *expected, GError **error)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "“%s” is not a value of %s; use %s", value, option, expected);
  return FALSE;
}

static gboolean
set_date_order (FootprintsFileImporter *importer, const char *value, GError **error)
{
  int order;

  if (!_footprints_enum_find_nick (FOOTPRINTS_TYPE_DATE_ORDER, value, &order) ||
      order == FOOTPRINTS_DATE_ORDER_UNKNOWN)
    return refuse ("the date order", value, "day-first or month-first", error);
  footprints_file_importer_set_date_order (importer, (FootprintsDateOrder) order);
  return TRUE;
}

static gboolean
set_length_unit (FootprintsFileImporter *importer, const char *value, GError **error)
{
  int unit;

  if (g_str_equal (value, "s"))
    value = "seconds";
  else if (g_str_equal (value, "ms"))
    value = "milliseconds";
  if (!_footprints_enum_find_nick (FOOTPRINTS_TYPE_LENGTH_UNIT, value, &unit) ||
      unit == FOOTPRINTS_LENGTH_UNIT_UNKNOWN)
    return refuse ("the length unit", value, "seconds or milliseconds", error);
  footprints_file_importer_set_length_unit (importer, (FootprintsLengthUnit) unit);
  return TRUE;
}

/* "artist=Band" */
static gboolean
set_column (FootprintsFileImporter *importer, const char *value, GError **error)
{
  const char *name = strchr (value, '=');
  g_autofree char *what = g_strndup (value, strcspn (value, "="));
  int column;

  if (name == NULL || name[1] == '\0' || strlen (name) > MAX_NAME_BYTES + 1 ||
      !_footprints_enum_find_nick (FOOTPRINTS_TYPE_IMPORT_COLUMN, what, &column))
    return refuse ("the columns", value,
                   "artist=NAME, or track, time, date, album, album-artist, length or source",
                   error);
  footprints_file_importer_set_column (importer, (FootprintsImportColumn) column, name + 1);
  return TRUE;
}

/* "90", "-3h", "1d" */
static gboolean
set_shift (FootprintsFileImporter *importer, const char *value, GError **error)
{
  static const char units[] = { 's', 'm', 'h', 'd' };
  static const gint64 factors[] = { 1, 60, 3600, 86400 };
  char *end;
  gint64 number = g_ascii_strtoll (value, &end, 10);
  gint64 factor = *end == '\0' ? 1 : 0;

  for (guint i = 0; i < sizeof units; i++)
    if (end[0] == units[i] && end[1] == '\0')
      factor = factors[i];
  if (end == value || factor == 0 || ABS (number) > MAX_SHIFT_S / factor)
    return refuse ("the time shift", value,
                   "seconds, or a number such as -3h or 1d, up to 100 years", error);
  footprints_file_importer_set_time_shift_s (importer, number * factor);
  return TRUE;
}

/* In the zone of the importer, unless it names one. */
static gboolean
set_last_at (FootprintsFileImporter *importer, const char *value, GError **error)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_iso8601 (value, footprints_file_importer_get_zone (importer));

  if (time == NULL || g_date_time_to_unix (time) <= 0)
    return refuse ("the last time", value, "a time such as 2024-01-31T22:15:00", error);
  footprints_file_importer_set_last_at (importer, g_date_time_to_unix (time));
  return TRUE;
}

static gboolean
set_min_played (FootprintsFileImporter *importer, const char *value, GError **error)
{
  gint64 seconds;

  if (!g_ascii_string_to_signed (value, 10, 0, MAX_MIN_PLAYED_S, &seconds, NULL))
    return refuse ("the least time played", value, "a number of seconds from 0 to 86400", error);
  footprints_file_importer_set_min_played_s (importer, seconds);
  return TRUE;
}

static gboolean
set_listener (FootprintsFileImporter *importer, const char *value, GError **error)
{
  if (*value == '\0')
    return refuse ("the listener", value, "one of the names that the plan lists", error);
  footprints_file_importer_set_listener (importer, value);
  return TRUE;
}

gboolean
fpd_reading_set (FootprintsFileImporter *importer,
                 const char *option,
                 const char *value,
                 GError **error)
{
  if (strlen (value) > MAX_VALUE_BYTES || !g_utf8_validate (value, -1, NULL))
    return refuse (option, "…", "UTF-8 text of at most 1 KiB", error);
  if (g_str_equal (option, "date-order"))
    return set_date_order (importer, value, error);
  if (g_str_equal (option, "length-unit"))
    return set_length_unit (importer, value, error);
  if (g_str_equal (option, "column"))
    return set_column (importer, value, error);
  if (g_str_equal (option, "shift"))
    return set_shift (importer, value, error);
  if (g_str_equal (option, "last-at"))
    return set_last_at (importer, value, error);
  if (g_str_equal (option, "min-played"))
    return set_min_played (importer, value, error);
  if (g_str_equal (option, "listener"))
    return set_listener (importer, value, error);
  g_assert (g_str_equal (option, "encoding"));
  footprints_file_importer_set_encoding (importer, value);
  return TRUE;
}

static void
add_hint (GString *hint, const char *text)
{
  g_string_append_printf (hint, "%s%s", hint->len > 0 ? ", " : "", text);
}

static void
add_column (GString *hint, FootprintsImportColumn column, const char *name, gboolean for_shell)
{
  g_autofree char *text = g_strdup_printf (
      for_shell ? "--column %s=%s" : "column_%s=%s",
      _footprints_enum_get_nick (FOOTPRINTS_TYPE_IMPORT_COLUMN, (int) column), name);

  add_hint (hint, text);
}

/* A table needs an artist, a track and a time. If all are found but not certain, one has to be
 * said. */
static void
add_columns (GString *hint, FootprintsImportPlan *plan, gboolean for_shell)
{
  for (int i = FOOTPRINTS_IMPORT_COLUMN_ARTIST; i <= FOOTPRINTS_IMPORT_COLUMN_TIME; i++)
    if (footprints_import_plan_get_column (plan, (FootprintsImportColumn) i) == NULL)
      add_column (hint, (FootprintsImportColumn) i, "NAME", for_shell);
  if (hint->len == 0)
    add_column (hint, FOOTPRINTS_IMPORT_COLUMN_TIME,
                footprints_import_plan_get_column (plan, FOOTPRINTS_IMPORT_COLUMN_TIME), for_shell);
}

static gboolean
is_open (FootprintsImportPlan *plan, FootprintsPlanPart part)
{
  return footprints_import_plan_get_certainty (plan, part) == FOOTPRINTS_CERTAINTY_OPEN;
}

char *
fpd_reading_dup_hint (FootprintsImportPlan *plan, gboolean for_shell)
{
  GString *hint = g_string_new (NULL);

  if (is_open (plan, FOOTPRINTS_PLAN_PART_COLUMNS))
    add_columns (hint, plan, for_shell);
  if (is_open (plan, FOOTPRINTS_PLAN_PART_DATE_ORDER))
    add_hint (hint, for_shell ? "--date-order day-first or month-first"
                              : "date_order=day-first or month-first");
  if (is_open (plan, FOOTPRINTS_PLAN_PART_LENGTH_UNIT))
    add_hint (hint, for_shell ? "--length-unit seconds or milliseconds"
                              : "length_unit=seconds or milliseconds");
  if (is_open (plan, FOOTPRINTS_PLAN_PART_LISTENER))
    add_hint (hint, for_shell ? "--listener NAME" : "listener=NAME");
  return g_string_free (hint, FALSE);
}
