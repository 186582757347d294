/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/review/footprints-milestones.h"

#include "libfootprints/history/footprints-history-private.h"
#include "libfootprints/report/charts/footprints-ranking-private.h"
#include "libfootprints/report/footprints-list-report-private.h"
#include "libfootprints/report/review/footprints-milestone-private.h"

#define N_KINDS 4
/* From here on, every multiple of this is a milestone. */
#define LARGE_STEP 10000
/* The lowest milestone after the very first. */
#define FIRST_STEP 100

/**
 * FootprintsMilestones:
 *
 * The round numbers that a history reached: a list model of [class@Milestone], oldest first.
 *
 * Threading: any thread.
 *
 * Source: doc/reports.md, "Milestones".
 *
 * Since: 0.1
 */
struct _FootprintsMilestones
{
  FootprintsListReport parent_instance;

  FootprintsHistory *history; /* has the names */
  GArray *reached;            /* of Reached */
};

struct _FootprintsMilestonesClass
{
  FootprintsListReportClass parent_class;
};

typedef struct
{
  FootprintsMilestoneKind kind;
  guint32 number;
  FootprintsPlay play;
} Reached;

G_DEFINE_FINAL_TYPE (FootprintsMilestones, footprints_milestones, FOOTPRINTS_TYPE_LIST_REPORT)

static void
footprints_milestones_finalize (GObject *object)
{
  FootprintsMilestones *self = FOOTPRINTS_MILESTONES (object);

  g_array_unref (self->reached);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (footprints_milestones_parent_class)->finalize (object);
}

static const Reached *
get_reached (FootprintsMilestones *self, guint position)
{
  return &g_array_index (self->reached, Reached, position);
}

static const char *
milestones_get_name (FootprintsMilestones *self, FootprintsEntityKind kind, guint32 id)
{
  return _footprints_name_table_get (_footprints_history_get_name_table (self->history, kind), id);
}

static const char *
get_album (FootprintsMilestones *self, const FootprintsPlay *play)
{
  return play->album != 0 ? milestones_get_name (self, FOOTPRINTS_ENTITY_KIND_ALBUM, play->album)
                          : NULL;
}

static const char *
milestones_get_artist (FootprintsMilestones *self, const FootprintsPlay *play)
{
  return _footprints_entity_get_artist (self->history, FOOTPRINTS_ENTITY_KIND_TRACK, play->track);
}

static void
milestones_fill_row (FootprintsListReport *report, guint position, gpointer row)
{
  FootprintsMilestones *self = FOOTPRINTS_MILESTONES (report);
  const Reached *reached = get_reached (self, position);

  *(FootprintsMilestoneRow *) row = (FootprintsMilestoneRow){
    .kind = reached->kind,
    .number = reached->number,
    .reached_at = reached->play.listened_at,
    .artist = milestones_get_artist (self, &reached->play),
    .track = milestones_get_name (self, FOOTPRINTS_ENTITY_KIND_TRACK, reached->play.track),
    .album = get_album (self, &reached->play),
  };
}

static void
footprints_milestones_class_init (FootprintsMilestonesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_milestones_finalize;
  _footprints_list_report_class_setup (klass, &_footprints_milestone_row_type, milestones_fill_row);
}

static void
footprints_milestones_init (FootprintsMilestones *self)
{
  self->reached = g_array_new (FALSE, FALSE, sizeof (Reached));
}

/* The next of 1, 100, 500, 1000, 5000, 10000, and every further ten thousand. */
static guint32
next_round (guint32 number)
{
  guint32 step = FIRST_STEP;

  if (number == 0)
    return 1;
  if (number >= LARGE_STEP)
    return (number / LARGE_STEP + 1) * LARGE_STEP;
  while (number >= 5 * step)
    step *= 10;
  return number < step ? step : 5 * step;
}

/* The order in which the milestones of one play are listed. */
static const FootprintsMilestoneKind order[N_KINDS] = {
  FOOTPRINTS_MILESTONE_KIND_PLAYS,
  FOOTPRINTS_MILESTONE_KIND_TRACKS,
  FOOTPRINTS_MILESTONE_KIND_ARTISTS,
  FOOTPRINTS_MILESTONE_KIND_ALBUMS,
};

typedef struct
{
  guint32 n[N_KINDS]; /* how many are missing until the next milestone */
} Missing;

typedef struct
{
  GArray *reached;
  FootprintsEntities entities;
  guint8 *met[N_KINDS];  /* by id, of all but plays */
  guint32 next[N_KINDS]; /* milestones */
  Missing missing;
  guint32 from; /* milestones reached before this play are not listed */
} Walk;

/* Adds the milestones that play @i reached. */
static void
reach (Walk *walk, const FootprintsChunk *chunk, guint32 i)
{
  guint32 n_plays = walk->next[FOOTPRINTS_MILESTONE_KIND_PLAYS] -
                    walk->missing.n[FOOTPRINTS_MILESTONE_KIND_PLAYS];

  for (guint k = 0; k < N_KINDS; k++)
    {
      Reached reached = { .kind = order[k], .number = walk->next[order[k]] };

      if (walk->missing.n[reached.kind] > 0)
        continue;
      walk->next[reached.kind] = next_round (reached.number);
      walk->missing.n[reached.kind] = walk->next[reached.kind] - reached.number;
      if (n_plays <= walk->from)
        continue;
      reached.play =
          _footprints_entities_resolve (&walk->entities, _footprints_chunk_get (chunk, i));
      g_array_append_val (walk->reached, reached);
    }
}

static inline guint32
meet (guint8 *met, guint32 id)
{
  guint32 is_new = !met[id];

  met[id] = TRUE;
  return is_new;
}

/* The artists of play @i beyond the first: each may reach a milestone of its own. */
static void
meet_others (
    Walk *walk, const FootprintsChunk *chunk, guint32 i, const guint32 *artists, guint n_artists)
{
  guint32 *missing = &walk->missing.n[FOOTPRINTS_MILESTONE_KIND_ARTISTS];

  for (guint k = 0; k < n_artists; k++)
    {
      if (*missing == 0)
        reach (walk, chunk, i);
      *missing -= meet (walk->met[FOOTPRINTS_MILESTONE_KIND_ARTISTS], artists[k]);
    }
}

/* Without branches except rare ones, as new ids cannot be predicted. */
static void
count_run (Walk *walk, const FootprintsChunkPart *part)
{
  guint8 *artists = walk->met[FOOTPRINTS_MILESTONE_KIND_ARTISTS];
  guint8 *albums = walk->met[FOOTPRINTS_MILESTONE_KIND_ALBUMS];
  guint8 *tracks = walk->met[FOOTPRINTS_MILESTONE_KIND_TRACKS];
  FootprintsEntities entities = walk->entities;
  Missing missing = walk->missing;

  for (guint32 i = part->from; i < part->to; i++)
    {
      guint32 track = _footprints_entities_get_track (&entities, part->chunk->tracks[i]);
      guint32 album = _footprints_entities_get_album (&entities, part->chunk->albums[i]);
      guint n_credited;
      const guint32 *credited = _footprints_entities_get_artists (&entities, track, &n_credited);

      missing.n[FOOTPRINTS_MILESTONE_KIND_PLAYS]--;
      missing.n[FOOTPRINTS_MILESTONE_KIND_ARTISTS] -= meet (artists, credited[0]);
      missing.n[FOOTPRINTS_MILESTONE_KIND_ALBUMS] -= meet (albums, album);
      missing.n[FOOTPRINTS_MILESTONE_KIND_TRACKS] -= meet (tracks, track);
      if (G_UNLIKELY (n_credited > 1))
        {
          walk->missing = missing;
          meet_others (walk, part->chunk, i, credited + 1, n_credited - 1);
          missing = walk->missing;
        }
      if (missing.n[FOOTPRINTS_MILESTONE_KIND_PLAYS] > 0 &&
          missing.n[FOOTPRINTS_MILESTONE_KIND_ARTISTS] > 0 &&
          missing.n[FOOTPRINTS_MILESTONE_KIND_ALBUMS] > 0 &&
          missing.n[FOOTPRINTS_MILESTONE_KIND_TRACKS] > 0)
        continue;
      walk->missing = missing;
      reach (walk, part->chunk, i);
      missing = walk->missing;
    }
  walk->missing = missing;
}

static void
milestones_fill (FootprintsMilestones *self, FootprintsHistory *history, FootprintsPlayRange range)
{
  static const FootprintsEntityKind entities[N_KINDS] = {
    [FOOTPRINTS_MILESTONE_KIND_ARTISTS] = FOOTPRINTS_ENTITY_KIND_ARTIST,
    [FOOTPRINTS_MILESTONE_KIND_ALBUMS] = FOOTPRINTS_ENTITY_KIND_ALBUM,
    [FOOTPRINTS_MILESTONE_KIND_TRACKS] = FOOTPRINTS_ENTITY_KIND_TRACK,
  };
  const FootprintsNameTable *tables = _footprints_history_get_names (history)->tables;
  Walk walk = {
    .reached = self->reached,
    .entities = _footprints_history_get_entities (history),
    .next = { 1, 1, 1, 1 },
    .missing = { { 1, 1, 1, 1 } },
    .from = range.from,
  };
  guint32 index = 0;
  FootprintsChunkPart part;

  for (guint kind = FOOTPRINTS_MILESTONE_KIND_ARTISTS; kind < N_KINDS; kind++)
    walk.met[kind] = g_malloc0 (MAX (1, tables[entities[kind]].n_ids));
  walk.met[FOOTPRINTS_MILESTONE_KIND_ALBUMS][0] = TRUE; /* 0 is no album */
  while (_footprints_columns_next_part (_footprints_history_get_columns (history), &index, range.to,
                                        &part))
    count_run (&walk, &part);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_free (walk.met[kind]);
}

/**
 * footprints_history_get_milestones:
 * @history: a history
 * @period: the period in which they were reached
 *
 * Finds the round numbers of plays, artists, albums and tracks that the history reached: 1, 100,
 * 500, 1,000, 5,000, 10,000 and every further ten thousand.
 *
 * Threading: any thread, no lock, no I/O; linear in the plays up to the end of @period.
 *
 * Source: doc/reports.md, "Milestones".
 *
 * Returns: (transfer full): milestones, oldest first, possibly none
 *
 * Since: 0.1
 */
FootprintsMilestones *
footprints_history_get_milestones (FootprintsHistory *history, FootprintsPeriod *period)
{
  FootprintsMilestones *self;

  g_return_val_if_fail (FOOTPRINTS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (period != NULL, NULL);

  self = g_object_new (FOOTPRINTS_TYPE_MILESTONES, NULL);
  _footprints_report_set_period (FOOTPRINTS_REPORT (self), period);
  self->history = g_object_ref (history);
  milestones_fill (self, history, _footprints_history_get_range (history, period));
  _footprints_list_report_set_n_items (FOOTPRINTS_LIST_REPORT (self), self->reached->len);
  return self;
}
