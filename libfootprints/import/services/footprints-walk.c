/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How a walk goes through the pages of a service.
 *
 * Services list plays newest first, so the last row of a page says where the next one begins. That
 * works as long as rows are in order; a row whose time is wrong would skip everything in between.
 * So the place is taken from the rows that are in order: the longest series of rows that never
 * becomes newer. A row with a wrong time is not part of that series, but at the end of a page it
 * may be. If the last rows are more than a month older than all others, and are the smaller part of
 * the page, the place is the row before that step, and the next page, which begins there, shows
 * whether the step is real. If that page leads no further, the step is taken. */

#include "libfootprints/import/services/footprints-walk-private.h"

#include "libfootprints/core/footprints-json-private.h"

#include <string.h>

#define MAX_DEPTH 4
/* A cursor is kept in the ledger: a second with more plays than this is a fault of the service. */
#define MAX_SEEN 100000
/* A step in time that the next page has to confirm. */
#define STEP_S (30 * 24 * 60 * 60)

#define MAX_AHEAD 10000

void
_footprints_walk_init (FootprintsWalk *self)
{
  *self = (FootprintsWalk){
    .page = 1,
    .seen = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .ahead = g_array_new (FALSE, FALSE, sizeof (FootprintsWalkEntry)),
  };
}

void
_footprints_walk_clear (FootprintsWalk *self)
{
  g_clear_pointer (&self->seen, g_array_unref);
  g_clear_pointer (&self->ahead, g_array_unref);
}

/* A list of alternating times and hashes; cursors of older versions have none. */
static void
parse_ahead (FootprintsWalk *self, json_object *list)
{
  gsize n_numbers =
      json_object_is_type (list, json_type_array) ? json_object_array_length (list) : 0;

  for (gsize i = 0; i + 1 < n_numbers; i += 2)
    {
      FootprintsWalkEntry entry = {
        .at = json_object_get_int64 (json_object_array_get_idx (list, i)),
        .hash = (guint32) json_object_get_int64 (json_object_array_get_idx (list, i + 1)),
      };

      g_array_append_val (self->ahead, entry);
    }
}

static json_object *
format_ahead (const FootprintsWalk *self)
{
  json_object *list = json_object_new_array ();

  for (guint i = 0; i < self->ahead->len; i++)
    {
      const FootprintsWalkEntry *entry = &g_array_index (self->ahead, FootprintsWalkEntry, i);

      json_object_array_add (list, json_object_new_int64 (entry->at));
      json_object_array_add (list, json_object_new_int64 (entry->hash));
    }
  return list;
}

gboolean
_footprints_walk_parse (FootprintsWalk *self, const char *cursor)
{
  g_autoptr (json_object) object = NULL;
  json_object *seen;
  gsize n_seen;
  gint64 by_page = 0;

  if (cursor == NULL)
    return TRUE;
  object = _footprints_json_parse (cursor, strlen (cursor), MAX_DEPTH, NULL);
  if (!_footprints_json_get_int64 (object, "before", &self->before) ||
      !_footprints_json_get_int64 (object, "page", &self->page) ||
      !_footprints_json_get_int64 (object, "gap_at", &self->gap_at) ||
      !_footprints_json_get_int64 (object, "by_page", &by_page) || self->page < 1)
    return FALSE;
  self->by_page = by_page != 0;
  /* Cursors of older versions have none. */
  _footprints_json_get_int64 (object, "digest", &self->digest);
  parse_ahead (self, _footprints_json_get_object (object, "ahead"));
  seen = _footprints_json_get_object (object, "seen");
  n_seen = json_object_is_type (seen, json_type_array) ? json_object_array_length (seen) : 0;
  for (gsize i = 0; i < n_seen; i++)
    {
      guint32 hash = (guint32) json_object_get_int64 (json_object_array_get_idx (seen, i));

      g_array_append_val (self->seen, hash);
    }
  return TRUE;
}

char *
_footprints_walk_format (const FootprintsWalk *self)
{
  g_autoptr (json_object) object = json_object_new_object ();
  json_object *seen = json_object_new_array ();

  _footprints_json_add_int64 (object, "before", self->before);
  _footprints_json_add_int64 (object, "page", self->page);
  _footprints_json_add_int64 (object, "gap_at", self->gap_at);
  _footprints_json_add_int64 (object, "by_page", self->by_page);
  _footprints_json_add_int64 (object, "digest", self->digest);
  for (guint i = 0; i < self->seen->len; i++)
    json_object_array_add (seen, json_object_new_int64 (g_array_index (self->seen, guint32, i)));
  json_object_object_add (object, "seen", seen);
  json_object_object_add (object, "ahead", format_ahead (self));
  return _footprints_json_to_string (object);
}

static guint32
hash_text (guint32 hash, const char *text)
{
  if (text != NULL)
    for (const char *p = text; *p != '\0'; p++)
      hash = (hash ^ (guchar) *p) * 16777619u;
  return (hash ^ 0xff) * 16777619u;
}

/* FNV-1a, 32 bits, of what distinguishes plays of one second. */
static guint32
hash_play (const FootprintsScrobbleRow *play)
{
  return hash_text (hash_text (hash_text (2166136261u, play->artist), play->track),
                    play->source_id);
}

gboolean
_footprints_walk_take_seen (FootprintsWalk *self, const FootprintsScrobbleRow *play)
{
  guint32 hash = hash_play (play);

  if (play->listened_at != self->before - 1)
    return FALSE;
  for (guint i = 0; i < self->seen->len; i++)
    if (g_array_index (self->seen, guint32, i) == hash)
      {
        g_array_remove_index_fast (self->seen, i);
        return TRUE;
      }
  return FALSE;
}

void
_footprints_walk_page_init (FootprintsWalkPage *self)
{
  *self = (FootprintsWalkPage){
    .oldest = G_MAXINT64,
    .newest = G_MININT64,
    .entries = g_array_new (FALSE, FALSE, sizeof (FootprintsWalkEntry)),
    .others = g_array_new (FALSE, FALSE, sizeof (FootprintsWalkEntry)),
    .border = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .again = _footprints_row_batch_new (),
  };
}

void
_footprints_walk_page_clear (FootprintsWalkPage *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->others, g_array_unref);
  g_clear_pointer (&self->border, g_array_unref);
  g_clear_pointer (&self->again, _footprints_row_batch_free);
}

static gboolean
is_time_of_play (gint64 at, gint64 now_s)
{
  return at >= FOOTPRINTS_EARLIEST_LISTENED_AT && at <= now_s + FOOTPRINTS_FUTURE_TOLERANCE_S;
}

static gboolean
has_entry (const GArray *entries, const FootprintsWalkEntry *entry)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const FootprintsWalkEntry *other = &g_array_index (entries, FootprintsWalkEntry, i);

      if (other->at == entry->at && other->hash == entry->hash)
        return TRUE;
    }
  return FALSE;
}

void
_footprints_walk_add_row (FootprintsWalk *self,
                          FootprintsWalkPage *seen,
                          FootprintsImportPage *page,
                          const FootprintsInputRow *row,
                          gint64 now_s)
{
  FootprintsWalkEntry entry = { .at = row->play.listened_at };

  seen->digest = (gint64) ((guint64) seen->digest * 31 + 1);
  if (row->problem != NULL)
    {
      _footprints_import_page_add_row (page, row);
      return;
    }
  entry.hash = hash_play (&row->play);
  seen->digest = (gint64) ((guint64) seen->digest * 31 + entry.hash + (guint64) entry.at);
  g_array_append_val (is_time_of_play (entry.at, now_s) ? seen->entries : seen->others, entry);
  if (_footprints_walk_take_seen (self, &row->play) || has_entry (self->ahead, &entry))
    {
      _footprints_row_batch_add (seen->again, &row->play);
      return;
    }
  seen->n_fresh++;
  _footprints_import_page_add_row (page, row);
}

/* How many of @ends are not older than @at: the series that it can continue. From one end to the
 * next, times never become newer. */
static guint
find_series (const GArray *entries, const guint *ends, guint n_ends, gint64 at)
{
  guint low = 0;
  guint high = n_ends;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (entries, FootprintsWalkEntry, ends[middle]).at >= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The longest series of entries that never becomes newer, as a list of times. ends[n] is the newest
 * entry in which a series of n + 1 can end; each entry knows the one before it. */
static GArray *
find_order (const GArray *entries)
{
  g_autofree guint *ends = g_new (guint, entries->len);
  g_autofree guint *before = g_new (guint, entries->len);
  GArray *times = g_array_new (FALSE, TRUE, sizeof (gint64));
  guint n_ends = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      guint n =
          find_series (entries, ends, n_ends, g_array_index (entries, FootprintsWalkEntry, i).at);

      before[i] = n > 0 ? ends[n - 1] : 0;
      ends[n] = i;
      n_ends = MAX (n_ends, n + 1);
    }
  g_array_set_size (times, n_ends);
  for (guint n = n_ends, i = n_ends > 0 ? ends[n_ends - 1] : 0; n > 0; n--, i = before[i])
    g_array_index (times, gint64, n - 1) = g_array_index (entries, FootprintsWalkEntry, i).at;
  return times;
}

/* The first step in the second half of a page that has to be confirmed; 0: there is none. */
static guint
find_step (const GArray *times)
{
  for (guint i = MAX (1, times->len / 2); i < times->len; i++)
    if (g_array_index (times, gint64, i - 1) - g_array_index (times, gint64, i) > STEP_S)
      return i;
  return 0;
}

static void
note_ahead (GArray *ahead, const GArray *entries, gint64 place)
{
  for (guint i = 0; i < entries->len && ahead->len < MAX_AHEAD; i++)
    {
      const FootprintsWalkEntry *entry = &g_array_index (entries, FootprintsWalkEntry, i);

      if (entry->at < place && !has_entry (ahead, entry))
        g_array_append_val (ahead, *entry);
    }
}

/* Remembers what will come again: rows older than the place, and all those that have no place. */
static void
remember_ahead (FootprintsWalk *self, const FootprintsWalkPage *page)
{
  GArray *ahead = g_array_new (FALSE, FALSE, sizeof (FootprintsWalkEntry));
  gint64 place = page->n_rows > 0 ? page->oldest : self->before;

  for (guint i = 0; i < self->ahead->len; i++)
    {
      const FootprintsWalkEntry *entry = &g_array_index (self->ahead, FootprintsWalkEntry, i);

      if (entry->at < place || entry->at > page->newest)
        g_array_append_val (ahead, *entry);
    }
  note_ahead (ahead, page->entries, place);
  note_ahead (ahead, page->others, G_MAXINT64);
  g_array_unref (self->ahead);
  self->ahead = ahead;
}

gboolean
_footprints_walk_settle (FootprintsWalk *self, FootprintsWalkPage *page)
{
  g_autoptr (GArray) times = find_order (page->entries);
  gboolean is_again = page->digest != 0 && page->digest == self->digest && self->page > 1;
  guint step;

  self->digest = page->digest;
  page->n_rows = page->entries->len;
  if (page->n_rows == 0)
    {
      remember_ahead (self, page);
      return !is_again;
    }
  step = find_step (times);
  if (step > 0 && self->before != 0 && g_array_index (times, gint64, step - 1) + 1 >= self->before)
    step = 0;
  page->newest = g_array_index (times, gint64, 0);
  page->oldest = g_array_index (times, gint64, (step > 0 ? step : times->len) - 1);
  for (guint i = 0; i < page->n_rows && page->border->len < MAX_SEEN; i++)
    if (g_array_index (page->entries, FootprintsWalkEntry, i).at == page->oldest)
      g_array_append_val (page->border, g_array_index (page->entries, FootprintsWalkEntry, i).hash);
  remember_ahead (self, page);
  return !is_again;
}

gboolean
_footprints_walk_is_before_all (const FootprintsWalkPage *page)
{
  for (guint i = 0; i < page->others->len; i++)
    if (g_array_index (page->others, FootprintsWalkEntry, i).at >= FOOTPRINTS_EARLIEST_LISTENED_AT)
      return FALSE;
  return page->entries->len == 0 && page->others->len > 0;
}

void
_footprints_walk_descend (FootprintsWalk *self, const FootprintsWalkPage *page)
{
  g_array_set_size (self->seen, 0);
  g_array_append_vals (self->seen, page->border->data, page->border->len);
  self->before = page->oldest + 1;
  self->page = 1;
  self->gap_at = 0;
}
