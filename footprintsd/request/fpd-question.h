/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* A report requested over HTTP: which one, about what, and with which options. */
typedef struct
{
  FpdRequest *request;
  const FpdReport *report;
  FootprintsPeriod *period;
  FootprintsHistory *history;
  gint64 values[8]; /* of the report's options, in their order */
  char *next_link;  /* the header that links to the rest of a list; NULL: it ends here */
} FpdQuestion;

typedef enum
{
  FPD_OPTION_NONE, /* ends the options */
  FPD_OPTION_NUMBER,
  FPD_OPTION_BOOLEAN,
  FPD_OPTION_CHOICE,
} FpdOptionType;

/* A parameter of a report, in addition to "period" and the filters, which all reports have. */
typedef struct
{
  FpdOptionType type;
  const char *name;
  gint64 fallback; /* for a choice, its index */
  gint64 minimum;
  gint64 maximum;
  const char *const *choices; /* NULL-terminated */
} FpdOption;

/* NULL with @error set (transfer full). */
typedef FootprintsReport *(*FpdReportFunc) (FpdQuestion *question, GError **error);
/* The period of a report that does not take it from "period" (transfer full). */
typedef FootprintsPeriod *(*FpdPeriodFunc) (FpdRequest *request, GError **error);

struct _FpdReport
{
  const char *pattern; /* as in FpdRoute */
  FpdReportFunc make;
  FpdOption options[G_N_ELEMENTS (((FpdQuestion *) 0)->values) + 1];
  FpdPeriodFunc get_period; /* NULL: "period" */
  gboolean has_steps;       /* it is a list of time steps, of which there may be too many */
  gboolean is_relative;     /* it changes with the clock, whatever the period */
};

/* The table of all reports. */
extern const FpdReport fpd_reports[];
extern const guint fpd_n_reports;

/* The value of an option, which the report must have. */
gint64 fpd_question_get (const FpdQuestion *self, const char *name);

/* The handler of all reports, and the one that lists them. */
FpdResponse *fpd_handle_report (FpdRequest *request, GError **error);
FpdResponse *fpd_handle_reports (FpdRequest *request, GError **error);

G_END_DECLS
