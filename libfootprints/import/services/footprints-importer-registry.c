/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The importers by source: the part of FootprintsImporter that concerns all of them. */

#include "libfootprints/import/services/footprints-importer.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/import/services/footprints-lastfm-importer.h"
#include "libfootprints/import/services/footprints-listenbrainz-importer.h"
#include "libfootprints/import/services/footprints-spotify-importer.h"
#include "libfootprints/protocol/footprints-service-private.h"

#include <string.h>

#define MAX_NAME_BYTES 64

static GMutex registry_mutex;
static GHashTable *registry; /* source → GType; under registry_mutex */

/* Under registry_mutex. */
static GHashTable *
get_registry (void)
{
  if (registry == NULL)
    {
      registry = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (registry, g_strdup (_footprints_lastfm.source),
                           GSIZE_TO_POINTER (FOOTPRINTS_TYPE_LASTFM_IMPORTER));
      g_hash_table_insert (registry, g_strdup (_footprints_listenbrainz.source),
                           GSIZE_TO_POINTER (FOOTPRINTS_TYPE_LISTENBRAINZ_IMPORTER));
      g_hash_table_insert (registry, g_strdup (_footprints_spotify.source),
                           GSIZE_TO_POINTER (FOOTPRINTS_TYPE_SPOTIFY_IMPORTER));
    }
  return registry;
}

static gboolean
is_source_name (const char *source)
{
  gsize length = strspn (source, "abcdefghijklmnopqrstuvwxyz0123456789._-");

  return length > 0 && length <= MAX_NAME_BYTES && source[length] == '\0';
}

/**
 * footprints_importer_register:
 * @source: a name of lower-case letters, digits, `.`, `_` and `-`
 * @type: a type derived from [class@Importer]
 * @error: return location for an error
 *
 * Registers an importer under the name of its source, so that imports and syncs of that source use
 * it. `lastfm`, `listenbrainz` and `spotify-recent` are registered from the start; they can be
 * replaced.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when @source is not such a name or @type is not an
 * importer.
 *
 * Threading: any thread.
 *
 * Returns: %TRUE on success
 *
 * Since: 0.1
 */
gboolean
footprints_importer_register (const char *source, GType type, GError **error)
{
  g_return_val_if_fail (source != NULL, FALSE);

  if (!is_source_name (source))
    {
      g_set_error (
          error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
          "“%s” is not a name for a source: use lower-case letters, digits, “.”, “_” and “-”",
          source);
      return FALSE;
    }
  if (!g_type_is_a (type, FOOTPRINTS_TYPE_IMPORTER) || G_TYPE_IS_ABSTRACT (type))
    {
      g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                   "the type for source “%s” is not an importer", source);
      return FALSE;
    }
  g_mutex_lock (&registry_mutex);
  g_hash_table_replace (get_registry (), g_strdup (source), GSIZE_TO_POINTER (type));
  g_mutex_unlock (&registry_mutex);
  return TRUE;
}

/**
 * footprints_importer_create:
 * @source: a registered name, such as `lastfm`
 * @account: whose plays to fetch
 * @secret: (nullable): the key or token that the service requires
 * @base_url: (nullable): the address of the service, %NULL for the well-known one
 * @error: return location for an error
 *
 * Makes the importer of a source.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when no importer is registered for @source.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): an importer; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsImporter *
footprints_importer_create (const char *source,
                            const char *account,
                            const char *secret,
                            const char *base_url,
                            GError **error)
{
  GType type;

  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (account != NULL, NULL);

  g_mutex_lock (&registry_mutex);
  type = GPOINTER_TO_SIZE (g_hash_table_lookup (get_registry (), source));
  g_mutex_unlock (&registry_mutex);
  if (type != 0)
    return g_object_new (type, "account", account, "secret", secret, "base-url", base_url, "source",
                         source, NULL);
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "Unknown source: %s",
               source);
  return NULL;
}
