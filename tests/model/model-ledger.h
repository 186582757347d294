/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The expected content of a ledger, in the most obvious form: reports, and who brought each.
 *
 * It is not always known who brought a report. A failed run may or may not have stored a page, and
 * a run that only looks at the newest plays does not say how far back it read. So a report has two
 * sets: origins that certainly hold it, and origins that may. As soon as it matters, the model asks
 * the ledger, whose answer must be one of the possible ones. */

typedef enum
{
  MODEL_PRESENT, /* in the history */
  MODEL_REMOVED, /* by the listener */
  MODEL_RENAMED, /* a service gave it another name */
} ModelState;

/* A set of origins. */
typedef guint64 ModelOrigins;

#define MODEL_N_ACCOUNTS 3
#define MODEL_ORIGIN_ACCOUNT(account) (G_GUINT64_CONSTANT (1) << (account))
/* Held for good: added as a single play, or brought back. */
#define MODEL_ORIGIN_GOOD (G_GUINT64_CONSTANT (1) << MODEL_N_ACCOUNTS)
#define MODEL_MAX_IMPORTS 60
#define MODEL_ORIGIN_IMPORT(import) (G_GUINT64_CONSTANT (1) << (MODEL_N_ACCOUNTS + 1 + (import)))

typedef struct
{
  char *key;
  gint64 listened_at;
  const char *source; /* a constant */
  ModelState state;
  ModelOrigins sure;
  ModelOrigins maybe;
  gint64 id; /* in the ledger; 0: not looked up */
} ModelReport;

typedef struct
{
  GHashTable *reports; /* key → ModelReport */
} ModelLedger;

ModelLedger *model_ledger_new (void);
ModelLedger *model_ledger_copy (const ModelLedger *self);
void model_ledger_free (ModelLedger *self);

/* "seconds|artist|track|source" (transfer full). */
char *
model_make_key (gint64 listened_at, const char *artist, const char *track, const char *source);

/* NULL: there is none. */
ModelReport *model_ledger_find (ModelLedger *self, const char *key);
/* Whether the report exists and is in the history. */
gboolean model_ledger_shows (ModelLedger *self, const char *key);
/* Adds a report that does not exist yet; @source is a constant. */
ModelReport *
model_ledger_add (ModelLedger *self, const char *key, gint64 listened_at, const char *source);
void model_ledger_drop (ModelLedger *self, const char *key);
/* (element-type ModelReport) (transfer container): reports in @state, sorted by key. */
GPtrArray *model_ledger_list (ModelLedger *self, ModelState state);

/* Notes that @origins report @key. Returns whether that adds a play to the history. */
gboolean model_ledger_report (ModelLedger *self,
                              const char *key,
                              gint64 listened_at,
                              const char *source,
                              ModelOrigins origins);

G_END_DECLS
