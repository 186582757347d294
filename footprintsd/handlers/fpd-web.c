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

/* In index.html, as it stands there. */
#define PAGE_TITLE "<title>Footprints</title>"
#define PAGE_DESCRIPTION "<meta name=\"description\" content=\"Your music history, kept.\">"

/* The document of a shared history says whose it is, for previews of links. A history that is
 * shared by a secret link stays out of search engines. */
static GBytes *
name_listener (GBytes *page, const FpdAccount *account)
{
  g_autofree char *name = g_markup_escape_text (account->name, -1);
  g_autofree char *title = g_strdup_printf ("<title>%s – Footprints</title>", name);
  g_autofree char *description = g_strdup_printf (
      "<meta name=\"description\" content=\"The music history of %s.\">\n"
      "  <meta property=\"og:type\" content=\"profile\">\n"
      "  <meta property=\"og:site_name\" content=\"Footprints\">\n"
      "  <meta property=\"og:title\" content=\"%s – Footprints\">\n"
      "  <meta property=\"og:description\" content=\"The music history of %s.\">%s",
      name, name, name,
      account->visibility == FPD_VISIBILITY_PUBLIC
          ? ""
          : "\n  <meta name=\"robots\" content=\"noindex\">");
  gsize length;
  const char *text = g_bytes_get_data (page, &length);
  g_autoptr (GString) named = g_string_new_len (text, (gssize) length);

  g_string_replace (named, PAGE_TITLE, title, 1);
  g_string_replace (named, PAGE_DESCRIPTION, description, 1);
  return g_string_free_to_bytes (g_steal_pointer (&named));
}

static FpdResponse *
serve_shared_page (FpdRequest *request, GError **error)
{
  g_autoptr (FpdAccount) account =
      fpd_accounts_get (request->site->accounts, request->identity.account_id);
  g_autoptr (GBytes) page =
      g_resources_lookup_data (WEB_FOLDER "index.html", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  FpdResponse *response;

  if (account == NULL || page == NULL)
    return serve (request, WEB_FOLDER, "index.html", error);
  response = fpd_response_new_bytes ("text/html; charset=utf-8", name_listener (page, account));
  response->is_constant = TRUE;
  return response;
}

FpdResponse *
fpd_handle_index (FpdRequest *request, GError **error)
{
  if (request->identity.is_visitor)
    return serve_shared_page (request, error);
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
