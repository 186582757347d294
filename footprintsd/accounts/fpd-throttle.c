/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/accounts/fpd-throttle.h"

/* As many tries are free; a person mistypes. */
#define N_FREE 5
#define MAX_WAIT_S (15 * 60)
/* After so long without a try all is forgotten. */
#define MEMORY_S (60 * 60)
/* Whoever has more addresses than that makes the oldest forgotten. */
#define MAX_KEYS 10000

typedef struct
{
  guint n_failures;
  gint64 last_s;
} Record;

struct _FpdThrottle
{
  GHashTable *records; /* char * → Record */
};

FpdThrottle *
fpd_throttle_new (void)
{
  FpdThrottle *self = g_new0 (FpdThrottle, 1);

  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fpd_throttle_free (FpdThrottle *self)
{
  g_hash_table_unref (self->records);
  g_free (self);
}

static gint64
get_delay_s (guint n_failures)
{
  guint n_doublings = n_failures - N_FREE;

  return n_doublings < 10 ? MIN (2 << n_doublings, MAX_WAIT_S) : MAX_WAIT_S;
}

gint64
fpd_throttle_get_wait_s (FpdThrottle *self, const char *key, gint64 now_s)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL || record->n_failures < N_FREE || now_s - record->last_s > MEMORY_S)
    return 0;
  return MAX (0, record->last_s + get_delay_s (record->n_failures) - now_s);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *) data - ((Record *) value)->last_s > MEMORY_S;
}

static void
drop_oldest (FpdThrottle *self)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest = NULL;
  gint64 oldest_s = G_MAXINT64;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((Record *) value)->last_s < oldest_s)
      {
        oldest = key;
        oldest_s = ((Record *) value)->last_s;
      }
  g_hash_table_remove (self->records, oldest);
}

void
fpd_throttle_add_failure (FpdThrottle *self, const char *key, gint64 now_s)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL)
    {
      if (g_hash_table_size (self->records) >= MAX_KEYS)
        g_hash_table_foreach_remove (self->records, is_old, &now_s);
      if (g_hash_table_size (self->records) >= MAX_KEYS)
        drop_oldest (self);
      record = g_new0 (Record, 1);
      g_hash_table_insert (self->records, g_strdup (key), record);
    }
  if (now_s - record->last_s > MEMORY_S)
    record->n_failures = 0;
  record->n_failures++;
  record->last_s = now_s;
}

void
fpd_throttle_forget (FpdThrottle *self, const char *key)
{
  g_hash_table_remove (self->records, key);
}
