/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Compresses the page's files with gzip, each of them once. */

#include "footprintsd/http/fpd-packing.h"

#include <gio/gio.h>

/* The best level, since each file is compressed only once. */
#define LEVEL 9

static GMutex mutex;
static GHashTable *packed_files; /* path → GBytes; one for each file of the page */

static gboolean
has_gzip (GSList *encodings)
{
  for (GSList *item = encodings; item != NULL; item = item->next)
    if (g_ascii_strcasecmp (item->data, "gzip") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_any (GSList *encodings)
{
  return g_slist_find_custom (encodings, "*", (GCompareFunc) g_strcmp0) != NULL;
}

gboolean
fpd_packing_is_accepted (SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *accepted;
  GSList *refused = NULL;
  gboolean is_accepted;

  if (header == NULL)
    return FALSE;
  accepted = soup_header_parse_quality_list (header, &refused);
  is_accepted = has_gzip (accepted) || (has_any (accepted) && !has_gzip (refused));
  soup_header_free_list (accepted);
  soup_header_free_list (refused);
  return is_accepted;
}

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);

  /* Writing to memory does not fail. */
  g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                             NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
fpd_packing_pack (const char *path, GBytes *bytes)
{
  GBytes *packed;

  g_mutex_lock (&mutex);
  if (packed_files == NULL)
    packed_files =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  packed = g_hash_table_lookup (packed_files, path);
  if (packed == NULL)
    {
      packed = pack (bytes);
      g_hash_table_insert (packed_files, g_strdup (path), packed);
    }
  g_bytes_ref (packed);
  g_mutex_unlock (&mutex);
  return packed;
}
