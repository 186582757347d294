/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/import/services/footprints-import-page.h"
#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/protocol/footprints-input-row-private.h"
#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* One request to a JSON service for one page.
 *
 * It starts and ends on the main context of the importer. The reply is checked and read on another
 * thread (footprints-http-judges), which has the page for itself meanwhile: nothing looks at a page
 * before it is complete, nor at one that was cancelled. */
typedef struct _FootprintsServiceRequest FootprintsServiceRequest;

/* Checks a reply; @reply is NULL if the body is not JSON. FALSE with @error set: it cannot be
 * used. */
typedef gboolean (*FootprintsServiceCheck) (FootprintsServiceRequest *request,
                                            guint status,
                                            const FootprintsServiceReply *reply,
                                            GError **error);
/* Reads an accepted reply into the page, but does not end the page. FALSE with @error set, as
 * _footprints_service_request_parse_row() sets it. */
typedef gboolean (*FootprintsServiceRead) (FootprintsServiceRequest *request,
                                           const FootprintsServiceReply *reply,
                                           GError **error);

/* Called on the main context of the importer when the request failed. TRUE: the page is going to be
 * ended by another request. */
typedef gboolean (*FootprintsServiceRetry) (FootprintsServiceRequest *request, const GError *error);

struct _FootprintsServiceRequest
{
  FootprintsImporter *importer;
  FootprintsImportPage *page;
  const FootprintsReplyShape *shape;
  FootprintsServiceCheck check;
  FootprintsServiceRead read;
  FootprintsServiceRetry retry; /* NULL: failures end the page */
  GCancellable *cancellable;    /* NULL: there is none */
  char *who;                    /* the service that is asked, and the user */
  gboolean is_doubtful;         /* check() rejected a reply that may be all there is */
};

/* Sends the request; takes @http, whose check and contact are set here. */
void _footprints_service_request_send (FootprintsImporter *importer,
                                       FootprintsImportPage *page,
                                       FootprintsHttpRequest *http,
                                       const FootprintsReplyShape *shape,
                                       FootprintsServiceCheck check,
                                       FootprintsServiceRead read);

/* The same, with a second way to get the page. */
void _footprints_service_request_send_again (FootprintsImporter *importer,
                                             FootprintsImportPage *page,
                                             FootprintsHttpRequest *http,
                                             const FootprintsReplyShape *shape,
                                             FootprintsServiceCheck check,
                                             FootprintsServiceRead read,
                                             FootprintsServiceRetry retry);

/* Parses the row of the reply whose number @row has, which has begun. A row larger than a ledger
 * accepts gets a problem, which does not affect the others. FALSE with @error set: the reply is not
 * JSON, or the request was cancelled. */
gboolean _footprints_service_request_parse_row (FootprintsServiceRequest *request,
                                                const FootprintsServiceReply *reply,
                                                FootprintsInputRow *row,
                                                json_object **element,
                                                GError **error);

G_END_DECLS
