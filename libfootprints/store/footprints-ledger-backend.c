/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The kinds of database that a ledger can live in, chosen by the scheme of its URI. */

#include "libfootprints/store/footprints-ledger-backend-private.h"

#include "libfootprints/store/sqlite/footprints-sqlite-ledger-private.h"

#include <string.h>

static const FootprintsLedgerBackend *const backends[] = {
  &_footprints_sqlite_ledger_backend,
};

static const FootprintsLedgerBackend *path_backend = &_footprints_sqlite_ledger_backend;

const FootprintsLedgerBackend *
_footprints_ledger_find_backend (const char *uri, const char **place)
{
  for (guint i = 0; i < G_N_ELEMENTS (backends); i++)
    {
      gsize length = strlen (backends[i]->scheme);

      if (strncmp (uri, backends[i]->scheme, length) == 0 && strncmp (uri + length, "://", 3) == 0)
        {
          *place = uri + length + 3;
          return backends[i];
        }
    }
  *place = uri;
  return path_backend;
}

FootprintsLedger *
_footprints_ledger_open (const char *uri, gboolean create, gboolean read_only, GError **error)
{
  const char *place;
  const FootprintsLedgerBackend *backend = _footprints_ledger_find_backend (uri, &place);

  return backend->open (place, create, read_only, error);
}

void
_footprints_ledger_set_path_backend (const FootprintsLedgerBackend *backend)
{
  path_backend = backend;
}
