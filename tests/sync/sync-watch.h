/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* What a scheduler tells, counted. */
typedef struct
{
  FootprintsSyncScheduler *scheduler;
  gint64 id;
  guint n_started;
  guint n_finished;
  guint n_failed;
  guint n_failing;
  guint n_recovered;
  gint64 n_last_new;
  char *last_error;
} Watch;

void watch_start (Watch *watch, FootprintsStore *store);
void watch_stop (Watch *watch);
/* Also lets the clock go. */
void watch_clear (Watch *watch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

G_END_DECLS
