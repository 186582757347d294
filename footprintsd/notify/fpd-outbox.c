/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Keeps the notices to send, and which failing syncs were reported, in a JSON file. */

#include "footprintsd/notify/fpd-outbox.h"

#include "footprintsd/files/fpd-durable-file.h"
#include "libfootprints/core/footprints-private-file-private.h"

#include <glib/gstdio.h>
#include <json-c/json.h>

struct _FpdOutbox
{
  char *path;
  GPtrArray *letters; /* of FpdLetter */
  GHashTable *told;   /* char * → gint64 */
};

static const char *const channel_names[] = {
  [FPD_CHANNEL_WEBHOOK] = "webhook",
  [FPD_CHANNEL_MAIL] = "mail",
};

static void
letter_free (gpointer data)
{
  FpdLetter *letter = data;

  fpd_notice_clear (&letter->notice);
  g_free (letter->sync);
  g_free (letter);
}

static char *
dup_text (json_object *object, const char *name)
{
  json_object *value = json_object_object_get (object, name);

  return json_object_is_type (value, json_type_string) ? g_strdup (json_object_get_string (value))
                                                       : NULL;
}

static gint64
get_number (json_object *object, const char *name)
{
  return json_object_get_int64 (json_object_object_get (object, name));
}

/* Ignores a letter that is not ours. */
static void
read_letter (FpdOutbox *self, json_object *object)
{
  FpdLetter *letter = g_new0 (FpdLetter, 1);
  g_autofree char *channel = dup_text (object, "channel");

  letter->channel = g_strcmp0 (channel, channel_names[FPD_CHANNEL_MAIL]) == 0 ? FPD_CHANNEL_MAIL
                                                                              : FPD_CHANNEL_WEBHOOK;
  letter->sync = dup_text (object, "sync");
  letter->notice = (FpdNotice){
    .event = dup_text (object, "event"),
    .title = dup_text (object, "title"),
    .text = dup_text (object, "text"),
    .source = dup_text (object, "source"),
    .account = dup_text (object, "account"),
    .time_s = CLAMP (get_number (object, "time"), 0, g_get_real_time () / G_USEC_PER_SEC),
  };
  if (letter->sync != NULL && letter->notice.event != NULL && letter->notice.title != NULL &&
      letter->notice.text != NULL)
    g_ptr_array_add (self->letters, letter);
  else
    letter_free (letter);
}

static void
read_all (FpdOutbox *self, json_object *root)
{
  json_object *letters = json_object_object_get (root, "letters");
  json_object *told = json_object_object_get (root, "told");

  if (json_object_is_type (letters, json_type_array))
    for (gsize i = 0; i < json_object_array_length (letters); i++)
      if (json_object_is_type (json_object_array_get_idx (letters, i), json_type_object))
        read_letter (self, json_object_array_get_idx (letters, i));
  if (json_object_is_type (told, json_type_object))
    {
      json_object_object_foreach (told, key, value)
      {
        fpd_outbox_set_told_at (self, key, json_object_get_int64 (value));
      }
    }
}

FpdOutbox *
fpd_outbox_new (const char *path)
{
  FpdOutbox *self = g_new0 (FpdOutbox, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  json_object *root;

  self->path = g_strdup (path);
  self->letters = g_ptr_array_new_with_free_func (letter_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  _footprints_private_file_narrow (path);
  if (!g_file_get_contents (path, &text, NULL, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("%s", error->message);
      return self;
    }
  root = json_tokener_parse (text);
  if (json_object_is_type (root, json_type_object))
    read_all (self, root);
  else
    g_warning ("%s is damaged: failing syncs may be reported again", path);
  json_object_put (root);
  return self;
}

void
fpd_outbox_free (FpdOutbox *self)
{
  g_ptr_array_unref (self->letters);
  g_hash_table_unref (self->told);
  g_free (self->path);
  g_free (self);
}

void
fpd_outbox_add (FpdOutbox *self, const char *sync, FpdChannel channel, FpdNotice *notice)
{
  FpdLetter *letter = g_new0 (FpdLetter, 1);

  letter->channel = channel;
  letter->sync = g_strdup (sync);
  letter->notice = *notice;
  *notice = (FpdNotice){ 0 };
  g_ptr_array_add (self->letters, letter);
}

FpdLetter *
fpd_outbox_get_first (FpdOutbox *self)
{
  FpdLetter *first = NULL;

  for (guint i = 0; i < self->letters->len; i++)
    {
      FpdLetter *letter = self->letters->pdata[i];

      if (first == NULL || letter->retry_at < first->retry_at)
        first = letter;
    }
  return first;
}

void
fpd_outbox_remove (FpdOutbox *self, FpdLetter *letter)
{
  g_ptr_array_remove (self->letters, letter);
}

gboolean
fpd_outbox_remove_all (FpdOutbox *self, const char *sync, FpdChannel channel, const FpdLetter *kept)
{
  guint n_before = self->letters->len;

  for (guint i = self->letters->len; i-- > 0;)
    {
      FpdLetter *letter = self->letters->pdata[i];

      if (letter != kept && letter->channel == channel && g_str_equal (letter->sync, sync))
        g_ptr_array_remove_index (self->letters, i);
    }
  return self->letters->len < n_before;
}

gint64
fpd_outbox_get_told_at (FpdOutbox *self, const char *sync)
{
  gint64 *told_at = g_hash_table_lookup (self->told, sync);

  return told_at != NULL ? *told_at : 0;
}

void
fpd_outbox_set_told_at (FpdOutbox *self, const char *sync, gint64 told_at)
{
  if (told_at == 0)
    g_hash_table_remove (self->told, sync);
  else
    g_hash_table_replace (self->told, g_strdup (sync), g_memdup2 (&told_at, sizeof told_at));
}

GPtrArray *
fpd_outbox_dup_told (FpdOutbox *self)
{
  GPtrArray *syncs = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (syncs, g_strdup (key));
  return syncs;
}

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_object_add (object, name, json_object_new_string (text));
}

static json_object *
describe_letter (const FpdLetter *letter)
{
  json_object *object = json_object_new_object ();

  add_text (object, "channel", channel_names[letter->channel]);
  add_text (object, "sync", letter->sync);
  add_text (object, "event", letter->notice.event);
  add_text (object, "title", letter->notice.title);
  add_text (object, "text", letter->notice.text);
  add_text (object, "source", letter->notice.source);
  add_text (object, "account", letter->notice.account);
  json_object_object_add (object, "time", json_object_new_int64 (letter->notice.time_s));
  return object;
}

static json_object *
outbox_describe (FpdOutbox *self)
{
  json_object *root = json_object_new_object ();
  json_object *letters = json_object_new_array ();
  json_object *told = json_object_new_object ();
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < self->letters->len; i++)
    json_object_array_add (letters, describe_letter (self->letters->pdata[i]));
  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_object_add (told, key, json_object_new_int64 (*(gint64 *) value));
  json_object_object_add (root, "letters", letters);
  json_object_object_add (root, "told", told);
  return root;
}

void
fpd_outbox_save (FpdOutbox *self)
{
  json_object *root = NULL;
  g_autoptr (GError) error = NULL;

  if (self->letters->len == 0 && g_hash_table_size (self->told) == 0)
    {
      g_unlink (self->path);
      return;
    }
  root = outbox_describe (self);
  if (!fpd_durable_file_write (self->path, json_object_to_json_string (root), &error))
    g_warning ("Cannot save the notices about failing syncs: %s", error->message);
  json_object_put (root);
}
