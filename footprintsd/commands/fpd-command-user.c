/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command user: lists, adds and changes accounts. */

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/accounts/fpd-passwords.h"
#include "footprintsd/accounts/fpd-totp.h"
#include "footprintsd/commands/fpd-commands.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gboolean as_owner;

/* The hash of a new password from the standard input; NULL with @error set. */
static char *
ask_password (GError **error)
{
  g_autofree char *password = fpd_command_read_hidden ("New password");
  g_autofree char *again = NULL;

  if (password == NULL)
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "no password on standard input");
      return NULL;
    }
  if (!fpd_password_check (password, error))
    return NULL;
  if (isatty (STDIN_FILENO))
    again = fpd_command_read_hidden ("Repeat the new password");
  if (again != NULL && !g_str_equal (password, again))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the passwords do not match");
      return NULL;
    }
  return fpd_password_hash (password, error);
}

static void
print_account (const FpdAccount *account)
{
  printf ("%4" G_GINT64_FORMAT "  %-8s  ", account->id, fpd_role_to_text (account->role));
  fpd_print_plain (account->name);
  printf ("%s%s  %s\n", account->disabled_at != 0 ? " (disabled)" : "",
          account->totp_secret != NULL ? " (second factor)" : "", account->ledger);
}

static gboolean
list (FpdAccounts *accounts, const char *name, GError **error)
{
  g_autoptr (GPtrArray) all = fpd_accounts_list (accounts);

  for (guint i = 0; i < all->len; i++)
    print_account (all->pdata[i]);
  return TRUE;
}

static gboolean
add (FpdAccounts *accounts, const char *name, GError **error)
{
  g_autofree char *hash = NULL;
  gboolean is_first = fpd_accounts_is_empty (accounts);

  if (!fpd_account_check_name (name, error))
    return FALSE;
  hash = ask_password (error);
  if (hash == NULL ||
      fpd_accounts_add (accounts, name, as_owner || is_first ? FPD_ROLE_OWNER : FPD_ROLE_LISTENER,
                        hash, error) < 0)
    return FALSE;
  printf ("%s now has an account\n", name);
  return TRUE;
}

/* NULL with @error set. */
static FpdAccount *
find (FpdAccounts *accounts, const char *name, GError **error)
{
  FpdAccount *account = fpd_accounts_find (accounts, name);

  if (account == NULL)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "unknown user “%s”",
                 name);
  return account;
}

static gboolean
put_password (FpdAccount *account, gpointer data, GError **error)
{
  g_free (account->password_hash);
  account->password_hash = g_strdup (data);
  g_clear_pointer (&account->totp_secret, g_free);
  g_clear_pointer (&account->recovery_codes, g_free);
  return TRUE;
}

/* For people who have lost their password or their second factor. */
static gboolean
set_password (FpdAccounts *accounts, const char *name, GError **error)
{
  g_autoptr (FpdAccount) account = find (accounts, name, error);
  g_autofree char *hash = account != NULL ? ask_password (error) : NULL;

  if (hash == NULL || !fpd_accounts_change (accounts, account->id, put_password, hash, error) ||
      !fpd_accounts_end_sessions (accounts, account->id, 0, error))
    return FALSE;
  printf ("%s now has a new password and no second factor, and is logged out everywhere\n", name);
  return TRUE;
}

/* @data: NULL to enable the account again. */
static gboolean
put_disabled (FpdAccount *account, gpointer data, GError **error)
{
  account->disabled_at = data != NULL ? g_get_real_time () / G_USEC_PER_SEC : 0;
  return TRUE;
}

static gboolean
set_disabled (FpdAccounts *accounts, const char *name, gboolean disabled, GError **error)
{
  g_autoptr (FpdAccount) account = find (accounts, name, error);

  return account != NULL && fpd_accounts_change (accounts, account->id, put_disabled,
                                                 disabled ? accounts : NULL, error);
}

static gboolean
disable (FpdAccounts *accounts, const char *name, GError **error)
{
  return set_disabled (accounts, name, TRUE, error);
}

static gboolean
enable (FpdAccounts *accounts, const char *name, GError **error)
{
  return set_disabled (accounts, name, FALSE, error);
}

static const struct
{
  const char *name;
  gboolean (*act) (FpdAccounts *accounts, const char *user, GError **error);
} actions[] = {
  { "add", add },
  { "password", set_password },
  { "disable", disable },
  { "enable", enable },
};

static int
act (const FpdConfig *config, const char *action, const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = NULL;

  fpd_config_make_folder (config);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, action))
      {
        accounts = fpd_accounts_open (config->database_path, &error);
        if (accounts == NULL || !actions[i].act (accounts, user, &error))
          return fpd_command_fail (error);
        return FPD_EXIT_OK;
      }
  return fpd_command_fail_usage ("unknown action; see footprintsd user --help");
}

static int
list_all (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FpdAccounts) accounts = fpd_accounts_open (config->database_path, &error);

  if (accounts == NULL)
    return fpd_command_fail (error);
  list (accounts, NULL, NULL);
  return FPD_EXIT_OK;
}

int
fpd_command_user (int argc, char **argv)
{
  static const GOptionEntry entries[] = { { "owner", 0, 0, G_OPTION_ARG_NONE, &as_owner,
                                            "With add: may invite, disable and delete others",
                                            NULL },
                                          { NULL } };
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, "list | ACTION NAME",
      "Manages the accounts of the server: list shows them; add, password, disable and enable\n"
      "change one. The first account is an owner and has the history that DATABASE_PATH names.\n"
      "“password” asks for a new password, removes the second factor and ends all sessions. A\n"
      "password can also be piped to standard input. A running server sees the change at once.",
      entries, &config);

  if (status < 0 && sodium_init () < 0)
    status = FPD_EXIT_FAILED;
  if (status < 0 && argc == 2 && g_str_equal (argv[1], "list"))
    status = list_all (&config);
  else if (status < 0 && argc == 3)
    status = act (&config, argv[1], argv[2]);
  else if (status < 0)
    status =
        fpd_command_fail_usage ("user takes an action and a name; see footprintsd user --help");
  fpd_config_clear (&config);
  return status;
}
