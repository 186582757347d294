/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Maintenance of a store's file: backing up, restoring, checking and compacting it. */

#include "libfootprints/store/footprints-store-backup.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"
#include "libfootprints/store/footprints-ledger-backend-private.h"
#include "libfootprints/store/footprints-ledger-file-private.h"
#include "libfootprints/store/footprints-new-file-private.h"
#include "libfootprints/store/footprints-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The backend of a ledger that is a file. */
static const FootprintsLedgerBackend *
find_backend (const char *path, GError **error)
{
  const char *place;
  const FootprintsLedgerBackend *backend = _footprints_ledger_find_backend (path, &place);

  if (backend->copy != NULL)
    return backend;
  _footprints_set_error (error, FOOTPRINTS_ERROR_FAILED, "%s is not a file", path);
  return NULL;
}

/* Opens the copy like any other ledger, checks it and returns the number of plays in it; -1 with
 * @error set. */
static gint64
verify (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsStore) copy =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, cancellable, error);
  gint64 n_plays = -1;

  if (copy == NULL)
    return -1;
  if (footprints_store_check (copy, cancellable, error))
    n_plays = footprints_store_count_scrobbles (copy, cancellable, error);
  footprints_store_close (copy);
  return n_plays;
}

/**
 * footprints_store_back_up:
 * @self: a store
 * @path: (type filename): the file to create
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the ledger, as it is at one moment, to a new file.
 *
 * Others may read and write the ledger meanwhile. The copy is opened, checked and counted before it
 * gets its name; it is a ledger like any other, without free space. Only its owner may read it. It
 * contains the keys and tokens of services sealed, as in the ledger; the key that opens them is in
 * a file of its own, which is not copied.
 *
 * Errors: %FOOTPRINTS_ERROR_EXISTS when @path exists; %FOOTPRINTS_ERROR_CORRUPT when the ledger or
 * the copy is damaged; %FOOTPRINTS_ERROR_DISK_FULL; %FOOTPRINTS_ERROR_CLOSED; those of reading and
 * writing files; %G_IO_ERROR_CANCELLED. After an error, nothing is left behind.
 *
 * Threading: any thread; does I/O, for a second or two per million plays.
 *
 * Returns: how many plays are in the copy; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_back_up (FootprintsStore *self,
                          const char *path,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;
  g_autofree char *temporary = NULL;
  gint64 n_plays = -1;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), -1);
  g_return_val_if_fail (path != NULL, -1);

  if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_EXISTS, "%s already exists", path);
      return -1;
    }
  ledger = _footprints_store_dup_ledger (self, error);
  temporary = ledger != NULL ? _footprints_new_file_begin (path, error) : NULL;
  if (temporary == NULL)
    return -1;
  if (_footprints_ledger_back_up (ledger, temporary, cancellable, error))
    n_plays = verify (temporary, cancellable, error);
  if (!_footprints_new_file_end (temporary, n_plays >= 0 ? path : NULL, FALSE, error))
    n_plays = -1;
  return n_plays;
}

static void
back_up_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 n_plays = footprints_store_back_up (source_object, task_data, cancellable, &error);

  if (n_plays < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n_plays);
}

/**
 * footprints_store_back_up_async:
 * @self: a store
 * @path: (type filename): the file to create
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Copies the ledger without waiting for the disk. See [method@Store.back_up].
 *
 * Since: 0.1
 */
void
footprints_store_back_up_async (FootprintsStore *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FOOTPRINTS_IS_STORE (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_store_back_up_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, back_up_thread);
}

/**
 * footprints_store_back_up_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Store.back_up_async].
 *
 * Returns: how many plays are in the copy; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_back_up_finish (FootprintsStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/* Creates a hard link or, on a file system without them, a copy. Also TRUE if @from does not
 * exist. */
static gboolean
keep_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  int code;

  if (!g_file_test (from, G_FILE_TEST_EXISTS) || link (from, to) == 0)
    return TRUE;
  code = errno;
  if (code == EPERM || code == EOPNOTSUPP)
    return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error) &&
           _footprints_new_file_sync (to, error);
  _footprints_set_error (error, code == EEXIST ? FOOTPRINTS_ERROR_EXISTS : FOOTPRINTS_ERROR_FAILED,
                         "%s cannot be created from the present file: %s", to, g_strerror (code));
  return FALSE;
}

/* Keeps a ledger that cannot be opened, as it is. It also keeps its own name until another ledger
 * takes its place, so that it exists at every moment. */
static gboolean
keep_raw (const char *path, const char *kept_path, GError **error)
{
  g_auto (GStrv) from = _footprints_ledger_files_list (path, FOOTPRINTS_LEDGER_FILES_CONTENT);
  g_auto (GStrv) to = _footprints_ledger_files_list (kept_path, FOOTPRINTS_LEDGER_FILES_CONTENT);
  guint n_kept = 0;

  while (from[n_kept] != NULL && keep_file (from[n_kept], to[n_kept], error))
    n_kept++;
  if (from[n_kept] == NULL && _footprints_new_file_sync_folder (kept_path, error))
    return TRUE;
  while (n_kept > 0)
    g_unlink (to[--n_kept]);
  return FALSE;
}

/* For a damaged ledger whose place no other has taken. */
static void
put_logs_back (const char *kept_path, const char *path)
{
  const guint logs = FOOTPRINTS_LEDGER_FILES_CONTENT & ~(guint) FOOTPRINTS_LEDGER_FILE_MAIN;
  g_auto (GStrv) from = _footprints_ledger_files_list (kept_path, logs);
  g_auto (GStrv) to = _footprints_ledger_files_list (path, logs);
  GStatBuf kept, present;

  if (g_stat (kept_path, &kept) != 0 || g_stat (path, &present) != 0 ||
      kept.st_ino != present.st_ino || kept.st_dev != present.st_dev)
    return;
  for (guint i = 0; from[i] != NULL; i++)
    if (link (from[i], to[i]) != 0 && errno != ENOENT)
      g_message ("%s cannot be put back and stays at %s: %s", to[i], from[i], g_strerror (errno));
}

/* FALSE with @error set when the old ledger can be neither copied nor kept as it is. */
static gboolean
keep_old (const char *path,
          const char *kept_path,
          gboolean *is_damaged,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (FootprintsStore) store = NULL;
  gboolean done;

  *is_damaged = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, cancellable, &problem);
  done = store != NULL && footprints_store_back_up (store, kept_path, cancellable, &problem) >= 0;
  if (store != NULL)
    footprints_store_close (store);
  if (done)
    return TRUE;
  *is_damaged = g_error_matches (problem, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT) ||
                g_error_matches (problem, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FOREIGN_DATABASE);
  if (*is_damaged)
    return keep_raw (path, kept_path, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Syncs must find everything that arrived since the backup once more, however late it was
 * uploaded. */
static gboolean
ask_syncs (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  FootprintsLedgerState state;

  return FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error) &&
         _footprints_sync_records_look_again (_footprints_ledger_get_records (ledger, TRUE), NULL,
                                              1, state.generation, error);
}

/* Opens a ledger once, which brings it to the current format. */
static gboolean
bring_up_to_date (const FootprintsLedgerBackend *backend, const char *path, GError **error)
{
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL, error);

  if (store == NULL || !_footprints_store_write (store, ask_syncs, NULL, NULL, error))
    return FALSE;
  footprints_store_close (store);
  return backend->gather (path, error);
}

/* For a ledger that does not exist or is about to be replaced. SQLite would apply an old log to a
 * new file of that name. The turn file stays, since processes may be waiting for their turn. */
static void
remove_logs (const char *path)
{
  _footprints_ledger_files_remove (path, FOOTPRINTS_LEDGER_FILES_BESIDE &
                                             ~(guint) FOOTPRINTS_LEDGER_FILE_TURN);
}

/* Deletes a ledger that was only prepared, and the files that were created next to it. */
static void
remove_prepared (const char *path)
{
  g_unlink (path);
  remove_logs (path);
  _footprints_ledger_files_remove_earlier (path);
}

static gboolean
put_in_place (const FootprintsLedgerBackend *backend,
              const char *prepared,
              const char *path,
              const char *kept_path,
              gboolean is_damaged,
              GError **error)
{
  if (!is_damaged && g_file_test (path, G_FILE_TEST_EXISTS))
    return backend->copy (prepared, path, error);
  remove_logs (path);
  if (_footprints_new_file_end (prepared, path, is_damaged, error))
    return TRUE;
  if (is_damaged)
    put_logs_back (kept_path, path);
  return FALSE;
}

/**
 * footprints_store_restore:
 * @path: (type filename): the ledger
 * @backup_path: (type filename): the backup
 * @kept_path: (type filename): where to keep the present ledger
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Replaces the content of a ledger with that of a backup.
 *
 * The backup is checked first, and the present ledger is copied to @kept_path, or kept there as it
 * is if it is damaged. Others may have the ledger open: they see the change as one commit. A ledger
 * that does not exist is created. Meanwhile, two more ledgers need space on the disk.
 *
 * Errors: %FOOTPRINTS_ERROR_CORRUPT when the backup is damaged, and
 * %FOOTPRINTS_ERROR_FOREIGN_DATABASE, %FOOTPRINTS_ERROR_NEWER_DATABASE or
 * %FOOTPRINTS_ERROR_NOT_FOUND when it is not a backup; %FOOTPRINTS_ERROR_EXISTS when @kept_path
 * exists; %FOOTPRINTS_ERROR_DISK_FULL; %FOOTPRINTS_ERROR_BUSY when others keep writing; those of
 * reading and writing files; %G_IO_ERROR_CANCELLED. After an error, the ledger is unchanged; the
 * copy at @kept_path stays if the last step failed, since a disk that reports a failure may have
 * done its work all the same.
 *
 * Threading: any thread; does I/O, for some seconds per million plays.
 *
 * Returns: how many plays the ledger has now; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_store_restore (const char *path,
                          const char *backup_path,
                          const char *kept_path,
                          GCancellable *cancellable,
                          GError **error)
{
  const FootprintsLedgerBackend *backend;
  g_autofree char *prepared = NULL;
  gboolean is_damaged;
  gint64 n_plays;

  g_return_val_if_fail (path != NULL && backup_path != NULL && kept_path != NULL, -1);

  backend = find_backend (path, error);
  if (backend == NULL)
    return -1;
  n_plays = verify (backup_path, cancellable, error);
  prepared = n_plays >= 0 ? _footprints_new_file_begin (path, error) : NULL;
  if (prepared == NULL)
    return -1;
  /* Everything that takes several steps is done to a copy, so that the ledger changes in one. A
   * backup of an earlier format is brought to this one there, too, since others may have the ledger
   * open. */
  if (!backend->copy (backup_path, prepared, error) || !backend->succeed (prepared, path, error) ||
      !bring_up_to_date (backend, prepared, error) ||
      !keep_old (path, kept_path, &is_damaged, cancellable, error) ||
      !put_in_place (backend, prepared, path, kept_path, is_damaged, error))
    n_plays = -1;
  remove_prepared (prepared);
  return n_plays;
}

/**
 * footprints_store_check:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Reads the whole ledger and checks that it is consistent: pages, indices, references between rows,
 * and the number of plays. Nothing is changed.
 *
 * Errors: %FOOTPRINTS_ERROR_CORRUPT when it is not; %FOOTPRINTS_ERROR_CLOSED; those of reading the
 * file; %G_IO_ERROR_CANCELLED.
 *
 * Threading: any thread; does I/O, for a second or two per million plays.
 *
 * Returns: %TRUE when the ledger is intact; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_store_check (FootprintsStore *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  ledger = _footprints_store_dup_ledger (self, error);
  return ledger != NULL && FOOTPRINTS_LEDGER_GET_IFACE (ledger)->check (ledger, cancellable, error);
}

/**
 * footprints_store_check_file:
 * @self: a store
 * @error: return location for an error
 *
 * Checks that the ledger's file is still where it was opened.
 *
 * While it is not, nothing is stored, since it would be lost with this process. A file that was
 * moved away can be moved back; otherwise close the store and open it again.
 *
 * Errors: %FOOTPRINTS_ERROR_REPLACED when the file, or its write-ahead log, was deleted, moved or
 * replaced; %FOOTPRINTS_ERROR_CLOSED.
 *
 * Threading: any thread; two system calls.
 *
 * Returns: %TRUE when it is there; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_store_check_file (FootprintsStore *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  ledger = _footprints_store_dup_ledger (self, error);
  return ledger != NULL && _footprints_ledger_check_place (ledger, error);
}

/**
 * footprints_store_compact:
 * @path: (type filename): the ledger
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Frees the space of what was deleted, and removes names that no play uses any more.
 *
 * Plays keep their ids. Others may have the ledger open: they wait for a moment and then read it
 * afresh. While it works, it needs as much free space as the ledger takes.
 *
 * Errors: %FOOTPRINTS_ERROR_NOT_FOUND; %FOOTPRINTS_ERROR_CORRUPT; %FOOTPRINTS_ERROR_DISK_FULL;
 * %FOOTPRINTS_ERROR_BUSY when others keep writing; those of opening a ledger;
 * %G_IO_ERROR_CANCELLED. The ledger is intact in each case.
 *
 * Threading: any thread; does I/O, for some seconds per million plays.
 *
 * Returns: %TRUE on success; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_store_compact (const char *path, GCancellable *cancellable, GError **error)
{
  const FootprintsLedgerBackend *backend;
  g_autoptr (FootprintsStore) store = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  backend = find_backend (path, error);
  if (backend == NULL)
    return FALSE;
  /* A ledger that cannot be opened is not touched. */
  store = footprints_store_open (path, FOOTPRINTS_STORE_OPEN_NO_CREATE, cancellable, error);
  if (store == NULL)
    return FALSE;
  footprints_store_close (store);
  return backend->compact (path, cancellable, error);
}
