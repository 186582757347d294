/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-events.h"

#include "libfootprints/core/footprints-json-writer-private.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* The imports requested over HTTP, running ones and the last finished ones. Main thread only. */
typedef struct _FpdJobs FpdJobs;
typedef struct _FpdJob FpdJob;

/* @events: where each step of a job is reported. */
FpdJobs *fpd_jobs_new (FootprintsStore *store, FpdEvents *events);
/* Cancels running jobs; fpd_jobs_is_idle() says when the last one has stopped. */
void fpd_jobs_cancel_all (FpdJobs *self);
gboolean fpd_jobs_is_idle (FpdJobs *self);
void fpd_jobs_free (FpdJobs *self);

/* Called once, on the main loop; @plan is NULL with @error set. */
typedef void (*FpdPlanDoneFunc) (FootprintsImportPlan *plan, const GError *error, gpointer data);

/* Finds out how a file is to be read, on a thread. FALSE with @error set when too much is running
 * already. */
gboolean fpd_jobs_plan (FpdJobs *self,
                        FootprintsFileImporter *importer,
                        FpdPlanDoneFunc done,
                        gpointer data,
                        GError **error);

typedef struct
{
  FootprintsFileImporter *importer; /* of a file, which the job deletes */
  const char *filename;             /* what the sender calls it; may be NULL */
  const char *plan;                 /* JSON: how the file is read */
  gboolean dry_run;
} FpdJobOptions;

/* Called once, when the job has ended. */
typedef void (*FpdJobDoneFunc) (FpdJob *job, gpointer data);

/* NULL with @error set when too many are already running. */
FpdJob *fpd_jobs_start_file (FpdJobs *self, const FpdJobOptions *options, GError **error);
/* NULL with @error set, too, when that account is already being imported. */
FpdJob *fpd_jobs_start_service (FpdJobs *self,
                                FootprintsImporter *importer,
                                gboolean dry_run,
                                GError **error);
/* Resumes imports from services that a crash interrupted. */
void fpd_jobs_go_on (FpdJobs *self, FootprintsReach *reach);
/* For a job that has just been started. */
void fpd_job_set_done (FpdJob *self, FpdJobDoneFunc done, gpointer data);
FpdJob *fpd_jobs_find (FpdJobs *self, const char *id, GError **error);
void fpd_job_cancel (FpdJob *self);
/* Does nothing for a file, or a job that does not run. */
void fpd_job_pause (FpdJob *self);
void fpd_job_resume (FpdJob *self);

gint64 fpd_job_get_id (FpdJob *self);
/* What went wrong, in words for the sender; NULL while it runs and after success (transfer full).
 */
char *fpd_job_dup_error_text (FpdJob *self);
/* How long after its end all rejected rows of a job can be had. */
#define FPD_REJECTIONS_KEPT_S 3600

/* CSV of all rejected rows, which exists if there is one; NULL: the job runs, or ended long ago. */
const char *fpd_job_get_rejections_path (FpdJob *self);
/* NULL while it runs and after success. */
const GError *fpd_job_get_error (FpdJob *self);
/* A message about the file at @path, in words for its sender, who calls it @filename (transfer
 * full). */
char *fpd_job_dup_message (const char *message, const char *path, const char *filename);
gint64 fpd_job_get_n_new (FpdJob *self);
void fpd_job_write (FpdJob *self, FootprintsJsonWriter *writer);
void fpd_jobs_write (FpdJobs *self, FootprintsJsonWriter *writer);

G_END_DECLS
