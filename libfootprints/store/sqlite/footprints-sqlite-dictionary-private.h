/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* Maps names to ids for the writer: a cache of the dictionary tables. Belongs to one connection and
 * is used inside its transactions. */
typedef struct _FootprintsSqliteDictionary FootprintsSqliteDictionary;

typedef enum
{
  FOOTPRINTS_SQLITE_NAME_ARTIST,
  FOOTPRINTS_SQLITE_NAME_ALBUM,
  FOOTPRINTS_SQLITE_NAME_TRACK,
  FOOTPRINTS_SQLITE_NAME_SOURCE,
} FootprintsSqliteNameKind;

#define FOOTPRINTS_SQLITE_N_NAME_KINDS 4

FootprintsSqliteDictionary *
_footprints_sqlite_dictionary_new (FootprintsSqliteConnection *connection);
void _footprints_sqlite_dictionary_free (FootprintsSqliteDictionary *self);

/* Must be called when ids may no longer be what they were: after a rollback, or when another
 * process has written. */
void _footprints_sqlite_dictionary_forget (FootprintsSqliteDictionary *self);

/* The id of @name, which is added when missing; @parent_id is the artist's id for albums and
 * tracks, 0 for the rest. 0 with @error set on failure. */
gint64 _footprints_sqlite_dictionary_intern (FootprintsSqliteDictionary *self,
                                             FootprintsSqliteNameKind kind,
                                             gint64 parent_id,
                                             const char *name,
                                             GError **error);

/* The id of @name in @connection, 0 when missing, -1 with @error set. Caches nothing. */
gint64 _footprints_sqlite_find_name (FootprintsSqliteConnection *connection,
                                     FootprintsSqliteNameKind kind,
                                     gint64 parent_id,
                                     const char *name,
                                     GError **error);

G_END_DECLS
