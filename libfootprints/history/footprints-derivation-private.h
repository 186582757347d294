/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/history/footprints-id-map-private.h"
#include "libfootprints/history/footprints-joining-private.h"
#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* A history under construction. The visitor collects what the ledger reports about plays and names.
 * That becomes a history in stages, each of which reads only what the stages before it made:
 *
 * - names: as reported, under the history's own ids; on_artist(), on_album(), on_track(),
 *   on_source()
 * - identity: the decisions about names; parts.identity, NULL where there are none
 * - listens: reports that were removed leave, new ones are added, and those of one listen are
 *   joined; _footprints_derivation_apply()
 * - hidden: plays that do not count are in separate columns; parts.hidden
 *
 * Pure: no I/O. One thread. */
typedef struct
{
  FootprintsHistoryParts parts;
  FootprintsIdMap ids[FOOTPRINTS_NAMES_N_TABLES];
  GArray *plays;          /* of FootprintsPlay, new since the last history */
  GByteArray *precisions; /* of FootprintsPrecision, one for each of plays */
  GArray *removals;       /* of FootprintsPlay with only time and id set */
  GString *scratch;
} FootprintsDerivation;

/* @base: the history to continue, or NULL to start afresh; @ids: the maps that @base was derived
 * with, by table. */
void _footprints_derivation_init (FootprintsDerivation *self,
                                  FootprintsHistory *base,
                                  const FootprintsIdMap *ids);
void _footprints_derivation_clear (FootprintsDerivation *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsDerivation, _footprints_derivation_clear)

/* Collects what a ledger reports; its data is the derivation. */
extern const FootprintsLedgerVisitor _footprints_derivation_visitor;

/* Adds a name that no source reported; @artist: the history's id of its artist, for albums and
 * tracks. Returns the id of the name; 0 with @error set. */
guint32 _footprints_derivation_invent_name (
    FootprintsDerivation *self, guint table, guint32 artist, const char *name, GError **error);

/* Applies the collected plays to the parts. TRUE when the columns continue those of the base.
 * @joining: what is known about the reports of the base; NULL: each report is a play. */
gboolean _footprints_derivation_apply (FootprintsDerivation *self, FootprintsJoining *joining);

G_END_DECLS
