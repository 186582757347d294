/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/notify/fpd-notify-config.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Tells people by webhook and mail, once, that a sync keeps failing, and once that it works again.
 * What could not be delivered is tried again, also after a restart. Main thread only. */
typedef struct _FpdNotifier FpdNotifier;

/* @config is borrowed and must outlive it. */
FpdNotifier *fpd_notifier_new (FootprintsSyncScheduler *scheduler, const FpdNotifyConfig *config);
/* Looks what there is to tell, also from before. */
void fpd_notifier_start (FpdNotifier *self);
/* Ends what is on its way; fpd_notifier_is_idle() tells when it has. */
void fpd_notifier_stop (FpdNotifier *self);
gboolean fpd_notifier_is_idle (FpdNotifier *self);
void fpd_notifier_free (FpdNotifier *self);

G_END_DECLS
