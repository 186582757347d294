/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* What all translators of XML and HTML share: libxml2's push parsers, and text between elements. */

#include "libfootprints/import/markup/footprints-markup-private.h"

#include "libfootprints/core/footprints-error-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* libxml2 takes an int. */
#define MAX_CHUNK_BYTES (1024 * 1024)

static const char *
skip_prefix (const xmlChar *name)
{
  const char *colon = strchr ((const char *) name, ':');

  return colon != NULL ? colon + 1 : (const char *) name;
}

static void
handle_start (void *data, const xmlChar *name, const xmlChar **attributes)
{
  static const char *const none[] = { NULL };
  FootprintsMarkup *self = data;

  self->start (self, skip_prefix (name),
               attributes != NULL ? (const char *const *) attributes : none);
}

static void
handle_end (void *data, const xmlChar *name)
{
  FootprintsMarkup *self = data;

  self->end (self, skip_prefix (name));
}

static void
handle_text (void *data, const xmlChar *text, int length)
{
  FootprintsMarkup *self = data;

  if (self->text->len + (gsize) length > FOOTPRINTS_MARKUP_MAX_TEXT_BYTES)
    self->is_too_large = TRUE;
  else
    g_string_append_len (self->text, (const char *) text, length);
}

/* An entity that the document declares could make much of little. */
static xmlEntityPtr
handle_entity (void *data, const xmlChar *name)
{
  return xmlGetPredefinedEntity (name);
}

static void
start_parser (FootprintsMarkup *self)
{
  self->is_started = TRUE;
  self->handler.initialized = 1;
  self->handler.startElement = handle_start;
  self->handler.endElement = handle_end;
  self->handler.characters = handle_text;
  self->handler.cdataBlock = handle_text;
  self->handler.ignorableWhitespace = handle_text;
  self->handler.getEntity = handle_entity;
  if (self->is_html)
    self->context =
        htmlCreatePushParserCtxt (&self->handler, self, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  else
    self->context = xmlCreatePushParserCtxt (&self->handler, self, NULL, 0, NULL);
  g_assert (self->context != NULL);
  if (self->is_html)
    htmlCtxtUseOptions (self->context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                           HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  else
    xmlCtxtUseOptions (self->context, XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
                                          XML_PARSE_NOCDATA);
}

/* Web pages are rarely well-formed, and read all the same. */
static gboolean
parse (FootprintsMarkup *self, const char *text, gsize length, gboolean is_last, GError **error)
{
  int code = self->is_html ? htmlParseChunk (self->context, text, (int) length, is_last)
                           : xmlParseChunk (self->context, text, (int) length, is_last);

  if (self->is_too_large)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE,
                             "an element has more than 1 MiB of text");
      return FALSE;
    }
  if (self->is_html || code == XML_ERR_OK || self->context->wellFormed)
    return TRUE;
  _footprints_set_error (error, FOOTPRINTS_ERROR_CORRUPT,
                         "the file is damaged, or breaks off, in line %d",
                         self->context->input != NULL ? self->context->input->line : 0);
  return FALSE;
}

static gboolean
markup_add (FootprintsTranslator *translator,
            const char *text,
            gsize length,
            gboolean is_last,
            GByteArray *out,
            GError **error)
{
  FootprintsMarkup *self = (FootprintsMarkup *) translator;
  gboolean is_done = FALSE;

  self->out = out;
  if (!self->is_started)
    start_parser (self);
  while (!is_done)
    {
      gsize n_bytes = MIN (length, MAX_CHUNK_BYTES);

      is_done = n_bytes == length;
      if (!parse (self, text, n_bytes, is_last && is_done, error))
        return FALSE;
      text += n_bytes;
      length -= n_bytes;
    }
  return TRUE;
}

void
_footprints_markup_clear (FootprintsMarkup *self)
{
  /* Declarations of entities make one, although nothing keeps elements. */
  if (self->context != NULL && self->context->myDoc != NULL)
    xmlFreeDoc (self->context->myDoc);
  if (self->context != NULL)
    xmlFreeParserCtxt (self->context);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  *self = (FootprintsMarkup){ .clear = self->clear };
}

static void
markup_free (FootprintsTranslator *translator)
{
  FootprintsMarkup *self = (FootprintsMarkup *) translator;

  _footprints_markup_clear (self);
  if (self->clear != NULL)
    self->clear (self);
  g_free (self);
}

void
_footprints_markup_init (FootprintsMarkup *self, gboolean is_html)
{
  self->parent.add = markup_add;
  self->parent.free = markup_free;
  self->is_html = is_html;
  self->text = g_string_new (NULL);
}

const char *
_footprints_markup_find (const char *const *attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (g_str_equal (attributes[0], name))
      return attributes[1];
  return NULL;
}

gboolean
_footprints_markup_has_class (const char *const *attributes, const char *word)
{
  const char *words = _footprints_markup_find (attributes, "class");
  g_auto (GStrv) parts = words != NULL ? g_strsplit (words, " ", -1) : NULL;

  return parts != NULL && g_strv_contains ((const char *const *) parts, word);
}

char *
_footprints_markup_take_text (FootprintsMarkup *self)
{
  char *text = g_utf8_make_valid (self->text->str, (gssize) self->text->len);

  g_string_truncate (self->text, 0);
  /* &nbsp; */
  for (char *p = text; (p = strstr (p, "\302\240")) != NULL;)
    {
      *p = ' ';
      memmove (p + 1, p + 2, strlen (p + 2) + 1);
    }
  return g_strstrip (text);
}
