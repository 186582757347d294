/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reading plays from a toy ledger: each call reads the state that was committed when it began. */

#include "toy-ledger-private.h"

#include "libfootprints/core/footprints-error.h"

static ToyState *
take_committed (FootprintsLedger *ledger)
{
  return toy_ledger_take_state (FOOTPRINTS_TOY_LEDGER (ledger), FALSE);
}

/* Adds the current name of the play; @row borrows from the state. */
static void
fill_withdrawn (const ToyState *state, const ToyPlay *play, FootprintsScrobbleRow *row)
{
  const ToyPlay *replacement = play->replaced_by != 0 && g_str_equal (play->reason, "renamed")
                                   ? toy_state_find_play (state, play->replaced_by)
                                   : NULL;

  row->withdrawn = play->reason;
  if (replacement == NULL)
    return;
  row->new_artist = replacement->track->artist->text;
  row->new_track = replacement->track->text;
}

static void
fill_row (const ToyState *state, const ToyPlay *play, FootprintsScrobbleRow *row)
{
  const ToyReport details = toy_play_get_details (play);
  const ToyName *artist = play->track->artist;

  *row = (FootprintsScrobbleRow){
    .artist = artist->text,
    .track = play->track->text,
    .source = play->source->text,
    .source_id = details.source_id,
    .info = details.info,
    .listened_at = play->listened_at,
    .duration_ms = details.duration_ms,
  };
  if (details.album != NULL)
    {
      row->album = details.album->text;
      row->album_artist = details.album->artist != artist ? details.album->artist->text : NULL;
    }
  if (play->reason != NULL)
    fill_withdrawn (state, play, row);
}

/* ---- Cursors ---- */

typedef struct
{
  FootprintsLedgerCursor parent;
  ToyState *state;
  FootprintsLedgerQuery query;
  GCancellable *cancellable;
  gint64 at; /* its place, between two plays or on one */
  gint64 id;
  gboolean is_at_withdrawn; /* these come after the others */
  gint64 n_skipped;
  gint64 n_read;
} Cursor;

static gboolean
is_in_range (const FootprintsLedgerQuery *query, const ToyPlay *play)
{
  if (play->listened_at < query->start || play->listened_at >= query->end)
    return FALSE;
  return query->before_at == G_MAXINT64 || play->listened_at < query->before_at ||
         (play->listened_at == query->before_at && play->id < query->before_id);
}

/* Moves the cursor to before the first play. */
static void
rewind (Cursor *self)
{
  const FootprintsLedgerQuery *query = &self->query;

  self->at = query->oldest_first ? query->start : query->end;
  self->id = G_MININT64;
  if (!query->oldest_first && query->before_at < query->end)
    {
      self->at = query->before_at;
      self->id = query->before_id;
    }
}

/* NULL: no more. */
static const ToyPlay *
find_next (Cursor *self)
{
  const ToyPlay *play;

  do
    {
      play = self->query.oldest_first ? toy_state_find_later (self->state, self->at, self->id)
                                      : toy_state_find_earlier (self->state, self->at, self->id);
      if (play == NULL || !is_in_range (&self->query, play))
        return NULL;
      self->at = play->listened_at;
      self->id = play->id;
    }
  while ((play->reason != NULL) != self->is_at_withdrawn);
  return play;
}

static int
cursor_next (FootprintsLedgerCursor *cursor, GError **error)
{
  Cursor *self = (Cursor *) cursor;
  const ToyPlay *play;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return -1;
  if (self->query.limit >= 0 && self->n_read >= self->query.limit)
    return 0;
  do
    {
      play = find_next (self);
      if (play == NULL && self->query.withdrawn && !self->is_at_withdrawn)
        {
          self->is_at_withdrawn = TRUE;
          rewind (self);
          play = find_next (self);
        }
    }
  while (play != NULL && self->n_skipped++ < self->query.offset);
  if (play == NULL)
    return 0;
  self->n_read++;
  cursor->id = play->id;
  fill_row (self->state, play, &cursor->row);
  return 1;
}

static void
cursor_free (FootprintsLedgerCursor *cursor)
{
  Cursor *self = (Cursor *) cursor;

  toy_state_unref (self->state);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static FootprintsLedgerCursor *
open_cursor (FootprintsLedger *ledger,
             const FootprintsLedgerQuery *query,
             GCancellable *cancellable,
             GError **error)
{
  Cursor *self;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self = g_new0 (Cursor, 1);
  self->parent.next = cursor_next;
  self->parent.free = cursor_free;
  self->state = take_committed (ledger);
  self->query = *query;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  rewind (self);
  return &self->parent;
}

/* ---- Plays by id ---- */

static gboolean
read_rows (FootprintsLedger *ledger,
           const gint64 *ids,
           gsize n_ids,
           FootprintsLedgerRowFunc func,
           gpointer data,
           GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);

  for (gsize i = 0; i < n_ids; i++)
    {
      const ToyPlay *play = toy_state_find_play (state, ids[i]);
      FootprintsScrobbleRow row;

      if (play == NULL || play->reason != NULL)
        continue;
      fill_row (state, play, &row);
      if (!func (data, play->id, &row))
        break;
    }
  return TRUE;
}

static gboolean
read_source_ids (
    FootprintsLedger *ledger, const gint64 *ids, gsize n_ids, char **source_ids, GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);

  for (gsize i = 0; i < n_ids; i++)
    {
      const ToyPlay *play = toy_state_find_play (state, ids[i]);

      if (play != NULL && play->reason == NULL)
        source_ids[i] = g_strdup (toy_play_get_details (play).source_id);
    }
  return TRUE;
}

static gboolean
find_known (FootprintsLedger *ledger,
            const FootprintsScrobbleRow *rows,
            gsize n_rows,
            gint64 origin,
            FootprintsVerdict *verdicts,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      verdicts[i] = toy_state_judge (state, &rows[i], origin);
    }
  return TRUE;
}

/* ---- Withdrawn and held plays ---- */

/* Most recently withdrawn first; those of the same second by descending id. */
static int
compare_withdrawn (gconstpointer a, gconstpointer b)
{
  const ToyPlay *left = *(const ToyPlay *const *) a;
  const ToyPlay *right = *(const ToyPlay *const *) b;

  if (left->withdrawn_at != right->withdrawn_at)
    return left->withdrawn_at > right->withdrawn_at ? -1 : 1;
  return left->id > right->id ? -1 : left->id < right->id;
}

/* Whether the play was removed with another one, which still is. */
static gboolean
is_companion (const ToyState *state, const ToyPlay *play)
{
  const ToyPlay *lead = play->replaced_by != 0 && g_str_equal (play->reason, "removed")
                            ? toy_state_find_play (state, play->replaced_by)
                            : NULL;

  return lead != NULL && g_strcmp0 (lead->reason, "removed") == 0 &&
         lead->withdrawn_at == play->withdrawn_at;
}

static gboolean
read_withdrawn (FootprintsLedger *ledger,
                const char *reason,
                gint64 offset,
                gint64 limit,
                FootprintsLedgerRowFunc func,
                gpointer data,
                GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);
  g_autoptr (GPtrArray) plays = g_ptr_array_new ();

  for (ToyPlay *play = toy_state_find_play_after (state, 0); play != NULL;
       play = toy_state_find_play_after (state, play->id))
    if (play->reason != NULL &&
        (reason == NULL || (g_str_equal (play->reason, reason) && !is_companion (state, play))))
      g_ptr_array_add (plays, play);
  g_ptr_array_sort (plays, compare_withdrawn);
  for (gint64 i = offset; i < plays->len && (limit < 0 || i - offset < limit); i++)
    {
      const ToyPlay *play = g_ptr_array_index (plays, i);
      FootprintsScrobbleRow row;

      fill_row (state, play, &row);
      if (!func (data, play->id, &row))
        break;
    }
  return TRUE;
}

/* Whether the play is there, or would be if the listener had not removed it. */
static gboolean
is_kept (const ToyPlay *play)
{
  return play->reason == NULL || g_str_equal (play->reason, "removed");
}

static gboolean
list_held (FootprintsLedger *ledger,
           const FootprintsHeldQuery *query,
           FootprintsHeldPlayFunc func,
           gpointer data,
           GError **error)
{
  g_autoptr (ToyState) state =
      toy_ledger_take_state (FOOTPRINTS_TOY_LEDGER (ledger), query->in_transaction);

  for (const ToyPlay *play = toy_state_find_later (state, query->start, G_MININT64);
       play != NULL && play->listened_at < query->end;
       play = toy_state_find_later (state, play->listened_at, play->id))
    {
      const FootprintsHeldPlay held = {
        .id = play->id,
        .listened_at = play->listened_at,
        .artist = play->track->artist->text,
        .track = play->track->text,
        .source_ref = toy_play_get_report (play)->source_id,
        .is_removed = play->reason != NULL,
        .is_held = { toy_play_is_held (play, query->more[0]),
                     toy_play_is_held (play, query->more[1]) },
      };

      if (is_kept (play) && toy_play_is_held (play, query->origins))
        func (data, &held);
    }
  return TRUE;
}

static gboolean
visit_times (FootprintsLedger *ledger,
             const char *source,
             FootprintsOrigins origins,
             FootprintsTimeFunc func,
             gpointer data,
             GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);

  for (const ToyPlay *play = toy_state_find_play_after (state, 0); play != NULL;
       play = toy_state_find_play_after (state, play->id))
    if (is_kept (play) && g_str_equal (play->source->text, source) &&
        (toy_play_is_held (play, origins) || toy_play_find_report (play, 0) != NULL))
      func (data, play->listened_at);
  return TRUE;
}

/* ---- What changed ---- */

static void
fill_state (FootprintsLedger *ledger, const ToyState *state, FootprintsLedgerState *result)
{
  *result = (FootprintsLedgerState){
    .generation = state->generation,
    .n_listens = state->n_listens,
    .oldest_generation = state->oldest_generation,
    .decisions = state->n_decisions,
    .joins_reports = !state->keeps_reports_apart,
  };
  g_strlcpy (result->uuid, FOOTPRINTS_TOY_LEDGER (ledger)->place->uuid, sizeof result->uuid);
}

static gboolean
read_state (FootprintsLedger *ledger, FootprintsLedgerState *result, GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);

  fill_state (ledger, state, result);
  return TRUE;
}

/* One visit to the new names and plays. */
typedef struct
{
  const ToyState *state;
  const FootprintsLedgerVisitor *visitor;
  gpointer data;
  GCancellable *cancellable;
} Visit;

static gboolean
visit_name (const Visit *self, ToyNameKind kind, const ToyName *name, GError **error)
{
  if (kind == TOY_ARTIST)
    return self->visitor->on_artist (self->data, name->id, name->text, error);
  if (kind == TOY_ALBUM)
    return self->visitor->on_album (self->data, name->id, name->artist->id, name->text, error);
  if (kind == TOY_TRACK)
    return self->visitor->on_track (self->data, name->id, name->artist->id, name->text, error);
  return self->visitor->on_source (self->data, name->id, name->text, error);
}

static gboolean
visit_names (const Visit *self, ToyNameKind kind, gint64 after_id, GError **error)
{
  for (const ToyName *name = toy_state_find_name_after (self->state, kind, after_id); name != NULL;
       name = toy_state_find_name_after (self->state, kind, name->id))
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !visit_name (self, kind, name, error))
      return FALSE;
  return TRUE;
}

static gboolean
visit_play (const Visit *self, const ToyPlay *play, GError **error)
{
  const ToyReport details = toy_play_get_details (play);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  return play->reason != NULL ||
         self->visitor->on_listen (self->data, play->id, play->listened_at, play->track->id,
                                   details.album != NULL ? details.album->id : 0, play->source->id,
                                   details.duration_ms, toy_state_get_precision (self->state, play),
                                   error);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const ToyChange *left = a;
  const ToyChange *right = b;

  return left->listen_id < right->listen_id ? -1 : left->listen_id > right->listen_id;
}

/* Changes to plays that were read before, each play once, by ascending id (transfer full). */
static GArray *
list_changes (const ToyState *state, const FootprintsLedgerPosition *position)
{
  const ToyChange start = { .generation = position->generation, .listen_id = G_MAXINT64 };
  const ToyTree *tree = &state->trees[TOY_CHANGES];
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (ToyChange));
  guint n_plays = 0;

  for (const ToyChange *change = toy_tree_find_after (tree, &start); change != NULL;
       change = toy_tree_find_after (tree, change))
    if (change->listen_id <= position->listen_id)
      g_array_append_vals (changes, change, 1);
  g_array_sort (changes, compare_changes);
  for (guint i = 0; i < changes->len; i++)
    {
      ToyChange change = g_array_index (changes, ToyChange, i);

      if (n_plays == 0 ||
          g_array_index (changes, ToyChange, n_plays - 1).listen_id != change.listen_id)
        g_array_index (changes, ToyChange, n_plays++) = change;
    }
  g_array_set_size (changes, n_plays);
  return changes;
}

static gboolean
visit_plays (const Visit *self, const FootprintsLedgerPosition *position, GError **error)
{
  g_autoptr (GArray) changes = list_changes (self->state, position);

  for (guint i = 0; i < changes->len; i++)
    {
      const ToyChange *change = &g_array_index (changes, ToyChange, i);

      if (!self->visitor->on_gone (self->data, change->listen_id, change->listened_at, error))
        return FALSE;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      const ToyPlay *play =
          toy_state_find_play (self->state, g_array_index (changes, ToyChange, i).listen_id);

      if (play != NULL && !visit_play (self, play, error))
        return FALSE;
    }
  for (const ToyPlay *play = toy_state_find_play_after (self->state, position->listen_id);
       play != NULL; play = toy_state_find_play_after (self->state, play->id))
    if (!visit_play (self, play, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_changes (FootprintsLedger *ledger,
              FootprintsLedgerPosition *position,
              FootprintsLedgerState *result,
              const FootprintsLedgerVisitor *visitor,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);
  const Visit visit = { state, visitor, data, cancellable };

  if (!visit_names (&visit, TOY_ARTIST, position->artist_id, error) ||
      !visit_names (&visit, TOY_ALBUM, position->album_id, error) ||
      !visit_names (&visit, TOY_TRACK, position->track_id, error) ||
      !visit_names (&visit, TOY_SOURCE, position->source_name_id, error) ||
      !visit_plays (&visit, position, error))
    return FALSE;
  *position = (FootprintsLedgerPosition){
    .generation = state->generation,
    .listen_id = state->last_listen_id,
    .artist_id = state->last_name_ids[TOY_ARTIST],
    .album_id = state->last_name_ids[TOY_ALBUM],
    .track_id = state->last_name_ids[TOY_TRACK],
    .source_name_id = state->last_name_ids[TOY_SOURCE],
  };
  fill_state (ledger, state, result);
  return TRUE;
}

/* Checks that the count of plays is right, and that each play can be found by its key. */
static gboolean
check (FootprintsLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr (ToyState) state = take_committed (ledger);
  gint64 n_listens = 0;
  gboolean fits = TRUE;

  for (const ToyPlay *play = toy_state_find_play_after (state, 0); play != NULL;
       play = toy_state_find_play_after (state, play->id))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n_listens += play->reason == NULL;
      fits = fits && toy_tree_find (&state->trees[TOY_PLAYS_BY_KEY], play) == play &&
             toy_tree_find (&state->trees[TOY_PLAYS_BY_TIME], play) == play;
    }
  if (fits && n_listens == state->n_listens)
    return TRUE;
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT,
                       "the toy ledger contradicts itself");
  return FALSE;
}

void
toy_ledger_init_reading (FootprintsLedgerInterface *interface)
{
  interface->check = check;
  interface->read_state = read_state;
  interface->read_changes = read_changes;
  interface->open_cursor = open_cursor;
  interface->read_rows = read_rows;
  interface->read_source_ids = read_source_ids;
  interface->find_known = find_known;
  interface->read_withdrawn = read_withdrawn;
  interface->list_held = list_held;
  interface->visit_times = visit_times;
}
