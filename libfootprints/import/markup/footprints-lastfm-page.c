/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Plays as the XML of Last.fm's API has them:
 *
 *   <track><artist mbid="…">A</artist><name>N</name><mbid>…</mbid><album mbid="…">B</album>
 *   <date uts="1700000000">…</date></track> */

#include "libfootprints/import/markup/footprints-markup-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

typedef struct
{
  FootprintsMarkup parent;
  json_object *track;   /* the one that is being read; NULL: none */
  json_object *current; /* borrowed: the member that is being read, as an object; NULL: a text */
  guint depth;          /* of the element that is being read, from 1 */
  guint track_depth;
  gboolean has_tracks;
} LastfmPage;

static void
write_text (LastfmPage *self, const char *text)
{
  g_byte_array_append (self->parent.out, (const guint8 *) text, (guint) strlen (text));
}

/* "<artist mbid=…>A</artist>" becomes {"#text": "A", "mbid": …}. */
static void
begin_member (LastfmPage *self, const char *name, const char *const *attributes)
{
  static const char *const objects[] = { "artist", "album", "date", NULL };

  self->current = NULL;
  if (!g_strv_contains (objects, name) || _footprints_json_has (self->track, name))
    return;
  self->current = json_object_new_object ();
  json_object_object_add (self->track, name, self->current);
  for (; attributes[0] != NULL; attributes += 2)
    if (attributes[1] != NULL)
      _footprints_json_add_string (self->current, attributes[0], attributes[1]);
}

static void
page_start (FootprintsMarkup *markup, const char *name, const char *const *attributes)
{
  LastfmPage *self = (LastfmPage *) markup;

  g_string_truncate (markup->text, 0);
  if (++self->depth == 1)
    write_text (self, "[");
  if (self->track == NULL)
    {
      if (!g_str_equal (name, "track"))
        return;
      self->track = json_object_new_object ();
      self->track_depth = self->depth;
      if (_footprints_markup_find (attributes, "nowplaying") != NULL)
        {
          json_object *playing = json_object_new_object ();

          _footprints_json_add_string (playing, "nowplaying", "true");
          json_object_object_add (self->track, "@attr", playing);
        }
      return;
    }
  if (self->depth == self->track_depth + 1)
    begin_member (self, name, attributes);
}

static void
write_track (LastfmPage *self)
{
  g_autofree char *text = _footprints_json_to_string (self->track);

  write_text (self, self->has_tracks ? ",\n" : "");
  write_text (self, text);
  self->has_tracks = TRUE;
  g_clear_pointer (&self->track, json_object_put);
}

static void
end_member (LastfmPage *self, const char *name)
{
  static const char *const texts[] = { "name", "mbid", "loved", NULL };
  g_autofree char *text = _footprints_markup_take_text (&self->parent);

  if (*text == '\0')
    return;
  if (self->current != NULL && !_footprints_json_has (self->current, "#text"))
    _footprints_json_add_string (self->current, "#text", text);
  else if (self->current == NULL && g_strv_contains (texts, name) &&
           !_footprints_json_has (self->track, name))
    _footprints_json_add_string (self->track, name, text);
}

/* In extended pages, an artist has a name within. */
static void
page_end (FootprintsMarkup *markup, const char *name)
{
  LastfmPage *self = (LastfmPage *) markup;

  guint depth = self->depth--;

  if (depth == 1)
    write_text (self, "]\n");
  if (self->track == NULL)
    return;
  if (depth == self->track_depth)
    write_track (self);
  else if (depth == self->track_depth + 1 ||
           (depth == self->track_depth + 2 && self->current != NULL && g_str_equal (name, "name")))
    end_member (self, name);
}

static void
page_clear (FootprintsMarkup *markup)
{
  LastfmPage *self = (LastfmPage *) markup;

  g_clear_pointer (&self->track, json_object_put);
}

FootprintsTranslator *
_footprints_lastfm_page_new (void)
{
  LastfmPage *self = g_new0 (LastfmPage, 1);

  _footprints_markup_init (&self->parent, FALSE);
  self->parent.start = page_start;
  self->parent.end = page_end;
  self->parent.clear = page_clear;
  return &self->parent.parent;
}
