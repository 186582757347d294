/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-router.h"

#include "footprintsd/handlers/fpd-handlers.h"

/* Scopes, and what is shown to people who have not logged in. */
#define OPEN FPD_SCOPE_NONE, TRUE
#define NOBODY FPD_SCOPE_NONE, FALSE
#define READ_SHOWN FPD_SCOPE_READ, TRUE
#define READ FPD_SCOPE_READ, FALSE
#define SUBMIT FPD_SCOPE_SUBMIT, FALSE
#define ADMIN FPD_SCOPE_ADMIN, FALSE
#define PEOPLE FPD_SCOPE_PEOPLE, FALSE
/* What is done to a history. */
#define LEDGER FPD_LEDGER_OPENED
#define GROWS FPD_LEDGER_GROWS
#define NO_LEDGER FPD_LEDGER_UNTOUCHED

/* clang-format off */
const FpdRoute fpd_routes[] = {
  { "GET", "/", OPEN, NO_LEDGER, FPD_BODY_NONE, fpd_handle_index, NULL },
  { "GET", "/static/:name", OPEN, NO_LEDGER, FPD_BODY_NONE, fpd_handle_static, NULL },
  { "GET", "/static/js/:script", OPEN, NO_LEDGER, FPD_BODY_NONE, fpd_handle_static, NULL },
  { "GET", "/healthz", OPEN, NO_LEDGER, FPD_BODY_NONE, fpd_handle_health, NULL },
  { "GET", "/readyz", NOBODY, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_ready },
  { "GET", "/metrics", READ, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_metrics },
  { "GET", "/api/scrobbles", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_timeline, NULL },
  { "GET", "/api/timeline", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_timeline, NULL },
  { "GET", "/api/stats", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_stats, NULL },
  { "GET", "/api/stats/ui", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_stats_ui, NULL },
  { "GET", "/api/years", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_years, NULL },
  { "GET", "/api/pulse", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_pulse, NULL },
  { "GET", "/api/reports/monthly", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_monthly_report, NULL },
  { "GET", "/api/reports/:type", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_report, NULL },
  { "GET", "/api/search", READ_SHOWN, LEDGER, FPD_BODY_NONE, fpd_handle_search, NULL },
  { "GET", "/api/export", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_export },
  { "POST", "/api/import", SUBMIT, GROWS, FPD_BODY_JSON, NULL, fpd_handle_import },
  { "POST", "/api/import/file", SUBMIT, GROWS, FPD_BODY_UPLOAD, NULL, fpd_handle_import_file },
  { "GET", "/api/import/jobs", SUBMIT, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_jobs },
  { "GET", "/api/import/jobs/:id", SUBMIT, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_job },
  { "POST", "/api/import/jobs/:id/cancel", SUBMIT, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_job_cancel },
  { "POST", "/api/import/jobs/:id/pause", SUBMIT, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_job_pause },
  { "POST", "/api/import/jobs/:id/resume", SUBMIT, GROWS, FPD_BODY_NONE, NULL, fpd_handle_job_resume },
  { "GET", "/api/import/history", READ, LEDGER, FPD_BODY_NONE, fpd_handle_import_history, NULL },
  { "POST", "/api/import/history/:id/undo", ADMIN, GROWS, FPD_BODY_NONE, fpd_handle_import_undo, NULL },
  { "GET", "/api/sync/config", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_syncs },
  { "POST", "/api/sync/config", ADMIN, GROWS, FPD_BODY_JSON, NULL, fpd_handle_sync_create },
  { "GET", "/api/sync/config/:id", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_sync },
  { "POST", "/api/sync/config/:id", ADMIN, GROWS, FPD_BODY_JSON, NULL, fpd_handle_sync_update },
  { "DELETE", "/api/sync/config/:id", ADMIN, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_sync_delete },
  { "POST", "/api/sync/config/:id/trigger", ADMIN, GROWS, FPD_BODY_NONE, NULL, fpd_handle_sync_trigger },
  { "GET", "/api/sync/config/:id/runs", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_sync_runs },
  { "POST", "/api/sync/config/:id/verify", ADMIN, GROWS, FPD_BODY_NONE, NULL, fpd_handle_verify },
  { "GET", "/api/sync/config/:id/verify", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_verification },
  { "POST", "/api/sync/config/:id/verify/cancel", ADMIN, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_verify_cancel },
  { "GET", "/api/events", READ, LEDGER, FPD_BODY_NONE, NULL, fpd_handle_events },
  { "GET", "/api/session", OPEN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_session },
  { "POST", "/api/session", NOBODY, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_login },
  { "DELETE", "/api/session", NOBODY, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_logout },
  { "POST", "/api/setup", NOBODY, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_setup },
  { "POST", "/api/join", NOBODY, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_join },
  { "GET", "/api/account", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_account },
  { "POST", "/api/account", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_account_update },
  { "POST", "/api/account/password", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_password },
  { "POST", "/api/account/delete", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_account_delete },
  { "POST", "/api/account/link", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_new_link },
  { "GET", "/api/account/sessions", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_sessions },
  { "DELETE", "/api/account/sessions", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_sessions_end },
  { "DELETE", "/api/account/sessions/:id", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_session_end },
  { "GET", "/api/account/tokens", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_tokens },
  { "POST", "/api/account/tokens", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_token_add },
  { "DELETE", "/api/account/tokens/:id", ADMIN, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_token_remove },
  { "POST", "/api/account/second-factor", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_second_factor },
  { "POST", "/api/account/second-factor/confirm", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_second_factor_confirm },
  { "POST", "/api/account/second-factor/remove", ADMIN, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_second_factor_remove },
  { "GET", "/api/people", PEOPLE, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_people },
  { "POST", "/api/people/:id", PEOPLE, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_person_update },
  { "DELETE", "/api/people/:id", PEOPLE, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_person_remove },
  { "GET", "/api/invitations", PEOPLE, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_invitations },
  { "POST", "/api/invitations", PEOPLE, NO_LEDGER, FPD_BODY_JSON, NULL, fpd_handle_invite },
  { "DELETE", "/api/invitations/:id", PEOPLE, NO_LEDGER, FPD_BODY_NONE, NULL, fpd_handle_invitation_remove },
};
/* clang-format on */

const guint fpd_n_routes = G_N_ELEMENTS (fpd_routes);

/* Segments are split before they are decoded: an escaped slash is part of a name. */
static gboolean
matches (const char *pattern, char **segments, GHashTable *values)
{
  g_auto (GStrv) parts = g_strsplit (pattern + 1, "/", -1);

  if (g_strv_length (parts) != g_strv_length (segments))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *decoded = g_uri_unescape_string (segments[i], NULL);

      if (decoded == NULL)
        return FALSE;
      if (parts[i][0] != ':')
        {
          if (!g_str_equal (parts[i], decoded))
            return FALSE;
        }
      else if (*decoded == '\0')
        return FALSE;
      else
        g_hash_table_insert (values, g_strdup (parts[i]), g_steal_pointer (&decoded));
    }
  return TRUE;
}

static void
append_method (GString *methods, const char *method)
{
  if (methods->len > 0)
    g_string_append (methods, ", ");
  g_string_append (methods, method);
  if (g_str_equal (method, "GET"))
    g_string_append (methods, ", HEAD");
}

const FpdRoute *
fpd_router_find (const char *method, const char *path, GHashTable **values, char **allow)
{
  g_auto (GStrv) segments = g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);
  g_autoptr (GString) methods = g_string_new (NULL);

  if (g_str_equal (method, "HEAD"))
    method = "GET";
  *allow = NULL;
  for (guint i = 0; i < fpd_n_routes; i++)
    {
      g_autoptr (GHashTable) found =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      if (!matches (fpd_routes[i].pattern, segments, found))
        continue;
      if (g_str_equal (fpd_routes[i].method, method))
        {
          *values = g_steal_pointer (&found);
          return &fpd_routes[i];
        }
      append_method (methods, fpd_routes[i].method);
    }
  if (methods->len > 0)
    *allow = g_string_free (g_steal_pointer (&methods), FALSE);
  return NULL;
}
