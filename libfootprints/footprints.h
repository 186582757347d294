/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

/* The one header that programs include. */

#define FOOTPRINTS_INSIDE
#include <libfootprints/core/footprints-calendar.h>
#include <libfootprints/core/footprints-enum-types.h>
#include <libfootprints/core/footprints-enums.h>
#include <libfootprints/core/footprints-error.h>
#include <libfootprints/core/footprints-period.h>
#include <libfootprints/core/footprints-scrobble-builder.h>
#include <libfootprints/core/footprints-scrobble.h>
#include <libfootprints/core/footprints-types.h>
#include <libfootprints/core/footprints-version.h>
#include <libfootprints/export/footprints-exporter.h>
#include <libfootprints/history/footprints-history.h>
#include <libfootprints/import/footprints-file-importer.h>
#include <libfootprints/import/footprints-import-entry.h>
#include <libfootprints/import/footprints-import-job.h>
#include <libfootprints/import/footprints-import-page.h>
#include <libfootprints/import/footprints-import-summary.h>
#include <libfootprints/import/footprints-importer.h>
#include <libfootprints/import/footprints-lastfm-importer.h>
#include <libfootprints/import/footprints-listenbrainz-importer.h>
#include <libfootprints/import/footprints-rejection.h>
#include <libfootprints/import/footprints-store-imports.h>
#include <libfootprints/report/footprints-chart-entry.h>
#include <libfootprints/report/footprints-chart.h>
#include <libfootprints/report/footprints-discoveries.h>
#include <libfootprints/report/footprints-discovery.h>
#include <libfootprints/report/footprints-diversity-step.h>
#include <libfootprints/report/footprints-diversity.h>
#include <libfootprints/report/footprints-entity.h>
#include <libfootprints/report/footprints-heatmap-cell.h>
#include <libfootprints/report/footprints-heatmap.h>
#include <libfootprints/report/footprints-list-report.h>
#include <libfootprints/report/footprints-novelty-step.h>
#include <libfootprints/report/footprints-novelty.h>
#include <libfootprints/report/footprints-overview.h>
#include <libfootprints/report/footprints-pulse-step.h>
#include <libfootprints/report/footprints-pulse.h>
#include <libfootprints/report/footprints-report.h>
#include <libfootprints/report/footprints-search.h>
#include <libfootprints/report/footprints-session.h>
#include <libfootprints/report/footprints-sessions.h>
#include <libfootprints/report/footprints-timeline-entry.h>
#include <libfootprints/report/footprints-timeline.h>
#include <libfootprints/report/footprints-top-report.h>
#include <libfootprints/report/footprints-transition.h>
#include <libfootprints/report/footprints-transitions.h>
#include <libfootprints/report/footprints-year.h>
#include <libfootprints/report/footprints-years.h>
#include <libfootprints/store/footprints-cursor.h>
#include <libfootprints/store/footprints-scrobble-page.h>
#include <libfootprints/store/footprints-store-backup.h>
#include <libfootprints/store/footprints-store.h>
#include <libfootprints/sync/footprints-store-syncs.h>
#include <libfootprints/sync/footprints-sync-config.h>
#include <libfootprints/sync/footprints-sync-run.h>
#include <libfootprints/sync/footprints-sync-scheduler.h>
#include <libfootprints/verify/footprints-verification-month.h>
#include <libfootprints/verify/footprints-verification.h>
#undef FOOTPRINTS_INSIDE
