/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How a file is going to be read, for a person in the shell. */

#include "footprintsd/commands/fpd-import-preview.h"

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/files/fpd-reading.h"

#include "libfootprints/core/footprints-enum-nick-private.h"

#include <stdio.h>

#define PART(NAME) FOOTPRINTS_PLAN_PART_##NAME

static const char *
describe_certainty (FootprintsCertainty certainty)
{
  switch (certainty)
    {
    case FOOTPRINTS_CERTAINTY_GIVEN:
      return "as you said";
    case FOOTPRINTS_CERTAINTY_CERTAIN:
      return "the file shows it";
    case FOOTPRINTS_CERTAINTY_ASSUMED:
      return "assumed";
    case FOOTPRINTS_CERTAINTY_OPEN:
      return "not known";
    case FOOTPRINTS_CERTAINTY_UNUSED:
    default:
      return "";
    }
}

/* "  zone: Europe/Berlin (assumed, --timezone)" */
static void
print_part (FootprintsImportPlan *plan,
            FootprintsPlanPart part,
            const char *name,
            const char *value,
            const char *option)
{
  FootprintsCertainty certainty = footprints_import_plan_get_certainty (plan, part);

  if (certainty == FOOTPRINTS_CERTAINTY_UNUSED)
    return;
  printf ("  %s: ", name);
  fpd_print_plain (value != NULL ? value : "several");
  printf (" (%s%s%s)\n", describe_certainty (certainty),
          certainty >= FOOTPRINTS_CERTAINTY_ASSUMED ? "; " : "",
          certainty >= FOOTPRINTS_CERTAINTY_ASSUMED ? option : "");
}

static void
print_columns (FootprintsImportPlan *plan)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int i = FOOTPRINTS_IMPORT_COLUMN_ARTIST; i <= FOOTPRINTS_IMPORT_COLUMN_SOURCE; i++)
    {
      const char *column = footprints_import_plan_get_column (plan, (FootprintsImportColumn) i);

      if (column != NULL)
        g_string_append_printf (list, "%s%s “%s”", list->len > 0 ? ", " : "",
                                _footprints_enum_get_nick (FOOTPRINTS_TYPE_IMPORT_COLUMN, i),
                                column);
    }
  print_part (plan, PART (COLUMNS), "columns", list->len > 0 ? list->str : "none", "--column");
}

static void
print_play (FootprintsScrobble *play, GTimeZone *zone)
{
  g_autofree char *moment = fpd_dup_moment (footprints_scrobble_get_listened_at (play), zone);
  const char *album = footprints_scrobble_get_album (play);
  gint64 length_s = footprints_scrobble_get_duration_ms (play) / 1000;

  printf ("    %s  ", moment);
  fpd_print_plain (footprints_scrobble_get_artist (play));
  fputs (" — ", stdout);
  fpd_print_plain (footprints_scrobble_get_track (play));
  if (album != NULL)
    {
      fputs (" · ", stdout);
      fpd_print_plain (album);
    }
  if (length_s > 0)
    printf (" · %" G_GINT64_FORMAT ":%02d", length_s / 60, (int) (length_s % 60));
  putchar ('\n');
}

void
fpd_print_preview (const char *name, FootprintsImportPlan *plan, GTimeZone *zone)
{
  GListModel *plays = footprints_import_plan_get_plays (plan);
  FootprintsDateOrder order = footprints_import_plan_get_date_order (plan);
  FootprintsLengthUnit unit = footprints_import_plan_get_length_unit (plan);
  GTimeZone *file_zone = footprints_import_plan_get_zone (plan);
  g_autoptr (GError) question = NULL;

  fpd_print_plain (name);
  printf (": %s\n", footprints_import_plan_get_format (plan));
  print_part (plan, PART (SOURCE), "source", footprints_import_plan_get_source (plan), "--source");
  print_part (plan, PART (ZONE), "zone of times that name none",
              file_zone != NULL ? g_time_zone_get_identifier (file_zone) : "", "--timezone");
  print_part (plan, PART (DATE_ORDER), "dates",
              _footprints_enum_get_nick (FOOTPRINTS_TYPE_DATE_ORDER, (int) order), "--date-order");
  print_columns (plan);
  print_part (plan, PART (LENGTH_UNIT), "lengths",
              _footprints_enum_get_nick (FOOTPRINTS_TYPE_LENGTH_UNIT, (int) unit), "--length-unit");
  print_part (plan, PART (ENCODING), "text", footprints_import_plan_get_encoding (plan),
              "--encoding");
  print_part (plan, PART (LISTENER), "plays of", footprints_import_plan_get_listener (plan),
              "--listener");
  if (footprints_import_plan_get_min_played_s (plan) >= 0)
    printf ("  streams: plays from %" G_GINT64_FORMAT " s on (--min-played)%s\n",
            footprints_import_plan_get_min_played_s (plan),
            footprints_import_plan_get_skips_private (plan) ? ", none of private sessions" : "");
  if (footprints_import_plan_get_time_shift_s (plan) != 0)
    printf ("  times: moved by %+" G_GINT64_FORMAT " s\n",
            footprints_import_plan_get_time_shift_s (plan));
  if (!footprints_import_plan_check (plan, &question))
    {
      g_autofree char *hint = fpd_reading_dup_hint (plan, TRUE);

      fputs ("  to be said: ", stdout);
      fpd_print_plain (question->message);
      printf (" (%s)\n", hint);
      return;
    }
  if (g_list_model_get_n_items (plays) > 0)
    printf ("  its first plays, in %s:\n", g_time_zone_get_identifier (zone));
  for (guint i = 0; i < g_list_model_get_n_items (plays); i++)
    {
      g_autoptr (FootprintsScrobble) play = g_list_model_get_item (plays, i);

      print_play (play, zone);
    }
}
