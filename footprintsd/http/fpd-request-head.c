/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Parses the head of a request strictly, and rejects anything ambiguous. */

#include "footprintsd/http/fpd-request-head.h"

#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>
#include <string.h>

/* More would not fit into the counter of bytes. */
#define MAX_LENGTH_DIGITS 18
#define VERSION_LENGTH (sizeof "HTTP/1.1" - 1)

typedef struct
{
  const char *start;
  gsize length;
} Text;

/* What has been found in the head so far. */
typedef struct
{
  FpdRequestHead *head;
  Text authority; /* named by the target; empty: it is a path */
  Text host;
  gboolean is_1_0;
  gboolean has_host;
  gboolean has_length;
  gboolean has_encoding;
} Reader;

typedef gboolean (*HeaderFunc) (Reader *reader, Text value, GError **error);

static gboolean
request_head_refuse (GError **error, guint status, const char *detail)
{
  g_set_error_literal (error, FPD_HTTP_ERROR, (int) status, detail);
  return FALSE;
}

/* Takes the first line off @rest. FALSE if the line is incomplete. */
static gboolean
take_line (Text *rest, Text *line)
{
  const char *end = memchr (rest->start, '\n', rest->length);

  if (end == NULL)
    return FALSE;
  *line = (Text){ rest->start, (gsize) (end - rest->start) };
  rest->length -= line->length + 1;
  rest->start = end + 1;
  if (line->length > 0 && line->start[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

gsize
fpd_request_head_find_end (const char *bytes, gsize n_bytes, gsize *n_scanned)
{
  Text rest = { bytes + *n_scanned, n_bytes - *n_scanned };
  Text line;

  while (take_line (&rest, &line))
    {
      *n_scanned = (gsize) (rest.start - bytes);
      if (line.length == 0)
        return *n_scanned;
    }
  return 0;
}

/* RFC 9110, token. */
static gboolean
is_token (Text text)
{
  for (gsize i = 0; i < text.length; i++)
    if (!g_ascii_isalnum (text.start[i]) && strchr ("!#$%&'*+-.^_`|~", text.start[i]) == NULL)
      return FALSE;
  return text.length > 0 && memchr (text.start, '\0', text.length) == NULL;
}

static gboolean
has_control (Text text)
{
  for (gsize i = 0; i < text.length; i++)
    if (g_ascii_iscntrl (text.start[i]) && text.start[i] != '\t')
      return TRUE;
  return FALSE;
}

static gboolean
is_exactly (Text text, const char *other)
{
  return text.length == strlen (other) && memcmp (text.start, other, text.length) == 0;
}

/* Ignores case. */
static gboolean
equals (Text text, const char *other)
{
  return text.length == strlen (other) && g_ascii_strncasecmp (text.start, other, text.length) == 0;
}

/* Takes the part before @separator off @rest. FALSE if there is no separator. */
static gboolean
take_until (Text *rest, char separator, Text *part)
{
  const char *end = memchr (rest->start, separator, rest->length);

  if (end == NULL)
    return FALSE;
  *part = (Text){ rest->start, (gsize) (end - rest->start) };
  rest->length -= part->length + 1;
  rest->start = end + 1;
  return TRUE;
}

static Text
strip (Text text)
{
  while (text.length > 0 && (text.start[0] == ' ' || text.start[0] == '\t'))
    text = (Text){ text.start + 1, text.length - 1 };
  while (text.length > 0 &&
         (text.start[text.length - 1] == ' ' || text.start[text.length - 1] == '\t'))
    text.length--;
  return text;
}

static gboolean
starts_with (Text text, const char *prefix)
{
  gsize length = strlen (prefix);

  return text.length >= length && g_ascii_strncasecmp (text.start, prefix, length) == 0;
}

/* A path, as all clients except those of proxies send it; a path with scheme and authority; or the
 * "*" of OPTIONS. */
static gboolean
parse_target (Reader *reader, Text method, Text target, GError **error)
{
  gsize scheme_length = starts_with (target, "http://")    ? strlen ("http://")
                        : starts_with (target, "https://") ? strlen ("https://")
                                                           : 0;
  Text rest = { target.start + scheme_length, target.length - scheme_length };

  if (target.start[0] == '/' || (is_exactly (target, "*") && is_exactly (method, "OPTIONS")))
    return TRUE;
  if (scheme_length > 0)
    while (reader->authority.length < rest.length &&
           strchr ("/?#", rest.start[reader->authority.length]) == NULL)
      reader->authority = (Text){ rest.start, reader->authority.length + 1 };
  if (reader->authority.length > 0)
    return TRUE;
  return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                              "The target is neither a path nor an address");
}

static gboolean
parse_version (Reader *reader, Text version, GError **error)
{
  reader->is_1_0 = is_exactly (version, "HTTP/1.0");
  if (reader->is_1_0 || is_exactly (version, "HTTP/1.1"))
    return TRUE;
  if (version.length == VERSION_LENGTH && strncmp (version.start, "HTTP/", 5) == 0)
    return request_head_refuse (error, SOUP_STATUS_HTTP_VERSION_NOT_SUPPORTED,
                                "Only HTTP/1.0 and HTTP/1.1 are supported");
  return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                              "The first line does not end with an HTTP version");
}

static gboolean
parse_request_line (Reader *reader, Text line, GError **error)
{
  Text method;
  Text target;

  if (has_control (line) || memchr (line.start, '\t', line.length) != NULL ||
      !take_until (&line, ' ', &method) || !take_until (&line, ' ', &target) ||
      !is_token (method) || target.length == 0)
    return request_head_refuse (
        error, SOUP_STATUS_BAD_REQUEST,
        "The first line is not a method, a target and a version, separated by single spaces");
  if (target.length > FPD_MAX_TARGET_BYTES)
    return request_head_refuse (error, SOUP_STATUS_REQUEST_URI_TOO_LONG,
                                "The target of the request is longer than 56 KiB");
  if (starts_with (line, "HTTP/1.") && !parse_target (reader, method, target, error))
    return FALSE;
  return parse_version (reader, line, error);
}

/* A name or an address, optionally with a port. Nothing that some parsers would read as part of
 * another name. */
static gboolean
is_host (Text text)
{
  gsize n_digits = 0;

  while (n_digits < text.length && g_ascii_isdigit (text.start[text.length - n_digits - 1]))
    n_digits++;
  if (n_digits > 0 && n_digits < text.length && text.start[text.length - n_digits - 1] == ':')
    text.length -= n_digits + 1;
  if (text.length > 2 && text.start[0] == '[' && text.start[text.length - 1] == ']')
    text = (Text){ text.start + 1, text.length - 2 };
  else if (memchr (text.start, ':', text.length) != NULL)
    return FALSE;
  for (gsize i = 0; i < text.length; i++)
    if (strchr ("/?#@[]\\, \t", text.start[i]) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
read_host (Reader *reader, Text value, GError **error)
{
  if (reader->has_host)
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST, "More than one Host header");
  if (!is_host (value))
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "Host is not a name with or without a port");
  reader->has_host = TRUE;
  reader->host = value;
  return TRUE;
}

static gboolean
read_length (Reader *reader, Text value, GError **error)
{
  if (reader->has_length)
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "More than one Content-Length header");
  if (value.length == 0 || value.length > MAX_LENGTH_DIGITS)
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "Content-Length is not a valid length");
  for (gsize i = 0; i < value.length; i++)
    {
      if (!g_ascii_isdigit (value.start[i]))
        return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                    "Content-Length is not a valid length");
      reader->head->n_body_bytes =
          reader->head->n_body_bytes * 10 + (guint64) g_ascii_digit_value (value.start[i]);
    }
  reader->has_length = TRUE;
  return TRUE;
}

static gboolean
read_encoding (Reader *reader, Text value, GError **error)
{
  if (reader->has_encoding)
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "More than one Transfer-Encoding header");
  if (!equals (value, "chunked"))
    return request_head_refuse (error, SOUP_STATUS_NOT_IMPLEMENTED,
                                "The only supported Transfer-Encoding is chunked");
  reader->has_encoding = TRUE;
  reader->head->is_last = TRUE;
  return TRUE;
}

/* Whether the client sends the body depends on the answer. */
static gboolean
read_expectation (Reader *reader, Text value, GError **error)
{
  reader->head->is_last = TRUE;
  return TRUE;
}

static const struct
{
  const char *name;
  HeaderFunc read;
} headers[] = {
  { "Content-Length", read_length },
  { "Expect", read_expectation },
  { "Host", read_host },
  { "Transfer-Encoding", read_encoding },
};

static gboolean
parse_header (Reader *reader, Text line, GError **error)
{
  Text name;

  /* Some parsers take a line that begins with white space as part of the previous header. */
  if (!take_until (&line, ':', &name) || !is_token (name))
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "A header is not a name, a colon and a value");
  if (has_control (line))
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "A header contains a control character");
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    if (equals (name, headers[i].name))
      return headers[i].read (reader, strip (line), error);
  return TRUE;
}

static gboolean
check_together (const Reader *reader, GError **error)
{
  if (!reader->has_host && !reader->is_1_0)
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST, "The Host header is missing");
  if (reader->has_encoding && (reader->has_length || reader->is_1_0))
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "Transfer-Encoding needs HTTP/1.1 and excludes Content-Length");
  if (reader->authority.length > 0 &&
      (reader->authority.length != reader->host.length ||
       g_ascii_strncasecmp (reader->authority.start, reader->host.start, reader->host.length) != 0))
    return request_head_refuse (error, SOUP_STATUS_BAD_REQUEST,
                                "The target names a different server than the Host header");
  return TRUE;
}

gboolean
fpd_request_head_parse (const char *bytes, gsize n_bytes, FpdRequestHead *head, GError **error)
{
  Reader reader = { .head = head };
  Text rest = { bytes, n_bytes };
  Text line = { bytes, 0 };

  *head = (FpdRequestHead){ 0 };
  take_line (&rest, &line);
  if (!parse_request_line (&reader, line, error))
    return FALSE;
  while (take_line (&rest, &line) && line.length > 0)
    if (!parse_header (&reader, line, error))
      return FALSE;
  return check_together (&reader, error);
}
