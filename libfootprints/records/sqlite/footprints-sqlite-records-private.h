/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-records-private.h"
#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Records in an SQLite database: one table per type, one column per field. */

/* Lends a connection for one call. */
typedef struct
{
  FootprintsSqliteConnection *(*take) (gpointer owner, GError **error);
  void (*give) (gpointer owner, FootprintsSqliteConnection *connection);
} FootprintsSqliteLender;

typedef struct
{
  FootprintsRecords parent;
  const FootprintsSqliteLender *lender;
  gpointer owner; /* of the lender's connections; borrowed */
} FootprintsSqliteRecords;

void _footprints_sqlite_records_init (FootprintsSqliteRecords *self,
                                      const FootprintsSqliteLender *lender,
                                      gpointer owner);
/* On one connection, which is borrowed. */
void _footprints_sqlite_records_init_on (FootprintsSqliteRecords *self,
                                         FootprintsSqliteConnection *connection);

/* Creates the tables, columns and indices that a database lacks for these. Existing columns stay as
 * they are, and anything that is not described is left alone. @types: NULL after the last. */
gboolean _footprints_sqlite_records_make_tables (FootprintsSqliteConnection *connection,
                                                 const FootprintsRecordType *const *types,
                                                 GError **error);
/* For a connection that may not write: lets it read a database that lacks some of these as if they
 * existed. */
gboolean _footprints_sqlite_records_show (FootprintsSqliteConnection *connection,
                                          const FootprintsRecordType *const *types,
                                          GError **error);

G_END_DECLS
