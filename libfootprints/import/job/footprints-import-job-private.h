/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-emission-private.h"
#include "libfootprints/import/footprints-import-progress-private.h"
#include "libfootprints/import/job/footprints-import-job.h"
#include "libfootprints/import/services/footprints-service-run-private.h"

G_BEGIN_DECLS

/* Shared by the files of an import job. */
struct _FootprintsImportJob
{
  GObject parent_instance;

  FootprintsStore *store; /* NULL: the job has ended */
  FootprintsImportSource *import_source;
  gint64 since;
  FootprintsServiceRun *run; /* only while one runs, on its context */
  GMainContext *context;     /* where notifications are emitted */
  FootprintsEmission emission;
  gboolean dry_run;
  char *rejections_path; /* NULL: rejected rows are not written */

  GMutex mutex;
  FootprintsImportState state;       /* under mutex, like everything below */
  FootprintsImportProgress progress; /* of rows that are stored */
  double fraction;
  const char *format_name;
  char *source;          /* NULL: several, or not known yet */
  gint64 expected_total; /* -1: not known */
  gint64 started_us;
  gint64 ended_us;
  gint64 notified_us;
  gint64 import_id; /* 0: none yet */
};

G_END_DECLS
