/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What operators watch: readiness and metrics. */

#include "footprintsd/files/fpd-disk.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/http/fpd-problem.h"
#include "footprintsd/tenant/fpd-backup-schedule.h"
#include "footprintsd/tenant/fpd-tenants.h"

#include <stdio.h>
#include <unistd.h>

static void
add_problem (json_object *problems, gboolean is_problem, const char *words)
{
  if (is_problem)
    json_object_array_add (problems, json_object_new_string (words));
}

static FpdResponse *
look (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  FpdTenantsState state = fpd_tenants_get_state (context->site->tenants);
  json_object *object = json_object_new_object ();
  json_object *problems = json_object_new_array ();
  FpdResponse *response;
  gboolean is_ready;

  add_problem (problems, state.n_failed > 0, "a history cannot be opened; the log says why");
  add_problem (problems, state.n_lost > 0,
               "the file of a history was deleted, moved or replaced; the log says which");
  add_problem (problems, !fpd_disk_check (context->site->config, NULL), "the disk is nearly full");
  add_problem (problems, fpd_backup_schedule_has_failed (context->site->backups),
               "the last backup failed; the log says why");
  is_ready = json_object_array_length (problems) == 0;
  json_object_object_add (object, "status",
                          json_object_new_string (is_ready ? "ready" : "not ready"));
  json_object_object_add (object, "problems", problems);
  response = fpd_response_new_json (object);
  response->status = is_ready ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE;
  return response;
}

/* Whether the server can answer requests as it should. */
FpdResponse *
fpd_handle_ready (FpdRequest *request, GError **error)
{
  return fpd_response_new_step (look, NULL, NULL);
}

/* Memory in use, in bytes; 0: unknown. */
static double
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  guint64 n_pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*s %" G_GUINT64_FORMAT, &n_pages);
  return (double) n_pages * (double) sysconf (_SC_PAGESIZE);
}

static void
append_accounts (GString *text, FpdAccounts *accounts)
{
  g_autoptr (GPtrArray) all = fpd_accounts_list (accounts);

  fpd_metrics_append_value (text, "footprints_accounts", "gauge", "People with an account.",
                            all->len);
}

static char *
make_text (const FpdSite *site)
{
  FpdTenantsState state = fpd_tenants_get_state (site->tenants);
  GString *text = g_string_new (NULL);

  fpd_metrics_append (site->metrics, text);
  if (site->accounts != NULL)
    append_accounts (text, site->accounts);
  fpd_metrics_append_value (text, "footprints_histories_open", "gauge", "Histories in memory.",
                            state.n_open);
  fpd_metrics_append_value (text, "footprints_histories_failed", "gauge",
                            "Histories that could not be opened.", state.n_failed);
  fpd_metrics_append_value (text, "footprints_history_bytes", "gauge",
                            "Memory used by open histories.", (double) state.n_memory_bytes);
  fpd_metrics_append_value (text, "footprints_ledger_bytes", "gauge",
                            "Size of the files of open histories.", (double) state.n_file_bytes);
  fpd_metrics_append_value (text, "footprints_plays", "gauge", "Plays in open histories.",
                            (double) state.n_plays);
  fpd_metrics_append_value (text, "footprints_syncs", "gauge", "Syncs of open histories.",
                            state.n_syncs);
  fpd_metrics_append_value (text, "footprints_syncs_failing", "gauge",
                            "Syncs whose last run failed.", state.n_failing_syncs);
  fpd_metrics_append_value (text, "footprints_sync_age_seconds", "gauge",
                            "Longest time since the last success of any enabled sync.",
                            (double) state.oldest_sync_age_s);
  fpd_metrics_append_value (text, "footprints_last_backup_timestamp_seconds", "gauge",
                            "Time of the last backup, in seconds since 1970; 0: never.",
                            (double) fpd_backup_schedule_get_last (site->backups));
  fpd_metrics_append_value (text, "footprints_disk_free_bytes", "gauge",
                            "Free disk space for histories.",
                            (double) fpd_disk_get_free_bytes (site->config));
  fpd_metrics_append_value (text, "process_resident_memory_bytes", "gauge", "Memory in use.",
                            get_resident_bytes ());
  return g_string_free (text, FALSE);
}

static FpdResponse *
measure (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  return fpd_response_new_text (SOUP_STATUS_OK, "text/plain; version=0.0.4; charset=utf-8",
                                make_text (context->site));
}

/* Only an owner may see numbers about the whole server. */
static gboolean
may_look (FpdRequest *request)
{
  FpdAccounts *accounts = request->site->accounts;
  g_autoptr (FpdAccount) account =
      accounts != NULL ? fpd_accounts_get (accounts, request->identity.account_id) : NULL;

  return accounts == NULL || (account != NULL && account->role == FPD_ROLE_OWNER);
}

FpdResponse *
fpd_handle_metrics (FpdRequest *request, GError **error)
{
  if (may_look (request))
    return fpd_response_new_step (measure, NULL, NULL);
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_FORBIDDEN,
                       "only an owner may read the metrics");
  return NULL;
}
