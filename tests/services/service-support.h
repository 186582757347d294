/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "test-support.h"

#include "libfootprints/http/footprints-http-client-private.h"
#include "tests/common/fake-service.h"

G_BEGIN_DECLS

#define SERVICE_TEST_USER "invented listener"
#define SERVICE_TEST_SECRET "5ec2e7-5ec2e7-5ec2e7"

/* A fake with one user, as the tests use it; which of the two, the test's data says. */
typedef struct
{
  FakeKind kind;
  FakeService *fake;
  char *path;
  FootprintsStore *store;
  FootprintsHttpClient *client; /* keeps the short waits of a test */
} ServiceFixture;

void service_set_up (ServiceFixture *self, gconstpointer data);
void service_tear_down (ServiceFixture *self, gconstpointer data);

/* Goes on with another ledger. */
void service_reopen (ServiceFixture *self, const char *path);

/* Registers a test for both fakes. */
void service_add_test (const char *name, void (*func) (ServiceFixture *self, gconstpointer data));

/* "lastfm", "listenbrainz" or "spotify-recent". */
const char *service_get_source (ServiceFixture *self);
FootprintsImporter *service_make_importer (ServiceFixture *self);
void service_set_page_size (FootprintsImporter *importer, guint page_size);

/* Invents @n_plays plays from @start on; some share seconds, now and then there are years between
 * two. Repeatable for a test's seed. */
void service_add_plays (ServiceFixture *self, guint n_plays, gint64 start, gboolean with_gaps);
/* Adds one play. */
void service_add_play (ServiceFixture *self, const char *track, gint64 listened_at);

/* Takes all plays back: another server, with the same user, at another address. */
void service_forget_plays (ServiceFixture *self);

/* Runs an import to its end; NULL @error when it must work. */
gboolean service_run_job (FootprintsImportJob *job, GCancellable *cancellable, GError **error);
/* Imports all; it must work. Returns the summary. */
FootprintsImportSummary *service_import (ServiceFixture *self);

/* How many different plays the service has: what a ledger can hold of it. */
gint64 service_get_n_different (ServiceFixture *self);
/* The ledger holds what the service has and nothing else. */
void service_check_equal (ServiceFixture *self);

G_END_DECLS
