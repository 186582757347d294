/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The records of accounts, sessions, tokens and invitations: their columns, their memory, and the
 * names of roles, visibilities and scopes. */

#include "footprintsd/accounts/fpd-account-types.h"

#include "footprintsd/http/fpd-problem.h"

#include <string.h>

/* In the order of FpdRole. */
static const char *const roles[] = { "listener", "owner", NULL };

/* In the order of FpdVisibility. */
static const char *const visibilities[] = { "private", "link", "public", NULL };

#define ACCOUNT(TYPE, name, flags) FOOTPRINTS_COLUMN (FpdAccount, TYPE, name, #name, flags)

static const FootprintsField account_fields[] = {
  ACCOUNT (COUNT, id, 0),
  ACCOUNT (TEXT, name, 0),
  ACCOUNT (TEXT, password_hash, FOOTPRINTS_COLUMN_NULLABLE),
  FOOTPRINTS_ENUM_COLUMN (FpdAccount, role, "role", roles),
  ACCOUNT (TEXT, ledger, FOOTPRINTS_COLUMN_UNIQUE),
  ACCOUNT (TEXT, zone, FOOTPRINTS_COLUMN_NULLABLE),
  FOOTPRINTS_ENUM_COLUMN (FpdAccount, visibility, "visibility", visibilities),
  ACCOUNT (TEXT, link, FOOTPRINTS_COLUMN_NULLABLE | FOOTPRINTS_COLUMN_UNIQUE),
  ACCOUNT (TEXT, totp_secret, FOOTPRINTS_COLUMN_NULLABLE),
  ACCOUNT (COUNT, totp_step, 0),
  ACCOUNT (TEXT, recovery_codes, FOOTPRINTS_COLUMN_NULLABLE),
  ACCOUNT (INSTANT, created_at, 0),
  ACCOUNT (INSTANT, disabled_at, 0),
  ACCOUNT (UINT, day_start_hour, 0),
  { .type = FOOTPRINTS_FIELD_INT,
    .offset = G_STRUCT_OFFSET (FpdAccount, first_weekday),
    .column = "first_weekday",
    .standard = G_DATE_MONDAY },
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType fpd_account_type = {
  .table = "account",
  .what = "account",
  .fields = account_fields,
  .size = sizeof (FpdAccount),
  .keeps_ids = TRUE,
};

#define SESSION(TYPE, name, flags) FOOTPRINTS_COLUMN (FpdSession, TYPE, name, #name, flags)

static const FootprintsField session_fields[] = {
  SESSION (COUNT, id, 0),
  SESSION (TEXT, hash, FOOTPRINTS_COLUMN_UNIQUE),
  SESSION (COUNT, account_id, FOOTPRINTS_COLUMN_INDEXED),
  SESSION (INSTANT, created_at, 0),
  SESSION (INSTANT, seen_at, 0),
  SESSION (TEXT, address, FOOTPRINTS_COLUMN_NULLABLE),
  SESSION (TEXT, user_agent, FOOTPRINTS_COLUMN_NULLABLE),
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType fpd_session_type = {
  .table = "session",
  .what = "session",
  .fields = session_fields,
  .size = sizeof (FpdSession),
};

#define TOKEN(TYPE, name, flags) FOOTPRINTS_COLUMN (FpdToken, TYPE, name, #name, flags)

static const FootprintsField token_fields[] = {
  TOKEN (COUNT, id, 0),
  TOKEN (TEXT, hash, FOOTPRINTS_COLUMN_UNIQUE),
  TOKEN (COUNT, account_id, FOOTPRINTS_COLUMN_INDEXED),
  TOKEN (TEXT, name, 0),
  TOKEN (UINT, scopes, 0),
  TOKEN (INSTANT, created_at, 0),
  TOKEN (INSTANT, used_at, 0),
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType fpd_token_type = {
  .table = "token",
  .what = "token",
  .fields = token_fields,
  .size = sizeof (FpdToken),
};

#define INVITATION(TYPE, name, flags) FOOTPRINTS_COLUMN (FpdInvitation, TYPE, name, #name, flags)

static const FootprintsField invitation_fields[] = {
  INVITATION (COUNT, id, 0),
  INVITATION (TEXT, hash, FOOTPRINTS_COLUMN_UNIQUE),
  FOOTPRINTS_ENUM_COLUMN (FpdInvitation, role, "role", roles),
  INVITATION (INSTANT, created_at, 0),
  INVITATION (INSTANT, expires_at, 0),
  { .type = FOOTPRINTS_FIELD_END },
};

const FootprintsRecordType fpd_invitation_type = {
  .table = "invitation",
  .what = "invitation",
  .fields = invitation_fields,
  .size = sizeof (FpdInvitation),
};

static const struct
{
  FpdScope scope;
  const char *name;
} scope_names[] = {
  { FPD_SCOPE_READ, "read" },
  { FPD_SCOPE_SUBMIT, "submit" },
  { FPD_SCOPE_ADMIN, "admin" },
};

FpdAccount *
fpd_account_new (void)
{
  return g_atomic_rc_box_new0 (FpdAccount);
}

FpdAccount *
fpd_account_ref (FpdAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

FpdAccount *
fpd_account_copy (const FpdAccount *self)
{
  FpdAccount *copy = fpd_account_new ();

  _footprints_record_copy (&fpd_account_type, copy, self);
  return copy;
}

static void
account_clear (gpointer data)
{
  _footprints_record_clear (&fpd_account_type, data);
}

void
fpd_account_unref (FpdAccount *self)
{
  g_atomic_rc_box_release_full (self, account_clear);
}

gboolean
fpd_account_is_active_owner (const FpdAccount *self)
{
  return self->role == FPD_ROLE_OWNER && self->disabled_at == 0;
}

FpdSession *
fpd_session_new (void)
{
  return g_atomic_rc_box_new0 (FpdSession);
}

FpdSession *
fpd_session_ref (FpdSession *self)
{
  return g_atomic_rc_box_acquire (self);
}

FpdSession *
fpd_session_copy (const FpdSession *self)
{
  FpdSession *copy = fpd_session_new ();

  _footprints_record_copy (&fpd_session_type, copy, self);
  return copy;
}

static void
session_clear (gpointer data)
{
  _footprints_record_clear (&fpd_session_type, data);
}

void
fpd_session_unref (FpdSession *self)
{
  g_atomic_rc_box_release_full (self, session_clear);
}

FpdToken *
fpd_token_new (void)
{
  return g_atomic_rc_box_new0 (FpdToken);
}

FpdToken *
fpd_token_ref (FpdToken *self)
{
  return g_atomic_rc_box_acquire (self);
}

FpdToken *
fpd_token_copy (const FpdToken *self)
{
  FpdToken *copy = fpd_token_new ();

  _footprints_record_copy (&fpd_token_type, copy, self);
  return copy;
}

static void
token_clear (gpointer data)
{
  _footprints_record_clear (&fpd_token_type, data);
}

void
fpd_token_unref (FpdToken *self)
{
  g_atomic_rc_box_release_full (self, token_clear);
}

FpdInvitation *
fpd_invitation_new (void)
{
  return g_atomic_rc_box_new0 (FpdInvitation);
}

FpdInvitation *
fpd_invitation_ref (FpdInvitation *self)
{
  return g_atomic_rc_box_acquire (self);
}

FpdInvitation *
fpd_invitation_copy (const FpdInvitation *self)
{
  FpdInvitation *copy = fpd_invitation_new ();

  _footprints_record_copy (&fpd_invitation_type, copy, self);
  return copy;
}

static void
invitation_clear (gpointer data)
{
  _footprints_record_clear (&fpd_invitation_type, data);
}

void
fpd_invitation_unref (FpdInvitation *self)
{
  g_atomic_rc_box_release_full (self, invitation_clear);
}

static int
find_name (const char *const *names, const char *text)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (names[i], text) == 0)
      return (int) i;
  return -1;
}

const char *
fpd_role_to_text (FpdRole role)
{
  return roles[role];
}

gboolean
fpd_role_parse (const char *text, FpdRole *role)
{
  int i = find_name (roles, text);

  if (i >= 0)
    *role = (FpdRole) i;
  return i >= 0;
}

const char *
fpd_visibility_to_text (FpdVisibility visibility)
{
  return visibilities[visibility];
}

gboolean
fpd_visibility_parse (const char *text, FpdVisibility *visibility)
{
  int i = find_name (visibilities, text);

  if (i >= 0)
    *visibility = (FpdVisibility) i;
  return i >= 0;
}

char *
fpd_scopes_to_text (guint scopes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scope_names); i++)
    if ((scopes & scope_names[i].scope) != 0)
      g_strv_builder_add (builder, scope_names[i].name);
  names = g_strv_builder_end (builder);
  return g_strjoinv (" ", names);
}

static guint
parse_scope (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scope_names); i++)
    if (g_str_equal (scope_names[i].name, name))
      return scope_names[i].scope;
  return FPD_SCOPE_NONE;
}

gboolean
fpd_scopes_parse (const char *text, guint *scopes, GError **error)
{
  g_auto (GStrv) names = g_strsplit_set (text, " ,", -1);

  *scopes = FPD_SCOPE_NONE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint scope = parse_scope (names[i]);

      if (scope == FPD_SCOPE_NONE && *names[i] != '\0')
        {
          g_set_error (error, FPD_HTTP_ERROR, 422, "unknown scope “%s”: use read, submit or admin",
                       names[i]);
          return FALSE;
        }
      *scopes |= scope;
    }
  if (*scopes != FPD_SCOPE_NONE)
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 422, "“scopes” is empty: use read, submit or admin");
  return FALSE;
}
