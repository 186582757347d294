/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A ledger in memory: transactions, records and writing. toy-reading.c has the half that reads
 * plays. */

#include "toy-ledger-private.h"

#include "toy-records.h"

#include "libfootprints/core/footprints-error.h"

static void init_interface (FootprintsLedgerInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FootprintsToyLedger,
                               footprints_toy_ledger,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_LEDGER, init_interface))

ToyState *
toy_ledger_take_state (FootprintsToyLedger *self, gboolean in_transaction)
{
  if (!in_transaction)
    return toy_place_dup_state (self->place);
  g_assert (self->writing != NULL);
  return toy_state_ref (self->writing);
}

/* ---- Transactions ---- */

static gboolean
begin (FootprintsLedger *ledger, GError **error)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  g_assert (self->writing == NULL);
  if (self->read_only)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_READ_ONLY,
                           "the ledger was opened for reading only");
      return FALSE;
    }
  self->writing = toy_place_begin (self->place, error);
  return self->writing != NULL;
}

static gboolean
commit (FootprintsLedger *ledger, GError **error)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  g_assert (self->writing != NULL && self->before_step == NULL);
  toy_state_finish (self->writing);
  toy_place_end (self->place, g_steal_pointer (&self->writing));
  return TRUE;
}

static void
roll_back (FootprintsLedger *ledger)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  g_assert (self->writing != NULL);
  g_clear_pointer (&self->before_step, toy_state_unref);
  g_clear_pointer (&self->writing, toy_state_unref);
  toy_place_end (self->place, NULL);
}

static gboolean
begin_step (FootprintsLedger *ledger, GError **error)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  g_assert (self->writing != NULL && self->before_step == NULL);
  self->before_step = toy_state_copy (self->writing);
  return TRUE;
}

static gboolean
end_step (FootprintsLedger *ledger, gboolean keep, GError **error)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);
  ToyState *before = g_steal_pointer (&self->before_step);

  g_assert (before != NULL);
  if (keep)
    {
      toy_state_unref (before);
      return TRUE;
    }
  toy_state_unref (self->writing);
  self->writing = before;
  return TRUE;
}

/* ---- Records ---- */

static gboolean
get_record (FootprintsRecords *records,
            const FootprintsRecordType *type,
            gint64 id,
            gpointer record,
            GError **error)
{
  ToyRecords *self = (ToyRecords *) records;
  g_autoptr (ToyState) state = toy_ledger_take_state (self->ledger, self->in_transaction);

  toy_state_get_record (state, type, id, record);
  return TRUE;
}

static gboolean
list_records (FootprintsRecords *records,
              const FootprintsRecordType *type,
              const FootprintsRecordQuery *query,
              FootprintsRecordFunc func,
              gpointer data,
              GError **error)
{
  ToyRecords *self = (ToyRecords *) records;
  g_autoptr (ToyState) state = toy_ledger_take_state (self->ledger, self->in_transaction);

  toy_state_list_records (state, type, query, func, data);
  return TRUE;
}

static gboolean
count_records (FootprintsRecords *records,
               const FootprintsRecordType *type,
               const FootprintsRecordQuery *query,
               gint64 *n_records,
               GError **error)
{
  ToyRecords *self = (ToyRecords *) records;
  g_autoptr (ToyState) state = toy_ledger_take_state (self->ledger, self->in_transaction);

  *n_records = toy_state_list_records (state, type, query, NULL, NULL);
  return TRUE;
}

static gboolean
put_record (FootprintsRecords *records,
            const FootprintsRecordType *type,
            gpointer record,
            GError **error)
{
  ToyRecords *self = (ToyRecords *) records;

  g_assert (self->in_transaction && self->ledger->writing != NULL);
  return toy_state_put_record (self->ledger->writing, type, record, error);
}

static gboolean
remove_record (FootprintsRecords *records,
               const FootprintsRecordType *type,
               gint64 id,
               GError **error)
{
  ToyRecords *self = (ToyRecords *) records;

  g_assert (self->in_transaction && self->ledger->writing != NULL);
  toy_state_remove_record (self->ledger->writing, type, id);
  return TRUE;
}

static void
init_records (ToyRecords *self, FootprintsToyLedger *ledger, gboolean in_transaction)
{
  *self = (ToyRecords){
    .parent = {
      .get = get_record,
      .list = list_records,
      .count = count_records,
      .put = put_record,
      .remove = remove_record,
    },
    .ledger = ledger,
    .in_transaction = in_transaction,
  };
}

static FootprintsRecords *
get_records (FootprintsLedger *ledger, gboolean in_transaction)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  return in_transaction ? &self->records.parent : &self->records_to_read.parent;
}

/* ---- Plays ---- */

static ToyState *
get_writing (FootprintsLedger *ledger)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (ledger);

  g_assert (self->writing != NULL);
  return self->writing;
}

static gboolean
append (FootprintsLedger *ledger,
        const FootprintsScrobbleRow *rows,
        gsize n_rows,
        gint64 origin,
        gint64 now_s,
        FootprintsVerdict *verdicts,
        gint64 *n_added,
        GCancellable *cancellable,
        GError **error)
{
  return toy_state_append (get_writing (ledger), rows, n_rows, origin, now_s, verdicts, n_added,
                           cancellable, error);
}

static gboolean
remove_plays (FootprintsLedger *ledger,
              const gint64 *ids,
              const gint64 *leads,
              gsize n_ids,
              gint64 now_s,
              gint64 *n_removed,
              GCancellable *cancellable,
              GError **error)
{
  return toy_state_remove (get_writing (ledger), ids, leads, n_ids, now_s, n_removed, cancellable,
                           error);
}

static gboolean
bring_back (FootprintsLedger *ledger,
            const gint64 *ids,
            gsize n_ids,
            FootprintsOrigins undone,
            gint64 *n_back,
            GCancellable *cancellable,
            GError **error)
{
  return toy_state_bring_back (get_writing (ledger), ids, n_ids, undone, n_back, cancellable,
                               error);
}

static gboolean
replace (FootprintsLedger *ledger,
         gint64 id,
         gint64 new_id,
         FootprintsOrigins undone,
         gint64 now_s,
         GError **error)
{
  toy_state_replace (get_writing (ledger), id, new_id, undone, now_s);
  return TRUE;
}

static gboolean
let_go (FootprintsLedger *ledger,
        gint64 origin,
        FootprintsLedgerLetGo *result,
        GCancellable *cancellable,
        GError **error)
{
  return toy_state_let_go (get_writing (ledger), origin, result, cancellable, error);
}

static gboolean
set_precision (FootprintsLedger *ledger, gint64 origin, gint64 precision_s, GError **error)
{
  toy_state_set_precision (get_writing (ledger), origin, precision_s);
  return TRUE;
}

static gboolean
set_joins_reports (FootprintsLedger *ledger, gboolean joins_reports, GError **error)
{
  ToyState *state = get_writing (ledger);

  state->n_decisions += state->keeps_reports_apart == joins_reports;
  state->keeps_reports_apart = !joins_reports;
  return TRUE;
}

/* ---- The object ---- */

static void
footprints_toy_ledger_finalize (GObject *object)
{
  FootprintsToyLedger *self = FOOTPRINTS_TOY_LEDGER (object);

  if (self->writing != NULL)
    roll_back (FOOTPRINTS_LEDGER (self));
  g_clear_pointer (&self->place, toy_place_unref);

  G_OBJECT_CLASS (footprints_toy_ledger_parent_class)->finalize (object);
}

static void
footprints_toy_ledger_class_init (FootprintsToyLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_toy_ledger_finalize;
}

static void
footprints_toy_ledger_init (FootprintsToyLedger *self)
{
  init_records (&self->records, self, TRUE);
  init_records (&self->records_to_read, self, FALSE);
}

static void
init_interface (FootprintsLedgerInterface *interface)
{
  interface->begin = begin;
  interface->commit = commit;
  interface->roll_back = roll_back;
  interface->begin_step = begin_step;
  interface->end_step = end_step;
  interface->get_records = get_records;
  interface->append = append;
  interface->remove = remove_plays;
  interface->bring_back = bring_back;
  interface->replace = replace;
  interface->let_go = let_go;
  interface->set_precision = set_precision;
  interface->set_joins_reports = set_joins_reports;
  toy_ledger_init_reading (interface);
}

static FootprintsLedger *
open_ledger (const char *path, gboolean create, gboolean read_only, GError **error)
{
  g_autoptr (ToyPlace) place = toy_place_open (path, create, read_only, error);
  FootprintsToyLedger *self;

  if (place == NULL)
    return NULL;
  self = g_object_new (FOOTPRINTS_TYPE_TOY_LEDGER, NULL);
  self->place = g_steal_pointer (&place);
  self->read_only = read_only;
  return FOOTPRINTS_LEDGER (self);
}

const FootprintsLedgerBackend toy_ledger_backend = {
  .scheme = "toy",
  .open = open_ledger,
};

ToyState *
toy_ledger_dup_state (const char *path, char *uuid)
{
  g_autoptr (ToyPlace) place = toy_place_find (path);

  if (place == NULL)
    return NULL;
  if (uuid != NULL)
    g_strlcpy (uuid, place->uuid, sizeof place->uuid);
  return toy_place_dup_state (place);
}
