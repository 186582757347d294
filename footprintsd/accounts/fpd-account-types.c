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

void
fpd_account_free (FpdAccount *self)
{
  g_free (self->name);
  g_free (self->password_hash);
  g_free (self->ledger);
  g_free (self->zone);
  g_free (self->link);
  g_free (self->totp_secret);
  g_free (self);
}

void
fpd_session_free (FpdSession *self)
{
  g_free (self->hash);
  g_free (self->address);
  g_free (self->user_agent);
  g_free (self);
}

void
fpd_token_free (FpdToken *self)
{
  g_free (self->hash);
  g_free (self->name);
  g_free (self);
}

void
fpd_invitation_free (FpdInvitation *self)
{
  g_free (self->hash);
  g_free (self);
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
