/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/http/footprints-http-client-private.h"
#include "libfootprints/import/services/footprints-import-page.h"
#include "libfootprints/import/services/footprints-importer.h"
#include "libfootprints/protocol/footprints-input-row-private.h"
#include "libfootprints/protocol/footprints-service-reply-private.h"

G_BEGIN_DECLS

/* One question to a JSON service for one page.
 *
 * It is asked and ends on the main context of the importer. What comes back is judged and read on
 * another thread (footprints-http-judges), which has the page for itself meanwhile: nobody looks at
 * a page before it is complete, and one that is cancelled is looked at no more. */
typedef struct _FootprintsServiceRequest FootprintsServiceRequest;

/* Judges a reply; @reply is NULL when the body is no JSON. FALSE with @error set: no use. */
typedef gboolean (*FootprintsServiceCheck) (FootprintsServiceRequest *request,
                                            guint status,
                                            const FootprintsServiceReply *reply,
                                            GError **error);
/* Reads a reply that was accepted into the page, and does not end it. FALSE with @error set, as
 * _footprints_service_request_parse_row() sets it. */
typedef gboolean (*FootprintsServiceRead) (FootprintsServiceRequest *request,
                                           const FootprintsServiceReply *reply,
                                           GError **error);

struct _FootprintsServiceRequest
{
  FootprintsImporter *importer;
  FootprintsImportPage *page;
  const FootprintsReplyShape *shape;
  FootprintsServiceCheck check;
  FootprintsServiceRead read;
  GCancellable *cancellable; /* NULL: there is none */
  char *who;                 /* is asked, and about whom */
  gboolean is_doubtful;      /* check() refused a reply that may be all there is */
};

/* Sends the request; takes @http, whose check and contact are set here. */
void _footprints_service_request_send (FootprintsImporter *importer,
                                       FootprintsImportPage *page,
                                       FootprintsHttpRequest *http,
                                       const FootprintsReplyShape *shape,
                                       FootprintsServiceCheck check,
                                       FootprintsServiceRead read);

/* Parses the row of the reply that @row, which has begun, is the number of. One that is larger than
 * a ledger takes has a problem, which does not keep others out. FALSE with @error set: the reply is
 * no JSON, or nobody waits for it any more. */
gboolean _footprints_service_request_parse_row (FootprintsServiceRequest *request,
                                                const FootprintsServiceReply *reply,
                                                FootprintsInputRow *row,
                                                json_object **element,
                                                GError **error);

G_END_DECLS
