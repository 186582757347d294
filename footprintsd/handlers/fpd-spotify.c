/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Connecting an account at Spotify: the listener is sent there, comes back with a code, and a sync
 * is made of it. */

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/handlers/fpd-sync-common.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/request/fpd-json-body.h"
#include "libfootprints/protocol/footprints-service-private.h"

/* Nobody plays more than the 50 tracks that Spotify lists in that time. */
#define INTERVAL_MINUTES 20

static FpdResponse *
begin (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  FootprintsSpotifyLogin *login = data;
  g_autofree char *url = footprints_spotify_login_dup_url (login);
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "url", json_object_new_string (url));
  json_object_object_add (object, "state",
                          json_object_new_string (footprints_spotify_login_get_state (login)));
  fpd_syncs_add_login (context->syncs, g_object_ref (login));
  return fpd_response_new_json (object);
}

FpdResponse *
fpd_handle_spotify_begin (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  g_autoptr (FootprintsReach) reach = footprints_store_dup_reach (request->store);
  g_autoptr (FootprintsSpotifyLogin) login = NULL;
  const char *client_id = NULL;
  const char *redirect_uri = NULL;
  const char *base_url = NULL;

  if (body == NULL || !fpd_json_body_get_text (body, "client_id", &client_id, error) ||
      !fpd_json_body_get_text (body, "redirect_uri", &redirect_uri, error) ||
      !fpd_json_body_get_text (body, "base_url", &base_url, error) ||
      !fpd_json_body_need ("client_id", client_id, error) ||
      !fpd_json_body_need ("redirect_uri", redirect_uri, error) ||
      !fpd_sync_check_reach (request->store, base_url, error))
    return NULL;
  login = footprints_spotify_login_new (client_id, redirect_uri, error);
  if (login == NULL)
    return NULL;
  footprints_spotify_login_set_base_url (login, base_url);
  footprints_spotify_login_set_reach (login, reach);
  return fpd_response_new_step (begin, g_object_ref (login), g_object_unref);
}

/* A login that Spotify is asked about. */
typedef struct
{
  const FpdContext *context; /* stays while there is no answer */
  FpdDeferred *deferred;
  FootprintsSpotifyLogin *login;
} Connection;

static void
answer (Connection *self, FootprintsSyncConfig *config, GError *problem)
{
  g_autoptr (GError) error = problem;
  FpdResponse *response = NULL;

  if (config != NULL)
    {
      footprints_sync_scheduler_look (fpd_syncs_get_scheduler (self->context->syncs));
      response = fpd_sync_tell_done (self->context, config, "Spotify is connected", &error);
    }
  fpd_deferred_answer (self->deferred, response, error);
  g_object_unref (self->login);
  g_free (self);
}

/* A sync that was connected before keeps its settings. */
static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Connection *self = data;
  FootprintsStore *store = self->context->store;
  const char *account = footprints_spotify_login_get_account (self->login);
  g_autoptr (FootprintsSyncConfig) config = NULL;
  GError *error = NULL;

  config = fpd_sync_find (store, _footprints_spotify.source, account, &error);
  if (config == NULL && error == NULL)
    {
      config = footprints_sync_config_new (_footprints_spotify.source, account);
      footprints_sync_config_set_interval_minutes (config, INTERVAL_MINUTES);
    }
  if (config != NULL)
    {
      footprints_sync_config_set_enabled (config, TRUE);
      footprints_sync_config_set_base_url (config,
                                           footprints_spotify_login_get_base_url (self->login));
      footprints_sync_config_set_secret (config, footprints_spotify_login_get_key (self->login));
      footprints_store_save_sync_config (store, config, NULL, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&config), g_object_unref);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autoptr (FootprintsSyncConfig) config = g_task_propagate_pointer (G_TASK (result), &error);

  answer (data, config, error);
}

static void
on_completed (GObject *source, GAsyncResult *result, gpointer data)
{
  Connection *self = data;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (!footprints_spotify_login_complete_finish (self->login, result, &error))
    {
      answer (self, NULL, error);
      return;
    }
  task = g_task_new (NULL, NULL, on_saved, self);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, save_in_thread);
}

typedef struct
{
  char *state;
  char *code;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->state);
  g_free (self->code);
  g_free (self);
}

static FpdResponse *
complete (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const Answer *given = data;
  FootprintsSpotifyLogin *login = fpd_syncs_take_login (context->syncs, given->state);
  Connection *self;
  FpdResponse *response;

  if (login == NULL)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_UNPROCESSABLE_ENTITY,
                           "state: this login is not known, or older than ten minutes; begin "
                           "again");
      return NULL;
    }
  self = g_new0 (Connection, 1);
  self->context = context;
  self->login = login;
  response = fpd_response_new_deferred (&self->deferred);
  footprints_spotify_login_complete_async (login, given->state, given->code, NULL, on_completed,
                                           self);
  return response;
}

FpdResponse *
fpd_handle_spotify_complete (FpdRequest *request, GError **error)
{
  g_autoptr (json_object) body = fpd_json_body_parse (request, error);
  const char *state = NULL;
  const char *code = NULL;
  Answer *given;

  if (body == NULL || !fpd_json_body_get_text (body, "state", &state, error) ||
      !fpd_json_body_get_text (body, "code", &code, error) ||
      !fpd_json_body_need ("state", state, error) || !fpd_json_body_need ("code", code, error))
    return NULL;
  given = g_new0 (Answer, 1);
  given->state = g_strdup (state);
  given->code = g_strdup (code);
  return fpd_response_new_step (complete, given, answer_free);
}
