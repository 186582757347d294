/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-record-private.h"

G_BEGIN_DECLS

/* Where records are stored: what a database must be able to do with any type of them. It knows no
 * rules about their meaning; those are functions on top of these calls, in the part of the program
 * that the record belongs to.
 *
 * The records of a ledger's transaction are read and written on the thread that holds it, and are
 * committed or rolled back with it. Those obtained for reading show what is committed, may be used
 * by any thread, and each call sees one snapshot. */
typedef struct _FootprintsRecords FootprintsRecords;

/* The value that a column must have. */
typedef struct
{
  const char *column; /* NULL: any */
  gint64 number;      /* for a column that is not a text; 0 also means null */
  const char *text;   /* for a text; NULL means null */
} FootprintsRecordMatch;

/* All zero: all records, by ascending id. */
typedef struct
{
  FootprintsRecordMatch matches[2];
  gint64 after_id;  /* 0: no such bound */
  gint64 before_id; /* 0: no such bound */
  gint64 limit;     /* 0: none */
  gboolean newest_first;
} FootprintsRecordQuery;

/* @record is valid until the function returns. The function must not write. FALSE ends the reading
 * without an error. */
typedef gboolean (*FootprintsRecordFunc) (gpointer data, gconstpointer record);

struct _FootprintsRecords
{
  /* Fills @record (transfer full), or zeroes it when no record has that id. */
  gboolean (*get) (FootprintsRecords *self,
                   const FootprintsRecordType *type,
                   gint64 id,
                   gpointer record,
                   GError **error);
  gboolean (*list) (FootprintsRecords *self,
                    const FootprintsRecordType *type,
                    const FootprintsRecordQuery *query,
                    FootprintsRecordFunc func,
                    gpointer data,
                    GError **error);
  /* How many records list() would find. */
  gboolean (*count) (FootprintsRecords *self,
                     const FootprintsRecordType *type,
                     const FootprintsRecordQuery *query,
                     gint64 *n_records,
                     GError **error);
  /* Stores the whole record: a new one, which gets an id above all others, or in place of the one
   * with its id. FOOTPRINTS_ERROR_EXISTS when another has the same value in a unique column. */
  gboolean (*put) (FootprintsRecords *self,
                   const FootprintsRecordType *type,
                   gpointer record,
                   GError **error);
  /* TRUE also when no record has that id. */
  gboolean (*remove) (FootprintsRecords *self,
                      const FootprintsRecordType *type,
                      gint64 id,
                      GError **error);
};

gboolean _footprints_records_get (FootprintsRecords *self,
                                  const FootprintsRecordType *type,
                                  gint64 id,
                                  gpointer record,
                                  GError **error);
gboolean _footprints_records_list (FootprintsRecords *self,
                                   const FootprintsRecordType *type,
                                   const FootprintsRecordQuery *query,
                                   FootprintsRecordFunc func,
                                   gpointer data,
                                   GError **error);
gboolean _footprints_records_count (FootprintsRecords *self,
                                    const FootprintsRecordType *type,
                                    const FootprintsRecordQuery *query,
                                    gint64 *n_records,
                                    GError **error);
gboolean _footprints_records_put (FootprintsRecords *self,
                                  const FootprintsRecordType *type,
                                  gpointer record,
                                  GError **error);
gboolean _footprints_records_remove (FootprintsRecords *self,
                                     const FootprintsRecordType *type,
                                     gint64 id,
                                     GError **error);

/* Copies of everything that list() finds (transfer full); NULL with @error set. @clear: frees the
 * contents of one. */
GArray *_footprints_records_dup_all (FootprintsRecords *self,
                                     const FootprintsRecordType *type,
                                     const FootprintsRecordQuery *query,
                                     GDestroyNotify clear,
                                     GError **error);
/* The first record that list() finds, returned as by get(). */
gboolean _footprints_records_get_first (FootprintsRecords *self,
                                        const FootprintsRecordType *type,
                                        const FootprintsRecordQuery *query,
                                        gpointer record,
                                        GError **error);
/* Removes everything that list() finds. */
gboolean _footprints_records_remove_all (FootprintsRecords *self,
                                         const FootprintsRecordType *type,
                                         const FootprintsRecordQuery *query,
                                         GError **error);

G_END_DECLS
