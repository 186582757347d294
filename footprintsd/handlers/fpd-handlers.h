/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-request.h"

G_BEGIN_DECLS

/* fpd-web.c */
FpdResponse *fpd_handle_index (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_static (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_openapi (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_api_page (FpdRequest *request, GError **error);
/* fpd-health.c */
FpdResponse *fpd_handle_health (FpdRequest *request, GError **error);
/* fpd-scrobbles.c */
FpdResponse *fpd_handle_timeline (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_scrobble_remove (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_scrobble_restore (FpdRequest *request, GError **error);
/* fpd-stats.c */
FpdResponse *fpd_handle_stats (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_stats_ui (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_chart (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_years (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_pulse (FpdRequest *request, GError **error);
/* fpd-reports.c */
FpdResponse *fpd_handle_report (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_monthly_report (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_heatmap (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_novelty (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_diversity (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_artist (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_album (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_track (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_artist_ranks (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_album_ranks (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_track_ranks (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_growth (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_comebacks (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_obsessions (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_forgotten (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_comparison (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_concentration (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_on_this_day (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_yearly (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_review (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_milestones (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_streaks (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_sessions_report (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_transitions (FpdRequest *request, GError **error);
/* fpd-search.c */
FpdResponse *fpd_handle_search (FpdRequest *request, GError **error);
/* fpd-import.c */
FpdResponse *fpd_handle_import_history (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_import_undo (FpdRequest *request, GError **error);

G_END_DECLS
