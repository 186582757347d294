/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-cursor-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/core/plays/footprints-scrobble-private.h"

/**
 * FootprintsCursor:
 *
 * Reads many plays one by one, without holding them in memory.
 *
 * A new cursor is positioned before the first play: call [method@Cursor.next], and read the values
 * for as long as it returns %TRUE. The values belong to the cursor and are valid until the next
 * call; use [method@Cursor.dup_scrobble] to keep one.
 *
 * A cursor sees the ledger as it was when it was opened, however long it is read. While it is open
 * the ledger's log file cannot shrink, so close it when done.
 *
 * Threading: one thread at a time.
 *
 * Since: 0.1
 */
struct _FootprintsCursor
{
  GObject parent_instance;

  FootprintsLedger *ledger;       /* keeps the connection of cursor alive */
  FootprintsLedgerCursor *cursor; /* NULL: closed */
  gboolean has_row;
};

G_DEFINE_FINAL_TYPE (FootprintsCursor, footprints_cursor, G_TYPE_OBJECT)

static void
footprints_cursor_finalize (GObject *object)
{
  FootprintsCursor *self = FOOTPRINTS_CURSOR (object);

  footprints_cursor_close (self);

  G_OBJECT_CLASS (footprints_cursor_parent_class)->finalize (object);
}

static void
footprints_cursor_class_init (FootprintsCursorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_cursor_finalize;
}

static void
footprints_cursor_init (FootprintsCursor *self)
{
}

FootprintsCursor *
_footprints_cursor_new (FootprintsLedger *ledger, FootprintsLedgerCursor *cursor)
{
  FootprintsCursor *self = g_object_new (FOOTPRINTS_TYPE_CURSOR, NULL);

  self->ledger = g_object_ref (ledger);
  self->cursor = cursor;
  return self;
}

const FootprintsScrobbleRow *
_footprints_cursor_get_row (FootprintsCursor *self)
{
  return self->has_row ? &self->cursor->row : NULL;
}

/**
 * footprints_cursor_next:
 * @self: a cursor
 * @error: return location for an error
 *
 * Moves to the next play.
 *
 * Errors: %G_IO_ERROR_CANCELLED when the cancellable that it was opened with is cancelled;
 * %FOOTPRINTS_ERROR_CLOSED after [method@Cursor.close]; %FOOTPRINTS_ERROR_CORRUPT when the ledger
 * is damaged.
 *
 * Returns: %TRUE when there is a next play; %FALSE at the end, or with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_cursor_next (FootprintsCursor *self, GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), FALSE);

  if (self->cursor == NULL)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_CLOSED,
                           "the cursor is closed");
      return FALSE;
    }
  self->has_row = self->cursor->next (self->cursor, error) == 1;
  return self->has_row;
}

/**
 * footprints_cursor_close:
 * @self: a cursor
 *
 * Releases the ledger. Closing twice does no harm.
 *
 * Since: 0.1
 */
void
footprints_cursor_close (FootprintsCursor *self)
{
  g_return_if_fail (FOOTPRINTS_IS_CURSOR (self));

  self->has_row = FALSE;
  if (self->cursor != NULL)
    self->cursor->free (self->cursor);
  self->cursor = NULL;
  g_clear_object (&self->ledger);
}

/**
 * footprints_cursor_get_id:
 * @self: a cursor
 *
 * Gets the id of the current play in its ledger.
 *
 * Returns: an id; 0 before the first play and after the last
 *
 * Since: 0.1
 */
gint64
footprints_cursor_get_id (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), 0);

  return self->has_row ? self->cursor->id : 0;
}

/**
 * footprints_cursor_get_listened_at:
 * @self: a cursor
 *
 * Gets when the current play started.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 before the first play and after the last
 *
 * Since: 0.1
 */
gint64
footprints_cursor_get_listened_at (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), 0);

  return self->has_row ? self->cursor->row.listened_at : 0;
}

/**
 * footprints_cursor_get_artist:
 * @self: a cursor
 *
 * Gets the artist of the current play.
 *
 * Returns: (nullable) (transfer none): a name, valid until the next play; %NULL without a play
 *
 * Since: 0.1
 */
const char *
footprints_cursor_get_artist (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), NULL);

  return self->has_row ? self->cursor->row.artist : NULL;
}

/**
 * footprints_cursor_get_track:
 * @self: a cursor
 *
 * Gets the title of the current play.
 *
 * Returns: (nullable) (transfer none): a title, valid until the next play; %NULL without a play
 *
 * Since: 0.1
 */
const char *
footprints_cursor_get_track (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), NULL);

  return self->has_row ? self->cursor->row.track : NULL;
}

/**
 * footprints_cursor_get_album:
 * @self: a cursor
 *
 * Gets the album of the current play.
 *
 * Returns: (nullable) (transfer none): a title, valid until the next play; %NULL when not known
 *
 * Since: 0.1
 */
const char *
footprints_cursor_get_album (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), NULL);

  return self->has_row ? self->cursor->row.album : NULL;
}

/**
 * footprints_cursor_get_source:
 * @self: a cursor
 *
 * Gets the source that recorded the current play.
 *
 * Returns: (nullable) (transfer none): a name, valid until the next play; %NULL without a play
 *
 * Since: 0.1
 */
const char *
footprints_cursor_get_source (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), NULL);

  return self->has_row ? self->cursor->row.source : NULL;
}

/**
 * footprints_cursor_dup_scrobble:
 * @self: a cursor
 *
 * Copies the current play.
 *
 * Returns: (nullable) (transfer full): a play; %NULL before the first play and after the last
 *
 * Since: 0.1
 */
FootprintsScrobble *
footprints_cursor_dup_scrobble (FootprintsCursor *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_CURSOR (self), NULL);

  if (!self->has_row)
    return NULL;
  return _footprints_scrobble_new_from_row (self->cursor->id, &self->cursor->row);
}
