/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the server counts. Nothing in it reveals who asked for what. Main thread only. */
typedef struct _FpdMetrics FpdMetrics;

FpdMetrics *fpd_metrics_new (void);
void fpd_metrics_free (FpdMetrics *self);

/* Counts an answered request. */
void fpd_metrics_add_request (FpdMetrics *self, guint status, double duration_s);
/* Appends the counts in the text format of Prometheus, version 0.0.4. */
void fpd_metrics_append (FpdMetrics *self, GString *text);
/* Appends one value. @type: "gauge" or "counter". */
void fpd_metrics_append_value (
    GString *text, const char *name, const char *type, const char *help, double value);

G_END_DECLS
