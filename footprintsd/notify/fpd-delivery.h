/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/notify/fpd-notify-config.h"

G_BEGIN_DECLS

/* What somebody is told, in words and for programs. */
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

/* Both block until the other side has taken it, half a minute at most, or @cancellable ends it. Any
 * thread. @error names the host and what it said, never a token or a whole address. */
gboolean fpd_deliver_to_webhook (const FpdNotifyConfig *config,
                                 const FpdNotice *notice,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean fpd_deliver_by_mail (const FpdNotifyConfig *config,
                              const FpdNotice *notice,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
