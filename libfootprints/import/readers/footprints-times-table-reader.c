/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Tables of foobar2000, in which each track has a list of times: read as tables of plays. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/import/input/footprints-times-table-private.h"

#define HEAD_BYTES (64 * 1024)

FootprintsRowReader *
_footprints_times_table_reader_new (FootprintsArchiveInput *input,
                                    const FootprintsReadingOptions *options,
                                    GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  FootprintsRowReader *reader;

  if (head == NULL || !_footprints_times_table_is (head, length))
    return NULL;
  _footprints_archive_input_translate (input, _footprints_times_table_new ());
  reader = _footprints_csv_reader_new_for_list (input, options, "foobar2000 (played times)", FALSE,
                                                error);
  if (reader != NULL)
    reader->source = "foobar2000";
  return reader;
}
