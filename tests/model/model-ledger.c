/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The model of a ledger: reports by key, and the origins that hold them. */

#include "model-ledger.h"

#include <string.h>

static void
report_free (gpointer data)
{
  ModelReport *report = data;

  g_free (report->key);
  g_free (report);
}

ModelLedger *
model_ledger_new (void)
{
  ModelLedger *self = g_new0 (ModelLedger, 1);

  self->reports = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, report_free);
  return self;
}

void
model_ledger_free (ModelLedger *self)
{
  g_hash_table_unref (self->reports);
  g_free (self);
}

ModelLedger *
model_ledger_copy (const ModelLedger *self)
{
  ModelLedger *copy = model_ledger_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const ModelReport *report = value;
      ModelReport *twin = model_ledger_add (copy, report->key, report->listened_at, report->source);

      twin->state = report->state;
      twin->sure = report->sure;
      twin->maybe = report->maybe;
      twin->id = report->id;
    }
  return copy;
}

char *
model_make_key (gint64 listened_at, const char *artist, const char *track, const char *source)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%s|%s|%s", listened_at, artist, track, source);
}

ModelReport *
model_ledger_find (ModelLedger *self, const char *key)
{
  return g_hash_table_lookup (self->reports, key);
}

gboolean
model_ledger_shows (ModelLedger *self, const char *key)
{
  const ModelReport *report = model_ledger_find (self, key);

  return report != NULL && report->state == MODEL_PRESENT;
}

ModelReport *
model_ledger_add (ModelLedger *self, const char *key, gint64 listened_at, const char *source)
{
  ModelReport *report = g_new0 (ModelReport, 1);

  report->key = g_strdup (key);
  report->listened_at = listened_at;
  report->source = source;
  g_hash_table_insert (self->reports, report->key, report);
  return report;
}

void
model_ledger_drop (ModelLedger *self, const char *key)
{
  g_hash_table_remove (self->reports, key);
}

static int
compare_reports (gconstpointer a, gconstpointer b)
{
  const ModelReport *left = *(const ModelReport *const *) a;
  const ModelReport *right = *(const ModelReport *const *) b;

  return strcmp (left->key, right->key);
}

GPtrArray *
model_ledger_list (ModelLedger *self, ModelState state)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const ModelReport *) value)->state == state)
      g_ptr_array_add (list, value);
  g_ptr_array_sort (list, compare_reports);
  return list;
}

gboolean
model_ledger_report (ModelLedger *self,
                     const char *key,
                     gint64 listened_at,
                     const char *source,
                     ModelOrigins origins)
{
  ModelReport *report = model_ledger_find (self, key);
  gboolean is_new = report == NULL;

  if (is_new)
    report = model_ledger_add (self, key, listened_at, source);
  report->sure |= origins;
  return is_new;
}
