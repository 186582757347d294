/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* FootprintsRejection: a row that an import did not store, and its JSON form. */

#include "libfootprints/import/footprints-rejection-private.h"

static const FootprintsField fields[] = {
  /**
   * FootprintsRejection:row: (getter get_row)
   *
   * The number of the row: the line of a text file or the element of an array, from 1.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, COUNT, row, "row", "row"),
  /**
   * FootprintsRejection:reason: (getter get_reason)
   *
   * Why it was rejected.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, TEXT, reason, "reason", "reason"),
  /**
   * FootprintsRejection:artist: (getter get_artist)
   *
   * The artist that the row names, %NULL when it names none. Long names are cut.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, TEXT, artist, "artist", "artist"),
  /**
   * FootprintsRejection:track: (getter get_track)
   *
   * The track that the row names, %NULL when it names none. Long names are cut.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, TEXT, track, "track", "track"),
  { FOOTPRINTS_FIELD_END },
};

/**
 * FootprintsRejection:
 *
 * A row of an imported file that was not stored, and why.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
FOOTPRINTS_DEFINE_ROW (Rejection, rejection, fields)

/* The name may be what is wrong with the row. */
#define MAX_NAME_LETTERS 100

static char *
dup_name (const char *name)
{
  glong n_letters = name != NULL ? g_utf8_strlen (name, -1) : 0;

  return name == NULL || n_letters <= MAX_NAME_LETTERS
             ? g_strdup (name)
             : g_utf8_substring (name, 0, MAX_NAME_LETTERS);
}

FootprintsRejection *
_footprints_rejection_new (gint64 number, const char *reason, const char *artist, const char *track)
{
  FootprintsRejectionRow row = {
    number,
    g_strdup (reason),
    dup_name (artist),
    dup_name (track),
  };

  return _footprints_row_to_object (&_footprints_rejection_row_type, &row);
}

void
_footprints_rejection_write (FootprintsRejection *self, FootprintsJsonWriter *writer)
{
  _footprints_row_write (&_footprints_rejection_row_type, &self->row, writer);
}

/**
 * footprints_rejection_get_row: (get-property row)
 * @self: a rejection
 *
 * Gets the number of the row: the line of a text file or the element of an array, from 1.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Rejection, rejection, REJECTION, row)

/**
 * footprints_rejection_get_reason: (get-property reason)
 * @self: a rejection
 *
 * Gets why it was rejected.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Rejection, rejection, REJECTION, reason)

/**
 * footprints_rejection_get_artist: (get-property artist)
 * @self: a rejection
 *
 * Gets the artist that the row names. Long names are cut.
 *
 * Returns: (nullable) (transfer none): the value, %NULL when it names none
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Rejection, rejection, REJECTION, artist)

/**
 * footprints_rejection_get_track: (get-property track)
 * @self: a rejection
 *
 * Gets the track that the row names. Long names are cut.
 *
 * Returns: (nullable) (transfer none): the value, %NULL when it names none
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Rejection, rejection, REJECTION, track)
