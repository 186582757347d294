/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The QR code of @text as the path of an SVG, a unit a module, without the quiet zone around
 * (transfer full); @n_modules on a side. NULL when the text is longer than a code can hold. Pure.
 */
char *fpd_qr_code_dup_path (const char *text, guint *n_modules);

G_END_DECLS
