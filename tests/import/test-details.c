/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Two reports of one play, one source, one second, of which one knows more: what either knows is
 * shown, whichever came first, and an undone import takes along what it alone knew. */

#include "import-support.h"

#define POOR "{\"artist\":\"A\",\"track\":\"T\",\"listened_at\":1700000000,\"source\":\"one\"}\n"
#define WITH_ALBUM                                                                                 \
  "{\"artist\":\"A\",\"track\":\"T\",\"album\":\"L\",\"listened_at\":1700000000,"                  \
  "\"source\":\"one\",\"source_id\":\"number 1\"}\n"
#define WITH_ALBUM_ARTIST                                                                          \
  "{\"artist\":\"A\",\"track\":\"T\",\"album\":\"L\",\"album_artist\":\"Various\","                \
  "\"listened_at\":1700000000,\"source\":\"one\"}\n"
#define WITH_LENGTH                                                                                \
  "{\"artist\":\"A\",\"track\":\"T\",\"listened_at\":1700000000,\"duration_ms\":181000,"           \
  "\"source\":\"one\"}\n"

typedef struct
{
  FootprintsStore *store;
  GArray *imports; /* the ids, in order */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = test_path ("details.db");

  self->store = test_open (path);
  self->imports = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_array_unref (self->imports);
  test_release (self->store);
}

static void
import (Fixture *self, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%u.jsonl", self->imports->len);
  g_autofree char *path = import_test_file (name, text, -1);
  g_autoptr (FootprintsImportSummary) summary = import_test_run_job (self->store, path);
  g_autoptr (GListModel) imports = footprints_store_list_imports (self->store, 1, NULL, NULL);
  g_autoptr (FootprintsImportEntry) entry = g_list_model_get_item (imports, 0);
  gint64 id = footprints_import_entry_get_id (entry);

  g_assert_cmpint (footprints_import_summary_get_n_rejected (summary), ==, 0);
  g_array_append_val (self->imports, id);
}

static void
undo (Fixture *self, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsUndoSummary) summary = footprints_store_undo_import (
      self->store, g_array_index (self->imports, gint64, index), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (footprints_undo_summary_get_n_kept (summary), ==, 1);
}

/* The play, and the album in the chart, which knows only what was derived. */
static void
check (Fixture *self,
       const char *album,
       const char *album_artist,
       gint64 duration_ms,
       const char *source_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsScrobblePage) page =
      footprints_store_list_scrobbles (self->store, 0, 2, NULL, &error);
  g_autoptr (FootprintsScrobble) play = g_list_model_get_item (G_LIST_MODEL (page), 0);
  g_autoptr (FootprintsHistory) history = footprints_store_get_history (self->store, NULL, &error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FootprintsCalendar) calendar = footprints_calendar_new (utc, 0);
  g_autoptr (FootprintsPeriod) period = footprints_period_new_all_time (calendar);
  g_autoptr (FootprintsChart) chart =
      footprints_history_get_chart (history, FOOTPRINTS_ENTITY_KIND_ALBUM, period, 0, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page)), ==, 1);
  g_assert_cmpstr (footprints_scrobble_get_album (play), ==, album);
  g_assert_cmpstr (footprints_scrobble_get_album_artist (play), ==, album_artist);
  g_assert_cmpint (footprints_scrobble_get_duration_ms (play), ==, duration_ms);
  g_assert_cmpstr (footprints_scrobble_get_source_id (play), ==, source_id);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (chart)), ==, album != NULL);
  if (album != NULL)
    {
      g_autoptr (FootprintsChartEntry) entry = g_list_model_get_item (G_LIST_MODEL (chart), 0);

      g_assert_cmpstr (footprints_chart_entry_get_name (entry), ==, album);
      g_assert_cmpstr (footprints_chart_entry_get_artist (entry), ==,
                       album_artist != NULL ? album_artist : "A");
    }
}

static void
test_any_order (Fixture *self, gconstpointer data)
{
  const gboolean poor_first = GPOINTER_TO_INT (data) == 0;

  import (self, poor_first ? POOR : WITH_ALBUM);
  check (self, poor_first ? NULL : "L", NULL, 0, poor_first ? NULL : "number 1");
  import (self, poor_first ? WITH_ALBUM : POOR);
  check (self, "L", NULL, 0, "number 1");
  import (self, WITH_LENGTH);
  check (self, "L", NULL, 181000, "number 1");
  import (self, WITH_ALBUM_ARTIST);
  check (self, "L", "Various", 181000, "number 1");
}

/* What only an undone import knew is gone, whether it was the first or not. */
static void
test_undo (Fixture *self, gconstpointer data)
{
  import (self, POOR);
  import (self, WITH_ALBUM);
  import (self, WITH_LENGTH);
  import (self, WITH_ALBUM_ARTIST);
  check (self, "L", "Various", 181000, "number 1");
  undo (self, 3);
  check (self, "L", NULL, 181000, "number 1");
  undo (self, 0);
  check (self, "L", NULL, 181000, "number 1");
  undo (self, 1);
  check (self, NULL, NULL, 181000, NULL);
}

/* A file that has the play twice, and others that have it in one way only. */
static void
test_one_file (Fixture *self, gconstpointer data)
{
  import (self, POOR WITH_LENGTH WITH_ALBUM);
  check (self, "L", NULL, 181000, "number 1");
  import (self, POOR "\n");
  import (self, WITH_LENGTH WITH_ALBUM_ARTIST POOR);
  check (self, "L", "Various", 181000, "number 1");
  undo (self, 0);
  check (self, "L", "Various", 181000, NULL);
  undo (self, 2);
  check (self, NULL, NULL, 0, NULL);
}

/* A file that repeats what is known as another one reported it, and then says more. */
static void
test_same_then_more (Fixture *self, gconstpointer data)
{
  import (self, POOR);
  import (self, POOR WITH_ALBUM);
  check (self, "L", NULL, 0, "number 1");
  undo (self, 0);
  check (self, "L", NULL, 0, "number 1");
  import (self, WITH_ALBUM "\n");
  undo (self, 1);
  check (self, "L", NULL, 0, "number 1");
}

/* A play that a program adds is held for good, with what the program knows. */
static void
test_program (Fixture *self, gconstpointer data)
{
  g_autoptr (FootprintsScrobble) play = test_scrobble ("A", "T", "L", 1700000000, "one");
  g_autoptr (GError) error = NULL;

  import (self, WITH_LENGTH);
  g_assert_cmpint (footprints_store_add_scrobble (self->store, play, NULL, NULL, &error), !=, 0);
  g_assert_no_error (error);
  check (self, "L", NULL, 181000, NULL);
  undo (self, 0);
  check (self, "L", NULL, 181000, NULL);
}

/* Nobody who follows the ledger is told again and again of what is known. */
static void
test_no_news (Fixture *self, gconstpointer data)
{
  g_autofree char *path = test_path ("details.db");
  g_autoptr (sqlite3) database = test_sql_open (path);

  import (self, POOR);
  import (self, WITH_ALBUM);
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from listen_change"), ==, 1);
  import (self, POOR "\n");
  import (self, WITH_LENGTH);
  import (self, WITH_LENGTH WITH_LENGTH "\n");
  g_assert_cmpint (test_sql_int64 (database, "select count(*) from also_from where differs"
                                             " and album_id is null and duration_ms is null"),
                   ==, 0);
}

static void
add_tests (void)
{
#define ADD(name, function, data)                                                                  \
  g_test_add ("/import/details/" name, Fixture, data, set_up, function, tear_down)
  ADD ("poor-first", test_any_order, GINT_TO_POINTER (0));
  ADD ("rich-first", test_any_order, GINT_TO_POINTER (1));
  ADD ("undo", test_undo, NULL);
  ADD ("one-file", test_one_file, NULL);
  ADD ("same-then-more", test_same_then_more, NULL);
  ADD ("program", test_program, NULL);
  ADD ("no-news", test_no_news, NULL);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
