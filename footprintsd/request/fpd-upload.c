/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Writes request bodies to spool files, within the free space of the disk, and extracts the file
 * from a form. */

#include "footprintsd/request/fpd-upload.h"

#include "footprintsd/backup/fpd-leftovers.h"
#include "footprintsd/files/fpd-disk.h"
#include "footprintsd/http/fpd-problem.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libfootprints/footprints.h>
#include <string.h>
#include <unistd.h>

#define MAX_FORM_BYTES (64 * 1024 * 1024)
#define MAX_FORM_PARTS 100
#define UPLOAD_KEY "fpd-upload"
#define TEMPLATE FPD_UPLOAD_PREFIX "XXXXXX"

struct _FpdUpload
{
  char *folder;
  char *path; /* NULL: nothing to delete */
  int descriptor;
  gint64 n_bytes;
  gint64 max_bytes;
  const FpdConfig *config;
  gint64 n_reserved; /* announced, but not received yet */
  GError *error;     /* the first thing that went wrong; later chunks are dropped */
};

void
fpd_upload_free (FpdUpload *self)
{
  fpd_disk_release (self->n_reserved);
  if (self->descriptor >= 0)
    close (self->descriptor);
  if (self->path != NULL)
    g_unlink (self->path);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

const char *
fpd_upload_get_folder (FpdUpload *self)
{
  return self->folder;
}

static int
open_spool (const char *folder, char **path, GError **error)
{
  int descriptor;

  *path = g_build_filename (folder, TEMPLATE, NULL);
  descriptor = g_mkstemp (*path);
  if (descriptor >= 0)
    return descriptor;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY,
               "cannot create a file in %s: %s", folder, g_strerror (errno));
  g_clear_pointer (path, g_free);
  return -1;
}

static gboolean
write_all (int descriptor, const guint8 *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n_written = write (descriptor, bytes, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written < 0)
        {
          g_set_error (error, FOOTPRINTS_ERROR,
                       errno == ENOSPC ? FOOTPRINTS_ERROR_DISK_FULL : FOOTPRINTS_ERROR_FAILED,
                       "cannot store the upload: %s", g_strerror (errno));
          return FALSE;
        }
      bytes += n_written;
      length -= (gsize) n_written;
    }
  return TRUE;
}

/* Reserves the space of the next block: out of what was announced, or anew. Others may have used it
 * meanwhile. */
static gboolean
take_room (FpdUpload *self, gint64 n_bytes)
{
  gint64 n_announced = MIN (self->n_reserved, n_bytes);

  fpd_disk_release (n_announced);
  self->n_reserved -= n_announced;
  return fpd_disk_reserve (self->config, n_bytes, &self->error);
}

/* Frees the space of a failed upload at once: the client may continue to send. */
static void
give_up (FpdUpload *self)
{
  fpd_disk_release (self->n_reserved);
  self->n_reserved = 0;
  if (self->descriptor >= 0 && ftruncate (self->descriptor, 0) != 0)
    g_debug ("Cannot empty the upload %s: %s", self->path, g_strerror (errno));
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  FpdUpload *self = data;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  if (self->error != NULL)
    return;
  self->n_bytes += (gint64) length;
  if (self->n_bytes > self->max_bytes)
    g_set_error (&self->error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                 "the file is larger than %" G_GINT64_FORMAT " bytes", self->max_bytes);
  else if (take_room (self, (gint64) length))
    {
      write_all (self->descriptor, bytes, length, &self->error);
      fpd_disk_release ((gint64) length);
    }
  if (self->error != NULL)
    give_up (self);
}

gboolean
fpd_upload_begin (SoupServerMessage *message,
                  const FpdConfig *config,
                  const char *folder,
                  gint64 max_bytes,
                  GError **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gint64 n_announced = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
                           ? soup_message_headers_get_content_length (headers)
                           : 0;
  FpdUpload *self;

  if (!fpd_disk_reserve (config, n_announced, error))
    return FALSE;
  self = g_new0 (FpdUpload, 1);
  self->config = config;
  self->n_reserved = n_announced;
  self->folder = g_strdup (folder);
  self->max_bytes = max_bytes;
  self->descriptor = open_spool (folder, &self->path, &self->error);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), self);
  g_object_set_data_full (G_OBJECT (message), UPLOAD_KEY, self, (GDestroyNotify) fpd_upload_free);
  return TRUE;
}

/* Limits a form, because libsoup reads all of its parts at once. */
static gboolean
check_form (SoupMessageHeaders *headers, GBytes *bytes, GError **error)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *data = g_bytes_get_data (bytes, NULL);
  gsize length = g_bytes_get_size (bytes);
  const char *end = data + length;
  const char *boundary = NULL;
  guint n_parts = 0;

  soup_message_headers_get_content_type (headers, &parameters);
  if (parameters != NULL)
    boundary = g_hash_table_lookup (parameters, "boundary");
  if (length > MAX_FORM_BYTES)
    {
      g_set_error_literal (
          error, FPD_HTTP_ERROR, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
          "a form may have at most 64 MiB; send a larger file by itself, as the body");
      return FALSE;
    }
  while (boundary != NULL && *boundary != '\0' && n_parts <= MAX_FORM_PARTS &&
         (data = memmem (data, (gsize) (end - data), boundary, strlen (boundary))) != NULL)
    {
      data += strlen (boundary);
      n_parts++;
    }
  if (n_parts <= MAX_FORM_PARTS)
    return TRUE;
  g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                       "the form has too many parts");
  return FALSE;
}

/* Reserves space for the copy, which exists alongside the form for a moment. */
static gboolean
copy_part (FpdUpload *self, int descriptor, GBytes *body, GError **error)
{
  gint64 n_bytes = (gint64) g_bytes_get_size (body);
  gboolean done;

  if (!fpd_disk_reserve (self->config, n_bytes, error))
    return FALSE;
  done = write_all (descriptor, g_bytes_get_data (body, NULL), (gsize) n_bytes, error);
  fpd_disk_release (n_bytes);
  return done;
}

/* The first part of a form that is a file, or else its last part. Parts point into the mapped file,
 * so that its size does not matter. */
static char *
extract_part (FpdUpload *self, const char *form_type, char **filename, GError **error)
{
  g_autoptr (SoupMessageHeaders) headers =
      soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (self->path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;
  SoupMultipart *multipart;
  char *path = NULL;
  int n_parts;

  if (mapped == NULL)
    return NULL;
  soup_message_headers_append (headers, "Content-Type", form_type);
  bytes = g_mapped_file_get_bytes (mapped);
  if (!check_form (headers, bytes, error))
    return NULL;
  multipart = soup_multipart_new_from_message (headers, bytes);
  n_parts = multipart != NULL ? soup_multipart_get_length (multipart) : 0;
  for (int i = 0; i < n_parts; i++)
    {
      SoupMessageHeaders *part_headers;
      g_autoptr (GHashTable) parameters = NULL;
      g_autofree char *disposition = NULL;
      GBytes *body;
      const char *name = NULL;
      int descriptor;

      soup_multipart_get_part (multipart, i, &part_headers, &body);
      if (soup_message_headers_get_content_disposition (part_headers, &disposition, &parameters))
        name = g_hash_table_lookup (parameters, "filename");
      if (name == NULL && i + 1 < n_parts)
        continue;
      if (g_bytes_get_size (body) == 0)
        {
          g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_BAD_REQUEST, "the file is empty");
          break;
        }
      descriptor = open_spool (self->folder, &path, error);
      if (descriptor < 0)
        break;
      if (!copy_part (self, descriptor, body, error))
        {
          g_unlink (path);
          g_clear_pointer (&path, g_free);
        }
      close (descriptor);
      if (name != NULL && *filename == NULL)
        *filename = g_utf8_make_valid (name, -1);
      break;
    }
  if (path == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_BAD_REQUEST,
                         "the form contains no file, or is truncated");
  g_clear_pointer (&multipart, soup_multipart_free);
  return path;
}

FpdUpload *
fpd_upload_take (SoupServerMessage *message)
{
  FpdUpload *self = g_object_steal_data (G_OBJECT (message), UPLOAD_KEY);

  if (self != NULL)
    g_signal_handlers_disconnect_by_data (message, self);
  return self;
}

char *
fpd_upload_finish (FpdUpload *self, const char *form_type, char **filename, GError **error)
{
  if (self == NULL)
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_BAD_REQUEST, "the request has no body");
  else if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (self->n_bytes == 0)
    g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_BAD_REQUEST, "the body is empty");
  else if (form_type != NULL)
    return extract_part (self, form_type, filename, error);
  else
    return g_steal_pointer (&self->path);
  return NULL;
}
