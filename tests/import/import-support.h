/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* What an import of a file must come to. Lists end in NULL. */
typedef struct
{
  const char *format;
  const char *source; /* of the summary; NULL: several, or none */
  const char *zone;   /* of the summary; NULL: every time named its own */
  /* Oldest first: "time | artist | track | album | album artist | source | source id | ms | info",
   * "-" for what is not known. */
  const char *const *plays;
  const char *const *rejections; /* "row: reason" */
  gint64 n_duplicate;
  gint64 n_repaired;
  GTimeZone *option_zone;    /* the importer's; NULL: UTC */
  const char *option_source; /* the importer's */
} ImportExpectation;

/* Runs the program's tests with a folder of its own for temporary files, and proves at the end
 * that none is left. Returns the exit status. */
int import_test_run (int argc, char **argv, void (*add_tests) (void));

/* A file of this test's own with this content (transfer full). */
char *import_test_file (const char *name, const void *data, gssize length);

FootprintsFileImporter *import_test_importer (const char *path);
/* Imports; it must work. Returns the summary. */
FootprintsImportSummary *import_test_run_job (FootprintsStore *store, const char *path);

/* The plays of a ledger in the words of ImportExpectation (transfer full). */
char **import_test_dump (const char *database_path);

/* Imports the file into an empty ledger three times: dry, for real and again, and compares all with
 * the expectation. */
void import_test_check (const char *path, const ImportExpectation *expected);
void import_test_check_text (const char *name, const char *text, const ImportExpectation *expected);

/* Imports into an empty ledger; it must fail with this error and part of its message. */
void import_test_check_fails (const char *path, int code, const char *message);

/* Imports into an empty ledger, and compares the plays. */
void import_test_check_plays (FootprintsFileImporter *importer, const char *const *expected);
/* The import must ask, with these words, and store nothing. */
void import_test_check_asks (FootprintsFileImporter *importer, const char *words);

/* Numbers: new + duplicate + rejected must be the rows. */
void import_test_check_numbers (FootprintsImportSummary *summary,
                                gint64 n_new,
                                gint64 n_duplicate,
                                gint64 n_rejected);

/* A Last.fm CSV of this many plays, newest first (transfer full). */
char *import_test_make_csv (guint n_plays);

typedef struct
{
  const char *name;
  const void *data;
  gsize length;
} ImportMember;

/* An archive: format is "zip", "tar", or "raw" for one member; filter "none", "gzip", … */
char *import_test_archive (const char *name,
                           const char *format,
                           const char *filter,
                           const ImportMember *members,
                           guint n_members);

G_END_DECLS
