/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-passwords.h"

#include "footprintsd/fpd-problem.h"

#include <sodium.h>
#include <string.h>

#define MAX_WAITING 16
#define OPERATIONS crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEMORY_BYTES crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE

struct _FpdPasswords
{
  GThreadPool *pool;
};

typedef struct
{
  char *hash;
  char *password;
  gboolean verifies;
  gboolean is_right;
  char *new_hash;
} Work;

static void
work_free (Work *work)
{
  sodium_memzero (work->password, strlen (work->password));
  g_free (work->password);
  g_free (work->hash);
  g_free (work->new_hash);
  g_free (work);
}

char *
fpd_password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, password, strlen (password), OPERATIONS, MEMORY_BYTES,
                             crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_strdup (hash);
  g_set_error (error, FPD_HTTP_ERROR, 503, "there is not enough memory to check a password now");
  return NULL;
}

/* The hash of a password that nobody has. */
static const char *
get_decoy (void)
{
  static char *decoy;

  if (g_once_init_enter (&decoy))
    {
      char *hash = fpd_password_hash ("", NULL);

      g_once_init_leave (&decoy, hash != NULL ? hash : g_strdup (""));
    }
  return decoy;
}

static gboolean
verify (Work *work, GError **error)
{
  const char *hash = work->hash != NULL ? work->hash : get_decoy ();
  int verdict = crypto_pwhash_str_verify (hash, work->password, strlen (work->password));

  work->is_right = verdict == 0 && work->hash != NULL;
  if (work->is_right && crypto_pwhash_str_needs_rehash (hash, OPERATIONS, MEMORY_BYTES) != 0)
    work->new_hash = fpd_password_hash (work->password, NULL);
  return TRUE;
}

static gboolean
hash (Work *work, GError **error)
{
  work->new_hash = fpd_password_hash (work->password, error);
  return work->new_hash != NULL;
}

static void
run (gpointer data, gpointer pool_data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (work->verifies ? verify (work, &error) : hash (work, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

FpdPasswords *
fpd_passwords_new (void)
{
  FpdPasswords *self = g_new0 (FpdPasswords, 1);

  self->pool = g_thread_pool_new (run, NULL, 1, TRUE, NULL);
  return self;
}

void
fpd_passwords_free (FpdPasswords *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

gboolean
fpd_password_check (const char *password, GError **error)
{
  if (strlen (password) > FPD_PASSWORD_MAX_BYTES)
    g_set_error (error, FPD_HTTP_ERROR, 422, "a password has at most %d bytes",
                 FPD_PASSWORD_MAX_BYTES);
  else if (g_utf8_strlen (password, -1) < FPD_PASSWORD_MIN_CHARACTERS)
    g_set_error (error, FPD_HTTP_ERROR, 422, "a password has at least %d characters",
                 FPD_PASSWORD_MIN_CHARACTERS);
  else
    return TRUE;
  return FALSE;
}

/* Takes @work. */
static void
push (FpdPasswords *self, Work *work, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  if (g_thread_pool_unprocessed (self->pool) < MAX_WAITING)
    {
      g_thread_pool_push (self->pool, task, NULL);
      return;
    }
  g_task_return_new_error (task, FPD_HTTP_ERROR, 503,
                           "too many are logging in at this moment; try again in a few seconds");
  g_object_unref (task);
}

void
fpd_passwords_hash_async (FpdPasswords *self,
                          const char *password,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->password = g_strdup (password);
  push (self, work, callback, data);
}

char *
fpd_passwords_hash_finish (GAsyncResult *result, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&work->new_hash)
                                                           : NULL;
}

void
fpd_passwords_verify_async (FpdPasswords *self,
                            const char *hash,
                            const char *password,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->verifies = TRUE;
  work->hash = g_strdup (hash);
  work->password = g_strdup (password);
  push (self, work, callback, data);
}

gboolean
fpd_passwords_verify_finish (GAsyncResult *result, char **better_hash, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  *better_hash = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *better_hash = g_steal_pointer (&work->new_hash);
  return work->is_right;
}
