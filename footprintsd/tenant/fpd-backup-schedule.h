/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/tenant/fpd-site.h"

G_BEGIN_DECLS

/* Backs all up from time to time, on a thread of its own. Main thread only. */
typedef struct _FpdBackupSchedule FpdBackupSchedule;

FpdBackupSchedule *fpd_backup_schedule_new (FpdSite *site);
/* When fpd_backup_schedule_is_idle(). */
void fpd_backup_schedule_free (FpdBackupSchedule *self);
/* Looks every few minutes. */
void fpd_backup_schedule_start (FpdBackupSchedule *self);
/* Makes a backup when one is due. */
void fpd_backup_schedule_look (FpdBackupSchedule *self);
/* Breaks off what runs. */
void fpd_backup_schedule_stop (FpdBackupSchedule *self);
gboolean fpd_backup_schedule_is_idle (FpdBackupSchedule *self);

/* Whether the last attempt failed. */
gboolean fpd_backup_schedule_has_failed (FpdBackupSchedule *self);
/* When the last backup was made, in seconds since 1970; 0: never. */
gint64 fpd_backup_schedule_get_last (FpdBackupSchedule *self);

G_END_DECLS
