/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#include "footprintsd/fpd-problem.h"

#include <libsoup/soup.h>

#define RESOURCE_FOLDER "/io/github/footprints/footprintsd/web/"

static const struct
{
  const char *ending;
  const char *content_type;
} content_types[] = {
  { ".html", "text/html; charset=utf-8" },
  { ".css", "text/css; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".webmanifest", "application/manifest+json" },
};

static FpdResponse *
serve (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; bytes != NULL && i < G_N_ELEMENTS (content_types); i++)
    if (g_str_has_suffix (name, content_types[i].ending))
      {
        FpdResponse *response = fpd_response_new_bytes (content_types[i].content_type, bytes);

        response->is_dynamic = TRUE;
        return response;
      }
  g_clear_pointer (&bytes, g_bytes_unref);
  g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "there is no file “%s”", name);
  return NULL;
}

FpdResponse *
fpd_handle_index (FpdRequest *request, GError **error)
{
  return serve ("index.html", error);
}

FpdResponse *
fpd_handle_static (FpdRequest *request, GError **error)
{
  const char *script = fpd_request_get_path (request, ":script");
  g_autofree char *name = script != NULL ? g_strconcat ("js/", script, NULL)
                                         : g_strdup (fpd_request_get_path (request, ":name"));
  FpdResponse *response = serve (name, error);

  /* The worker is for the page, which is one folder up: relative, so below a proxy's prefix too. */
  if (response != NULL && g_str_equal (name, "worker.js"))
    fpd_response_add_header (response, "Service-Worker-Allowed", "../");
  return response;
}
