/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-walk-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_DEPTH 4
/* A cursor is kept in the ledger: a second with more plays than this is a fault of the service. */
#define MAX_SEEN 100000

void
_footprints_walk_init (FootprintsWalk *self)
{
  *self = (FootprintsWalk){
    .page = 1,
    .seen = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
}

void
_footprints_walk_clear (FootprintsWalk *self)
{
  g_clear_pointer (&self->seen, g_array_unref);
}

gboolean
_footprints_walk_parse (FootprintsWalk *self, const char *cursor)
{
  g_autoptr (json_object) object = NULL;
  json_object *seen;
  gsize n_seen;
  gint64 by_page = 0;

  if (cursor == NULL)
    return TRUE;
  object = _footprints_json_parse (cursor, strlen (cursor), MAX_DEPTH, NULL);
  if (!_footprints_json_get_int64 (object, "before", &self->before) ||
      !_footprints_json_get_int64 (object, "page", &self->page) ||
      !_footprints_json_get_int64 (object, "gap_at", &self->gap_at) ||
      !_footprints_json_get_int64 (object, "by_page", &by_page) || self->page < 1)
    return FALSE;
  self->by_page = by_page != 0;
  seen = _footprints_json_get_object (object, "seen");
  n_seen = json_object_is_type (seen, json_type_array) ? json_object_array_length (seen) : 0;
  for (gsize i = 0; i < n_seen; i++)
    {
      guint32 hash = (guint32) json_object_get_int64 (json_object_array_get_idx (seen, i));

      g_array_append_val (self->seen, hash);
    }
  return TRUE;
}

char *
_footprints_walk_format (const FootprintsWalk *self)
{
  g_autoptr (json_object) object = json_object_new_object ();
  json_object *seen = json_object_new_array ();

  _footprints_json_add_int64 (object, "before", self->before);
  _footprints_json_add_int64 (object, "page", self->page);
  _footprints_json_add_int64 (object, "gap_at", self->gap_at);
  _footprints_json_add_int64 (object, "by_page", self->by_page);
  for (guint i = 0; i < self->seen->len; i++)
    json_object_array_add (seen, json_object_new_int64 (g_array_index (self->seen, guint32, i)));
  json_object_object_add (object, "seen", seen);
  return _footprints_json_to_string (object);
}

static guint32
hash_text (guint32 hash, const char *text)
{
  if (text != NULL)
    for (const char *p = text; *p != '\0'; p++)
      hash = (hash ^ (guchar) *p) * 16777619u;
  return (hash ^ 0xff) * 16777619u;
}

/* FNV-1a, 32 bits, of what makes plays of one second different. */
static guint32
hash_play (const FootprintsScrobbleRow *play)
{
  return hash_text (hash_text (hash_text (2166136261u, play->artist), play->track),
                    play->source_id);
}

gboolean
_footprints_walk_take_seen (FootprintsWalk *self, const FootprintsScrobbleRow *play)
{
  guint32 hash = hash_play (play);

  if (play->listened_at != self->before - 1)
    return FALSE;
  for (guint i = 0; i < self->seen->len; i++)
    if (g_array_index (self->seen, guint32, i) == hash)
      {
        g_array_remove_index_fast (self->seen, i);
        return TRUE;
      }
  return FALSE;
}

void
_footprints_walk_page_init (FootprintsWalkPage *self)
{
  *self = (FootprintsWalkPage){
    .oldest = G_MAXINT64,
    .newest = G_MININT64,
    .border = g_array_new (FALSE, FALSE, sizeof (guint32)),
  };
}

void
_footprints_walk_page_clear (FootprintsWalkPage *self)
{
  g_clear_pointer (&self->border, g_array_unref);
}

void
_footprints_walk_add_row (FootprintsWalk *self,
                          FootprintsWalkPage *seen,
                          FootprintsImportPage *page,
                          const FootprintsInputRow *row)
{
  gint64 at = row->play.listened_at;
  guint32 hash;

  if (row->problem != NULL)
    {
      _footprints_import_page_add_row (page, row);
      return;
    }
  hash = hash_play (&row->play);
  seen->n_rows++;
  if (at < seen->oldest)
    g_array_set_size (seen->border, 0);
  seen->oldest = MIN (seen->oldest, at);
  seen->newest = MAX (seen->newest, at);
  if (at == seen->oldest && seen->border->len < MAX_SEEN)
    g_array_append_val (seen->border, hash);
  if (_footprints_walk_take_seen (self, &row->play))
    return;
  seen->n_fresh++;
  _footprints_import_page_add_row (page, row);
}

void
_footprints_walk_descend (FootprintsWalk *self, const FootprintsWalkPage *page)
{
  g_array_set_size (self->seen, 0);
  g_array_append_vals (self->seen, page->border->data, page->border->len);
  self->before = page->oldest + 1;
  self->page = 1;
  self->gap_at = 0;
}
