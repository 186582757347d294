/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Changes that the listener makes to the ledger: undoing imports, removing plays and bringing them
 * back, backing up and restoring. */

#include "model-calls.h"
#include "model-operations.h"

#include "libfootprints/core/footprints-clock-private.h"

#define HOUR_S 3600
#define DAY_S 86400

ModelImport *
model_find_import (ModelWorld *self, const char *label, int account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = footprints_store_list_imports (self->store, 100, NULL, &error);
  gint64 id = 0;
  ModelImport import = { .account = account };

  model_check_no_error (self, "list-imports", error);
  for (guint i = 0; i < g_list_model_get_n_items (list) && id == 0; i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (list, i);

      if (g_strcmp0 (footprints_import_entry_get_label (entry), label) == 0)
        id = footprints_import_entry_get_id (entry);
    }
  if (id == 0)
    return NULL;
  for (guint i = 0; i < self->imports->len; i++)
    if (g_array_index (self->imports, ModelImport, i).id == id)
      return &g_array_index (self->imports, ModelImport, i);
  g_assert_cmpuint (self->imports->len, <, MODEL_MAX_IMPORTS);
  import.id = id;
  import.label = g_strdup (label);
  import.origin = MODEL_ORIGIN_IMPORT (self->imports->len);
  g_array_append_val (self->imports, import);
  return &g_array_index (self->imports, ModelImport, self->imports->len - 1);
}

/* (element-type guint): the imports that can be undone. */
static GArray *
list_undoable (ModelWorld *self)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->imports->len; i++)
    if (!g_array_index (self->imports, ModelImport, i).is_undone)
      g_array_append_val (indexes, i);
  return indexes;
}

/* Makes the syncs of the report's source look again from its time on. */
static void
look_again (ModelWorld *world, const ModelReport *report)
{
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    if (g_str_equal (world->accounts[i].source, report->source))
      world->accounts[i].look_from = MIN (world->accounts[i].look_from, report->listened_at);
}

/* Takes an origin away from a report. Returns whether the report is no longer in the history. */
static gboolean
take_origin (ModelWorld *world, ModelReport *report, ModelOrigins origin, GHashTable *observed)
{
  gboolean is_there = g_hash_table_contains (observed, report->key);
  gboolean was_of_it = ((report->sure | report->maybe) & origin) != 0;

  report->sure &= ~origin;
  report->maybe &= ~origin;
  if (report->state != MODEL_PRESENT)
    {
      if (is_there)
        model_fail (world, "removed-came-back", "%s came back when an import was undone",
                    report->key);
      return FALSE;
    }
  if (!is_there && (!was_of_it || report->sure != 0))
    model_fail (world, "undone-too-much", "%s is gone, although more than the import brought it",
                report->key);
  if (is_there && report->sure == 0 && report->maybe == 0)
    model_fail (world, "undone-too-little", "%s is still there, although nothing holds it",
                report->key);
  return !is_there;
}

static guint
take_origin_from_all (ModelWorld *world, ModelOrigins origin)
{
  g_autoptr (GHashTable) observed = model_observe (world);
  GHashTableIter iter;
  gpointer value;
  guint n_gone = 0;

  g_hash_table_iter_init (&iter, world->ledger->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (take_origin (world, value, origin, observed))
      {
        look_again (world, value);
        g_hash_table_iter_remove (&iter);
        n_gone++;
      }
  return n_gone;
}

/* Whether the ledger says that the import is undone. */
static gboolean
is_undone (ModelWorld *world, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = footprints_store_list_imports (world->store, 100, NULL, &error);

  model_check_no_error (world, "list-imports", error);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (list, i);

      if (footprints_import_entry_get_id (entry) == id)
        return footprints_import_entry_get_undone_at (entry) != 0;
    }
  model_fail (world, "no-import", "import %" G_GINT64_FORMAT " is not among the imports", id);
}

void
model_undo (ModelWorld *world, const guint *arguments)
{
  g_autoptr (GArray) undoable = list_undoable (world);
  g_autoptr (GError) error = NULL;
  ModelImport *import;
  gint64 n_said;
  gint64 n_kept;
  guint n_gone;

  if (undoable->len == 0)
    {
      model_tell (world, "there is no import to undo");
      return;
    }
  import = &g_array_index (world->imports, ModelImport,
                           g_array_index (undoable, guint, arguments[0] % undoable->len));
  n_said = model_call_undo (world->store, import->id, &n_kept, &error);
  model_disk_settle (world);
  if (error != NULL && world->has_disk_struck && !is_undone (world, import->id))
    {
      model_tell (world, "the import of %s is not undone", import->label);
      return;
    }
  if (!world->has_disk_struck)
    model_check_no_error (world, "undo-failed", error);
  import->is_undone = TRUE;
  n_gone = take_origin_from_all (world, import->origin);
  model_tell (world, "the import of %s is undone: %u plays go", import->label, n_gone);
  if (error == NULL && n_said != n_gone)
    model_fail (world, "miscounted",
                "undoing says that %" G_GINT64_FORMAT " plays went, and %u did", n_said, n_gone);
}

/* Whether the play is gone; either all plays of a removal are gone, or none. */
static gboolean
is_gone (ModelWorld *world, const ModelReport *report)
{
  g_autoptr (GHashTable) observed = model_observe (world);

  return !g_hash_table_contains (observed, report->key);
}

static void
note_removal (ModelWorld *world, ModelReport *report)
{
  model_tell (world, "%s is removed", report->key);
  if (model_call_keeps_removals ())
    report->state = MODEL_REMOVED;
  else
    model_ledger_drop (world->ledger, report->key);
}

void
model_remove (ModelWorld *world, const guint *arguments)
{
  g_autoptr (GPtrArray) present = model_ledger_list (world->ledger, MODEL_PRESENT);
  g_autoptr (GHashTable) observed = model_observe (world);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  guint first = present->len > 0 ? arguments[0] % present->len : 0;
  gint64 n_removed;

  for (guint i = first; i < present->len && i <= first + arguments[1] % 3; i++)
    {
      ModelReport *report = present->pdata[i];

      report->id = *(gint64 *) g_hash_table_lookup (observed, report->key);
      g_array_append_val (ids, report->id);
    }
  if (ids->len == 0)
    {
      model_tell (world, "there is no play to remove");
      return;
    }
  n_removed =
      model_call_remove (world->store, (const gint64 *) (gpointer) ids->data, ids->len, &error);
  model_disk_settle (world);
  if (error != NULL && world->has_disk_struck && !is_gone (world, present->pdata[first]))
    {
      model_tell (world, "no play is removed");
      return;
    }
  if (!world->has_disk_struck)
    model_check_no_error (world, "remove-failed", error);
  for (guint i = 0; i < ids->len; i++)
    note_removal (world, present->pdata[first + i]);
  if (error == NULL && n_removed != ids->len)
    model_fail (world, "miscounted", "%" G_GINT64_FORMAT " of %u plays were removed", n_removed,
                ids->len);
}

void
model_bring_back (ModelWorld *world, const guint *arguments)
{
  g_autoptr (GPtrArray) removed = model_ledger_list (world->ledger, MODEL_REMOVED);
  g_autoptr (GError) error = NULL;
  ModelReport *report;

  if (removed->len == 0)
    {
      model_tell (world, "there is no play to bring back");
      return;
    }
  report = removed->pdata[arguments[0] % removed->len];
  if (report->id == 0)
    {
      model_tell (world, "%s stays removed", report->key);
      return;
    }
  if (model_call_bring_back (world->store, report->id, &error) != 1)
    model_check_no_error (world, "bring-back-failed", error);
  report->state = MODEL_PRESENT;
  /* Without other origins, the play is now held for good; if the origins are uncertain, it may
   * be. */
  if (report->sure == 0 && report->maybe == 0)
    report->sure = MODEL_ORIGIN_GOOD;
  else if (report->sure == 0)
    report->maybe |= MODEL_ORIGIN_GOOD;
  model_tell (world, "%s is brought back", report->key);
}

/* Takes over a play that may be there even though adding it failed. */
static void
adopt_play (ModelWorld *world, const char *key, gint64 listened_at, const char *source)
{
  g_autoptr (GHashTable) observed = model_observe (world);
  ModelReport *report = model_ledger_find (world->ledger, key);

  model_tell (world, "%s may be added", key);
  if (report != NULL)
    report->maybe |= MODEL_ORIGIN_GOOD;
  else if (g_hash_table_contains (observed, key))
    model_ledger_report (world->ledger, key, listened_at, source, MODEL_ORIGIN_GOOD);
}

void
model_add_play (ModelWorld *world, const guint *arguments)
{
  static const char *const sources[] = { "lastfm", "listenbrainz", "local" };
  const ModelPlay *play =
      &g_array_index (world->plays, ModelPlay, arguments[0] % world->plays->len);
  const char *source = sources[arguments[0] % G_N_ELEMENTS (sources)];
  g_autofree char *key = model_make_key (play->listened_at, play->artist, play->track, source);
  g_autoptr (FootprintsScrobble) scrobble = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;

  if (play->listened_at > world->now_s)
    {
      model_tell (world, "a play is not heard yet");
      return;
    }
  scrobble = g_object_new (FOOTPRINTS_TYPE_SCROBBLE, "artist", play->artist, "track", play->track,
                           "listened-at", play->listened_at, "source", source, NULL);
  footprints_store_add_scrobble (world->store, scrobble, &is_new, NULL, &error);
  model_disk_settle (world);
  if (error != NULL && world->has_disk_struck)
    {
      adopt_play (world, key, play->listened_at, source);
      return;
    }
  model_check_no_error (world, "add-failed", error);
  model_tell (world, "%s is added", key);
  if (is_new !=
      model_ledger_report (world->ledger, key, play->listened_at, source, MODEL_ORIGIN_GOOD))
    model_fail (world, "miscounted", "the ledger says that %s is %s", key,
                is_new ? "new" : "known");
}

void
model_back_up (ModelWorld *world, const guint *arguments)
{
  ModelBackup backup = {
    .path = model_world_make_path (world, ".backup"),
    .ledger = model_ledger_copy (world->ledger),
    .imports = model_imports_copy (world->imports),
  };
  g_autoptr (GPtrArray) present = model_ledger_list (world->ledger, MODEL_PRESENT);
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_back_up (world->store, backup.path, NULL, &error);

  g_array_append_val (world->backups, backup);
  model_check_no_error (world, "back-up-failed", error);
  model_tell (world, "backup %u is made", world->backups->len - 1);
  if (n_plays != present->len)
    model_fail (world, "miscounted", "the backup holds %" G_GINT64_FORMAT " plays of %u", n_plays,
                present->len);
}

/* Restores a backup while the store is open, or while it is closed. */
void
model_restore (ModelWorld *world, const guint *arguments)
{
  g_autofree char *kept_path = model_world_make_path (world, ".kept");
  g_autoptr (GError) error = NULL;
  gboolean is_open = arguments[0] % 2 == 0;
  const ModelBackup *backup;
  guint index;

  if (world->backups->len == 0)
    {
      model_tell (world, "there is no backup to restore");
      return;
    }
  index = arguments[0] / 2 % world->backups->len;
  backup = &g_array_index (world->backups, ModelBackup, index);
  if (!is_open)
    model_world_close (world);
  footprints_store_restore (world->path, backup->path, kept_path, NULL, &error);
  model_check_no_error (world, "restore-failed", error);
  if (!is_open)
    model_world_open (world);
  model_tell (world, "backup %u is restored%s", index, is_open ? " under an open store" : "");
  model_ledger_free (world->ledger);
  world->ledger = model_ledger_copy (backup->ledger);
  g_array_unref (world->imports);
  world->imports = model_imports_copy (backup->imports);
  /* Anything added since the backup must come again. */
  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    world->accounts[i].look_from = 0;
}

void
model_reopen (ModelWorld *world, const guint *arguments)
{
  model_world_close (world);
  model_world_open (world);
  model_tell (world, "the ledger is closed and opened");
}

void
model_time_passes (ModelWorld *world, const guint *arguments)
{
  gint64 hours = arguments[0] % 10 == 0 ? 24 * 20 : 1 + arguments[0] % 72;
  g_autofree char *time = NULL;

  world->now_s += hours * HOUR_S;
  _footprints_clock_freeze_s (world->now_s);
  time = model_format_time (world->now_s);
  model_tell (world, "%" G_GINT64_FORMAT " hours pass: it is %s", hours, time);
}
