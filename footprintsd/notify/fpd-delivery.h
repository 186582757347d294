/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/notify/fpd-notify-config.h"

G_BEGIN_DECLS

/* A notice, in words for people and in members for programs. */
typedef struct
{
  char *event; /* "sync-failing", "sync-recovered", "test" */
  char *title;
  char *text;
  char *source;  /* NULL: none */
  char *account; /* NULL: none */
  gint64 time_s;
} FpdNotice;

void fpd_notice_clear (FpdNotice *self);

/* Both block until the other side has accepted the notice, for at most half a minute, or until
 * @cancellable is cancelled. Any thread. @error names the host and its answer, never a token or a
 * whole address. */
gboolean fpd_deliver_to_webhook (const FpdNotifyConfig *config,
                                 const FpdNotice *notice,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean fpd_deliver_by_mail (const FpdNotifyConfig *config,
                              const FpdNotice *notice,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
