/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The keys and tokens of services in a ledger: the sealing half of FootprintsStore. */

#include "libfootprints/secret/footprints-store-secrets-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/records/footprints-sync-record-private.h"
#include "libfootprints/secret/footprints-seal-private.h"
#include "libfootprints/store/footprints-new-file-private.h"
#include "libfootprints/store/footprints-store-private.h"

#include <glib/gstdio.h>

#define NEW_KEY_SUFFIX ".new"

/* A text sealed for one ledger does not open in another. */
static char *
make_context (FootprintsStore *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self, error);
  FootprintsLedgerState state;

  if (ledger == NULL || !FOOTPRINTS_LEDGER_GET_IFACE (ledger)->read_state (ledger, &state, error))
    return NULL;
  return g_strconcat ("ledger:", state.uuid, NULL);
}

static GArray *
read_syncs (FootprintsStore *self, GError **error)
{
  g_autoptr (FootprintsLedger) ledger = _footprints_store_dup_ledger (self, error);

  if (ledger == NULL)
    return NULL;
  return _footprints_sync_records_dup_all (_footprints_ledger_get_records (ledger, FALSE), NULL,
                                           error);
}

/* A new key next to texts that are sealed with a lost one would hide that it is lost. */
static gboolean
may_make_key (FootprintsStore *self, const char *key_path, GError **error)
{
  g_autoptr (GArray) syncs = read_syncs (self, error);

  if (syncs == NULL)
    return FALSE;
  for (guint i = 0; i < syncs->len; i++)
    {
      FootprintsSyncRecord *record = &g_array_index (syncs, FootprintsSyncRecord, i);

      if (record->api_key == NULL && record->token == NULL)
        continue;
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_LOCKED,
          "the key file %s is missing, but stored keys or tokens need it: restore it, or "
          "delete the syncs that have a key or token",
          key_path);
      return FALSE;
    }
  return TRUE;
}

static FootprintsSeal *
open_seal (FootprintsStore *self, gboolean create, GError **error)
{
  g_autofree char *key_path = footprints_store_dup_key_file (self);

  if (create && g_access (key_path, F_OK) != 0 && !may_make_key (self, key_path, error))
    return NULL;
  return _footprints_seal_open (key_path, create, error);
}

char *
_footprints_store_seal_text (FootprintsStore *self, const char *text, GError **error)
{
  g_autoptr (FootprintsSeal) seal = NULL;
  g_autofree char *context = NULL;

  if (text == NULL)
    return NULL;
  context = make_context (self, error);
  if (context == NULL)
    return NULL;
  seal = open_seal (self, TRUE, error);
  return seal != NULL ? _footprints_seal_close_text (seal, context, text) : NULL;
}

static char *
dup_new_path (FootprintsStore *self)
{
  g_autofree char *key_path = footprints_store_dup_key_file (self);

  return g_strconcat (key_path, NEW_KEY_SUFFIX, NULL);
}

/* A change of the key that was interrupted between the ledger and the file has left the new key
 * next to the old one. */
static char *
open_with_new_key (FootprintsStore *self, const char *context, const char *sealed)
{
  g_autofree char *key_path = footprints_store_dup_key_file (self);
  g_autofree char *new_path = dup_new_path (self);
  g_autoptr (FootprintsSeal) seal = NULL;
  char *text;

  if (g_access (new_path, F_OK) != 0)
    return NULL;
  seal = _footprints_seal_open (new_path, FALSE, NULL);
  text = seal != NULL ? _footprints_seal_open_text (seal, context, sealed, NULL) : NULL;
  /* If that fails, it is found next to the old one the next time, too. */
  if (text != NULL)
    _footprints_new_file_rename (new_path, key_path, NULL);
  return text;
}

char *
_footprints_store_unseal_text (FootprintsStore *self, const char *sealed, GError **error)
{
  g_autoptr (FootprintsSeal) seal = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *context = NULL;
  char *text = NULL;

  if (sealed == NULL)
    return NULL;
  context = make_context (self, error);
  if (context == NULL)
    return NULL;
  seal = open_seal (self, FALSE, &local_error);
  if (seal != NULL)
    text = _footprints_seal_open_text (seal, context, sealed, &local_error);
  if (text == NULL)
    text = open_with_new_key (self, context, sealed);
  if (text == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return text;
}

static gboolean
opens (FootprintsSeal *seal, const char *context, const char *sealed, GError **error)
{
  g_autofree char *text = _footprints_seal_open_text (seal, context, sealed, error);

  return sealed == NULL || text != NULL;
}

/* Whether the key in a file opens everything that is stored. With nothing stored, no file is
 * needed. */
static gboolean
opens_all (FootprintsStore *self, const char *path, GArray *records, GError **error)
{
  g_autofree char *context = make_context (self, error);
  g_autoptr (FootprintsSeal) seal = NULL;

  if (context == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      FootprintsSyncRecord *record = &g_array_index (records, FootprintsSyncRecord, i);

      if (record->api_key == NULL && record->token == NULL)
        continue;
      if (seal == NULL)
        seal = _footprints_seal_open (path, FALSE, error);
      if (seal == NULL || !opens (seal, context, record->api_key, error) ||
          !opens (seal, context, record->token, error))
        return FALSE;
    }
  return TRUE;
}

/* Called before another key gets the file name of one that an earlier change may have left behind:
 * deletes that one only if the key in use opens everything, and otherwise puts it in the place of
 * the key in use. */
static gboolean
settle_new_key (FootprintsStore *self, GArray *records, GError **error)
{
  g_autofree char *key_path = footprints_store_dup_key_file (self);
  g_autofree char *new_path = dup_new_path (self);
  g_autoptr (GError) problem = NULL;

  if (opens_all (self, key_path, records, &problem))
    {
      g_unlink (new_path);
      return TRUE;
    }
  if (opens_all (self, new_path, records, NULL))
    return _footprints_new_file_rename (new_path, key_path, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
change_seal (FootprintsStore *self, FootprintsSeal *seal, char **sealed, GError **error)
{
  g_autofree char *context = make_context (self, error);
  g_autofree char *text = NULL;

  if (context == NULL)
    return FALSE;
  if (*sealed == NULL)
    return TRUE;
  text = _footprints_store_unseal_text (self, *sealed, error);
  if (text == NULL)
    return FALSE;
  g_free (*sealed);
  *sealed = _footprints_seal_close_text (seal, context, text);
  return TRUE;
}

typedef struct
{
  FootprintsStore *store;
  FootprintsSeal *seal;
} Rekeying;

static gboolean
change_all (FootprintsLedger *ledger, gpointer data, GCancellable *cancellable, GError **error)
{
  const Rekeying *rekeying = data;
  FootprintsRecords *records = _footprints_ledger_get_records (ledger, TRUE);
  g_autoptr (GArray) syncs = _footprints_sync_records_dup_all (records, NULL, error);

  if (syncs == NULL)
    return FALSE;
  for (guint i = 0; i < syncs->len; i++)
    {
      FootprintsSyncRecord *sync = &g_array_index (syncs, FootprintsSyncRecord, i);

      if (!change_seal (rekeying->store, rekeying->seal, &sync->api_key, error) ||
          !change_seal (rekeying->store, rekeying->seal, &sync->token, error) ||
          !_footprints_records_put (records, &_footprints_sync_record_type, sync, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * footprints_store_rekey:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes a new key file and seals all stored keys and tokens of services with it. The old key opens
 * nothing afterwards. A crash on the way loses nothing: one of the two keys opens everything.
 *
 * Run it again when it has failed: it resumes where it stopped.
 *
 * Keys of interrupted imports are forgotten; such an import asks for its key again.
 *
 * Errors: %FOOTPRINTS_ERROR_LOCKED when the current key file cannot be read or does not open
 * everything, or the new one cannot be written; those of writing the ledger.
 *
 * Threading: any thread; does I/O.
 *
 * Returns: %TRUE on success
 *
 * Since: 0.1
 */
gboolean
footprints_store_rekey (FootprintsStore *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *key_path = NULL;
  g_autofree char *new_path = NULL;
  g_autoptr (FootprintsSeal) seal = NULL;
  g_autoptr (GArray) records = NULL;
  Rekeying rekeying = { .store = self };

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), FALSE);

  key_path = footprints_store_dup_key_file (self);
  new_path = dup_new_path (self);
  records = read_syncs (self, error);
  seal = records != NULL && settle_new_key (self, records, error) ? _footprints_seal_new (error)
                                                                  : NULL;
  if (seal == NULL)
    return FALSE;
  rekeying.seal = seal;
  return _footprints_seal_save (seal, new_path, error) &&
         _footprints_store_write (self, change_all, &rekeying, cancellable, error) &&
         _footprints_new_file_rename (new_path, key_path, error);
}

/**
 * footprints_store_dup_key_file:
 * @self: a store
 *
 * Gets the path of the key file that opens stored keys and tokens of services: `footprints.key`
 * next to the ledger, unless [method@Store.set_key_file] says otherwise.
 *
 * Threading: any thread.
 *
 * Returns: (type filename) (transfer full): a path
 *
 * Since: 0.1
 */
char *
footprints_store_dup_key_file (FootprintsStore *self)
{
  g_autofree char *folder = NULL;
  char *key_path;

  g_return_val_if_fail (FOOTPRINTS_IS_STORE (self), NULL);

  key_path = _footprints_store_dup_set_key_file (self);
  if (key_path != NULL)
    return key_path;
  folder = g_path_get_dirname (footprints_store_get_path (self));
  return g_build_filename (folder, "footprints.key", NULL);
}
