/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Copies pipes and standard input to a temporary file, which can be read more than once. */

#include "footprintsd/commands/fpd-pipe.h"

#include <libfootprints/footprints.h>

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
is_standard_input (const char *path)
{
  return g_str_equal (path, "-");
}

gboolean
fpd_pipe_is_one (const char *path)
{
  GStatBuf status;

  return is_standard_input (path) ||
         (g_stat (path, &status) == 0 && (S_ISFIFO (status.st_mode) || S_ISCHR (status.st_mode)));
}

/* Does not wait for a writer: a program that waits here would not handle signals. */
static GInputStream *
open_pipe (const char *path, GError **error)
{
  int descriptor;

  if (is_standard_input (path))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  descriptor = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (descriptor >= 0)
    return g_unix_input_stream_new (descriptor, TRUE);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED, "%s: %s", path,
               g_strerror (errno));
  return NULL;
}

static void
on_copied (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
copy_all (GInputStream *input, GOutputStream *output, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gssize n_bytes;

  g_output_stream_splice_async (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, cancellable, on_copied, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  n_bytes = g_output_stream_splice_finish (output, result, error);
  if (n_bytes == 0)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                         "no data received");
  return n_bytes > 0;
}

char *
fpd_pipe_copy (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) input = open_pipe (path, error);
  g_autoptr (GOutputStream) output = NULL;
  g_autofree char *copy = NULL;
  int descriptor;

  if (input == NULL)
    return NULL;
  descriptor = g_file_open_tmp ("footprints-XXXXXX", &copy, error);
  if (descriptor < 0)
    return NULL;
  output = g_unix_output_stream_new (descriptor, TRUE);
  if (copy_all (input, output, cancellable, error))
    return g_steal_pointer (&copy);
  g_unlink (copy);
  g_prefix_error (error, "%s: ", is_standard_input (path) ? "standard input" : path);
  return NULL;
}
