/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The program's log: entries with fields if standard error is the journal, and lines otherwise. */

/* Call before anything is logged. */
void fpd_log_start (void);
/* FALSE: @text is not error, warning, message, info or debug. */
gboolean fpd_log_parse_level (const char *text, GLogLevelFlags *level);
/* Messages less important than @level are not logged, except those that G_MESSAGES_DEBUG adds. */
void fpd_log_set_level (GLogLevelFlags level);
/* Whether a message of @level would be logged. */
gboolean fpd_log_has_level (GLogLevelFlags level);

G_END_DECLS
