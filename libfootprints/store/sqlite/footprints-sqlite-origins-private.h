/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* What brought a play, what was withdrawn, and what is undone, on a given connection; see
 * footprints-sqlite-origins.c for an overview. @generation is the one that the current transaction
 * will have. */

/* A play by its key, in the ids of the dictionary. */
typedef struct
{
  gint64 listened_at;
  gint64 track_id;
  gint64 album_id; /* 0: none */
  gint64 source_name_id;
} FootprintsSqliteKey;

/* Sets @verdict to what the ledger knows about the play with @key: NEW if there is none. */
gboolean _footprints_sqlite_judge (FootprintsSqliteConnection *connection,
                                   const FootprintsSqliteKey *key,
                                   gint64 import_id,
                                   FootprintsVerdict *verdict,
                                   GError **error);
/* The same for a row that @import_id brings: also notes that it holds the play. @changed: the play
 * may show more now. */
gboolean _footprints_sqlite_hold (FootprintsSqliteConnection *connection,
                                  const FootprintsSqliteKey *key,
                                  const FootprintsScrobbleRow *row,
                                  gint64 import_id,
                                  FootprintsVerdict *verdict,
                                  gboolean *changed,
                                  GError **error);

gboolean _footprints_sqlite_has_withdrawn (FootprintsSqliteConnection *connection,
                                           gboolean *has_withdrawn,
                                           GError **error);
/* Stores a play that an export lists as withdrawn, as withdrawn, under @id. */
gboolean _footprints_sqlite_insert_withdrawn (FootprintsSqliteConnection *connection,
                                              gint64 id,
                                              const FootprintsSqliteKey *key,
                                              const FootprintsScrobbleRow *row,
                                              gint64 import_id,
                                              gint64 now_s,
                                              GError **error);

/* @moved: whether the play existed. */
gboolean _footprints_sqlite_withdraw (FootprintsSqliteConnection *connection,
                                      gint64 id,
                                      const char *reason,
                                      gint64 replaced_by, /* 0: nothing */
                                      gint64 now_s,
                                      gint64 generation,
                                      gboolean *moved,
                                      GError **error);
/* The removed plays that come back with another one: its id → their ids, a GArray of gint64
 * (transfer full). NULL with @error set on failure. */
GHashTable *_footprints_sqlite_list_companions (FootprintsSqliteConnection *connection,
                                                GError **error);
gboolean _footprints_sqlite_bring_back (FootprintsSqliteConnection *connection,
                                        gint64 id,
                                        const char *reason, /* NULL: any */
                                        FootprintsOrigins undone,
                                        gint64 generation,
                                        gboolean *moved,
                                        GError **error);
/* @n_changed: how many plays were removed or have new details. */
gboolean _footprints_sqlite_let_go (FootprintsSqliteConnection *connection,
                                    gint64 id,
                                    gint64 generation,
                                    FootprintsLedgerLetGo *let_go,
                                    gint64 *n_changed,
                                    GError **error);
/* Notes that a play shows something else now. */
gboolean _footprints_sqlite_note_details (FootprintsSqliteConnection *connection,
                                          gint64 listen_id,
                                          gint64 generation,
                                          GError **error);
/* Drops the oldest changes once the log has grown long. */
gboolean _footprints_sqlite_trim_changes (FootprintsSqliteConnection *connection, GError **error);

/* Binds them as a list that json_each() reads. */
void
_footprints_sqlite_bind_origins (sqlite3_stmt *statement, int index, FootprintsOrigins origins);

gboolean _footprints_sqlite_list_held (FootprintsSqliteConnection *connection,
                                       const FootprintsHeldQuery *query,
                                       FootprintsHeldPlayFunc func,
                                       gpointer data,
                                       GError **error);
gboolean _footprints_sqlite_visit_times (FootprintsSqliteConnection *connection,
                                         const char *source,
                                         FootprintsOrigins origins,
                                         FootprintsTimeFunc func,
                                         gpointer data,
                                         GError **error);

G_END_DECLS
