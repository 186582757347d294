/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The state of a toy ledger: its plays, their names and reports, and the log of changes. */

#include "toy-state.h"

#include "toy-records.h"

#include "libfootprints/core/footprints-error.h"

#include <string.h>

#define MAX_SOURCES G_MAXUINT16

/* So low that tests see readers start over. */
#define MAX_CHANGES 16

/* ---- Items ---- */

static void
name_clear (gpointer data)
{
  ToyName *name = data;

  if (name->artist != NULL)
    g_atomic_rc_box_release_full (name->artist, name_clear);
  g_free (name->text);
}

static void
name_unref (ToyName *name)
{
  g_atomic_rc_box_release_full (name, name_clear);
}

static void
report_clear (gpointer data)
{
  ToyReport *report = data;

  g_clear_pointer (&report->album, name_unref);
  g_free (report->source_id);
  g_free (report->info);
}

static void
report_unref (gpointer report)
{
  g_atomic_rc_box_release_full (report, report_clear);
}

static void
play_clear (gpointer data)
{
  ToyPlay *play = data;

  name_unref (play->track);
  name_unref (play->source);
  g_ptr_array_unref (play->reports);
}

void
toy_play_unref (ToyPlay *self)
{
  g_atomic_rc_box_release_full (self, play_clear);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return compare_numbers (((const ToyName *) a)->id, ((const ToyName *) b)->id);
}

/* Byte by byte. */
static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const ToyName *left = a;
  const ToyName *right = b;
  int order = left->artist != NULL ? strcmp (left->artist->text, right->artist->text) : 0;

  return order != 0 ? order : strcmp (left->text, right->text);
}

static int
compare_plays (gconstpointer a, gconstpointer b)
{
  return compare_numbers (((const ToyPlay *) a)->id, ((const ToyPlay *) b)->id);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  int order =
      compare_numbers (((const ToyPlay *) a)->listened_at, ((const ToyPlay *) b)->listened_at);

  return order != 0 ? order : compare_plays (a, b);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const ToyPlay *left = a;
  const ToyPlay *right = b;
  int order = compare_numbers (left->listened_at, right->listened_at);

  if (order == 0)
    order = compare_texts (left->track, right->track);
  return order != 0 ? order : compare_texts (left->source, right->source);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const ToyChange *left = a;
  const ToyChange *right = b;
  int order = compare_numbers (left->generation, right->generation);

  return order != 0 ? order : compare_numbers (left->listen_id, right->listen_id);
}

static const ToyKind play_kind = { compare_plays, play_clear };
static const ToyKind time_kind = { compare_times, play_clear };
static const ToyKind key_kind = { compare_keys, play_clear };
static const ToyKind change_kind = { compare_changes, NULL };
static const ToyKind name_kind = { compare_names, name_clear };
static const ToyKind text_kind = { compare_texts, name_clear };

/* ---- States ---- */

ToyState *
toy_state_new (void)
{
  ToyState *self = g_atomic_rc_box_new0 (ToyState);

  toy_tree_init (&self->trees[TOY_PLAYS], &play_kind);
  toy_tree_init (&self->trees[TOY_PLAYS_BY_TIME], &time_kind);
  toy_tree_init (&self->trees[TOY_PLAYS_BY_KEY], &key_kind);
  toy_tree_init (&self->trees[TOY_CHANGES], &change_kind);
  toy_tree_init (&self->trees[TOY_TABLES], &toy_table_kind);
  self->coarse = g_array_new (FALSE, FALSE, sizeof (ToyPrecision));
  for (guint i = 0; i < TOY_N_NAME_KINDS; i++)
    {
      toy_tree_init (&self->trees[TOY_NAMES + i], &name_kind);
      toy_tree_init (&self->trees[TOY_NAMES_BY_TEXT + i], &text_kind);
    }
  return self;
}

ToyState *
toy_state_copy (const ToyState *self)
{
  ToyState *copy = g_atomic_rc_box_new0 (ToyState);

  *copy = *self;
  for (guint i = 0; i < TOY_N_TREES; i++)
    toy_tree_init_copy (&copy->trees[i], &self->trees[i]);
  copy->coarse = g_array_copy (self->coarse);
  return copy;
}

static void
state_clear (gpointer data)
{
  ToyState *self = data;

  for (guint i = 0; i < TOY_N_TREES; i++)
    toy_tree_clear (&self->trees[i]);
  g_array_unref (self->coarse);
}

ToyState *
toy_state_ref (ToyState *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
toy_state_unref (ToyState *self)
{
  g_atomic_rc_box_release_full (self, state_clear);
}

ToyPlay *
toy_state_find_play (const ToyState *self, gint64 id)
{
  const ToyPlay like = { .id = id };

  return toy_tree_find (&self->trees[TOY_PLAYS], &like);
}

ToyPlay *
toy_state_find_play_after (const ToyState *self, gint64 id)
{
  const ToyPlay like = { .id = id };

  return toy_tree_find_after (&self->trees[TOY_PLAYS], &like);
}

ToyName *
toy_state_find_name_after (const ToyState *self, ToyNameKind kind, gint64 id)
{
  const ToyName like = { .id = id };

  return toy_tree_find_after (&self->trees[TOY_NAMES + kind], &like);
}

ToyPlay *
toy_state_find_later (const ToyState *self, gint64 listened_at, gint64 id)
{
  const ToyPlay like = { .id = id, .listened_at = listened_at };

  return toy_tree_find_after (&self->trees[TOY_PLAYS_BY_TIME], &like);
}

ToyPlay *
toy_state_find_earlier (const ToyState *self, gint64 listened_at, gint64 id)
{
  const ToyPlay like = { .id = id, .listened_at = listened_at };

  return toy_tree_find_before (&self->trees[TOY_PLAYS_BY_TIME], &like);
}

ToyPlay *
toy_state_find_row (const ToyState *self, const FootprintsScrobbleRow *row)
{
  ToyName artist = { .text = (char *) row->artist };
  ToyName track = { .artist = &artist, .text = (char *) row->track };
  ToyName source = { .text = (char *) row->source };
  const ToyPlay like = { .listened_at = row->listened_at, .track = &track, .source = &source };

  return toy_tree_find (&self->trees[TOY_PLAYS_BY_KEY], &like);
}

/* ---- Reports ---- */

const ToyReport *
toy_play_get_report (const ToyPlay *self)
{
  return g_ptr_array_index (self->reports, 0);
}

ToyReport *
toy_play_find_report (const ToyPlay *self, gint64 origin)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      ToyReport *report = g_ptr_array_index (self->reports, i);

      if (report->origin == origin)
        return report;
    }
  return NULL;
}

gboolean
toy_play_is_held (const ToyPlay *self, FootprintsOrigins origins)
{
  for (gsize i = 0; i < origins.n_ids; i++)
    if (toy_play_find_report (self, origins.ids[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
toy_report_is_same (const ToyReport *self, const ToyReport *other)
{
  return self->album == other->album && self->duration_ms == other->duration_ms &&
         g_strcmp0 (self->source_id, other->source_id) == 0 &&
         g_strcmp0 (self->info, other->info) == 0;
}

ToyReport *
toy_report_copy (const ToyReport *self, gint64 origin)
{
  ToyReport *copy = g_atomic_rc_box_new0 (ToyReport);

  *copy = *self;
  copy->origin = origin;
  copy->source_id = g_strdup (self->source_id);
  copy->info = g_strdup (self->info);
  if (copy->album != NULL)
    g_atomic_rc_box_acquire (copy->album);
  return copy;
}

/* Whether an album says more than another about the play. */
static gboolean
is_fuller (const ToyPlay *play, const ToyName *album, const ToyName *than)
{
  if (album == NULL || than == NULL)
    return album != NULL;
  return g_str_equal (album->text, than->text) && than->artist == play->track->artist &&
         album->artist != than->artist;
}

gboolean
toy_play_gains (const ToyPlay *self, const ToyReport *report, const ToyReport *other)
{
  return is_fuller (self, other->album, report->album) ||
         (report->duration_ms == 0 && other->duration_ms != 0) ||
         (report->source_id == NULL && other->source_id != NULL) ||
         (report->info == NULL && other->info != NULL);
}

static int
compare_origins (gconstpointer a, gconstpointer b)
{
  const ToyReport *left = *(const ToyReport *const *) a;
  const ToyReport *right = *(const ToyReport *const *) b;

  return left->origin < right->origin ? -1 : left->origin > right->origin;
}

ToyReport
toy_play_get_details (const ToyPlay *self)
{
  ToyReport details = *toy_play_get_report (self);
  g_autoptr (GPtrArray) others = g_ptr_array_copy (self->reports, NULL, NULL);
  gboolean is_fullest = FALSE;

  g_ptr_array_set_free_func (others, NULL);
  g_ptr_array_remove_index (others, 0);
  g_ptr_array_sort (others, compare_origins);
  for (guint i = 0; i < others->len; i++)
    {
      const ToyReport *other = g_ptr_array_index (others, i);

      if (!is_fullest && is_fuller (self, other->album, details.album))
        {
          is_fullest = details.album != NULL;
          details.album = other->album;
        }
      if (details.duration_ms == 0)
        details.duration_ms = other->duration_ms;
      if (details.source_id == NULL)
        details.source_id = other->source_id;
      if (details.info == NULL)
        details.info = other->info;
    }
  return details;
}

/* ---- Writing ---- */

/* Returns a reference to the name, and makes it if it is new. */
static ToyName *
intern (ToyState *self, ToyNameKind kind, ToyName *artist, const char *text)
{
  const ToyName like = { .artist = artist, .text = (char *) text };
  ToyName *name = toy_tree_find (&self->trees[TOY_NAMES_BY_TEXT + kind], &like);

  if (name != NULL)
    return g_atomic_rc_box_acquire (name);
  name = g_atomic_rc_box_new0 (ToyName);
  name->id = ++self->last_name_ids[kind];
  name->artist = artist != NULL ? g_atomic_rc_box_acquire (artist) : NULL;
  name->text = g_strdup (text);
  toy_tree_put (&self->trees[TOY_NAMES + kind], name);
  toy_tree_put (&self->trees[TOY_NAMES_BY_TEXT + kind], name);
  return name;
}

static ToyReport *
make_report (ToyState *self, const FootprintsScrobbleRow *row, ToyName *artist, gint64 origin)
{
  const char *album_artist = _footprints_scrobble_row_get_album_artist (row);
  ToyReport *report = g_atomic_rc_box_new0 (ToyReport);

  report->origin = origin;
  report->duration_ms = row->duration_ms;
  report->source_id = g_strdup (row->source_id);
  report->info = g_strdup (row->info);
  if (row->album != NULL)
    {
      ToyName *by = album_artist != NULL ? intern (self, TOY_ARTIST, NULL, album_artist)
                                         : g_atomic_rc_box_acquire (artist);

      report->album = intern (self, TOY_ALBUM, by, row->album);
      name_unref (by);
    }
  return report;
}

ToyPlay *
toy_state_make_play (ToyState *self,
                     const FootprintsScrobbleRow *row,
                     gint64 origin,
                     GError **error)
{
  ToyName *source = intern (self, TOY_SOURCE, NULL, row->source);
  ToyName *artist;
  ToyPlay *play;

  if (source->id > MAX_SOURCES)
    {
      name_unref (source);
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                   "a ledger holds plays of at most %d sources", MAX_SOURCES);
      return NULL;
    }
  artist = intern (self, TOY_ARTIST, NULL, row->artist);
  play = g_atomic_rc_box_new0 (ToyPlay);
  play->listened_at = row->listened_at;
  play->track = intern (self, TOY_TRACK, artist, row->track);
  play->source = source;
  play->reports = g_ptr_array_new_with_free_func (report_unref);
  g_ptr_array_add (play->reports, make_report (self, row, artist, origin));
  name_unref (artist);
  return play;
}

/* Adds to @report what @more knows. */
static void
fill_in (const ToyPlay *play, ToyReport *report, const ToyReport *more)
{
  if (is_fuller (play, more->album, report->album))
    {
      g_clear_pointer (&report->album, name_unref);
      report->album = g_atomic_rc_box_acquire (more->album);
    }
  if (report->duration_ms == 0)
    report->duration_ms = more->duration_ms;
  if (report->source_id == NULL)
    report->source_id = g_strdup (more->source_id);
  if (report->info == NULL)
    report->info = g_strdup (more->info);
}

gboolean
toy_state_add_report (ToyState *self,
                      ToyPlay *play,
                      const FootprintsScrobbleRow *row,
                      gint64 origin)
{
  g_autoptr (ToyPlay) copy = toy_play_copy (play);
  ToyReport *report = make_report (self, row, play->track->artist, origin);
  ToyReport *known = toy_play_find_report (copy, origin);
  gboolean gains = toy_play_gains (copy, toy_play_get_report (copy), report) &&
                   (known == NULL || toy_play_gains (copy, known, report));
  guint index;

  if (known == NULL)
    g_ptr_array_add (copy->reports, report);
  else
    {
      /* The old state shares the one that is known. */
      g_ptr_array_find (copy->reports, known, &index);
      known = toy_report_copy (known, origin);
      fill_in (copy, known, report);
      report_unref (report);
      report_unref (g_ptr_array_index (copy->reports, index));
      g_ptr_array_index (copy->reports, index) = known;
    }
  toy_state_put_play (self, copy);
  return gains;
}

ToyPlay *
toy_play_copy (const ToyPlay *self)
{
  ToyPlay *copy = g_atomic_rc_box_new0 (ToyPlay);

  *copy = *self;
  g_atomic_rc_box_acquire (copy->track);
  g_atomic_rc_box_acquire (copy->source);
  copy->reports = g_ptr_array_new_with_free_func (report_unref);
  for (guint i = 0; i < self->reports->len; i++)
    g_ptr_array_add (copy->reports, g_atomic_rc_box_acquire (g_ptr_array_index (self->reports, i)));
  return copy;
}

void
toy_state_put_play (ToyState *self, ToyPlay *play)
{
  for (guint i = TOY_PLAYS; i <= TOY_PLAYS_BY_KEY; i++)
    toy_tree_put (&self->trees[i], play);
}

void
toy_state_forget_play (ToyState *self, const ToyPlay *play)
{
  for (guint i = TOY_PLAYS; i <= TOY_PLAYS_BY_KEY; i++)
    toy_tree_remove (&self->trees[i], play);
}

void
toy_state_note_change (ToyState *self, const ToyPlay *play)
{
  ToyChange *change = g_atomic_rc_box_new0 (ToyChange);

  *change = (ToyChange){ self->generation + 1, play->id, play->listened_at };
  self->n_changes += toy_tree_find (&self->trees[TOY_CHANGES], change) == NULL;
  toy_tree_put (&self->trees[TOY_CHANGES], change);
  g_atomic_rc_box_release (change);
  self->is_changed = TRUE;
}

gint64
toy_state_get_precision (const ToyState *self, const ToyPlay *play)
{
  gint64 best_s = G_MAXINT64;

  for (guint i = 0; i < play->reports->len; i++)
    {
      const ToyReport *report = g_ptr_array_index (play->reports, i);
      gint64 precision_s = 1;

      for (guint k = 0; k < self->coarse->len; k++)
        if (g_array_index (self->coarse, ToyPrecision, k).origin == report->origin)
          precision_s = g_array_index (self->coarse, ToyPrecision, k).precision_s;
      best_s = MIN (best_s, precision_s);
    }
  return best_s;
}

static ToyChange *
get_first_change (const ToyState *self)
{
  const ToyChange start = { .generation = G_MININT64 };

  return toy_tree_find_after (&self->trees[TOY_CHANGES], &start);
}

void
toy_state_finish (ToyState *self)
{
  const ToyChange *change;

  self->generation += self->is_changed;
  self->is_changed = FALSE;
  if (self->n_changes <= MAX_CHANGES)
    return;
  /* Either all changes of a generation are known, or none. */
  while ((change = get_first_change (self)) != NULL &&
         (self->n_changes > MAX_CHANGES / 2 || change->generation == self->oldest_generation))
    {
      self->oldest_generation = change->generation;
      self->n_changes--;
      toy_tree_remove (&self->trees[TOY_CHANGES], change);
    }
}
