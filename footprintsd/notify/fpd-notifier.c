/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Compares the failing syncs with those already reported, and sends notices about the difference
 * until they are delivered. */

#include "footprintsd/notify/fpd-notifier.h"

#include "footprintsd/notify/fpd-outbox.h"

#define FIRST_RETRY_S 60
#define LAST_RETRY_S (6 * 60 * 60)
/* A notice that could not be delivered for so long is no longer news. */
#define MAX_AGE_S (7 * 24 * 60 * 60)

struct _FpdNotifier
{
  FootprintsSyncScheduler *scheduler;
  const FpdNotifyConfig *config;
  FpdOutbox *outbox;
  GCancellable *cancellable;
  FpdLetter *sending; /* in the outbox; NULL: nothing is being sent */
  guint timer;
  gboolean is_stopped;
};

static void look (FpdNotifier *self);
static void send_next (FpdNotifier *self);

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
has_channel (FpdNotifier *self, FpdChannel channel)
{
  return channel == FPD_CHANNEL_WEBHOOK ? self->config->webhook_url != NULL
                                        : self->config->smtp_url != NULL;
}

static FpdNotice
make_failing_notice (FootprintsSyncConfig *sync)
{
  const char *source = footprints_sync_config_get_source (sync);
  const char *account = footprints_sync_config_get_account (sync);
  g_autoptr (GDateTime) since =
      g_date_time_new_from_unix_local (footprints_sync_config_get_failing_since (sync));
  g_autofree char *since_text = g_date_time_format (since, "%Y-%m-%d %H:%M %Z");
  gint64 n_failures = footprints_sync_config_get_n_failures (sync);

  return (FpdNotice){
    .event = g_strdup ("sync-failing"),
    .title = g_strdup_printf ("Footprints: the sync of %s for %s is failing", source, account),
    .text =
        g_strdup_printf ("Nothing has been fetched since %s: %" G_GINT64_FORMAT
                         " %s failed.\n\nReason: %s\n\nThe sync is retried "
                         "automatically, and then fetches what was played in the meantime. You "
                         "will be notified once when it works again.",
                         since_text, n_failures, n_failures == 1 ? "attempt has" : "attempts have",
                         footprints_sync_config_get_last_error (sync)),
    .source = g_strdup (source),
    .account = g_strdup (account),
    .time_s = now_s (),
  };
}

static FpdNotice
make_recovered_notice (FootprintsSyncConfig *sync)
{
  const char *source = footprints_sync_config_get_source (sync);
  const char *account = footprints_sync_config_get_account (sync);

  return (FpdNotice){
    .event = g_strdup ("sync-recovered"),
    .title = g_strdup_printf ("Footprints: the sync of %s for %s works again", source, account),
    .text = g_strdup ("It has fetched what was played in the meantime."),
    .source = g_strdup (source),
    .account = g_strdup (account),
    .time_s = now_s (),
  };
}

static gboolean
on_timer (gpointer data)
{
  FpdNotifier *self = data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for (FpdNotifier *self, gint64 time_s)
{
  gint64 delay_s = CLAMP (time_s - now_s (), 1, LAST_RETRY_S);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint) delay_s, on_timer, self);
}

/* The ids of deleted syncs are reused. */
static char *
make_key (FootprintsSyncConfig *sync)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                          footprints_sync_config_get_id (sync),
                          footprints_sync_config_get_created_at (sync));
}

static void
tell (FpdNotifier *self, const char *key, FpdChannel channel, FpdNotice notice)
{
  if (has_channel (self, channel))
    fpd_outbox_add (self->outbox, key, channel, &notice);
  fpd_notice_clear (&notice);
}

static void
tell_failing (FpdNotifier *self, const char *key, FootprintsSyncConfig *sync)
{
  for (FpdChannel channel = FPD_CHANNEL_WEBHOOK; channel <= FPD_CHANNEL_MAIL; channel++)
    tell (self, key, channel, make_failing_notice (sync));
}

/* Anyone who has not heard of the failure need not hear of its end. */
static void
tell_recovered (FpdNotifier *self, const char *key, FootprintsSyncConfig *sync)
{
  for (FpdChannel channel = FPD_CHANNEL_WEBHOOK; channel <= FPD_CHANNEL_MAIL; channel++)
    if (!fpd_outbox_remove_all (self->outbox, key, channel, self->sending))
      tell (self, key, channel, make_recovered_notice (sync));
}

/* Reports where the ledger and the outbox disagree. FALSE: there is nothing to report. */
static gboolean
compare (FpdNotifier *self, const char *key, FootprintsSyncConfig *sync)
{
  gint64 told_at = footprints_sync_config_get_told_at (sync);
  gint64 was_told_at = fpd_outbox_get_told_at (self->outbox, key);

  if (told_at == was_told_at)
    return FALSE;
  if (told_at != 0)
    tell_failing (self, key, sync);
  else if (footprints_sync_config_get_last_sync_at (sync) >= was_told_at || was_told_at > now_s ())
    tell_recovered (self, key, sync);
  else
    /* The program ended before the ledger noted the report; it will be noted again. */
    return FALSE;
  fpd_outbox_set_told_at (self->outbox, key, told_at);
  return TRUE;
}

/* Deleted syncs are no longer reported. */
static gboolean
forget_deleted (FpdNotifier *self, GHashTable *keys)
{
  g_autoptr (GPtrArray) told = fpd_outbox_dup_told (self->outbox);
  gboolean has_changed = FALSE;

  for (guint i = 0; i < told->len; i++)
    if (!g_hash_table_contains (keys, told->pdata[i]))
      {
        fpd_outbox_set_told_at (self->outbox, told->pdata[i], 0);
        fpd_outbox_remove_all (self->outbox, told->pdata[i], FPD_CHANNEL_WEBHOOK, self->sending);
        fpd_outbox_remove_all (self->outbox, told->pdata[i], FPD_CHANNEL_MAIL, self->sending);
        has_changed = TRUE;
      }
  return has_changed;
}

static gboolean
compare_all (FpdNotifier *self, GListModel *syncs)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_changed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (syncs); i++)
    {
      g_autoptr (FootprintsSyncConfig) sync = g_list_model_get_item (syncs, i);
      g_autofree char *key = make_key (sync);

      has_changed |= compare (self, key, sync);
      g_hash_table_add (keys, g_steal_pointer (&key));
    }
  return forget_deleted (self, keys) || has_changed;
}

static void
look (FpdNotifier *self)
{
  g_autoptr (GListModel) syncs = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_stopped)
    return;
  syncs = footprints_sync_scheduler_list_configs (self->scheduler, &error);
  if (syncs == NULL)
    {
      g_warning ("Cannot check which failing syncs to report: %s", error->message);
      wait_for (self, now_s () + FIRST_RETRY_S);
      return;
    }
  /* Saved before it is sent: a notice sent twice is better than none. */
  if (compare_all (self, syncs))
    fpd_outbox_save (self->outbox);
  send_next (self);
}

static void
on_failing (FootprintsSyncScheduler *scheduler, gint64 id, FootprintsSyncRun *run, gpointer data)
{
  look (data);
}

static void
notifier_on_finished (FootprintsSyncScheduler *scheduler,
                      gint64 id,
                      FootprintsSyncRun *run,
                      gpointer data)
{
  FpdNotifier *self = data;
  g_autoptr (GPtrArray) told = fpd_outbox_dup_told (self->outbox);

  if (told->len > 0)
    look (self);
}

static void
deliver_thread (GTask *task, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  FpdNotifier *self = data;
  GError *error = NULL;
  gboolean done =
      self->sending->channel == FPD_CHANNEL_WEBHOOK
          ? fpd_deliver_to_webhook (self->config, &self->sending->notice, cancellable, &error)
          : fpd_deliver_by_mail (self->config, &self->sending->notice, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_off (FpdNotifier *self, FpdLetter *letter, const GError *error)
{
  gint64 delay_s = MIN ((gint64) FIRST_RETRY_S << MIN (letter->n_tries, 20), LAST_RETRY_S);

  letter->n_tries++;
  letter->retry_at = now_s () + delay_s;
  g_warning ("Cannot deliver the notice “%s”: %s", letter->notice.title, error->message);
}

/* Whether the sync has recovered before its failure could be reported: then neither is news. */
static gboolean
is_overtaken (FpdNotifier *self, const FpdLetter *letter)
{
  return g_str_equal (letter->notice.event, "sync-failing") &&
         fpd_outbox_remove_all (self->outbox, letter->sync, letter->channel, letter);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer data)
{
  FpdNotifier *self = data;
  FpdLetter *letter = g_steal_pointer (&self->sending);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    fpd_outbox_remove (self->outbox, letter);
  else if (is_overtaken (self, letter))
    fpd_outbox_remove (self->outbox, letter);
  else if (!self->is_stopped)
    put_off (self, letter, error);
  fpd_outbox_save (self->outbox);
  send_next (self);
}

/* A letter for a channel that is no longer set has nowhere to go, and an old one is no longer
 * news. */
static gboolean
is_void (FpdNotifier *self, const FpdLetter *letter)
{
  return !has_channel (self, letter->channel) || now_s () - letter->notice.time_s > MAX_AGE_S;
}

static FpdLetter *
find_next (FpdNotifier *self)
{
  FpdLetter *letter = fpd_outbox_get_first (self->outbox);

  while (letter != NULL && is_void (self, letter))
    {
      fpd_outbox_remove (self->outbox, letter);
      fpd_outbox_save (self->outbox);
      letter = fpd_outbox_get_first (self->outbox);
    }
  return letter;
}

static void
send_next (FpdNotifier *self)
{
  FpdLetter *letter = self->sending == NULL && !self->is_stopped ? find_next (self) : NULL;
  g_autoptr (GTask) task = NULL;

  if (letter == NULL)
    return;
  /* A time further away than any pause was set by a wrong clock. */
  if (letter->retry_at > now_s () && letter->retry_at - now_s () <= LAST_RETRY_S)
    {
      wait_for (self, letter->retry_at);
      return;
    }
  self->sending = letter;
  task = g_task_new (NULL, self->cancellable, on_delivered, self);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, self, NULL);
  /* A delivery counts even if it was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, deliver_thread);
}

FpdNotifier *
fpd_notifier_new (FootprintsSyncScheduler *scheduler, const FpdNotifyConfig *config)
{
  FpdNotifier *self = g_new0 (FpdNotifier, 1);
  FootprintsStore *store = footprints_sync_scheduler_get_store (scheduler);
  g_autofree char *path = g_strconcat (footprints_store_get_path (store), ".notices", NULL);

  self->scheduler = g_object_ref (scheduler);
  self->config = config;
  self->outbox = fpd_outbox_new (path);
  self->cancellable = g_cancellable_new ();
  g_signal_connect (scheduler, "failing", G_CALLBACK (on_failing), self);
  g_signal_connect (scheduler, "run-finished", G_CALLBACK (notifier_on_finished), self);
  return self;
}

void
fpd_notifier_start (FpdNotifier *self)
{
  look (self);
}

void
fpd_notifier_stop (FpdNotifier *self)
{
  self->is_stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

gboolean
fpd_notifier_is_idle (FpdNotifier *self)
{
  return self->sending == NULL;
}

void
fpd_notifier_free (FpdNotifier *self)
{
  g_signal_handlers_disconnect_by_data (self->scheduler, self);
  g_object_unref (self->scheduler);
  fpd_outbox_free (self->outbox);
  g_object_unref (self->cancellable);
  g_free (self);
}
