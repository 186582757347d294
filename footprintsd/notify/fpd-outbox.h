/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/notify/fpd-delivery.h"

G_BEGIN_DECLS

typedef enum
{
  FPD_CHANNEL_WEBHOOK,
  FPD_CHANNEL_MAIL,
} FpdChannel;

/* A notice to send on one channel. */
typedef struct
{
  FpdChannel channel;
  char *sync; /* what it is about */
  FpdNotice notice;
  gint64 n_tries;
  gint64 retry_at; /* seconds since 1970-01-01 UTC */
} FpdLetter;

/* The notices to send, and the failing syncs that were reported, kept in a file so that they
 * outlive the program. Main thread only. */
typedef struct _FpdOutbox FpdOutbox;

/* A damaged file counts as none, with a warning. */
FpdOutbox *fpd_outbox_new (const char *path);
void fpd_outbox_free (FpdOutbox *self);

/* @sync: what the notice is about, as below. Takes the contents of @notice. */
void fpd_outbox_add (FpdOutbox *self, const char *sync, FpdChannel channel, FpdNotice *notice);
/* The letter that is due first; NULL: none. Valid until the outbox changes. */
FpdLetter *fpd_outbox_get_first (FpdOutbox *self);
void fpd_outbox_remove (FpdOutbox *self, FpdLetter *letter);
/* Removes the letters about @sync on @channel, except @kept, which may be NULL. FALSE: there were
 * none. */
gboolean fpd_outbox_remove_all (FpdOutbox *self,
                                const char *sync,
                                FpdChannel channel,
                                const FpdLetter *kept);

/* When the failure of @sync was reported; 0: it was not. @sync is a name that no later sync will
 * have. */
gint64 fpd_outbox_get_told_at (FpdOutbox *self, const char *sync);
void fpd_outbox_set_told_at (FpdOutbox *self, const char *sync, gint64 told_at);
/* (element-type utf8) (transfer full): the syncs whose failure was reported. */
GPtrArray *fpd_outbox_dup_told (FpdOutbox *self);

/* Call it after every change. If writing fails, the log says so. */
void fpd_outbox_save (FpdOutbox *self);

G_END_DECLS
