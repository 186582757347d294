/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-account-types.h"

#include "footprintsd/fpd-problem.h"

#include <string.h>

static const char *const roles[] = {
  [FPD_ROLE_LISTENER] = "listener",
  [FPD_ROLE_OWNER] = "owner",
};

static const char *const visibilities[] = {
  [FPD_VISIBILITY_PRIVATE] = "private",
  [FPD_VISIBILITY_LINK] = "link",
  [FPD_VISIBILITY_PUBLIC] = "public",
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

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->password_hash = g_strdup (self->password_hash);
  copy->ledger = g_strdup (self->ledger);
  copy->zone = g_strdup (self->zone);
  copy->link = g_strdup (self->link);
  copy->totp_secret = g_strdup (self->totp_secret);
  return copy;
}

static void
account_clear (gpointer data)
{
  FpdAccount *self = data;

  g_free (self->name);
  g_free (self->password_hash);
  g_free (self->ledger);
  g_free (self->zone);
  g_free (self->link);
  g_free (self->totp_secret);
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

  *copy = *self;
  copy->hash = g_strdup (self->hash);
  copy->address = g_strdup (self->address);
  copy->user_agent = g_strdup (self->user_agent);
  return copy;
}

static void
session_clear (gpointer data)
{
  FpdSession *self = data;

  g_free (self->hash);
  g_free (self->address);
  g_free (self->user_agent);
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

  *copy = *self;
  copy->hash = g_strdup (self->hash);
  copy->name = g_strdup (self->name);
  return copy;
}

static void
token_clear (gpointer data)
{
  FpdToken *self = data;

  g_free (self->hash);
  g_free (self->name);
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

static void
invitation_clear (gpointer data)
{
  FpdInvitation *self = data;

  g_free (self->hash);
}

void
fpd_invitation_unref (FpdInvitation *self)
{
  g_atomic_rc_box_release_full (self, invitation_clear);
}

static int
find_name (const char *const *names, guint n_names, const char *text)
{
  for (guint i = 0; i < n_names; i++)
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
  int i = find_name (roles, G_N_ELEMENTS (roles), text);

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
  int i = find_name (visibilities, G_N_ELEMENTS (visibilities), text);

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
          g_set_error (error, FPD_HTTP_ERROR, 422, "“%s” is none of the scopes read, submit, admin",
                       names[i]);
          return FALSE;
        }
      *scopes |= scope;
    }
  if (*scopes != FPD_SCOPE_NONE)
    return TRUE;
  g_set_error (error, FPD_HTTP_ERROR, 422, "“scopes” names none of read, submit, admin");
  return FALSE;
}
