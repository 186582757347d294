/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_PASSWORD_MIN_CHARACTERS 8
#define FPD_PASSWORD_MAX_BYTES 1024

/* Passwords are hashed with Argon2id (libsodium's interactive limits: 64 MiB, two passes), which is
 * slow on purpose. Any thread; a server does it on one, so that many concurrent logins take no more
 * than one processor and 64 MiB. */

/* FALSE with @error set (422) if it is too short or too long for a new password. */
gboolean fpd_password_check (const char *password, GError **error);
/* Transfer full; NULL with @error set (503) if memory is short. */
char *fpd_password_hash (const char *password, GError **error);
/* @hash: NULL for an account that does not exist, which takes as long to check as one that does.
 * @better_hash: a hash with the current limits if @hash was made with lower ones (transfer full),
 * or NULL. */
gboolean fpd_password_verify (const char *hash, const char *password, char **better_hash);
/* Prepares what the first check of an account that does not exist would otherwise wait for. */
void fpd_password_prepare (void);

G_END_DECLS
