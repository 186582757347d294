/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/records/footprints-record-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a request may do. The first three are what a token can be given. */
typedef enum
{
  FPD_SCOPE_NONE = 0,
  FPD_SCOPE_READ = 1 << 0,   /* look at the history */
  FPD_SCOPE_SUBMIT = 1 << 1, /* add plays */
  FPD_SCOPE_ADMIN = 1 << 2,  /* everything of one account */
  FPD_SCOPE_PEOPLE = 1 << 3, /* the accounts of others; an owner's */
} FpdScope;

#define FPD_SCOPES_OF_LISTENER (FPD_SCOPE_READ | FPD_SCOPE_SUBMIT | FPD_SCOPE_ADMIN)

typedef enum
{
  FPD_ROLE_LISTENER,
  FPD_ROLE_OWNER,
} FpdRole;

/* Who may look at a history without logging in. */
typedef enum
{
  FPD_VISIBILITY_PRIVATE, /* nobody */
  FPD_VISIBILITY_LINK,    /* who has the link */
  FPD_VISIBILITY_PUBLIC,  /* everybody */
} FpdVisibility;

typedef struct
{
  gint64 id;
  char *name;
  char *password_hash; /* NULL: none, as with people whom a proxy logs in */
  FpdRole role;
  char *ledger; /* the file of the history, from the folder of the accounts */
  char *zone;   /* IANA; NULL: the browser's */
  guint day_start_hour;
  GDateWeekday first_weekday; /* of weeks in calendars that are shown; reports have ISO weeks */
  FpdVisibility visibility;
  char *link;        /* what the link of the history ends with; NULL: there is none */
  char *totp_secret; /* NULL: no second factor */
  gint64 totp_step;  /* of the last code that was taken */
  gint64 created_at;
  gint64 disabled_at; /* 0: not */
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

/* How they are stored. */
extern const FootprintsRecordType fpd_account_type;
extern const FootprintsRecordType fpd_session_type;
extern const FootprintsRecordType fpd_token_type;
extern const FootprintsRecordType fpd_invitation_type;

/* All four are counted by references, which any thread may hold. What others may see too is never
 * changed; a copy is. */
FpdAccount *fpd_account_new (void);
FpdAccount *fpd_account_ref (FpdAccount *self);
FpdAccount *fpd_account_copy (const FpdAccount *self);
void fpd_account_unref (FpdAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdAccount, fpd_account_unref)
/* One that can log in and let others in. */
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
/* Of FPD_SCOPE_READ, _SUBMIT and _ADMIN: "read submit". */
char *fpd_scopes_to_text (guint scopes);
/* FALSE with an error of 422 for a word that is none, or for no word. */
gboolean fpd_scopes_parse (const char *text, guint *scopes, GError **error);

G_END_DECLS
