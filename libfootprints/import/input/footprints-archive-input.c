/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads files through libarchive, which decompresses them and opens archives, and gives out their
 * bytes through a window that grows as far as a caller needs to look ahead. */

#include "libfootprints/import/input/footprints-archive-input-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/import/input/footprints-text-decoder-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define BLOCK_BYTES (256 * 1024)
#define MAX_MEMBERS 10000

struct _FootprintsArchiveInput
{
  char *path;
  gint64 file_bytes;
  gint64 max_bytes;
  gint64 n_bytes_out;
  guint n_members;
  struct archive *archive;
  char *member_name;

  char *encoding; /* of the text, as the caller knows it; NULL: each member shows it */
  FootprintsTextDecoder *decoder; /* of the member; NULL: nothing has been read of it */
  GByteArray *raw;                /* a block before it is decoded */
  GByteArray *window;             /* decompressed and decoded bytes of the member */
  gsize position;                 /* of the first unread byte in window */
  gboolean at_end;                /* the member has no bytes beyond the window */
  gboolean in_line; /* the bytes up to the next line end belong to a line that was cut */
};

static gboolean
archive_input_fail (FootprintsArchiveInput *self, GError **error)
{
  int code = archive_errno (self->archive);
  const char *message = archive_error_string (self->archive);

  _footprints_set_error (
      error, code == ENOENT ? FOOTPRINTS_ERROR_NOT_FOUND : FOOTPRINTS_ERROR_CORRUPT, "%s: %s",
      self->path, message != NULL ? message : "the file is damaged or truncated");
  return FALSE;
}

FootprintsArchiveInput *
_footprints_archive_input_open (const char *path,
                                gint64 max_bytes,
                                const char *encoding,
                                GError **error)
{
  g_autoptr (FootprintsArchiveInput) self = g_new0 (FootprintsArchiveInput, 1);
  GStatBuf status;

  self->path = g_strdup (path);
  self->max_bytes = max_bytes;
  self->encoding = g_strdup (encoding);
  self->raw = g_byte_array_new ();
  self->window = g_byte_array_new ();
  self->archive = archive_read_new ();
  if (g_stat (path, &status) != 0)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_NOT_FOUND, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  self->file_bytes = status.st_size;
  archive_read_support_filter_gzip (self->archive);
  archive_read_support_filter_bzip2 (self->archive);
  archive_read_support_filter_xz (self->archive);
  archive_read_support_filter_zstd (self->archive);
  archive_read_support_format_zip (self->archive);
  archive_read_support_format_tar (self->archive);
  archive_read_support_format_raw (self->archive);
  archive_read_support_format_empty (self->archive);
  if (archive_read_open_filename (self->archive, path, BLOCK_BYTES) != ARCHIVE_OK)
    {
      archive_input_fail (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
_footprints_archive_input_free (FootprintsArchiveInput *self)
{
  archive_read_free (self->archive);
  g_clear_pointer (&self->decoder, _footprints_text_decoder_free);
  g_byte_array_unref (self->raw);
  g_byte_array_unref (self->window);
  g_free (self->encoding);
  g_free (self->member_name);
  g_free (self->path);
  g_free (self);
}

/* As UTF-8, whatever the archive declares, and whatever the locale of this process (transfer
 * full). */
static char *
dup_member_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return g_utf8_make_valid (name != NULL ? name : "a member", -1);
}

/* FALSE for what other systems add to archives alongside the files. */
static gboolean
is_of_interest (const char *name, struct archive_entry *entry)
{
  return archive_entry_filetype (entry) == AE_IFREG && !g_str_has_prefix (name, "__MACOSX/");
}

int
_footprints_archive_input_next_member (FootprintsArchiveInput *self, GError **error)
{
  struct archive_entry *entry;

  g_clear_pointer (&self->member_name, g_free);
  g_clear_pointer (&self->decoder, _footprints_text_decoder_free);
  g_byte_array_set_size (self->window, 0);
  self->position = 0;
  self->at_end = FALSE;
  self->in_line = FALSE;
  /* A plain file has one member, whose rest need not be decompressed to find that out. */
  if (self->n_members > 0 && archive_format (self->archive) == ARCHIVE_FORMAT_RAW)
    return 0;
  while (TRUE)
    {
      int result = archive_read_next_header (self->archive, &entry);
      g_autofree char *name = NULL;

      if (result == ARCHIVE_EOF)
        return 0;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
          archive_input_fail (self, error);
          return -1;
        }
      if (++self->n_members > MAX_MEMBERS)
        {
          _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE, "%s has more than %d members",
                                 self->path, MAX_MEMBERS);
          return -1;
        }
      if (archive_format (self->archive) == ARCHIVE_FORMAT_RAW)
        return 1;
      name = dup_member_name (entry);
      if (!is_of_interest (name, entry))
        continue;
      self->member_name = g_steal_pointer (&name);
      return 1;
    }
}

const char *
_footprints_archive_input_get_member_name (FootprintsArchiveInput *self)
{
  return self->member_name;
}

/* Reads one block to the end of @bytes. */
static la_ssize_t
read_raw (FootprintsArchiveInput *self, GByteArray *bytes)
{
  gsize old_length = bytes->len;
  la_ssize_t n_read;

  g_byte_array_set_size (bytes, (guint) (old_length + BLOCK_BYTES));
  n_read = archive_read_data (self->archive, bytes->data + old_length, BLOCK_BYTES);
  g_byte_array_set_size (bytes, (guint) (old_length + (gsize) MAX (n_read, 0)));
  self->at_end = n_read == 0;
  self->n_bytes_out += MAX (n_read, 0);
  return n_read;
}

/* Reads one block, and decodes it. */
static gboolean
decode_block (FootprintsArchiveInput *self, GError **error)
{
  g_byte_array_set_size (self->raw, 0);
  if (read_raw (self, self->raw) < 0)
    return archive_input_fail (self, error);
  if (self->decoder == NULL)
    self->decoder =
        _footprints_text_decoder_new (self->raw->data, self->raw->len, self->encoding, error);
  if (self->decoder == NULL)
    return FALSE;
  _footprints_text_decoder_add (self->decoder, self->raw->data, self->raw->len, self->at_end,
                                self->window);
  return TRUE;
}

static gboolean
read_block (FootprintsArchiveInput *self, GError **error)
{
  if (self->position > 0)
    {
      g_byte_array_remove_range (self->window, 0, (guint) self->position);
      self->position = 0;
    }
  if (self->decoder != NULL && _footprints_text_decoder_is_idle (self->decoder))
    {
      if (read_raw (self, self->window) < 0)
        return archive_input_fail (self, error);
    }
  else if (!decode_block (self, error))
    return FALSE;
  if (self->n_bytes_out <= self->max_bytes)
    return TRUE;
  _footprints_set_error (error, FOOTPRINTS_ERROR_TOO_LARGE,
                         "%s is larger than %" G_GINT64_FORMAT " bytes after decompression",
                         self->path, self->max_bytes);
  return FALSE;
}

const char *
_footprints_archive_input_get_encoding (FootprintsArchiveInput *self)
{
  return self->decoder != NULL ? _footprints_text_decoder_get_encoding (self->decoder) : NULL;
}

const char *
_footprints_archive_input_peek (FootprintsArchiveInput *self,
                                gsize min_bytes,
                                gsize *length,
                                GError **error)
{
  while (self->window->len - self->position < min_bytes && !self->at_end)
    if (!read_block (self, error))
      return NULL;
  *length = self->window->len - self->position;
  /* An empty array has no data. */
  return *length > 0 ? (const char *) self->window->data + self->position : "";
}

void
_footprints_archive_input_skip (FootprintsArchiveInput *self, gsize n_bytes)
{
  self->position += n_bytes;
}

gboolean
_footprints_archive_input_skip_line (FootprintsArchiveInput *self, GError **error)
{
  while (TRUE)
    {
      gsize n_bytes;
      const char *text = _footprints_archive_input_peek (self, 1, &n_bytes, error);
      const char *end;

      if (text == NULL)
        return FALSE;
      end = memchr (text, '\n', n_bytes);
      _footprints_archive_input_skip (self, end != NULL ? (gsize) (end - text) + 1 : n_bytes);
      if (end != NULL || n_bytes == 0)
        return TRUE;
    }
}

int
_footprints_archive_input_read_line (
    FootprintsArchiveInput *self, gsize max_bytes, const char **line, gsize *length, GError **error)
{
  gsize wanted = 1;
  gsize n_bytes;
  const char *text;
  const char *end;

  if (self->in_line && !_footprints_archive_input_skip_line (self, error))
    return -1;
  self->in_line = FALSE;
  while (TRUE)
    {
      text = _footprints_archive_input_peek (self, wanted, &n_bytes, error);
      if (text == NULL)
        return -1;
      if (n_bytes == 0)
        return 0;
      end = memchr (text, '\n', MIN (n_bytes, max_bytes));
      if (end != NULL || n_bytes < wanted || n_bytes >= max_bytes)
        break;
      wanted = MIN (n_bytes * 2, max_bytes);
    }
  *line = text;
  *length = end != NULL ? (gsize) (end - text) : MIN (n_bytes, max_bytes);
  self->in_line = end == NULL && n_bytes >= max_bytes;
  _footprints_archive_input_skip (self, *length + (end != NULL ? 1 : 0));
  if (self->in_line)
    return 2;
  if (*length > 0 && text[*length - 1] == '\r')
    (*length)--;
  return 1;
}

double
_footprints_archive_input_get_progress (FootprintsArchiveInput *self)
{
  if (self->file_bytes <= 0)
    return 0;
  return CLAMP ((double) archive_filter_bytes (self->archive, -1) / (double) self->file_bytes, 0,
                1);
}
