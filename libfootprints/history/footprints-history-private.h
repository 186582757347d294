/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/calendar/footprints-period.h"
#include "libfootprints/core/plays/footprints-scrobble-row-private.h"
#include "libfootprints/history/footprints-columns-private.h"
#include "libfootprints/history/footprints-entities-private.h"
#include "libfootprints/history/footprints-estimates-private.h"
#include "libfootprints/history/footprints-history.h"
#include "libfootprints/history/footprints-names-private.h"
#include "libfootprints/history/footprints-sightings-private.h"

G_BEGIN_DECLS

/* What a history is made of. */
typedef struct
{
  FootprintsNames names;
  FootprintsColumns columns;     /* the plays that count */
  FootprintsColumns hidden;      /* those that do not count: no report reads them */
  FootprintsIdentity *identity;  /* the decisions about names; NULL: none */
  FootprintsSightings sightings; /* the reports of listens that have several */
  guint32 n_doubtful;            /* listens that may be the same as another one */
} FootprintsHistoryParts;

void _footprints_history_parts_clear (FootprintsHistoryParts *self);

/* Takes ownership of the parts. @parent: NULL, or the history that the new one continues: the same
 * plays, followed by more. */
FootprintsHistory *_footprints_history_new (FootprintsHistoryParts *parts,
                                            const char *version_tag,
                                            FootprintsHistory *parent);

const FootprintsNames *_footprints_history_get_names (FootprintsHistory *self);
const FootprintsColumns *_footprints_history_get_columns (FootprintsHistory *self);
/* The plays that do not count. */
const FootprintsColumns *_footprints_history_get_hidden (FootprintsHistory *self);
/* Completes a report of the ledger with what others know about the same listen; the texts are
 * borrowed from the history. FALSE: it is not a play, as it repeats another report. */
gboolean
_footprints_history_complete_row (FootprintsHistory *self, gint64 id, FootprintsScrobbleRow *row);
/* Both are those of the whole history, also for a part of one. */
guint32 _footprints_history_get_n_doubtful (FootprintsHistory *self);
const FootprintsSightings *_footprints_history_get_sightings (FootprintsHistory *self);
/* The reports of the listen that the report @lead leads, one of which is of @listened_at, oldest
 * first (element-type FootprintsSighting) (transfer full). None for a play with one report. */
GArray *
_footprints_history_list_reports (FootprintsHistory *history, gint64 listened_at, guint32 lead);
const FootprintsNameTable *_footprints_history_get_name_table (FootprintsHistory *self,
                                                               FootprintsEntityKind kind);
FootprintsEntities _footprints_history_get_entities (FootprintsHistory *self);
/* The play at @index, with its track and album in place of the reported ones. */
FootprintsPlay _footprints_history_get_play (FootprintsHistory *self, guint32 index);
/* The artist @artist, or the album or track @title by @artist, under any reported name; 0 when
 * there is none. */
guint32 _footprints_history_find_entity (FootprintsHistory *self,
                                         FootprintsEntityKind kind,
                                         const char *artist,
                                         const char *title);
/* NULL: nothing is decided (transfer full). */
FootprintsIdentity *_footprints_history_dup_identity (FootprintsHistory *self);
/* The same plays with other decisions (transfer full); @identity: settled, or NULL for none. */
FootprintsHistory *_footprints_history_new_decided (FootprintsHistory *self,
                                                    FootprintsIdentity *identity);

FootprintsPlayRange _footprints_history_get_range (FootprintsHistory *self,
                                                   FootprintsPeriod *period);

/* A count for each entity of one kind, by id: of plays, or of something else. */
typedef struct
{
  guint32 *counts; /* by id; counts[0]: plays without such an entity (no album) */
  guint32 n_ids;
  guint32 n_distinct; /* entities with a count */
  guint64 total;      /* includes plays without such an entity */
} FootprintsTally;

void _footprints_tally_clear (FootprintsTally *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsTally, _footprints_tally_clear)

/* Counts the plays of @range. */
FootprintsTally _footprints_history_tally (FootprintsHistory *self,
                                           FootprintsEntityKind kind,
                                           FootprintsPlayRange range);
/* Counts the different entities of each kind in the plays of @range, into an array of
 * FOOTPRINTS_N_ENTITY_KINDS. Faster than tallies, as a mark takes a quarter of the cache of a
 * count. */
void _footprints_history_count_distinct (FootprintsHistory *self,
                                         FootprintsPlayRange range,
                                         guint32 *n_distinct);
/* The tally of all plays, made once for a history and kept (transfer none). */
const FootprintsTally *_footprints_history_get_total_tally (FootprintsHistory *self,
                                                            FootprintsEntityKind kind);
/* The tally of all plays when @range is all of them; otherwise that of @range, counted into @own,
 * which must be empty. */
const FootprintsTally *_footprints_history_get_tally (FootprintsHistory *self,
                                                      FootprintsEntityKind kind,
                                                      FootprintsPlayRange range,
                                                      FootprintsTally *own);

FootprintsListening _footprints_history_sum_lengths (FootprintsHistory *self,
                                                     FootprintsPlayRange range);
/* Counts the seconds of the plays of @range. */
FootprintsTally _footprints_history_tally_lengths (FootprintsHistory *self,
                                                   FootprintsEntityKind kind,
                                                   FootprintsPlayRange range);

FootprintsTally _footprints_history_tally_by (FootprintsHistory *self,
                                              FootprintsEntityKind kind,
                                              FootprintsMeasure measure,
                                              FootprintsPlayRange range);

/* Made once for a history and the parts of it, and kept (transfer none). */
const FootprintsEstimates *_footprints_history_get_estimates (FootprintsHistory *self);

/* Takes ownership of the parts. The new history has some of the plays of @whole. */
FootprintsHistory *_footprints_history_new_part (FootprintsHistoryParts *parts,
                                                 FootprintsHistory *whole);
gboolean _footprints_history_is_part (FootprintsHistory *self);

/* Whether @range is all of its plays. */
gboolean _footprints_history_is_whole (FootprintsHistory *self, FootprintsPlayRange range);

G_END_DECLS
