/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

G_BEGIN_DECLS

/* How exact the times of plays are, on a given connection. Nearly all are exact to the second, and
 * ledgers in which all are pay nothing. @generation: the one that the current transaction will
 * have. */

/* Whether any import has times that are not exact to the second. */
gboolean _footprints_sqlite_has_coarse (FootprintsSqliteConnection *connection,
                                        gboolean *has_coarse,
                                        GError **error);
/* How exact the time of a play is: as its most exact origin says. */
gboolean _footprints_sqlite_get_precision (FootprintsSqliteConnection *connection,
                                           gint64 listen_id,
                                           gint64 *precision_s,
                                           GError **error);
/* Sets @precision_s for all times of an import, and notes the plays that this concerns. */
gboolean _footprints_sqlite_set_precision (FootprintsSqliteConnection *connection,
                                           gint64 import_id,
                                           gint64 precision_s,
                                           gint64 generation,
                                           gint64 *n_changed,
                                           GError **error);

/* The plays that an import shares with other origins, with their precision (transfer full). */
GArray *_footprints_sqlite_list_shared_precisions (FootprintsSqliteConnection *connection,
                                                   gint64 import_id,
                                                   GError **error);
/* Notes those of the list whose precision has changed since. */
gboolean _footprints_sqlite_note_precisions (FootprintsSqliteConnection *connection,
                                             const GArray *list,
                                             gint64 generation,
                                             gint64 *n_changed,
                                             GError **error);

G_END_DECLS
