/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-enums.h"
#include "libfootprints/history/footprints-buffer-private.h"
#include "libfootprints/identity/footprints-identity-private.h"

G_BEGIN_DECLS

/* The dictionaries of a history: names by the history's ids, with the folded form of each for
 * searching. A set of names is the value of one snapshot; copies share what they have in common. */

/* Artists, albums and tracks are FootprintsEntityKind; sources come after them. */
#define FOOTPRINTS_NAMES_SOURCE 3
#define FOOTPRINTS_NAMES_N_TABLES 4
/* Dense ids make counting fast; a ledger with ids beyond this is damaged. */
#define FOOTPRINTS_NAMES_MAX_ID (100 * 1000 * 1000)

typedef struct
{
  FootprintsBuffer *texts;         /* bytes, each name with its NUL */
  FootprintsBuffer *text_starts;   /* guint32 by id */
  FootprintsBuffer *folded;        /* bytes, each folded name with its NUL */
  FootprintsBuffer *folded_starts; /* guint32 by id */
  FootprintsBuffer *artists;       /* guint32 by id; NULL for artists and sources */
  guint32 n_ids;                   /* ids are below this; 0 names nothing */
  gsize n_text_bytes;
  gsize n_folded_bytes;
} FootprintsNameTable;

typedef struct
{
  FootprintsNameTable tables[FOOTPRINTS_NAMES_N_TABLES];
} FootprintsNames;

void _footprints_names_init (FootprintsNames *self);
void _footprints_names_init_copy (FootprintsNames *self, const FootprintsNames *other);
void _footprints_names_clear (FootprintsNames *self);
/* Releases spare room after the first load. */
void _footprints_names_trim (FootprintsNames *self);
gsize _footprints_names_get_memory_use_bytes (const FootprintsNames *self);

/* Adds a name under an id greater than all before it. */
gboolean _footprints_names_add (FootprintsNames *self,
                                guint table,
                                gint64 id,
                                gint64 artist_id,
                                const char *name,
                                GString *scratch,
                                GError **error);

static inline const guint32 *
_footprints_name_table_get_artists (const FootprintsNameTable *self)
{
  return (const guint32 *) (gconstpointer) self->artists->data;
}

/* "" for an id that names nothing. */
static inline const char *
_footprints_name_table_get (const FootprintsNameTable *self, guint32 id)
{
  const guint32 *starts = (const guint32 *) (gconstpointer) self->text_starts->data;

  return (const char *) self->texts->data + starts[id];
}

/* The same as folded for searches. */
static inline const char *
_footprints_name_table_get_folded (const FootprintsNameTable *self, guint32 id)
{
  const guint32 *starts = (const guint32 *) (gconstpointer) self->folded_starts->data;

  return (const char *) self->folded->data + starts[id];
}

/* Called for each play that is loaded, so it does not read the texts, which are scattered in
 * memory: a gap among the ids is a text that is only its NUL. */
static inline gboolean
_footprints_name_table_has (const FootprintsNameTable *self, gint64 id)
{
  const guint32 *starts = (const guint32 *) (gconstpointer) self->text_starts->data;

  return id > 0 && id < self->n_ids &&
         (id + 1 < self->n_ids ? starts[id + 1] : self->n_text_bytes) - starts[id] > 1;
}

/* The id of the artist @artist, or of the album or track @title by @artist; 0 when there is none.
 */
guint32 _footprints_names_find (const FootprintsNames *self,
                                FootprintsEntityKind kind,
                                const char *artist,
                                const char *title);

/* Calls @func with each id whose folded name contains @needle, which must be folded, in ascending
 * order. */
typedef void (*FootprintsNameMatchFunc) (gpointer data, guint32 id);
void _footprints_name_table_search (const FootprintsNameTable *self,
                                    const char *needle,
                                    FootprintsNameMatchFunc func,
                                    gpointer data);

G_END_DECLS
