/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs an operation once for each point at which the disk can fail, and compares what it reports
 * with what is in the files. */

#include "fault-check.h"

#include "fault-vfs.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* One way of failing. */
typedef struct
{
  const char *name;
  FaultKinds kinds;
  FaultMode mode;
  int result;
  gboolean is_crash; /* the members above apply only to other faults */
} Fault;

static const Fault faults[] = {
  { "once", FAULT_ANY, FAULT_MODE_ONCE, SQLITE_IOERR, FALSE },
  { "for-good", FAULT_CHANGES, FAULT_MODE_FOR_GOOD, SQLITE_IOERR, FALSE },
  { "torn", FAULT_WRITE, FAULT_MODE_TORN, SQLITE_IOERR, FALSE },
  { "full", FAULT_SPACE, FAULT_MODE_FOR_GOOD, SQLITE_FULL, FALSE },
  { "busy", FAULT_LOCKS, FAULT_MODE_ONCE, SQLITE_BUSY, FALSE },
  { "crash", FAULT_CHANGES, FAULT_MODE_ONCE, 0, TRUE },
};

typedef struct
{
  const FaultOperation *operation;
  const Fault *fault;

  char *folder;
  GHashTable *files; /* name → GBytes, as prepared */
  char *before;      /* what operation->describe() returns for them */
  char *after;       /* and what it returns when nothing fails */
  char **files_after;
  guint n; /* which operation of the disk fails */

  /* Most faults leave the same files as others, so their content and the way on from there are
   * checked only once. Digest of the files → what operation->describe() returns. */
  GHashTable *descriptions;
  GHashTable *resumed; /* set of digests from which it was repeated */
} Check;

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return g_steal_pointer (&names);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GPtrArray) names = list_files (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
keep_files (Check *self)
{
  g_autoptr (GPtrArray) names = list_files (self->folder);

  self->files =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names->pdata[i], NULL);
      char *data;
      gsize length;

      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      g_hash_table_insert (self->files, g_strdup (names->pdata[i]),
                           g_bytes_new_take (data, length));
    }
}

static void
put_files_back (Check *self)
{
  GHashTableIter iter;
  gpointer name, content;

  empty_folder (self->folder);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &content))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      test_write_file (path, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
      g_chmod (path, 0600);
    }
}

static char **
list_files_after (const char *folder)
{
  GPtrArray *names = list_files (folder);

  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A digest of all lasting files in the folder. */
static char *
make_digest (const char *folder)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autoptr (GPtrArray) names = list_files (folder);

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      if (g_str_has_suffix (name, "-shm"))
        continue;
      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name) + 1);
      g_checksum_update (checksum, (const guchar *) &length, sizeof length);
      g_checksum_update (checksum, (const guchar *) data, (gssize) length);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static const char *
describe (Check *self, const char *digest)
{
  const char *known = g_hash_table_lookup (self->descriptions, digest);
  char *description;

  if (known != NULL)
    return known;
  description = self->operation->describe (self->folder);
  g_hash_table_insert (self->descriptions, g_strdup (digest), description);
  return description;
}

/* Runs the operation without a fault, and keeps the results. */
static void
begin (Check *self)
{
  g_autoptr (GError) error = NULL;
  guint n_steps;

  self->descriptions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->resumed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folder = test_path ("files");
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  self->operation->prepare (self->folder);
  keep_files (self);
  self->before = self->operation->describe (self->folder);
  put_files_back (self);
  self->operation->run (self->folder, &n_steps, &error);
  g_assert_no_error (error);
  self->after = self->operation->describe (self->folder);
  self->files_after = list_files_after (self->folder);
}

static void
end (Check *self)
{
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->descriptions);
  g_hash_table_unref (self->resumed);
  g_strfreev (self->files_after);
  g_free (self->folder);
  g_free (self->before);
  g_free (self->after);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN fail (Check *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_error ("%s, %s, operation %u: %s", self->operation->name, self->fault->name, self->n, text);
}

/* A disk failure must not be reported as damaged or missing content. */
static gboolean
is_code_fit (const Fault *fault, const GError *error)
{
  if (error->domain != FOOTPRINTS_ERROR)
    return FALSE;
  if (fault->result == SQLITE_FULL)
    return error->code == FOOTPRINTS_ERROR_DISK_FULL;
  return error->code == FOOTPRINTS_ERROR_FAILED || error->code == FOOTPRINTS_ERROR_BUSY ||
         error->code == FOOTPRINTS_ERROR_READ_ONLY;
}

/* "NAME.XXXXXX.partial" is an unfinished file; the next server to start removes it. */
static gboolean
is_unfinished (const char *name)
{
  return strstr (name, ".partial") != NULL;
}

/* Log files count as part of their database. */
static gboolean
is_log (const char *name)
{
  return g_str_has_suffix (name, "-wal") || g_str_has_suffix (name, "-shm") ||
         g_str_has_suffix (name, "-journal");
}

/* @is_done: only the files that a successful operation leaves may be there. */
static void
check_files (Check *self, gboolean is_done, gboolean has_crashed)
{
  g_autoptr (GPtrArray) names = list_files (self->folder);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];

      if (!g_strv_contains ((const char *const *) self->files_after, name) && !is_log (name) &&
          (is_done || !g_hash_table_contains (self->files, name)) &&
          !(has_crashed && is_unfinished (name)))
        fail (self, "%s stays behind", name);
    }
}

static void
check_state (Check *self, gboolean done, guint n_steps, const char *state)
{
  const FaultOperation *operation = self->operation;

  if (done && !g_str_equal (state, self->after))
    fail (self, "reported success, but there is\n%s\nand not\n%s", state, self->after);
  if (done || g_str_equal (state, self->before) || g_str_equal (state, self->after))
    return;
  if (operation->count_steps == NULL)
    fail (self, "failed, and left\n%s\nbefore it was\n%s", state, self->before);
  if (operation->count_steps (self->folder) < n_steps)
    fail (self, "%u steps were reported, but there is\n%s", n_steps, state);
}

/* Repeats the operation with a working disk, unless it has happened even though it failed. */
static void
check_again (Check *self, const char *state, gboolean has_crashed)
{
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  const char *again;
  guint n_steps = 0;

  if (!g_str_equal (state, self->after) && !self->operation->run (self->folder, &n_steps, &error))
    fail (self, "cannot be done again: %s (%s %d)", error->message,
          g_quark_to_string (error->domain), error->code);
  digest = make_digest (self->folder);
  again = describe (self, digest);
  if (!g_str_equal (again, self->after))
    fail (self, "ends in\n%s\nand not in\n%s", again, self->after);
  check_files (self, TRUE, has_crashed);
}

static void
check_outcome (Check *self, gboolean done, guint n_steps, gboolean has_crashed)
{
  g_autofree char *digest = make_digest (self->folder);
  const char *state;

  check_files (self, done, has_crashed);
  state = describe (self, digest);
  check_state (self, done, n_steps, state);
  if (g_hash_table_add (self->resumed, g_steal_pointer (&digest)))
    check_again (self, state, has_crashed);
}

/* Returns whether the n-th operation was reached. */
static gboolean
fail_at (Check *self)
{
  const Fault *fault = self->fault;
  g_autoptr (GError) error = NULL;
  guint n_descriptors, n_steps = 0;
  gboolean done, reached;

  put_files_back (self);
  n_descriptors = count_descriptors ();
  fault_vfs_arm (fault->kinds, self->n, fault->mode, fault->result);
  done = self->operation->run (self->folder, &n_steps, &error);
  reached = fault_vfs_count (fault->kinds) >= self->n;
  fault_vfs_disarm ();
  if (fault_vfs_n_open () > 0 || count_descriptors () != n_descriptors)
    fail (self, "%u files of SQLite are open, and %u descriptors, before it was %u",
          fault_vfs_n_open (), count_descriptors (), n_descriptors);
  if (!done && !is_code_fit (fault, error))
    fail (self, "fails with the code %d of %s: %s", error->code, g_quark_to_string (error->domain),
          error->message);
  check_outcome (self, done, n_steps, FALSE);
  return reached;
}

/* Runs in a child that ends at the crash, since files are also linked and renamed outside
 * SQLite. */
static gboolean
crash_at (Check *self, guint64 seed)
{
  int status;
  pid_t child;

  put_files_back (self);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      guint n_steps;

      fault_vfs_crash_at (self->n, seed, FAULT_CRASH_EXIT);
      _exit (self->operation->run (self->folder, &n_steps, NULL) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (!WIFEXITED (status) ||
      (WEXITSTATUS (status) != 0 && WEXITSTATUS (status) != FAULT_CRASH_STATUS))
    fail (self, "the child ended with %x", (guint) status);
  check_outcome (self, WEXITSTATUS (status) == 0, 0, TRUE);
  return WEXITSTATUS (status) == FAULT_CRASH_STATUS;
}

static void
test_every_n (gconstpointer data)
{
  Check self = *(const Check *) data;
  guint step = test_rounds (1, 13);
  gboolean reached = TRUE;

  begin (&self);
  for (self.n = 1; reached; self.n += step)
    reached = self.fault->is_crash ? crash_at (&self, self.n % 4) : fail_at (&self);
  g_test_message ("%s: every one of %u operations, %s", self.operation->name, self.n - 1 - step,
                  self.fault->name);
  g_assert_cmpuint (self.n, >, 2 * step);
  end (&self);
}

void
fault_check_add (const FaultOperation *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%s/%s", operation->name, faults[i].name);
      Check *check = g_new0 (Check, 1);

      check->operation = operation;
      check->fault = &faults[i];
      g_test_add_data_func_full (path, check, test_every_n, g_free);
    }
}
