/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FPD_ACCOUNT_NAME_MAX_CHARACTERS 64

/* The form in which names are compared: without case (transfer full). */
char *fpd_account_fold_name (const char *name);
/* FALSE with a 422 error for a name that no account can have. */
gboolean fpd_account_check_name (const char *name, GError **error);
/* Whether @name is allowed as a label, such as a token's name. */
gboolean fpd_account_is_label (const char *name);

G_END_DECLS
