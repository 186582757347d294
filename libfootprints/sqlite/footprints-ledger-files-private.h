/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The files that a ledger, or another database of ours, consists of. Whoever copies, deletes or
 * measures one asks here. */
typedef enum
{
  FOOTPRINTS_LEDGER_FILE_MAIN = 1 << 0,
  FOOTPRINTS_LEDGER_FILE_LOG = 1 << 1,     /* what is stored, and not in the main file yet */
  FOOTPRINTS_LEDGER_FILE_INDEX = 1 << 2,   /* of the log; made anew when it is missing */
  FOOTPRINTS_LEDGER_FILE_JOURNAL = 1 << 3, /* of a change that has not ended */
  FOOTPRINTS_LEDGER_FILE_TURN = 1 << 4,    /* says which process is next; empty */
} FootprintsLedgerFileKind;

/* All that holds plays: what is kept of a ledger that cannot be opened. */
#define FOOTPRINTS_LEDGER_FILES_CONTENT                                                            \
  (FOOTPRINTS_LEDGER_FILE_MAIN | FOOTPRINTS_LEDGER_FILE_LOG | FOOTPRINTS_LEDGER_FILE_JOURNAL)
/* All beside the main file. */
#define FOOTPRINTS_LEDGER_FILES_BESIDE                                                             \
  (FOOTPRINTS_LEDGER_FILE_LOG | FOOTPRINTS_LEDGER_FILE_INDEX | FOOTPRINTS_LEDGER_FILE_JOURNAL |    \
   FOOTPRINTS_LEDGER_FILE_TURN)
#define FOOTPRINTS_LEDGER_FILES_ALL (FOOTPRINTS_LEDGER_FILE_MAIN | FOOTPRINTS_LEDGER_FILES_BESIDE)

/* The format that this version writes. */
#define FOOTPRINTS_LEDGER_FORMAT 3

/* What the name of a kept copy of an earlier format ends with, before the number of that format. */
#define FOOTPRINTS_LEDGER_EARLIER_ENDING ".format-"

/* Where one of the files of the ledger at @path is (transfer full). */
char *_footprints_ledger_file_dup_path (const char *path, FootprintsLedgerFileKind file);
/* The paths of several, whether or not they are there, the main file first (transfer full). */
GStrv _footprints_ledger_files_list (const char *path, guint files);
void _footprints_ledger_files_remove (const char *path, guint files);
/* Takes the rights of all but their owner away from all of them. */
void _footprints_ledger_files_narrow (const char *path);
/* The copy that was made when the ledger left @format (transfer full). */
char *_footprints_ledger_dup_earlier_path (const char *path, guint format);

/* Deletes all such copies. */
void _footprints_ledger_files_remove_earlier (const char *path);

/* How many bytes it has: the main file and the log. 0: there is none. */
gint64 _footprints_ledger_files_get_size (const char *path);
/* When it was last changed, in microseconds since 1970; 0: there is none. */
gint64 _footprints_ledger_files_get_modified_at_us (const char *path);

G_END_DECLS
