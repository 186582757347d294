/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/services/footprints-importer-private.h"

#include "libfootprints/import/services/footprints-import-page-private.h"

#include <string.h>

/**
 * FootprintsImporter:
 *
 * A source of plays: an account of a service.
 *
 * An importer does one thing: it fetches one page of plays, from a place that a text identifies. An
 * [class@ImportJob] does the rest: the loop, storing with checkpoints, progress, resuming after a
 * crash. A [class@SyncScheduler] uses importers to keep a history up to date.
 *
 * For a service that the library does not support, derive a class, in any language, and implement
 * `fetch_page`; see doc/writing-an-importer.md.
 *
 * Threading: one main context at a time.
 *
 * Since: 0.1
 */
typedef struct
{
  char *source;   /* NULL: not known */
  char *account;  /* NULL: there is none */
  char *base_url; /* NULL: the importer's own */
  char *contact;
  char *secret;           /* NULL: none */
  FootprintsReach *reach; /* NULL: anywhere */
  gboolean accepts_doubt;
} FootprintsImporterPrivate;

enum
{
  PROP_0,
  PROP_SOURCE,
  PROP_ACCOUNT,
  PROP_BASE_URL,
  PROP_CONTACT,
  PROP_SECRET,
  PROP_REACH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_SECRET_RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FootprintsImporter,
                                  footprints_importer,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (FootprintsImporter)
                                      G_IMPLEMENT_INTERFACE (FOOTPRINTS_TYPE_IMPORT_SOURCE, NULL))

#define get_private(self)                                                                          \
  ((FootprintsImporterPrivate *) footprints_importer_get_instance_private (self))

gboolean
_footprints_importer_get_accepts_doubt (FootprintsImporter *self)
{
  return get_private (self)->accepts_doubt;
}

void
_footprints_importer_set_accepts_doubt (FootprintsImporter *self, gboolean accepts_doubt)
{
  get_private (self)->accepts_doubt = accepts_doubt;
}

void
_footprints_importer_renew_secret (FootprintsImporter *self, const char *secret)
{
  FootprintsImporterPrivate *private = get_private (self);

  if (g_strcmp0 (private->secret, secret) == 0)
    return;
  g_free (private->secret);
  private->secret = g_strdup (secret);
  g_signal_emit (self, signals[SIGNAL_SECRET_RENEWED], 0);
}

static void
footprints_importer_finalize (GObject *object)
{
  FootprintsImporterPrivate *private = get_private (FOOTPRINTS_IMPORTER (object));

  g_free (private->source);
  g_free (private->account);
  g_free (private->base_url);
  g_free (private->contact);
  g_free (private->secret);
  g_clear_object (&private->reach);

  G_OBJECT_CLASS (footprints_importer_parent_class)->finalize (object);
}

static void
footprints_importer_get_property (GObject *object,
                                  guint property_id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsImporterPrivate *private = get_private (FOOTPRINTS_IMPORTER (object));

  switch (property_id)
    {
    case PROP_SOURCE:
      g_value_set_string (value, private->source);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, private->account);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, private->base_url);
      break;
    case PROP_CONTACT:
      g_value_set_string (value, private->contact);
      break;
    case PROP_REACH:
      g_value_set_object (value, private->reach);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_importer_set_property (GObject *object,
                                  guint property_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  FootprintsImporter *self = FOOTPRINTS_IMPORTER (object);

  switch (property_id)
    {
    case PROP_SOURCE:
      footprints_importer_set_source (self, g_value_get_string (value));
      break;
    case PROP_ACCOUNT:
      get_private (self)->account = g_value_dup_string (value);
      break;
    case PROP_BASE_URL:
      footprints_importer_set_base_url (self, g_value_get_string (value));
      break;
    case PROP_CONTACT:
      footprints_importer_set_contact (self, g_value_get_string (value));
      break;
    case PROP_SECRET:
      get_private (self)->secret = g_value_dup_string (value);
      break;
    case PROP_REACH:
      footprints_importer_set_reach (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* For a class that does not implement it, or misspells it, which a binding cannot see. */
static void
fetch_nothing (FootprintsImporter *self, FootprintsImportPage *page)
{
  g_autofree char *message = g_strdup_printf (
      "the importer class “%s” does not implement fetch_page", G_OBJECT_TYPE_NAME (self));

  footprints_import_page_fail (page, FOOTPRINTS_ERROR_FAILED, message);
}

static void
footprints_importer_class_init (FootprintsImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_importer_finalize;
  object_class->get_property = footprints_importer_get_property;
  object_class->set_property = footprints_importer_set_property;
  klass->fetch_page = fetch_nothing;

  /**
   * FootprintsImporter:source: (getter get_source) (setter set_source)
   *
   * Who recorded plays that do not say so themselves: a short name such as `lastfm`, part of what
   * makes a play unique. `unknown` when not set.
   *
   * Since: 0.1
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, writable);

  /**
   * FootprintsImporter:account: (getter get_account)
   *
   * Whose plays to fetch: the name of the user at the service.
   *
   * Since: 0.1
   */
  properties[PROP_ACCOUNT] =
      g_param_spec_string ("account", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsImporter:base-url: (getter get_base_url) (setter set_base_url)
   *
   * The address of the service, for servers other than the well-known one. Not set: that one.
   *
   * Since: 0.1
   */
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, writable);

  /**
   * FootprintsImporter:contact: (getter get_contact) (setter set_contact)
   *
   * An address at which the operators of the service can reach the operators of this program; sent
   * with each request when set.
   *
   * Since: 0.1
   */
  properties[PROP_CONTACT] = g_param_spec_string ("contact", NULL, NULL, NULL, writable);

  /**
   * FootprintsImporter:secret:
   *
   * The key or token that the service requires, if any. It is not shown in messages, and cannot be
   * read as a property.
   *
   * Since: 0.1
   */
  properties[PROP_SECRET] =
      g_param_spec_string ("secret", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * FootprintsImporter:reach: (getter get_reach) (setter set_reach)
   *
   * Where requests may go. Not set: anywhere. The importers of the library obey it; an importer of
   * another program has to obey it by itself.
   *
   * Since: 0.1
   */
  properties[PROP_REACH] =
      g_param_spec_object ("reach", NULL, NULL, FOOTPRINTS_TYPE_REACH, writable);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * FootprintsImporter::secret-renewed:
   * @self: an importer
   *
   * Emitted when the service has replaced the secret, as Spotify does now and then. The former one
   * may be worth nothing from then on, so whoever keeps it takes the new one from
   * [method@Importer.get_secret]. Syncs do so by themselves.
   *
   * Since: 0.1
   */
  signals[SIGNAL_SECRET_RENEWED] =
      g_signal_new ("secret-renewed", FOOTPRINTS_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
footprints_importer_init (FootprintsImporter *self)
{
}

/**
 * footprints_importer_get_source: (get-property source)
 * @self: an importer
 *
 * Gets who recorded plays that do not say so themselves.
 *
 * Returns: (nullable) (transfer none): a name, %NULL for `unknown`
 *
 * Since: 0.1
 */
const char *
footprints_importer_get_source (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->source;
}

static void
set_text (FootprintsImporter *self, char **place, const char *text, int property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;
  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * footprints_importer_set_source: (set-property source)
 * @self: an importer
 * @source: (nullable): a name such as `lastfm`, %NULL for `unknown`
 *
 * Sets who recorded plays that do not say so themselves.
 *
 * Since: 0.1
 */
void
footprints_importer_set_source (FootprintsImporter *self, const char *source)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));

  set_text (self, &get_private (self)->source, source, PROP_SOURCE);
}

/**
 * footprints_importer_get_account: (get-property account)
 * @self: an importer
 *
 * Gets whose plays to fetch.
 *
 * Returns: (nullable) (transfer none): a name, %NULL when not set
 *
 * Since: 0.1
 */
const char *
footprints_importer_get_account (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->account;
}

/**
 * footprints_importer_get_base_url: (get-property base-url)
 * @self: an importer
 *
 * Gets the address of the service.
 *
 * Returns: (nullable) (transfer none): an address, %NULL for the well-known one
 *
 * Since: 0.1
 */
const char *
footprints_importer_get_base_url (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->base_url;
}

/**
 * footprints_importer_set_base_url: (set-property base-url)
 * @self: an importer
 * @base_url: (nullable): an `http://` or `https://` address, %NULL for the well-known one
 *
 * Sets the address of the service.
 *
 * Since: 0.1
 */
void
footprints_importer_set_base_url (FootprintsImporter *self, const char *base_url)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));

  set_text (self, &get_private (self)->base_url, base_url, PROP_BASE_URL);
}

/**
 * footprints_importer_get_contact: (get-property contact)
 * @self: an importer
 *
 * Gets the address that is sent with each request.
 *
 * Returns: (nullable) (transfer none): an address
 *
 * Since: 0.1
 */
const char *
footprints_importer_get_contact (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->contact;
}

/**
 * footprints_importer_set_contact: (set-property contact)
 * @self: an importer
 * @contact: (nullable): a mail or web address, ASCII without control characters
 *
 * Sets the address that is sent with each request.
 *
 * Since: 0.1
 */
void
footprints_importer_set_contact (FootprintsImporter *self, const char *contact)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));
  g_return_if_fail (contact == NULL || g_str_is_ascii (contact));
  g_return_if_fail (contact == NULL || strpbrk (contact, "\r\n()") == NULL);

  set_text (self, &get_private (self)->contact, contact, PROP_CONTACT);
}

/**
 * footprints_importer_get_secret:
 * @self: an importer
 *
 * Gets the key or token that the service requires. It is for importers, which send it with their
 * requests.
 *
 * Returns: (nullable) (transfer none): a text
 *
 * Since: 0.1
 */
const char *
footprints_importer_get_secret (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->secret;
}

/**
 * footprints_importer_get_reach: (get-property reach)
 * @self: an importer
 *
 * Gets where requests may go.
 *
 * Returns: (nullable) (transfer none): a rule, %NULL for anywhere
 *
 * Since: 0.1
 */
FootprintsReach *
footprints_importer_get_reach (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), NULL);

  return get_private (self)->reach;
}

/**
 * footprints_importer_set_reach: (set-property reach)
 * @self: an importer
 * @reach: (nullable) (transfer none): a rule, %NULL for anywhere
 *
 * Sets where requests may go, from the next one on.
 *
 * Since: 0.1
 */
void
footprints_importer_set_reach (FootprintsImporter *self, FootprintsReach *reach)
{
  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));
  g_return_if_fail (reach == NULL || FOOTPRINTS_IS_REACH (reach));

  if (g_set_object (&get_private (self)->reach, reach))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REACH]);
}

static GTask *
make_task (FootprintsImporter *self,
           gpointer tag,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* A page that arrived before the cancellation is valid. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * footprints_importer_fetch_page_async:
 * @self: an importer of a service
 * @cursor: (nullable): what [method@ImportPage.get_next_cursor] of an earlier page returned; %NULL
 *   for the first
 * @since: plays from this time on, seconds since 1970-01-01 UTC; 0 for all
 * @until: plays before this time; %G_MAXINT64 for no end
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Fetches one page.
 *
 * Since: 0.1
 */
void
footprints_importer_fetch_page_async (FootprintsImporter *self,
                                      const char *cursor,
                                      gint64 since,
                                      gint64 until,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  FootprintsImportWindow window = { NULL, cursor, since, until };
  g_autoptr (FootprintsImportPage) page = NULL;
  GTask *task;

  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));

  task = make_task (self, footprints_importer_fetch_page_async, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  window.source = footprints_importer_get_source (self);
  page = _footprints_import_page_new (&window, task);
  FOOTPRINTS_IMPORTER_GET_CLASS (self)->fetch_page (self, page);
}

/**
 * footprints_importer_fetch_page_finish:
 * @self: an importer
 * @result: what the callback got
 * @error: return location for an error
 *
 * Finishes [method@Importer.fetch_page_async].
 *
 * Errors: %FOOTPRINTS_ERROR_NETWORK, %FOOTPRINTS_ERROR_UNAVAILABLE, %FOOTPRINTS_ERROR_RATE_LIMITED
 * when the service could not be asked, even after some retries; %FOOTPRINTS_ERROR_UNAUTHORIZED,
 * %FOOTPRINTS_ERROR_NOT_FOUND, %FOOTPRINTS_ERROR_INVALID_ARGUMENT when it rejects the request;
 * %FOOTPRINTS_ERROR_BAD_REPLY, %FOOTPRINTS_ERROR_TOO_LARGE for replies that cannot be used;
 * %FOOTPRINTS_ERROR_FORBIDDEN when the service is out of reach; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): a page; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsImportPage *
footprints_importer_fetch_page_finish (FootprintsImporter *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_importer_fetch_page_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * footprints_importer_can_count_plays:
 * @self: an importer
 *
 * Checks whether the service can report how many plays it has, without fetching them.
 *
 * Returns: %TRUE when [method@Importer.count_plays_async] works
 *
 * Since: 0.1
 */
gboolean
footprints_importer_can_count_plays (FootprintsImporter *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (self), FALSE);

  return FOOTPRINTS_IMPORTER_GET_CLASS (self)->count_plays != NULL;
}

/**
 * footprints_importer_count_plays_async:
 * @self: an importer that can count plays
 * @since: plays from this time on, seconds since 1970-01-01 UTC; 0 for all
 * @until: plays before this time; %G_MAXINT64 for no end
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Asks the service how many plays it has. Fails if the importer cannot ask.
 *
 * Since: 0.1
 */
void
footprints_importer_count_plays_async (FootprintsImporter *self,
                                       gint64 since,
                                       gint64 until,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  FootprintsImportWindow window = { NULL, NULL, since, until };
  g_autoptr (FootprintsImportPage) page = NULL;
  GTask *task;

  g_return_if_fail (FOOTPRINTS_IS_IMPORTER (self));

  task = make_task (self, footprints_importer_count_plays_async, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  window.source = footprints_importer_get_source (self);
  page = _footprints_import_page_new (&window, task);
  if (!footprints_importer_can_count_plays (self))
    footprints_import_page_fail (page, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                                 "this importer cannot count plays without fetching them");
  else
    FOOTPRINTS_IMPORTER_GET_CLASS (self)->count_plays (self, page);
}

/**
 * footprints_importer_count_plays_finish:
 * @self: an importer
 * @result: what the callback got
 * @error: return location for an error
 *
 * Finishes [method@Importer.count_plays_async].
 *
 * Errors: as [method@Importer.fetch_page_finish].
 *
 * Returns: how many plays the service has in the range; -1 without an error when it does not say
 *   for this range; -1 with @error set
 *
 * Since: 0.1
 */
gint64
footprints_importer_count_plays_finish (FootprintsImporter *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_autoptr (FootprintsImportPage) page = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_importer_count_plays_async),
                        -1);

  page = g_task_propagate_pointer (G_TASK (result), error);
  return page != NULL ? footprints_import_page_get_expected_total (page) : -1;
}
