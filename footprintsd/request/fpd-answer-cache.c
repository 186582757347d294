/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The cache of answers: a hash table that is emptied before it grows too large. */

#include "footprintsd/request/fpd-answer-cache.h"

#include <string.h>

#define MAX_BYTES (2 * 1024 * 1024)
#define MAX_ENTRY_BYTES (128 * 1024)
/* Memory that an entry takes in addition to its texts. */
#define ENTRY_BYTES 512

typedef struct
{
  char *version_tag;
  FpdResponse *response;
} Entry;

struct _FpdAnswerCache
{
  GHashTable *entries; /* key → Entry */
  gsize n_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->version_tag);
  fpd_response_free (entry->response);
  g_free (entry);
}

FpdAnswerCache *
fpd_answer_cache_new (void)
{
  FpdAnswerCache *self = g_new0 (FpdAnswerCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return self;
}

void
fpd_answer_cache_free (FpdAnswerCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static gsize
get_size (const char *key, const FpdResponse *response)
{
  return strlen (key) + g_bytes_get_size (response->body) + ENTRY_BYTES;
}

static void
remove_entry (FpdAnswerCache *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return;
  self->n_bytes -= get_size (key, entry->response);
  g_hash_table_remove (self->entries, key);
}

FpdResponse *
fpd_answer_cache_find (FpdAnswerCache *self, const char *key, const char *version_tag)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  if (g_str_equal (entry->version_tag, version_tag))
    return entry->response;
  remove_entry (self, key);
  return NULL;
}

void
fpd_answer_cache_add (FpdAnswerCache *self,
                      const char *key,
                      const char *version_tag,
                      FpdResponse *response)
{
  gsize n_bytes = get_size (key, response);
  Entry *entry;

  if (n_bytes > MAX_ENTRY_BYTES)
    {
      fpd_response_free (response);
      return;
    }
  remove_entry (self, key);
  /* Anything that is requested again is soon back in the cache. */
  if (self->n_bytes + n_bytes > MAX_BYTES)
    {
      g_hash_table_remove_all (self->entries);
      self->n_bytes = 0;
    }
  entry = g_new0 (Entry, 1);
  entry->version_tag = g_strdup (version_tag);
  entry->response = response;
  g_hash_table_insert (self->entries, g_strdup (key), entry);
  self->n_bytes += n_bytes;
}
