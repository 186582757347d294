/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Makes and frees what all requests share, and decides where an account's requests to services may
 * go. */

#include "footprintsd/tenant/fpd-site.h"

#include "footprintsd/accounts/fpd-passwords.h"
#include "footprintsd/accounts/fpd-secret.h"
#include "footprintsd/http/fpd-problem.h"

static void
hide_folders (const FpdConfig *config)
{
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autofree char *key_folder =
      config->key_file != NULL ? g_path_get_dirname (config->key_file) : NULL;

  fpd_problem_hide_folder (folder);
  fpd_problem_hide_folder (config->backup_folder);
  if (key_folder != NULL)
    fpd_problem_hide_folder (key_folder);
}

static gpointer
prepare_passwords (gpointer data)
{
  fpd_password_prepare ();
  return NULL;
}

FpdSite *
fpd_site_new (const FpdConfig *config, const FpdNotifyConfig *notify, GError **error)
{
  g_autoptr (FpdSite) self = g_new0 (FpdSite, 1);

  self->config = config;
  self->notify = notify;
  hide_folders (config);
  self->throttle = fpd_throttle_new ();
  self->metrics = fpd_metrics_new ();
  if (config->has_accounts)
    {
      self->accounts = fpd_accounts_open (config->database_path, error);
      if (self->accounts == NULL)
        return NULL;
      self->preparation = g_thread_new ("passwords", prepare_passwords, NULL);
      if (fpd_accounts_is_empty (self->accounts))
        self->setup_code = fpd_secret_new_code ();
    }
  return g_steal_pointer (&self);
}

void
fpd_site_free (FpdSite *self)
{
  g_clear_pointer (&self->preparation, g_thread_join);
  g_clear_pointer (&self->throttle, fpd_throttle_free);
  g_clear_pointer (&self->metrics, fpd_metrics_free);
  g_clear_pointer (&self->accounts, fpd_accounts_free);
  g_free (self->setup_code);
  g_free (self);
}

gboolean
fpd_site_is_new (FpdSite *self)
{
  return self->setup_code != NULL && fpd_accounts_is_empty (self->accounts);
}

FootprintsReach *
fpd_site_get_reach (FpdSite *self, gint64 account_id)
{
  g_autoptr (FpdAccount) account =
      self->accounts != NULL ? fpd_accounts_get (self->accounts, account_id) : NULL;

  if (self->accounts == NULL || (account != NULL && account->role == FPD_ROLE_OWNER))
    return NULL;
  return self->config->reach;
}

FootprintsReach *
fpd_site_get_reach_of_scopes (FpdSite *self, guint scopes)
{
  if (self->accounts == NULL || (scopes & FPD_SCOPE_PEOPLE) != 0)
    return NULL;
  return self->config->reach;
}
