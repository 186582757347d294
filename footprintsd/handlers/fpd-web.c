/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The files of the page and of the API documentation, which are resources of the program. */

#include "footprintsd/handlers/fpd-handlers.h"

#include "footprintsd/http/fpd-packing.h"
#include "footprintsd/http/fpd-problem.h"

#include <libsoup/soup.h>

#define WEB_FOLDER "/io/github/footprints/footprintsd/web/"
#define API_FOLDER "/io/github/footprints/footprintsd/api/"

typedef struct
{
  const char *ending;
  const char *content_type;
  gboolean is_text; /* worth compressing with gzip */
} FileType;

static const FileType file_types[] = {
  { ".html", "text/html; charset=utf-8", TRUE },
  { ".css", "text/css; charset=utf-8", TRUE },
  { ".js", "text/javascript; charset=utf-8", TRUE },
  { ".svg", "image/svg+xml", TRUE },
  { ".png", "image/png", FALSE },
  { ".webmanifest", "application/manifest+json", TRUE },
  { ".yaml", "application/yaml", TRUE },
};

static const FileType *
find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_types); i++)
    if (g_str_has_suffix (name, file_types[i].ending))
      return &file_types[i];
  return NULL;
}

static FpdResponse *
serve (FpdRequest *request, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (folder, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const FileType *type = find_type (name);
  FpdResponse *response;

  if (bytes == NULL || type == NULL)
    {
      g_set_error (error, FPD_HTTP_ERROR, SOUP_STATUS_NOT_FOUND, "the file “%s” does not exist",
                   name);
      return NULL;
    }
  response = fpd_response_new_bytes (type->content_type, type->is_text && request->takes_gzip
                                                             ? fpd_packing_pack (path, bytes)
                                                             : g_bytes_ref (bytes));
  response->is_constant = TRUE;
  if (!type->is_text)
    return response;
  fpd_response_add_header (response, "Vary", "Accept-Encoding");
  if (request->takes_gzip)
    fpd_response_add_header (response, "Content-Encoding", "gzip");
  return response;
}

FpdResponse *
fpd_handle_index (FpdRequest *request, GError **error)
{
  return serve (request, WEB_FOLDER, "index.html", error);
}

FpdResponse *
fpd_handle_static (FpdRequest *request, GError **error)
{
  const char *folder = fpd_request_get_path (request, ":folder");
  const char *script = fpd_request_get_path (request, ":script");
  g_autofree char *name = folder != NULL   ? g_strconcat ("js/", folder, "/", script, NULL)
                          : script != NULL ? g_strconcat ("js/", script, NULL)
                                           : g_strdup (fpd_request_get_path (request, ":name"));
  FpdResponse *response = serve (request, WEB_FOLDER, name, error);

  /* The worker serves the page, one folder up. The path is relative, so that it also works below a
   * proxy's prefix. */
  if (response != NULL && g_str_equal (name, "worker.js"))
    fpd_response_add_header (response, "Service-Worker-Allowed", "../");
  return response;
}

FpdResponse *
fpd_handle_openapi (FpdRequest *request, GError **error)
{
  return serve (request, API_FOLDER, "openapi.yaml", error);
}

FpdResponse *
fpd_handle_api_page (FpdRequest *request, GError **error)
{
  return serve (request, API_FOLDER, "api.html", error);
}
