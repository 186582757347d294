/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/sync/footprints-sync-config-private.h"

#include "libfootprints/core/footprints-json-writer-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/sync/footprints-sync-importer-private.h"

#define DEFAULT_INTERVAL_MINUTES 60
#define DEFAULT_OVERLAP_S (3 * 24 * 60 * 60)

/**
 * FootprintsSyncConfig:
 *
 * A sync: an account of a service, and how often to look for new plays.
 *
 * Create one, set what differs from the defaults, and store it with
 * [method@Store.save_sync_config]. One that was read from the ledger can be changed and stored
 * again; what it says about past runs dates from the moment it was read.
 *
 * Threading: one thread at a time.
 *
 * Since: 0.1
 */
struct _FootprintsSyncConfig
{
  GObject parent_instance;

  FootprintsSyncRecord record;
  char *secret; /* set since it was read; NULL: not set */
};

G_DEFINE_FINAL_TYPE (FootprintsSyncConfig, footprints_sync_config, G_TYPE_OBJECT)

static void
footprints_sync_config_finalize (GObject *object)
{
  FootprintsSyncConfig *self = FOOTPRINTS_SYNC_CONFIG (object);

  _footprints_sync_record_clear (&self->record);
  g_free (self->secret);

  G_OBJECT_CLASS (footprints_sync_config_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsSyncConfig:source: (getter get_source) (setter set_source)
   *
   * The service: `lastfm`, `listenbrainz`, or one that was registered.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (
      TEXT, "source", footprints_sync_config_get_source, footprints_sync_config_set_source, 0),
  /**
   * FootprintsSyncConfig:secret: (setter set_secret)
   *
   * The key or token that the service requires. It can be set but not read; when it is not set, a
   * stored one stays.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (TEXT, "secret", NULL, footprints_sync_config_set_secret, 0),
  /**
   * FootprintsSyncConfig:has-secret: (getter has_secret)
   *
   * Whether a key or token is set.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (BOOLEAN, "has-secret", footprints_sync_config_has_secret),
  /**
   * FootprintsSyncConfig:account: (getter get_account) (setter set_account)
   *
   * Whose plays to fetch, by the name that the service knows.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (
      TEXT, "account", footprints_sync_config_get_account, footprints_sync_config_set_account, 0),
  /**
   * FootprintsSyncConfig:base-url: (getter get_base_url) (setter set_base_url)
   *
   * The address of the service; not set for the well-known one.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (TEXT,
                                "base-url",
                                footprints_sync_config_get_base_url,
                                footprints_sync_config_set_base_url,
                                0),
  /* clang-format off */
  /**
   * FootprintsSyncConfig:interval-minutes: (getter get_interval_minutes) (setter set_interval_minutes)
   *
   * How often to look, 5 to 10080 minutes; 60 when not set.
   *
   * Since: 0.1
   */
  /* clang-format on */
  FOOTPRINTS_WRITABLE_PROPERTY (INSTANT,
                                "interval-minutes",
                                footprints_sync_config_get_interval_minutes,
                                footprints_sync_config_set_interval_minutes,
                                DEFAULT_INTERVAL_MINUTES),
  /**
   * FootprintsSyncConfig:overlap-s: (getter get_overlap_s) (setter set_overlap_s)
   *
   * How far before the newest known play each run looks again, in seconds; three days when not set.
   * Players upload late: plays that are older than this when they arrive are found by comparing
   * counts.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (INSTANT,
                                "overlap-s",
                                footprints_sync_config_get_overlap_s,
                                footprints_sync_config_set_overlap_s,
                                DEFAULT_OVERLAP_S),
  /**
   * FootprintsSyncConfig:enabled: (getter is_enabled) (setter set_enabled)
   *
   * Whether it runs automatically.
   *
   * Since: 0.1
   */
  FOOTPRINTS_WRITABLE_PROPERTY (BOOLEAN,
                                "enabled",
                                footprints_sync_config_is_enabled,
                                footprints_sync_config_set_enabled,
                                TRUE),
  /**
   * FootprintsSyncConfig:id: (getter get_id)
   *
   * Its id in the ledger.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "id", footprints_sync_config_get_id),
  /**
   * FootprintsSyncConfig:created-at: (getter get_created_at)
   *
   * When it was first stored.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "created-at", footprints_sync_config_get_created_at),
  /**
   * FootprintsSyncConfig:updated-at: (getter get_updated_at)
   *
   * When it was last changed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "updated-at", footprints_sync_config_get_updated_at),
  /**
   * FootprintsSyncConfig:last-sync-at: (getter get_last_sync_at)
   *
   * When a run last completed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "last-sync-at", footprints_sync_config_get_last_sync_at),
  /**
   * FootprintsSyncConfig:newest-listened-at: (getter get_newest_listened_at)
   *
   * The time of the newest play that a complete run has seen.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (
      INSTANT, "newest-listened-at", footprints_sync_config_get_newest_listened_at),
  /**
   * FootprintsSyncConfig:n-failures: (getter get_n_failures)
   *
   * How many runs in a row have failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-failures", footprints_sync_config_get_n_failures),
  /**
   * FootprintsSyncConfig:failing-since: (getter get_failing_since)
   *
   * When the first run of the current row of failures failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "failing-since", footprints_sync_config_get_failing_since),
  /**
   * FootprintsSyncConfig:retry-at: (getter get_retry_at)
   *
   * When a failing sync is retried.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "retry-at", footprints_sync_config_get_retry_at),
  /**
   * FootprintsSyncConfig:told-at: (getter get_told_at)
   *
   * When [signal@SyncScheduler::failing] reported that it fails.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "told-at", footprints_sync_config_get_told_at),
  /**
   * FootprintsSyncConfig:last-error: (getter get_last_error)
   *
   * Why the last run failed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "last-error", footprints_sync_config_get_last_error),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_sync_config_class_init (FootprintsSyncConfigClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_sync_config_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_sync_config_init (FootprintsSyncConfig *self)
{
  self->record.interval_minutes = DEFAULT_INTERVAL_MINUTES;
  self->record.overlap_s = DEFAULT_OVERLAP_S;
  self->record.enabled = TRUE;
  self->record.service_total = -1;
}

/**
 * footprints_sync_config_new:
 * @source: the service: `lastfm`, `listenbrainz`, or one that was registered
 * @account: whose plays to fetch, by the name that the service knows
 *
 * Creates a sync with the default settings. It is not stored yet.
 *
 * Returns: (transfer full): a sync
 *
 * Since: 0.1
 */
FootprintsSyncConfig *
footprints_sync_config_new (const char *source, const char *account)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (account != NULL, NULL);

  return g_object_new (FOOTPRINTS_TYPE_SYNC_CONFIG, "source", source, "account", account, NULL);
}

/* A member has the name of its column, which is not always that of the property. */
#define SYNC_GETTER(ctype, getter, member)                                                         \
  ctype footprints_sync_config_##getter (FootprintsSyncConfig *self)                               \
  {                                                                                                \
    g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);                                    \
    return self->record.member;                                                                    \
  }

FootprintsSyncConfig *
_footprints_sync_config_new (const FootprintsSyncRecord *record)
{
  FootprintsSyncConfig *self = g_object_new (FOOTPRINTS_TYPE_SYNC_CONFIG, NULL);

  _footprints_sync_record_copy (&self->record, record);
  return self;
}

FootprintsSyncRecord *
_footprints_sync_config_get_record (FootprintsSyncConfig *self)
{
  return &self->record;
}

const char *
_footprints_sync_config_get_new_secret (FootprintsSyncConfig *self)
{
  return self->secret;
}

/**
 * footprints_sync_config_get_source: (get-property source)
 * @self: a sync
 *
 * Gets the service.
 *
 * Returns: (transfer none): a name
 *
 * Since: 0.1
 */
SYNC_GETTER (const char *, get_source, source)

/**
 * footprints_sync_config_set_source: (set-property source)
 * @self: a sync
 * @source: `lastfm`, `listenbrainz`, or one that was registered
 *
 * Sets the service. It is checked when the sync is stored.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_source (FootprintsSyncConfig *self, const char *source)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  if (g_strcmp0 (source, self->record.source) == 0)
    return;
  g_free (self->record.source);
  self->record.source = g_strdup (source);
  g_object_notify (G_OBJECT (self), "source");
}

/**
 * footprints_sync_config_set_secret: (set-property secret)
 * @self: a sync
 * @secret: (nullable): a key or token; %NULL leaves the stored one
 *
 * Sets the key or token that the service requires.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_secret (FootprintsSyncConfig *self, const char *secret)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  g_free (self->secret);
  self->secret = g_strdup (secret);
}

/**
 * footprints_sync_config_has_secret: (get-property has-secret)
 * @self: a sync
 *
 * Tells whether a key or token is set.
 *
 * Returns: %TRUE when one is
 *
 * Since: 0.1
 */
gboolean
footprints_sync_config_has_secret (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), FALSE);

  return self->secret != NULL || *_footprints_sync_record_get_secret (&self->record) != NULL;
}

/**
 * footprints_sync_config_get_account: (get-property account)
 * @self: a sync
 *
 * Gets whose plays to fetch, by the name that the service knows.
 *
 * Returns: (transfer none): a name
 *
 * Since: 0.1
 */
SYNC_GETTER (const char *, get_account, username)

/**
 * footprints_sync_config_set_account: (set-property account)
 * @self: a sync
 * @account: a name
 *
 * Sets whose plays to fetch, by the name that the service knows. It is checked when the sync is
 * stored.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_account (FootprintsSyncConfig *self, const char *account)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  if (g_strcmp0 (account, self->record.username) == 0)
    return;
  g_free (self->record.username);
  self->record.username = g_strdup (account);
  g_object_notify (G_OBJECT (self), "account");
}

/**
 * footprints_sync_config_get_base_url: (get-property base-url)
 * @self: a sync
 *
 * Gets the address of the service.
 *
 * Returns: (nullable) (transfer none): an address; %NULL for the well-known one
 *
 * Since: 0.1
 */
SYNC_GETTER (const char *, get_base_url, base_url)

/**
 * footprints_sync_config_set_base_url: (set-property base-url)
 * @self: a sync
 * @base_url: (nullable): an `http://` or `https://` address; %NULL for the well-known one
 *
 * Sets the address of the service. It is checked when the sync is stored.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_base_url (FootprintsSyncConfig *self, const char *base_url)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  if (g_strcmp0 (base_url, self->record.base_url) == 0)
    return;
  g_free (self->record.base_url);
  self->record.base_url = g_strdup (base_url);
  g_object_notify (G_OBJECT (self), "base-url");
}

/**
 * footprints_sync_config_get_interval_minutes: (get-property interval-minutes)
 * @self: a sync
 *
 * Gets how often to look, 5 to 10080 minutes.
 *
 * Returns: a number of minutes
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_interval_minutes, interval_minutes)

/**
 * footprints_sync_config_set_interval_minutes: (set-property interval-minutes)
 * @self: a sync
 * @interval_minutes: 5 to 10080
 *
 * Sets how often to look, 5 to 10080 minutes. It is checked when the sync is stored.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_interval_minutes (FootprintsSyncConfig *self, gint64 interval_minutes)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  if (interval_minutes == self->record.interval_minutes)
    return;
  self->record.interval_minutes = interval_minutes;
  g_object_notify (G_OBJECT (self), "interval-minutes");
}

/**
 * footprints_sync_config_get_overlap_s: (get-property overlap-s)
 * @self: a sync
 *
 * Gets how far before the newest known play each run looks again, in seconds.
 *
 * Returns: a number of seconds
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_overlap_s, overlap_s)

/**
 * footprints_sync_config_set_overlap_s: (set-property overlap-s)
 * @self: a sync
 * @overlap_s: 0 to 31536000
 *
 * Sets how far before the newest known play each run looks again, in seconds. It is checked when
 * the sync is stored.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_overlap_s (FootprintsSyncConfig *self, gint64 overlap_s)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  if (overlap_s == self->record.overlap_s)
    return;
  self->record.overlap_s = overlap_s;
  g_object_notify (G_OBJECT (self), "overlap-s");
}

/**
 * footprints_sync_config_is_enabled: (get-property enabled)
 * @self: a sync
 *
 * Tells whether it runs automatically.
 *
 * Returns: %TRUE when it does
 *
 * Since: 0.1
 */
gboolean
footprints_sync_config_is_enabled (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), FALSE);

  return self->record.enabled;
}

/**
 * footprints_sync_config_set_enabled: (set-property enabled)
 * @self: a sync
 * @enabled: whether it runs automatically
 *
 * Sets whether it runs automatically.
 *
 * Since: 0.1
 */
void
footprints_sync_config_set_enabled (FootprintsSyncConfig *self, gboolean enabled)
{
  g_return_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self));

  enabled = !!enabled;
  if (enabled == self->record.enabled)
    return;
  self->record.enabled = enabled;
  g_object_notify (G_OBJECT (self), "enabled");
}

/**
 * footprints_sync_config_get_id: (get-property id)
 * @self: a sync
 *
 * Gets its id in the ledger.
 *
 * Returns: an id; 0 when it is not stored yet
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_id, id)

/**
 * footprints_sync_config_get_created_at: (get-property created-at)
 * @self: a sync
 *
 * Gets when it was first stored.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_created_at, created_at)

/**
 * footprints_sync_config_get_updated_at: (get-property updated-at)
 * @self: a sync
 *
 * Gets when it was last changed.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_updated_at, updated_at)

/**
 * footprints_sync_config_get_last_sync_at: (get-property last-sync-at)
 * @self: a sync
 *
 * Gets when a run last completed.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 for never
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_last_sync_at, last_sync_at)

/**
 * footprints_sync_config_get_newest_listened_at: (get-property newest-listened-at)
 * @self: a sync
 *
 * Gets the time of the newest play that a complete run has seen.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 for none
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_newest_listened_at, newest_at)

/**
 * footprints_sync_config_get_n_failures: (get-property n-failures)
 * @self: a sync
 *
 * Gets how many runs in a row have failed.
 *
 * Returns: a number of runs; 0 when the last one succeeded
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_n_failures, n_failures)

/**
 * footprints_sync_config_get_failing_since: (get-property failing-since)
 * @self: a sync
 *
 * Gets when the first run of the current row of failures failed.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when the last one succeeded
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_failing_since, failing_since)

/**
 * footprints_sync_config_get_retry_at: (get-property retry-at)
 * @self: a sync
 *
 * Gets when a failing sync is retried.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it is not failing
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_retry_at, retry_at)

/**
 * footprints_sync_config_get_told_at: (get-property told-at)
 * @self: a sync
 *
 * Gets when [signal@SyncScheduler::failing] reported that the sync fails.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it was not reported, or works again
 *
 * Since: 0.1
 */
SYNC_GETTER (gint64, get_told_at, told_at)

/**
 * footprints_sync_config_get_last_error: (get-property last-error)
 * @self: a sync
 *
 * Gets why the last run failed.
 *
 * Returns: (nullable) (transfer none): a text for people; %NULL when it succeeded
 *
 * Since: 0.1
 */
SYNC_GETTER (const char *, get_last_error, last_error)

/**
 * footprints_sync_config_to_json:
 * @self: a sync
 *
 * Describes the sync as a JSON object, see doc/rest-api.md. It does not contain a key or token, but
 * says whether one is set.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_sync_config_to_json (FootprintsSyncConfig *self)
{
  const FootprintsSyncRecord *record = &self->record;
  FootprintsJsonWriter writer;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_int64 (&writer, "id", record->id);
  _footprints_json_writer_add_string (&writer, "source", record->source);
  _footprints_json_writer_add_string (&writer, "username", record->username);
  _footprints_json_writer_add_null (&writer, "api_key");
  _footprints_json_writer_add_null (&writer, "token");
  _footprints_json_writer_add_boolean (&writer, "has_secret",
                                       footprints_sync_config_has_secret (self));
  _footprints_json_writer_add_int64 (&writer, "sync_interval_minutes", record->interval_minutes);
  _footprints_json_writer_add_optional_time (&writer, "last_sync_timestamp", record->last_sync_at);
  _footprints_json_writer_add_boolean (&writer, "enabled", record->enabled);
  _footprints_json_writer_add_optional_time (&writer, "created_at", record->created_at);
  _footprints_json_writer_add_optional_time (&writer, "updated_at", record->updated_at);
  _footprints_json_writer_add_string (&writer, "base_url", record->base_url);
  _footprints_json_writer_add_int64 (&writer, "overlap_s", record->overlap_s);
  _footprints_json_writer_add_optional_time (&writer, "newest_listened_at", record->newest_at);
  _footprints_json_writer_add_int64 (&writer, "failures", record->n_failures);
  _footprints_json_writer_add_optional_time (&writer, "failing_since", record->failing_since);
  _footprints_json_writer_add_optional_time (&writer, "retry_at", record->retry_at);
  _footprints_json_writer_add_string (&writer, "last_error", record->last_error);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}
