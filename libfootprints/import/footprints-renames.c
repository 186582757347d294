/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Detects plays that were edited or corrected at their service.
 *
 * A service does not report that it has renamed a play: it no longer lists the play under its old
 * name, and lists one under the new name. That shows only where a run has received all plays of a
 * second. If exactly one play that this account had imported is no longer listed, and exactly one
 * is listed that this account had not imported, the second is the later version of the first: the
 * ledger withdraws the older one, and both stay known. If there are several, plays that have the
 * same id at the service are matched.
 *
 * A page ends within a second more often than not. The next page begins with all plays of that
 * second, so that one page lists each second completely; plays that the previous page had are not
 * stored again, and arrive here as rows that are listed "again". Which plays were fresh in that
 * second is remembered from one batch to the next. */

#include "libfootprints/import/footprints-renames-private.h"

#include <string.h>

/* How many are remembered for an importer that never reports what it has listed. */
#define MAX_FRESH 10000

typedef struct
{
  gint64 listened_at;
  gint64 listen_id;
  gboolean was_there; /* see Play */
} Fresh;

void
_footprints_listed_clear (FootprintsListed *self)
{
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->again, _footprints_row_batch_free);
}

void
_footprints_listed_add (FootprintsListed *self,
                        const FootprintsListedRange *range,
                        const FootprintsRowBatch *again)
{
  if (self->ranges == NULL)
    self->ranges = g_array_new (FALSE, FALSE, sizeof (FootprintsListedRange));
  g_array_append_val (self->ranges, *range);
  if (again == NULL || again->rows->len == 0)
    return;
  if (self->again == NULL)
    self->again = _footprints_row_batch_new ();
  for (guint i = 0; i < again->rows->len; i++)
    _footprints_row_batch_add (self->again, &g_array_index (again->rows, FootprintsScrobbleRow, i));
}

void
_footprints_listed_take (FootprintsListed *self, FootprintsListed *other)
{
  _footprints_listed_clear (self);
  self->ranges = g_steal_pointer (&other->ranges);
  self->again = g_steal_pointer (&other->again);
}

static gboolean
is_listed (const FootprintsListed *listed, gint64 listened_at)
{
  for (guint i = 0; listed->ranges != NULL && i < listed->ranges->len; i++)
    {
      const FootprintsListedRange *range =
          &g_array_index (listed->ranges, FootprintsListedRange, i);

      if (listened_at >= range->from && listened_at < range->until)
        return TRUE;
    }
  return FALSE;
}

void
_footprints_renames_init (FootprintsRenames *self)
{
  *self = (FootprintsRenames){
    .fresh = g_array_new (FALSE, FALSE, sizeof (Fresh)),
    .coming = g_array_new (FALSE, FALSE, sizeof (Fresh)),
  };
}

void
_footprints_renames_clear (FootprintsRenames *self)
{
  g_clear_pointer (&self->fresh, g_array_unref);
  g_clear_pointer (&self->coming, g_array_unref);
}

void
_footprints_renames_keep (FootprintsRenames *self)
{
  GArray *old = self->fresh;

  self->fresh = self->coming;
  self->coming = old;
  g_array_set_size (self->coming, 0);
}

/* A play of the second being examined, from the ledger or as listed; texts are borrowed. */
typedef struct
{
  gint64 id; /* 0: not known */
  const char *artist;
  const char *track;
  const char *source_ref;
  gboolean is_removed; /* by the listener */
  gboolean is_fresh;   /* see is_fresh() */
  gboolean was_there;  /* fresh, but already in the history: it also came from elsewhere */
  gboolean is_old;     /* the ledger knows it as the older version of another */
  gboolean is_older;   /* another import of this account has it */
  gboolean is_shared;  /* the sync of another account has it */
} Play;

/* One second, whose plays are all known. */
typedef struct
{
  gint64 at;
  GArray *listed;      /* of Play */
  GArray *kept;        /* of Play: what the ledger has of this account */
  GStringChunk *texts; /* of kept */
} Second;

static void
second_free (gpointer data)
{
  Second *second = data;

  g_array_unref (second->listed);
  g_array_unref (second->kept);
  g_string_chunk_free (second->texts);
  g_free (second);
}

static Second *
second_new (gint64 at)
{
  Second *second = g_new (Second, 1);

  *second = (Second){
    .at = at,
    .listed = g_array_new (FALSE, TRUE, sizeof (Play)),
    .kept = g_array_new (FALSE, TRUE, sizeof (Play)),
    .texts = g_string_chunk_new (256),
  };
  return second;
}

/* Whether the play is new to the account, or had another name in the meantime. */
static gboolean
is_fresh (const FootprintsVerdict *verdict)
{
  return !verdict->was_held || verdict->kind == FOOTPRINTS_VERDICT_RENAMED_BEFORE;
}

/* Finds the seconds that are listed completely and have something fresh. */
static GHashTable *
find_seconds (FootprintsRenames *self,
              const FootprintsScrobbleRow *rows,
              const FootprintsVerdict *verdicts,
              guint n_rows,
              const FootprintsListed *listed)
{
  GHashTable *seconds = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, second_free);

  for (guint i = 0; i < n_rows + self->fresh->len; i++)
    {
      gint64 at = i < n_rows ? rows[i].listened_at
                             : g_array_index (self->fresh, Fresh, i - n_rows).listened_at;

      if ((i < n_rows && !is_fresh (&verdicts[i])) || !is_listed (listed, at) ||
          g_hash_table_contains (seconds, &at))
        continue;
      {
        Second *second = second_new (at);

        g_hash_table_insert (seconds, &second->at, second);
      }
    }
  return seconds;
}

/* NULL: it was not fresh. */
static const Fresh *
find_fresh (FootprintsRenames *self, gint64 listen_id)
{
  for (guint i = 0; i < self->fresh->len; i++)
    if (g_array_index (self->fresh, Fresh, i).listen_id == listen_id)
      return &g_array_index (self->fresh, Fresh, i);
  return NULL;
}

static gboolean
was_there (const FootprintsVerdict *verdict)
{
  return verdict->kind == FOOTPRINTS_VERDICT_KNOWN;
}

static gboolean
is_same_play (const Play *a, const Play *b)
{
  return g_str_equal (a->artist, b->artist) && g_str_equal (a->track, b->track);
}

static Play *
find_play (GArray *plays, const Play *wanted)
{
  for (guint i = 0; i < plays->len; i++)
    if (is_same_play (&g_array_index (plays, Play, i), wanted))
      return &g_array_index (plays, Play, i);
  return NULL;
}

/* A service may list a play twice: that is one row of the ledger, and one of the two is fresh. */
static void
add_listed (GHashTable *seconds, const FootprintsScrobbleRow *row, const FootprintsVerdict *verdict)
{
  Second *second = g_hash_table_lookup (seconds, &row->listened_at);
  Play play = { .artist = row->artist, .track = row->track, .source_ref = row->source_id };
  Play *twin = second != NULL ? find_play (second->listed, &play) : NULL;

  if (second == NULL)
    return;
  if (verdict != NULL)
    {
      play.id = verdict->listen_id;
      play.is_fresh = is_fresh (verdict);
      play.was_there = was_there (verdict);
      play.is_old = verdict->kind == FOOTPRINTS_VERDICT_RENAMED_BEFORE;
    }
  if (twin == NULL)
    g_array_append_val (second->listed, play);
  else if (play.is_fresh || twin->id == 0)
    *twin = play;
}

static void
add_kept (gpointer data, const FootprintsHeldPlay *play)
{
  Second *second = data;
  Play kept = {
    .id = play->id,
    .artist = g_string_chunk_insert_const (second->texts, play->artist),
    .track = g_string_chunk_insert_const (second->texts, play->track),
    .source_ref = play->source_ref != NULL
                      ? g_string_chunk_insert_const (second->texts, play->source_ref)
                      : NULL,
    .is_removed = play->is_removed,
    .is_older = play->is_held[0],
    .is_shared = play->is_held[1],
  };

  g_array_append_val (second->kept, kept);
}

/* Importers make an id from the time if the service gives none; such an id does not identify a
 * play. */
static gboolean
is_service_id (const char *source_ref, gint64 at)
{
  g_autofree char *ending = g_strdup_printf ("_%" G_GINT64_FORMAT, at);

  return source_ref != NULL && !g_str_has_suffix (source_ref, ending);
}

/* The ledger, and the imports that its plays came from. */
typedef struct
{
  FootprintsLedger *ledger;
  GArray *account; /* imports of the account; of gint64, like the others */
  GArray *older;   /* these, without the one that is running */
  GArray *others;  /* the records of other accounts */
  GArray *undone;
  gint64 now_s;
} Settling;

static void
settling_clear (Settling *settling)
{
  g_clear_pointer (&settling->account, g_array_unref);
  g_clear_pointer (&settling->older, g_array_unref);
  g_clear_pointer (&settling->others, g_array_unref);
  g_clear_pointer (&settling->undone, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settling, settling_clear)

static gboolean
settling_init (Settling *settling,
               FootprintsLedger *ledger,
               const FootprintsAccount *account,
               gint64 import_id,
               gint64 now_s,
               GError **error)
{
  FootprintsRecords *records = _footprints_ledger_get_records (ledger, TRUE);

  *settling = (Settling){
    .ledger = ledger,
    .account = _footprints_import_records_list_account (records, account, error),
    .now_s = now_s,
  };
  if (settling->account != NULL)
    settling->others = _footprints_import_records_list_other_accounts (records, account, error);
  if (settling->others != NULL)
    settling->undone = _footprints_import_records_list_undone (records, error);
  if (settling->undone == NULL)
    return FALSE;
  settling->older = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < settling->account->len; i++)
    if (g_array_index (settling->account, gint64, i) != import_id)
      g_array_append_vals (settling->older, &g_array_index (settling->account, gint64, i), 1);
  return TRUE;
}

/* Makes @new the later version of @old. What the listener removed stays removed under its new name,
 * unless a play of that name also came from elsewhere. */
static gboolean
follow (FootprintsRenames *self,
        const Settling *settling,
        const Play *old,
        const Play *new,
        GError **error)
{
  FootprintsLedgerInterface *interface = FOOTPRINTS_LEDGER_GET_IFACE (settling->ledger);
  gint64 n_removed;

  if (old->is_removed && new->was_there)
    return TRUE;
  self->n_followed++;
  if (old->is_removed)
    return interface->remove (settling->ledger, &new->id, NULL, 1, settling->now_s, &n_removed,
                              NULL, error);
  return interface->replace (settling->ledger, old->id, new->id,
                             _footprints_origins (settling->undone), settling->now_s, error);
}

/* Collects the plays that are no longer listed, and the fresh ones. */
static void
compare_second (Second *second, GPtrArray *gone, GPtrArray *fresh)
{
  for (guint i = 0; i < second->kept->len; i++)
    {
      Play *play = &g_array_index (second->kept, Play, i);

      /* A play that another account still has under this name is not an older version of anything.
       */
      if (find_play (second->listed, play) == NULL && !play->is_shared)
        g_ptr_array_add (gone, play);
    }
  for (guint i = 0; i < second->listed->len; i++)
    {
      Play *play = &g_array_index (second->listed, Play, i);

      if (play->is_fresh && play->id != 0)
        g_ptr_array_add (fresh, play);
    }
}

/* Brings back plays that are listed under an old name again, in addition to all others. */
static gboolean
bring_back (const Settling *settling, const GPtrArray *fresh, GError **error)
{
  for (guint i = 0; i < fresh->len; i++)
    {
      const Play *play = fresh->pdata[i];
      gint64 n_back;

      if (play->is_old &&
          !FOOTPRINTS_LEDGER_GET_IFACE (settling->ledger)
               ->bring_back (settling->ledger, &play->id, 1, _footprints_origins (settling->undone),
                             &n_back, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_second (FootprintsRenames *self, const Settling *settling, Second *second, GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  compare_second (second, gone, fresh);
  if (gone->len == 1 && fresh->len == 1)
    return follow (self, settling, gone->pdata[0], fresh->pdata[0], error);
  for (guint i = 0; i < gone->len; i++)
    for (guint j = 0; j < fresh->len; j++)
      {
        const Play *old = gone->pdata[i];
        const Play *new = fresh->pdata[j];

        if (is_service_id (old->source_ref, second->at) &&
            g_strcmp0 (old->source_ref, new->source_ref) == 0 &&
            !follow (self, settling, old, new, error))
          return FALSE;
      }
  return bring_back (settling, fresh, error);
}

/* Rows of an earlier page are in the ledger by now, and plays that another import of this account
 * has are not fresh. */
static void
mark_known (FootprintsRenames *self, Second *second)
{
  for (guint i = 0; i < second->listed->len; i++)
    {
      Play *play = &g_array_index (second->listed, Play, i);
      const Play *kept = find_play (second->kept, play);
      const Fresh *fresh;

      if (kept == NULL)
        continue;
      fresh = find_fresh (self, kept->id);
      play->id = kept->id;
      /* The ledger may have it only because this run stored it. */
      if (fresh != NULL)
        play->was_there = fresh->was_there;
      play->is_fresh = (play->is_fresh || fresh != NULL) && !kept->is_older;
    }
}

static void
note_fresh (FootprintsRenames *self, const Fresh *fresh)
{
  if (self->coming->len < MAX_FRESH)
    g_array_append_val (self->coming, *fresh);
}

/* Remembers what is fresh in seconds that are not listed completely yet, mostly the one in which
 * the batch ends. */
static void
keep_fresh (FootprintsRenames *self,
            const FootprintsScrobbleRow *rows,
            const FootprintsVerdict *verdicts,
            guint n_rows,
            const FootprintsListed *listed)
{
  g_array_set_size (self->coming, 0);
  for (guint i = 0; i < self->fresh->len; i++)
    {
      const Fresh *fresh = &g_array_index (self->fresh, Fresh, i);

      if (!is_listed (listed, fresh->listened_at))
        note_fresh (self, fresh);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const Fresh fresh = { rows[i].listened_at, verdicts[i].listen_id, was_there (&verdicts[i]) };

      if (is_fresh (&verdicts[i]) && !is_listed (listed, fresh.listened_at))
        note_fresh (self, &fresh);
    }
}

static gboolean
settle_all (FootprintsRenames *self, const Settling *settling, GHashTable *seconds, GError **error)
{
  GHashTableIter iter;
  Second *second;

  g_hash_table_iter_init (&iter, seconds);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &second))
    {
      const FootprintsHeldQuery query = {
        .start = second->at,
        .end = second->at + 1,
        .origins = _footprints_origins (settling->account),
        .more = { _footprints_origins (settling->older), _footprints_origins (settling->others) },
        .in_transaction = TRUE,
      };

      if (!FOOTPRINTS_LEDGER_GET_IFACE (settling->ledger)
               ->list_held (settling->ledger, &query, add_kept, second, error))
        return FALSE;
      mark_known (self, second);
      if (!settle_second (self, settling, second, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_footprints_renames_apply (FootprintsRenames *self,
                           FootprintsLedger *ledger,
                           const FootprintsAccount *account,
                           gint64 import_id,
                           const FootprintsScrobbleRow *rows,
                           const FootprintsVerdict *verdicts,
                           guint n_rows,
                           const FootprintsListed *listed,
                           gint64 now_s,
                           GError **error)
{
  g_autoptr (GHashTable) seconds = NULL;
  g_auto (Settling) settling = { 0 };

  self->n_followed = 0;
  if (self->is_off)
    return TRUE;
  keep_fresh (self, rows, verdicts, n_rows, listed);
  if (listed->ranges == NULL)
    return TRUE;
  seconds = find_seconds (self, rows, verdicts, n_rows, listed);
  if (g_hash_table_size (seconds) == 0)
    return TRUE;
  for (guint i = 0; i < n_rows; i++)
    add_listed (seconds, &rows[i], &verdicts[i]);
  for (guint i = 0; listed->again != NULL && i < listed->again->rows->len; i++)
    add_listed (seconds, &g_array_index (listed->again->rows, FootprintsScrobbleRow, i), NULL);
  return settling_init (&settling, ledger, account, import_id, now_s, error) &&
         settle_all (self, &settling, seconds, error);
}
