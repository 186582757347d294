/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_PASSWORD_MIN_CHARACTERS 8
#define FPD_PASSWORD_MAX_BYTES 1024

/* Hashes passwords with Argon2id (libsodium's interactive limits: 64 MiB, two passes), one at a
 * time on a thread of its own, so that many log-ins at once take no more than one processor and
 * 64 MiB. Reports have a lower priority than it. Main thread only. */
typedef struct _FpdPasswords FpdPasswords;

FpdPasswords *fpd_passwords_new (void);
/* Waits for the one that is being hashed. */
void fpd_passwords_free (FpdPasswords *self);

/* FALSE with @error set (422) when it is too short or too long to be a new password. */
gboolean fpd_password_check (const char *password, GError **error);
/* Hashes at once, for commands (transfer full). NULL with @error set when memory is short. */
char *fpd_password_hash (const char *password, GError **error);

/* Both end with an error of 503 when too many wait already. */
void fpd_passwords_hash_async (FpdPasswords *self,
                               const char *password,
                               GAsyncReadyCallback callback,
                               gpointer data);
char *fpd_passwords_hash_finish (GAsyncResult *result, GError **error);

/* @hash: NULL for an account that is not there, which takes as long as one that is. */
void fpd_passwords_verify_async (FpdPasswords *self,
                                 const char *hash,
                                 const char *password,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
/* FALSE without @error for a wrong password. @better_hash: the same password with today's limits
 * when @hash was made with lower ones (transfer full), or NULL. */
gboolean fpd_passwords_verify_finish (GAsyncResult *result, char **better_hash, GError **error);

G_END_DECLS
