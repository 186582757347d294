/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Errors for clients: their HTTP status, their JSON, and hiding the server's folders in them. */

#include "footprintsd/http/fpd-problem.h"

#include <libfootprints/footprints.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

/* G_DEFINE_QUARK would write the quark without a lock, from whichever threads fail first. */
GQuark
fpd_http_error_quark (void)
{
  static gsize quark;

  if (g_once_init_enter (&quark))
    g_once_init_leave (&quark, g_quark_from_static_string ("fpd-http-error-quark"));
  return (GQuark) quark;
}

static GPtrArray *hidden_folders; /* of char *, without trailing slashes */

static const struct
{
  FootprintsError code;
  guint status;
} statuses[] = {
  { FOOTPRINTS_ERROR_INVALID_ARGUMENT, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_AMBIGUOUS, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_NO_PLAYS, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_INVALID_SCROBBLE, SOUP_STATUS_UNPROCESSABLE_ENTITY },
  { FOOTPRINTS_ERROR_NOT_FOUND, SOUP_STATUS_NOT_FOUND },
  { FOOTPRINTS_ERROR_UNKNOWN_FORMAT, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE },
  { FOOTPRINTS_ERROR_TOO_LARGE, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE },
  { FOOTPRINTS_ERROR_DISK_FULL, SOUP_STATUS_INSUFFICIENT_STORAGE },
  { FOOTPRINTS_ERROR_READ_ONLY, SOUP_STATUS_INSUFFICIENT_STORAGE },
  { FOOTPRINTS_ERROR_BUSY, SOUP_STATUS_SERVICE_UNAVAILABLE },
  { FOOTPRINTS_ERROR_CLOSED, SOUP_STATUS_SERVICE_UNAVAILABLE },
  { FOOTPRINTS_ERROR_REPLACED, SOUP_STATUS_SERVICE_UNAVAILABLE },
  { FOOTPRINTS_ERROR_EXISTS, SOUP_STATUS_CONFLICT },
  { FOOTPRINTS_ERROR_FORBIDDEN, SOUP_STATUS_FORBIDDEN },
  { FOOTPRINTS_ERROR_LOCKED, SOUP_STATUS_LOCKED },
  { FOOTPRINTS_ERROR_NETWORK, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_UNAVAILABLE, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_RATE_LIMITED, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_UNAUTHORIZED, SOUP_STATUS_BAD_GATEWAY },
  { FOOTPRINTS_ERROR_BAD_REPLY, SOUP_STATUS_BAD_GATEWAY },
};

guint
fpd_problem_get_status (const GError *error)
{
  if (error->domain == FPD_HTTP_ERROR)
    return (guint) error->code;
  if (error->domain == FOOTPRINTS_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
      if ((FootprintsError) error->code == statuses[i].code)
        return statuses[i].status;
  return SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

const char *
fpd_problem_get_title (guint status)
{
  /* libsoup has no phrases for these. */
  if (status == SOUP_STATUS_MISDIRECTED_REQUEST)
    return "Misdirected Request";
  if (status == FPD_STATUS_HEADERS_TOO_LARGE)
    return "Request Header Fields Too Large";
  return status == FPD_STATUS_TOO_MANY_REQUESTS ? "Too Many Requests"
                                                : soup_status_get_phrase (status);
}

static void
hide_folder_as_written (const char *folder)
{
  gsize length = strlen (folder);

  while (length > 0 && folder[length - 1] == '/')
    length--;
  /* A path in a folder without a name reveals nothing about the folder. */
  if (length == 0 || (length == 1 && folder[0] == '.'))
    return;
  if (hidden_folders == NULL)
    hidden_folders = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (hidden_folders, g_strndup (folder, length));
}

void
fpd_problem_hide_folder (const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  char *real = realpath (folder, NULL);

  /* Messages from SQLite, GIO and our own code write it in different ways. */
  hide_folder_as_written (whole);
  if (real != NULL && !g_str_equal (real, whole))
    hide_folder_as_written (real);
  if (!g_str_equal (folder, whole))
    hide_folder_as_written (folder);
  free (real);
}

/* How many bytes of a path in a text are its folders. */
static gsize
count_folder_bytes (const char *path)
{
  gsize n_bytes = 0;

  for (gsize i = 0; path[i] != '\0' && strchr (" \t\n:;,\"'", path[i]) == NULL &&
                    !g_str_has_prefix (path + i, "”");
       i++)
    if (path[i] == '/')
      n_bytes = i + 1;
  return n_bytes;
}

static char *
hide_one (const char *message, const char *folder)
{
  GString *text = g_string_new (NULL);
  gsize length = strlen (folder);
  const char *rest = message;
  const char *found;

  while ((found = strstr (rest, folder)) != NULL)
    {
      gboolean begins = found == message || (!g_ascii_isalnum (found[-1]) && found[-1] != '/');

      g_string_append_len (text, rest, found - rest);
      rest = found + length;
      if (begins && *rest == '/')
        rest += count_folder_bytes (rest);
      else if (begins && !g_ascii_isalnum (*rest))
        g_string_append (text, "the server's folder");
      else
        g_string_append (text, folder);
    }
  g_string_append (text, rest);
  return g_string_free (text, FALSE);
}

char *
fpd_problem_hide (const char *message)
{
  char *text = g_strdup (message);

  for (guint i = 0; text != NULL && hidden_folders != NULL && i < hidden_folders->len; i++)
    {
      char *hidden = hide_one (text, hidden_folders->pdata[i]);

      g_free (text);
      text = hidden;
    }
  return text;
}

/* @folder as it appears within a JSON string (transfer full). */
static char *
escape (const char *folder)
{
  g_autofree char *valid = g_utf8_make_valid (folder, -1);
  g_auto (FootprintsJsonWriter) writer;
  gsize length;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_string (&writer, valid);
  length = writer.text->len;
  return g_strndup (writer.text->str + 1, length - 2);
}

char *
fpd_problem_hide_in_json (const char *json)
{
  char *text = g_strdup (json);

  for (guint i = 0; hidden_folders != NULL && i < hidden_folders->len; i++)
    {
      g_autofree char *folder = escape (hidden_folders->pdata[i]);
      char *hidden = hide_one (text, folder);

      g_free (text);
      text = hidden;
    }
  return text;
}

void
fpd_problem_write (FootprintsJsonWriter *writer, guint status, const char *detail)
{
  /* The detail may quote a URL, which may contain any byte. */
  g_autofree char *hidden = fpd_problem_hide (detail);
  g_autofree char *valid_detail = g_utf8_make_valid (hidden, -1);

  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_add_string (writer, "type", "about:blank");
  _footprints_json_writer_add_string (writer, "title", fpd_problem_get_title (status));
  _footprints_json_writer_add_int64 (writer, "status", status);
  _footprints_json_writer_add_string (writer, "detail", valid_detail);
  _footprints_json_writer_end_object (writer);
}

char *
fpd_problem_to_json (guint status, const char *detail)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  fpd_problem_write (&writer, status, detail);
  return _footprints_json_writer_take_text (&writer);
}
