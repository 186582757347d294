/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* An output file that gets its name only when it is complete. */

#include "footprintsd/commands/fpd-output-file.h"

#include "footprintsd/files/fpd-durable-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

struct _FpdOutputFile
{
  GOutputStream *stream;
  int descriptor;
  char *path;      /* its final path; NULL: it is written in place */
  char *temporary; /* its path until then; NULL: none */
};

static gboolean
output_file_fail (const char *path, GError **error)
{
  return fpd_durable_file_fail (path != NULL ? path : "the output", error);
}

/* A symbolic link stays a link to the file. */
static char *
resolve (const char *path)
{
  g_autofree char *resolved = NULL;
  char *real = realpath (path, NULL);

  resolved = g_strdup (real != NULL ? real : path);
  free (real);
  return g_steal_pointer (&resolved);
}

static int
open_temporary (FpdOutputFile *self, const char *path, const GStatBuf *present)
{
  self->path = resolve (path);
  self->temporary = g_strconcat (self->path, ".XXXXXX", NULL);
  self->descriptor = g_mkstemp (self->temporary);
  if (self->descriptor < 0)
    g_clear_pointer (&self->temporary, g_free);
  else if (present != NULL)
    fchmod (self->descriptor, present->st_mode & 0777);
  return self->descriptor;
}

static gboolean
is_standard_output (const char *path)
{
  return path == NULL || g_str_equal (path, "-") || g_str_equal (path, "/dev/stdout");
}

/* A path in /dev may stand for a regular file that someone has open, except in /dev/shm, which is a
 * disk in memory. */
static gboolean
is_written_as_it_is (const char *path, const GStatBuf *status)
{
  return !S_ISREG (status->st_mode) ||
         (g_str_has_prefix (path, "/dev/") && !g_str_has_prefix (path, "/dev/shm/"));
}

FpdOutputFile *
fpd_output_file_new (const char *path, GError **error)
{
  g_autoptr (FpdOutputFile) self = g_new0 (FpdOutputFile, 1);
  GStatBuf status;
  gboolean exists = path != NULL && g_stat (path, &status) == 0;

  if (is_standard_output (path))
    self->descriptor = dup (STDOUT_FILENO);
  else if (exists && is_written_as_it_is (path, &status))
    self->descriptor = g_open (path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
  else
    open_temporary (self, path, exists ? &status : NULL);
  if (self->descriptor < 0)
    {
      output_file_fail (path, error);
      return NULL;
    }
  self->stream = g_unix_output_stream_new (self->descriptor, FALSE);
  return g_steal_pointer (&self);
}

GOutputStream *
fpd_output_file_get_stream (FpdOutputFile *self)
{
  return self->stream;
}

/* Some systems report a full disk only here. */
static gboolean
close_descriptor (FpdOutputFile *self)
{
  int result = close (self->descriptor);

  self->descriptor = -1;
  return result == 0;
}

gboolean
fpd_output_file_commit (FpdOutputFile *self, GError **error)
{
  if (self->temporary == NULL)
    return close_descriptor (self) || output_file_fail (NULL, error);
  if (!close_descriptor (self))
    return output_file_fail (self->path, error);
  if (!fpd_durable_file_place (self->temporary, self->path, error))
    return FALSE;
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

void
fpd_output_file_free (FpdOutputFile *self)
{
  if (self->descriptor >= 0)
    close (self->descriptor);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->stream);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
