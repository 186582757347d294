/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-router.h"

#include "footprintsd/handlers/fpd-handlers.h"

const FpdRoute fpd_routes[] = {
  { "GET", "/", FPD_BODY_NONE, fpd_handle_index, NULL },
  { "GET", "/static/:name", FPD_BODY_NONE, fpd_handle_static, NULL },
  { "GET", "/static/js/:script", FPD_BODY_NONE, fpd_handle_static, NULL },
  { "GET", "/healthz", FPD_BODY_NONE, fpd_handle_health, NULL },
  { "GET", "/api/scrobbles", FPD_BODY_NONE, fpd_handle_timeline, NULL },
  { "GET", "/api/timeline", FPD_BODY_NONE, fpd_handle_timeline, NULL },
  { "GET", "/api/stats", FPD_BODY_NONE, fpd_handle_stats, NULL },
  { "GET", "/api/stats/ui", FPD_BODY_NONE, fpd_handle_stats_ui, NULL },
  { "GET", "/api/years", FPD_BODY_NONE, fpd_handle_years, NULL },
  { "GET", "/api/pulse", FPD_BODY_NONE, fpd_handle_pulse, NULL },
  { "GET", "/api/reports/monthly", FPD_BODY_NONE, fpd_handle_monthly_report, NULL },
  { "GET", "/api/reports/:type", FPD_BODY_NONE, fpd_handle_report, NULL },
  { "GET", "/api/search", FPD_BODY_NONE, fpd_handle_search, NULL },
  { "GET", "/api/export", FPD_BODY_NONE, NULL, fpd_handle_export },
  { "POST", "/api/import", FPD_BODY_JSON, NULL, fpd_handle_import },
  { "POST", "/api/import/file", FPD_BODY_UPLOAD, NULL, fpd_handle_import_file },
  { "GET", "/api/import/jobs", FPD_BODY_NONE, NULL, fpd_handle_jobs },
  { "GET", "/api/import/jobs/:id", FPD_BODY_NONE, NULL, fpd_handle_job },
  { "POST", "/api/import/jobs/:id/cancel", FPD_BODY_NONE, NULL, fpd_handle_job_cancel },
  { "POST", "/api/import/jobs/:id/pause", FPD_BODY_NONE, NULL, fpd_handle_job_pause },
  { "POST", "/api/import/jobs/:id/resume", FPD_BODY_NONE, NULL, fpd_handle_job_resume },
  { "GET", "/api/import/history", FPD_BODY_NONE, fpd_handle_import_history, NULL },
  { "POST", "/api/import/history/:id/undo", FPD_BODY_NONE, fpd_handle_import_undo, NULL },
  { "GET", "/api/sync/config", FPD_BODY_NONE, NULL, fpd_handle_syncs },
  { "POST", "/api/sync/config", FPD_BODY_JSON, NULL, fpd_handle_sync_create },
  { "GET", "/api/sync/config/:id", FPD_BODY_NONE, NULL, fpd_handle_sync },
  { "POST", "/api/sync/config/:id", FPD_BODY_JSON, NULL, fpd_handle_sync_update },
  { "DELETE", "/api/sync/config/:id", FPD_BODY_NONE, NULL, fpd_handle_sync_delete },
  { "POST", "/api/sync/config/:id/trigger", FPD_BODY_NONE, NULL, fpd_handle_sync_trigger },
  { "GET", "/api/sync/config/:id/runs", FPD_BODY_NONE, NULL, fpd_handle_sync_runs },
  { "POST", "/api/sync/config/:id/verify", FPD_BODY_NONE, NULL, fpd_handle_verify },
  { "GET", "/api/sync/config/:id/verify", FPD_BODY_NONE, NULL, fpd_handle_verification },
  { "POST", "/api/sync/config/:id/verify/cancel", FPD_BODY_NONE, NULL, fpd_handle_verify_cancel },
  { "GET", "/api/events", FPD_BODY_NONE, NULL, fpd_handle_events },
};

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
