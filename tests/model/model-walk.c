/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Checks the outcome of a run against what the service sent, and takes it over into the model. */

#include "model-walk.h"

#include <string.h>

/* What is known about a run while its outcome is checked. */
typedef struct
{
  ModelWorld *world;
  ModelWalk *walk;
  GHashTable *observed;  /* key → id: the history after the run */
  GHashTable *listed;    /* key → ModelServicePlay: the plays of the service */
  GHashTable *delivered; /* set of keys that were sent */
  GHashTable *appeared;  /* set of keys that are new in the history */
  GPtrArray *lost;       /* of reports that are no longer in the history */
  guint n_back;          /* how many that appeared were withdrawn for another name before */
  GHashTable *followed;  /* set of keys that are new names of removed plays */
} Outcome;

void
model_walk_begin (ModelWorld *world, ModelWalk *self, ModelAccount *account)
{
  *self = (ModelWalk){
    .account = account,
    .origin = MODEL_ORIGIN_ACCOUNT (account - world->accounts),
    .promised_from = account->look_from,
    .n_new = -1,
  };
  fake_service_clear_log (model_get_service (world, account)->fake);
}

/* The name that the ledger must have. */
static const char *
read_name (const char *raw)
{
  return g_utf8_validate (raw, -1, NULL) ? raw : "Caf\303\251 Noir";
}

static GHashTable *
list_delivered (ModelWorld *world, const ModelAccount *account)
{
  g_autoptr (GArray) deliveries =
      fake_service_dup_deliveries (model_get_service (world, account)->fake);
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < deliveries->len; i++)
    {
      const FakeDelivery *delivery = &g_array_index (deliveries, FakeDelivery, i);

      g_hash_table_add (keys, model_make_key (delivery->listened_at, read_name (delivery->artist),
                                              delivery->track, account->source));
    }
  return keys;
}

static gint64
get_time (const char *key)
{
  return g_ascii_strtoll (key, NULL, 10);
}

/* Origins that may have brought a play of this account: its sync and its imports. */
static ModelOrigins
list_kin (ModelWorld *world, const ModelAccount *account)
{
  ModelOrigins kin = MODEL_ORIGIN_ACCOUNT (account - world->accounts);

  for (guint i = 0; i < world->imports->len; i++)
    {
      const ModelImport *import = &g_array_index (world->imports, ModelImport, i);

      if (import->account == account - world->accounts)
        kin |= import->origin;
    }
  return kin;
}

static ModelOrigins
get_kin (Outcome *self)
{
  return list_kin (self->world, self->walk->account);
}

/* Counts the service's plays of the second that this account did not bring before. @strict: only
 * those that the ledger did not have at all. */
static guint
count_new (Outcome *self, gint64 second, gboolean strict)
{
  ModelOrigins kin = get_kin (self);
  GHashTableIter iter;
  gpointer key;
  guint n_new = 0;

  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const ModelReport *report = model_ledger_find (self->world->ledger, key);

      if (get_time (key) == second &&
          (report == NULL ||
           (!strict && ((report->sure & kin) == 0 || report->state == MODEL_RENAMED))))
        n_new++;
    }
  return n_new;
}

/* The syncs of other accounts: plays that they also brought are not withdrawn. */
static ModelOrigins
get_others (Outcome *self)
{
  ModelOrigins others = 0;

  for (guint i = 0; i < MODEL_N_ACCOUNTS; i++)
    if (&self->world->accounts[i] != self->walk->account)
      others |= MODEL_ORIGIN_ACCOUNT (i);
  return others;
}

/* Counts the plays of the second that the account brought but no longer has. @strict: only certain
 * ones. */
static guint
count_gone (Outcome *self, gint64 second, gboolean strict)
{
  ModelOrigins kin = get_kin (self);
  GHashTableIter iter;
  gpointer value;
  guint n_gone = 0;

  g_hash_table_iter_init (&iter, self->world->ledger->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const ModelReport *report = value;
      ModelOrigins brought =
          strict ? report->sure & MODEL_ORIGIN_ACCOUNT (self->walk->account - self->world->accounts)
                 : (report->sure | report->maybe) & kin;

      if (strict && ((report->sure | report->maybe) & get_others (self)) != 0)
        continue;
      if (report->listened_at == second &&
          g_str_equal (report->source, self->walk->account->source) &&
          report->state == MODEL_PRESENT && brought != 0 &&
          !g_hash_table_contains (self->listed, report->key))
        n_gone++;
    }
  return n_gone;
}

/* Whether exactly one play went and exactly one came, as far as the model knows. */
static gboolean
may_be_renamed (Outcome *self, const ModelReport *report)
{
  gint64 second = report->listened_at;

  return g_str_equal (report->source, self->walk->account->source) &&
         ((report->sure | report->maybe) & get_kin (self)) != 0 &&
         !g_hash_table_contains (self->listed, report->key) &&
         count_gone (self, second, TRUE) <= 1 && count_new (self, second, TRUE) <= 1 &&
         count_new (self, second, FALSE) >= 1;
}

/* Whether the whole second was sent, and the run read on below it. A request for the second of a
 * misdated play does not return the play. */
static gboolean
is_second_complete (Outcome *self, gint64 second)
{
  GHashTableIter iter;
  gpointer key, value;

  if (second <= self->walk->since)
    return FALSE;
  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const ModelServicePlay *play = value;

      if (get_time (key) == second &&
          (!g_hash_table_contains (self->delivered, key) || play->listened_at != play->shown_at))
        return FALSE;
    }
  return TRUE;
}

/* Whether the run must have noticed a rename. A run that resumes an interrupted one may have met
 * the new name before it read the whole second; a comparison finds that. */
static gboolean
must_be_renamed (Outcome *self, const ModelReport *report)
{
  gint64 second = report->listened_at;

  return self->walk->has_worked && self->walk->is_honest && !self->walk->account->is_interrupted &&
         g_str_equal (report->source, self->walk->account->source) &&
         report->state == MODEL_PRESENT && (report->sure & self->walk->origin) != 0 &&
         self->walk->origin == MODEL_ORIGIN_ACCOUNT (self->walk->account - self->world->accounts) &&
         !g_hash_table_contains (self->listed, report->key) &&
         count_gone (self, second, TRUE) == 1 && count_gone (self, second, FALSE) == 1 &&
         count_new (self, second, TRUE) == 1 && count_new (self, second, FALSE) == 1 &&
         is_second_complete (self, second);
}

/* Checks a play that is new in the history: the service must have sent it, and the listener must
 * not have removed it. An abandoned name may come back when the service uses it again. */
static void
check_appeared (Outcome *self, const char *key)
{
  const ModelReport *report = model_ledger_find (self->world->ledger, key);

  if (!g_hash_table_contains (self->delivered, key) || !g_hash_table_contains (self->listed, key))
    model_fail (self->world, "invented", "%s is in the history, and the service did not send it",
                key);
  if (report != NULL && report->state == MODEL_REMOVED)
    model_fail (self->world, "removed-came-back", "%s was removed, and a run brought it back", key);
  self->n_back += report != NULL;
  g_hash_table_add (self->appeared, (gpointer) key);
}

static void
look_for_changes (Outcome *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->observed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!model_ledger_shows (self->world->ledger, key))
      check_appeared (self, key);
  g_hash_table_iter_init (&iter, self->world->ledger->reports);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      ModelReport *report = value;
      gboolean is_lost =
          report->state == MODEL_PRESENT && !g_hash_table_contains (self->observed, report->key);

      if (is_lost && !may_be_renamed (self, report))
        model_fail (self->world, "lost", "%s was in the history, and the run took it out",
                    report->key);
      if (!is_lost && must_be_renamed (self, report))
        model_fail (self->world, "not-renamed",
                    "%s has another name at the service, and is in the history under both",
                    report->key);
      if (is_lost)
        g_ptr_array_add (self->lost, report);
    }
}

gboolean
model_walk_may_follow_removed (ModelWorld *world,
                               const ModelAccount *account,
                               GHashTable *listed,
                               const char *key)
{
  ModelOrigins kin = list_kin (world, account);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, world->ledger->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const ModelReport *report = value;

      if (report->state == MODEL_REMOVED && g_str_equal (report->source, account->source) &&
          report->listened_at == get_time (key) && ((report->sure | report->maybe) & kin) != 0 &&
          !g_hash_table_contains (listed, report->key))
        return TRUE;
    }
  return FALSE;
}

guint
model_walk_count_gone (ModelWorld *world, const ModelAccount *account, GHashTable *listed)
{
  ModelOrigins origin = MODEL_ORIGIN_ACCOUNT (account - world->accounts);
  GHashTableIter iter;
  gpointer value;
  guint n_gone = 0;

  g_hash_table_iter_init (&iter, world->ledger->reports);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const ModelReport *report = value;

      n_gone += ((report->sure | report->maybe) & origin) != 0 &&
                !g_hash_table_contains (listed, report->key);
    }
  return n_gone;
}

/* Checks that a successful run has stored everything that it was sent. */
static void
check_delivered (Outcome *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->delivered);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (!g_hash_table_contains (self->listed, key) ||
          g_hash_table_contains (self->observed, key) ||
          model_ledger_find (self->world->ledger, key) != NULL)
        continue;
      if (model_walk_may_follow_removed (self->world, self->walk->account, self->listed, key))
        g_hash_table_add (self->followed, key);
      else if (self->walk->has_worked && get_time (key) >= self->walk->since)
        model_fail (self->world, "not-stored", "the service sent %s, and the run did not store it",
                    (const char *) key);
    }
  /* An abandoned name that is used again may or may not count as new. */
  if (self->walk->has_worked && self->walk->n_new >= 0 &&
      (self->walk->n_new >
           g_hash_table_size (self->appeared) + g_hash_table_size (self->followed) ||
       self->walk->n_new + self->n_back < g_hash_table_size (self->appeared)))
    model_fail (self->world, "miscounted",
                "the run says that %" G_GINT64_FORMAT " plays are new, and %u are",
                self->walk->n_new, g_hash_table_size (self->appeared));
}

/* Counts the plays that the service lists but that are neither in the history nor withdrawn. A
 * resumed run does not read anything twice as long as the count agrees. */
static guint
check_promise (Outcome *self)
{
  ModelAccount *account = self->walk->account;
  gint64 from = MIN (self->walk->since, self->walk->promised_from);
  guint n_hidden =
      account->is_interrupted ? model_walk_count_gone (self->world, account, self->listed) : 0;
  GHashTableIter iter;
  gpointer key;
  guint n_missing = 0;
  guint n_promised = 0;

  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (self->observed, key) ||
          g_hash_table_contains (self->followed, key) ||
          model_ledger_find (self->world->ledger, key) != NULL)
        continue;
      n_missing++;
      n_promised += get_time (key) >= from;
      if (self->walk->has_worked && self->walk->sends_all && n_promised > n_hidden)
        {
          g_autofree char *time = model_format_time (from);

          model_fail (self->world, "not-looked",
                      "the service has %s, and the run, which was to have all from %s on, has not",
                      (const char *) key, from > 0 ? time : "the beginning");
        }
    }
  return n_missing;
}

static void
adopt (Outcome *self)
{
  ModelLedger *ledger = self->world->ledger;
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->lost->len; i++)
    {
      ModelReport *report = self->lost->pdata[i];

      report->state = MODEL_RENAMED;
      model_tell (self->world, "%s gives way to another name", report->key);
    }
  g_hash_table_iter_init (&iter, self->delivered);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      ModelReport *report = model_ledger_find (ledger, key);
      gboolean is_sure = g_hash_table_contains (self->appeared, key) ||
                         (self->walk->has_worked && get_time (key) >= self->walk->since);

      if (!g_hash_table_contains (self->listed, key))
        continue;
      if (report == NULL && g_hash_table_contains (self->observed, key))
        report = model_ledger_add (ledger, key, get_time (key), self->walk->account->source);
      if (report == NULL && self->walk->has_worked && g_hash_table_contains (self->followed, key))
        {
          report = model_ledger_add (ledger, key, get_time (key), self->walk->account->source);
          report->state = MODEL_REMOVED;
        }
      if (report == NULL)
        continue;
      if (g_hash_table_contains (self->appeared, key))
        report->state = MODEL_PRESENT;
      *(is_sure ? &report->sure : &report->maybe) |= self->walk->origin;
    }
}

guint
model_walk_end (ModelWorld *world, ModelWalk *self)
{
  ModelService *service = model_get_service (world, self->account);
  g_autoptr (GHashTable) observed = model_observe (world);
  g_autoptr (GHashTable) listed = model_account_list_keys (world, self->account);
  g_autoptr (GHashTable) delivered = list_delivered (world, self->account);
  g_autoptr (GHashTable) appeared = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) followed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  Outcome outcome = { world, self, observed, listed, delivered, appeared, lost, 0, followed };
  guint n_missing;

  self->sends_all = !service->ignores_bounds && !world->has_disk_struck &&
                    fake_service_get_n_faults (service->fake) == 0;
  self->is_honest = self->sends_all && model_service_is_honest (service);
  look_for_changes (&outcome);
  check_delivered (&outcome);
  n_missing = check_promise (&outcome);
  adopt (&outcome);
  return n_missing;
}
