/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/footprints.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Answers @message with an export that is made while it is sent: the exporter writes into a pipe on
 * its own thread, and waits when the client reads slowly. @n_of_store: counts the streams of a
 * store, in a g_rc_box. FALSE with a 503 error when there are too many. */
gboolean fpd_export_stream_start (SoupServerMessage *message,
                                  FootprintsExporter *exporter,
                                  guint *n_of_store,
                                  GError **error);

G_END_DECLS
