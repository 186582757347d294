/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#include <string.h>

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

/* The same request, further down the list. */
static char *
make_next_link (FpdRequest *request, const char *cursor)
{
  g_autofree char *path = g_strndup (request->target, strcspn (request->target, "?"));
  g_autoptr (GString) link = g_string_new ("<");
  GHashTableIter iter;
  gpointer name, value;
  char separator = '?';

  g_string_append (link, path);
  if (request->query != NULL)
    {
      g_hash_table_iter_init (&iter, request->query);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          if (g_str_equal (name, "cursor") || g_str_equal (name, "offset"))
            continue;
          g_string_append_c (link, separator);
          g_string_append_uri_escaped (link, name, NULL, FALSE);
          g_string_append_c (link, '=');
          g_string_append_uri_escaped (link, value, NULL, FALSE);
          separator = '&';
        }
    }
  g_string_append_printf (link, "%ccursor=%s>; rel=\"next\"", separator, cursor);
  return g_string_free (g_steal_pointer (&link), FALSE);
}

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

/* The history knows which plays and in which order; the ledger has all that is known of them. */
static FootprintsScrobblePage *
read_scrobbles (FpdRequest *request, FootprintsTimeline *timeline, GError **error)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  g_autofree gint64 *ids = g_new (gint64, n_items + 1);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);

      ids[i] = footprints_timeline_entry_get_id (entry);
    }
  return footprints_store_get_scrobbles (request->store, ids, n_items, NULL, error);
}

static char *
page_to_json (FootprintsScrobblePage *page)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page)); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);
      g_autofree char *json = footprints_scrobble_to_json (scrobble);

      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, json);
    }
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

FpdResponse *
fpd_handle_timeline (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsTimeline) timeline = get_timeline (request, error);
  g_autoptr (FootprintsScrobblePage) page =
      timeline != NULL ? read_scrobbles (request, timeline, error) : NULL;
  FpdResponse *response;

  if (page == NULL)
    return NULL;
  response = fpd_response_new_text (200, "application/json", page_to_json (page));
  if (footprints_timeline_get_next_cursor (timeline) != NULL)
    {
      g_autofree char *link =
          make_next_link (request, footprints_timeline_get_next_cursor (timeline));

      fpd_response_add_header (response, "Link", link);
    }
  return response;
}
