/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs verifications, keeps the last one of each sync, and reports their progress as events. */

#include "footprintsd/tenant/fpd-verifications.h"

#include "footprintsd/http/fpd-problem.h"

#include <string.h>

typedef struct
{
  FpdVerifications *owner;
  gint64 config_id;
  FootprintsVerification *verification;
  GCancellable *cancellable;
  GError *error;
  gboolean has_ended;
  gboolean is_forgotten; /* the sync was deleted; nobody waits for the end */
} Entry;

struct _FpdVerifications
{
  FootprintsStore *store;
  FpdEvents *events;
  GHashTable *entries; /* gint64 → Entry */
  guint n_running;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_data (entry->verification, entry);
  g_object_unref (entry->verification);
  g_object_unref (entry->cancellable);
  g_clear_error (&entry->error);
  g_free (entry);
}

FpdVerifications *
fpd_verifications_new (FootprintsStore *store, FpdEvents *events)
{
  FpdVerifications *self = g_new0 (FpdVerifications, 1);

  self->store = g_object_ref (store);
  self->events = events;
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, entry_free);
  return self;
}

void
fpd_verifications_cancel_all (FpdVerifications *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_cancellable_cancel (((Entry *) value)->cancellable);
}

gboolean
fpd_verifications_is_idle (FpdVerifications *self)
{
  return self->n_running == 0;
}

void
fpd_verifications_free (FpdVerifications *self)
{
  g_hash_table_unref (self->entries);
  g_object_unref (self->store);
  g_free (self);
}

static const char *
state_name (const Entry *entry)
{
  if (!entry->has_ended)
    return "running";
  if (entry->error == NULL)
    return "finished";
  return g_error_matches (entry->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "failed";
}

static void
write_error (FootprintsJsonWriter *writer, const Entry *entry)
{
  _footprints_json_writer_name (writer, "error");
  if (entry->error == NULL || g_error_matches (entry->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _footprints_json_writer_null (writer);
  else
    fpd_problem_write (writer, fpd_problem_get_status (entry->error), entry->error->message);
}

gboolean
fpd_verifications_write (FpdVerifications *self, gint64 config_id, FootprintsJsonWriter *writer)
{
  Entry *entry = g_hash_table_lookup (self->entries, &config_id);
  g_autofree char *text = NULL;

  if (entry == NULL || entry->is_forgotten)
    return FALSE;
  text = footprints_verification_to_json (entry->verification);
  _footprints_json_writer_begin_object (writer);
  _footprints_json_writer_members (writer, text, strlen (text));
  _footprints_json_writer_add_int64 (writer, "config_id", config_id);
  _footprints_json_writer_add_string (writer, "state", state_name (entry));
  _footprints_json_writer_add_double (writer, "progress",
                                      footprints_verification_get_progress (entry->verification));
  write_error (writer, entry);
  _footprints_json_writer_end_object (writer);
  return TRUE;
}

static void
tell (Entry *entry)
{
  g_auto (FootprintsJsonWriter) writer;

  _footprints_json_writer_init (&writer);
  if (fpd_events_has_clients (entry->owner->events) &&
      fpd_verifications_write (entry->owner, entry->config_id, &writer))
    fpd_events_send (entry->owner->events, "verification", writer.text->str);
}

static void
verifications_on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  tell (data);
}

static void
verifications_on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Entry *entry = data;

  footprints_verification_run_finish (entry->verification, result, &entry->error);
  entry->has_ended = TRUE;
  entry->owner->n_running--;
  tell (entry);
  if (entry->is_forgotten)
    g_hash_table_remove (entry->owner->entries, &entry->config_id);
}

gboolean
fpd_verifications_start (FpdVerifications *self,
                         gint64 config_id,
                         gboolean repair,
                         gboolean thorough,
                         const char *contact,
                         GError **error)
{
  Entry *entry = g_hash_table_lookup (self->entries, &config_id);
  g_autoptr (FootprintsImporter) importer = NULL;

  if (entry != NULL && !entry->has_ended)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
                           "this sync is already being verified");
      return FALSE;
    }
  importer = footprints_store_create_sync_importer (self->store, config_id, NULL, error);
  if (importer == NULL)
    return FALSE;
  footprints_importer_set_contact (importer, contact);
  entry = g_new0 (Entry, 1);
  entry->owner = self;
  entry->config_id = config_id;
  entry->verification = footprints_verification_new (self->store, importer);
  entry->cancellable = g_cancellable_new ();
  footprints_verification_set_repair (entry->verification, repair);
  footprints_verification_set_thorough (entry->verification, thorough);
  g_signal_connect (entry->verification, "notify::progress", G_CALLBACK (verifications_on_progress),
                    entry);
  g_hash_table_replace (self->entries, g_memdup2 (&config_id, sizeof config_id), entry);
  self->n_running++;
  footprints_verification_run_async (entry->verification, entry->cancellable, verifications_on_done,
                                     entry);
  return TRUE;
}

void
fpd_verifications_cancel (FpdVerifications *self, gint64 config_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, &config_id);

  if (entry != NULL)
    g_cancellable_cancel (entry->cancellable);
}

void
fpd_verifications_forget (FpdVerifications *self, gint64 config_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, &config_id);

  if (entry == NULL)
    return;
  entry->is_forgotten = TRUE;
  if (entry->has_ended)
    g_hash_table_remove (self->entries, &config_id);
  else
    g_cancellable_cancel (entry->cancellable);
}
