/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Finds the sessions of a history as ranges of plays. */

#include "libfootprints/report/sessions/footprints-session-ranges-private.h"

#include "libfootprints/core/footprints-paging-private.h"

#define MAX_GAP_MINUTES (24 * 60)

gboolean
_footprints_check_session_gap (guint gap_minutes, GError **error)
{
  return _footprints_check_number ("the gap in minutes", gap_minutes, MAX_GAP_MINUTES, error);
}

static gint64
get_time (const FootprintsColumns *columns, guint32 index)
{
  return _footprints_columns_get_time (columns, index);
}

/* Skips the rest of a session that began before @index. */
static guint32
skip_begun (const FootprintsColumns *columns, guint32 index, guint32 end, gint64 gap_s)
{
  while (index > 0 && index < end &&
         get_time (columns, index) - get_time (columns, index - 1) <= gap_s)
    index++;
  return index;
}

GArray *
_footprints_find_sessions (FootprintsHistory *history, FootprintsPlayRange range, gint64 gap_s)
{
  const FootprintsColumns *columns = _footprints_history_get_columns (history);
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (FootprintsSessionRange));
  guint32 index = skip_begun (columns, range.from, range.to, gap_s);
  FootprintsSessionRange session = { .plays = { index, index } };
  FootprintsChunkPart part;

  while (session.plays.from < range.to &&
         _footprints_columns_next_part (columns, &index, columns->n_plays, &part))
    for (guint32 i = part.from; i < part.to && session.plays.from < range.to; i++)
      {
        gint64 time_s = _footprints_chunk_get_time (part.chunk, i);
        gboolean is_new = session.plays.to == session.plays.from;

        if (!is_new && time_s - session.started_at - session.duration_s > gap_s)
          {
            g_array_append_val (sessions, session);
            session.plays.from = session.plays.to;
            is_new = TRUE;
          }
        if (is_new)
          session.started_at = time_s;
        session.duration_s = time_s - session.started_at;
        session.plays.to++;
      }
  if (session.plays.from < MIN (range.to, session.plays.to))
    g_array_append_val (sessions, session);
  return sessions;
}
