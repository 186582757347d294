/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The files to back up: names their copies, makes and prunes them, and finds the last one. */

#include "footprintsd/backup/fpd-backup-set.h"

#include "footprintsd/accounts/fpd-accounts-database.h"
#include "footprintsd/backup/fpd-leftovers.h"
#include "footprintsd/files/fpd-disk.h"
#include "libfootprints/core/footprints-private-file-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <string.h>

#define ENDING ".db"
#define TIME_FORMAT "%Y-%m-%dT%H%M%SZ"
#define TIME_LENGTH (sizeof "2024-03-01T120000Z" - 1)

typedef struct
{
  gint64 account_id; /* 0: belongs to no account */
  char *path;
  char *name; /* the names of its copies, up to the time */
  gboolean is_ledger;
} Source;

struct _FpdBackupSet
{
  const FpdConfig *config; /* borrowed; NULL: the disk may be filled */
  char *folder;
  GPtrArray *sources; /* of Source */
};

static void
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->path);
  g_free (source->name);
  g_free (source);
}

/* Takes @path and @name. */
static void
add_source (FpdBackupSet *self, gint64 account_id, char *path, char *name, gboolean is_ledger)
{
  Source *source = g_new0 (Source, 1);

  source->account_id = account_id;
  source->path = path;
  source->name = name;
  source->is_ledger = is_ledger;
  g_ptr_array_add (self->sources, source);
}

/* The names of copies of the ledger @path, up to the time (transfer full). */
static char *
make_name (const FpdConfig *config, gint64 account_id, const char *path)
{
  g_autofree char *file = g_path_get_basename (path);

  if (account_id > 0 && !g_str_equal (path, config->database_path))
    return g_strdup_printf ("user-%" G_GINT64_FORMAT, account_id);
  return g_str_has_suffix (file, ENDING) ? g_strndup (file, strlen (file) - strlen (ENDING))
                                         : g_steal_pointer (&file);
}

FpdBackupSet *
fpd_backup_set_new (const FpdConfig *config, FpdAccounts *accounts)
{
  FpdBackupSet *self = g_new0 (FpdBackupSet, 1);
  g_autofree char *folder = g_path_get_dirname (config->database_path);
  g_autoptr (GPtrArray) list = accounts != NULL ? fpd_accounts_list (accounts) : NULL;

  self->folder = g_strdup (config->backup_folder);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  if (list == NULL || list->len == 0)
    add_source (self, 0, g_strdup (config->database_path),
                make_name (config, 0, config->database_path), TRUE);
  if (accounts != NULL)
    add_source (self, 0, g_build_filename (folder, FPD_ACCOUNTS_FILE, NULL), g_strdup ("accounts"),
                FALSE);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FpdAccount *account = list->pdata[i];
      char *path = fpd_accounts_dup_ledger_path (accounts, account);

      add_source (self, account->id, path, make_name (config, account->id, path), TRUE);
    }
  return self;
}

void
fpd_backup_set_leave_room (FpdBackupSet *self, const FpdConfig *config)
{
  self->config = config;
}

void
fpd_backup_set_free (FpdBackupSet *self)
{
  g_ptr_array_unref (self->sources);
  g_free (self->folder);
  g_free (self);
}

/* "NAME-2024-03-01T120000Z.db" */
static gboolean
is_copy_of (const char *file, const char *name)
{
  gsize length = strlen (name);

  return g_str_has_prefix (file, name) && file[length] == '-' &&
         strlen (file) == length + 1 + TIME_LENGTH + strlen (ENDING) &&
         g_ascii_isdigit (file[length + 1]) && g_str_has_suffix (file, "Z" ENDING);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The copies of one file, oldest first; of char *, full paths (transfer container). */
static GPtrArray *
list_copies (const char *folder, const char *name)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (is_copy_of (file, name))
      g_ptr_array_add (copies, g_build_filename (folder, file, NULL));
  g_ptr_array_sort (copies, compare_paths);
  return copies;
}

static gint64
find_last_copy_us (const FpdBackupSet *self, const Source *source)
{
  g_autoptr (GPtrArray) copies = list_copies (self->folder, source->name);

  return copies->len > 0
             ? _footprints_ledger_files_get_modified_at_us (copies->pdata[copies->len - 1])
             : 0;
}

static gboolean
has_changed (const FpdBackupSet *self, const Source *source)
{
  gint64 changed_at_us = _footprints_ledger_files_get_modified_at_us (source->path);

  return changed_at_us > 0 && find_last_copy_us (self, source) < changed_at_us;
}

/* The copy is not larger than the file and its log. */
static gboolean
has_room (const FpdBackupSet *self, const Source *source, GError **error)
{
  return self->config == NULL ||
         fpd_disk_check_room (self->config, self->folder,
                              _footprints_ledger_files_get_size (source->path), error);
}

/* The number of plays in the copy; -1 with @error set. */
static gint64
copy_ledger (const char *path, const char *copy_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (FootprintsStore) store =
      footprints_store_open (path, FOOTPRINTS_STORE_OPEN_READ_ONLY, cancellable, error);
  gint64 n_plays =
      store != NULL ? footprints_store_back_up (store, copy_path, cancellable, error) : -1;

  if (store != NULL)
    footprints_store_close (store);
  return n_plays;
}

static gboolean
copy_accounts (const char *path, const char *copy_path, GError **error)
{
  g_autoptr (FootprintsRecordFile) database = fpd_accounts_database_open (path, FALSE, error);

  return database != NULL && fpd_accounts_database_back_up (database, copy_path, error);
}

static gboolean
copy (const FpdBackupSet *self,
      const Source *source,
      FpdBackupFunc done,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, TIME_FORMAT);
  g_autofree char *file = g_strdup_printf ("%s-%s" ENDING, source->name, time);
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  gint64 n_plays = -1;

  if (!has_room (self, source, error))
    return FALSE;
  if (source->is_ledger)
    n_plays = copy_ledger (source->path, path, cancellable, error);
  else if (!copy_accounts (source->path, path, error))
    return FALSE;
  if (source->is_ledger && n_plays < 0)
    return FALSE;
  if (done != NULL)
    done (path, n_plays, data);
  return TRUE;
}

/* An earlier version, or whoever put them there, may have let others read them. */
static void
narrow_copies (const FpdBackupSet *self, const Source *source)
{
  g_autoptr (GPtrArray) copies = list_copies (self->folder, source->name);

  for (guint i = 0; i < copies->len; i++)
    _footprints_private_file_narrow (copies->pdata[i]);
}

gboolean
fpd_backup_set_make (FpdBackupSet *self,
                     FpdBackupFunc done,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) first = NULL;

  g_mkdir_with_parents (self->folder, 0700);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = self->sources->pdata[i];

      narrow_copies (self, source);
      if (has_changed (self, source))
        copy (self, source, done, data, cancellable, first == NULL ? &first : NULL);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

void
fpd_backup_set_prune (FpdBackupSet *self, guint n_kept)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = self->sources->pdata[i];
      g_autoptr (GPtrArray) copies = list_copies (self->folder, source->name);

      for (guint k = 0; k + n_kept < copies->len; k++)
        g_unlink (copies->pdata[k]);
    }
}

gint64
fpd_backup_set_find_last (FpdBackupSet *self)
{
  gint64 last_at_us = 0;

  for (guint i = 0; i < self->sources->len; i++)
    last_at_us = MAX (last_at_us, find_last_copy_us (self, self->sources->pdata[i]));
  return last_at_us / G_USEC_PER_SEC;
}

/* Also deletes a copy that is being made, which then cannot get its name. */
static void
forget_copies (const char *folder, const char *name)
{
  g_autoptr (GPtrArray) copies = list_copies (folder, name);
  g_autofree char *beginning = g_strconcat (name, "-", NULL);

  for (guint i = 0; i < copies->len; i++)
    g_unlink (copies->pdata[i]);
  fpd_leftovers_remove_partial (folder, beginning, TRUE);
}

void
fpd_backup_set_forget (const FpdConfig *config, gint64 account_id, const char *ledger_path)
{
  g_autofree char *name = make_name (config, account_id, ledger_path);

  forget_copies (config->backup_folder, name);
}

void
fpd_backup_set_forget_deleted (FpdBackupSet *self, FpdAccounts *accounts)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = self->sources->pdata[i];
      g_autoptr (FpdAccount) account =
          source->account_id > 0 ? fpd_accounts_get (accounts, source->account_id) : NULL;

      if (source->account_id > 0 && account == NULL)
        forget_copies (self->folder, source->name);
    }
}

void
fpd_backup_set_remove_leftovers (FpdBackupSet *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = self->sources->pdata[i];
      g_autofree char *beginning = g_strconcat (source->name, "-", NULL);

      fpd_leftovers_remove_partial (self->folder, beginning, FALSE);
    }
}
