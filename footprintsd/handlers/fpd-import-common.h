/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* What the handlers of imports share. */

/* Begins {success, count, message, …}, in which this API has always reported the outcome of an
 * import, errors included. */
void fpd_import_begin_outcome (FootprintsJsonWriter *writer,
                               gboolean success,
                               gint64 count,
                               const char *text);
FpdResponse *fpd_import_describe_job (FpdJob *job, GError **error);
/* Answers for a job that was started, at once or when it ends; NULL when @job is NULL. Main loop.
 */
FpdResponse *fpd_import_answer_started (FpdJob *job, gboolean wait, GError **error);
/* Gives that answer to @deferred. */
void fpd_import_answer_later (FpdJob *job, gboolean wait, FpdDeferred *deferred);

G_END_DECLS
