/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The scanner only finds where a value ends (footprints-json.c); json-c decides whether it is
 * valid. The scanner descends two levels by name and copies everything but the rows into a small
 * text, the head. It also copies what it does not understand, so that json-c rejects it. */

#include "libfootprints/protocol/footprints-service-reply-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/protocol/footprints-json-play-private.h"

#include <string.h>

#define MAX_MESSAGE_LETTERS 200

typedef struct
{
  gsize start;
  gsize length;
} Span;

typedef struct
{
  const char *p;
  const char *end;
  GString *head;
  GArray *rows;
  const char *text;
} Cut;

static gboolean
fail_size (GError **error, const char *what)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
               "the reply %s, more than a service should send", what);
  return FALSE;
}

static gboolean
fail_syntax (GError **error)
{
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CORRUPT, "not valid JSON");
  return FALSE;
}

static gboolean
copy (Cut *cut, const char *from, GError **error)
{
  gsize length = (gsize) (cut->p - from);

  if (length > FOOTPRINTS_REPLY_MAX_HEAD_BYTES - cut->head->len)
    return fail_size (error, "has more than 256 KiB outside its rows");
  g_string_append_len (cut->head, from, (gssize) length);
  return TRUE;
}

static void
skip_blank (Cut *cut)
{
  while (cut->p < cut->end && strchr (" \t\r\n", *cut->p) != NULL && *cut->p != '\0')
    cut->p++;
}

static gboolean
is_at (const Cut *cut, char c)
{
  return cut->p < cut->end && *cut->p == c;
}

/* Skips a value. */
static gboolean
skip_value (Cut *cut, GError **error)
{
  gsize length = _footprints_json_value_length (cut->p, (gsize) (cut->end - cut->p));

  if (length == 0)
    return fail_syntax (error);
  cut->p += length;
  return TRUE;
}

static gboolean
take_row (Cut *cut, GError **error)
{
  Span span = { .start = (gsize) (cut->p - cut->text) };

  if (cut->rows->len >= FOOTPRINTS_REPLY_MAX_ROWS)
    return fail_size (error, "has more than 10,000 rows");
  if (!skip_value (cut, error))
    return FALSE;
  span.length = (gsize) (cut->p - cut->text) - span.start;
  g_array_append_val (cut->rows, span);
  return TRUE;
}

static gboolean
take_rows (Cut *cut, GError **error)
{
  g_string_append (cut->head, "[]");
  if (is_at (cut, '{'))
    return take_row (cut, error);
  cut->p++;
  skip_blank (cut);
  if (is_at (cut, ']'))
    {
      cut->p++;
      return TRUE;
    }
  while (take_row (cut, error))
    {
      skip_blank (cut);
      if (!is_at (cut, ',') && !is_at (cut, ']'))
        return fail_syntax (error);
      if (*cut->p++ == ']')
        return TRUE;
      skip_blank (cut);
    }
  return FALSE;
}

static gboolean
is_name (const char *name, const char *text, gsize length)
{
  return length == strlen (name) + 2 && strncmp (text + 1, name, length - 2) == 0;
}

static gboolean take_object (Cut *cut, const FootprintsReplyShape *shape, GError **error);

/* A member's value. @name: as written, including the quotation marks. */
static gboolean
take_value (
    Cut *cut, const FootprintsReplyShape *shape, const char *name, gsize length, GError **error)
{
  static const FootprintsReplyShape inside = { NULL, NULL };
  const char *from = cut->p;
  FootprintsReplyShape below = inside;

  if (shape->outer != NULL && is_name (shape->outer, name, length) && is_at (cut, '{'))
    {
      below.list = shape->list;
      return take_object (cut, &below, error);
    }
  if (shape->outer == NULL && shape->list != NULL && is_name (shape->list, name, length) &&
      cut->rows->len == 0 && (is_at (cut, '[') || is_at (cut, '{')))
    return take_rows (cut, error);
  return skip_value (cut, error) && copy (cut, from, error);
}

static gboolean
take_member (Cut *cut, const FootprintsReplyShape *shape, GError **error)
{
  const char *from = cut->p;
  gsize length;

  if (!is_at (cut, '"'))
    return fail_syntax (error);
  if (!skip_value (cut, error))
    return FALSE;
  length = (gsize) (cut->p - from);
  skip_blank (cut);
  if (!is_at (cut, ':'))
    return fail_syntax (error);
  cut->p++;
  skip_blank (cut);
  if (!copy (cut, from, error))
    return FALSE;
  return take_value (cut, shape, from, length, error);
}

/* Copies the object at the current position without its rows. */
static gboolean
take_object (Cut *cut, const FootprintsReplyShape *shape, GError **error)
{
  const char *from = cut->p;

  cut->p++;
  skip_blank (cut);
  if (is_at (cut, '}'))
    {
      cut->p++;
      return copy (cut, from, error);
    }
  if (!copy (cut, from, error))
    return FALSE;
  while (take_member (cut, shape, error))
    {
      gboolean is_last;

      from = cut->p;
      skip_blank (cut);
      if (!is_at (cut, ',') && !is_at (cut, '}'))
        return fail_syntax (error);
      is_last = *cut->p++ == '}';
      skip_blank (cut);
      if (!copy (cut, from, error))
        return FALSE;
      if (is_last)
        return TRUE;
    }
  return FALSE;
}

static gboolean
cut_reply (Cut *cut, const FootprintsReplyShape *shape, GError **error)
{
  const char *from;

  skip_blank (cut);
  if (is_at (cut, '{') && !take_object (cut, shape, error))
    return FALSE;
  from = cut->p;
  cut->p = cut->end;
  return copy (cut, from, error);
}

gboolean
_footprints_service_reply_parse (FootprintsServiceReply *self,
                                 const char *text,
                                 gsize length,
                                 const FootprintsReplyShape *shape,
                                 GError **error)
{
  g_autoptr (GString) head = g_string_new (NULL);
  Cut cut = { .p = text, .end = text + length, .head = head, .text = text };
  g_autoptr (GError) parse_error = NULL;
  gboolean is_repaired;

  *self = (FootprintsServiceReply){
    .text = text,
    .rows = g_array_new (FALSE, FALSE, sizeof (Span)),
  };
  cut.rows = self->rows;
  if (!cut_reply (&cut, shape, error))
    return FALSE;
  self->root =
      _footprints_json_play_parse (head->str, head->len, FOOTPRINTS_REPLY_MAX_DEPTH,
                                   FOOTPRINTS_REPLY_MAX_ROW_VALUES, &is_repaired, &parse_error);
  /* JSON's null has no tree. */
  if (parse_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&parse_error));
  return FALSE;
}

void
_footprints_service_reply_clear (FootprintsServiceReply *self)
{
  g_clear_pointer (&self->root, json_object_put);
  g_clear_pointer (&self->rows, g_array_unref);
}

gsize
_footprints_service_reply_get_n_rows (const FootprintsServiceReply *self)
{
  return self != NULL && self->rows != NULL ? self->rows->len : 0;
}

json_object *
_footprints_service_reply_parse_row (const FootprintsServiceReply *self,
                                     gsize index,
                                     gboolean *is_repaired,
                                     GError **error)
{
  const Span *span = &g_array_index (self->rows, Span, index);

  *is_repaired = FALSE;
  if (span->length > FOOTPRINTS_REPLY_MAX_ROW_BYTES)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_TOO_LARGE,
                           "the entry is larger than 256 KiB");
      return NULL;
    }
  return _footprints_json_play_parse (self->text + span->start, span->length,
                                      FOOTPRINTS_REPLY_MAX_DEPTH, FOOTPRINTS_REPLY_MAX_ROW_VALUES,
                                      is_repaired, error);
}

char *
_footprints_service_reply_clean_message (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message != NULL ? message : "", -1);
  char *end;

  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) <= MAX_MESSAGE_LETTERS)
    return g_steal_pointer (&valid);
  end = g_utf8_offset_to_pointer (valid, MAX_MESSAGE_LETTERS);
  *end = '\0';
  return g_strconcat (valid, "…", NULL);
}
