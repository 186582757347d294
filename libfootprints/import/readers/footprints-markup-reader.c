/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* XML and HTML: pages and sheets are translated into what the readers of JSON and tables know; what
 * holds no plays is refused by name. */

#include "libfootprints/import/readers/footprints-row-reader-private.h"

#include "libfootprints/core/footprints-error.h"
#ifdef HAVE_LIBXML
#include "libfootprints/import/markup/footprints-markup-private.h"
#include "libfootprints/import/markup/footprints-workbook-private.h"
#endif

#include <string.h>

/* The style sheet at the top of a page of Google's alone has 100 KiB and more. */
#define HEAD_BYTES (512 * 1024)
#define SHORT_HEAD_BYTES 4096
#define MAX_TITLE_BYTES 100

typedef enum
{
  MARKUP_NONE,
  MARKUP_TAKEOUT,
  MARKUP_LASTFM,
  MARKUP_SHEET,
  MARKUP_PAGE, /* any other web page */
} Markup;

static gboolean
contains (const char *head, gsize length, const char *word)
{
  return memmem (head, length, word, strlen (word)) != NULL;
}

static gboolean
begins_like_markup (const char *head, gsize length)
{
  gsize i = 0;

  while (i < length && g_ascii_isspace (head[i]))
    i++;
  return i < length && head[i] == '<';
}

static Markup
find_markup (const char *head, gsize length)
{
  gsize short_length = MIN (length, SHORT_HEAD_BYTES);
  g_autofree char *lower = g_ascii_strdown (head, (gssize) short_length);

  if (contains (head, short_length, "<worksheet") || contains (head, short_length, ":worksheet"))
    return MARKUP_SHEET;
  if (contains (head, short_length, "<lfm") || contains (head, short_length, "<recenttracks"))
    return MARKUP_LASTFM;
  if (!contains (lower, short_length, "<html") && !contains (lower, short_length, "<!doctype html"))
    return MARKUP_NONE;
  return contains (head, length, "content-cell") && contains (head, length, "mdl-typography")
             ? MARKUP_TAKEOUT
             : MARKUP_PAGE;
}

/* What a document is that is known to hold no plays; NULL: it may hold some. */
static const char *
find_refusal (const char *head, gsize length)
{
  static const struct
  {
    const char *word;
    const char *what;
  } refusals[] = {
    { "<lovedtracks",
      "this is a list of loved tracks: it says when each was loved, not when it was played" },
    { "<!DOCTYPE plist", "this is the library of iTunes or Apple's Music: it says how often tracks "
                         "were played, but of "
                         "their plays only the last one" },
    { "<plist", "this is the library of iTunes or Apple's Music: it says how often tracks were "
                "played, but of "
                "their plays only the last one" },
    { "<rhythmdb",
      "this is the library of Rhythmbox: it says how often tracks were played, but of their plays "
      "only the last one" },
    { "<PlaybackStatistics",
      "these are the statistics of foobar2000: they have no names, and of plays only the first and "
      "the last one" },
    { "<playlist", "this is a playlist, which does not say when anything was played" },
  };
  gsize short_length = MIN (length, SHORT_HEAD_BYTES);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (contains (head, short_length, refusals[i].word))
      return refusals[i].what;
  return NULL;
}

/* Such as that of a form to log in, which came instead of a file. */
static void
refuse_page (const char *head, gsize length, GError **error)
{
  g_autofree char *text = g_strndup (head, length);
  const char *start = strstr (text, "<title");
  const char *end;
  g_autofree char *title = NULL;

  start = start != NULL ? strchr (start, '>') : NULL;
  end = start != NULL ? strchr (start, '<') : NULL;
  if (end != NULL && end > start + 1)
    {
      g_autofree char *cut =
          g_strndup (start + 1, MIN ((gsize) (end - start - 1), MAX_TITLE_BYTES));

      title = g_strstrip (g_utf8_make_valid (cut, -1));
    }
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
               "this is a web page without plays%s%s%s", title != NULL ? ", “" : "",
               title != NULL ? title : "", title != NULL ? "”" : "");
}

#ifdef HAVE_LIBXML
static FootprintsTranslator *
new_translator (FootprintsArchiveInput *input, Markup markup, GError **error)
{
  FootprintsWorkbook *workbook;

  if (markup == MARKUP_TAKEOUT)
    return _footprints_takeout_page_new ();
  if (markup == MARKUP_LASTFM)
    return _footprints_lastfm_page_new ();
  workbook = _footprints_workbook_read (input, error);
  return workbook != NULL ? _footprints_sheet_new (workbook) : NULL;
}

static FootprintsRowReader *
translate (FootprintsArchiveInput *input,
           const FootprintsReadingOptions *options,
           Markup markup,
           GError **error)
{
  FootprintsTranslator *translator = new_translator (input, markup, error);
  FootprintsRowReader *reader;

  if (translator == NULL)
    return NULL;
  _footprints_archive_input_translate (input, translator);
  if (markup == MARKUP_SHEET)
    return _footprints_csv_reader_new (input, options, error);
  reader = _footprints_json_reader_new (input, options, error);
  if (reader != NULL && markup == MARKUP_LASTFM)
    reader->format_name = "Last.fm XML";
  return reader;
}
#else
static FootprintsRowReader *
translate (FootprintsArchiveInput *input,
           const FootprintsReadingOptions *options,
           Markup markup,
           GError **error)
{
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                       "this build of Footprints reads no XML and no HTML");
  return NULL;
}
#endif

FootprintsRowReader *
_footprints_markup_reader_new (FootprintsArchiveInput *input,
                               const FootprintsReadingOptions *options,
                               GError **error)
{
  gsize length;
  const char *head = _footprints_archive_input_peek (input, SHORT_HEAD_BYTES, &length, error);
  const char *refusal;
  Markup markup;

  if (head == NULL || !begins_like_markup (head, length))
    return NULL;
  head = _footprints_archive_input_peek (input, HEAD_BYTES, &length, error);
  if (head == NULL)
    return NULL;
  refusal = find_refusal (head, length);
  markup = find_markup (head, length);
  if (refusal != NULL)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT, refusal);
  else if (markup == MARKUP_PAGE)
    refuse_page (head, length, error);
  else if (markup != MARKUP_NONE)
    return translate (input, options, markup, error);
  return NULL;
}
