/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Counts failed attempts by key and target, and makes further attempts wait longer and longer. */

#include "footprintsd/accounts/fpd-throttle.h"

/* This many attempts are free, since people mistype. */
#define N_FREE 5
#define MAX_WAIT_S (15 * 60)
/* After this long without an attempt, all failures are forgotten. */
#define MEMORY_S (60 * 60)
/* Anyone with more addresses than this makes the server forget the oldest. */
#define MAX_KEYS 10000

/* With more targets than this, failures at the oldest targets of a key are added up and cannot be
 * forgiven. */
#define MAX_TARGETS 64

typedef struct
{
  guint n_failures;
  gint64 last_s;
} Failures;

typedef struct
{
  GHashTable *targets; /* char * → Failures */
  guint n_others;      /* failures at targets no longer in the table */
  gint64 others_last_s;
} Record;

struct _FpdThrottle
{
  GMutex lock;
  GHashTable *records; /* char * → Record */
};

static void
record_free (gpointer data)
{
  Record *record = data;

  g_hash_table_unref (record->targets);
  g_free (record);
}

FpdThrottle *
fpd_throttle_new (void)
{
  FpdThrottle *self = g_new0 (FpdThrottle, 1);

  g_mutex_init (&self->lock);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, record_free);
  return self;
}

void
fpd_throttle_free (FpdThrottle *self)
{
  g_hash_table_unref (self->records);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* All failures of @record, and the time of the last one. */
static Failures
add_up (const Record *record)
{
  Failures all = { record->n_others, record->others_last_s };
  GHashTableIter iter;
  Failures *failures;

  g_hash_table_iter_init (&iter, record->targets);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &failures))
    {
      all.n_failures += failures->n_failures;
      all.last_s = MAX (all.last_s, failures->last_s);
    }
  return all;
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
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Record *record = g_hash_table_lookup (self->records, key);
  Failures all = { 0 };

  if (record != NULL)
    all = add_up (record);
  if (all.n_failures < N_FREE || now_s - all.last_s > MEMORY_S)
    return 0;
  return MAX (0, all.last_s + get_delay_s (all.n_failures) - now_s);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  return *(gint64 *) data - add_up (value).last_s > MEMORY_S;
}

static void
drop_oldest_record (FpdThrottle *self)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest = NULL;
  gint64 oldest_s = G_MAXINT64;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gint64 last_s = add_up (value).last_s;

      if (last_s < oldest_s)
        {
          oldest = key;
          oldest_s = last_s;
        }
    }
  g_hash_table_remove (self->records, oldest);
}

static Record *
get_record (FpdThrottle *self, const char *key, gint64 now_s)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record != NULL && is_old (NULL, record, &now_s))
    {
      g_hash_table_remove (self->records, key);
      record = NULL;
    }
  if (record != NULL)
    return record;
  if (g_hash_table_size (self->records) >= MAX_KEYS)
    g_hash_table_foreach_remove (self->records, is_old, &now_s);
  if (g_hash_table_size (self->records) >= MAX_KEYS)
    drop_oldest_record (self);
  record = g_new0 (Record, 1);
  record->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->records, g_strdup (key), record);
  return record;
}

static void
merge_oldest_target (Record *record)
{
  GHashTableIter iter;
  gpointer key, value;
  const char *oldest_key = NULL;
  const Failures *oldest = NULL;

  g_hash_table_iter_init (&iter, record->targets);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (oldest == NULL || ((Failures *) value)->last_s < oldest->last_s)
      {
        oldest_key = key;
        oldest = value;
      }
  record->n_others += oldest->n_failures;
  record->others_last_s = MAX (record->others_last_s, oldest->last_s);
  g_hash_table_remove (record->targets, oldest_key);
}

void
fpd_throttle_add_failure (FpdThrottle *self, const char *key, const char *target, gint64 now_s)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Record *record = get_record (self, key, now_s);
  Failures *failures = g_hash_table_lookup (record->targets, target);

  if (failures == NULL)
    {
      if (g_hash_table_size (record->targets) >= MAX_TARGETS)
        merge_oldest_target (record);
      failures = g_new0 (Failures, 1);
      g_hash_table_insert (record->targets, g_strdup (target), failures);
    }
  failures->n_failures++;
  failures->last_s = now_s;
}

void
fpd_throttle_forgive (FpdThrottle *self, const char *key, const char *target)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL)
    return;
  g_hash_table_remove (record->targets, target);
  if (g_hash_table_size (record->targets) == 0 && record->n_others == 0)
    g_hash_table_remove (self->records, key);
}
