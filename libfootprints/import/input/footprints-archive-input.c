/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Gives out the bytes of members through a window that grows as far as a caller needs to look
 * ahead: decompressed, as UTF-8 and, where a member is no text that a reader knows, translated into
 * one. */

#include "libfootprints/import/input/footprints-archive-input-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/import/input/footprints-archive-members-private.h"
#include "libfootprints/import/input/footprints-text-decoder-private.h"

#include <string.h>

#define BLOCK_BYTES (256 * 1024)
/* A translator may make much of little. */
#define MAX_WINDOW_BYTES (64 * 1024 * 1024)

struct _FootprintsArchiveInput
{
  char *path;
  gint64 max_bytes;
  FootprintsArchiveMembers *members; /* NULL: source has the bytes */
  FootprintsByteSource *source;      /* of the only member; NULL: members has the bytes */
  gboolean is_source_open;

  char *encoding; /* of the text, as the caller knows it; NULL: each member shows it */
  FootprintsTextDecoder *decoder;   /* of the member; NULL: nothing has been read of it */
  FootprintsTranslator *translator; /* of the member; NULL: it is read as it is */
  GByteArray *raw;                  /* a block before it is decoded */
  GByteArray *decoded;              /* a block before it is translated */
  GError *translation_error;        /* after what is in the window; NULL: none */
  GByteArray *window;               /* what a reader sees of the member */
  gsize position;                   /* of the first unread byte in window */
  gboolean at_end;                  /* the member has no bytes beyond the window */
  gboolean in_line; /* the bytes up to the next line end belong to a line that was cut */
};

static FootprintsArchiveInput *
archive_input_new (const char *path, const char *encoding)
{
  FootprintsArchiveInput *self = g_new0 (FootprintsArchiveInput, 1);

  self->path = g_strdup (path);
  self->encoding = g_strdup (encoding);
  self->raw = g_byte_array_new ();
  self->decoded = g_byte_array_new ();
  self->window = g_byte_array_new ();
  return self;
}

FootprintsArchiveInput *
_footprints_archive_input_new_from (const char *path, FootprintsByteSource *source)
{
  FootprintsArchiveInput *self = archive_input_new (path, NULL);

  self->source = source;
  return self;
}

FootprintsArchiveInput *
_footprints_archive_input_open (const char *path,
                                gint64 max_bytes,
                                const char *encoding,
                                GError **error)
{
  g_autoptr (FootprintsArchiveInput) self = archive_input_new (path, encoding);

  self->max_bytes = max_bytes;
  self->members = _footprints_archive_members_open (path, max_bytes, error);
  return self->members != NULL ? g_steal_pointer (&self) : NULL;
}

FootprintsArchiveInput *
_footprints_archive_input_reopen (FootprintsArchiveInput *self, GError **error)
{
  return _footprints_archive_input_open (self->path, self->max_bytes, self->encoding, error);
}

static void
drop_translator (FootprintsArchiveInput *self)
{
  if (self->translator != NULL)
    self->translator->free (self->translator);
  self->translator = NULL;
  g_clear_error (&self->translation_error);
  g_byte_array_set_size (self->decoded, 0);
}

void
_footprints_archive_input_free (FootprintsArchiveInput *self)
{
  drop_translator (self);
  if (self->source != NULL)
    self->source->free (self->source);
  g_clear_pointer (&self->members, _footprints_archive_members_free);
  g_clear_pointer (&self->decoder, _footprints_text_decoder_free);
  g_byte_array_unref (self->raw);
  g_byte_array_unref (self->decoded);
  g_byte_array_unref (self->window);
  g_free (self->encoding);
  g_free (self->path);
  g_free (self);
}

int
_footprints_archive_input_next_member (FootprintsArchiveInput *self, GError **error)
{
  drop_translator (self);
  g_clear_pointer (&self->decoder, _footprints_text_decoder_free);
  g_byte_array_set_size (self->window, 0);
  self->position = 0;
  self->at_end = FALSE;
  self->in_line = FALSE;
  if (self->members != NULL)
    return _footprints_archive_members_next (self->members, error);
  if (self->is_source_open)
    return 0;
  self->is_source_open = TRUE;
  return 1;
}

const char *
_footprints_archive_input_get_member_name (FootprintsArchiveInput *self)
{
  return self->members != NULL ? _footprints_archive_members_get_name (self->members) : NULL;
}

static gboolean
read_source (FootprintsArchiveInput *self, GByteArray *bytes, GError **error)
{
  GError *problem = NULL;

  self->at_end = !self->source->read (self->source, bytes, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* Reads one block to the end of @bytes. */
static gboolean
read_raw (FootprintsArchiveInput *self, GByteArray *bytes, GError **error)
{
  gsize old_length = bytes->len;
  gssize n_read;

  if (self->source != NULL)
    return read_source (self, bytes, error);
  g_byte_array_set_size (bytes, (guint) (old_length + BLOCK_BYTES));
  n_read = _footprints_archive_members_read (self->members, bytes->data + old_length, BLOCK_BYTES,
                                             error);
  g_byte_array_set_size (bytes, (guint) (old_length + (gsize) MAX (n_read, 0)));
  self->at_end = n_read == 0;
  return n_read >= 0;
}

/* Reads one block, and decodes it to the end of @text. */
static gboolean
decode_block (FootprintsArchiveInput *self, GByteArray *text, GError **error)
{
  if (self->decoder != NULL && _footprints_text_decoder_is_idle (self->decoder))
    return read_raw (self, text, error);
  g_byte_array_set_size (self->raw, 0);
  if (!read_raw (self, self->raw, error))
    return FALSE;
  if (self->decoder == NULL)
    self->decoder =
        _footprints_text_decoder_new (self->raw->data, self->raw->len, self->encoding, error);
  if (self->decoder == NULL)
    return FALSE;
  _footprints_text_decoder_add (self->decoder, self->raw->data, self->raw->len, self->at_end, text);
  return TRUE;
}

/* Translates what was decoded to the end of the window. What came before a fault is read first. */
static void
translate (FootprintsArchiveInput *self)
{
  if (!self->translator->add (self->translator, (const char *) self->decoded->data,
                              self->decoded->len, self->at_end, self->window,
                              &self->translation_error))
    self->at_end = TRUE;
  else if (self->window->len > MAX_WINDOW_BYTES)
    {
      _footprints_set_error (&self->translation_error, FOOTPRINTS_ERROR_TOO_LARGE,
                             "%s has a part that is too large to be read", self->path);
      self->at_end = TRUE;
    }
  g_byte_array_set_size (self->decoded, 0);
}

static gboolean
read_block (FootprintsArchiveInput *self, GError **error)
{
  if (self->position > 0)
    {
      g_byte_array_remove_range (self->window, 0, (guint) self->position);
      self->position = 0;
    }
  if (self->translator == NULL)
    return decode_block (self, self->window, error);
  if (!decode_block (self, self->decoded, error))
    return FALSE;
  translate (self);
  return TRUE;
}

void
_footprints_archive_input_translate (FootprintsArchiveInput *self, FootprintsTranslator *translator)
{
  g_assert (self->translator == NULL);
  self->translator = translator;
  g_byte_array_append (self->decoded, self->window->data + self->position,
                       self->window->len - (guint) self->position);
  g_byte_array_set_size (self->window, 0);
  self->position = 0;
  translate (self);
}

gboolean
_footprints_archive_input_is_translated (FootprintsArchiveInput *self)
{
  return self->translator != NULL;
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
  if (*length == 0 && self->translation_error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->translation_error));
      return NULL;
    }
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
  return self->members != NULL ? _footprints_archive_members_get_progress (self->members)
                               : self->source->get_progress (self->source);
}
