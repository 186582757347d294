/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A pool of connections that read a ledger. */

#include "libfootprints/store/sqlite/footprints-sqlite-pool-private.h"

#include "libfootprints/store/sqlite/footprints-sqlite-migration-private.h"

/* Reads are short: more idle connections would only hold more caches. The number in use has no
 * limit, since a thread that holds several cursors could end up waiting for itself. */
#define MAX_IDLE 4

struct _FootprintsSqlitePool
{
  char *path;
  FootprintsSqliteMode mode;
  const FootprintsSqlitePlace *place; /* NULL: not checked; set while the ledger is opened */

  GMutex mutex;
  GQueue idle;       /* of FootprintsSqliteConnection; under mutex */
  guint n_open;      /* under mutex */
  gboolean is_older; /* the ledger had an older format when last opened; under mutex */
};

FootprintsSqlitePool *
_footprints_sqlite_pool_new (const char *path, FootprintsSqliteMode mode)
{
  FootprintsSqlitePool *self = g_new0 (FootprintsSqlitePool, 1);

  self->path = g_strdup (path);
  self->mode = mode;
  g_mutex_init (&self->mutex);
  return self;
}

void
_footprints_sqlite_pool_set_place (FootprintsSqlitePool *self, const FootprintsSqlitePlace *place)
{
  self->place = place;
}

void
_footprints_sqlite_pool_free (FootprintsSqlitePool *self)
{
  g_assert (self->n_open == self->idle.length);
  g_queue_clear_full (&self->idle, (GDestroyNotify) _footprints_sqlite_connection_free);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

static FootprintsSqliteConnection *
open_reader (FootprintsSqlitePool *self, gboolean *is_older, GError **error)
{
  g_autoptr (FootprintsSqliteConnection) connection =
      _footprints_sqlite_connection_open (self->path, self->mode, error);

  /* The path may lead to another ledger by now. */
  if (connection == NULL ||
      (self->place != NULL && !_footprints_sqlite_place_check (self->place, error)) ||
      !_footprints_sqlite_show_as_current (connection, is_older, error))
    return NULL;
  return g_steal_pointer (&connection);
}

FootprintsSqliteConnection *
_footprints_sqlite_pool_take (FootprintsSqlitePool *self, GError **error)
{
  FootprintsSqliteConnection *connection;
  gboolean is_older = FALSE;

  g_mutex_lock (&self->mutex);
  connection = g_queue_pop_head (&self->idle);
  if (connection == NULL)
    self->n_open++;
  g_mutex_unlock (&self->mutex);

  if (connection != NULL)
    return connection;
  connection = open_reader (self, &is_older, error);
  g_mutex_lock (&self->mutex);
  self->is_older = is_older;
  if (connection == NULL)
    self->n_open--;
  g_mutex_unlock (&self->mutex);
  return connection;
}

void
_footprints_sqlite_pool_give (FootprintsSqlitePool *self, FootprintsSqliteConnection *connection)
{
  gboolean keep;

  g_mutex_lock (&self->mutex);
  /* Another process may bring the ledger to the current format; the next reader must see that. */
  keep = self->idle.length < MAX_IDLE && !self->is_older;
  if (keep)
    g_queue_push_head (&self->idle, connection);
  else
    self->n_open--;
  g_mutex_unlock (&self->mutex);

  if (!keep)
    _footprints_sqlite_connection_free (connection);
}
