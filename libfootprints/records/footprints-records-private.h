/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-record-private.h"

G_BEGIN_DECLS

/* Where records are kept: what a database must be able to do with any type of them. It knows no
 * rule about what they mean; those are functions over these calls, in the part of the program that
 * the record belongs to.
 *
 * The records of a ledger's transaction are read and written on the thread that has it, and share
 * its fate. Those that were got for reading show what is committed, may be used by any thread, and
 * each call sees one moment. */
typedef struct _FootprintsRecords FootprintsRecords;

/* Which value a column has. */
typedef struct
{
  const char *column; /* NULL: any */
  gint64 number;      /* of a column that is no text; 0 is also null */
  const char *text;   /* of a text; NULL is null */
} FootprintsRecordMatch;

/* All zero: all records, by ascending number. */
typedef struct
{
  FootprintsRecordMatch matches[2];
  gint64 after_id;  /* 0: no such bound */
  gint64 before_id; /* 0: no such bound */
  gint64 limit;     /* 0: none */
  gboolean newest_first;
} FootprintsRecordQuery;

/* @record is lent until the call returns, which must not write. FALSE ends the reading without an
 * error. */
typedef gboolean (*FootprintsRecordFunc) (gpointer data, gconstpointer record);

struct _FootprintsRecords
{
  /* Fills @record (transfer full); with nothing, when there is none of that number. */
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
  /* How many list() would find. */
  gboolean (*count) (FootprintsRecords *self,
                     const FootprintsRecordType *type,
                     const FootprintsRecordQuery *query,
                     gint64 *n_records,
                     GError **error);
  /* Stores it whole: a new one, which gets a number above all others, or in place of the one of
   * that number. FOOTPRINTS_ERROR_EXISTS when another has the same in a unique column. */
  gboolean (*put) (FootprintsRecords *self,
                   const FootprintsRecordType *type,
                   gpointer record,
                   GError **error);
  /* TRUE also when there is none of that number. */
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

/* Copies of all that list() finds (transfer full); NULL with @error set. @clear: frees what is in
 * one. */
GArray *_footprints_records_dup_all (FootprintsRecords *self,
                                     const FootprintsRecordType *type,
                                     const FootprintsRecordQuery *query,
                                     GDestroyNotify clear,
                                     GError **error);
/* The first one that list() finds, as get() does. */
gboolean _footprints_records_get_first (FootprintsRecords *self,
                                        const FootprintsRecordType *type,
                                        const FootprintsRecordQuery *query,
                                        gpointer record,
                                        GError **error);
/* Removes all that list() finds. */
gboolean _footprints_records_remove_all (FootprintsRecords *self,
                                         const FootprintsRecordType *type,
                                         const FootprintsRecordQuery *query,
                                         GError **error);

G_END_DECLS
