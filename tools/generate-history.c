/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes a made-up history to stdout, for demonstrations, manual tests and measurements. */

#include "tests/common/footprints-generator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S (24 * 60 * 60)

typedef void (*AppendPlayFunc) (GString *text, const FootprintsGeneratedPlay *play);

typedef struct
{
  const char *name;
  const char *header;
  AppendPlayFunc append_play;
} Format;

static void
append_json_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      if ((guchar) *p < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/* The format of the lossless export of Footprints. */
static void
append_json_line (GString *text, const FootprintsGeneratedPlay *play)
{
  g_string_append_printf (text,
                          "{\"listened_at\":%" G_GINT64_FORMAT ",\"artist\":", play->listened_at);
  append_json_string (text, play->artist);
  g_string_append (text, ",\"track\":");
  append_json_string (text, play->track);
  if (play->album != NULL)
    {
      g_string_append (text, ",\"album\":");
      append_json_string (text, play->album);
    }
  g_string_append_printf (text,
                          ",\"duration_ms\":%" G_GINT64_FORMAT ",\"source\":", play->duration_ms);
  append_json_string (text, play->source);
  g_string_append (text, "}\n");
}

static void
append_csv_field (GString *text, const char *value)
{
  if (value == NULL)
    return;
  if (strpbrk (value, ",\"\r\n") == NULL)
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_csv_line (GString *text, const FootprintsGeneratedPlay *play)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (play->listened_at);

  g_string_append_printf (text, "%04d-%02d-%02dT%02d:%02d:%02d+00:00,", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
  append_csv_field (text, play->artist);
  g_string_append_c (text, ',');
  append_csv_field (text, play->album);
  g_string_append_c (text, ',');
  append_csv_field (text, play->track);
  g_string_append_c (text, ',');
  append_csv_field (text, play->source);
  g_string_append_c (text, '\n');
}

static const Format formats[] = {
  { "jsonl", "", append_json_line },
  { "csv", "timestamp,artist,album,track,source\n", append_csv_line },
};

static const Format *
find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (name == NULL || g_str_equal (name, formats[i].name))
      return &formats[i];
  return NULL;
}

static gboolean
write_history (FootprintsGenerator *generator, const Format *format)
{
  g_autoptr (GString) text = g_string_new (format->header);
  FootprintsGeneratedPlay play;
  gboolean more;

  do
    {
      more = footprints_generator_next (generator, &play);
      if (more)
        format->append_play (text, &play);
      if (more && text->len < 64 * 1024)
        continue;
      if (fwrite (text->str, 1, text->len, stdout) != text->len)
        return FALSE;
      g_string_truncate (text, 0);
    }
  while (more);
  return fflush (stdout) == 0;
}

static gint64
todays_midnight (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  return now_s - now_s % DAY_S;
}

static int
fail_usage (const char *message)
{
  fprintf (stderr, "generate-history: %s\nTry \"generate-history --help\".\n", message);
  return 2;
}

int
main (int argc, char **argv)
{
  gint64 n_plays = -1;
  gint64 seed = 2;
  gint64 end_at = G_MININT64;
  gboolean newest_first = FALSE;
  g_autofree char *format_name = NULL;
  const GOptionEntry options[] = {
    { "plays", 'n', 0, G_OPTION_ARG_INT64, &n_plays, "How many plays to write", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Seed that determines the listener (2)", "N" },
    { "newest-first", 'r', 0, G_OPTION_ARG_NONE, &newest_first,
      "Begin with the newest play, as services do", NULL },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name, "jsonl (the default) or csv", "FORMAT" },
    { "end", 'e', 0, G_OPTION_ARG_INT64, &end_at,
      "When the history ends, in seconds since 1970 (00:00 UTC today)", "TIME" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- write a made-up history");
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsGenerator) generator = NULL;
  const Format *format;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail_usage (error->message);
  if (argc > 1)
    return fail_usage ("unexpected arguments");
  if (n_plays < 0 || n_plays > FOOTPRINTS_GENERATOR_MAX_PLAYS)
    return fail_usage ("--plays must be between 0 and 50000000");
  format = find_format (format_name);
  if (format == NULL)
    return fail_usage ("--format must be jsonl or csv");
  if (end_at == G_MININT64)
    end_at = todays_midnight ();
  generator = footprints_generator_new ((guint32) n_plays, (guint64) seed, end_at, newest_first);
  if (!write_history (generator, format))
    {
      perror ("generate-history");
      return 1;
    }
  return 0;
}
