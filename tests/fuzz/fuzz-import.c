/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Files to import, of any detected kind: archives, CSV, JSON, logs. */

#include "tests/fuzz/fuzz.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/import/files/footprints-file-importer-private.h"

#include <sys/mman.h>
#include <unistd.h>

#define MAX_BYTES (4 * 1024 * 1024)

static void
check_row (const FootprintsInputRow *row)
{
  g_assert_cmpint (row->number, >=, 0);
  if (row->problem != NULL)
    {
      g_assert_true (g_utf8_validate (row->problem, -1, NULL));
      return;
    }
  /* The ledger accepts every row that a reader accepts. */
  g_assert_true (_footprints_scrobble_row_check (&row->play, _footprints_clock_now_s (), NULL));
  g_assert_true (_footprints_scrobble_row_check_info (&row->play, NULL));
}

/* Whatever the file is, its plan can be shown. */
static void
check_plan (FootprintsImportPlan *plan)
{
  g_autofree char *text = plan != NULL ? footprints_import_plan_to_json (plan) : NULL;

  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int descriptor = memfd_create ("fuzz", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (path);
  g_autoptr (FootprintsImportPlan) plan = NULL;
  g_autoptr (FootprintsFileReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  FootprintsInputRow row;
  int result = 1;

  g_assert_cmpint (write (descriptor, data, size), ==, (gssize) size);
  footprints_file_importer_set_max_bytes (importer, MAX_BYTES);
  plan = footprints_file_importer_plan (importer, NULL, NULL);
  check_plan (plan);
  reading = _footprints_file_reading_new (importer, plan, NULL, &error);
  while (reading != NULL && result == 1)
    {
      result = _footprints_file_reading_next (reading, &row, &error);
      if (result == 1)
        check_row (&row);
    }
  g_assert_true ((error != NULL) == (reading == NULL || result < 0));
  close (descriptor);
  return 0;
}
