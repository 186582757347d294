/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/* Runs libcurl transfers on a GMainContext: one GSource for all of them, no thread. Belongs to the
 * thread that iterates the context. */
typedef struct _FootprintsCurlSource FootprintsCurlSource;

/* Called after a transfer has ended, never from within one of our calls or curl's. By then the
 * source no longer holds the transfer. */
typedef void (*FootprintsCurlDoneFunc) (CURL *easy, CURLcode result, gpointer data);

FootprintsCurlSource *
_footprints_curl_source_new (GMainContext *context, FootprintsCurlDoneFunc done, gpointer data);
/* No transfer may be running. May be called by the done function. */
void _footprints_curl_source_free (FootprintsCurlSource *self);

CURLMcode _footprints_curl_source_add (FootprintsCurlSource *self, CURL *easy);
void _footprints_curl_source_remove (FootprintsCurlSource *self, CURL *easy);

G_END_DECLS
