/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/files/footprints-file-importer.h"
#include "libfootprints/import/readers/footprints-row-reader-private.h"

G_BEGIN_DECLS

#define FOOTPRINTS_MAX_MIN_PLAYED_S 86400
/* A hundred years. */
#define FOOTPRINTS_MAX_TIME_SHIFT_S (G_GINT64_CONSTANT (100) * 366 * 86400)

struct _FootprintsFileImporter
{
  GObject parent_instance;

  char *path;
  char *source;                     /* NULL: not known */
  char *label;                      /* NULL: the name of the file */
  GTimeZone *zone;                  /* for times that do not name one */
  gboolean zone_is_given;           /* somebody chose it for this file */
  char *encoding;                   /* NULL: found */
  char *listener;                   /* NULL: not said */
  FootprintsReadingOptions options; /* with the calendar of zone */
  gint64 time_shift_s;
  gint64 last_at; /* 0: not set */
  gint64 max_bytes;
};

/* One pass through a file, member by member. */
typedef struct _FootprintsFileReading FootprintsFileReading;

/* @plan: as found by _footprints_file_importer_survey(); NULL to find one. @cancellable ends the
 * passing over of rows of other listeners. */
FootprintsFileReading *_footprints_file_reading_new (FootprintsFileImporter *importer,
                                                     FootprintsImportPlan *plan,
                                                     GCancellable *cancellable,
                                                     GError **error);
void _footprints_file_reading_free (FootprintsFileReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsFileReading, _footprints_file_reading_free)

/* 1: @row is the next row, checked: it is a play that a ledger accepts, or it has a problem. 0: no
 * more; -1: @error is set. */
int _footprints_file_reading_next (FootprintsFileReading *self,
                                   FootprintsInputRow *row,
                                   GError **error);
/* Adds all members that hold plays to @plan, instead of reading rows. */
gboolean _footprints_file_reading_survey (FootprintsFileReading *self,
                                          FootprintsImportPlan *plan,
                                          GCancellable *cancellable,
                                          GError **error);
/* Counts the plays of each listener in @plan, instead of reading rows. */
gboolean _footprints_file_reading_find_listeners (FootprintsFileReading *self,
                                                  FootprintsImportPlan *plan,
                                                  GCancellable *cancellable,
                                                  GError **error);
/* Finds the latest time in the file, instead of reading rows; 0 if there is none. */
gboolean _footprints_file_reading_find_last (FootprintsFileReading *self,
                                             gint64 *last_at,
                                             GCancellable *cancellable,
                                             GError **error);
double _footprints_file_reading_get_progress (FootprintsFileReading *self);
/* The format of the member being read; NULL before the first. */
const char *_footprints_file_reading_get_format_name (FootprintsFileReading *self);

/* Who recorded the plays read so far; NULL if there is not exactly one source. */
const char *_footprints_file_reading_get_source (FootprintsFileReading *self);

/* Finds out how to read the file, without reading plays. NULL with @error set on failure, which is
 * FOOTPRINTS_ERROR_AMBIGUOUS if something is open. */
FootprintsImportPlan *_footprints_file_importer_survey (FootprintsFileImporter *self,
                                                        GCancellable *cancellable,
                                                        GError **error);
const FootprintsReadingOptions *
_footprints_file_importer_get_options (FootprintsFileImporter *self);
/* Whether somebody chose the zone. */
gboolean _footprints_file_importer_has_zone (FootprintsFileImporter *self);

/* A text that is equal for equal files read with equal options (transfer full). */
char *_footprints_file_importer_make_fingerprint (FootprintsFileImporter *self, GError **error);

G_END_DECLS
