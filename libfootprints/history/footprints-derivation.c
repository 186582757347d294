/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Turns what a ledger reports into the parts of a history.
 *
 * A ledger reports what changed since a position: new names, plays that are gone, new plays
 * (footprints-ledger-private.h). Three stages make parts of it:
 *
 *   collect   the visitor checks each row. A name goes into the tables at once, a play or a removal
 *             into a list; ids of the ledger become the history's own (footprints-id-map.c).
 *   decide    what is decided about names and plays, as the identity layer (identity/). Nothing is
 *             decided yet, so the identity of the base is kept, NULL at first.
 *   apply     removals, then plays: reports of one listen are joined, which is one play in the
 *             columns (footprints-joining.c), or in the hidden ones if it does not count.
 *
 * With a base, the parts begin as copies that share its chunks and tables, so a few new plays cost
 * little however long the history is. The same ledger must always yield the same history, whether
 * read at once or bit by bit: a change of this that yields another one increases
 * FOOTPRINTS_DERIVATION_VERSION, which is part of the version tag. */

#include "libfootprints/history/footprints-derivation-private.h"

#include "libfootprints/core/footprints-error.h"

void
_footprints_derivation_clear (FootprintsDerivation *self)
{
  _footprints_history_parts_clear (&self->parts);
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    _footprints_id_map_clear (&self->ids[i]);
  g_array_unref (self->plays);
  g_byte_array_unref (self->precisions);
  g_array_unref (self->removals);
  g_string_free (self->scratch, TRUE);
}

void
_footprints_derivation_init (FootprintsDerivation *self,
                             FootprintsHistory *base,
                             const FootprintsIdMap *ids)
{
  if (base != NULL)
    {
      _footprints_names_init_copy (&self->parts.names, _footprints_history_get_names (base));
      _footprints_columns_init_copy (&self->parts.columns, _footprints_history_get_columns (base));
      _footprints_columns_init_copy (&self->parts.hidden, _footprints_history_get_hidden (base));
      _footprints_sightings_init_copy (&self->parts.sightings,
                                       _footprints_history_get_sightings (base));
      self->parts.n_doubtful = footprints_history_get_n_doubtful_plays (base);
      self->parts.identity = _footprints_history_dup_identity (base);
    }
  else
    {
      _footprints_names_init (&self->parts.names);
      _footprints_columns_init (&self->parts.columns);
      _footprints_columns_init (&self->parts.hidden);
      _footprints_sightings_init (&self->parts.sightings);
    }
  for (guint i = 0; i < FOOTPRINTS_NAMES_N_TABLES; i++)
    _footprints_id_map_copy (&self->ids[i], &ids[i]);
  self->plays = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));
  self->precisions = g_byte_array_new ();
  self->removals = g_array_new (FALSE, FALSE, sizeof (FootprintsPlay));
  self->scratch = g_string_new (NULL);
}

static gboolean
add_name (FootprintsDerivation *self,
          guint table,
          gint64 id,
          gint64 artist_id,
          const char *name,
          GError **error)
{
  FootprintsIdMap *ids = &self->ids[table];
  gboolean has_diverged = _footprints_id_map_has_diverged (ids);
  gint64 artist = _footprints_id_map_get (&self->ids[FOOTPRINTS_ENTITY_KIND_ARTIST], artist_id);
  gint64 own = has_diverged ? self->parts.names.tables[table].n_ids : id;

  /* The names check the id that they get, which is not the ledger's any more. */
  if (has_diverged && (id < ids->n_ids || id > FOOTPRINTS_NAMES_MAX_ID))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the ledger is damaged: name %" G_GINT64_FORMAT " has an id that is not valid",
                   id);
      return FALSE;
    }
  if (!_footprints_names_add (&self->parts.names, table, own, artist, name, self->scratch, error))
    return FALSE;
  if (has_diverged)
    _footprints_id_map_add (ids, (guint32) id, (guint32) own);
  return TRUE;
}

guint32
_footprints_derivation_invent_name (
    FootprintsDerivation *self, guint table, guint32 artist, const char *name, GError **error)
{
  guint32 own = MAX (1, self->parts.names.tables[table].n_ids);

  _footprints_id_map_diverge (&self->ids[table], own);
  return _footprints_names_add (&self->parts.names, table, own, artist, name, self->scratch, error)
             ? own
             : 0;
}

static gboolean
on_artist (gpointer data, gint64 id, const char *name, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_ARTIST, id, 0, name, error);
}

static gboolean
on_album (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_ALBUM, id, artist_id, title, error);
}

static gboolean
on_track (gpointer data, gint64 id, gint64 artist_id, const char *title, GError **error)
{
  return add_name (data, FOOTPRINTS_ENTITY_KIND_TRACK, id, artist_id, title, error);
}

static gboolean
on_source (gpointer data, gint64 id, const char *name, GError **error)
{
  return add_name (data, FOOTPRINTS_NAMES_SOURCE, id, 0, name, error);
}

static gboolean
has_name (FootprintsDerivation *self, guint table, gint64 id)
{
  return _footprints_name_table_has (&self->parts.names.tables[table], id);
}

/* From 1970 to 2100, the years that calendars support. Footprints stores no time outside them. */
static gboolean
is_time (gint64 listened_at)
{
  return listened_at >= 0 && listened_at < G_GINT64_CONSTANT (4133980800);
}

/* In whole seconds: at least 1 when the length is known, at most 18 hours. */
static guint16
round_length (gint64 duration_ms)
{
  if (duration_ms <= 0)
    return 0;
  return (guint16) CLAMP (duration_ms / 1000 + (duration_ms % 1000 >= 500), 1, G_MAXUINT16);
}

static gboolean
on_listen (gpointer data,
           gint64 id,
           gint64 listened_at,
           gint64 track_id,
           gint64 album_id,
           gint64 source_name_id,
           gint64 duration_ms,
           gint64 precision_s,
           GError **error)
{
  FootprintsDerivation *self = data;
  gint64 track = _footprints_id_map_get (&self->ids[FOOTPRINTS_ENTITY_KIND_TRACK], track_id);
  gint64 album = _footprints_id_map_get (&self->ids[FOOTPRINTS_ENTITY_KIND_ALBUM], album_id);
  gint64 source = _footprints_id_map_get (&self->ids[FOOTPRINTS_NAMES_SOURCE], source_name_id);
  guint8 precision = _footprints_precision_from_s (precision_s);
  FootprintsPlay play = {
    .listened_at = listened_at,
    .id = (guint32) id,
    .track = (guint32) track,
    .album = (guint32) album,
    .source = (guint16) source,
    .length_s = round_length (duration_ms),
  };

  if (id <= 0 || id > G_MAXUINT32 || source > G_MAXUINT16 || !is_time (listened_at) ||
      !has_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, track) ||
      (album_id != 0 && !has_name (self, FOOTPRINTS_ENTITY_KIND_ALBUM, album)) ||
      !has_name (self, FOOTPRINTS_NAMES_SOURCE, source))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                   "the ledger is damaged: play %" G_GINT64_FORMAT
                   " has an id, time, track, album or source that is not valid",
                   id);
      return FALSE;
    }
  g_array_append_val (self->plays, play);
  g_byte_array_append (self->precisions, &precision, 1);
  return TRUE;
}

static gboolean
on_gone (gpointer data, gint64 id, gint64 listened_at, GError **error)
{
  FootprintsDerivation *self = data;
  FootprintsPlay play = { .listened_at = listened_at, .id = (guint32) id };

  /* No play with another id can be in the columns, whatever a damaged ledger says. */
  if (id > 0 && id <= G_MAXUINT32)
    g_array_append_val (self->removals, play);
  return TRUE;
}

const FootprintsLedgerVisitor _footprints_derivation_visitor = {
  on_artist, on_album, on_track, on_source, on_listen, on_gone,
};

/* Whether all names are decided about, or none. */
static G_GNUC_UNUSED gboolean
is_decided (FootprintsDerivation *self)
{
  const FootprintsIdentity *identity = self->parts.identity;

  for (guint kind = 0; identity != NULL && kind < FOOTPRINTS_N_ENTITY_KINDS; kind++)
    if (identity->n_ids[kind] < self->parts.names.tables[kind].n_ids)
      return FALSE;
  return TRUE;
}

/* Each report is a play of its own. */
static gboolean
apply_apart (FootprintsDerivation *self)
{
  FootprintsPlay *plays = (FootprintsPlay *) (gpointer) self->plays->data;
  FootprintsPlay removed;
  gboolean continues;
  guint n_removed = 0;

  /* Removals first: a play whose details changed is removed, and added again under the same id. */
  for (guint i = 0; i < self->removals->len; i++)
    {
      const FootprintsPlay *removal = &g_array_index (self->removals, FootprintsPlay, i);

      /* A play that was restored and removed again since the last history is in neither. */
      if (_footprints_columns_remove (&self->parts.columns, removal->listened_at, removal->id,
                                      &removed))
        n_removed++;
      else
        _footprints_columns_remove (&self->parts.hidden, removal->listened_at, removal->id,
                                    &removed);
    }
  _footprints_columns_add (&self->parts.columns, plays, self->plays->len, &continues);
  return continues && n_removed == 0;
}

gboolean
_footprints_derivation_apply (FootprintsDerivation *self, FootprintsJoining *joining)
{
  const FootprintsPlay *plays = (const FootprintsPlay *) (gconstpointer) self->plays->data;
  const FootprintsReportChanges changes = {
    .removals = (const FootprintsPlay *) (gconstpointer) self->removals->data,
    .n_removals = self->removals->len,
    .plays = plays,
    .precisions = self->precisions->data,
    .n_plays = self->plays->len,
  };

  /* on_listen() checks every play, so one is enough here: release builds run this, too. */
  g_assert (self->plays->len == 0 ||
            (plays[0].id != 0 && plays[0].track != 0 && plays[0].source != 0));
  g_assert (is_decided (self));

  return joining != NULL ? _footprints_joining_apply (joining, &self->parts, &changes)
                         : apply_apart (self);
}
