/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The names of a history: how they are added, shared between snapshots, found and searched. */

#include "libfootprints/history/footprints-names-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/history/footprints-find-private.h"
#include "libfootprints/identity/footprints-fold-private.h"

#include <string.h>

static gboolean
has_artists (guint table)
{
  return table == FOOTPRINTS_ENTITY_KIND_ALBUM || table == FOOTPRINTS_ENTITY_KIND_TRACK;
}

static void
append_entry (FootprintsNameTable *table,
              guint32 artist_id,
              const char *name,
              const GString *folded)
{
  guint32 text_start = (guint32) table->n_text_bytes;
  guint32 folded_start = (guint32) table->n_folded_bytes;
  gsize length = strlen (name) + 1;

  _footprints_buffer_append (&table->text_starts, table->n_ids, &text_start, 1);
  _footprints_buffer_append (&table->folded_starts, table->n_ids, &folded_start, 1);
  if (table->artists != NULL)
    _footprints_buffer_append (&table->artists, table->n_ids, &artist_id, 1);
  _footprints_buffer_append (&table->texts, table->n_text_bytes, name, length);
  _footprints_buffer_append (&table->folded, table->n_folded_bytes, folded->str, folded->len + 1);
  table->n_text_bytes += length;
  table->n_folded_bytes += folded->len + 1;
  table->n_ids++;
}

static const GString no_text = { (char *) "", 0, 0 };

void
_footprints_names_init (FootprintsNames *self)
{
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      FootprintsNameTable *table = &self->tables[i];

      *table = (FootprintsNameTable){ 0 };
      table->texts = _footprints_buffer_new (1, 0);
      table->text_starts = _footprints_buffer_new (sizeof (guint32), 0);
      table->folded = _footprints_buffer_new (1, 0);
      table->folded_starts = _footprints_buffer_new (sizeof (guint32), 0);
      if (has_artists (i))
        table->artists = _footprints_buffer_new (sizeof (guint32), 0);
      append_entry (table, 0, "", &no_text);
    }
}

void
_footprints_names_init_copy (FootprintsNames *self, const FootprintsNames *other)
{
  *self = *other;
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      FootprintsNameTable *table = &self->tables[i];

      _footprints_buffer_ref (table->texts);
      _footprints_buffer_ref (table->text_starts);
      _footprints_buffer_ref (table->folded);
      _footprints_buffer_ref (table->folded_starts);
      if (table->artists != NULL)
        _footprints_buffer_ref (table->artists);
    }
}

void
_footprints_names_clear (FootprintsNames *self)
{
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      FootprintsNameTable *table = &self->tables[i];

      g_clear_pointer (&table->texts, _footprints_buffer_unref);
      g_clear_pointer (&table->text_starts, _footprints_buffer_unref);
      g_clear_pointer (&table->folded, _footprints_buffer_unref);
      g_clear_pointer (&table->folded_starts, _footprints_buffer_unref);
      g_clear_pointer (&table->artists, _footprints_buffer_unref);
    }
}

void
_footprints_names_trim (FootprintsNames *self)
{
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      FootprintsNameTable *table = &self->tables[i];

      _footprints_buffer_trim (table->texts, table->n_text_bytes);
      _footprints_buffer_trim (table->text_starts, table->n_ids);
      _footprints_buffer_trim (table->folded, table->n_folded_bytes);
      _footprints_buffer_trim (table->folded_starts, table->n_ids);
      if (table->artists != NULL)
        _footprints_buffer_trim (table->artists, table->n_ids);
    }
}

gsize
_footprints_names_get_memory_use_bytes (const FootprintsNames *self)
{
  gsize size_bytes = 0;

  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    {
      const FootprintsNameTable *table = &self->tables[i];

      size_bytes += _footprints_buffer_get_size_bytes (table->texts) +
                    _footprints_buffer_get_size_bytes (table->text_starts) +
                    _footprints_buffer_get_size_bytes (table->folded) +
                    _footprints_buffer_get_size_bytes (table->folded_starts);
      if (table->artists != NULL)
        size_bytes += _footprints_buffer_get_size_bytes (table->artists);
    }
  return size_bytes;
}

static gboolean
check_entry (const FootprintsNames *self, guint table, gint64 id, gint64 artist_id, GError **error)
{
  const FootprintsNameTable *names = &self->tables[table];

  if (id < names->n_ids || id > FOOTPRINTS_NAMES_MAX_ID ||
      (has_artists (table) &&
       !_footprints_name_table_has (&self->tables[FOOTPRINTS_ENTITY_KIND_ARTIST], artist_id)))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the ledger is damaged: name %" G_GINT64_FORMAT " (artist %" G_GINT64_FORMAT
                   ") has an id or an artist that is not valid",
                   id, artist_id);
      return FALSE;
    }
  if (names->n_text_bytes > G_MAXUINT32 - 64 * 1024 ||
      names->n_folded_bytes > G_MAXUINT32 - 256 * 1024)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                           "the history has more than 4 GiB of names");
      return FALSE;
    }
  return TRUE;
}

gboolean
_footprints_names_add (FootprintsNames *self,
                       guint table,
                       gint64 id,
                       gint64 artist_id,
                       const char *name,
                       GString *scratch,
                       GError **error)
{
  if (!check_entry (self, table, id, artist_id, error))
    return FALSE;
  while (self->tables[table].n_ids < id)
    append_entry (&self->tables[table], 0, "", &no_text);
  g_string_truncate (scratch, 0);
  _footprints_fold_append (scratch, name);
  append_entry (&self->tables[table], (guint32) artist_id, name, scratch);
  return TRUE;
}

/* The id whose folded name contains the byte at @position; @from or greater. Matches come in order,
 * so it looks near @from first. */
static guint32
find_id (const guint32 *starts, guint32 n_ids, guint32 from, guint32 position)
{
  guint32 low = from;
  guint32 step = 1;
  guint32 high;

  while (low + step < n_ids && starts[low + step] <= position)
    {
      low += step;
      step *= 2;
    }
  high = MIN (low + step, n_ids);
  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (starts[middle] <= position)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
_footprints_name_table_search (const FootprintsNameTable *self,
                               const char *needle,
                               FootprintsNameMatchFunc func,
                               gpointer data)
{
  const guint32 *starts = (const guint32 *) (gconstpointer) self->folded_starts->data;
  const guint8 *text = self->folded->data;
  gsize length = strlen (needle);
  gsize position = 0;
  guint32 id = 0;

  if (length == 0)
    return;
  /* Names end in NUL, which no needle contains, so a match never spans two. */
  while (position < self->n_folded_bytes)
    {
      const guint8 *match = _footprints_find_bytes (
          text + position, self->n_folded_bytes - position, (const guint8 *) needle, length);

      if (match == NULL)
        break;
      id = find_id (starts, self->n_ids, id, (guint32) (match - text));
      func (data, id);
      position = id + 1 < self->n_ids ? starts[id + 1] : self->n_folded_bytes;
    }
}

guint32
_footprints_names_find (const FootprintsNames *self,
                        FootprintsEntityKind kind,
                        const char *artist,
                        const char *title)
{
  const FootprintsNameTable *artists = &self->tables[FOOTPRINTS_ENTITY_KIND_ARTIST];
  const FootprintsNameTable *table = &self->tables[kind];
  const char *name = kind == FOOTPRINTS_ENTITY_KIND_ARTIST ? artist : title;

  if (name[0] == '\0')
    return 0;
  for (guint32 id = 1; id < table->n_ids; id++)
    if (strcmp (_footprints_name_table_get (table, id), name) == 0 &&
        (table == artists || strcmp (_footprints_name_table_get (
                                         artists, _footprints_name_table_get_artists (table)[id]),
                                     artist) == 0))
      return id;
  return 0;
}
