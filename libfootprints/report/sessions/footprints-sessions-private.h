/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/sessions/footprints-session-ranges-private.h"
#include "libfootprints/report/sessions/footprints-sessions.h"

G_BEGIN_DECLS

struct _FootprintsSessions
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history;
  guint gap_minutes;
  GArray *ranges;     /* of FootprintsSessionRange, oldest first; shared with other orders */
  GArray *order;      /* of guint32: which of @ranges are in the list, and in what order */
  guint offset;       /* how many sessions come before the page */
  guint plays_offset; /* how many plays of each session JSON skips */
  guint plays_limit;  /* and how many it lists at most */
  gint64 n_plays;
  gint64 total_duration_s;
  gint64 longest_duration_s;
};

struct _FootprintsSessionsClass
{
  FootprintsListReportClass parent_class;
};

/* Takes a place in the whole list. */
const FootprintsSessionRange *_footprints_sessions_get_listed (FootprintsSessions *self,
                                                               guint place);
/* Takes a position on the page. */
const FootprintsSessionRange *_footprints_sessions_get_session (FootprintsSessions *self,
                                                                guint position);
/* The plays of @session listed in JSON. */
FootprintsPlayRange _footprints_sessions_get_shown_plays (FootprintsSessions *self,
                                                          const FootprintsSessionRange *session);
FootprintsPlay _footprints_sessions_get_play (FootprintsSessions *self, guint32 index);
/* The first artist of a track. */
guint32 _footprints_sessions_get_artist (FootprintsSessions *self, guint32 track);
void _footprints_sessions_count_entities (FootprintsSessions *self,
                                          const FootprintsSessionRange *session,
                                          guint *n_artists,
                                          guint *n_tracks);
/* Compares guint32. */
int _footprints_sessions_compare_ids (gconstpointer a, gconstpointer b);
void _footprints_sessions_write_json (FootprintsReport *report, FootprintsJsonWriter *writer);

static inline gint64
_footprints_session_range_get_end (const FootprintsSessionRange *self)
{
  return self->started_at + self->duration_s;
}

static inline guint32
_footprints_session_range_get_n_plays (const FootprintsSessionRange *self)
{
  return self->plays.to - self->plays.from;
}

G_END_DECLS
