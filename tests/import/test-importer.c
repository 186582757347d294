/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Importers that others write: what the library expects of them, and what it does when they err. */

#include "import-support.h"

#include <string.h>

/* Says for each cursor which is the next. */
typedef struct
{
  const char *cursor;
  const char *next; /* NULL: the last page */
} Step;

static const Step self_circle[] = { { "", "more" }, { "more", "more" } };
static const Step wide_circle[] = { { "", "a" }, { "a", "b" }, { "b", "c" }, { "c", "a" } };
static const Step straight[] = { { "", "a" }, { "a", "b" }, { "b", NULL } };

#define TEST_TYPE_STEPS (test_steps_get_type ())
G_DECLARE_FINAL_TYPE (TestSteps, test_steps, TEST, STEPS, FootprintsImporter)

struct _TestSteps
{
  FootprintsImporter parent_instance;

  const Step *steps;
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (TestSteps, test_steps, FOOTPRINTS_TYPE_IMPORTER)

static void
add_play (FootprintsImportPage *page, const char *track, const char *source)
{
  g_autoptr (FootprintsScrobble) scrobble =
      source != NULL ? test_scrobble ("A", track, NULL, TEST_TIME, source)
                     : footprints_scrobble_new ("A", track, TEST_TIME);

  footprints_import_page_add_scrobble (page, scrobble);
}

static void
test_steps_fetch_page (FootprintsImporter *importer, FootprintsImportPage *page)
{
  TestSteps *self = TEST_STEPS (importer);
  const char *cursor = footprints_import_page_get_cursor (page);
  const Step *step = self->steps;

  /* Without an end it would be a long test. */
  g_assert_cmpuint (self->n_pages++, <, 20);
  while (!g_str_equal (step->cursor, cursor != NULL ? cursor : ""))
    step++;
  add_play (page, step->cursor[0] != '\0' ? step->cursor : "first", NULL);
  footprints_import_page_set_next_cursor (page, step->next);
  footprints_import_page_complete (page);
}

static void
test_steps_class_init (TestStepsClass *klass)
{
  FOOTPRINTS_IMPORTER_CLASS (klass)->fetch_page = test_steps_fetch_page;
}

static void
test_steps_init (TestSteps *self)
{
}

#define TEST_TYPE_NAMED (test_named_get_type ())
G_DECLARE_FINAL_TYPE (TestNamed, test_named, TEST, NAMED, FootprintsImporter)

struct _TestNamed
{
  FootprintsImporter parent_instance;
};

G_DEFINE_FINAL_TYPE (TestNamed, test_named, FOOTPRINTS_TYPE_IMPORTER)

static void
test_named_fetch_page (FootprintsImporter *importer, FootprintsImportPage *page)
{
  add_play (page, "unnamed", NULL);
  add_play (page, "named", "player");
  add_play (page, "named-local", "local");
  footprints_import_page_complete (page);
}

static void
test_named_class_init (TestNamedClass *klass)
{
  FOOTPRINTS_IMPORTER_CLASS (klass)->fetch_page = test_named_fetch_page;
}

static void
test_named_init (TestNamed *self)
{
}

#define TEST_TYPE_EMPTY (test_empty_get_type ())
G_DECLARE_FINAL_TYPE (TestEmpty, test_empty, TEST, EMPTY, FootprintsImporter)

struct _TestEmpty
{
  FootprintsImporter parent_instance;
};

G_DEFINE_FINAL_TYPE (TestEmpty, test_empty, FOOTPRINTS_TYPE_IMPORTER)

static void
test_empty_class_init (TestEmptyClass *klass)
{
}

static void
test_empty_init (TestEmpty *self)
{
}

static FootprintsImporter *
make_importer (GType type, const char *source)
{
  return g_object_new (type, "account", "me", "source", source, NULL);
}

static FootprintsImporter *
make_steps (const Step *steps)
{
  FootprintsImporter *importer = make_importer (TEST_TYPE_STEPS, "steps");

  TEST_STEPS (importer)->steps = steps;
  return importer;
}

static gboolean
run (FootprintsImportJob *job, GError **error)
{
  g_auto (TestResult) result = { 0 };

  footprints_import_job_run_async (job, NULL, test_result_cb, &result);
  return footprints_import_job_run_finish (job, test_result_wait (&result), error);
}

static gboolean
import (FootprintsStore *store, FootprintsImporter *importer, GError **error)
{
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));

  return run (job, error);
}

static void
check_circle (const Step *steps, gint64 n_plays)
{
  g_autofree char *path = test_path ("history.db");
  g_autofree char *other_path = test_path ("other.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsStore) other = test_open (other_path);
  g_autoptr (FootprintsImporter) importer = make_steps (steps);
  g_autoptr (FootprintsImporter) again = make_steps (steps);
  g_autoptr (FootprintsVerification) verification = footprints_verification_new (other, again);
  g_auto (TestResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (import (store, importer, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY);
  g_assert_nonnull (strstr (error->message, "“steps”"));
  g_clear_error (&error);
  /* What came before is as good as any, the page that closes the circle included. */
  g_assert_cmpint (test_count (store), ==, n_plays);

  footprints_verification_run_async (verification, NULL, test_result_cb, &result);
  g_assert_false (
      footprints_verification_run_finish (verification, test_result_wait (&result), &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BAD_REPLY);
}

static void
test_circles (void)
{
  check_circle (self_circle, 2);
  test_remove_folder ();
  check_circle (wide_circle, 4);
}

/* The same cursors in a second run are no circle. */
static void
test_straight (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsImporter) importer = make_steps (straight);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      import (store, importer, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (test_count (store), ==, 3);
}

static void
check_sources (const char *source, const char *expected)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsImporter) importer = make_importer (TEST_TYPE_NAMED, source);
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *sources = NULL;
  g_autoptr (GError) error = NULL;

  import (store, importer, &error);
  g_assert_no_error (error);
  database = test_sql_open (path);
  sources = test_sql_text (database, "select group_concat(track || '=' || source, ' ') from"
                                     " (select track, source from scrobbles order by track)");
  g_assert_cmpstr (sources, ==, expected);
  test_remove_folder ();
}

/* Plays have the source that they name, else that of their importer. */
static void
test_sources (void)
{
  check_sources ("diary", "named=player named-local=local unnamed=diary");
  check_sources (NULL, "named=player named-local=local unnamed=unknown");
}

static void
test_no_fetch_page (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsImporter) importer = make_importer (TEST_TYPE_EMPTY, "empty");
  g_autoptr (GError) error = NULL;

  g_assert_false (import (store, importer, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==,
                   "the importer class “TestEmpty” does not implement fetch_page");
}

/* Who awaits a count gets an answer. */
static void
test_no_count (void)
{
  g_autoptr (FootprintsImporter) importer = make_importer (TEST_TYPE_NAMED, "named");
  g_auto (TestResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (footprints_importer_can_count_plays (importer));
  footprints_importer_count_plays_async (importer, 0, G_MAXINT64, NULL, test_result_cb, &result);
  g_assert_cmpint (
      footprints_importer_count_plays_finish (importer, test_result_wait (&result), &error), ==,
      -1);
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
}

/* A job that is run a second time fails, and is in the way of no other. */
static void
test_run_twice (void)
{
  g_autofree char *path = test_path ("history.db");
  g_autoptr (FootprintsStore) store = test_open (path);
  g_autoptr (FootprintsImporter) importer = make_steps (straight);
  g_autoptr (FootprintsImportJob) job =
      footprints_import_job_new (store, FOOTPRINTS_IMPORT_SOURCE (importer));
  g_autoptr (GError) error = NULL;

  g_assert_true (run (job, NULL));
  g_assert_false (run (job, &error));
  g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  import (store, importer, &error);
  g_assert_no_error (error);
}

/* What comes out of an archive has a limit that nobody need set. */
static void
test_default_limit (void)
{
  g_autoptr (FootprintsFileImporter) importer = footprints_file_importer_new ("plays.zip");

  g_assert_cmpint (footprints_file_importer_get_max_bytes (importer), ==,
                   G_GINT64_CONSTANT (8) * 1024 * 1024 * 1024);
}

static void
add_tests (void)
{
  g_test_add_func ("/import/importer/circles", test_circles);
  g_test_add_func ("/import/importer/straight", test_straight);
  g_test_add_func ("/import/importer/sources", test_sources);
  g_test_add_func ("/import/importer/no-fetch-page", test_no_fetch_page);
  g_test_add_func ("/import/importer/no-count", test_no_count);
  g_test_add_func ("/import/importer/run-twice", test_run_twice);
  g_test_add_func ("/import/importer/default-limit", test_default_limit);
}

int
main (int argc, char **argv)
{
  return import_test_run (argc, argv, add_tests);
}
