/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Counts requests and their durations, and writes metrics for Prometheus. */

#include "footprintsd/http/fpd-metrics.h"

#define N_CLASSES 6 /* 1xx to 5xx, and below */

/* Upper bounds, in seconds. */
static const double bounds_s[] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5 };

struct _FpdMetrics
{
  guint64 n_requests[N_CLASSES];
  guint64 n_within[G_N_ELEMENTS (bounds_s)];
  double total_s;
};

FpdMetrics *
fpd_metrics_new (void)
{
  return g_new0 (FpdMetrics, 1);
}

void
fpd_metrics_free (FpdMetrics *self)
{
  g_free (self);
}

void
fpd_metrics_add_request (FpdMetrics *self, guint status, double duration_s)
{
  self->n_requests[MIN (status / 100, N_CLASSES - 1)]++;
  self->total_s += duration_s;
  for (guint i = 0; i < G_N_ELEMENTS (bounds_s); i++)
    self->n_within[i] += duration_s <= bounds_s[i];
}

static void
append_head (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* With a decimal point, whatever the locale. */
static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
  g_string_append_c (text, '\n');
}

void
fpd_metrics_append_value (
    GString *text, const char *name, const char *type, const char *help, double value)
{
  append_head (text, name, type, help);
  g_string_append_printf (text, "%s ", name);
  append_number (text, value);
}

static void
append_durations (FpdMetrics *self, GString *text, guint64 n_requests)
{
  const char *name = "footprints_request_duration_seconds";
  char bound[G_ASCII_DTOSTR_BUF_SIZE];

  append_head (text, name, "histogram",
               "Time from the headers of a request to the end of its answer.");
  for (guint i = 0; i < G_N_ELEMENTS (bounds_s); i++)
    g_string_append_printf (text, "%s_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", name,
                            g_ascii_formatd (bound, sizeof bound, "%g", bounds_s[i]),
                            self->n_within[i]);
  g_string_append_printf (text, "%s_bucket{le=\"+Inf\"} %" G_GUINT64_FORMAT "\n%s_sum ", name,
                          n_requests, name);
  append_number (text, self->total_s);
  g_string_append_printf (text, "%s_count %" G_GUINT64_FORMAT "\n", name, n_requests);
}

void
fpd_metrics_append (FpdMetrics *self, GString *text)
{
  guint64 n_requests = 0;

  append_head (text, "footprints_requests_total", "counter", "Requests answered.");
  for (guint i = 0; i < N_CLASSES; i++)
    {
      n_requests += self->n_requests[i];
      if (i > 0)
        g_string_append_printf (
            text, "footprints_requests_total{status=\"%uxx\"} %" G_GUINT64_FORMAT "\n", i,
            self->n_requests[i]);
    }
  append_durations (self, text, n_requests);
}
