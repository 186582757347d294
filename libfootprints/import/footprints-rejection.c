/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* FootprintsRejection: a row that an import did not store, and its JSON form. */

#include "libfootprints/import/footprints-rejection-private.h"

#include <string.h>

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
   * FootprintsRejection:kind: (getter get_kind)
   *
   * The reason without what only this row has, such as a name or a time, so that rows of one kind
   * can be shown together.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, TEXT, kind, "kind", "kind"),
  /**
   * FootprintsRejection:n-alike: (getter get_n_alike)
   *
   * How many rows of the import were rejected for a reason of this kind, this one included.
   *
   * Since: 0.1
   */
  FOOTPRINTS_FIELD (FootprintsRejectionRow, COUNT, n_alike, "n-alike", "alike"),
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
/* Longer numbers are times, lengths and the like; shorter ones are limits. */
#define MAX_COMMON_DIGITS 4

static char *
dup_name (const char *name)
{
  glong n_letters = name != NULL ? g_utf8_strlen (name, -1) : 0;

  return name == NULL || n_letters <= MAX_NAME_LETTERS
             ? g_strdup (name)
             : g_utf8_substring (name, 0, MAX_NAME_LETTERS);
}

FootprintsRejection *
_footprints_rejection_new (const FootprintsRejectionRow *row)
{
  FootprintsRejectionRow copy = {
    row->row,     g_strdup (row->reason), g_strdup (row->kind),
    row->n_alike, dup_name (row->artist), dup_name (row->track),
  };

  return _footprints_row_to_object (&_footprints_rejection_row_type, &copy);
}

FootprintsRejection *
_footprints_rejection_dup_counted (FootprintsRejection *self, gint64 n_alike)
{
  FootprintsRejectionRow row = self->row;

  row.n_alike = n_alike;
  return _footprints_rejection_new (&row);
}

FootprintsRejection *
_footprints_rejection_parse (json_object *object)
{
  const char *reason = _footprints_json_get_string (object, "reason");
  const char *kind = _footprints_json_get_string (object, "kind");
  FootprintsRejectionRow row = { .reason = (char *) (reason != NULL ? reason : "") };
  g_autofree char *own_kind = kind == NULL ? _footprints_rejection_dup_kind (row.reason) : NULL;

  row.kind = (char *) (kind != NULL ? kind : own_kind);
  row.artist = (char *) _footprints_json_get_string (object, "artist");
  row.track = (char *) _footprints_json_get_string (object, "track");
  _footprints_json_get_int64 (object, "row", &row.row);
  _footprints_json_get_int64 (object, "alike", &row.n_alike);
  return _footprints_rejection_new (&row);
}

/* The end of a part of a problem that only this row has: “a quoted text” or a long number; NULL:
 * none begins at @p. */
static const char *
find_end_of_detail (const char *p)
{
  const char *end = p;

  if (g_str_has_prefix (p, "“"))
    {
      const char *quote = strstr (p, "”");

      return quote != NULL ? quote + strlen ("”") : p + strlen (p);
    }
  while (g_ascii_isdigit (*end))
    end++;
  return end - p > MAX_COMMON_DIGITS ? end : NULL;
}

char *
_footprints_rejection_dup_kind (const char *problem)
{
  GString *kind = g_string_new (NULL);

  for (const char *p = problem; *p != '\0';)
    {
      const char *end = find_end_of_detail (p);

      if (g_str_has_prefix (p, ": ") || g_str_has_prefix (p, " ("))
        break;
      if (end != NULL)
        g_string_append (kind, g_ascii_isdigit (*p) ? "…" : "“…”");
      else
        g_string_append_c (kind, *p);
      p = end != NULL ? end : p + 1;
    }
  return g_string_free (kind, FALSE);
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
 * footprints_rejection_get_kind: (get-property kind)
 * @self: a rejection
 *
 * Gets the reason without what only this row has, such as a name or a time, so that rows of one
 * kind can be shown together.
 *
 * Returns: (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (const char *, Rejection, rejection, REJECTION, kind)

/**
 * footprints_rejection_get_n_alike: (get-property n-alike)
 * @self: a rejection
 *
 * Gets how many rows of the import were rejected for a reason of this kind, this one included.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_ROW_GETTER (gint64, Rejection, rejection, REJECTION, n_alike)

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
