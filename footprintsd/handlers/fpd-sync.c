/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-json-body.h"
#include "footprintsd/fpd-problem.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/handlers/fpd-main-handlers.h"

/* {success, message, config}, as always in this API. */
static void
send_saved (const FpdContext *context,
            SoupServerMessage *message,
            FootprintsSyncConfig *config,
            const char *text)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "success", json_object_new_boolean (TRUE));
  json_object_object_add (object, "message", json_object_new_string (text));
  json_object_object_add (object, "config",
                          config != NULL ? fpd_syncs_describe (context->syncs, config) : NULL);
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
}

static GListModel *
list_configs (const FpdContext *context, GError **error)
{
  return footprints_sync_scheduler_list_configs (fpd_syncs_get_scheduler (context->syncs), error);
}

/* The sync that the path names (transfer full). */
static FootprintsSyncConfig *
find_config (const FpdContext *context, FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (GListModel) configs = id >= 0 ? list_configs (context, error) : NULL;
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);

      if (footprints_sync_config_get_id (config) == id)
        return g_steal_pointer (&config);
    }
  if (configs != NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "there is no sync %" G_GINT64_FORMAT, id);
  return NULL;
}

/* The sync of a source and account; NULL without an error when there is none (transfer full). One
 * that was deleted is known to the scheduler until its run has ended, but not to the store. */
static FootprintsSyncConfig *
find_twin (const FpdContext *context, const char *source, const char *username, GError **error)
{
  g_autoptr (GListModel) configs = footprints_store_list_sync_configs (context->store, NULL, error);
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);

      if (g_str_equal (footprints_sync_config_get_source (config), source) &&
          g_str_equal (footprints_sync_config_get_account (config), username))
        return g_steal_pointer (&config);
    }
  return NULL;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  FootprintsSyncConfig *left = *(FootprintsSyncConfig *const *) a;
  FootprintsSyncConfig *right = *(FootprintsSyncConfig *const *) b;
  gint64 difference =
      footprints_sync_config_get_created_at (right) - footprints_sync_config_get_created_at (left);

  if (difference == 0)
    difference = footprints_sync_config_get_id (right) - footprints_sync_config_get_id (left);
  return difference < 0 ? -1 : difference > 0;
}

void
fpd_handle_syncs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) configs = list_configs (context, &error);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  json_object *list;

  if (configs == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    g_ptr_array_add (sorted, g_list_model_get_item (configs, i));
  g_ptr_array_sort_with_data (sorted, compare_newest_first, NULL);
  list = json_object_new_array ();
  for (guint i = 0; i < sorted->len; i++)
    json_object_array_add (list, fpd_syncs_describe (context->syncs, sorted->pdata[i]));
  fpd_reply_send_json (message, SOUP_STATUS_OK, list);
}

void
fpd_handle_sync (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncConfig) config = find_config (context, request, &error);

  if (config == NULL)
    fpd_reply_send_error (message, error);
  else
    fpd_reply_send_json (message, SOUP_STATUS_OK, fpd_syncs_describe (context->syncs, config));
}

/* A key or token goes to the place that it was given for, and nowhere else. */
static gboolean
leaks_secret (FootprintsSyncConfig *config,
              const char *base_url,
              const char *secret,
              GError **error)
{
  if (footprints_sync_config_get_id (config) == 0 || !footprints_sync_config_has_secret (config) ||
      (secret != NULL && *secret != '\0') ||
      g_strcmp0 (base_url, footprints_sync_config_get_base_url (config)) == 0)
    return FALSE;
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                       "base_url: for another server the key or token must be given again");
  return TRUE;
}

/* Puts what the body says into @config. A key or token that is left out stays. */
static gboolean
apply_body (json_object *body, FootprintsSyncConfig *config, GError **error)
{
  const char *api_key = NULL;
  const char *token = NULL;
  const char *base_url = NULL;
  const char *secret;
  gint64 interval_minutes = 60;
  gint64 overlap_s = footprints_sync_config_get_overlap_s (config);
  gboolean enabled = TRUE;

  if (!fpd_json_body_get_text (body, "api_key", &api_key, error) ||
      !fpd_json_body_get_text (body, "token", &token, error) ||
      !fpd_json_body_get_text (body, "base_url", &base_url, error) ||
      !fpd_json_body_get_int64 (body, "sync_interval_minutes", &interval_minutes, error) ||
      !fpd_json_body_get_int64 (body, "overlap_s", &overlap_s, error) ||
      !fpd_json_body_get_boolean (body, "enabled", &enabled, error))
    return FALSE;
  secret = g_str_equal (footprints_sync_config_get_source (config), "lastfm") ? api_key : token;
  if (base_url != NULL && *base_url == '\0')
    base_url = NULL;
  if (leaks_secret (config, base_url, secret, error))
    return FALSE;
  footprints_sync_config_set_interval_minutes (config, interval_minutes);
  footprints_sync_config_set_overlap_s (config, overlap_s);
  footprints_sync_config_set_enabled (config, enabled);
  footprints_sync_config_set_base_url (config, base_url);
  if (secret != NULL && *secret != '\0')
    footprints_sync_config_set_secret (config, secret);
  return TRUE;
}

static gboolean
read_identity (json_object *body, const char **source, const char **username, GError **error)
{
  return fpd_json_body_get_text (body, "source", source, error) &&
         fpd_json_body_get_text (body, "username", username, error) &&
         fpd_json_body_need ("source", *source, error) &&
         fpd_json_body_need ("username", *username, error);
}

static gboolean
needs_key (FootprintsSyncConfig *config, GError **error)
{
  if (!g_str_equal (footprints_sync_config_get_source (config), "lastfm") ||
      footprints_sync_config_has_secret (config))
    return FALSE;
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                       "api_key: Last.fm needs an API key");
  return TRUE;
}

/* An address that each run would refuse is refused at once. */
static gboolean
check_reach (const FpdContext *context, FootprintsSyncConfig *config, GError **error)
{
  g_autoptr (FootprintsReach) reach = footprints_store_dup_reach (context->store);
  const char *base_url = footprints_sync_config_get_base_url (config);

  return reach == NULL || base_url == NULL || footprints_reach_check_url (reach, base_url, error);
}

/* Stores @config with what the body says, and tells in the words of @verb. */
static void
save (const FpdContext *context,
      SoupServerMessage *message,
      json_object *body,
      FootprintsSyncConfig *config,
      const char *verb)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!apply_body (body, config, &error) || needs_key (config, &error) ||
      !check_reach (context, config, &error) ||
      !footprints_store_save_sync_config (context->store, config, NULL, &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  text = g_strdup_printf ("Sync configuration %s for %s user %s", verb,
                          footprints_sync_config_get_source (config),
                          footprints_sync_config_get_account (config));
  footprints_sync_scheduler_look (fpd_syncs_get_scheduler (context->syncs));
  send_saved (context, message, config, text);
}

void
fpd_handle_sync_create (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  json_object *body = fpd_json_body_parse (message, &error);
  g_autoptr (FootprintsSyncConfig) config = NULL;
  const char *source = NULL;
  const char *username = NULL;

  if (body != NULL && read_identity (body, &source, &username, &error))
    config = find_twin (context, source, username, &error);
  if (error != NULL)
    fpd_reply_send_error (message, error);
  else
    {
      if (config == NULL)
        config = footprints_sync_config_new (source, username);
      save (context, message, body, config, "created");
    }
  json_object_put (body);
}

void
fpd_handle_sync_update (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncConfig) config = find_config (context, request, &error);
  json_object *body = config != NULL ? fpd_json_body_parse (message, &error) : NULL;
  const char *source = NULL;
  const char *username = NULL;

  if (body == NULL || !read_identity (body, &source, &username, &error))
    fpd_reply_send_error (message, error);
  else
    {
      footprints_sync_config_set_source (config, source);
      footprints_sync_config_set_account (config, username);
      save (context, message, body, config, "updated");
    }
  json_object_put (body);
}

/* One that is gone already is deleted, as always in this API. */
void
fpd_handle_sync_delete (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fpd_request_get_path_id (request, &error);

  if (id < 0 || (!footprints_store_delete_sync_config (context->store, id, NULL, &error) &&
                 !g_error_matches (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND)))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  fpd_verifications_forget (context->verifications, id);
  footprints_sync_scheduler_look (fpd_syncs_get_scheduler (context->syncs));
  send_saved (context, message, NULL, "Sync configuration deleted");
}

static void
on_triggered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SoupServerMessage) message = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncRun) run =
      footprints_sync_scheduler_trigger_finish (FOOTPRINTS_SYNC_SCHEDULER (source), result, &error);
  gint64 n_new = run != NULL ? footprints_sync_run_get_n_new (run) : 0;
  g_autofree char *text =
      run != NULL
          ? g_strdup_printf ("Successfully synced %" G_GINT64_FORMAT " new scrobbles", n_new)
          : g_strdup_printf ("Sync failed: %s", error->message);
  json_object *object = json_object_new_object ();
  g_autofree char *shown = fpd_problem_hide (text);

  json_object_object_add (object, "success", json_object_new_boolean (run != NULL));
  json_object_object_add (object, "count", json_object_new_int64 (n_new));
  json_object_object_add (object, "message", json_object_new_string (shown));
  fpd_reply_send_json (message, SOUP_STATUS_OK, object);
  soup_server_message_unpause (message);
}

void
fpd_handle_sync_trigger (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = fpd_request_get_path_id (request, &error);

  if (id < 0)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  soup_server_message_pause (message);
  footprints_sync_scheduler_trigger_async (fpd_syncs_get_scheduler (context->syncs), id,
                                           on_triggered, g_object_ref (message));
}

void
fpd_handle_sync_runs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncConfig) config = find_config (context, request, &error);
  g_autoptr (GListModel) runs = NULL;
  json_object *list;
  gint64 limit;

  if (config != NULL && fpd_request_get_int64 (request, "limit", 100, 1, 1000, &limit, &error))
    runs = footprints_sync_scheduler_list_runs (fpd_syncs_get_scheduler (context->syncs),
                                                footprints_sync_config_get_id (config),
                                                (guint) limit, &error);
  if (runs == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  list = json_object_new_array ();
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (FootprintsSyncRun) run = g_list_model_get_item (runs, i);
      g_autofree char *text = footprints_sync_run_to_json (run);

      json_object *object = json_tokener_parse (text);

      fpd_problem_hide_in (object, "error");
      json_object_array_add (list, object);
    }
  fpd_reply_send_json (message, SOUP_STATUS_OK, list);
}
