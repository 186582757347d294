/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Two ledgers, one in SQLite and one that is a toy, get the same calls in random order, and have to
 * say the same all the time. Neither is the model of the other: where they differ,
 * footprints-ledger-private.h says which is right.
 *
 * What chance does not bring, because SQLite does not do there what the words say, is left out
 * where a comment here, in ledger-pair.c, ledger-pair-records.c or ledger-views.c names SQLite. */

#include "ledger-pair.h"
#include "test-support.h"

#include "libfootprints/records/sqlite/footprints-sqlite-records-private.h"
#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char *const sources[] = { "lastfm", "local", NULL };

static const FootprintsLedgerBackend *const backends[2] = {
  &_footprints_sqlite_ledger_backend,
  &toy_ledger_backend,
};

/* ---- Transactions ---- */

static void
compare_view (LedgerPair *self, LedgerView view)
{
  FootprintsScrobbleRow rows[N_KEYS] = { { NULL } };
  guint chance = ledger_pair_choose (self, 64);

  for (guint i = 0; i < N_KEYS; i++)
    ledger_pair_fill_key (&rows[i], i);
  for (guint i = 0; i < 2; i++)
    {
      LedgerLook look = {
        .text = self->results[i],
        .numbers = &self->numbers[i],
        .origins = self->origins,
        .n_origins = N_ORIGINS,
        .sources = sources,
        .rows = rows,
        .n_rows = N_KEYS,
        .start = TEST_TIME,
        .chance = chance,
      };

      view (self->ledgers[i], &look);
    }
  ledger_pair_check_same (self);
}

static void
run_list (LedgerPair *self)
{
  ledger_pair_list_records (self, TRUE);
}

static void
run_look (LedgerPair *self)
{
  compare_view (self, ledger_view_held_now);
  /* Of what is committed. */
  compare_view (self, ledger_views[ledger_pair_choose (self, LEDGER_N_VIEWS)]);
  ledger_pair_list_records (self, FALSE);
}

static void
run_operation (LedgerPair *self)
{
  static void (*const operations[]) (LedgerPair * self) = {
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_append,
    ledger_pair_remove,
    ledger_pair_remove,
    ledger_pair_remove,
    ledger_pair_bring_back,
    ledger_pair_let_go,
    ledger_pair_put,
    ledger_pair_bring_back,
    ledger_pair_bring_back,
    ledger_pair_let_go,
    ledger_pair_replace,
    ledger_pair_let_go,
    ledger_pair_put,
    ledger_pair_replace,
    ledger_pair_replace,
    run_list,
    ledger_pair_remove_record,
    ledger_pair_set_precision,
    ledger_pair_set_precision,
    ledger_pair_set_joins_reports,
    run_look,
  };

  operations[ledger_pair_choose (self, G_N_ELEMENTS (operations))](self);
  self->now_s += ledger_pair_choose (self, 2);
}

static void
forget_plays (LedgerPair *self, guint n_plays)
{
  for (guint i = 0; i < 2; i++)
    ledger_numbers_truncate (&self->numbers[i], n_plays);
}

static void
run_step (LedgerPair *self)
{
  guint n_operations = 1 + ledger_pair_choose (self, 3);
  guint n_plays = self->numbers[0].ids->len;
  gboolean was_undone[N_ORIGINS];
  gboolean keep;

  memcpy (was_undone, self->is_undone, sizeof was_undone);
  ledger_pair_tell (self, " step");
  for (guint i = 0; i < 2; i++)
    g_assert_true (ledger_pair_get_interface (self, i)->begin_step (self->ledgers[i], NULL));
  for (guint i = 0; i < n_operations && !self->has_failed; i++)
    run_operation (self);
  keep = !self->has_failed && ledger_pair_choose (self, 3) > 0;
  ledger_pair_tell (self, " step is %s", keep ? "kept" : "dropped");
  for (guint i = 0; i < 2; i++)
    g_assert_true (ledger_pair_get_interface (self, i)->end_step (self->ledgers[i], keep, NULL));
  self->has_failed = FALSE;
  if (keep)
    return;
  forget_plays (self, n_plays);
  memcpy (self->is_undone, was_undone, sizeof was_undone);
  self->may_grow = TRUE;
}

/* SQLite counts a commit also when all that changed anything was a step that was dropped, and when
 * it stores no more than withdrawn plays. */
static void
compare_generations (LedgerPair *self)
{
  gint64 growths[2];

  for (guint i = 0; i < 2; i++)
    {
      FootprintsLedgerState state;

      g_assert_true (
          ledger_pair_get_interface (self, i)->read_state (self->ledgers[i], &state, NULL));
      growths[i] = state.generation - self->generations[i];
      self->generations[i] = state.generation;
    }
  if (self->may_grow && growths[0] == 1)
    growths[0] = growths[1];
  for (guint i = 0; i < 2; i++)
    g_string_append_printf (self->results[i], "the generation grows by %" G_GINT64_FORMAT "\n",
                            growths[i]);
  ledger_pair_check_same (self);
}

static void
compare_all (LedgerPair *self)
{
  compare_generations (self);
  for (guint i = 0; i < LEDGER_N_VIEWS; i++)
    compare_view (self, ledger_views[i]);
  ledger_pair_list_records (self, FALSE);
  if (ledger_pair_choose (self, 2) == 0)
    for (guint i = 0; i < 2; i++)
      ledger_follower_read (&self->followers[i], self->ledgers[i]);
}

static void
run_transaction (LedgerPair *self)
{
  guint n_operations = 1 + ledger_pair_choose (self, 5);
  guint n_plays = self->numbers[0].ids->len;
  gboolean was_undone[N_ORIGINS];
  gboolean keep;

  memcpy (was_undone, self->is_undone, sizeof was_undone);
  ledger_pair_tell (self, "begin");
  self->has_failed = FALSE;
  self->may_grow = FALSE;
  for (guint i = 0; i < 2; i++)
    g_assert_true (ledger_pair_get_interface (self, i)->begin (self->ledgers[i], NULL));
  for (guint i = 0; i < n_operations && !self->has_failed; i++)
    if (ledger_pair_choose (self, 5) == 0)
      run_step (self);
    else
      run_operation (self);
  keep = !self->has_failed && ledger_pair_choose (self, 8) > 0;
  ledger_pair_tell (self, keep ? "commit" : "roll back");
  for (guint i = 0; i < 2; i++)
    if (keep)
      g_assert_true (ledger_pair_get_interface (self, i)->commit (self->ledgers[i], NULL));
    else
      ledger_pair_get_interface (self, i)->roll_back (self->ledgers[i]);
  if (!keep)
    {
      forget_plays (self, n_plays);
      memcpy (self->is_undone, was_undone, sizeof was_undone);
    }
  compare_all (self);
}

/* ---- Sequences ---- */

static void
open_ledgers (LedgerPair *self)
{
  static const char *const names[2] = { "history.db", "toy.db" };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = test_path (names[i]);
      g_autoptr (GError) error = NULL;

      self->ledgers[i] = backends[i]->open (path, TRUE, FALSE, &error);
      g_assert_no_error (error);
    }
}

static void
close_ledgers (LedgerPair *self)
{
  for (guint i = 0; i < 2; i++)
    g_clear_object (&self->ledgers[i]);
}

static void
make_tables (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (path, FOOTPRINTS_SQLITE_READ_WRITE, NULL);

  g_assert_true (_footprints_sqlite_records_make_tables (connection, ledger_pair_types, NULL));
}

/* Plays are brought by imports that have a record. */
static void
make_origins (LedgerPair *self)
{
  for (guint i = 0; i < 2; i++)
    {
      FootprintsRecords *records = _footprints_ledger_get_records (self->ledgers[i], TRUE);

      g_assert_true (ledger_pair_get_interface (self, i)->begin (self->ledgers[i], NULL));
      for (guint j = 0; j < N_ORIGINS; j++)
        {
          FootprintsImportRecord record = {
            .fingerprint = (char *) "",
            .label = (char *) "",
            .state = FOOTPRINTS_IMPORT_STATE_FINISHED,
          };

          g_assert_true (
              _footprints_records_put (records, &_footprints_import_record_type, &record, NULL));
          self->origins[j] = record.id;
        }
      g_assert_true (ledger_pair_get_interface (self, i)->commit (self->ledgers[i], NULL));
    }
  g_assert_cmpint (self->origins[N_ORIGINS - 1], ==, N_ORIGINS);
}

static void
follow_from_nothing (FootprintsLedger *ledger)
{
  LedgerFollower follower;

  ledger_follower_init (&follower);
  ledger_follower_read (&follower, ledger);
  ledger_follower_clear (&follower);
}

static void
pair_init (LedgerPair *self, guint seed)
{
  *self = (LedgerPair){
    .seed = seed,
    .random = g_rand_new_with_seed (seed),
    .story = g_string_new (NULL),
    .now_s = TEST_TIME + TEST_DAY_S,
  };
  test_remove_folder ();
  open_ledgers (self);
  make_tables ();
  for (guint i = 0; i < 2; i++)
    {
      ledger_follower_init (&self->followers[i]);
      ledger_numbers_init (&self->numbers[i]);
      self->results[i] = g_string_new (NULL);
    }
  make_origins (self);
}

static void
pair_clear (LedgerPair *self)
{
  for (guint i = 0; i < 2; i++)
    {
      ledger_follower_clear (&self->followers[i]);
      ledger_numbers_clear (&self->numbers[i]);
      g_string_free (self->results[i], TRUE);
    }
  close_ledgers (self);
  g_string_free (self->story, TRUE);
  g_rand_free (self->random);
}

/* The sequence under way. */
static const LedgerPair *told;

/* Whatever it is that went wrong. */
static void
on_abort (int number)
{
  if (told != NULL)
    g_printerr ("FOOTPRINTS_SEED=%u:\n%s", told->seed, told->story->str);
}

static void
run_sequence (guint seed, guint n_transactions)
{
  LedgerPair self;

  pair_init (&self, seed);
  told = &self;
  for (guint i = 0; i < n_transactions; i++)
    {
      run_transaction (&self);
      if (ledger_pair_choose (&self, 10) == 0)
        {
          ledger_pair_tell (&self, "reopened");
          close_ledgers (&self);
          open_ledgers (&self);
        }
    }
  compare_view (&self, ledger_view_check);
  for (guint i = 0; i < 2; i++)
    {
      ledger_follower_read (&self.followers[i], self.ledgers[i]);
      follow_from_nothing (self.ledgers[i]);
    }
  told = NULL;
  pair_clear (&self);
}

/* The first ones are short, so that an immediate failure is reported in few lines. */
static void
test_random_calls (void)
{
  const char *seed = g_getenv ("FOOTPRINTS_SEED");
  guint n_rounds = test_rounds (120, 12);
  guint first = seed != NULL ? (guint) atoi (seed) : 0;

  if (seed != NULL)
    n_rounds = 1;
  signal (SIGABRT, on_abort);
  for (guint i = first; i < first + n_rounds; i++)
    run_sequence (i, 1 + i % 25);
}

/* ---- Calls that are cancelled ---- */

/* Those that fail with any ledger; let_go(), check() and read_changes() may end before they look.
 */

static GCancellable *
make_cancelled (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  return cancellable;
}

static const FootprintsScrobbleRow one_row = {
  .artist = "A",
  .track = "T",
  .source = "local",
  .listened_at = TEST_TIME,
};

#define N_WRITING 3
#define N_READING 2

/* Writing, each in a transaction of its own. */
static gboolean
write_cancelled (FootprintsLedger *ledger, guint number, GCancellable *cancellable, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  const gint64 id = 1;
  gint64 n_plays;

  switch (number)
    {
    case 0:
      return interface->append (ledger, &one_row, 1, 0, TEST_TIME, NULL, &n_plays, cancellable,
                                error);
    case 1:
      return interface->remove (ledger, &id, NULL, 1, TEST_TIME, &n_plays, cancellable, error);
    default:
      return interface->bring_back (ledger, &id, 1, (FootprintsOrigins){ NULL, 0 }, &n_plays,
                                    cancellable, error);
    }
}

static gboolean
read_cancelled (FootprintsLedger *ledger, guint number, GCancellable *cancellable, GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  const FootprintsLedgerQuery query = { .end = G_MAXINT64, .before_at = G_MAXINT64, .limit = -1 };
  FootprintsVerdict verdict;
  FootprintsLedgerCursor *cursor;
  gboolean done;

  switch (number)
    {
    case 0:
      return interface->find_known (ledger, &one_row, 1, 0, &verdict, cancellable, error);
    default:
      /* Either may be the one that fails. */
      cursor = interface->open_cursor (ledger, &query, cancellable, error);
      done = cursor != NULL && cursor->next (cursor, error) != -1;
      if (cursor != NULL)
        cursor->free (cursor);
      return done;
    }
}

static void
test_cancelled (gconstpointer data)
{
  const FootprintsLedgerBackend *backend = data;
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsLedger) ledger = backend->open (path, TRUE, FALSE, NULL);
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (ledger);
  g_autoptr (GCancellable) cancellable = make_cancelled ();
  g_autoptr (GHashTable) plays = NULL;
  gint64 n_added;

  g_assert_true (interface->begin (ledger, NULL));
  g_assert_true (interface->append (ledger, &one_row, 1, 0, TEST_TIME, NULL, &n_added, NULL, NULL));
  g_assert_true (interface->commit (ledger, NULL));
  for (guint i = 0; i < N_WRITING + N_READING; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("call %u", i);
      if (i < N_WRITING)
        g_assert_true (interface->begin (ledger, NULL));
      g_assert_false (i < N_WRITING ? write_cancelled (ledger, i, cancellable, &error)
                                    : read_cancelled (ledger, i - N_WRITING, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (i < N_WRITING)
        interface->roll_back (ledger);
    }
  plays = ledger_read_plays (ledger);
  g_assert_cmpuint (g_hash_table_size (plays), ==, 1);
}

/* ---- A ledger that is no file ---- */

static void
assert_no_file (const char *path)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autofree char *backup_path = test_path ("backup.db");
  g_autofree char *kept_path = test_path ("kept.db");
  g_autoptr (GError) error = NULL;

  test_add (store, "A", "T", NULL, TEST_TIME);
  g_assert_cmpint (footprints_store_back_up (store, backup_path, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (g_file_test (backup_path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (footprints_store_restore (path, path, kept_path, NULL, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (footprints_store_compact (path, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (footprints_store_check_file (store, &error));
  g_assert_no_error (error);
  g_assert_true (footprints_store_check (store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_count (store), ==, 1);
  test_release (store);
}

/* What is done with files fails, and does nothing. */
static void
test_no_file (void)
{
  g_autofree char *path = test_path ("history.db");

  _footprints_ledger_set_path_backend (&toy_ledger_backend);
  assert_no_file (path);
  _footprints_ledger_set_path_backend (&_footprints_sqlite_ledger_backend);
}

int
main (int argc, char **argv)
{
  test_use_memory ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/ledger/random-calls", test_random_calls);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("/store/ledger/%s/cancelled", backends[i]->scheme);

      g_test_add_data_func (name, backends[i], test_cancelled);
    }
  g_test_add_func ("/store/ledger/no-file", test_no_file);
  return g_test_run ();
}
