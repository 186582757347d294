/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The accounts that are being fetched, in one table for all stores of this program. */

#include "libfootprints/import/job/footprints-running-imports-private.h"

#include "libfootprints/core/footprints-error.h"

static GMutex running_mutex;
static GHashTable *running; /* of char *; under running_mutex */

static char *
make_key (FootprintsStore *store, FootprintsImporter *importer)
{
  const char *base_url = footprints_importer_get_base_url (importer);

  return g_strdup_printf ("%s\n%s\n%s\n%s", footprints_store_get_path (store),
                          footprints_importer_get_source (importer),
                          footprints_importer_get_account (importer),
                          base_url != NULL ? base_url : "");
}

gboolean
_footprints_running_imports_add (FootprintsStore *store,
                                 FootprintsImporter *importer,
                                 GError **error)
{
  gboolean is_new;

  g_mutex_lock (&running_mutex);
  if (running == NULL)
    running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_new = g_hash_table_add (running, make_key (store, importer));
  g_mutex_unlock (&running_mutex);
  if (!is_new)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_EXISTS,
                 "plays of “%s” are already being fetched from %s",
                 footprints_importer_get_account (importer),
                 footprints_importer_get_source (importer));
  return is_new;
}

void
_footprints_running_imports_remove (FootprintsStore *store, FootprintsImporter *importer)
{
  g_autofree char *key = make_key (store, importer);

  g_mutex_lock (&running_mutex);
  g_hash_table_remove (running, key);
  g_mutex_unlock (&running_mutex);
}
