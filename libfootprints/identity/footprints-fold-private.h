/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends to @folded, without a NUL, the form of a name that searches compare: without case,
 * accents and differences of width, and with one kind of quote and dash. @text must be UTF-8. */
void _footprints_fold_append (GString *folded, const char *text);

/* The plainer form of a quote or dash that is written in several ways; NULL for all others. */
const char *_footprints_fold_sign (gunichar character);

G_END_DECLS
