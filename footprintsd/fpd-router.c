/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-router.h"

#include "footprintsd/handlers/fpd-handlers.h"

const FpdRoute fpd_routes[] = {
  { "GET", "/", FPD_ROUTE_PLAIN, fpd_handle_index },
  { "GET", "/static/:name", FPD_ROUTE_PLAIN, fpd_handle_static },
  { "GET", "/static/js/:script", FPD_ROUTE_PLAIN, fpd_handle_static },
  { "GET", "/healthz", FPD_ROUTE_PLAIN, fpd_handle_health },
  { "GET", "/api/scrobbles", FPD_ROUTE_PLAIN, fpd_handle_timeline },
  { "GET", "/api/timeline", FPD_ROUTE_PLAIN, fpd_handle_timeline },
  { "GET", "/api/stats", FPD_ROUTE_PLAIN, fpd_handle_stats },
  { "GET", "/api/stats/ui", FPD_ROUTE_PLAIN, fpd_handle_stats_ui },
  { "GET", "/api/years", FPD_ROUTE_PLAIN, fpd_handle_years },
  { "GET", "/api/pulse", FPD_ROUTE_PLAIN, fpd_handle_pulse },
  { "GET", "/api/reports/monthly", FPD_ROUTE_PLAIN, fpd_handle_monthly_report },
  { "GET", "/api/reports/:type", FPD_ROUTE_PLAIN, fpd_handle_report },
  { "GET", "/api/search", FPD_ROUTE_PLAIN, fpd_handle_search },
  { "GET", "/api/export", FPD_ROUTE_EXPORT, NULL },
  { "POST", "/api/import/file", FPD_ROUTE_IMPORT_FILE, NULL },
  { "GET", "/api/import/jobs", FPD_ROUTE_JOBS, NULL },
  { "GET", "/api/import/jobs/:id", FPD_ROUTE_JOBS, NULL },
  { "POST", "/api/import/jobs/:id/cancel", FPD_ROUTE_JOBS, NULL },
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
