/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"

G_BEGIN_DECLS

/* What the sessions with one artist, album or track say about it. */
typedef struct
{
  FootprintsTally neighbours;  /* other artists, by sessions they share with it */
  FootprintsTally completions; /* its albums, by sessions in which each was played in full */
} FootprintsSharedSessions;

void _footprints_shared_sessions_clear (FootprintsSharedSessions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsSharedSessions, _footprints_shared_sessions_clear)

/* Examines the sessions that begin in @range. @plays: the part of @history with its own plays. */
FootprintsSharedSessions _footprints_find_shared_sessions (FootprintsHistory *history,
                                                           FootprintsHistory *plays,
                                                           FootprintsEntityKind kind,
                                                           guint32 id,
                                                           FootprintsPlayRange range);

G_END_DECLS
