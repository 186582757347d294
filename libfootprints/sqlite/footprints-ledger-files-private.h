/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The files that make up a ledger, or another of our databases. Code that copies, deletes or
 * measures one uses these functions. */
typedef enum
{
  FOOTPRINTS_LEDGER_FILE_MAIN = 1 << 0,
  FOOTPRINTS_LEDGER_FILE_LOG = 1 << 1,     /* stored data that is not in the main file yet */
  FOOTPRINTS_LEDGER_FILE_INDEX = 1 << 2,   /* of the log; recreated when it is missing */
  FOOTPRINTS_LEDGER_FILE_JOURNAL = 1 << 3, /* of an unfinished change */
  FOOTPRINTS_LEDGER_FILE_TURN = 1 << 4,    /* shows that a process waits to write; empty */
} FootprintsLedgerFileKind;

/* All files that hold plays: those to keep of a ledger that cannot be opened. */
#define FOOTPRINTS_LEDGER_FILES_CONTENT                                                            \
  (FOOTPRINTS_LEDGER_FILE_MAIN | FOOTPRINTS_LEDGER_FILE_LOG | FOOTPRINTS_LEDGER_FILE_JOURNAL)
/* All but the main file. */
#define FOOTPRINTS_LEDGER_FILES_BESIDE                                                             \
  (FOOTPRINTS_LEDGER_FILE_LOG | FOOTPRINTS_LEDGER_FILE_INDEX | FOOTPRINTS_LEDGER_FILE_JOURNAL |    \
   FOOTPRINTS_LEDGER_FILE_TURN)
#define FOOTPRINTS_LEDGER_FILES_ALL (FOOTPRINTS_LEDGER_FILE_MAIN | FOOTPRINTS_LEDGER_FILES_BESIDE)

/* The format that this version writes. */
#define FOOTPRINTS_LEDGER_FORMAT 4

/* The suffix of a copy in an earlier format, before the number of that format. */
#define FOOTPRINTS_LEDGER_EARLIER_ENDING ".format-"

/* The path of one of the files of the ledger at @path (transfer full). */
char *_footprints_ledger_file_dup_path (const char *path, FootprintsLedgerFileKind file);
/* The paths of several, whether or not they exist, the main file first (transfer full). */
GStrv _footprints_ledger_files_list (const char *path, guint files);
void _footprints_ledger_files_remove (const char *path, guint files);
/* Removes the permissions of everyone but the owner from all of them. */
void _footprints_ledger_files_narrow (const char *path);
/* The path of the copy that was made when the ledger left @format (transfer full). */
char *_footprints_ledger_dup_earlier_path (const char *path, guint format);

/* Deletes all such copies. */
void _footprints_ledger_files_remove_earlier (const char *path);

/* The size of the main file and the log in bytes; 0: they do not exist. */
gint64 _footprints_ledger_files_get_size (const char *path);
/* When the ledger was last changed, in microseconds since 1970; 0: it does not exist. */
gint64 _footprints_ledger_files_get_modified_at_us (const char *path);

/* Whether a file is a database, or one that SQLite keeps beside it. Does not open it in a way that
 * would drop the locks that this process has on it. */
gboolean _footprints_is_database_file (const char *path);

G_END_DECLS
