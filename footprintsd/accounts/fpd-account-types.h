/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-record-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a request may do. A token can have READ, SUBMIT and ADMIN. */
typedef enum
{
  FPD_SCOPE_NONE = 0,
  FPD_SCOPE_READ = 1 << 0,   /* look at the history */
  FPD_SCOPE_SUBMIT = 1 << 1, /* add plays */
  FPD_SCOPE_ADMIN = 1 << 2,  /* everything within one account */
  FPD_SCOPE_PEOPLE = 1 << 3, /* other people's accounts; owners only */
} FpdScope;

#define FPD_SCOPES_OF_LISTENER (FPD_SCOPE_READ | FPD_SCOPE_SUBMIT | FPD_SCOPE_ADMIN)

typedef enum
{
  FPD_ROLE_LISTENER,
  FPD_ROLE_OWNER,
} FpdRole;

/* Who can see a history without logging in. */
typedef enum
{
  FPD_VISIBILITY_PRIVATE, /* nobody */
  FPD_VISIBILITY_LINK,    /* anyone who has the link */
  FPD_VISIBILITY_PUBLIC,  /* everyone */
} FpdVisibility;

typedef struct
{
  gint64 id;
  char *name;
  char *password_hash; /* NULL: none, as for people whom a proxy logs in */
  FpdRole role;
  char *ledger; /* the history's file, relative to the accounts' folder */
  char *zone;   /* IANA; NULL: the browser's */
  guint day_start_hour;
  GDateWeekday first_weekday; /* in calendars on the page; reports use ISO weeks */
  FpdVisibility visibility;
  char *link;           /* the last part of the history's link; NULL: none */
  char *totp_secret;    /* NULL: no second factor */
  gint64 totp_step;     /* of the last accepted code */
  char *recovery_codes; /* see fpd-recovery-codes.h; NULL: none left */
  gint64 created_at;
  gint64 disabled_at; /* 0: not disabled */
} FpdAccount;

typedef struct
{
  gint64 id;
  char *hash;
  gint64 account_id;
  gint64 created_at;
  gint64 seen_at;
  char *address;
  char *user_agent;
} FpdSession;

typedef struct
{
  gint64 id;
  char *hash;
  gint64 account_id;
  char *name;
  guint scopes; /* of FpdScope */
  gint64 created_at;
  gint64 used_at; /* 0: never */
} FpdToken;

typedef struct
{
  gint64 id;
  char *hash;
  FpdRole role;
  gint64 created_at;
  gint64 expires_at;
} FpdInvitation;

/* The tables that store them. */
extern const FootprintsRecordType fpd_account_type;
extern const FootprintsRecordType fpd_session_type;
extern const FootprintsRecordType fpd_token_type;
extern const FootprintsRecordType fpd_invitation_type;

/* All four are reference-counted; any thread may hold a reference. A shared object is never
 * changed: change a copy instead. */
FpdAccount *fpd_account_new (void);
FpdAccount *fpd_account_ref (FpdAccount *self);
FpdAccount *fpd_account_copy (const FpdAccount *self);
void fpd_account_unref (FpdAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAccount, fpd_account_unref)
/* Whether it is an owner who can log in and invite others. */
gboolean fpd_account_is_active_owner (const FpdAccount *self);

FpdSession *fpd_session_new (void);
FpdSession *fpd_session_ref (FpdSession *self);
FpdSession *fpd_session_copy (const FpdSession *self);
void fpd_session_unref (FpdSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdSession, fpd_session_unref)

FpdToken *fpd_token_new (void);
FpdToken *fpd_token_ref (FpdToken *self);
FpdToken *fpd_token_copy (const FpdToken *self);
void fpd_token_unref (FpdToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdToken, fpd_token_unref)

FpdInvitation *fpd_invitation_new (void);
FpdInvitation *fpd_invitation_ref (FpdInvitation *self);
FpdInvitation *fpd_invitation_copy (const FpdInvitation *self);
void fpd_invitation_unref (FpdInvitation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdInvitation, fpd_invitation_unref)

const char *fpd_role_to_text (FpdRole role);
gboolean fpd_role_parse (const char *text, FpdRole *role);
const char *fpd_visibility_to_text (FpdVisibility visibility);
gboolean fpd_visibility_parse (const char *text, FpdVisibility *visibility);
/* The names of FPD_SCOPE_READ, _SUBMIT and _ADMIN that are set, such as "read submit". */
char *fpd_scopes_to_text (guint scopes);
/* FALSE with a 422 error if a word is not a scope, or if there are no words. */
gboolean fpd_scopes_parse (const char *text, guint *scopes, GError **error);

G_END_DECLS
