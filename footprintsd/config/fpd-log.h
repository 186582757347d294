/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program says of its work: to the journal with fields, where the standard error is the
 * journal, and as lines otherwise. */

/* Before anything is said. */
void fpd_log_start (void);
/* FALSE: @text is none of error, warning, message, info and debug. */
gboolean fpd_log_parse_level (const char *text, GLogLevelFlags *level);
/* What is less important than @level is not said; G_MESSAGES_DEBUG adds to it. */
void fpd_log_set_level (GLogLevelFlags level);
/* Whether it would be said. */
gboolean fpd_log_has_level (GLogLevelFlags level);

G_END_DECLS
