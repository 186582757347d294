/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* fpd-web.c */
FpdResponse *fpd_handle_index (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_static (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_openapi (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_api_page (FpdRequest *request, GError **error);
/* fpd-health.c */
FpdResponse *fpd_handle_health (FpdRequest *request, GError **error);
/* fpd-observe.c */
FpdResponse *fpd_handle_ready (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_metrics (FpdRequest *request, GError **error);
/* fpd-period.c */
FpdResponse *fpd_handle_period (FpdRequest *request, GError **error);
/* fpd-scrobbles.c */
FpdResponse *fpd_handle_timeline (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_scrobble_remove (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_scrobble_restore (FpdRequest *request, GError **error);
/* fpd-double-reports.c */
FpdResponse *fpd_handle_double_reports (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_double_reports_update (FpdRequest *request, GError **error);
/* fpd-stats.c */
FpdResponse *fpd_handle_stats (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_stats_ui (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_yearly (FpdRequest *request, GError **error);
/* fpd-export.c */
FpdResponse *fpd_handle_export (FpdRequest *request, GError **error);
/* fpd-backup.c */
FpdResponse *fpd_handle_backup (FpdRequest *request, GError **error);
/* fpd-event-stream.c */
FpdResponse *fpd_handle_events (FpdRequest *request, GError **error);
/* fpd-import-file.c */
FpdResponse *fpd_handle_import_file (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_import_preview (FpdRequest *request, GError **error);
/* fpd-import.c */
FpdResponse *fpd_handle_import (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_jobs (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_job (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_job_rejections (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_job_cancel (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_job_pause (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_job_resume (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_import_history (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_import_undo (FpdRequest *request, GError **error);
/* fpd-sync.c */
FpdResponse *fpd_handle_spotify_begin (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_spotify_complete (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_syncs (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync_create (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync_update (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync_delete (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync_trigger (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sync_runs (FpdRequest *request, GError **error);
/* fpd-verify.c */
FpdResponse *fpd_handle_verify (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_verification (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_verify_cancel (FpdRequest *request, GError **error);
/* fpd-session.c */
FpdResponse *fpd_handle_session (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_login (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_logout (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_setup (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_join (FpdRequest *request, GError **error);
/* fpd-account.c */
FpdResponse *fpd_handle_account (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_account_update (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_password (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_account_delete (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_new_link (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sessions (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sessions_end (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_session_end (FpdRequest *request, GError **error);
/* fpd-tokens.c */
FpdResponse *fpd_handle_tokens (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_token_add (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_token_remove (FpdRequest *request, GError **error);
/* fpd-second-factor.c */
FpdResponse *fpd_handle_second_factor (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_second_factor_confirm (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_second_factor_remove (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_recovery_codes (FpdRequest *request, GError **error);
/* fpd-people.c */
FpdResponse *fpd_handle_people (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_person_update (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_person_remove (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_invitations (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_invite (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_invitation_remove (FpdRequest *request, GError **error);

G_END_DECLS
