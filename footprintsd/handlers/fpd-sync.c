/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Syncs: their configurations, runs on request, and the log of runs. */

#include "footprintsd/handlers/fpd-sync-common.h"

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-json-body.h"
#include "libfootprints/protocol/footprints-service-private.h"

#include <libsoup/soup.h>
#include <string.h>

FpdResponse *
fpd_sync_tell_done (const FpdContext *context,
                    FootprintsSyncConfig *config,
                    const char *text,
                    GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_boolean (&writer, "success", TRUE);
  _footprints_json_writer_add_string (&writer, "message", text);
  _footprints_json_writer_name (&writer, "config");
  if (config != NULL)
    fpd_syncs_write (context->syncs, config, &writer);
  else
    _footprints_json_writer_null (&writer);
  _footprints_json_writer_end_object (&writer);
  return fpd_response_take_json (&writer, error);
}

static GListModel *
list_configs (const FpdContext *context, GError **error)
{
  return footprints_sync_scheduler_list_configs (fpd_syncs_get_scheduler (context->syncs), error);
}

/* The sync with that id in @configs, which may be NULL (transfer full). */
static FootprintsSyncConfig *
find_config (GListModel *configs, gint64 id, GError **error)
{
  guint n_configs = configs != NULL ? g_list_model_get_n_items (configs) : 0;

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (FootprintsSyncConfig) config = g_list_model_get_item (configs, i);

      if (footprints_sync_config_get_id (config) == id)
        return g_steal_pointer (&config);
    }
  if (configs != NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "no sync with the id %" G_GINT64_FORMAT, id);
  return NULL;
}

/* The sync that the path names, as the scheduler knows it (transfer full). */
static FootprintsSyncConfig *
find_known (const FpdContext *context, FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (GListModel) configs = id >= 0 ? list_configs (context, error) : NULL;

  return find_config (configs, id, error);
}

/* The sync that the path names, as it is stored (transfer full). */
static FootprintsSyncConfig *
find_stored (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (GListModel) configs =
      id >= 0 ? footprints_store_list_sync_configs (request->store, NULL, error) : NULL;

  return find_config (configs, id, error);
}

FootprintsSyncConfig *
fpd_sync_find (FootprintsStore *store, const char *source, const char *username, GError **error)
{
  g_autoptr (GListModel) configs = footprints_store_list_sync_configs (store, NULL, error);
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

static FpdResponse *
describe_all (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  g_autoptr (GListModel) configs = list_configs (context, error);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  if (configs == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    g_ptr_array_add (sorted, g_list_model_get_item (configs, i));
  g_ptr_array_sort_with_data (sorted, compare_newest_first, NULL);
  _footprints_json_writer_begin_array (&writer);
  for (guint i = 0; i < sorted->len; i++)
    fpd_syncs_write (context->syncs, sorted->pdata[i], &writer);
  _footprints_json_writer_end_array (&writer);
  return fpd_response_take_json (&writer, error);
}

FpdResponse *
fpd_handle_syncs (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (describe_all, NULL, NULL);
}

static FpdResponse *
describe_one (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  g_autoptr (FootprintsSyncConfig) config = find_known (context, request, error);
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  if (config == NULL)
    return NULL;
  fpd_syncs_write (context->syncs, config, &writer);
  return fpd_response_take_json (&writer, error);
}

FpdResponse *
fpd_handle_sync (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (describe_one, NULL, NULL);
}

static const FootprintsService *
get_service (FootprintsSyncConfig *config)
{
  return _footprints_service_find (footprints_sync_config_get_source (config));
}

/* Applies the body to @config. A key or token that is left out stays unchanged. */
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
  secret = _footprints_service_choose_secret (get_service (config), api_key, token);
  if (base_url != NULL && *base_url == '\0')
    base_url = NULL;
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
  const FootprintsService *service = get_service (config);

  if (!service->needs_secret || footprints_sync_config_has_secret (config))
    return FALSE;
  if (service == &_footprints_spotify)
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                 "source: %s has to be connected, see POST /api/sync/spotify", service->name);
  else
    g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                 "api_key: %s needs an API key", service->name);
  return TRUE;
}

gboolean
fpd_sync_check_reach (FootprintsStore *store, const char *base_url, GError **error)
{
  g_autoptr (FootprintsReach) reach = footprints_store_dup_reach (store);

  return reach == NULL || base_url == NULL || footprints_reach_check_url (reach, base_url, error);
}

/* Makes the scheduler look for changed syncs, and answers. */
static FpdResponse *
take_over (const FpdContext *context,
           FootprintsSyncConfig *config,
           const char *verb,
           GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("Sync %s for %s user %s", verb, footprints_sync_config_get_source (config),
                       footprints_sync_config_get_account (config));

  footprints_sync_scheduler_look (fpd_syncs_get_scheduler (context->syncs));
  return fpd_sync_tell_done (context, config, text, error);
}

static FpdResponse *
tell_created (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  return take_over (context, data, "created", error);
}

static FpdResponse *
tell_updated (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  return take_over (context, data, "updated", error);
}

/* Applies the body to @config and stores it; @step answers. */
static FpdResponse *
save (FpdRequest *request,
      json_object *body,
      FootprintsSyncConfig *config,
      FpdStep step,
      GError **error)
{
  if (!apply_body (body, config, error) || needs_key (config, error) ||
      !fpd_sync_check_reach (request->store, footprints_sync_config_get_base_url (config), error) ||
      !footprints_store_save_sync_config (request->store, config, NULL, error))
    return NULL;
  return fpd_response_new_step (step, g_object_ref (config), g_object_unref);
}

FpdResponse *
fpd_handle_sync_create (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  g_autoptr (FootprintsSyncConfig) config = NULL;
  g_autoptr (GError) problem = NULL;
  const char *source = NULL;
  const char *username = NULL;

  if (body == NULL || !read_identity (body, &source, &username, error))
    return NULL;
  config = fpd_sync_find (request->store, source, username, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (config == NULL)
    config = footprints_sync_config_new (source, username);
  return save (request, body, config, tell_created, error);
}

FpdResponse *
fpd_handle_sync_update (FpdRequest *request, GError **error)
{
  g_autoptr (FootprintsSyncConfig) config = find_stored (request, error);
  g_autoptr (json_object) body = config != NULL ? fpd_json_body_parse (request, error) : NULL;
  const char *source = NULL;
  const char *username = NULL;

  if (body == NULL || !read_identity (body, &source, &username, error))
    return NULL;
  footprints_sync_config_set_source (config, source);
  footprints_sync_config_set_account (config, username);
  return save (request, body, config, tell_updated, error);
}

static FpdResponse *
forget (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  fpd_verifications_forget (context->verifications, *(gint64 *) data);
  footprints_sync_scheduler_look (fpd_syncs_get_scheduler (context->syncs));
  return fpd_sync_tell_done (context, NULL, "Sync deleted", error);
}

/* Deleting a sync that is already gone succeeds, as always in this API. */
FpdResponse *
fpd_handle_sync_delete (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);
  g_autoptr (GError) problem = NULL;

  if (id < 0)
    return NULL;
  if (!footprints_store_delete_sync_config (request->store, id, NULL, &problem) &&
      !g_error_matches (problem, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return fpd_response_new_step (forget, g_memdup2 (&id, sizeof id), g_free);
}

static void
on_triggered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsSyncRun) run =
      footprints_sync_scheduler_trigger_finish (FOOTPRINTS_SYNC_SCHEDULER (source), result, &error);
  gint64 n_new = run != NULL ? footprints_sync_run_get_n_new (run) : 0;
  g_autofree char *text = run != NULL ? g_strdup_printf ("Synced %" G_GINT64_FORMAT " new %s",
                                                         n_new, n_new == 1 ? "play" : "plays")
                                      : g_strdup_printf ("Sync failed: %s", error->message);
  json_object *object = json_object_new_object ();
  g_autofree char *shown = fpd_problem_hide (text);

  json_object_object_add (object, "success", json_object_new_boolean (run != NULL));
  json_object_object_add (object, "count", json_object_new_int64 (n_new));
  json_object_object_add (object, "message", json_object_new_string (shown));
  fpd_deferred_answer (data, fpd_response_new_json (object), NULL);
}

static FpdResponse *
trigger (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  FpdDeferred *deferred;
  FpdResponse *response = fpd_response_new_deferred (&deferred);

  footprints_sync_scheduler_trigger_async (fpd_syncs_get_scheduler (context->syncs), id,
                                           on_triggered, deferred);
  return response;
}

FpdResponse *
fpd_handle_sync_trigger (FpdRequest *request, GError **error)
{
  gint64 id = fpd_request_get_path_id (request, error);

  return id >= 0 ? fpd_response_new_step (trigger, g_memdup2 (&id, sizeof id), g_free) : NULL;
}

static FpdResponse *
write_runs (GListModel *runs, GError **error)
{
  g_auto (FootprintsJsonWriter) writer = fpd_response_begin_json ();

  _footprints_json_writer_begin_array (&writer);
  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (FootprintsSyncRun) run = g_list_model_get_item (runs, i);
      g_autofree char *text = footprints_sync_run_to_json (run);
      g_autofree char *shown = fpd_problem_hide_in_json (text);

      _footprints_json_writer_json (&writer, shown, strlen (shown));
    }
  _footprints_json_writer_end_array (&writer);
  return fpd_response_take_json (&writer, error);
}

static FpdResponse *
list_runs (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  FootprintsSyncScheduler *scheduler = fpd_syncs_get_scheduler (context->syncs);
  g_autoptr (FootprintsSyncConfig) config = find_known (context, request, error);
  g_autoptr (GListModel) runs = NULL;

  if (config == NULL)
    return NULL;
  runs = footprints_sync_scheduler_list_runs (scheduler, footprints_sync_config_get_id (config),
                                              *(guint *) data, error);
  return runs != NULL ? write_runs (runs, error) : NULL;
}

FpdResponse *
fpd_handle_sync_runs (FpdRequest *request, GError **error)
{
  guint n_wanted;
  gint64 limit;

  if (!fpd_request_get_int64 (request, "limit", 100, 1, 1000, &limit, error))
    return NULL;
  n_wanted = (guint) limit;
  return fpd_response_new_step (list_runs, g_memdup2 (&n_wanted, sizeof n_wanted), g_free);
}
