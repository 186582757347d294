/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Names by keys. What two lists say about one key must agree, or nobody is named. */

#include "libfootprints/protocol/footprints-track-names-private.h"

#include <string.h>

#define MAX_BYTES (256 * 1024 * 1024)
/* What an entry takes beside its texts. */
#define ENTRY_BYTES 96
#define CHUNK_BYTES (64 * 1024)
#define DASH " - "
/* Of "A - B - C": A and "B - C", or "A - B" and C. */
#define MAX_CUTS 4

struct _FootprintsTrackNames
{
  GHashTable *names; /* char * → FootprintsTrackName */
  GStringChunk *texts;
  gsize n_bytes;
};

FootprintsTrackNames *
_footprints_track_names_new (void)
{
  FootprintsTrackNames *self = g_new0 (FootprintsTrackNames, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->texts = g_string_chunk_new (CHUNK_BYTES);
  return self;
}

void
_footprints_track_names_free (FootprintsTrackNames *self)
{
  g_hash_table_unref (self->names);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* One text of all parts (transfer full). */
static char *
make_key (FootprintsTrackKey kind, const char *key, const char *other)
{
  g_autofree char *both =
      g_strdup_printf ("%d\n%s\n%s", (int) kind, other != NULL ? other : "", key);
  g_autofree char *valid = g_utf8_make_valid (both, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed, -1);
}

static const char *
keep (FootprintsTrackNames *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  self->n_bytes += strlen (text) + 1;
  return g_string_chunk_insert_const (self->texts, text);
}

gboolean
_footprints_track_names_add (FootprintsTrackNames *self,
                             FootprintsTrackKey kind,
                             const char *key,
                             const char *other,
                             const FootprintsTrackName *name)
{
  g_autofree char *full_key = make_key (kind, key, other);
  FootprintsTrackName *known = g_hash_table_lookup (self->names, full_key);

  if (self->n_bytes > MAX_BYTES)
    return FALSE;
  if (known != NULL)
    {
      if (g_strcmp0 (known->artist, name->artist) != 0)
        known->artist = NULL;
      return TRUE;
    }
  known = g_new0 (FootprintsTrackName, 1);
  known->artist = keep (self, name->artist);
  known->album = keep (self, name->album);
  known->album_artist = keep (self, name->album_artist);
  self->n_bytes += ENTRY_BYTES;
  g_hash_table_insert (self->names, (gpointer) keep (self, full_key), known);
  return TRUE;
}

gboolean
_footprints_track_names_add_description (FootprintsTrackNames *self,
                                         const char *description,
                                         const char *day)
{
  const char *dash = strstr (description, DASH);

  for (guint i = 0; i < MAX_CUTS && dash != NULL; i++)
    {
      g_autofree char *artist = g_strndup (description, (gsize) (dash - description));
      const char *title = dash + strlen (DASH);
      FootprintsTrackName name = { .artist = artist };

      if (day != NULL && !_footprints_track_names_add (self, FOOTPRINTS_TRACK_KEY_TITLE_AND_DAY,
                                                       title, day, &name))
        return FALSE;
      if (!_footprints_track_names_add (self, FOOTPRINTS_TRACK_KEY_TITLE, title, NULL, &name))
        return FALSE;
      dash = strstr (title, DASH);
    }
  return TRUE;
}

const FootprintsTrackName *
_footprints_track_names_find (const FootprintsTrackNames *self,
                              FootprintsTrackKey kind,
                              const char *key,
                              const char *other)
{
  g_autofree char *full_key = NULL;

  if (self == NULL || key == NULL)
    return NULL;
  full_key = make_key (kind, key, other);
  return g_hash_table_lookup (self->names, full_key);
}
