/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-archive-input-private.h"

G_BEGIN_DECLS

/* Reads records of comma-separated values: RFC 4180, and what programs really write: any delimiter,
 * LF or CR LF, line ends inside quotes. */
typedef struct
{
  char delimiter;
  gint64 line;          /* where the current record starts, from 1 */
  gint64 next_line;     /* where the next one starts */
  GPtrArray *fields;    /* of char *, into text; without quotes */
  GString *text;        /* the fields of the current record, each with a NUL */
  GArray *field_starts; /* gsize */
  gboolean has_nul;     /* the record contains a NUL byte, which no text does */
  gboolean is_broken;   /* an opening quote is never closed: fields holds the bare line */
  gboolean is_too_long; /* fields holds the beginning; the rest is skipped */
} FootprintsCsvParser;

#define FOOTPRINTS_CSV_MAX_RECORD_BYTES (1024 * 1024)

FootprintsCsvParser *_footprints_csv_parser_new (char delimiter);
void _footprints_csv_parser_free (FootprintsCsvParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsCsvParser, _footprints_csv_parser_free)

/* 1: the next record; 0: no more; -1: @error is set. Empty lines are skipped. */
int _footprints_csv_parser_next (FootprintsCsvParser *self,
                                 FootprintsArchiveInput *input,
                                 GError **error);
/* Reads the first record in @text; returns its length with its line end, 0 if it is incomplete. */
gsize
_footprints_csv_parser_parse_record (FootprintsCsvParser *self, const char *text, gsize length);

G_END_DECLS
