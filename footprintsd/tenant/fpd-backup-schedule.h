/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-site.h"

G_BEGIN_DECLS

/* Backs everything up at regular intervals, on its own thread. Main thread only. */
typedef struct _FpdBackupSchedule FpdBackupSchedule;

FpdBackupSchedule *fpd_backup_schedule_new (FpdSite *site);
/* Call when fpd_backup_schedule_is_idle(). */
void fpd_backup_schedule_free (FpdBackupSchedule *self);
/* Calls fpd_backup_schedule_look() every few minutes from now on. */
void fpd_backup_schedule_start (FpdBackupSchedule *self);
/* Makes a backup if one is due. */
void fpd_backup_schedule_look (FpdBackupSchedule *self);
/* Cancels a running backup. */
void fpd_backup_schedule_stop (FpdBackupSchedule *self);
gboolean fpd_backup_schedule_is_idle (FpdBackupSchedule *self);

/* Whether the last attempt failed. */
gboolean fpd_backup_schedule_has_failed (FpdBackupSchedule *self);
/* When the last backup was made, in seconds since 1970; 0: never. */
gint64 fpd_backup_schedule_get_last (FpdBackupSchedule *self);

G_END_DECLS
