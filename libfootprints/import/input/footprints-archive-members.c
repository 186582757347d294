/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Opens files through libarchive, which decompresses them and opens archives. An archive in an
 * archive is read while the outer one is: each level draws its bytes from the one below. */

#include "libfootprints/import/input/footprints-archive-members-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define BLOCK_BYTES (256 * 1024)
#define MAX_MEMBERS 10000
#define MAX_LEVELS 4 /* an archive, and three within */
#define MAX_FOLDERS 32

typedef struct
{
  FootprintsArchiveMembers *members;
  struct archive *archive;
  char *name;        /* of the file or archive, below the folder or outer archive; NULL: neither */
  char *entry_name;  /* of the current member, below @name; NULL: it is @name itself */
  guint8 *head;      /* the first bytes of the current member */
  gsize head_bytes;  /* in head */
  gsize head_offset; /* of the first of them that was not given out */
  guint8 *block;     /* of an archive within another one: what is being decompressed */
  guint depth;
} Level;

struct _FootprintsArchiveMembers
{
  char *path;
  gint64 max_bytes;
  gint64 n_bytes_out;
  guint n_members;
  GPtrArray *files;     /* relative paths in a folder; NULL: path is a file */
  guint n_files_opened; /* of files */
  gint64 all_bytes;     /* of the file, or of all files */
  gint64 done_bytes;    /* of files that were read to their end */
  gint64 file_bytes;    /* of the current one */
  Level levels[MAX_LEVELS];
  guint n_levels;
  char *member_name;
};

/* The current archive, as a message names it (transfer full). */
static char *
describe (const Level *level)
{
  return level->name != NULL ? g_build_filename (level->members->path, level->name, NULL)
                             : g_strdup (level->members->path);
}

static void
fail_level (const Level *level, GError **error)
{
  int code = archive_errno (level->archive);
  const char *message = archive_error_string (level->archive);
  g_autofree char *name = describe (level);

  _footprints_set_error (error,
                         code == ENOENT  ? FOOTPRINTS_ERROR_NOT_FOUND
                         : code == EFBIG ? FOOTPRINTS_ERROR_TOO_LARGE
                                         : FOOTPRINTS_ERROR_CORRUPT,
                         "%s: %s", name,
                         message != NULL ? message : "the file is damaged or truncated");
}

/* Whether what came out so far is still within bounds. */
static gboolean
count_bytes (FootprintsArchiveMembers *self, gint64 n_bytes)
{
  self->n_bytes_out += n_bytes;
  return self->n_bytes_out <= self->max_bytes;
}

/* -1: the error is in the level's archive. */
static la_ssize_t
read_level (Level *level, void *bytes, gsize n_bytes)
{
  gsize n_left = level->head_bytes - level->head_offset;
  la_ssize_t n_read;

  if (n_left > 0)
    {
      n_left = MIN (n_left, n_bytes);
      memcpy (bytes, level->head + level->head_offset, n_left);
      level->head_offset += n_left;
      return (la_ssize_t) n_left;
    }
  n_read = archive_read_data (level->archive, bytes, n_bytes);
  if (n_read >= 0 && count_bytes (level->members, n_read))
    return n_read;
  if (n_read >= 0)
    {
      g_autofree char *message = g_strdup_printf (
          "larger than %" G_GINT64_FORMAT " bytes after decompression", level->members->max_bytes);

      archive_set_error (level->archive, EFBIG, "%s", message);
    }
  return -1;
}

/* What an archive within an archive reads. */
static la_ssize_t
read_outer (struct archive *archive, void *data, const void **bytes)
{
  Level *level = data;
  Level *outer = &level->members->levels[level->depth - 1];
  la_ssize_t n_read = read_level (outer, level->block, BLOCK_BYTES);

  *bytes = level->block;
  if (n_read < 0)
    archive_set_error (archive, archive_errno (outer->archive), "%s",
                       archive_error_string (outer->archive));
  return n_read;
}

static void
close_level (FootprintsArchiveMembers *self)
{
  Level *level = &self->levels[--self->n_levels];

  archive_read_free (level->archive);
  g_free (level->name);
  g_free (level->entry_name);
  g_free (level->head);
  g_free (level->block);
  *level = (Level){ 0 };
}

static Level *
add_level (FootprintsArchiveMembers *self, const char *name)
{
  Level *level = &self->levels[self->n_levels];

  *level = (Level){ .members = self,
                    .archive = archive_read_new (),
                    .name = g_strdup (name),
                    .head = g_malloc (BLOCK_BYTES),
                    .depth = self->n_levels };
  self->n_levels++;
  archive_read_support_filter_gzip (level->archive);
  archive_read_support_filter_bzip2 (level->archive);
  archive_read_support_filter_xz (level->archive);
  archive_read_support_filter_zstd (level->archive);
  archive_read_support_format_zip (level->archive);
  archive_read_support_format_tar (level->archive);
  archive_read_support_format_raw (level->archive);
  archive_read_support_format_empty (level->archive);
  return level;
}

static gboolean
open_file (FootprintsArchiveMembers *self, const char *name, GError **error)
{
  g_autofree char *path =
      name != NULL ? g_build_filename (self->path, name, NULL) : g_strdup (self->path);
  Level *level = add_level (self, name);
  GStatBuf status;

  self->file_bytes = g_stat (path, &status) == 0 ? status.st_size : 0;
  if (archive_read_open_filename (level->archive, path, BLOCK_BYTES) == ARCHIVE_OK)
    return TRUE;
  fail_level (level, error);
  return FALSE;
}

static gboolean
open_inner (FootprintsArchiveMembers *self, GError **error)
{
  Level *level = add_level (self, self->member_name);
  void *data = level;

  level->block = g_malloc (BLOCK_BYTES);
  if (archive_read_open (level->archive, data, NULL, read_outer, NULL) == ARCHIVE_OK)
    return TRUE;
  fail_level (level, error);
  return FALSE;
}

/* What other systems add alongside the files. */
static gboolean
is_resource_fork (const char *name)
{
  return g_str_has_prefix (name, "._");
}

/* Appends the files in @folder below @top to @files. */
static gboolean
list_folder (const char *top, const char *folder, guint depth, GPtrArray *files, GError **error)
{
  g_autofree char *path = g_build_filename (top, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *relative =
          *folder != '\0' ? g_build_filename (folder, name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (top, relative, NULL);
      GStatBuf status;

      if (is_resource_fork (name) || g_lstat (full, &status) != 0)
        continue;
      /* Never opened: closing a file drops the locks that SQLite has on it for this process, whose
       * own ledger may be there. */
      if (S_ISREG (status.st_mode) && _footprints_is_database_file (full))
        continue;
      if (S_ISREG (status.st_mode) && files->len < MAX_MEMBERS)
        g_ptr_array_add (files, g_steal_pointer (&relative));
      else if (S_ISREG (status.st_mode))
        {
          _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE, "%s has more than %d files",
                                 top, MAX_MEMBERS);
          return FALSE;
        }
      else if (S_ISDIR (status.st_mode) && depth < MAX_FOLDERS &&
               !list_folder (top, relative, depth + 1, files, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
_footprints_list_files_below (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  if (!list_folder (folder, "", 1, files, error))
    return NULL;
  g_ptr_array_sort (files, compare_names);
  return g_steal_pointer (&files);
}

static gint64
measure_files (const FootprintsArchiveMembers *self)
{
  gint64 n_bytes = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *path =
          g_build_filename (self->path, g_ptr_array_index (self->files, i), NULL);
      GStatBuf status;

      n_bytes += g_stat (path, &status) == 0 ? status.st_size : 0;
    }
  return n_bytes;
}

FootprintsArchiveMembers *
_footprints_archive_members_open (const char *path, gint64 max_bytes, GError **error)
{
  g_autoptr (FootprintsArchiveMembers) self = g_new0 (FootprintsArchiveMembers, 1);

  self->path = g_strdup (path);
  self->max_bytes = max_bytes;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      self->files = _footprints_list_files_below (path, error);
      if (self->files == NULL)
        return NULL;
      self->all_bytes = measure_files (self);
      return g_steal_pointer (&self);
    }
  if (!open_file (self, NULL, error))
    return NULL;
  self->all_bytes = self->file_bytes;
  return g_steal_pointer (&self);
}

void
_footprints_archive_members_free (FootprintsArchiveMembers *self)
{
  while (self->n_levels > 0)
    close_level (self);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->member_name);
  g_free (self->path);
  g_free (self);
}

/* As UTF-8, whatever the archive declares, and whatever the locale of this process (transfer
 * full). */
static char *
dup_entry_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return g_utf8_make_valid (name != NULL ? name : "a member", -1);
}

static gboolean
is_of_interest (const char *name, struct archive_entry *entry)
{
  const char *slash = strrchr (name, '/');

  return archive_entry_filetype (entry) == AE_IFREG && !g_str_has_prefix (name, "__MACOSX/") &&
         !is_resource_fork (slash != NULL ? slash + 1 : name);
}

/* A spreadsheet is an archive, too. */
static gboolean
is_archive (const guint8 *head, gsize length)
{
  return (length >= 4 && memcmp (head, "PK\3\4", 4) == 0) ||
         (length >= 3 && memcmp (head, "\x1f\x8b\x08", 3) == 0);
}

static gboolean
is_plain (const Level *level)
{
  return archive_format (level->archive) == ARCHIVE_FORMAT_RAW;
}

static void
name_member (FootprintsArchiveMembers *self, const Level *level)
{
  g_free (self->member_name);
  if (level->name != NULL && level->entry_name != NULL)
    self->member_name = g_strconcat (level->name, "/", level->entry_name, NULL);
  else
    self->member_name = g_strdup (level->name != NULL ? level->name : level->entry_name);
}

/* 1: the level has another member; 0: it has none; -1: @error is set. */
static int
next_entry (FootprintsArchiveMembers *self, Level *level, GError **error)
{
  struct archive_entry *entry;

  level->head_bytes = level->head_offset = 0;
  /* A plain file has one member, whose rest need not be decompressed to find that out. */
  if (archive_file_count (level->archive) > 0 && is_plain (level))
    return 0;
  do
    {
      int result = archive_read_next_header (level->archive, &entry);

      if (result == ARCHIVE_EOF)
        return 0;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
          fail_level (level, error);
          return -1;
        }
      if (++self->n_members > MAX_MEMBERS)
        {
          _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE, "%s has more than %d members",
                                 self->path, MAX_MEMBERS);
          return -1;
        }
      g_clear_pointer (&level->entry_name, g_free);
      if (is_plain (level))
        return 1;
      level->entry_name = dup_entry_name (entry);
    }
  while (!is_of_interest (level->entry_name, entry));
  return 1;
}

/* Opens the current member if it is an archive. */
static gboolean
look_inside (FootprintsArchiveMembers *self, Level *level, gboolean *is_inside, GError **error)
{
  la_ssize_t n_read;

  *is_inside = FALSE;
  if (is_plain (level) || self->n_levels == MAX_LEVELS)
    return TRUE;
  n_read = read_level (level, level->head, BLOCK_BYTES);
  if (n_read < 0)
    {
      fail_level (level, error);
      return FALSE;
    }
  level->head_bytes = (gsize) n_read;
  *is_inside = is_archive (level->head, level->head_bytes);
  return !*is_inside || open_inner (self, error);
}

/* 1: another file of the folder is open; 0: there is none; -1: @error is set. */
static int
next_file (FootprintsArchiveMembers *self, GError **error)
{
  self->done_bytes += self->file_bytes;
  self->file_bytes = 0;
  if (self->files == NULL || self->n_files_opened == self->files->len)
    return 0;
  return open_file (self, g_ptr_array_index (self->files, self->n_files_opened++), error) ? 1 : -1;
}

int
_footprints_archive_members_next (FootprintsArchiveMembers *self, GError **error)
{
  while (TRUE)
    {
      Level *level = self->n_levels > 0 ? &self->levels[self->n_levels - 1] : NULL;
      int result = level != NULL ? next_entry (self, level, error) : next_file (self, error);
      gboolean is_inside;

      if (result < 0 || (result == 0 && level == NULL))
        return result;
      if (level == NULL)
        continue;
      if (result == 0)
        {
          close_level (self);
          continue;
        }
      name_member (self, level);
      if (!look_inside (self, level, &is_inside, error))
        return -1;
      if (!is_inside)
        return 1;
    }
}

const char *
_footprints_archive_members_get_name (FootprintsArchiveMembers *self)
{
  return self->member_name;
}

gssize
_footprints_archive_members_read (FootprintsArchiveMembers *self,
                                  void *bytes,
                                  gsize n_bytes,
                                  GError **error)
{
  Level *level = &self->levels[self->n_levels - 1];
  la_ssize_t n_read = read_level (level, bytes, n_bytes);

  if (n_read < 0)
    fail_level (level, error);
  return n_read;
}

double
_footprints_archive_members_get_progress (FootprintsArchiveMembers *self)
{
  gint64 n_bytes = self->done_bytes;

  if (self->n_levels > 0)
    n_bytes += archive_filter_bytes (self->levels[0].archive, -1);
  return self->all_bytes > 0 ? CLAMP ((double) n_bytes / (double) self->all_bytes, 0, 1) : 0;
}
