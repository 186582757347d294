/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/store/footprints-ledger-private.h"

G_BEGIN_DECLS

/* What a ledger says, as text, so that two can be compared and a difference be read. Each ledger
 * gives ids of its own to plays, so texts have numbers in their place. */

typedef struct
{
  GArray *ids;         /* of gint64: the id of play 1, of play 2 and so on */
  GHashTable *numbers; /* of the numbers, by pointers to the ids */
} LedgerNumbers;

void ledger_numbers_init (LedgerNumbers *self);
void ledger_numbers_clear (LedgerNumbers *self);
void ledger_numbers_add (LedgerNumbers *self, gint64 id);
/* Forgets all but the first ones. */
void ledger_numbers_truncate (LedgerNumbers *self, guint n_plays);
/* 0: there is no such play. */
guint ledger_numbers_find (const LedgerNumbers *self, gint64 id);
/* -1: there is no such play. */
gint64 ledger_numbers_get_id (const LedgerNumbers *self, guint number);

/* What is asked, and where the answer goes. */
typedef struct
{
  GString *text;
  const LedgerNumbers *numbers;
  const gint64 *origins;
  guint n_origins;
  const char *const *sources; /* NULL after the last */
  const FootprintsScrobbleRow *rows;
  guint n_rows;
  gint64 start; /* a second, and two after it */
  guint chance; /* which of many queries are asked */
} LedgerLook;

typedef void (*LedgerView) (FootprintsLedger *ledger, LedgerLook *look);

#define LEDGER_N_VIEWS 7

/* Of what is committed. */
extern const LedgerView ledger_views[LEDGER_N_VIEWS];
/* Whether it finds anything wrong in itself, which takes longer. */
void ledger_view_check (FootprintsLedger *ledger, LedgerLook *look);
/* Of a transaction under way. */
void ledger_view_held_now (FootprintsLedger *ledger, LedgerLook *look);

void ledger_append_verdict (GString *text,
                            const LedgerNumbers *numbers,
                            const FootprintsVerdict *verdict);
/* The plays that are there, a line each: time, names, length (transfer full). */
GHashTable *ledger_read_plays (FootprintsLedger *ledger);

/* Follows a ledger from change to change, as a history does. */
typedef struct
{
  FootprintsLedgerPosition position;
  GHashTable *names;      /* of texts, by kind and number */
  GHashTable *plays;      /* of texts as those of ledger_read_plays(), by number */
  GHashTable *precisions; /* of texts, by number of the play */
  int stage;              /* of a reading: what comes next */
  gint64 last_id;
} LedgerFollower;

void ledger_follower_init (LedgerFollower *self);
void ledger_follower_clear (LedgerFollower *self);
/* Reads on, and compares with what is there. */
void ledger_follower_read (LedgerFollower *self, FootprintsLedger *ledger);

G_END_DECLS
