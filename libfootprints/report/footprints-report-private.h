/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/report/footprints-report.h"

G_BEGIN_DECLS

struct _FootprintsReport
{
  GObject parent_instance;

  FootprintsPeriod *period;
};

struct _FootprintsReportClass
{
  GObjectClass parent_class;

  void (*write_json) (FootprintsReport *self, FootprintsJsonWriter *writer);
};

/* Writes what footprints_report_to_json() returns, as a part of a larger document. */
void _footprints_report_write (gpointer self, FootprintsJsonWriter *writer);
/* Sets the period of a new report. */
void _footprints_report_set_period (FootprintsReport *self, FootprintsPeriod *period);

/* Defines the class of a report whose struct is defined above: a child of @Parent that needs no
 * init(). */
#define FOOTPRINTS_DEFINE_REPORT(Name, name, Parent, PARENT)                                       \
  struct _Footprints##Name##Class                                                                  \
  {                                                                                                \
    Footprints##Parent##Class parent_class;                                                        \
  };                                                                                               \
  G_DEFINE_FINAL_TYPE (Footprints##Name, footprints_##name, FOOTPRINTS_TYPE_##PARENT)              \
  static void footprints_##name##_init (Footprints##Name *self) {}

G_END_DECLS
