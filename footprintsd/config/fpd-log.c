/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes log messages to the journal or to standard error, filtered by level. */

#include "footprintsd/config/fpd-log.h"

#include <stdio.h>

static gint max_level = G_LOG_LEVEL_MESSAGE;
static gboolean is_journal;

static const char *
find_domain (const GLogField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      return fields[i].value;
  return NULL;
}

static gboolean
is_wanted (GLogLevelFlags level, const char *domain)
{
  /* The more severe a level, the smaller its number. */
  return (gint) (level & G_LOG_LEVEL_MASK) <= g_atomic_int_get (&max_level) ||
         (level > G_LOG_LEVEL_MESSAGE && !g_log_writer_default_would_drop (level, domain));
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if (!is_wanted (level, find_domain (fields, n_fields)))
    return G_LOG_WRITER_HANDLED;
  if (is_journal && g_log_writer_journald (level, fields, n_fields, NULL) == G_LOG_WRITER_HANDLED)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, fields, n_fields, NULL);
}

void
fpd_log_start (void)
{
  /* Standard output is for the results of commands. */
  g_log_writer_default_set_use_stderr (TRUE);
  is_journal = g_log_writer_is_journald (fileno (stderr));
  g_log_set_writer_func (write_log, NULL, NULL);
}

gboolean
fpd_log_parse_level (const char *text, GLogLevelFlags *level)
{
  static const struct
  {
    const char *name;
    GLogLevelFlags level;
  } levels[] = {
    { "error", G_LOG_LEVEL_CRITICAL },  { "warning", G_LOG_LEVEL_WARNING },
    { "message", G_LOG_LEVEL_MESSAGE }, { "info", G_LOG_LEVEL_INFO },
    { "debug", G_LOG_LEVEL_DEBUG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (text, levels[i].name))
      {
        *level = levels[i].level;
        return TRUE;
      }
  return FALSE;
}

void
fpd_log_set_level (GLogLevelFlags level)
{
  g_atomic_int_set (&max_level, (gint) level);
}

gboolean
fpd_log_has_level (GLogLevelFlags level)
{
  return is_wanted (level, G_LOG_DOMAIN);
}
