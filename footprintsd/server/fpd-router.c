/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The table of routes, to which each report adds one, and the search for the route of a path. */

#include "footprintsd/server/fpd-router.h"

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/request/fpd-question.h"

#include <string.h>

/* The scope, and whether the route is shown to people who have not logged in. */
#define OPEN FPD_SCOPE_NONE, TRUE
#define NOBODY FPD_SCOPE_NONE, FALSE
#define READ_SHOWN FPD_SCOPE_READ, TRUE
#define READ FPD_SCOPE_READ, FALSE
#define SUBMIT FPD_SCOPE_SUBMIT, FALSE
#define ADMIN FPD_SCOPE_ADMIN, FALSE
#define PEOPLE FPD_SCOPE_PEOPLE, FALSE
/* What is done with a history. */
#define LEDGER FPD_LEDGER_OPENED
#define GROWS FPD_LEDGER_GROWS
#define NO_LEDGER FPD_LEDGER_UNTOUCHED
/* The kind of body. */
#define NO_BODY FPD_BODY_NONE
#define JSON FPD_BODY_JSON
#define UPLOAD FPD_BODY_UPLOAD
/* The lane that answers. */
#define QUICK FPD_LANE_QUICK
#define DOOR FPD_LANE_DOOR
#define REPORTS FPD_LANE_REPORTS
#define DEEDS FPD_LANE_DEEDS

/* clang-format off */
static const FpdRoute fpd_routes[] = {
  { "GET", "/", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_index, NULL },
  { "GET", "/static/:name", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_static, NULL },
  { "GET", "/static/js/:script", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_static, NULL },
  { "GET", "/static/js/:folder/:script", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_static, NULL },
  { "GET", "/healthz", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_health, NULL },
  { "GET", "/readyz", NOBODY, NO_LEDGER, NO_BODY, QUICK, fpd_handle_ready, NULL },
  { "GET", "/metrics", READ, NO_LEDGER, NO_BODY, QUICK, fpd_handle_metrics, NULL },
  { "GET", "/api/openapi.yaml", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_openapi, NULL },
  { "GET", "/api/docs", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_api_page, NULL },
  { "GET", "/api/period", READ_SHOWN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_period, NULL },
  { "GET", "/api/scrobbles", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_timeline, NULL },
  { "DELETE", "/api/scrobbles/:id", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_scrobble_remove, NULL },
  { "POST", "/api/scrobbles/:id/restore", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_scrobble_restore, NULL },
  { "GET", "/api/double-reports", READ, LEDGER, NO_BODY, REPORTS, fpd_handle_double_reports, NULL },
  { "POST", "/api/double-reports", ADMIN, GROWS, JSON, DEEDS, fpd_handle_double_reports_update, NULL },
  { "GET", "/api/timeline", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_timeline, NULL },
  { "GET", "/api/stats", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_stats, NULL },
  { "GET", "/api/stats/ui", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_stats_ui, NULL },
  { "GET", "/api/reports", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_reports, NULL },
  { "GET", "/api/reports/yearly/:year", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_yearly, NULL },
  { "GET", "/api/export", READ, LEDGER, NO_BODY, REPORTS, fpd_handle_export, NULL },
  { "GET", "/api/backup", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_backup, NULL },
  { "POST", "/api/import", SUBMIT, GROWS, JSON, DEEDS, fpd_handle_import, NULL },
  { "POST", "/api/import/file", SUBMIT, GROWS, UPLOAD, DEEDS, fpd_handle_import_file, NULL },
  { "POST", "/api/import/preview", SUBMIT, GROWS, UPLOAD, DEEDS, fpd_handle_import_preview, NULL },
  { "GET", "/api/import/jobs", SUBMIT, LEDGER, NO_BODY, QUICK, fpd_handle_jobs, NULL },
  { "GET", "/api/import/jobs/:id", SUBMIT, LEDGER, NO_BODY, QUICK, fpd_handle_job, NULL },
  { "GET", "/api/import/jobs/:id/rejections", SUBMIT, LEDGER, NO_BODY, QUICK, fpd_handle_job_rejections, NULL },
  { "POST", "/api/import/jobs/:id/cancel", SUBMIT, LEDGER, NO_BODY, DEEDS, fpd_handle_job_cancel, NULL },
  { "POST", "/api/import/jobs/:id/pause", SUBMIT, LEDGER, NO_BODY, DEEDS, fpd_handle_job_pause, NULL },
  { "POST", "/api/import/jobs/:id/resume", SUBMIT, GROWS, NO_BODY, DEEDS, fpd_handle_job_resume, NULL },
  { "GET", "/api/import/history", READ, LEDGER, NO_BODY, REPORTS, fpd_handle_import_history, NULL },
  { "POST", "/api/import/history/:id/undo", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_import_undo, NULL },
  { "GET", "/api/sync/config", READ, LEDGER, NO_BODY, QUICK, fpd_handle_syncs, NULL },
  { "POST", "/api/sync/config", ADMIN, GROWS, JSON, DEEDS, fpd_handle_sync_create, NULL },
  { "GET", "/api/sync/config/:id", READ, LEDGER, NO_BODY, QUICK, fpd_handle_sync, NULL },
  { "POST", "/api/sync/config/:id", ADMIN, GROWS, JSON, DEEDS, fpd_handle_sync_update, NULL },
  { "DELETE", "/api/sync/config/:id", ADMIN, LEDGER, NO_BODY, DEEDS, fpd_handle_sync_delete, NULL },
  { "POST", "/api/sync/config/:id/trigger", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_sync_trigger, NULL },
  { "GET", "/api/sync/config/:id/runs", READ, LEDGER, NO_BODY, QUICK, fpd_handle_sync_runs, NULL },
  { "POST", "/api/sync/config/:id/verify", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_verify, NULL },
  { "GET", "/api/sync/config/:id/verify", READ, LEDGER, NO_BODY, QUICK, fpd_handle_verification, NULL },
  { "POST", "/api/sync/config/:id/verify/cancel", ADMIN, LEDGER, NO_BODY, DEEDS, fpd_handle_verify_cancel, NULL },
  { "POST", "/api/sync/spotify", ADMIN, LEDGER, JSON, DEEDS, fpd_handle_spotify_begin, NULL },
  { "POST", "/api/sync/spotify/complete", ADMIN, GROWS, JSON, DEEDS, fpd_handle_spotify_complete, NULL },
  { "GET", "/api/events", READ, LEDGER, NO_BODY, QUICK, fpd_handle_events, NULL },
  { "GET", "/api/session", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_session, NULL },
  { "POST", "/api/session", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_login, NULL },
  { "DELETE", "/api/session", NOBODY, NO_LEDGER, NO_BODY, DOOR, fpd_handle_logout, NULL },
  { "POST", "/api/setup", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_setup, NULL },
  { "POST", "/api/join", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_join, NULL },
  { "GET", "/api/account", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_account, NULL },
  { "POST", "/api/account", ADMIN, NO_LEDGER, JSON, DEEDS, fpd_handle_account_update, NULL },
  { "POST", "/api/account/password", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_password, NULL },
  { "POST", "/api/account/delete", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_account_delete, NULL },
  { "POST", "/api/account/link", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_new_link, NULL },
  { "GET", "/api/account/sessions", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_sessions, NULL },
  { "DELETE", "/api/account/sessions", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_sessions_end, NULL },
  { "DELETE", "/api/account/sessions/:id", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_session_end, NULL },
  { "GET", "/api/account/tokens", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_tokens, NULL },
  { "POST", "/api/account/tokens", ADMIN, NO_LEDGER, JSON, DEEDS, fpd_handle_token_add, NULL },
  { "DELETE", "/api/account/tokens/:id", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_token_remove, NULL },
  { "POST", "/api/account/second-factor", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor, NULL },
  { "POST", "/api/account/second-factor/confirm", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor_confirm, NULL },
  { "POST", "/api/account/second-factor/remove", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor_remove, NULL },
  { "POST", "/api/account/second-factor/recovery-codes", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_recovery_codes, NULL },
  { "GET", "/api/people", PEOPLE, NO_LEDGER, NO_BODY, QUICK, fpd_handle_people, NULL },
  { "POST", "/api/people/:id", PEOPLE, NO_LEDGER, JSON, DEEDS, fpd_handle_person_update, NULL },
  { "DELETE", "/api/people/:id", PEOPLE, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_person_remove, NULL },
  { "GET", "/api/invitations", PEOPLE, NO_LEDGER, NO_BODY, QUICK, fpd_handle_invitations, NULL },
  { "POST", "/api/invitations", PEOPLE, NO_LEDGER, JSON, DEEDS, fpd_handle_invite, NULL },
  { "DELETE", "/api/invitations/:id", PEOPLE, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_invitation_remove, NULL },
};
/* clang-format on */

/* A route, with its pattern split into segments. */
typedef struct
{
  FpdRoute route;
  GStrv segments;
} Way;

static void
add_way (GArray *ways, const FpdRoute *route)
{
  Way way = { *route, g_strsplit (route->pattern + 1, "/", -1) };

  g_array_append_val (ways, way);
}

static void
add_report (GArray *ways, const FpdReport *report)
{
  const FpdRoute route = { "GET",   report->pattern, READ_SHOWN,        LEDGER,
                           NO_BODY, REPORTS,         fpd_handle_report, report };

  add_way (ways, &route);
}

/* All that the server answers: the routes, and after them the reports, the last of which takes what
 * no other matches. */
static GArray *
get_ways (void)
{
  static GArray *ways;

  if (g_once_init_enter (&ways))
    {
      GArray *made = g_array_new (FALSE, FALSE, sizeof (Way));

      for (guint i = 0; i < G_N_ELEMENTS (fpd_routes); i++)
        add_way (made, &fpd_routes[i]);
      for (guint i = 0; i < fpd_n_reports; i++)
        add_report (made, &fpd_reports[i]);
      g_once_init_leave (&ways, made);
    }
  return ways;
}

/* Clients and servers take the segments "." and ".." out of a path, escaped or not. So a name that
 * is one of them is escaped twice, and comes here escaped once. */
static void
restore_dots (char *segment)
{
  if (g_ascii_strcasecmp (segment, "%2E") == 0)
    strcpy (segment, ".");
  else if (g_ascii_strcasecmp (segment, "%2E%2E") == 0)
    strcpy (segment, "..");
}

/* Splits the path before decoding it: an escaped slash is part of a name. NULL when a segment is
 * not properly escaped. */
static GStrv
split (const char *path)
{
  GStrv segments = g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    if (strchr (segments[i], '%') != NULL)
      {
        char *decoded = g_uri_unescape_string (segments[i], NULL);

        if (decoded == NULL)
          {
            g_strfreev (segments);
            return NULL;
          }
        restore_dots (decoded);
        g_free (segments[i]);
        segments[i] = decoded;
      }
  return segments;
}

static gboolean
matches (GStrv pattern, GStrv segments)
{
  guint i = 0;

  for (; pattern[i] != NULL && segments[i] != NULL; i++)
    if (pattern[i][0] == ':' ? segments[i][0] == '\0' : !g_str_equal (pattern[i], segments[i]))
      return FALSE;
  return pattern[i] == NULL && segments[i] == NULL;
}

static GHashTable *
collect_values (GStrv pattern, GStrv segments)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; pattern[i] != NULL; i++)
    if (pattern[i][0] == ':')
      g_hash_table_insert (values, g_strdup (pattern[i]), g_strdup (segments[i]));
  return values;
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
  GArray *ways = get_ways ();
  g_auto (GStrv) segments = split (path);
  g_autoptr (GString) methods = g_string_new (NULL);

  *allow = NULL;
  if (segments == NULL)
    return NULL;
  if (g_str_equal (method, "HEAD"))
    method = "GET";
  for (guint i = 0; i < ways->len; i++)
    {
      const Way *way = &g_array_index (ways, Way, i);

      if (!matches (way->segments, segments))
        continue;
      if (g_str_equal (way->route.method, method))
        {
          *values = collect_values (way->segments, segments);
          return &way->route;
        }
      append_method (methods, way->route.method);
    }
  if (methods->len > 0)
    *allow = g_string_free (g_steal_pointer (&methods), FALSE);
  return NULL;
}
