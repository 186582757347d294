/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* What the sessions with one artist, album or track tell of it. */
typedef struct
{
  FootprintsTally neighbours;  /* other artists, by sessions they share with it */
  FootprintsTally completions; /* its albums, by sessions in which each was heard through */
} FootprintsSharedSessions;

void _footprints_shared_sessions_clear (FootprintsSharedSessions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsSharedSessions, _footprints_shared_sessions_clear)

/* Looks through the sessions that begin in @range. @plays: the part of @history that is its own. */
FootprintsSharedSessions _footprints_find_shared_sessions (FootprintsHistory *history,
                                                           FootprintsHistory *plays,
                                                           FootprintsEntityKind kind,
                                                           guint32 id,
                                                           FootprintsPlayRange range);

G_END_DECLS
