/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Lists in JSON that no known program writes: read as tables. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/import/input/footprints-json-table-private.h"

#define HEAD_BYTES (64 * 1024)

FootprintsRowReader *
_footprints_json_table_reader_new (FootprintsArchiveInput *input,
                                   const FootprintsReadingOptions *options,
                                   GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);

  if (head == NULL || _footprints_json_table_find (head, length) == G_MAXSIZE)
    return NULL;
  _footprints_archive_input_translate (input, _footprints_json_table_new ());
  return _footprints_csv_reader_new_for_list (input, options, "list in JSON", FALSE, error);
}
