/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The timeline: pages of plays and of removed plays, and removing and restoring a play. */

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

static void
write_page (FootprintsJsonWriter *writer, FootprintsScrobblePage *page)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page)); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);
      g_autofree char *json = footprints_scrobble_to_json (scrobble);

      _footprints_json_writer_json (writer, json, strlen (json));
    }
}

/* Who else reported the play; left out where nobody did, as for nearly all plays. */
static void
write_other_sources (FootprintsJsonWriter *writer,
                     FootprintsHistory *history,
                     FootprintsTimelineEntry *entry)
{
  g_auto (GStrv) sources = footprints_history_dup_other_sources (
      history, footprints_timeline_entry_get_listened_at (entry),
      footprints_timeline_entry_get_id (entry));

  if (sources[0] == NULL)
    return;
  _footprints_json_writer_add_array (writer, "other_sources");
  for (guint i = 0; sources[i] != NULL; i++)
    _footprints_json_writer_string (writer, sources[i]);
  _footprints_json_writer_end_array (writer);
}

static void
scrobbles_write_entry (FootprintsJsonWriter *writer,
                       FootprintsHistory *history,
                       FootprintsTimelineEntry *entry,
                       const char *source_id)
{
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_int64 (writer, "id", footprints_timeline_entry_get_id (entry));
  _footprints_json_writer_add_string (writer, "artist",
                                      footprints_timeline_entry_get_artist (entry));
  _footprints_json_writer_add_string (writer, "album", footprints_timeline_entry_get_album (entry));
  _footprints_json_writer_add_string (writer, "track", footprints_timeline_entry_get_track (entry));
  _footprints_json_writer_add_time (writer, "timestamp",
                                    footprints_timeline_entry_get_listened_at (entry));
  _footprints_json_writer_add_string (writer, "source",
                                      footprints_timeline_entry_get_source (entry));
  _footprints_json_writer_add_string (writer, "source_id", *source_id != '\0' ? source_id : NULL);
  _footprints_json_writer_add_string (writer, "album_artist",
                                      footprints_timeline_entry_get_album_artist (entry));
  write_other_sources (writer, history, entry);
  _footprints_json_writer_end_object (writer);
}

/* Writes up to READ_AT_ONCE entries, starting at @from. */
static gboolean
write_entries (FpdRequest *request,
               FootprintsHistory *history,
               GListModel *timeline,
               guint from,
               FootprintsJsonWriter *writer,
               GError **error)
{
  guint n = MIN (READ_AT_ONCE, g_list_model_get_n_items (timeline) - from);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_full (n, g_object_unref);
  g_auto (GStrv) source_ids = NULL;
  gint64 ids[READ_AT_ONCE];

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (entries, g_list_model_get_item (timeline, from + i));
      ids[i] = footprints_timeline_entry_get_id (entries->pdata[i]);
    }
  source_ids = footprints_store_list_source_ids (request->store, ids, n, NULL, error);
  if (source_ids == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    scrobbles_write_entry (writer, history, entries->pdata[i], source_ids[i]);
  return TRUE;
}

/* The history knows the plays and their order; only the ids that services gave them have to be read
 * from the ledger. */
static FpdResponse *
write_timeline (FpdRequest *request, FootprintsTimeline *timeline, GError **error)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  /* Who reported a play does not depend on the filter. */
  g_autoptr (FootprintsHistory) history =
      footprints_store_get_history (request->store, NULL, error);

  if (history == NULL)
    return NULL;
  _footprints_json_writer_begin_array (&writer);
  for (guint i = 0; i < n_items && !writer.is_full; i += READ_AT_ONCE)
    if (!write_entries (request, history, G_LIST_MODEL (timeline), i, &writer, error))
      return NULL;
  _footprints_json_writer_end_array (&writer);
  return fpd_response_take_json (&writer, error);
}

/* Writes at most @limit of the listener's removed plays, starting at @offset. */
static FpdResponse *
write_removed (FpdRequest *request, gint64 offset, gint64 limit, gint64 *n_written, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();
  gint64 n_wanted, n_read;

  *n_written = 0;
  _footprints_json_writer_begin_array (&writer);
  do
    {
      g_autoptr (FootprintsScrobblePage) page = NULL;

      n_wanted = MIN (READ_AT_ONCE, limit - *n_written);
      page = footprints_store_list_removed_scrobbles (request->store, offset + *n_written,
                                                      (guint) n_wanted, NULL, error);
      if (page == NULL)
        return NULL;
      write_page (&writer, page);
      n_read = g_list_model_get_n_items (G_LIST_MODEL (page));
      *n_written += n_read;
    }
  while (n_read == n_wanted && *n_written < limit && !writer.is_full);
  _footprints_json_writer_end_array (&writer);
  return fpd_response_take_json (&writer, error);
}

static gboolean
has_removed_after (FpdRequest *request, gint64 offset, gboolean *has_more, GError **error)
{
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_list_removed_scrobbles (request->store, offset, 1, NULL, error);

  *has_more = page != NULL && g_list_model_get_n_items (G_LIST_MODEL (page)) > 0;
  return page != NULL;
}

/* Visitors to a history do not see the plays that its listener removed. */
static FpdResponse *
list_removed (FpdRequest *request, GError **error)
{
  gboolean has_more = FALSE;
  gint64 limit, offset, n_written;
  FpdResponse *response;

  if (request->identity.is_visitor)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FORBIDDEN,
                           "only the listener can see removed plays");
      return NULL;
    }
  if (!fpd_request_get_int64 (request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, &limit, error) ||
      !fpd_request_get_int64 (request, "offset", 0, 0, G_MAXINT64 - MAX_LIMIT, &offset, error))
    return NULL;
  response = write_removed (request, offset, limit, &n_written, error);
  if (response == NULL)
    return NULL;
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

  if (!fpd_request_get_boolean (request, "removed", FALSE, &removed, error))
    return NULL;
  if (removed)
    return list_removed (request, error);
  timeline = get_timeline (request, error);
  response = timeline != NULL ? write_timeline (request, timeline, error) : NULL;
  if (response != NULL && footprints_timeline_get_next_cursor (timeline) != NULL)
    {
      g_autofree char *link = fpd_request_dup_next_link (
          request, "cursor", footprints_timeline_get_next_cursor (timeline));

      fpd_response_add_header (response, "Link", link);
    }
  return response;
}

/* Answers after @n_moved plays were removed or restored; -1: @error is set. @why_not: says that
 * there was none. */
static FpdResponse *
answer_moved (gint64 n_moved, gint64 id, const char *done, const char *why_not, GError **error)
{
  json_object *object;

  if (n_moved == 0)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "%s with the id %" G_GINT64_FORMAT, why_not, id);
  if (n_moved <= 0)
    return NULL;
  object = json_object_new_object ();
  json_object_object_add (object, "success", json_object_new_boolean (TRUE));
  json_object_object_add (object, "count", json_object_new_int64 (n_moved));
  json_object_object_add (object, "message", json_object_new_string (done));
  return fpd_response_new_json (object);
}

FpdResponse *
fpd_handle_scrobble_remove (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);

  if (id < 0)
    return NULL;
  return answer_moved (footprints_store_remove_plays (request->store, &id, 1, NULL, error), id,
                       "Removed 1 play", "no play", error);
}

FpdResponse *
fpd_handle_scrobble_restore (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);

  if (id < 0)
    return NULL;
  return answer_moved (footprints_store_restore_scrobbles (request->store, &id, 1, NULL, error), id,
                       "Restored 1 play", "no removed play", error);
}
