/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/history/footprints-id-map-private.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* A history under construction. What the ledger says of plays and names is collected by the
 * visitor, and becomes a history in stages, each of which reads only what the stages before it
 * made:
 *
 *   names     as reported, under the history's own ids          on_artist(), on_album(),
 * on_track(), on_source() identity  what was decided about them parts.identity, NULL where nothing
 * is plays     those that are gone leave, new ones come in       _footprints_derivation_apply()
 *   hidden    those that do not count stand in columns apart    parts.hidden
 *
 * Pure: no I/O. One thread. */
typedef struct
{
  FootprintsHistoryParts parts;
  FootprintsIdMap ids[FOOTPRINTS_NAMES_N_TABLES];
  GArray *plays;    /* of FootprintsPlay, new since the last history */
  GArray *removals; /* of FootprintsPlay, of which only time and id are known */
  GString *scratch;
} FootprintsDerivation;

/* @base: the history to continue, or NULL to begin; @ids: those that it was derived with, by table.
 */
void _footprints_derivation_init (FootprintsDerivation *self,
                                  FootprintsHistory *base,
                                  const FootprintsIdMap *ids);
void _footprints_derivation_clear (FootprintsDerivation *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsDerivation, _footprints_derivation_clear)

/* Collects; its data is the derivation. */
extern const FootprintsLedgerVisitor _footprints_derivation_visitor;

/* Adds a name that no source reported; @artist: the history's id of its artist, for albums and
 * tracks. Gives its id; 0 with
 * @error set. */
guint32 _footprints_derivation_invent_name (
    FootprintsDerivation *self, guint table, guint32 artist, const char *name, GError **error);

/* Puts what was collected into the parts. TRUE when the columns continue those of the base. */
gboolean _footprints_derivation_apply (FootprintsDerivation *self);

G_END_DECLS
