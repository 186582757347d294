/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/fpd-events.h"
#include "footprintsd/fpd-jobs.h"
#include "footprintsd/fpd-request.h"
#include "footprintsd/fpd-site.h"
#include "footprintsd/fpd-syncs.h"
#include "footprintsd/fpd-verifications.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What handlers on the main thread work with: jobs and syncs live there. */
typedef struct
{
  FpdSite *site;
  /* Of the listener whose history is asked; all NULL for a route without a ledger. */
  FootprintsStore *store;
  FpdJobs *jobs;
  FpdSyncs *syncs;
  FpdVerifications *verifications;
  FpdEvents *events;
  guint *n_exports;    /* how many are on their way, in a g_rc_box */
  const char *contact; /* what services are told of who asks them; NULL: nothing */
} FpdContext;

/* Answers the message, now or, when it pauses it, later. @request is gone when it returns. */
typedef void (*FpdMainHandler) (const FpdContext *context,
                                SoupServerMessage *message,
                                FpdRequest *request);

/* fpd-backup.c */
void fpd_handle_backup (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-event-stream.c */
void fpd_handle_events (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-export.c */
void fpd_handle_export (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-import.c */
void fpd_handle_import (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_import_file (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_jobs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_job (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_job_cancel (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_job_pause (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_job_resume (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-sync.c */
void fpd_handle_syncs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_sync (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_sync_create (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_sync_update (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_sync_delete (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_sync_trigger (const FpdContext *context,
                              SoupServerMessage *message,
                              FpdRequest *request);
void
fpd_handle_sync_runs (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-verify.c */
void fpd_handle_verify (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_verification (const FpdContext *context,
                              SoupServerMessage *message,
                              FpdRequest *request);
void fpd_handle_verify_cancel (const FpdContext *context,
                               SoupServerMessage *message,
                               FpdRequest *request);
/* fpd-observe.c */
void fpd_handle_ready (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_metrics (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-session.c */
void
fpd_handle_session (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_login (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_logout (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_setup (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_join (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-account.c */
void
fpd_handle_account (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_account_update (const FpdContext *context,
                                SoupServerMessage *message,
                                FpdRequest *request);
void
fpd_handle_password (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_account_delete (const FpdContext *context,
                                SoupServerMessage *message,
                                FpdRequest *request);
void
fpd_handle_new_link (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_sessions (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_sessions_end (const FpdContext *context,
                              SoupServerMessage *message,
                              FpdRequest *request);
void
fpd_handle_session_end (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* fpd-tokens.c */
void fpd_handle_tokens (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void
fpd_handle_token_add (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_token_remove (const FpdContext *context,
                              SoupServerMessage *message,
                              FpdRequest *request);
/* fpd-second-factor.c */
void fpd_handle_second_factor (const FpdContext *context,
                               SoupServerMessage *message,
                               FpdRequest *request);
void fpd_handle_second_factor_confirm (const FpdContext *context,
                                       SoupServerMessage *message,
                                       FpdRequest *request);
void fpd_handle_second_factor_remove (const FpdContext *context,
                                      SoupServerMessage *message,
                                      FpdRequest *request);
/* fpd-people.c */
void fpd_handle_people (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_person_update (const FpdContext *context,
                               SoupServerMessage *message,
                               FpdRequest *request);
void fpd_handle_person_remove (const FpdContext *context,
                               SoupServerMessage *message,
                               FpdRequest *request);
void
fpd_handle_invitations (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_invite (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
void fpd_handle_invitation_remove (const FpdContext *context,
                                   SoupServerMessage *message,
                                   FpdRequest *request);

G_END_DECLS
