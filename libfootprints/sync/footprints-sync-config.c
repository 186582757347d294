/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/sync/footprints-sync-config-private.h"

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/sync/footprints-sync-importer-private.h"

#define DEFAULT_INTERVAL_MINUTES 60
#define DEFAULT_OVERLAP_S (3 * 24 * 60 * 60)

/**
 * FootprintsSyncConfig:
 *
 * What is kept in sync: an account of a service, and how often to look.
 *
 * Make one, set what differs from the defaults, and store it with
 * [method@Store.save_sync_config]. One that was read from the ledger can be changed and stored
 * again; what it tells of past runs is of the moment it was read.
 *
 * Threading: one thread at a time.
 *
 * Since: 0.1
 */
struct _FootprintsSyncConfig
{
  GObject parent_instance;

  FootprintsSyncRecord record;
  char *secret; /* set since it was read; NULL: not */
};

enum
{
  PROP_0,
  PROP_SOURCE,
  PROP_SECRET,
  PROP_HAS_SECRET,
  PROP_ACCOUNT,
  PROP_BASE_URL,
  PROP_INTERVAL_MINUTES,
  PROP_OVERLAP_S,
  PROP_ENABLED,
  PROP_ID,
  PROP_CREATED_AT,
  PROP_UPDATED_AT,
  PROP_LAST_SYNC_AT,
  PROP_NEWEST_LISTENED_AT,
  PROP_N_FAILURES,
  PROP_FAILING_SINCE,
  PROP_RETRY_AT,
  PROP_TOLD_AT,
  PROP_LAST_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsSyncConfig, footprints_sync_config, G_TYPE_OBJECT)

static void
footprints_sync_config_finalize (GObject *object)
{
  FootprintsSyncConfig *self = FOOTPRINTS_SYNC_CONFIG (object);

  _footprints_sync_record_clear (&self->record);
  g_free (self->secret);

  G_OBJECT_CLASS (footprints_sync_config_parent_class)->finalize (object);
}

static void
footprints_sync_config_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  FootprintsSyncConfig *self = FOOTPRINTS_SYNC_CONFIG (object);

  switch (property_id)
    {
    case PROP_SOURCE:
      g_value_set_string (value, self->record.source);
      break;
    case PROP_HAS_SECRET:
      g_value_set_boolean (value, footprints_sync_config_has_secret (self));
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, footprints_sync_config_get_account (self));
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, footprints_sync_config_get_base_url (self));
      break;
    case PROP_INTERVAL_MINUTES:
      g_value_set_int64 (value, footprints_sync_config_get_interval_minutes (self));
      break;
    case PROP_OVERLAP_S:
      g_value_set_int64 (value, footprints_sync_config_get_overlap_s (self));
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, footprints_sync_config_is_enabled (self));
      break;
    case PROP_ID:
      g_value_set_int64 (value, footprints_sync_config_get_id (self));
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, footprints_sync_config_get_created_at (self));
      break;
    case PROP_UPDATED_AT:
      g_value_set_int64 (value, footprints_sync_config_get_updated_at (self));
      break;
    case PROP_LAST_SYNC_AT:
      g_value_set_int64 (value, footprints_sync_config_get_last_sync_at (self));
      break;
    case PROP_NEWEST_LISTENED_AT:
      g_value_set_int64 (value, footprints_sync_config_get_newest_listened_at (self));
      break;
    case PROP_N_FAILURES:
      g_value_set_int64 (value, footprints_sync_config_get_n_failures (self));
      break;
    case PROP_FAILING_SINCE:
      g_value_set_int64 (value, footprints_sync_config_get_failing_since (self));
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, footprints_sync_config_get_retry_at (self));
      break;
    case PROP_TOLD_AT:
      g_value_set_int64 (value, footprints_sync_config_get_told_at (self));
      break;
    case PROP_LAST_ERROR:
      g_value_set_string (value, footprints_sync_config_get_last_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_sync_config_set_property (GObject *object,
                                     guint property_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  FootprintsSyncConfig *self = FOOTPRINTS_SYNC_CONFIG (object);

  switch (property_id)
    {
    case PROP_SOURCE:
      footprints_sync_config_set_source (self, g_value_get_string (value));
      break;
    case PROP_SECRET:
      footprints_sync_config_set_secret (self, g_value_get_string (value));
      break;
    case PROP_ACCOUNT:
      footprints_sync_config_set_account (self, g_value_get_string (value));
      break;
    case PROP_BASE_URL:
      footprints_sync_config_set_base_url (self, g_value_get_string (value));
      break;
    case PROP_INTERVAL_MINUTES:
      footprints_sync_config_set_interval_minutes (self, g_value_get_int64 (value));
      break;
    case PROP_OVERLAP_S:
      footprints_sync_config_set_overlap_s (self, g_value_get_int64 (value));
      break;
    case PROP_ENABLED:
      footprints_sync_config_set_enabled (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_settings (GObjectClass *object_class)
{
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * FootprintsSyncConfig:source: (getter get_source) (setter set_source)
   *
   * The service: `lastfm`, `listenbrainz`, or one that was registered.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, writable);

  /**
   * FootprintsSyncConfig:secret: (setter set_secret)
   *
   * The key or token that the service wants. It can be set and not read; when it is not set, one
   * that is stored stays.
   *
   * Since: 0.1
   */
  properties[PROP_SECRET] =
      g_param_spec_string ("secret", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsSyncConfig:account: (getter get_account) (setter set_account)
   *
   * Whose plays, by the name that the service knows.
   *
   * Since: 0.1
   */
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, writable);

  /**
   * FootprintsSyncConfig:base-url: (getter get_base_url) (setter set_base_url)
   *
   * Where the service is; not set for the well-known place.
   *
   * Since: 0.1
   */
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, writable);

  /* clang-format off */
  /**
   * FootprintsSyncConfig:interval-minutes: (getter get_interval_minutes) (setter set_interval_minutes)
   *
   * How often to look, 5 to 10080 minutes; 60 when not set.
   *
   * Since: 0.1
   */
  /* clang-format on */
  properties[PROP_INTERVAL_MINUTES] = g_param_spec_int64 (
      "interval-minutes", NULL, NULL, G_MININT64, G_MAXINT64, DEFAULT_INTERVAL_MINUTES, writable);

  /**
   * FootprintsSyncConfig:overlap-s: (getter get_overlap_s) (setter set_overlap_s)
   *
   * How far before the newest known play each run looks again, in seconds; three days when not
   * set. Players upload late: what is older than this when it arrives is found by the comparison
   * of counts.
   *
   * Since: 0.1
   */
  properties[PROP_OVERLAP_S] = g_param_spec_int64 ("overlap-s", NULL, NULL, G_MININT64, G_MAXINT64,
                                                   DEFAULT_OVERLAP_S, writable);

  /**
   * FootprintsSyncConfig:enabled: (getter is_enabled) (setter set_enabled)
   *
   * Whether it runs by itself.
   *
   * Since: 0.1
   */
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, writable);
}

static void
footprints_sync_config_class_init (FootprintsSyncConfigClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_sync_config_finalize;
  object_class->get_property = footprints_sync_config_get_property;
  object_class->set_property = footprints_sync_config_set_property;
  install_settings (object_class);

  /**
   * FootprintsSyncConfig:has-secret: (getter has_secret)
   *
   * Whether a key or token is set.
   *
   * Since: 0.1
   */
  properties[PROP_HAS_SECRET] = g_param_spec_boolean ("has-secret", NULL, NULL, FALSE, read_only);

  /**
   * FootprintsSyncConfig:id: (getter get_id)
   *
   * Its number in the ledger.
   *
   * Since: 0.1
   */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:created-at: (getter get_created_at)
   *
   * When it was stored first.
   *
   * Since: 0.1
   */
  properties[PROP_CREATED_AT] =
      g_param_spec_int64 ("created-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:updated-at: (getter get_updated_at)
   *
   * When it was changed last.
   *
   * Since: 0.1
   */
  properties[PROP_UPDATED_AT] =
      g_param_spec_int64 ("updated-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:last-sync-at: (getter get_last_sync_at)
   *
   * When a run last came to its end.
   *
   * Since: 0.1
   */
  properties[PROP_LAST_SYNC_AT] =
      g_param_spec_int64 ("last-sync-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:newest-listened-at: (getter get_newest_listened_at)
   *
   * The time of the newest play that a complete run has met.
   *
   * Since: 0.1
   */
  properties[PROP_NEWEST_LISTENED_AT] =
      g_param_spec_int64 ("newest-listened-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:n-failures: (getter get_n_failures)
   *
   * How many runs in a row have failed.
   *
   * Since: 0.1
   */
  properties[PROP_N_FAILURES] =
      g_param_spec_int64 ("n-failures", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:failing-since: (getter get_failing_since)
   *
   * When the first of the runs in a row failed.
   *
   * Since: 0.1
   */
  properties[PROP_FAILING_SINCE] =
      g_param_spec_int64 ("failing-since", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:retry-at: (getter get_retry_at)
   *
   * When a failing sync is tried again.
   *
   * Since: 0.1
   */
  properties[PROP_RETRY_AT] =
      g_param_spec_int64 ("retry-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:told-at: (getter get_told_at)
   *
   * When [signal@SyncScheduler::failing] told that it fails.
   *
   * Since: 0.1
   */
  properties[PROP_TOLD_AT] =
      g_param_spec_int64 ("told-at", NULL, NULL, G_MININT64, G_MAXINT64, 0, read_only);

  /**
   * FootprintsSyncConfig:last-error: (getter get_last_error)
   *
   * Why the last run failed.
   *
   * Since: 0.1
   */
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, NULL, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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
 * @account: whose plays, by the name that the service knows
 *
 * Makes a sync with the default settings. It is not stored yet.
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
const char *
footprints_sync_config_get_source (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  return self->record.source;
}

/**
 * footprints_sync_config_set_source: (set-property source)
 * @self: a sync
 * @source: `lastfm`, `listenbrainz`, or one that was registered
 *
 * Sets the service. Whether it is acceptable is seen when it is stored.
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
}

/**
 * footprints_sync_config_set_secret: (set-property secret)
 * @self: a sync
 * @secret: (nullable): a key or token; %NULL leaves the one that is stored
 *
 * Sets the key or token that the service wants.
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
 * Gets whose plays, by the name that the service knows.
 *
 * Returns: (transfer none): a name
 *
 * Since: 0.1
 */
const char *
footprints_sync_config_get_account (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  return self->record.username;
}

/**
 * footprints_sync_config_set_account: (set-property account)
 * @self: a sync
 * @account: a name
 *
 * Sets whose plays, by the name that the service knows. Whether it is acceptable is seen when it is
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

/**
 * footprints_sync_config_get_base_url: (get-property base-url)
 * @self: a sync
 *
 * Gets where the service is.
 *
 * Returns: (nullable) (transfer none): an address; %NULL for the well-known place
 *
 * Since: 0.1
 */
const char *
footprints_sync_config_get_base_url (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  return self->record.base_url;
}

/**
 * footprints_sync_config_set_base_url: (set-property base-url)
 * @self: a sync
 * @base_url: (nullable): an `http://` or `https://` address; %NULL for the well-known place
 *
 * Sets where the service is. Whether it is acceptable is seen when it is stored.
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
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
gint64
footprints_sync_config_get_interval_minutes (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.interval_minutes;
}

/**
 * footprints_sync_config_set_interval_minutes: (set-property interval-minutes)
 * @self: a sync
 * @interval_minutes: 5 to 10080
 *
 * Sets how often to look, 5 to 10080 minutes. Whether it is acceptable is seen when it is stored.
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERVAL_MINUTES]);
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
gint64
footprints_sync_config_get_overlap_s (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.overlap_s;
}

/**
 * footprints_sync_config_set_overlap_s: (set-property overlap-s)
 * @self: a sync
 * @overlap_s: 0 to 31536000
 *
 * Sets how far before the newest known play each run looks again, in seconds. Whether it is
 * acceptable is seen when it is stored.
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERLAP_S]);
}

/**
 * footprints_sync_config_is_enabled: (get-property enabled)
 * @self: a sync
 *
 * Tells whether it runs by itself.
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
 * @enabled: whether it runs by itself
 *
 * Sets whether it runs by itself. Whether it is acceptable is seen when it is stored.
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/**
 * footprints_sync_config_get_id: (get-property id)
 * @self: a sync
 *
 * Gets its number in the ledger.
 *
 * Returns: a number; 0 when it is not stored yet
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_id (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.id;
}

/**
 * footprints_sync_config_get_created_at: (get-property created-at)
 * @self: a sync
 *
 * Gets when it was stored first.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_created_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.created_at;
}

/**
 * footprints_sync_config_get_updated_at: (get-property updated-at)
 * @self: a sync
 *
 * Gets when it was changed last.
 *
 * Returns: seconds since 1970-01-01 UTC
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_updated_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.updated_at;
}

/**
 * footprints_sync_config_get_last_sync_at: (get-property last-sync-at)
 * @self: a sync
 *
 * Gets when a run last came to its end.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 for never
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_last_sync_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.last_sync_at;
}

/**
 * footprints_sync_config_get_newest_listened_at: (get-property newest-listened-at)
 * @self: a sync
 *
 * Gets the time of the newest play that a complete run has met.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 for none
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_newest_listened_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.newest_at;
}

/**
 * footprints_sync_config_get_n_failures: (get-property n-failures)
 * @self: a sync
 *
 * Gets how many runs in a row have failed.
 *
 * Returns: a number of runs; 0 when the last one was good
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_n_failures (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.n_failures;
}

/**
 * footprints_sync_config_get_failing_since: (get-property failing-since)
 * @self: a sync
 *
 * Gets when the first of the runs in a row failed.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when the last one was good
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_failing_since (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.failing_since;
}

/**
 * footprints_sync_config_get_retry_at: (get-property retry-at)
 * @self: a sync
 *
 * Gets when a failing sync is tried again.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it does not fail
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_retry_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.retry_at;
}

/**
 * footprints_sync_config_get_told_at: (get-property told-at)
 * @self: a sync
 *
 * Gets when [signal@SyncScheduler::failing] told that the sync fails.
 *
 * Returns: seconds since 1970-01-01 UTC; 0 when it was not told, or works again
 *
 * Since: 0.1
 */
gint64
footprints_sync_config_get_told_at (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), 0);

  return self->record.told_at;
}

/**
 * footprints_sync_config_get_last_error: (get-property last-error)
 * @self: a sync
 *
 * Gets why the last run failed.
 *
 * Returns: (nullable) (transfer none): a text for people; %NULL when it was good
 *
 * Since: 0.1
 */
const char *
footprints_sync_config_get_last_error (FootprintsSyncConfig *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  return self->record.last_error;
}

/**
 * footprints_sync_config_to_json:
 * @self: a sync
 *
 * Describes the sync as a JSON object; doc/rest-api.md says how. Of a key or token it says only
 * whether there is one.
 *
 * Returns: (transfer full): JSON
 *
 * Since: 0.1
 */
char *
footprints_sync_config_to_json (FootprintsSyncConfig *self)
{
  const FootprintsSyncRecord *record = &self->record;
  g_autoptr (json_object) object = NULL;

  g_return_val_if_fail (FOOTPRINTS_IS_SYNC_CONFIG (self), NULL);

  object = json_object_new_object ();
  _footprints_json_add_int64 (object, "id", record->id);
  _footprints_json_add_string (object, "source", record->source);
  _footprints_json_add_string (object, "username", record->username);
  json_object_object_add (object, "api_key", NULL);
  json_object_object_add (object, "token", NULL);
  json_object_object_add (object, "has_secret",
                          json_object_new_boolean (footprints_sync_config_has_secret (self)));
  _footprints_json_add_int64 (object, "sync_interval_minutes", record->interval_minutes);
  _footprints_json_add_optional_time (object, "last_sync_timestamp", record->last_sync_at);
  json_object_object_add (object, "enabled", json_object_new_boolean (record->enabled));
  _footprints_json_add_optional_time (object, "created_at", record->created_at);
  _footprints_json_add_optional_time (object, "updated_at", record->updated_at);
  _footprints_json_add_string (object, "base_url", record->base_url);
  _footprints_json_add_int64 (object, "overlap_s", record->overlap_s);
  _footprints_json_add_optional_time (object, "newest_listened_at", record->newest_at);
  _footprints_json_add_int64 (object, "failures", record->n_failures);
  _footprints_json_add_optional_time (object, "failing_since", record->failing_since);
  _footprints_json_add_optional_time (object, "retry_at", record->retry_at);
  _footprints_json_add_string (object, "last_error", record->last_error);
  return _footprints_json_to_string (object);
}
