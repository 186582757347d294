/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Checks of what must be true after every step, and at the end. */

#include "model-calls.h"
#include "model-operations.h"
#include "test-model.h"

#include "libfootprints/core/footprints-clock-private.h"

#include <string.h>

#define DAY_S 86400
#define PAGE 7

GHashTable *
model_observe (ModelWorld *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsCursor) cursor =
      footprints_store_read_scrobbles (self->store, NULL, TRUE, NULL, &error);

  model_check_no_error (self, "read", error);
  while (footprints_cursor_next (cursor, &error))
    {
      gint64 id = footprints_cursor_get_id (cursor);
      char *key = model_make_key (
          footprints_cursor_get_listened_at (cursor), footprints_cursor_get_artist (cursor),
          footprints_cursor_get_track (cursor), footprints_cursor_get_source (cursor));

      if (g_hash_table_contains (keys, key))
        model_fail (self, "twice", "%s is in the ledger twice", key);
      g_hash_table_insert (keys, key, g_memdup2 (&id, sizeof id));
    }
  model_check_no_error (self, "read", error);
  return keys;
}

static void
check_ledger (ModelWorld *self, GHashTable *observed)
{
  g_autoptr (GPtrArray) present = model_ledger_list (self->ledger, MODEL_PRESENT);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < present->len; i++)
    {
      const ModelReport *report = present->pdata[i];

      if (!g_hash_table_contains (observed, report->key))
        model_fail (self, "ledger", "%s is not in the ledger", report->key);
    }
  g_hash_table_iter_init (&iter, observed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!model_ledger_shows (self->ledger, key))
      model_fail (self, "ledger", "%s is in the ledger", (const char *) key);
}

/* Checks that every removed play is in the list of removed plays. */
static void
check_removed (ModelWorld *self)
{
  g_autoptr (GPtrArray) removed = model_ledger_list (self->ledger, MODEL_REMOVED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = model_call_list_removed (self->store, &error);

  model_check_no_error (self, "list-removed", error);
  for (guint i = 0; i < removed->len; i++)
    {
      const ModelReport *report = removed->pdata[i];
      /* The id is unknown for a play that a run withdrew along with another. */
      gboolean is_listed = report->id == 0;

      for (guint j = 0; j < ids->len; j++)
        is_listed = is_listed || g_array_index (ids, gint64, j) == report->id;
      if (!is_listed)
        model_fail (self, "list-removed", "%s is not among the removed plays", report->key);
    }
}

/* Compares the timeline, page by page, with the plays from the cursor. */
static void
check_timeline (ModelWorld *self, FootprintsHistory *history, GHashTable *observed)
{
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  guint n_plays = (guint) footprints_history_get_n_plays (history);
  gint64 last = G_MAXINT64;

  for (guint offset = 0; offset < n_plays; offset += PAGE)
    {
      g_autoptr (FootprintsTimeline) timeline =
          footprints_history_get_timeline (history, all, offset, PAGE, NULL);
      guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));

      if (n_items != MIN (PAGE, n_plays - offset))
        model_fail (self, "timeline", "a page of the timeline has %u plays", n_items);
      for (guint i = 0; i < n_items; i++)
        {
          g_autoptr (FootprintsTimelineEntry) entry =
              g_list_model_get_item (G_LIST_MODEL (timeline), i);
          gint64 at = footprints_timeline_entry_get_listened_at (entry);
          g_autofree char *key = model_make_key (at, footprints_timeline_entry_get_artist (entry),
                                                 footprints_timeline_entry_get_track (entry),
                                                 footprints_timeline_entry_get_source (entry));
          const gint64 *id = g_hash_table_lookup (observed, key);

          if (id == NULL || *id != footprints_timeline_entry_get_id (entry) || at > last)
            model_fail (self, "timeline", "%s is wrong in the timeline", key);
          last = at;
        }
    }
}

/* Compares some reports with slow computations of the same. */
static void
check_reports (ModelWorld *self, FootprintsHistory *history)
{
  g_autoptr (TestModel) model = test_model_new (self->database);
  g_autoptr (FootprintsPeriod) all = footprints_period_new_all_time (NULL);
  g_autoptr (FootprintsPeriod) recent = footprints_period_new_range (
      MODEL_START - 10 * DAY_S, MODEL_START, footprints_period_get_calendar (all), NULL);

  test_model_check_overview (model, history, all);
  test_model_check_overview (model, history, recent);
  test_model_check_chart (model, history, FOOTPRINTS_ENTITY_KIND_ARTIST, all, 0, 100);
  test_model_check_chart (model, history, FOOTPRINTS_ENTITY_KIND_TRACK, recent, 0, 100);
  test_model_check_pulse (model, history, recent, FOOTPRINTS_GRANULARITY_DAY, FALSE);
  test_model_check_years (model, history, footprints_period_get_calendar (all));
}

static void
check_history (ModelWorld *self, GHashTable *observed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsHistory) history = footprints_store_get_history (self->store, NULL, &error);

  model_check_no_error (self, "history", error);
  if (footprints_history_get_n_plays (history) +
          footprints_history_get_n_repeated_reports (history) !=
      g_hash_table_size (observed))
    model_fail (self, "history",
                "the history has %" G_GINT64_FORMAT " plays and %" G_GINT64_FORMAT
                " repeated reports, the ledger %u",
                footprints_history_get_n_plays (history),
                footprints_history_get_n_repeated_reports (history), g_hash_table_size (observed));
  check_timeline (self, history, observed);
  if (self->step % 5 == 0)
    check_reports (self, history);
}

void
model_check_all (ModelWorld *self)
{
  g_autoptr (GHashTable) observed = model_observe (self);

  check_ledger (self, observed);
  check_removed (self);
  check_history (self, observed);
}

/* Makes the services behave correctly from now on. */
static void
make_honest (ModelWorld *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->services); i++)
    {
      ModelService *service = &self->services[i];

      service->count = FAKE_COUNT_TRUE;
      service->ignores_bounds = FALSE;
      fake_service_fail_next (service->fake, FAKE_FAULT_NONE, 0);
      fake_service_set_count (service->fake, FAKE_COUNT_TRUE);
      fake_service_set_ignores_bounds (service->fake, FALSE);
      fake_service_set_short_pages (service->fake, FALSE);
      fake_service_set_max_page (service->fake, 6);
    }
}

/* Counts the plays that the service lists but the ledger does not know in any state. */
static guint
count_missing (ModelWorld *self, ModelAccount *account)
{
  g_autoptr (GHashTable) listed = model_account_list_keys (self, account);
  GHashTableIter iter;
  gpointer key;
  guint n_missing = 0;

  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n_missing += model_ledger_find (self->ledger, key) == NULL;
  return n_missing;
}

/* A sync must have found everything except what counts cannot reveal: for each play that the
 * account brought but no longer has, another may be missing. A comparison finds those too. */
static void
check_account (ModelWorld *self, guint index)
{
  ModelAccount *account = &self->accounts[index];
  const guint arguments[MODEL_N_ARGUMENTS] = { index };
  guint n_missing;

  model_run_sync (self, account, 0);
  model_check_all (self);
  n_missing = count_missing (self, account);
  model_verify (self, arguments);
  model_check_all (self);
  if (n_missing > 0)
    model_tell (self, "%u plays were found by comparing only", n_missing);
  if (model_run_verification (self, account, FALSE) > 0)
    model_fail (self, "not-whole", "%s of %s has plays that the ledger has not", account->source,
                account->user);
}

void
model_check_end (ModelWorld *self)
{
  /* Twenty days: a sync searches for missing plays again after a week. */
  static const guint days[] = { 10, 0, 0, 0 };

  self->is_end = TRUE;
  make_honest (self);
  model_time_passes (self, days);
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    check_account (self, i);
}
