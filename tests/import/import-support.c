/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "import-support.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

int
import_test_run (int argc, char **argv, void (*add_tests) (void))
{
  g_autofree char *folder = g_build_filename ("/tmp", "footprints-import-test-XXXXXX", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status;

  g_assert_nonnull (mkdtemp (folder));
  g_setenv ("TMPDIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  status = g_test_run ();
  test_remove_folder ();

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "footprints-"));
  g_rmdir (folder);
  return status;
}

char *
import_test_file (const char *name, const void *data, gssize length)
{
  char *path = test_path (name);

  test_write_file (path, data, length < 0 ? strlen (data) : (gsize) length);
  return path;
}

FootprintsFileImporter *
import_test_importer (const char *path)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  FootprintsFileImporter *importer = footprints_file_importer_new (path);

  footprints_file_importer_set_zone (importer, utc);
  return importer;
}

FootprintsImportSummary *
import_test_run_job (FootprintsStore *store, const char *path)
{
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;
  gboolean done = footprints_import_job_run (job, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return footprints_import_job_get_summary (job);
}

char **
import_test_dump (const char *database_path)
{
  g_autoptr (sqlite3) database = test_sql_open (database_path);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  sqlite3_stmt *statement = NULL;
  int result =
      sqlite3_prepare_v2 (database,
                          "select listen.listened_at || ' | ' || artist.name || ' | ' ||"
                          "  track.title || ' | ' || coalesce (album.title, '-') || ' | ' ||"
                          "  case when album_artist.id = artist.id then '-'"
                          "    else coalesce (album_artist.name, '-') end || ' | ' ||"
                          "  source.name || ' | ' || coalesce (source_ref, '-') || ' | ' ||"
                          "  coalesce (duration_ms, '-') || ' | ' || coalesce (info, '-')"
                          "  from listen"
                          "  join track on track.id = track_id"
                          "  join artist on artist.id = track.artist_id"
                          "  join source on source.id = source_id"
                          "  left join album on album.id = album_id"
                          "  left join artist album_artist on album_artist.id = album.artist_id"
                          "  order by listened_at, artist.name, track.title, source.name",
                          -1, &statement, NULL);

  g_assert_cmpstr (sqlite3_errmsg (database), ==, "not an error");
  g_assert_cmpint (result, ==, SQLITE_OK);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (lines, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  g_assert_cmpint (result, ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

static FootprintsStore *
open_new (const char *path)
{
  g_unlink (path);
  return test_open (path);
}

void
import_test_check_plays (FootprintsFileImporter *importer, const char *const *expected)
{
  g_autofree char *path = test_path ("plan.db");
  g_autoptr (FootprintsStore) store = open_new (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_auto (GStrv) plays = NULL;
  g_autoptr (GError) error = NULL;

  footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
  plays = import_test_dump (path);
  g_assert_cmpstrv (plays, expected);
  footprints_store_close (store);
}

void
import_test_check_asks (FootprintsFileImporter *importer, const char *words)
{
  g_autofree char *path = test_path ("asks.db");
  g_autoptr (FootprintsStore) store = open_new (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GListModel) imports = NULL;
  g_auto (GStrv) plays = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (footprints_import_job_run (job, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_AMBIGUOUS);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  plays = import_test_dump (path);
  g_assert_cmpuint (g_strv_length (plays), ==, 0);
  imports = footprints_store_list_imports (store, 10, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (imports), ==, 0);
  footprints_store_close (store);
}

void
import_test_check_numbers (FootprintsImportSummary *summary,
                           gint64 n_new,
                           gint64 n_duplicate,
                           gint64 n_rejected)
{
  g_assert_cmpint (footprints_import_summary_get_n_new (summary), ==, n_new);
  g_assert_cmpint (footprints_import_summary_get_n_duplicate (summary), ==, n_duplicate);
  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, n_rejected);
  g_assert_cmpint (footprints_import_summary_get_n_rows (summary), ==,
                   n_new + n_duplicate + n_rejected);
}

static void
check_rejections (FootprintsImportSummary *summary, const char *const *expected)
{
  GListModel *rejections = footprints_import_summary_get_rejections (summary);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  static const char *const none[] = { NULL };

  for (guint i = 0; i < g_list_model_get_n_items (rejections); i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      g_assert_true (g_utf8_validate (footprints_rejection_get_reason (rejection), -1, NULL));
      g_ptr_array_add (lines, g_strdup_printf ("%" G_GINT64_FORMAT ": %s",
                                               footprints_rejection_get_row (rejection),
                                               footprints_rejection_get_reason (rejection)));
    }
  g_ptr_array_add (lines, NULL);
  g_assert_cmpstrv ((char **) lines->pdata, expected != NULL ? expected : none);
}

typedef enum
{
  PASS_DRY,
  PASS_REAL,
  PASS_AGAIN,
} Pass;

static void
check_pass (FootprintsStore *store, const char *path, const ImportExpectation *expected, Pass pass)
{
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (FootprintsImportSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_plays = (gint64) g_strv_length ((char **) expected->plays);
  gint64 n_rejected =
      expected->rejections != NULL ? (gint64) g_strv_length ((char **) expected->rejections) : 0;
  gboolean done;

  if (expected->option_zone != NULL)
    footprints_file_importer_set_zone (importer, expected->option_zone);
  footprints_file_importer_set_source (importer, expected->option_source);
  footprints_import_job_set_dry_run (job, pass == PASS_DRY);
  done = footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_FINISHED);
  g_assert_cmpfloat (footprints_import_job_get_progress (job), ==, 1);

  summary = footprints_import_job_get_summary (job);
  g_assert_cmpstr (footprints_import_summary_get_format (summary), ==, expected->format);
  g_assert_cmpstr (footprints_import_summary_get_source (summary), ==, expected->source);
  g_assert_cmpstr (footprints_import_summary_get_zone (summary), ==, expected->zone);
  check_rejections (summary, expected->rejections);
  g_assert_cmpint (footprints_import_summary_get_n_repaired (summary), ==, expected->n_repaired);
  if (pass == PASS_AGAIN)
    import_test_check_numbers (summary, 0, n_plays + expected->n_duplicate, n_rejected);
  else
    import_test_check_numbers (summary, n_plays, expected->n_duplicate, n_rejected);
}

void
import_test_check (const char *path, const ImportExpectation *expected)
{
  g_autofree char *database_path = test_path ("check.db");
  g_autofree char *wal_path = g_strconcat (database_path, "-wal", NULL);
  g_autofree char *database_before = NULL;
  g_autofree char *wal_before = NULL;
  g_autofree char *database_after = NULL;
  g_autofree char *wal_after = NULL;
  g_auto (GStrv) dump = NULL;
  g_autoptr (FootprintsStore) store = NULL;

  g_unlink (database_path);
  store = test_open (database_path);
  database_before = test_checksum (database_path);
  wal_before = test_checksum (wal_path);
  check_pass (store, path, expected, PASS_DRY);
  database_after = test_checksum (database_path);
  wal_after = test_checksum (wal_path);
  g_assert_cmpstr (database_before, ==, database_after);
  g_assert_cmpstr (wal_before, ==, wal_after);

  check_pass (store, path, expected, PASS_REAL);
  check_pass (store, path, expected, PASS_AGAIN);
  footprints_store_close (store);
  /* Notifications of the jobs are still queued, and hold them. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (store);
  dump = import_test_dump (database_path);
  g_assert_cmpstrv (dump, expected->plays);
  test_sql_check_ledger (database_path);
}

void
import_test_check_text (const char *name, const char *text, const ImportExpectation *expected)
{
  g_autofree char *path = import_test_file (name, text, -1);

  import_test_check (path, expected);
}

void
import_test_check_fails (const char *path, int code, const char *message)
{
  g_autofree char *database_path = test_path ("fails.db");
  g_autoptr (FootprintsStore) store = test_open (database_path);
  g_autoptr (FootprintsFileImporter) importer = import_test_importer (path);

  for (guint dry = 0; dry < 2; dry++)
    {
      g_autoptr (FootprintsImportJob) job =
          footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
      g_autoptr (GError) error = NULL;

      footprints_import_job_set_dry_run (job, dry == 1);
      g_assert_false (footprints_import_job_run (job, NULL, &error));
      g_assert_error (error, FOOTPRINTS_ERROR, code);
      g_assert_nonnull (strstr (error->message, message));
      g_assert_cmpint (footprints_import_job_get_state (job), ==, FOOTPRINTS_IMPORT_STATE_FAILED);
    }
}

char *
import_test_make_csv (guint n_plays)
{
  GString *text =
      g_string_new ("uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n");

  for (guint i = n_plays; i > 0; i--)
    g_string_append_printf (text,
                            "\"%u\",\"\",\"Artist %u\",\"\",\"Album %u\",\"\",\"Track %u\",\"\"\n",
                            1500000000 + i * 200, i % 97, i % 311, i % 1013);
  return g_string_free (text, FALSE);
}

char *
import_test_archive (const char *name,
                     const char *format,
                     const char *filter,
                     const ImportMember *members,
                     guint n_members)
{
  struct archive *archive = archive_write_new ();
  char *path = test_path (name);

  g_assert_cmpint (
      archive_write_set_format_by_name (archive, g_str_equal (format, "tar") ? "gnutar" : format),
      ==, ARCHIVE_OK);
  if (!g_str_equal (filter, "none"))
    g_assert_cmpint (archive_write_add_filter_by_name (archive, filter), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < n_members; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, members[i].name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0600);
      archive_entry_set_size (entry, (la_int64_t) members[i].length);
      g_assert_cmpint (archive_write_header (archive, entry), >=, ARCHIVE_WARN);
      g_assert_cmpint (archive_write_data (archive, members[i].data, members[i].length), ==,
                       (la_ssize_t) members[i].length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return path;
}
