/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Operations that change a ledger as a whole, while the disk fails at every n: see fault-check.h.
 * The content of a ledger is read through the public API only, so this does not depend on its
 * format. */

#include "fault-check.h"
#include "fault-vfs.h"
#include "test-support.h"

#include "libfootprints/import/footprints-import-writer-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* An import stores its batches in slices; the last row of each batch is a duplicate. */
#define BATCH_ROWS 6
#define SLICE_ROWS 3
#define N_BATCHES 2
#define N_BEFORE 2

static char *
file_in (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
describe_imports (FootprintsStore *store, GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) imports = footprints_store_list_imports (store, 10, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (imports); i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (imports, i);

      g_string_append_printf (text, "import %s: state %d, %d rows, %d new, %d duplicate%s\n",
                              footprints_import_entry_get_label (entry),
                              footprints_import_entry_get_state (entry),
                              (int) footprints_import_entry_get_n_rows (entry),
                              (int) footprints_import_entry_get_n_new (entry),
                              (int) footprints_import_entry_get_n_duplicate (entry),
                              footprints_import_entry_get_undone_at (entry) != 0 ? ", undone" : "");
    }
}

static void
describe_plays (FootprintsStore *store, GString *text)
{
  g_autoptr (FootprintsExporter) exporter =
      footprints_exporter_new (store, FOOTPRINTS_EXPORT_FORMAT_JSONL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  footprints_exporter_write (exporter, stream, NULL, &error);
  g_assert_no_error (error);
  g_string_append_len (
      text, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
      (gssize) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

/* Describes a ledger, which must be intact. */
static void
describe_ledger (const char *folder, const char *name, GString *text)
{
  g_autofree char *path = file_in (folder, name);
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (FootprintsHistory) history = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_printf (text, "%s:\n", name);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL, &error);
  g_assert_no_error (error);
  footprints_store_check (store, NULL, &error);
  g_assert_no_error (error);
  history = test_history (store);
  g_assert_cmpint (footprints_history_get_n_plays (history) +
                       footprints_history_get_n_repeated_reports (history),
                   ==, test_count (store));
  describe_plays (store, text);
  describe_imports (store, text);
}

static char *
describe_all (const char *folder)
{
  GString *text = g_string_new (NULL);

  describe_ledger (folder, "ledger.db", text);
  return g_string_free (text, FALSE);
}

static void
make_ledger (const char *folder, const char *name, guint n_plays)
{
  g_autofree char *path = file_in (folder, name);
  g_autoptr (FootprintsStore) store = test_open (path);

  for (guint i = 0; i < n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("Track %u", i);

      test_add (store, "Before", track, NULL, TEST_TIME - 1 - i);
    }
}

/* ---- An import of two batches, two slices each ---- */

static gboolean
import_file (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autofree char *file = file_in (folder, "plays.csv");
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (file);
  g_autoptr (FootprintsImportJob) job = NULL;
  gboolean done;

  *n_steps = 0;
  if (store == NULL)
    return FALSE;
  job = footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  done = footprints_import_job_run (job, NULL, error);
  *n_steps = (guint) footprints_import_job_get_n_rows (job) / SLICE_ROWS;
  footprints_store_close (store);
  /* Callbacks that the job has queued in its main context hold references to it. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return done;
}

static void
prepare_import (const char *folder)
{
  g_autofree char *file = file_in (folder, "plays.csv");
  g_autoptr (GString) text = g_string_new ("artist,track,timestamp\n");

  for (guint i = 0; i < N_BATCHES * BATCH_ROWS; i++)
    {
      guint play = i % BATCH_ROWS == BATCH_ROWS - 1 ? i - 1 : i;

      g_string_append_printf (text, "Imported,Track %u,%u\n", play, (guint) TEST_TIME + play * 300);
    }
  test_write_file (file, text->str, text->len);
  make_ledger (folder, "ledger.db", N_BEFORE);
}

static guint
count_imported_slices (const char *folder)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  guint n_imported = (guint) test_count (store) - N_BEFORE;
  guint n_in_batch = n_imported % (BATCH_ROWS - 1);

  g_assert_true (n_in_batch == 0 || n_in_batch == SLICE_ROWS);
  return n_imported / (BATCH_ROWS - 1) * (BATCH_ROWS / SLICE_ROWS) + n_in_batch / SLICE_ROWS;
}

/* ---- The undo of an import ---- */

static gboolean
undo (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);
  g_autoptr (GListModel) imports = NULL;
  g_autoptr (FootprintsImportEntry) entry = NULL;
  g_autoptr (FootprintsUndoSummary) summary = NULL;

  if (store == NULL)
    return FALSE;
  imports = footprints_store_list_imports (store, 10, NULL, error);
  if (imports == NULL)
    return FALSE;
  entry = g_list_model_get_item (imports, 0);
  summary =
      footprints_store_undo_import (store, footprints_import_entry_get_id (entry), NULL, error);
  return summary != NULL;
}

static void
prepare_undo (const char *folder)
{
  g_autoptr (GError) error = NULL;
  guint n_steps;

  prepare_import (folder);
  import_file (folder, &n_steps, &error);
  g_assert_no_error (error);
}

/* ---- A migration from earlier formats ---- */

#define OLDEST_FORMAT "0001.db"

static void
prepare_migration (const char *folder)
{
  g_autofree char *old = g_test_build_filename (G_TEST_DIST, "data", "schema", OLDEST_FORMAT, NULL);
  g_autofree char *path = file_in (folder, "ledger.db");

  test_copy_file (old, path);
}

static gboolean
migrate (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);

  return store != NULL;
}

/* ---- A backup ---- */

static void
prepare_backup (const char *folder)
{
  make_ledger (folder, "ledger.db", 20);
}

static gboolean
back_up (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autofree char *backup = file_in (folder, "backup.db");
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, error);

  return store != NULL && footprints_store_back_up (store, backup, NULL, error) >= 0;
}

static char *
describe_backup (const char *folder)
{
  GString *text = g_string_new (NULL);

  describe_ledger (folder, "ledger.db", text);
  describe_ledger (folder, "backup.db", text);
  return g_string_free (text, FALSE);
}

/* ---- A restore ---- */

#define N_IN_BACKUP 5

static void
prepare_restore (const char *folder)
{
  make_ledger (folder, "ledger.db", 20);
  make_ledger (folder, "backup.db", N_IN_BACKUP);
}

static gboolean
restore (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autofree char *backup = file_in (folder, "backup.db");
  g_autofree char *kept = file_in (folder, "kept.db");

  /* From an earlier attempt. */
  g_unlink (kept);
  return footprints_store_restore (path, backup, kept, NULL, error) >= 0;
}

/* If the restore has happened, this includes the ledger that it kept. */
static char *
describe_restore (const char *folder)
{
  g_autoptr (GString) ledger = g_string_new (NULL);
  g_autoptr (GString) backup = g_string_new (NULL);
  g_autoptr (GString) kept = g_string_new (NULL);

  describe_ledger (folder, "ledger.db", ledger);
  describe_ledger (folder, "backup.db", backup);
  if (g_str_equal (strchr (ledger->str, '\n'), strchr (backup->str, '\n')))
    describe_ledger (folder, "kept.db", kept);
  return g_strconcat (ledger->str, backup->str, kept->str, NULL);
}

/* ---- A compaction ---- */

static void
prepare_compact (const char *folder)
{
  g_autofree char *path = file_in (folder, "ledger.db");
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  make_ledger (folder, "ledger.db", 20);
  store = test_open (path);
  for (gint64 id = 1; id <= 20; id += 2)
    {
      footprints_store_remove_scrobbles (store, &id, 1, NULL, &error);
      g_assert_no_error (error);
    }
}

static gboolean
compact (const char *folder, guint *n_steps, GError **error)
{
  g_autofree char *path = file_in (folder, "ledger.db");

  return footprints_store_compact (path, NULL, error);
}

static const FaultOperation operations[] = {
  { "import", prepare_import, import_file, describe_all, count_imported_slices },
  { "undo", prepare_undo, undo, describe_all, NULL },
  { "migration", prepare_migration, migrate, describe_all, NULL },
  { "backup", prepare_backup, back_up, describe_backup, NULL },
  { "restore", prepare_restore, restore, describe_restore, NULL },
  { "compact", prepare_compact, compact, describe_all, NULL },
};

int
main (int argc, char **argv)
{
  test_use_memory ();
  g_test_init (&argc, &argv, NULL);
  fault_vfs_register ();
  _footprints_row_batch_limit_rows (BATCH_ROWS);
  _footprints_import_writer_limit_slices (SLICE_ROWS);
  /* Runs "restore" alone or all others, since it takes as long as all others together. */
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].name, "restore") == (argc > 1))
      fault_check_add (&operations[i]);
  return g_test_run ();
}
