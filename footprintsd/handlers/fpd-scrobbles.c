/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#include <string.h>

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000
#define READ_AT_ONCE 50

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

/* What names alone make of a reply that is too large need not be read for that. */
static gsize
get_least_size (FootprintsTimelineEntry *entry)
{
  const char *album = footprints_timeline_entry_get_album (entry);

  return strlen (footprints_timeline_entry_get_artist (entry)) +
         strlen (footprints_timeline_entry_get_track (entry)) +
         (album != NULL ? strlen (album) : 0);
}

/* The history knows which plays and in which order; the ledger has all that is known of them, which
 * may be much: only some are read at a time. */
static GBytes *
write_timeline (FpdRequest *request, FootprintsTimeline *timeline, GError **error)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  g_autofree gint64 *ids = g_new (gint64, n_items + 1);
  g_autoptr (GString) text = g_string_new ("[");
  gsize least_size = 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (FootprintsTimelineEntry) entry =
          g_list_model_get_item (G_LIST_MODEL (timeline), i);

      ids[i] = footprints_timeline_entry_get_id (entry);
      least_size += get_least_size (entry);
    }
  if (!fpd_response_check_size (least_size, error))
    return NULL;
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

/* Writes at most @limit of the plays that the listener removed, from @offset on. */
static GBytes *
write_removed (FpdRequest *request, gint64 offset, gint64 limit, gint64 *n_written, GError **error)
{
  g_autoptr (GString) text = g_string_new ("[");
  gint64 n_wanted, n_read;

  *n_written = 0;
  do
    {
      g_autoptr (FootprintsScrobblePage) page = NULL;

      n_wanted = MIN (READ_AT_ONCE, limit - *n_written);
      page = footprints_store_list_removed_scrobbles (request->store, offset + *n_written,
                                                      (guint) n_wanted, NULL, error);
      if (page == NULL || !append_page (text, page, error))
        return NULL;
      n_read = g_list_model_get_n_items (G_LIST_MODEL (page));
      *n_written += n_read;
    }
  while (n_read == n_wanted && *n_written < limit);
  g_string_append_c (text, ']');
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static gboolean
has_removed_after (FpdRequest *request, gint64 offset, gboolean *has_more, GError **error)
{
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_list_removed_scrobbles (request->store, offset, 1, NULL, error);

  *has_more = page != NULL && g_list_model_get_n_items (G_LIST_MODEL (page)) > 0;
  return page != NULL;
}

/* What somebody removed from a history is not part of what is shown of it. */
static FpdResponse *
list_removed (FpdRequest *request, GError **error)
{
  gboolean has_more = FALSE;
  gint64 limit, offset, n_written;
  FpdResponse *response;
  GBytes *bytes;

  if (request->identity.is_visitor)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FORBIDDEN,
                           "only the listener can see removed plays");
      return NULL;
    }
  if (!fpd_request_get_int64 (request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_int64 (request, "offset", 0, 0, G_MAXINT64 - MAX_LIMIT, &offset, error))
    return NULL;
  bytes = write_removed (request, offset, limit, &n_written, error);
  if (bytes == NULL)
    return NULL;
  response = fpd_response_new_bytes ("application/json", bytes);
  if (n_written == limit && !has_removed_after (request, offset + limit, &has_more, error))
    g_clear_pointer (&response, fpd_response_free);
  if (has_more)
    {
      g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, offset + limit);
      g_autofree char *link = fpd_request_dup_next_link (request, "offset", next);

      fpd_response_add_header (response, "Link", link);
    }
  return response;
}

FpdResponse *
fpd_handle_timeline (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsTimeline) timeline = NULL;
  gboolean removed = FALSE;
  FpdResponse *response;
  GBytes *bytes;

  if (!fpd_request_get_boolean (request, "removed", FALSE, &removed, error))
    return NULL;
  if (removed)
    return list_removed (request, error);
  timeline = get_timeline (request, error);
  bytes = timeline != NULL ? write_timeline (request, timeline, error) : NULL;
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

/* Answers for what moved @n_moved plays, -1 with @error; @why_not: when there was none. */
static FpdResponse *
answer_moved (gint64 n_moved, gint64 id, const char *done, const char *why_not, GError **error)
{
  json_object *object;
  FpdResponse *response;

  if (n_moved == 0)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "%s with the number %" G_GINT64_FORMAT, why_not, id);
  if (n_moved <= 0)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (object, "success", json_object_new_boolean (TRUE));
  json_object_object_add (object, "count", json_object_new_int64 (n_moved));
  json_object_object_add (object, "message", json_object_new_string (done));
  response = fpd_response_new_json (object);
  response->is_dynamic = TRUE;
  return response;
}

FpdResponse *
fpd_handle_scrobble_remove (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);

  if (id < 0)
    return NULL;
  return answer_moved (footprints_store_remove_scrobbles (request->store, &id, 1, NULL, error), id,
                       "Removed 1 play", "there is no play", error);
}

FpdResponse *
fpd_handle_scrobble_restore (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);

  if (id < 0)
    return NULL;
  return answer_moved (footprints_store_restore_scrobbles (request->store, &id, 1, NULL, error), id,
                       "Brought 1 play back", "there is no removed play", error);
}
