/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-router.h"

#include "footprintsd/handlers/fpd-handlers.h"

#include <string.h>

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
/* What is sent. */
#define NO_BODY FPD_BODY_NONE
#define JSON FPD_BODY_JSON
#define UPLOAD FPD_BODY_UPLOAD
/* Who answers. */
#define QUICK FPD_LANE_QUICK
#define DOOR FPD_LANE_DOOR
#define REPORTS FPD_LANE_REPORTS
#define DEEDS FPD_LANE_DEEDS

/* clang-format off */
const FpdRoute fpd_routes[] = {
  { "GET", "/", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_index },
  { "GET", "/static/:name", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_static },
  { "GET", "/static/js/:script", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_static },
  { "GET", "/healthz", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_health },
  { "GET", "/readyz", NOBODY, NO_LEDGER, NO_BODY, QUICK, fpd_handle_ready },
  { "GET", "/metrics", READ, NO_LEDGER, NO_BODY, QUICK, fpd_handle_metrics },
  { "GET", "/api/openapi.yaml", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_openapi },
  { "GET", "/api/docs", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_api_page },
  { "GET", "/api/scrobbles", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_timeline },
  { "DELETE", "/api/scrobbles/:id", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_scrobble_remove },
  { "POST", "/api/scrobbles/:id/restore", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_scrobble_restore },
  { "GET", "/api/timeline", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_timeline },
  { "GET", "/api/stats", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_stats },
  { "GET", "/api/stats/ui", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_stats_ui },
  { "GET", "/api/charts/:kind", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_chart },
  { "GET", "/api/years", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_years },
  { "GET", "/api/pulse", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_pulse },
  { "GET", "/api/reports/monthly", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_monthly_report },
  { "GET", "/api/reports/heatmap", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_heatmap },
  { "GET", "/api/reports/novelty", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_novelty },
  { "GET", "/api/reports/diversity", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_diversity },
  { "GET", "/api/reports/sessions", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_sessions_report },
  { "GET", "/api/reports/transitions", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_transitions },
  { "GET", "/api/reports/yearly/:year", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_yearly },
  { "GET", "/api/reports/review", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_review },
  { "GET", "/api/reports/milestones", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_milestones },
  { "GET", "/api/reports/streaks", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_streaks },
  { "GET", "/api/reports/growth", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_growth },
  { "GET", "/api/reports/comebacks", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_comebacks },
  { "GET", "/api/reports/obsessions", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_obsessions },
  { "GET", "/api/reports/forgotten", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_forgotten },
  { "GET", "/api/reports/comparison", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_comparison },
  { "GET", "/api/reports/concentration", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_concentration },
  { "GET", "/api/reports/on-this-day", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_on_this_day },
  { "GET", "/api/reports/:type", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_report },
  { "GET", "/api/artist/:artist", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_artist },
  { "GET", "/api/album/:artist/:album", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_album },
  { "GET", "/api/track/:artist/:track", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_track },
  { "GET", "/api/artist/:artist/ranks", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_artist_ranks },
  { "GET", "/api/album/:artist/:album/ranks", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_album_ranks },
  { "GET", "/api/track/:artist/:track/ranks", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_track_ranks },
  { "GET", "/api/search", READ_SHOWN, LEDGER, NO_BODY, REPORTS, fpd_handle_search },
  { "GET", "/api/export", READ, LEDGER, NO_BODY, REPORTS, fpd_handle_export },
  { "GET", "/api/backup", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_backup },
  { "POST", "/api/import", SUBMIT, GROWS, JSON, DEEDS, fpd_handle_import },
  { "POST", "/api/import/file", SUBMIT, GROWS, UPLOAD, DEEDS, fpd_handle_import_file },
  { "GET", "/api/import/jobs", SUBMIT, LEDGER, NO_BODY, QUICK, fpd_handle_jobs },
  { "GET", "/api/import/jobs/:id", SUBMIT, LEDGER, NO_BODY, QUICK, fpd_handle_job },
  { "POST", "/api/import/jobs/:id/cancel", SUBMIT, LEDGER, NO_BODY, DEEDS, fpd_handle_job_cancel },
  { "POST", "/api/import/jobs/:id/pause", SUBMIT, LEDGER, NO_BODY, DEEDS, fpd_handle_job_pause },
  { "POST", "/api/import/jobs/:id/resume", SUBMIT, GROWS, NO_BODY, DEEDS, fpd_handle_job_resume },
  { "GET", "/api/import/history", READ, LEDGER, NO_BODY, REPORTS, fpd_handle_import_history },
  { "POST", "/api/import/history/:id/undo", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_import_undo },
  { "GET", "/api/sync/config", READ, LEDGER, NO_BODY, QUICK, fpd_handle_syncs },
  { "POST", "/api/sync/config", ADMIN, GROWS, JSON, DEEDS, fpd_handle_sync_create },
  { "GET", "/api/sync/config/:id", READ, LEDGER, NO_BODY, QUICK, fpd_handle_sync },
  { "POST", "/api/sync/config/:id", ADMIN, GROWS, JSON, DEEDS, fpd_handle_sync_update },
  { "DELETE", "/api/sync/config/:id", ADMIN, LEDGER, NO_BODY, DEEDS, fpd_handle_sync_delete },
  { "POST", "/api/sync/config/:id/trigger", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_sync_trigger },
  { "GET", "/api/sync/config/:id/runs", READ, LEDGER, NO_BODY, QUICK, fpd_handle_sync_runs },
  { "POST", "/api/sync/config/:id/verify", ADMIN, GROWS, NO_BODY, DEEDS, fpd_handle_verify },
  { "GET", "/api/sync/config/:id/verify", READ, LEDGER, NO_BODY, QUICK, fpd_handle_verification },
  { "POST", "/api/sync/config/:id/verify/cancel", ADMIN, LEDGER, NO_BODY, DEEDS, fpd_handle_verify_cancel },
  { "GET", "/api/events", READ, LEDGER, NO_BODY, QUICK, fpd_handle_events },
  { "GET", "/api/session", OPEN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_session },
  { "POST", "/api/session", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_login },
  { "DELETE", "/api/session", NOBODY, NO_LEDGER, NO_BODY, DOOR, fpd_handle_logout },
  { "POST", "/api/setup", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_setup },
  { "POST", "/api/join", NOBODY, NO_LEDGER, JSON, DOOR, fpd_handle_join },
  { "GET", "/api/account", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_account },
  { "POST", "/api/account", ADMIN, NO_LEDGER, JSON, DEEDS, fpd_handle_account_update },
  { "POST", "/api/account/password", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_password },
  { "POST", "/api/account/delete", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_account_delete },
  { "POST", "/api/account/link", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_new_link },
  { "GET", "/api/account/sessions", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_sessions },
  { "DELETE", "/api/account/sessions", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_sessions_end },
  { "DELETE", "/api/account/sessions/:id", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_session_end },
  { "GET", "/api/account/tokens", ADMIN, NO_LEDGER, NO_BODY, QUICK, fpd_handle_tokens },
  { "POST", "/api/account/tokens", ADMIN, NO_LEDGER, JSON, DEEDS, fpd_handle_token_add },
  { "DELETE", "/api/account/tokens/:id", ADMIN, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_token_remove },
  { "POST", "/api/account/second-factor", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor },
  { "POST", "/api/account/second-factor/confirm", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor_confirm },
  { "POST", "/api/account/second-factor/remove", ADMIN, NO_LEDGER, JSON, DOOR, fpd_handle_second_factor_remove },
  { "GET", "/api/people", PEOPLE, NO_LEDGER, NO_BODY, QUICK, fpd_handle_people },
  { "POST", "/api/people/:id", PEOPLE, NO_LEDGER, JSON, DEEDS, fpd_handle_person_update },
  { "DELETE", "/api/people/:id", PEOPLE, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_person_remove },
  { "GET", "/api/invitations", PEOPLE, NO_LEDGER, NO_BODY, QUICK, fpd_handle_invitations },
  { "POST", "/api/invitations", PEOPLE, NO_LEDGER, JSON, DEEDS, fpd_handle_invite },
  { "DELETE", "/api/invitations/:id", PEOPLE, NO_LEDGER, NO_BODY, DEEDS, fpd_handle_invitation_remove },
};
/* clang-format on */

const guint fpd_n_routes = G_N_ELEMENTS (fpd_routes);

/* The segments of each pattern, in the order of the table. */
static GStrv *
get_patterns (void)
{
  static GStrv *patterns;

  if (g_once_init_enter (&patterns))
    {
      GStrv *made = g_new0 (GStrv, fpd_n_routes);

      for (guint i = 0; i < fpd_n_routes; i++)
        made[i] = g_strsplit (fpd_routes[i].pattern + 1, "/", -1);
      g_once_init_leave (&patterns, made);
    }
  return patterns;
}

/* Segments are split before they are decoded: an escaped slash is part of a name. NULL when one is
 * not well escaped. */
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
  GStrv *patterns = get_patterns ();
  g_auto (GStrv) segments = split (path);
  g_autoptr (GString) methods = g_string_new (NULL);

  *allow = NULL;
  if (segments == NULL)
    return NULL;
  if (g_str_equal (method, "HEAD"))
    method = "GET";
  for (guint i = 0; i < fpd_n_routes; i++)
    {
      if (!matches (patterns[i], segments))
        continue;
      if (g_str_equal (fpd_routes[i].method, method))
        {
          *values = collect_values (patterns[i], segments);
          return &fpd_routes[i];
        }
      append_method (methods, fpd_routes[i].method);
    }
  if (methods->len > 0)
    *allow = g_string_free (g_steal_pointer (&methods), FALSE);
  return NULL;
}
