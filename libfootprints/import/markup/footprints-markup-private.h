/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/import/input/footprints-translator-private.h"

#include <libxml/parser.h>

G_BEGIN_DECLS

/* A translator of XML or HTML, told of elements one after another by libxml2, which loads nothing
 * over the network and expands no entities but the five that XML knows. */
typedef struct _FootprintsMarkup FootprintsMarkup;
struct _FootprintsMarkup
{
  FootprintsTranslator parent;
  /* @name: in lower case for HTML, without a prefix for XML. @attributes: pairs of a name and a
   * value, which may be NULL; then NULL. */
  void (*start) (FootprintsMarkup *self, const char *name, const char *const *attributes);
  void (*end) (FootprintsMarkup *self, const char *name);
  void (*clear) (FootprintsMarkup *self);

  GString *text;   /* what elements contain, as far as the translator lets it grow; never NULL */
  GByteArray *out; /* borrowed, while bytes are added */

  /*< private >*/
  gboolean is_html;
  gboolean is_started;
  gboolean is_too_large;
  xmlSAXHandler handler;
  xmlParserCtxtPtr context;
};

/* Of text between two elements; more of it is an error. */
#define FOOTPRINTS_MARKUP_MAX_TEXT_BYTES (1024 * 1024)

void _footprints_markup_init (FootprintsMarkup *self, gboolean is_html);
/* For a translator that reads one document after another. */
void _footprints_markup_clear (FootprintsMarkup *self);
/* The value of an attribute; NULL: there is none. */
const char *_footprints_markup_find (const char *const *attributes, const char *name);
/* Whether the attribute "class" has that word. */
gboolean _footprints_markup_has_class (const char *const *attributes, const char *word);
/* Takes the text so far, without spaces around it, and begins anew (transfer full). */
char *_footprints_markup_take_text (FootprintsMarkup *self);

/* What is watched on YouTube Music, as a page of Google Takeout or My Activity lists it: to lines
 * of the JSON that Google writes itself. */
FootprintsTranslator *_footprints_takeout_page_new (void);
/* Pages of plays in the XML of Last.fm's API: to the list that
 * exports in JSON are. */
FootprintsTranslator *_footprints_lastfm_page_new (void);

G_END_DECLS
