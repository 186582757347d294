/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000
#define READ_AT_ONCE 200

static FootprintsTimeline *
get_timeline (FpdRequest *request, GError **error)
{
  const char *cursor = fpd_request_get_text (request, "cursor");
  g_autoptr (FootprintsPeriod) period = fpd_request_get_period (request, error);
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsTimeline *timeline;
  gint64 limit, offset;

  if (period == NULL ||
      !fpd_request_get_int64 (request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_int64 (request, "offset", 0, 0, G_MAXINT64, &offset, error))
    return NULL;
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  if (cursor == NULL)
    return footprints_history_get_timeline (history, period, offset, (guint) limit, error);
  timeline = footprints_history_get_timeline_after (history, period, cursor, (guint) limit, error);
  return timeline != NULL ? timeline : fpd_request_blame ("cursor", error);
}

static gboolean
append_page (GString *text, FootprintsScrobblePage *page, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page)); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);
      g_autofree char *json = footprints_scrobble_to_json (scrobble);

      if (text->len > 1)
        g_string_append_c (text, ',');
      g_string_append (text, json);
      if (!fpd_response_check_size (text->len, error))
        return FALSE;
    }
  return TRUE;
}

/* The history knows which plays and in which order; the ledger has all that is known of them, which
 * may be much: only some are read at a time. */
static GBytes *
write_timeline (FpdRequest *request, FootprintsTimeline *timeline, GError **error)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  g_autofree gint64 *ids = g_new (gint64, n_items + 1);
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);

      ids[i] = footprints_timeline_entry_get_id (entry);
    }
  for (guint i = 0; i < n_items; i += READ_AT_ONCE)
    {
      g_autoptr (FootprintsScrobblePage) page = footprints_store_get_scrobbles (
          request->store, ids + i, MIN (READ_AT_ONCE, n_items - i), NULL, error);

      if (page == NULL || !append_page (text, page, error))
        return NULL;
    }
  g_string_append_c (text, ']');
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

FpdResponse *
fpd_handle_timeline (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsTimeline) timeline = get_timeline (request, error);
  GBytes *bytes = timeline != NULL ? write_timeline (request, timeline, error) : NULL;
  FpdResponse *response;

  if (bytes == NULL)
    return NULL;
  response = fpd_response_new_bytes ("application/json", bytes);
  if (footprints_timeline_get_next_cursor (timeline) != NULL)
    {
      g_autofree char *link = fpd_request_dup_next_link (
          request, "cursor", footprints_timeline_get_next_cursor (timeline));

      fpd_response_add_header (response, "Link", link);
    }
  return response;
}
