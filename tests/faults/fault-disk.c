/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The log of changes that have not been synced, and the recovery that undoes or redoes them. */

#include "fault-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEED_NOTHING 0
#define SEED_EVERYTHING 1

typedef struct
{
  gint64 offset;  /* a truncation: the new size */
  GBytes *data;   /* NULL: a truncation */
  GBytes *before; /* the previous content from offset on */
  gint64 size_before;
} Change;

typedef struct
{
  char *path;
  dev_t device;
  ino_t inode;
  GPtrArray *changes;          /* of Change, not synced */
  GBytes *content;             /* of a deleted file; NULL: the file exists */
  struct timespec modified_at; /* of a deleted file */
} DiskFile;

typedef enum
{
  FOLDER_CREATE,
  FOLDER_DELETE,
  FOLDER_RENAME,
  FOLDER_LINK,  /* an additional name */
  FOLDER_UNLINK /* one of several names removed */
} FolderChangeKind;

typedef struct
{
  FolderChangeKind kind;
  DiskFile *file;
  gboolean is_half; /* it happens together with the previous change */
  char *path;       /* the name that a rename or unlink took, or a link gave; otherwise NULL */
} FolderChange;

static struct
{
  gboolean is_logging;
  GPtrArray *files;       /* of DiskFile, all that were ever seen */
  GHashTable *by_path;    /* path → DiskFile, existing files only */
  GArray *folder_changes; /* of FolderChange, not synced */
} disk;

static void
change_free (Change *change)
{
  g_clear_pointer (&change->data, g_bytes_unref);
  g_bytes_unref (change->before);
  g_free (change);
}

static void
file_free (DiskFile *file)
{
  g_ptr_array_unref (file->changes);
  g_clear_pointer (&file->content, g_bytes_unref);
  g_free (file->path);
  g_free (file);
}

static void
folder_change_clear (gpointer data)
{
  g_free (((FolderChange *) data)->path);
}

void
fault_disk_start (void)
{
  fault_disk_stop ();
  disk.files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  disk.by_path = g_hash_table_new (g_str_hash, g_str_equal);
  disk.folder_changes = g_array_new (FALSE, FALSE, sizeof (FolderChange));
  g_array_set_clear_func (disk.folder_changes, folder_change_clear);
  disk.is_logging = TRUE;
}

void
fault_disk_stop (void)
{
  g_clear_pointer (&disk.by_path, g_hash_table_unref);
  g_clear_pointer (&disk.folder_changes, g_array_unref);
  g_clear_pointer (&disk.files, g_ptr_array_unref);
  disk.is_logging = FALSE;
}

gboolean
fault_disk_is_logging (void)
{
  return disk.is_logging;
}

static gboolean
is_file (const char *path, const DiskFile *file)
{
  struct stat status;

  return stat (path, &status) == 0 && status.st_ino == file->inode && status.st_dev == file->device;
}

/* NULL if the file does not exist: an open one may have been deleted outside SQLite. */
static DiskFile *
find_file (const char *path)
{
  DiskFile *file = g_hash_table_lookup (disk.by_path, path);
  struct stat status;

  /* Another file may have got the name outside SQLite. */
  if (file != NULL && is_file (path, file))
    return file;
  g_hash_table_remove (disk.by_path, path);
  if (stat (path, &status) != 0)
    return NULL;
  file = g_new0 (DiskFile, 1);
  file->path = g_strdup (path);
  file->device = status.st_dev;
  file->inode = status.st_ino;
  file->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  g_ptr_array_add (disk.files, file);
  g_hash_table_insert (disk.by_path, file->path, file);
  return file;
}

static void
log_folder_change (DiskFile *file, FolderChangeKind kind, const char *path)
{
  FolderChange change = { kind, file, FALSE, g_strdup (path) };

  g_array_append_val (disk.folder_changes, change);
}

void
fault_disk_log_create (const char *path)
{
  DiskFile *file = find_file (path);

  if (file != NULL)
    log_folder_change (file, FOLDER_CREATE, NULL);
}

static void
log_change (DiskFile *file,
            gint64 offset,
            GBytes *data,
            const void *before,
            gsize length_before,
            gint64 size_before)
{
  Change *change;

  if (file == NULL)
    {
      g_clear_pointer (&data, g_bytes_unref);
      return;
    }
  change = g_new0 (Change, 1);
  change->offset = offset;
  change->data = data;
  change->before = g_bytes_new (before, length_before);
  change->size_before = size_before;
  g_ptr_array_add (file->changes, change);
}

void
fault_disk_log_write (const char *path,
                      gint64 offset,
                      const void *data,
                      gsize length,
                      const void *before,
                      gsize length_before,
                      gint64 size_before)
{
  log_change (find_file (path), offset, g_bytes_new (data, length), before, length_before,
              size_before);
}

void
fault_disk_log_truncate (
    const char *path, gint64 size, const void *before, gsize length_before, gint64 size_before)
{
  log_change (find_file (path), size, NULL, before, length_before, size_before);
}

static gboolean
has_other_names (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && status.st_nlink > 1;
}

void
fault_disk_log_delete (const char *path)
{
  DiskFile *file = find_file (path);
  struct stat status;
  char *data;
  gsize length;

  if (file == NULL)
    return;
  if (has_other_names (path))
    {
      log_folder_change (file, FOLDER_UNLINK, path);
      g_hash_table_remove (disk.by_path, path);
      return;
    }
  if (!g_file_get_contents (path, &data, &length, NULL))
    g_error ("%s cannot be read", path);
  if (stat (path, &status) == 0)
    file->modified_at = status.st_mtim;
  file->content = g_bytes_new_take (data, length);
  log_folder_change (file, FOLDER_DELETE, NULL);
  g_hash_table_remove (disk.by_path, path);
}

void
fault_disk_log_rename (const char *path, const char *new_path)
{
  DiskFile *file = find_file (path);
  guint n_before = disk.folder_changes->len;

  if (file == NULL)
    return;
  fault_disk_log_delete (new_path);
  log_folder_change (file, FOLDER_RENAME, path);
  g_array_index (disk.folder_changes, FolderChange, disk.folder_changes->len - 1).is_half =
      disk.folder_changes->len > n_before + 1;
  g_hash_table_remove (disk.by_path, path);
  g_free (file->path);
  file->path = g_strdup (new_path);
  g_hash_table_insert (disk.by_path, file->path, file);
}

void
fault_disk_log_link (const char *path, const char *new_path)
{
  DiskFile *file = find_file (path);

  if (file != NULL)
    log_folder_change (file, FOLDER_LINK, new_path);
}

void
fault_disk_log_sync_folders (void)
{
  g_array_set_size (disk.folder_changes, 0);
}

static void
make_last (DiskFile *file)
{
  g_ptr_array_set_size (file->changes, 0);
  fault_disk_log_sync_folders ();
}

void
fault_disk_log_sync (const char *path)
{
  DiskFile *file = find_file (path);

  if (file != NULL)
    make_last (file);
}

void
fault_disk_log_sync_descriptor (int descriptor)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0)
    return;
  fault_disk_log_sync_folders ();
  for (guint i = 0; i < disk.files->len; i++)
    {
      DiskFile *file = disk.files->pdata[i];

      if (file->content == NULL && file->inode == status.st_ino && file->device == status.st_dev)
        make_last (file);
    }
}

static void
write_at (int descriptor, GBytes *data, gsize length, gint64 offset)
{
  const char *bytes = g_bytes_get_data (data, NULL);

  for (gsize done = 0; done < length;)
    {
      gssize n = pwrite (descriptor, bytes + done, length - done, offset + (gint64) done);

      if (n <= 0)
        g_error ("the disk cannot be recovered: %s", g_strerror (errno));
      done += (gsize) n;
    }
}

static void
set_size (int descriptor, gint64 size)
{
  if (ftruncate (descriptor, size) != 0)
    g_error ("the disk cannot be recovered: %s", g_strerror (errno));
}

static void
undo_change (int descriptor, const Change *change)
{
  write_at (descriptor, change->before, g_bytes_get_size (change->before), change->offset);
  set_size (descriptor, change->size_before);
}

/* @random: NULL to redo everything. */
static void
redo_change (int descriptor, const Change *change, GRand *random)
{
  guint fate = random != NULL ? (guint) g_rand_int_range (random, 0, 5) : 0;
  gsize length = change->data != NULL ? g_bytes_get_size (change->data) : 0;

  /* Two in five changes are lost, and one, if it is a write, is torn. */
  if (fate == 1 || fate == 2)
    return;
  if (change->data == NULL)
    {
      set_size (descriptor, change->offset);
      return;
    }
  if (fate == 3 && length > 0)
    length = (gsize) g_rand_int_range (random, 0, (gint32) length);
  write_at (descriptor, change->data, length, change->offset);
}

/* The current path of the file; NULL if it is gone. */
static char *
locate (const DiskFile *file)
{
  g_autofree char *folder = g_path_get_dirname (file->path);
  g_autoptr (GDir) entries = NULL;
  const char *name;

  if (is_file (file->path, file))
    return g_strdup (file->path);
  entries = g_dir_open (folder, 0, NULL);
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_file (path, file))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static void
recover_file (const DiskFile *file, guint64 seed, GRand *random)
{
  g_autofree char *path = file->content == NULL ? locate (file) : NULL;
  int descriptor;

  if (path == NULL || file->changes->len == 0)
    return;
  descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0);
  if (descriptor < 0)
    g_error ("%s: %s", path, g_strerror (errno));
  for (guint i = file->changes->len; i > 0; i--)
    undo_change (descriptor, file->changes->pdata[i - 1]);
  for (guint i = 0; i < file->changes->len && seed != SEED_NOTHING; i++)
    redo_change (descriptor, file->changes->pdata[i], random);
  close (descriptor);
}

static void
bring_back (DiskFile *file)
{
  int descriptor = g_open (file->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  struct stat status;

  if (descriptor < 0 || fstat (descriptor, &status) != 0)
    g_error ("%s: %s", file->path, g_strerror (errno));
  write_at (descriptor, file->content, g_bytes_get_size (file->content), 0);
  futimens (descriptor, (struct timespec[2]){ file->modified_at, file->modified_at });
  close (descriptor);
  g_clear_pointer (&file->content, g_bytes_unref);
  file->device = status.st_dev;
  file->inode = status.st_ino;
}

static void
undo_folder_change (const FolderChange *change)
{
  DiskFile *file = change->file;
  g_autofree char *path = file->content == NULL ? locate (file) : NULL;

  switch (change->kind)
    {
    case FOLDER_CREATE:
      if (path != NULL)
        g_unlink (path);
      break;
    case FOLDER_DELETE:
      bring_back (file);
      break;
    case FOLDER_RENAME:
      if (path != NULL)
        g_rename (path, change->path);
      g_free (file->path);
      file->path = g_strdup (change->path);
      break;
    case FOLDER_LINK:
      g_unlink (change->path);
      break;
    case FOLDER_UNLINK:
      if (path != NULL && link (path, change->path) != 0)
        g_error ("%s: %s", change->path, g_strerror (errno));
      break;
    }
}

static void
recover_folders (guint64 seed, GRand *random)
{
  guint n_kept = disk.folder_changes->len;

  if (seed == SEED_NOTHING)
    n_kept = 0;
  else if (random != NULL)
    n_kept = (guint) g_rand_int_range (random, 0, (gint32) n_kept + 1);
  if (n_kept < disk.folder_changes->len &&
      g_array_index (disk.folder_changes, FolderChange, n_kept).is_half)
    n_kept--;
  for (guint i = disk.folder_changes->len; i > n_kept; i--)
    undo_folder_change (&g_array_index (disk.folder_changes, FolderChange, i - 1));
}

/* The shared memory of a write-ahead log does not survive a power failure. */
static void
remove_shared_memory (const DiskFile *file)
{
  g_autofree char *path = g_strconcat (file->path, "-shm", NULL);

  g_unlink (path);
}

void
fault_disk_recover (guint64 seed)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32) };
  g_autoptr (GRand) random =
      seed > SEED_EVERYTHING ? g_rand_new_with_seed_array (words, G_N_ELEMENTS (words)) : NULL;

  recover_folders (seed, random);
  for (guint i = 0; i < disk.files->len; i++)
    {
      recover_file (disk.files->pdata[i], seed, random);
      remove_shared_memory (disk.files->pdata[i]);
    }
  fault_disk_stop ();
}
