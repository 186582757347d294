/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The stories for single faults, which run before those of the seeds. */

#include "model-directed.h"

/* Accounts: 0 and 2 are at Last.fm, 1 is at ListenBrainz. Pages have five plays. The listener of
 * seed 53 has 51 plays; after number 5 and number 12, there are no plays for more than a year. */
const ModelDirectedStory model_directed_stories[] = {
  /* A file and a sync bring the same plays; the file is undone, and the sync still holds them. */
  { "undo-then-sync", "seed 53\n"
                      "service-gets 0 0 24\n"
                      "import-file 0 0 29 1\n"
                      "sync 0\n"
                      "undo 0\n"
                      "sync 0\n" },
  { "undo-then-sync-listenbrainz", "seed 53\n"
                                   "service-gets 1 0 24\n"
                                   "import-file 1 0 29 1\n"
                                   "sync 1\n"
                                   "undo 0\n"
                                   "sync 1\n" },
  /* Plays that only the file brought disappear, and the sync looks for them again. */
  { "undo-makes-a-sync-look-again", "seed 53\n"
                                    "service-gets 0 10 14\n"
                                    "sync 0\n"
                                    "import-file 0 0 9 1\n"
                                    "service-gets 0 0 9\n"
                                    "undo 0\n"
                                    "sync 0\n" },
  { "undo-of-one-of-two-files", "seed 53\n"
                                "import-file 0 0 4 1\n"
                                "import-file 0 0 6 1\n"
                                "undo 0\n" },
  { "undo-of-both-files", "seed 53\n"
                          "import-file 0 0 4 1\n"
                          "import-file 1 0 6 0\n"
                          "undo 0\n"
                          "undo 0\n"
                          "import-again 0\n" },
  { "renamed-at-the-service", "seed 53\n"
                              "service-gets 0 0 24\n"
                              "sync 0\n"
                              "service-renames 0 20 0\n"
                              "sync 0\n" },
  { "renamed-at-listenbrainz", "seed 53\n"
                               "service-gets 1 0 24\n"
                               "sync 1\n"
                               "service-renames 1 20 0\n"
                               "sync 1\n" },
  /* A page with one play and a row that is not a play, repeated endlessly. */
  { "ignores-bounds-with-one-play", "seed 53\n"
                                    "service-gets 1 0 0\n"
                                    "service-ignores-bounds 1 0\n"
                                    "service-misdates 1 0 0\n"
                                    "sync 1\n" },
  /* A play is removed and renamed, and another account has meanwhile brought the new name. */
  { "removed-and-renamed-to-another", "seed 2270\n"
                                      "service-gets 0 802 1\n"
                                      "service-renames 0 1 0\n"
                                      "sync 0\n"
                                      "service-gets 2 344 0\n"
                                      "service-renames 0 1 0\n"
                                      "remove 1 0\n"
                                      "import-service 2 0 0\n"
                                      "sync 0\n" },
  /* The service lists the play twice, under its old and its new name. */
  { "listed-twice-and-renamed", "seed 53\n"
                                "service-gets 0 0 24\n"
                                "sync 0\n"
                                "service-doubles 0 20\n"
                                "service-renames 0 20 0\n"
                                "sync 0\n" },
  { "renamed-and-renamed-back", "seed 53\n"
                                "service-gets 0 0 24\n"
                                "sync 0\n"
                                "service-renames 0 20 0\n"
                                "sync 0\n"
                                "service-renames 0 20 0\n"
                                "sync 0\n" },
  /* A row in the middle of a page has an invalid time, or one in 2003. */
  { "dated-0", "seed 53\n"
               "service-gets 0 0 9\n"
               "service-misdates 0 10 0\n"
               "service-gets 0 11 14\n"
               "sync 0\n" },
  { "dated-1", "seed 53\n"
               "service-gets 1 0 9\n"
               "service-misdates 1 10 1\n"
               "service-gets 1 11 14\n"
               "sync 1\n" },
  { "dated-minus-1", "seed 53\n"
                     "service-gets 0 0 9\n"
                     "service-misdates 0 10 2\n"
                     "service-gets 0 11 14\n"
                     "sync 0\n" },
  { "dated-2003", "seed 53\n"
                  "service-gets 0 0 9\n"
                  "service-misdates 0 10 4\n"
                  "service-gets 0 11 14\n"
                  "sync 0\n" },
  { "dated-0-at-listenbrainz", "seed 53\n"
                               "service-gets 1 0 9\n"
                               "service-misdates 1 10 0\n"
                               "service-gets 1 11 14\n"
                               "sync 1\n" },
  { "dated-2003-at-listenbrainz", "seed 53\n"
                                  "service-gets 1 0 9\n"
                                  "service-misdates 1 10 4\n"
                                  "service-gets 1 11 14\n"
                                  "sync 1\n" },
  { "dated-2100", "seed 53\n"
                  "service-gets 1 0 9\n"
                  "service-misdates 1 10 3\n"
                  "service-gets 1 11 14\n"
                  "sync 1\n" },
  /* False counts: a sync must not stop because of them, nor trust them later. */
  { "counts-zero", "seed 53\n"
                   "service-gets 0 0 24\n"
                   "service-counts 0 3\n"
                   "sync 0\n" },
  { "counts-one-page", "seed 53\n"
                       "service-gets 0 0 24\n"
                       "service-counts 0 5\n"
                       "sync 0\n" },
  { "counts-what-was", "seed 53\n"
                       "service-gets 0 14 10\n"
                       "service-counts 0 7\n"
                       "service-gets 0 0 13\n"
                       "sync 0\n" },
  { "counts-too-many", "seed 53\n"
                       "service-gets 0 0 24\n"
                       "service-counts 0 9\n"
                       "sync 0\n" },
  { "counts-zero-at-listenbrainz", "seed 53\n"
                                   "service-gets 1 0 24\n"
                                   "service-counts 1 3\n"
                                   "sync 1\n" },
  { "late-after-too-many", "seed 53\n"
                           "service-gets 1 14 10\n"
                           "service-counts 1 9\n"
                           "sync 1\n"
                           "service-gets 1 0 9\n" },
  /* The service sends the newest plays, whatever is requested. */
  { "ignores-bounds", "seed 53\n"
                      "service-gets 0 0 24\n"
                      "service-ignores-bounds 0 0\n"
                      "sync 0\n" },
  { "ignores-bounds-at-listenbrainz", "seed 53\n"
                                      "service-gets 1 0 24\n"
                                      "service-ignores-bounds 1 0\n"
                                      "sync 1\n" },
  { "not-utf-8", "seed 53\n"
                 "service-gets 0 0 9\n"
                 "service-mangles 0 10\n"
                 "sync 0\n" },
  { "not-utf-8-at-listenbrainz", "seed 53\n"
                                 "service-gets 1 0 9\n"
                                 "service-mangles 1 10\n"
                                 "sync 1\n" },
  { "empty-page", "seed 53\n"
                  "service-gets 0 0 24\n"
                  "service-fails 0 5 2 3\n"
                  "sync 0\n" },
  { "empty-page-at-listenbrainz", "seed 53\n"
                                  "service-gets 1 0 24\n"
                                  "service-fails 1 5 2 3\n"
                                  "sync 1\n" },
  { "junk-row", "seed 53\n"
                "service-gets 1 0 24\n"
                "service-fails 1 7 1 3\n"
                "sync 1\n" },
  /* One play was deleted and another came late, so the counts agree. */
  { "one-gone-one-late", "seed 53\n"
                         "service-gets 0 1 23\n"
                         "sync 0\n"
                         "service-deletes 0 5\n"
                         "service-gets 0 0 0\n"
                         "sync 0\n" },
  { "removed-stays-removed", "seed 53\n"
                             "service-gets 0 0 24\n"
                             "sync 0\n"
                             "remove 3 2\n"
                             "sync 0\n"
                             "import-file 0 0 29 1\n"
                             "bring-back 0\n"
                             "sync 0\n" },
  { "removed-and-undone", "seed 53\n"
                          "import-file 0 0 9 1\n"
                          "remove 2 0\n"
                          "undo 0\n"
                          "import-again 0\n"
                          "bring-back 0\n" },
  { "restored", "seed 53\n"
                "service-gets 0 10 14\n"
                "sync 0\n"
                "back-up 0\n"
                "service-gets 0 0 9\n"
                "import-service 0 0 0\n"
                "sync 0\n"
                "restore 1\n"
                "sync 0\n" },
  { "verified", "seed 53\n"
                "service-gets 0 10 14\n"
                "service-misdates 0 3 4\n"
                "verify 0 1\n"
                "verify 0 0\n"
                "undo 0\n"
                "verify 0 0\n" },
};

const guint model_n_directed_stories = G_N_ELEMENTS (model_directed_stories);
