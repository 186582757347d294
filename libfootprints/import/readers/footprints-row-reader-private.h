/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-archive-input-private.h"
#include "libfootprints/import/tables/footprints-table-shape-private.h"
#include "libfootprints/import/tables/footprints-table-survey-private.h"
#include "libfootprints/protocol/footprints-input-row-private.h"

G_BEGIN_DECLS

/* Reads the rows of one file, or one member of an archive, of one format. */
typedef struct _FootprintsRowReader FootprintsRowReader;
struct _FootprintsRowReader
{
  /* 1: the next row; 0: no more; -1: @error is set. */
  int (*next) (FootprintsRowReader *self, FootprintsInputRow *row, GError **error);
  /* Reads, instead of rows, what the values show that the options leave open. NULL: nothing is. */
  gboolean (*survey) (FootprintsRowReader *self,
                      FootprintsTableSurvey *survey,
                      GCancellable *cancellable,
                      GError **error);
  /* How much has been read, 0 to 1. NULL: as much as of input. */
  double (*get_progress) (FootprintsRowReader *self);
  void (*free) (FootprintsRowReader *self);

  const char *format_name; /* "Last.fm CSV" */
  const char *source;      /* who recorded the plays, if the format says so; NULL: it does not */
  const FootprintsTableShape *shape;       /* of a table; NULL: it is none */
  FootprintsArchiveInput *input;           /* borrowed */
  const FootprintsReadingOptions *options; /* borrowed */
  gboolean has_listeners;                  /* rows say whose plays they are */
  gboolean wants_names;                    /* lists beside the plays name the artists or albums */
  FootprintsInputRows rows;
};

void _footprints_row_reader_init (FootprintsRowReader *self,
                                  FootprintsArchiveInput *input,
                                  const FootprintsReadingOptions *options);
void _footprints_row_reader_clear (FootprintsRowReader *self);

/* Begins a row, of which only the number and the source are known. */
void
_footprints_row_reader_begin (FootprintsRowReader *self, FootprintsInputRow *row, gint64 number);

/* The readers. Each looks at the first bytes of the member of @input, and returns NULL without an
 * error if they are not in its format. */
FootprintsRowReader *_footprints_csv_reader_new (FootprintsArchiveInput *input,
                                                 const FootprintsReadingOptions *options,
                                                 GError **error);
FootprintsRowReader *_footprints_markup_reader_new (FootprintsArchiveInput *input,
                                                    const FootprintsReadingOptions *options,
                                                    GError **error);
FootprintsRowReader *_footprints_json_reader_new (FootprintsArchiveInput *input,
                                                  const FootprintsReadingOptions *options,
                                                  GError **error);
FootprintsRowReader *_footprints_scrobbler_log_reader_new (FootprintsArchiveInput *input,
                                                           const FootprintsReadingOptions *options,
                                                           GError **error);
FootprintsRowReader *_footprints_playback_log_reader_new (FootprintsArchiveInput *input,
                                                          const FootprintsReadingOptions *options,
                                                          GError **error);
/* For CSV that was made of something else: its rows are counted without the header. @asks: what the
 * columns are is never certain, unless somebody says so. */
FootprintsRowReader *_footprints_csv_reader_new_for_list (FootprintsArchiveInput *input,
                                                          const FootprintsReadingOptions *options,
                                                          const char *format_name,
                                                          gboolean asks,
                                                          GError **error);
/* A list of objects in JSON, of no known program. */
FootprintsRowReader *_footprints_json_table_reader_new (FootprintsArchiveInput *input,
                                                        const FootprintsReadingOptions *options,
                                                        GError **error);
/* A table in which each track has a list of times. */
FootprintsRowReader *_footprints_times_table_reader_new (FootprintsArchiveInput *input,
                                                         const FootprintsReadingOptions *options,
                                                         GError **error);
/* For a whole file: a database inside an archive cannot be read in place. */
FootprintsRowReader *_footprints_database_reader_new (const char *path, GError **error);
/* The same for databases of other programs; NULL without an error if it is of no known one. */
FootprintsRowReader *_footprints_foreign_database_reader_new (
    const char *path, const FootprintsReadingOptions *options, GError **error);

/* A database of no known program: as CSV, of the table that looks most like one of plays. NULL
 * without an error if none does. */
FootprintsArchiveInput *_footprints_table_of_database_open (const char *path, GError **error);
/* Its reader, whose columns are asked for unless somebody named them: a guess might take what was
 * added, or looked at, for what was played. */
FootprintsRowReader *_footprints_table_of_database_reader_new (
    FootprintsArchiveInput *input, const FootprintsReadingOptions *options, GError **error);

/* Tries the readers one after another; NULL without an error if none recognises the format. */
FootprintsRowReader *_footprints_recognise (FootprintsArchiveInput *input,
                                            const FootprintsReadingOptions *options,
                                            GError **error);

G_END_DECLS
