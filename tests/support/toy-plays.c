/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Changes to the plays of a state: adding, withdrawing, bringing back, and letting go of an
 * origin. */

#include "toy-state.h"

#include <string.h>

static FootprintsVerdictKind
judge_kind (const ToyPlay *play)
{
  if (play->reason == NULL)
    return FOOTPRINTS_VERDICT_KNOWN;
  return g_str_equal (play->reason, "removed") ? FOOTPRINTS_VERDICT_REMOVED_BEFORE
                                               : FOOTPRINTS_VERDICT_RENAMED_BEFORE;
}

FootprintsVerdict
toy_state_judge (const ToyState *self, const FootprintsScrobbleRow *row, gint64 origin)
{
  const ToyPlay *play = toy_state_find_row (self, row);
  FootprintsVerdict verdict = { .kind = FOOTPRINTS_VERDICT_NEW };

  if (play != NULL)
    {
      verdict.listen_id = play->id;
      verdict.kind = judge_kind (play);
      verdict.was_held = toy_play_find_report (play, origin) != NULL;
    }
  return verdict;
}

/* ---- Adding ---- */

/* Holds a play for good in addition to its origins. That report comes first, and shows what the
 * play has shown so far. */
static void
hold_for_good (ToyState *self, const ToyPlay *play)
{
  g_autoptr (ToyPlay) copy = toy_play_copy (play);

  g_ptr_array_insert (copy->reports, 0, toy_report_copy (toy_play_get_report (play), 0));
  toy_state_put_play (self, copy);
}

/* Marks the play as withdrawn, because its source reports the row as withdrawn. */
static void
withdraw_new (ToyState *self, ToyPlay *play, const FootprintsScrobbleRow *row, gint64 now_s)
{
  const FootprintsScrobbleRow new_row = {
    .artist = row->new_artist,
    .track = row->new_track,
    .source = row->source,
    .listened_at = row->listened_at,
  };
  const ToyPlay *replacement = NULL;

  play->reason = g_str_equal (row->withdrawn, "renamed") ? "renamed" : "removed";
  play->withdrawn_at = now_s;
  if (row->new_artist != NULL && row->new_track != NULL)
    replacement = toy_state_find_row (self, &new_row);
  if (replacement != NULL && replacement->reason == NULL)
    play->replaced_by = replacement->id;
}

static gboolean
add_row (ToyState *self,
         const FootprintsScrobbleRow *row,
         gint64 origin,
         gint64 now_s,
         FootprintsVerdict *verdict,
         gint64 *n_added,
         GError **error)
{
  g_autoptr (ToyPlay) play = toy_state_make_play (self, row, origin, error);

  if (play == NULL)
    return FALSE;
  verdict->listen_id = play->id = ++self->last_listen_id;
  if (row->withdrawn != NULL)
    {
      withdraw_new (self, play, row, now_s);
      verdict->kind = judge_kind (play);
    }
  else
    {
      self->n_listens++;
      self->is_changed = TRUE;
      ++*n_added;
    }
  toy_state_put_play (self, play);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer data)
{
  const FootprintsScrobbleRow *left = *(const FootprintsScrobbleRow *const *) a;
  const FootprintsScrobbleRow *right = *(const FootprintsScrobbleRow *const *) b;

  return left->listened_at < right->listened_at ? -1 : left->listened_at > right->listened_at;
}

/* Sorts by time; rows of the same second keep their order (transfer container). */
static GPtrArray *
sort_rows (const FootprintsScrobbleRow *rows, gsize n_rows)
{
  GPtrArray *sorted = g_ptr_array_sized_new ((guint) n_rows);

  for (gsize i = 0; i < n_rows; i++)
    g_ptr_array_add (sorted, (gpointer) &rows[i]);
  g_ptr_array_sort_with_data (sorted, compare_times, NULL);
  return sorted;
}

/* Holds a play that is there already, or adds to what @origin has said about it. */
static void
hold_too (ToyState *self, const FootprintsScrobbleRow *row, gint64 origin)
{
  gint64 before_s = toy_state_get_precision (self, toy_state_find_row (self, row));
  const ToyPlay *play = toy_state_find_row (self, row);
  gboolean gains;

  if (origin == 0 && toy_play_find_report (play, 0) == NULL)
    hold_for_good (self, play);
  gains = toy_state_add_report (self, toy_state_find_row (self, row), row, origin);
  play = toy_state_find_row (self, row);
  if (play->reason == NULL && (gains || toy_state_get_precision (self, play) != before_s))
    toy_state_note_change (self, play);
}

gboolean
toy_state_append (ToyState *self,
                  const FootprintsScrobbleRow *rows,
                  gsize n_rows,
                  gint64 origin,
                  gint64 now_s,
                  FootprintsVerdict *verdicts,
                  gint64 *n_added,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) sorted = sort_rows (rows, n_rows);

  *n_added = 0;
  for (guint i = 0; i < sorted->len; i++)
    {
      const FootprintsScrobbleRow *row = g_ptr_array_index (sorted, i);
      FootprintsVerdict verdict = toy_state_judge (self, row, origin);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (verdict.kind == FOOTPRINTS_VERDICT_NEW)
        {
          if (!add_row (self, row, origin, now_s, &verdict, n_added, error))
            return FALSE;
        }
      else
        hold_too (self, row, origin);
      if (verdicts != NULL)
        verdicts[row - rows] = verdict;
    }
  return TRUE;
}

/* ---- Withdrawing ---- */

static void
withdraw (ToyState *self, const ToyPlay *play, const char *reason, gint64 new_id, gint64 now_s)
{
  g_autoptr (ToyPlay) copy = toy_play_copy (play);

  copy->reason = reason;
  copy->withdrawn_at = now_s;
  copy->replaced_by = new_id;
  toy_state_put_play (self, copy);
  toy_state_note_change (self, copy);
  self->n_listens--;
}

gboolean
toy_state_remove (ToyState *self,
                  const gint64 *ids,
                  const gint64 *leads,
                  gsize n_ids,
                  gint64 now_s,
                  gint64 *n_removed,
                  GCancellable *cancellable,
                  GError **error)
{
  *n_removed = 0;
  for (gsize i = 0; i < n_ids; i++)
    {
      const ToyPlay *play = toy_state_find_play (self, ids[i]);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (play == NULL || play->reason != NULL)
        continue;
      withdraw (self, play, "removed", leads != NULL ? leads[i] : 0, now_s);
      ++*n_removed;
    }
  return TRUE;
}

/* ---- Bringing back ---- */

static gboolean
is_among (FootprintsOrigins origins, gint64 id)
{
  for (gsize i = 0; i < origins.n_ids; i++)
    if (origins.ids[i] == id)
      return TRUE;
  return FALSE;
}

/* Finds the report to show instead of the first one: one with the same content, or else that of the
 * oldest origin; 0: there is none. */
static guint
find_next (const ToyPlay *play)
{
  const ToyReport *shown = toy_play_get_report (play);
  const ToyReport *best = NULL;
  guint next = 0;

  for (guint i = 1; i < play->reports->len; i++)
    {
      const ToyReport *report = g_ptr_array_index (play->reports, i);
      gboolean is_same = toy_report_is_same (report, shown);
      gboolean is_best_same = best != NULL && toy_report_is_same (best, shown);

      if (best == NULL || is_same > is_best_same ||
          (is_same == is_best_same && report->origin < best->origin))
        {
          best = report;
          next = i;
        }
    }
  return next;
}

/* Replaces the first report with the next one. Returns whether the play now shows something
 * else. */
static gboolean
show_next (ToyPlay *play)
{
  guint next = find_next (play);
  gboolean is_same =
      toy_report_is_same (g_ptr_array_index (play->reports, next), toy_play_get_report (play));
  gpointer report = g_ptr_array_steal_index (play->reports, next);

  g_ptr_array_remove_index (play->reports, 0);
  g_ptr_array_insert (play->reports, 0, report);
  return !is_same;
}

/* Takes the play over from an origin that was undone. */
static void
hand_over (ToyPlay *play)
{
  if (play->reports->len == 1)
    g_ptr_array_add (play->reports, toy_report_copy (toy_play_get_report (play), 0));
  show_next (play);
}

static void
bring_back (ToyState *self, const ToyPlay *play, FootprintsOrigins undone)
{
  g_autoptr (ToyPlay) copy = toy_play_copy (play);

  copy->reason = NULL;
  copy->withdrawn_at = 0;
  copy->replaced_by = 0;
  if (is_among (undone, toy_play_get_report (copy)->origin))
    hand_over (copy);
  toy_state_put_play (self, copy);
  toy_state_note_change (self, copy);
  self->n_listens++;
}

/* Brings back what was removed with @lead. */
static void
bring_back_companions (ToyState *self, const ToyPlay *lead, FootprintsOrigins undone)
{
  g_autoptr (GPtrArray) companions = g_ptr_array_new ();

  for (ToyPlay *play = toy_state_find_play_after (self, 0); play != NULL;
       play = toy_state_find_play_after (self, play->id))
    if (play->replaced_by == lead->id && g_strcmp0 (play->reason, "removed") == 0 &&
        play->withdrawn_at == lead->withdrawn_at)
      g_ptr_array_add (companions, play);
  for (guint i = 0; i < companions->len; i++)
    bring_back (self, companions->pdata[i], undone);
}

gboolean
toy_state_bring_back (ToyState *self,
                      const gint64 *ids,
                      gsize n_ids,
                      FootprintsOrigins undone,
                      gint64 *n_back,
                      GCancellable *cancellable,
                      GError **error)
{
  *n_back = 0;
  for (gsize i = 0; i < n_ids; i++)
    {
      const ToyPlay *play = toy_state_find_play (self, ids[i]);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (play == NULL || play->reason == NULL)
        continue;
      if (g_str_equal (play->reason, "removed"))
        bring_back_companions (self, play, undone);
      bring_back (self, play, undone);
      ++*n_back;
    }
  return TRUE;
}

void
toy_state_replace (ToyState *self, gint64 id, gint64 new_id, FootprintsOrigins undone, gint64 now_s)
{
  const ToyPlay *play = toy_state_find_play (self, id);
  const ToyPlay *new_play = toy_state_find_play (self, new_id);

  if (play != NULL && play->reason == NULL)
    withdraw (self, play, "renamed", new_id, now_s);
  if (new_play != NULL && judge_kind (new_play) == FOOTPRINTS_VERDICT_RENAMED_BEFORE)
    bring_back (self, new_play, undone);
}

/* ---- Letting go ---- */

static void
add_holder (FootprintsLedgerLetGo *let_go, gint64 origin)
{
  for (guint i = 0; i < let_go->holders->len; i++)
    if (g_array_index (let_go->holders, gint64, i) == origin)
      return;
  g_array_append_val (let_go->holders, origin);
}

static void
add_gone (FootprintsLedgerLetGo *let_go, const ToyPlay *play)
{
  FootprintsLedgerGone gone = { NULL, play->listened_at };

  for (guint i = 0; i < let_go->gone->len; i++)
    {
      FootprintsLedgerGone *known = &g_array_index (let_go->gone, FootprintsLedgerGone, i);

      if (g_str_equal (known->source, play->source->text))
        {
          known->oldest = MIN (known->oldest, play->listened_at);
          return;
        }
    }
  gone.source = g_strdup (play->source->text);
  g_array_append_val (let_go->gone, gone);
}

/* Returns whether the play may show something else now. */
static gboolean
drop_report (ToyState *self, const ToyPlay *play, ToyReport *report)
{
  g_autoptr (ToyPlay) copy = toy_play_copy (play);
  const ToyReport *shown = toy_play_get_report (copy);
  gboolean is_changed;

  if (report == shown)
    is_changed = show_next (copy);
  else
    {
      is_changed = (report->album != NULL && report->album != shown->album) ||
                   (report->duration_ms != 0 && shown->duration_ms == 0);
      g_ptr_array_remove (copy->reports, report);
    }
  toy_state_put_play (self, copy);
  return is_changed;
}

/* Keeps a play that other origins also hold. */
static void
keep (ToyState *self, const ToyPlay *play, ToyReport *report, FootprintsLedgerLetGo *let_go)
{
  gint64 id = play->id;
  gint64 before_s = toy_state_get_precision (self, play);
  gint64 holder;

  if (drop_report (self, play, report) ||
      toy_state_get_precision (self, toy_state_find_play (self, id)) != before_s)
    toy_state_note_change (self, toy_state_find_play (self, id));
  holder = toy_play_get_report (toy_state_find_play (self, id))->origin;
  let_go->n_kept++;
  if (holder == 0)
    let_go->is_kept_for_good = TRUE;
  else
    add_holder (let_go, holder);
}

static void
lose (ToyState *self, const ToyPlay *play, FootprintsLedgerLetGo *let_go)
{
  add_gone (let_go, play);
  toy_state_note_change (self, play);
  toy_state_forget_play (self, play);
  self->n_listens--;
  let_go->n_removed++;
}

gboolean
toy_state_let_go (ToyState *self,
                  gint64 origin,
                  FootprintsLedgerLetGo *let_go,
                  GCancellable *cancellable,
                  GError **error)
{
  ToyPlay *play;

  for (gint64 id = 0; (play = toy_state_find_play_after (self, id)) != NULL;)
    {
      ToyReport *report = toy_play_find_report (play, origin);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      id = play->id;
      if (report == NULL)
        continue;
      if (play->reason != NULL)
        {
          /* The listener may bring the play back, so its last report stays. */
          if (play->reports->len > 1)
            drop_report (self, play, report);
        }
      else if (play->reports->len > 1)
        keep (self, play, report, let_go);
      else
        lose (self, play, let_go);
    }
  let_go->generation = self->generation + self->is_changed;
  return TRUE;
}

/* ---- Precision ---- */

void
toy_state_set_precision (ToyState *self, gint64 origin, gint64 precision_s)
{
  g_autoptr (ToyState) before = toy_state_copy (self);
  const ToyPrecision coarse = { origin, precision_s };

  for (guint i = 0; i < self->coarse->len; i++)
    if (g_array_index (self->coarse, ToyPrecision, i).origin == origin)
      {
        g_array_remove_index (self->coarse, i);
        break;
      }
  if (precision_s > 1)
    g_array_append_val (self->coarse, coarse);
  for (const ToyPlay *play = toy_state_find_play_after (self, 0); play != NULL;
       play = toy_state_find_play_after (self, play->id))
    if (play->reason == NULL &&
        toy_state_get_precision (before, play) != toy_state_get_precision (self, play))
      toy_state_note_change (self, play);
}
