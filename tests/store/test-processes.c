/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Several processes on one ledger, killed at bad moments, and a disk that is full. */

#include "test-support.h"

#include "libfootprints/store/footprints-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static const char *program;

/* As a child: imports a file, and says so before and after. */
static int
import_main (const char *path, const char *file)
{
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new (file);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  printf ("0\n");
  fflush (stdout);
  footprints_import_job_run (job, NULL, &error);
  g_assert_no_error (error);
  printf ("1\n");
  fflush (stdout);
  return 0;
}

/* As a child: opens the ledger, adds @n_calls times @n_plays plays, and says so after each call. */
static int
child_main (const char *path, guint number, guint n_calls, guint n_plays)
{
  g_autoptr (FootprintsStore) store = test_open (path);

  for (guint call = 0; call < n_calls; call++)
    {
      g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *track = g_strdup_printf ("Call %u", call);
      g_autofree char *artist = g_strdup_printf ("Child %u", number);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < n_plays; i++)
        g_ptr_array_add (scrobbles, test_scrobble (artist, track, "Album", TEST_TIME + i, "local"));
      footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, n_plays,
                                      NULL, &error);
      g_assert_no_error (error);
      printf ("%u\n", call);
      fflush (stdout);
    }
  return 0;
}

static GSubprocess *
spawn_child (const char *path, guint number, guint n_calls, guint n_plays)
{
  g_autofree char *number_text = g_strdup_printf ("%u", number);
  g_autofree char *calls_text = g_strdup_printf ("%u", n_calls);
  g_autofree char *plays_text = g_strdup_printf ("%u", n_plays);
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child",
                                         path, number_text, calls_text, plays_text, NULL);

  g_assert_no_error (error);
  return child;
}

/* Reads what @child has acknowledged until @until calls have been, or to the end. */
static guint
read_acknowledged (GDataInputStream *stream, guint until)
{
  guint n_calls = 0;

  while (n_calls < until)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      if (line == NULL)
        break;
      n_calls++;
    }
  return n_calls;
}

/* All of them find no file and make one at once; then all write to it. */
static void
test_creating_together (void)
{
  guint n_rounds = test_rounds (5, 1);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("ledger-%u.db", round);
      g_autofree char *path = test_path (name);
      g_autoptr (FootprintsStore) store = NULL;
      g_autoptr (sqlite3) database = NULL;
      g_autofree char *mode = NULL;
      GSubprocess *children[8];

      for (guint i = 0; i < G_N_ELEMENTS (children); i++)
        children[i] = spawn_child (path, i, 20, 5);
      for (guint i = 0; i < G_N_ELEMENTS (children); i++)
        {
          g_autoptr (GError) error = NULL;

          g_subprocess_wait_check (children[i], NULL, &error);
          g_assert_no_error (error);
          g_object_unref (children[i]);
        }
      store = test_open (path);
      g_assert_cmpint (test_count (store), ==, G_N_ELEMENTS (children) * 20 * 5);
      database = test_sql_open (path);
      mode = test_sql_text (database, "pragma journal_mode");
      g_assert_cmpstr (mode, ==, "wal");
      g_clear_object (&store);
      test_sql_check_ledger (path);
    }
}

/* One process writes while the history of this one follows; it never goes back and ends right. */
static void
test_following (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (GSubprocess) child = spawn_child (path, 0, 100, 37);
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr (FootprintsHistory) last = NULL;
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  /* The plays of the child follow each other by the second. */
  footprints_store_set_joins_reports (store, FALSE, NULL, &error);
  g_assert_no_error (error);
  while (read_acknowledged (stream, 1) == 1)
    {
      g_autoptr (FootprintsHistory) history = test_history (store);
      gint64 n_plays = footprints_history_get_n_plays (history);

      n_calls++;
      g_assert_cmpint (n_plays, >=, n_calls * 37);
      g_assert_cmpint (n_plays % 37, ==, 0);
      if (last != NULL)
        g_assert_cmpint (n_plays, >=, footprints_history_get_n_plays (last));
      g_set_object (&last, history);
      if (n_calls % 10 == 0)
        {
          g_autofree char *track = g_strdup_printf ("Ours %u", n_calls);
          gint64 id = test_add (store, "Ours", track, NULL, TEST_TIME);

          g_assert_cmpint (footprints_store_remove_scrobbles (store, &id, 1, NULL, NULL), ==, 1);
        }
    }
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_calls, ==, 100);
  g_assert_cmpint (footprints_history_get_n_plays (last), ==, 3700);
}

static void
write_many_plays (const char *file, guint n_plays)
{
  g_autoptr (GString) text = g_string_new ("artist,track,timestamp\n");

  for (guint i = 0; i < n_plays; i++)
    g_string_append_printf (text, "Imported %u,Track %u,%u\n", i % 1000, i % 7,
                            (guint) TEST_TIME - i * 60);
  test_write_file (file, text->str, text->len);
}

/* What another process has committed while one play was added. */
static guint
count_others (FootprintsLedger *ledger, FootprintsStore *store, gint64 at)
{
  FootprintsLedgerState before;
  FootprintsLedgerState after;

  g_assert_true (FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &before, NULL));
  test_add (store, "Ours", "Track", NULL, at);
  g_assert_true (FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &after, NULL));
  return (guint) (after.generation - before.generation) - 1;
}

/* One process imports, commit after commit, while this one adds a play at a time: it waits for the
 * commit that is under way, not for luck. What is counted is commits, since a machine may have
 * other things to do. */
static void
test_taking_turns (void)
{
  g_autofree char *path = test_path ("ledger.db");
  g_autofree char *file = test_path ("plays.csv");
  g_autofree char *turn = g_strconcat (path, "-turn", NULL);
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (store, NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  GPollableInputStream *output;
  guint n_plays = 0;
  guint n_patient = 0;

  write_many_plays (file, test_rounds (400000, 40000));
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--import", path, file,
                            NULL);
  g_assert_no_error (error);
  output = G_POLLABLE_INPUT_STREAM (g_subprocess_get_stdout_pipe (child));
  stream = g_data_input_stream_new (G_INPUT_STREAM (output));
  g_assert_cmpuint (read_acknowledged (stream, 1), ==, 1);
  do
    n_patient += count_others (ledger, store, TEST_TIME + ++n_plays) <= 2;
  while (!g_pollable_input_stream_is_readable (output));
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%u plays added, %u of them after two commits of others at most", n_plays,
                  n_patient);
  g_assert_cmpuint (n_plays, >=, 20);
  g_assert_cmpuint (n_patient, >=, n_plays * 9 / 10);
  g_assert_false (g_file_test (turn, G_FILE_TEST_EXISTS));
}

/* Killed while it writes: what it had acknowledged is there, and no call is there in part. */
static void
test_killed (void)
{
  guint n_rounds = test_rounds (20, 2);

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *name = g_strdup_printf ("ledger-%u.db", round);
      g_autofree char *path = test_path (name);
      g_autoptr (GSubprocess) child = spawn_child (path, 0, G_MAXINT, 50);
      g_autoptr (GDataInputStream) stream =
          g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      g_autoptr (FootprintsStore) store = NULL;
      guint n_calls = read_acknowledged (stream, (guint) g_test_rand_int_range (0, 40));
      gint64 kill_at_us = g_get_monotonic_time () + g_test_rand_int_range (0, 3000);

      while (g_get_monotonic_time () < kill_at_us)
        g_thread_yield ();
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);
      n_calls += read_acknowledged (stream, G_MAXUINT);

      store = test_open (path);
      g_assert_cmpint (test_count (store), >=, n_calls * 50);
      g_assert_cmpint (test_count (store) % 50, ==, 0);
      test_release (store);
      test_sql_check_ledger (path);
    }
}

static void
unmount (gpointer folder)
{
  umount2 (folder, MNT_DETACH);
  g_free (folder);
}

/* In a tree that was entered by chroot "/" is no mount, which is no reason not to mount: only might
 * others see the disk until the test ends. */
static gboolean
stand_apart (void)
{
  return unshare (CLONE_NEWNS) == 0 &&
         (mount ("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 || errno == EINVAL);
}

/* A disk of our own, which nobody else sees; NULL, with the test skipped, where that is not allowed
 * (transfer full). */
static char *
mount_small_disk (void)
{
  char *folder = test_path ("disk");

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (geteuid () == 0 && stand_apart () && mount ("tmpfs", folder, "tmpfs", 0, "size=768k") == 0)
    {
      g_test_queue_destroy (unmount, g_strdup (folder));
      return folder;
    }
  g_test_skip ("no disk can be mounted here; it takes root, and the right to mount");
  g_free (folder);
  return NULL;
}

static gint64
add_numbered (FootprintsStore *store, guint first, guint n_plays, GError **error)
{
  g_autoptr (GPtrArray) scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *filler = g_strnfill (500, 'x');

  for (guint i = 0; i < n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("%u %s", first + i, filler);

      g_ptr_array_add (scrobbles, footprints_scrobble_new ("A", track, TEST_TIME));
    }
  return footprints_store_add_scrobbles (store, (FootprintsScrobble **) scrobbles->pdata, n_plays,
                                         NULL, error);
}

static void
test_disk_full (void)
{
  g_autofree char *folder = mount_small_disk ();
  g_autofree char *path = NULL;
  g_autofree char *ballast = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_plays = 0;

  if (folder == NULL)
    return;
  path = g_build_filename (folder, "ledger.db", NULL);
  ballast = g_build_filename (folder, "ballast", NULL);
  {
    g_autofree char *data = g_strnfill (64 * 1024, 'b');

    test_write_file (ballast, data, 64 * 1024);
  }
  store = test_open (path);
  while (add_numbered (store, (guint) n_plays, 20, &error) == 20)
    n_plays += 20;
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_assert_cmpint (n_plays, >, 0);
  g_assert_cmpint (test_count (store), ==, n_plays);
  g_clear_error (&error);
  g_assert_cmpint (add_numbered (store, (guint) n_plays, 20, &error), ==, -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_clear_error (&error);

  /* With more space it continues. */
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  g_assert_cmpint (add_numbered (store, (guint) n_plays, 5, &error), ==, 5);
  g_assert_no_error (error);
  test_release (store);
  store = test_open (path);
  g_assert_cmpint (test_count (store), ==, n_plays + 5);
  test_release (store);
  test_sql_check_ledger (path);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

/* No room for a new ledger. */
static void
test_disk_full_at_creation (void)
{
  g_autofree char *folder = mount_small_disk ();
  g_autofree char *path = NULL;
  g_autofree char *ballast = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FILE *file;

  if (folder == NULL)
    return;
  path = g_build_filename (folder, "ledger.db", NULL);
  ballast = g_build_filename (folder, "ballast", NULL);
  file = fopen (ballast, "wb");
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (ballast, 1, 16, file) == 16)
    ;
  fclose (file);
  g_assert_null (footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NONE, NULL, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_DISK_FULL);
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  store = test_open (path);
  g_clear_object (&store);
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && g_str_equal (argv[1], "--child"))
    return child_main (argv[2], (guint) atoi (argv[3]), (guint) atoi (argv[4]),
                       (guint) atoi (argv[5]));
  if (argc == 4 && g_str_equal (argv[1], "--import"))
    return import_main (argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/processes/disk-full", test_disk_full);
  g_test_add_func ("/store/processes/disk-full-at-creation", test_disk_full_at_creation);
  g_test_add_func ("/store/processes/creating-together", test_creating_together);
  g_test_add_func ("/store/processes/following", test_following);
  g_test_add_func ("/store/processes/taking-turns", test_taking_turns);
  g_test_add_func ("/store/processes/killed", test_killed);
  return g_test_run ();
}
