/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/import/footprints-import-page.h"
#include "libfootprints/import/footprints-importer.h"

G_BEGIN_DECLS

/* One question to a JSON service for one page. */
typedef struct _FootprintsServiceRequest FootprintsServiceRequest;

/* Judges a reply; @root is NULL when the body is no JSON. FALSE with @error set: no use. */
typedef gboolean (*FootprintsServiceCheck) (FootprintsServiceRequest *request,
                                            guint status,
                                            json_object *root,
                                            GError **error);
/* Reads a reply that was accepted into the page, and ends the page. */
typedef void (*FootprintsServiceRead) (FootprintsServiceRequest *request, json_object *root);

struct _FootprintsServiceRequest
{
  FootprintsImporter *importer;
  FootprintsImportPage *page;
  FootprintsServiceCheck check;
  FootprintsServiceRead read;
  const char *service; /* its name, for people */
  json_object *root;
};

/* Sends the request; takes @http, whose check and contact are set here. */
void _footprints_service_request_send (FootprintsImporter *importer,
                                       FootprintsImportPage *page,
                                       FootprintsHttpRequest *http,
                                       FootprintsServiceCheck check,
                                       FootprintsServiceRead read);

/* What a service says went wrong, fit to be shown in a line (transfer full). */
char *_footprints_service_clean_message (const char *message);

G_END_DECLS
