/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What the readers of files are told. */

#include "libfootprints/import/tables/footprints-reading-options-private.h"

void
_footprints_reading_options_copy (FootprintsReadingOptions *self,
                                  const FootprintsReadingOptions *other)
{
  *self = *other;
  footprints_calendar_ref (self->calendar);
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    self->columns[i] = g_strdup (other->columns[i]);
}

void
_footprints_reading_options_clear (FootprintsReadingOptions *self)
{
  g_clear_pointer (&self->calendar, footprints_calendar_unref);
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    g_clear_pointer (&self->columns[i], g_free);
}

gboolean
_footprints_reading_options_have_columns (const FootprintsReadingOptions *self)
{
  for (guint i = 0; i < FOOTPRINTS_N_IMPORT_COLUMNS; i++)
    if (self->columns[i] != NULL)
      return TRUE;
  return FALSE;
}
