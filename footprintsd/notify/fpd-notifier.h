/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/notify/fpd-notify-config.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Notifies people by webhook and mail once when a sync keeps failing, and once when it works again.
 * Failed deliveries are retried, also after a restart. Main thread only. */
typedef struct _FpdNotifier FpdNotifier;

/* @config is borrowed and must outlive it. */
FpdNotifier *fpd_notifier_new (FootprintsSyncScheduler *scheduler, const FpdNotifyConfig *config);
/* Sends what there is to report, also from before a restart. */
void fpd_notifier_start (FpdNotifier *self);
/* Cancels the delivery in progress; fpd_notifier_is_idle() reports when it has ended. */
void fpd_notifier_stop (FpdNotifier *self);
gboolean fpd_notifier_is_idle (FpdNotifier *self);
void fpd_notifier_free (FpdNotifier *self);

G_END_DECLS
