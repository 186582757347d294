/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What all file readers share, and the choice of the one that knows a file. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/core/footprints-error.h"

void
_footprints_row_reader_init (FootprintsRowReader *self,
                             FootprintsArchiveInput *input,
                             const FootprintsReadingOptions *options)
{
  self->input = input;
  self->options = options;
  _footprints_input_rows_init (&self->rows, options != NULL ? options->calendar : NULL);
  if (options != NULL)
    {
      self->rows.date_order = options->date_order;
      self->rows.min_played_ms = options->min_played_ms;
      self->rows.skips_private = options->skips_private;
    }
}

void
_footprints_row_reader_clear (FootprintsRowReader *self)
{
  _footprints_input_rows_clear (&self->rows);
}

void
_footprints_row_reader_begin (FootprintsRowReader *self, FootprintsInputRow *row, gint64 number)
{
  _footprints_input_row_begin (row, &self->rows, number);
  row->play.source = self->source;
}

FootprintsRowReader *
_footprints_recognise (FootprintsArchiveInput *input,
                       const FootprintsReadingOptions *options,
                       GError **error)
{
  static FootprintsRowReader *(*const makers[]) (FootprintsArchiveInput *,
                                                 const FootprintsReadingOptions *, GError **) = {
    _footprints_scrobbler_log_reader_new, _footprints_playback_log_reader_new,
    _footprints_markup_reader_new,        _footprints_json_reader_new,
    _footprints_json_table_reader_new,    _footprints_times_table_reader_new,
    _footprints_csv_reader_new,
  };
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      FootprintsRowReader *reader = makers[i](input, options, &local_error);

      if (reader != NULL)
        return reader;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      /* What was there for the others to look at is gone. */
      if (_footprints_archive_input_is_translated (input))
        {
          g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                               "nothing in it is a play that can be read");
          return NULL;
        }
    }
  return NULL;
}
