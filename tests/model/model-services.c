/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Events at the services: plays come, late or misdated, are renamed or deleted, and the service
 * misbehaves. */

#include "model-operations.h"

#include <string.h>

/* The earliest time that the ledger accepts for a play. */
#define EARLIEST G_GINT64_CONSTANT (1033430400)
#define DAY_S 86400

static ModelAccount *
choose_account (ModelWorld *self, guint number)
{
  return &self->accounts[number % MODEL_N_ACCOUNTS];
}

static ModelServicePlay *
get_play (const ModelAccount *account, guint index)
{
  return &g_array_index (account->plays, ModelServicePlay, index);
}

/* Whether the service already has the listener's play, under any name. */
static gboolean
has_play (const ModelAccount *account, guint play)
{
  for (guint i = 0; i < account->plays->len; i++)
    if (get_play (account, i)->play == play)
      return TRUE;
  return FALSE;
}

static FakePlay
as_fake (const ModelServicePlay *play)
{
  return (FakePlay){
    .artist = play->raw_artist,
    .track = play->track,
    .listened_at = play->listened_at,
    .is_misdated = play->shown_at != play->listened_at,
    .shown_at = play->shown_at,
  };
}

static void
add_play (ModelWorld *self, ModelAccount *account, const ModelServicePlay *play)
{
  FakePlay fake = as_fake (play);

  fake_service_add_plays (model_get_service (self, account)->fake, account->user, &fake, 1);
  g_array_append_val (account->plays, *play);
}

/* Makes the listener's play as a service receives it. */
static ModelServicePlay
make_play (ModelWorld *self, guint index)
{
  const ModelPlay *play = &g_array_index (self->plays, ModelPlay, index);

  return (ModelServicePlay){
    .listened_at = play->listened_at,
    .shown_at = play->listened_at,
    .artist = g_strdup (play->artist),
    .raw_artist = g_strdup (play->artist),
    .track = g_strdup (play->track),
    .play = index,
  };
}

static gboolean
is_heard (ModelWorld *self, guint index)
{
  return g_array_index (self->plays, ModelPlay, index).listened_at <= self->now_s;
}

GHashTable *
model_account_list_keys (ModelWorld *self, const ModelAccount *account)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < account->plays->len; i++)
    {
      ModelServicePlay *play = get_play (account, i);

      if (play->shown_at >= EARLIEST && play->shown_at <= self->now_s + DAY_S)
        g_hash_table_insert (
            keys, model_make_key (play->shown_at, play->artist, play->track, account->source),
            play);
    }
  return keys;
}

/* The service receives consecutive plays of the listener, except those that it has. Since the first
 * is arbitrary, some arrive long after others that were played later. */
void
model_service_gets (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  guint first = arguments[1] % world->plays->len;
  guint n_plays = 1 + arguments[2] % 25;
  guint n_added = 0;

  for (guint i = first; i < world->plays->len && i < first + n_plays; i++)
    if (is_heard (world, i) && !has_play (account, i))
      {
        ModelServicePlay play = make_play (world, i);

        add_play (world, account, &play);
        n_added++;
      }
  model_tell (world, "%s of %s gets %u plays from number %u on, has %u", account->source,
              account->user, n_added, first, account->plays->len);
}

/* The service lists a play in the right place, but with an invalid time or in the wrong year. */
void
model_service_misdates (ModelWorld *world, const guint *arguments)
{
  static const gint64 times[] = { 0, 1, -1, 4102444800, 1041379200 };
  ModelAccount *account = choose_account (world, arguments[0]);
  guint index = arguments[1] % world->plays->len;
  guint kind = arguments[2] % G_N_ELEMENTS (times);
  ModelServicePlay play;

  if (!is_heard (world, index) || has_play (account, index))
    {
      model_tell (world, "%s of %s misdates nothing", account->source, account->user);
      return;
    }
  play = make_play (world, index);
  /* 2003 is a valid time, so each of its plays gets its own second. */
  play.shown_at = times[kind] + (kind + 1 == G_N_ELEMENTS (times) ? index * 60 : 0);
  add_play (world, account, &play);
  model_tell (world, "%s of %s gets play %u dated %" G_GINT64_FORMAT, account->source,
              account->user, index, play.shown_at);
}

/* A play gets a name in Latin-1, as from an old player. */
void
model_service_mangles (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  guint index = arguments[1] % world->plays->len;
  ModelServicePlay play;

  if (!is_heard (world, index) || has_play (account, index))
    {
      model_tell (world, "%s of %s mangles nothing", account->source, account->user);
      return;
    }
  play = make_play (world, index);
  g_free (play.artist);
  g_free (play.raw_artist);
  play.artist = g_strdup ("Caf\303\251 Noir");
  play.raw_artist = g_strdup ("Caf\351 Noir");
  add_play (world, account, &play);
  model_tell (world, "%s of %s gets play %u with a name that is not UTF-8", account->source,
              account->user, index);
}

/* The service gets a play again: Last.fm keeps the duplicate, ListenBrainz does not. */
void
model_service_doubles (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  const ModelServicePlay *play;
  FakePlay fake;

  if (account->plays->len == 0)
    {
      model_tell (world, "%s of %s has nothing to get again", account->source, account->user);
      return;
    }
  play = get_play (account, arguments[1] % account->plays->len);
  fake = as_fake (play);
  if (account->kind == FAKE_LASTFM)
    fake_service_add_plays (model_get_service (world, account)->fake, account->user, &fake, 1);
  model_tell (world, "%s of %s gets play %u once more", account->source, account->user, play->play);
}

/* An edit or its reversal: a name gets an addition, or loses it. */
void
model_service_renames (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  ModelServicePlay *play;
  FakePlay fake;
  g_autofree char *track = NULL;

  if (account->plays->len == 0)
    {
      model_tell (world, "%s of %s has nothing to rename", account->source, account->user);
      return;
    }
  play = get_play (account, arguments[1] % account->plays->len);
  fake = as_fake (play);
  track = g_str_has_suffix (play->track, ")")
              ? g_strndup (play->track, strcspn (play->track, "(") - 1)
              : g_strdup_printf ("%s (edit %u)", play->track, arguments[2] % 3);
  /* Renames each copy of a duplicate play. */
  while (fake_service_rename_play (model_get_service (world, account)->fake, account->user, &fake,
                                   play->raw_artist, track))
    ;
  g_free (play->track);
  play->track = g_steal_pointer (&track);
  model_tell (world, "%s of %s renames play %u to “%s”", account->source, account->user, play->play,
              play->track);
}

void
model_service_deletes (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  guint index;
  FakePlay fake;

  if (account->plays->len == 0)
    {
      model_tell (world, "%s of %s has nothing to delete", account->source, account->user);
      return;
    }
  index = arguments[1] % account->plays->len;
  fake = as_fake (get_play (account, index));
  while (fake_service_remove_play (model_get_service (world, account)->fake, account->user, &fake))
    ;
  model_tell (world, "%s of %s deletes play %u", account->source, account->user,
              get_play (account, index)->play);
  g_array_remove_index (account->plays, index);
}

void
model_service_counts (ModelWorld *world, const guint *arguments)
{
  static const char *const words[] = { "counts truly", "counts zero", "counts one page",
                                       "counts what it has now", "counts a thousand more" };
  ModelService *service = model_get_service (world, choose_account (world, arguments[0]));

  service->count = arguments[1] % 2 == 0 ? FAKE_COUNT_TRUE
                                         : (FakeCount) (arguments[1] / 2 % G_N_ELEMENTS (words));
  fake_service_set_count (service->fake, service->count);
  model_tell (world, "%s %s", choose_account (world, arguments[0])->source, words[service->count]);
}

/* Some requests fail: one, a few, or so many that retrying does not help. */
void
model_service_fails (ModelWorld *world, const guint *arguments)
{
  static const FakeFault faults[] = {
    FAKE_FAULT_STATUS_500, FAKE_FAULT_NOT_JSON,       FAKE_FAULT_CUT_OFF,
    FAKE_FAULT_HTML,       FAKE_FAULT_EMPTY_BODY,     FAKE_FAULT_EMPTY_PAGE,
    FAKE_FAULT_EMPTY_PAGE, FAKE_FAULT_JUNK_ROW,       FAKE_FAULT_STATUS_429_AT_ONCE,
    FAKE_FAULT_ERROR_8,    FAKE_FAULT_SLOW_CUT_OFF,   FAKE_FAULT_REFUSED,
    FAKE_FAULT_WRONG_USER, FAKE_FAULT_TRUNCATED_GZIP,
  };
  static const guint numbers[] = { 1, 1, 2, 30 };
  ModelAccount *account = choose_account (world, arguments[0]);
  FakeFault fault = faults[arguments[1] % G_N_ELEMENTS (faults)];
  guint n_before = arguments[2] % 8;
  guint n_requests = numbers[arguments[3] % G_N_ELEMENTS (numbers)];

  fake_service_fail_after (model_get_service (world, account)->fake, n_before, fault, n_requests);
  model_tell (world, "%s will fail after %u requests for %u: %s", account->source, n_before,
              n_requests, fake_fault_get_name (fault));
}

void
model_service_pages (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  FakeService *fake = model_get_service (world, account)->fake;
  /* ListenBrainz cannot show more plays of one second than a page holds, and short pages hold
   * fewer. */
  guint max_page = 4 + arguments[1] % 9;
  gboolean has_short_pages = arguments[2] % 3 == 0;

  fake_service_set_max_page (fake, max_page);
  fake_service_set_short_pages (fake, has_short_pages);
  model_tell (world, "%s sends pages of %u%s", account->source, max_page,
              has_short_pages ? ", some shorter" : "");
}

void
model_service_ignores_bounds (ModelWorld *world, const guint *arguments)
{
  ModelAccount *account = choose_account (world, arguments[0]);
  ModelService *service = model_get_service (world, account);

  service->ignores_bounds = arguments[1] % 3 == 0;
  fake_service_set_ignores_bounds (service->fake, service->ignores_bounds);
  model_tell (world, "%s %s upper bounds", account->source,
              service->ignores_bounds ? "ignores" : "keeps to");
}
