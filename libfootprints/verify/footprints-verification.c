/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/verify/footprints-verification.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/store/footprints-scrobble-page.h"
#include "libfootprints/verify/footprints-verification-month-private.h"
#include "libfootprints/verify/footprints-verify-run-private.h"

/**
 * FootprintsVerification:
 *
 * Checks that nothing is missing: compares the history with a service, month by month.
 *
 * Counts are compared first: of each month if the service counts months, as Last.fm does, otherwise
 * of everything, as with ListenBrainz. Only what differs is fetched and compared play by play. A
 * play that the service has and the history does not have was uploaded late, or lost; a repair adds
 * it, as an import that can be undone. A play that this account brought and that the service no
 * longer lists was deleted there; it is counted and listed, and it stays until it is removed. Plays
 * that the listener has removed are neither missing nor added.
 *
 * Equal counts are taken to mean equal plays, unless the verification is thorough. Only plays that
 * this account brought are compared, and plays of its source for which the ledger does not know who
 * brought them.
 *
 * Threading: one main context at a time.
 *
 * Source: doc/syncing.md.
 *
 * Since: 0.1
 */
struct _FootprintsVerification
{
  GObject parent_instance;

  FootprintsStore *store;
  FootprintsImporter *importer;
  gboolean repair;
  gboolean thorough;
  gboolean has_run;
  double progress;
  gint64 n_unusable;    /* of no known month */
  GListStore *months;   /* of FootprintsVerificationMonth */
  GListStore *vanished; /* of FootprintsScrobble */
};

enum
{
  PROP_0,
  PROP_STORE,
  PROP_IMPORTER,
  PROP_REPAIR,
  PROP_THOROUGH,
  PROP_PROGRESS,
  PROP_MONTHS,
  PROP_VANISHED,
  PROP_N_HERE,
  PROP_N_MISSING,
  PROP_N_EXTRA,
  PROP_N_REPAIRED,
  PROP_N_UNUSABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (FootprintsVerification, footprints_verification, G_TYPE_OBJECT)

static void
footprints_verification_finalize (GObject *object)
{
  FootprintsVerification *self = FOOTPRINTS_VERIFICATION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->importer);
  g_object_unref (self->months);
  g_object_unref (self->vanished);

  G_OBJECT_CLASS (footprints_verification_parent_class)->finalize (object);
}

static void
footprints_verification_get_property (GObject *object,
                                      guint property_id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  FootprintsVerification *self = FOOTPRINTS_VERIFICATION (object);

  switch (property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_IMPORTER:
      g_value_set_object (value, self->importer);
      break;
    case PROP_REPAIR:
      g_value_set_boolean (value, self->repair);
      break;
    case PROP_THOROUGH:
      g_value_set_boolean (value, self->thorough);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_MONTHS:
      g_value_set_object (value, self->months);
      break;
    case PROP_VANISHED:
      g_value_set_object (value, self->vanished);
      break;
    case PROP_N_HERE:
      g_value_set_int64 (value, footprints_verification_get_n_here (self));
      break;
    case PROP_N_MISSING:
      g_value_set_int64 (value, footprints_verification_get_n_missing (self));
      break;
    case PROP_N_EXTRA:
      g_value_set_int64 (value, footprints_verification_get_n_extra (self));
      break;
    case PROP_N_REPAIRED:
      g_value_set_int64 (value, footprints_verification_get_n_repaired (self));
      break;
    case PROP_N_UNUSABLE:
      g_value_set_int64 (value, footprints_verification_get_n_unusable (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_verification_set_property (GObject *object,
                                      guint property_id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  FootprintsVerification *self = FOOTPRINTS_VERIFICATION (object);

  switch (property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_IMPORTER:
      self->importer = g_value_dup_object (value);
      break;
    case PROP_REPAIR:
      footprints_verification_set_repair (self, g_value_get_boolean (value));
      break;
    case PROP_THOROUGH:
      footprints_verification_set_thorough (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
footprints_verification_class_init (FootprintsVerificationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = footprints_verification_finalize;
  object_class->get_property = footprints_verification_get_property;
  object_class->set_property = footprints_verification_set_property;

  /**
   * FootprintsVerification:store:
   *
   * The store whose history is compared.
   *
   * Since: 0.1
   */
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, FOOTPRINTS_TYPE_STORE, fixed);

  /**
   * FootprintsVerification:importer: (getter get_importer)
   *
   * The service it is compared with.
   *
   * Since: 0.1
   */
  properties[PROP_IMPORTER] =
      g_param_spec_object ("importer", NULL, NULL, FOOTPRINTS_TYPE_IMPORTER, fixed);

  /**
   * FootprintsVerification:repair: (getter is_repair) (setter set_repair)
   *
   * Whether missing plays are added.
   *
   * Since: 0.1
   */
  properties[PROP_REPAIR] = g_param_spec_boolean ("repair", NULL, NULL, FALSE, writable);

  /**
   * FootprintsVerification:thorough: (getter is_thorough) (setter set_thorough)
   *
   * Whether every play is compared, even where the counts are equal.
   *
   * Since: 0.1
   */
  properties[PROP_THOROUGH] = g_param_spec_boolean ("thorough", NULL, NULL, FALSE, writable);

  /**
   * FootprintsVerification:progress: (getter get_progress)
   *
   * About how much of the work is done, 0 to 1.
   *
   * Since: 0.1
   */
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, read_only);

  /**
   * FootprintsVerification:months: (getter get_months)
   *
   * What was found, month by month.
   *
   * Since: 0.1
   */
  properties[PROP_MONTHS] =
      g_param_spec_object ("months", NULL, NULL, G_TYPE_LIST_MODEL, read_only);

  /**
   * FootprintsVerification:vanished: (getter get_vanished)
   *
   * The plays that this account brought and that the service no longer lists.
   *
   * Since: 0.1
   */
  properties[PROP_VANISHED] =
      g_param_spec_object ("vanished", NULL, NULL, G_TYPE_LIST_MODEL, read_only);

  /**
   * FootprintsVerification:n-here: (getter get_n_here)
   *
   * How many plays of the source the history had.
   *
   * Since: 0.1
   */
  properties[PROP_N_HERE] = g_param_spec_int64 ("n-here", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerification:n-missing: (getter get_n_missing)
   *
   * How many plays the service has that the history did not have.
   *
   * Since: 0.1
   */
  properties[PROP_N_MISSING] =
      g_param_spec_int64 ("n-missing", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerification:n-extra: (getter get_n_extra)
   *
   * How many plays this account brought that the service no longer lists.
   *
   * Since: 0.1
   */
  properties[PROP_N_EXTRA] =
      g_param_spec_int64 ("n-extra", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerification:n-repaired: (getter get_n_repaired)
   *
   * How many missing plays were added.
   *
   * Since: 0.1
   */
  properties[PROP_N_REPAIRED] =
      g_param_spec_int64 ("n-repaired", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  /**
   * FootprintsVerification:n-unusable: (getter get_n_unusable)
   *
   * How many entries the service listed that are not plays a history can hold.
   *
   * Since: 0.1
   */
  properties[PROP_N_UNUSABLE] =
      g_param_spec_int64 ("n-unusable", NULL, NULL, 0, G_MAXINT64, 0, read_only);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
footprints_verification_init (FootprintsVerification *self)
{
  self->months = g_list_store_new (FOOTPRINTS_TYPE_VERIFICATION_MONTH);
  self->vanished = g_list_store_new (FOOTPRINTS_TYPE_SCROBBLE);
}

/**
 * footprints_verification_new:
 * @store: a store
 * @importer: an importer of a service, with its account
 *
 * Creates a verification. It does nothing until [method@Verification.run_async].
 *
 * Returns: (transfer full): a verification
 *
 * Since: 0.1
 */
FootprintsVerification *
footprints_verification_new (FootprintsStore *store, FootprintsImporter *importer)
{
  g_return_val_if_fail (FOOTPRINTS_IS_STORE (store), NULL);
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORTER (importer), NULL);

  return g_object_new (FOOTPRINTS_TYPE_VERIFICATION, "store", store, "importer", importer, NULL);
}

/**
 * footprints_verification_get_importer: (get-property importer)
 * @self: a verification
 *
 * Gets the service that the history is compared with.
 *
 * Returns: (transfer none): an importer
 *
 * Since: 0.1
 */
FootprintsImporter *
footprints_verification_get_importer (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), NULL);

  return self->importer;
}

/**
 * footprints_verification_is_repair: (get-property repair)
 * @self: a verification
 *
 * Tells whether missing plays are added.
 *
 * Returns: %TRUE when they are
 *
 * Since: 0.1
 */
gboolean
footprints_verification_is_repair (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), FALSE);

  return self->repair;
}

/**
 * footprints_verification_set_repair: (set-property repair)
 * @self: a verification that has not started
 * @repair: whether to add them
 *
 * Sets whether missing plays are added.
 *
 * Since: 0.1
 */
void
footprints_verification_set_repair (FootprintsVerification *self, gboolean repair)
{
  g_return_if_fail (FOOTPRINTS_IS_VERIFICATION (self));
  g_return_if_fail (!self->has_run);

  repair = !!repair;
  if (repair == self->repair)
    return;
  self->repair = repair;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPAIR]);
}

/**
 * footprints_verification_is_thorough: (get-property thorough)
 * @self: a verification
 *
 * Tells whether every play is compared, even where the counts are equal.
 *
 * Returns: %TRUE when it is
 *
 * Since: 0.1
 */
gboolean
footprints_verification_is_thorough (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), FALSE);

  return self->thorough;
}

/**
 * footprints_verification_set_thorough: (set-property thorough)
 * @self: a verification that has not started
 * @thorough: whether to compare every play
 *
 * Sets whether every play is compared, even where the counts are equal.
 *
 * Since: 0.1
 */
void
footprints_verification_set_thorough (FootprintsVerification *self, gboolean thorough)
{
  g_return_if_fail (FOOTPRINTS_IS_VERIFICATION (self));
  g_return_if_fail (!self->has_run);

  thorough = !!thorough;
  if (thorough == self->thorough)
    return;
  self->thorough = thorough;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THOROUGH]);
}

/**
 * footprints_verification_get_progress: (get-property progress)
 * @self: a verification
 *
 * Gets about how much of the work is done.
 *
 * Returns: 0 to 1
 *
 * Since: 0.1
 */
double
footprints_verification_get_progress (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return self->progress;
}

static void
set_progress (gpointer data, double fraction)
{
  FootprintsVerification *self = data;

  self->progress = MAX (self->progress, fraction);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* They are shown so that the listener can remove or keep them; if they cannot be read, the counts
 * still include them. */
static void
list_vanished (FootprintsVerification *self, const GArray *ids)
{
  g_autoptr (FootprintsScrobblePage) page = footprints_store_get_scrobbles (
      self->store, (const gint64 *) (gconstpointer) ids->data, ids->len, NULL, NULL);

  for (guint i = 0; page != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (page)); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (G_LIST_MODEL (page), i);

      g_list_store_append (self->vanished, scrobble);
    }
}

static void
verification_on_done (gpointer data,
                      const FootprintsMonths *months,
                      const GArray *vanished,
                      const GError *error)
{
  g_autoptr (GTask) task = data;
  FootprintsVerification *self = g_task_get_source_object (task);

  for (guint i = 0; i < months->tallies->len; i++)
    {
      g_autoptr (FootprintsVerificationMonth) month = _footprints_verification_month_new (
          &g_array_index (months->tallies, FootprintsMonthTally, i));

      if (footprints_verification_month_get_n_here (month) > 0 ||
          footprints_verification_month_get_n_there (month) > 0)
        g_list_store_append (self->months, month);
    }
  self->n_unusable = months->n_unusable;
  list_vanished (self, vanished);
  if (error != NULL)
    {
      g_task_return_error (task, g_error_copy (error));
      return;
    }
  set_progress (self, 1);
  g_task_return_boolean (task, TRUE);
}

/**
 * footprints_verification_run_async:
 * @self: a verification that has not started
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when done, in the main context that is the thread default now
 * @user_data: data for @callback
 *
 * Compares, and repairs if that is set.
 *
 * Since: 0.1
 */
void
footprints_verification_run_async (FootprintsVerification *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  FootprintsVerifyPlan plan;
  GTask *task;

  g_return_if_fail (FOOTPRINTS_IS_VERIFICATION (self));
  g_return_if_fail (!self->has_run);

  self->has_run = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, footprints_verification_run_async);
  g_task_set_check_cancellable (task, FALSE);
  plan = (FootprintsVerifyPlan){
    .store = self->store,
    .importer = self->importer,
    .repair = self->repair,
    .thorough = self->thorough,
    .on_progress = set_progress,
    .data = self,
  };
  _footprints_verify_run_start (&plan, cancellable, verification_on_done, task);
}

/**
 * footprints_verification_run_finish:
 * @self: a verification
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends [method@Verification.run_async]. What was found before an error is available.
 *
 * Errors: those of [method@Importer.fetch_page_finish] and of reading and writing the ledger;
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE when everything was compared; %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean
footprints_verification_run_finish (FootprintsVerification *self,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, footprints_verification_run_async),
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * footprints_verification_get_months: (get-property months)
 * @self: a verification
 *
 * Gets what was found: the months that have plays on either side, oldest first.
 *
 * Returns: (transfer none): a list model of [class@VerificationMonth]
 *
 * Since: 0.1
 */
GListModel *
footprints_verification_get_months (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), NULL);

  return G_LIST_MODEL (self->months);
}

static gint64
add_up (FootprintsVerification *self, gint64 (*get) (FootprintsVerificationMonth *month))
{
  gint64 sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->months)); i++)
    {
      g_autoptr (FootprintsVerificationMonth) month =
          g_list_model_get_item (G_LIST_MODEL (self->months), i);

      sum += get (month);
    }
  return sum;
}

/**
 * footprints_verification_get_vanished: (get-property vanished)
 * @self: a verification
 *
 * Gets the plays that this account brought and that the service no longer lists, oldest first; the
 * first 1,000 of them. [method@Store.remove_scrobbles] removes those that should not stay.
 *
 * Returns: (transfer none): a list model of [class@Scrobble]
 *
 * Since: 0.1
 */
GListModel *
footprints_verification_get_vanished (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), NULL);

  return G_LIST_MODEL (self->vanished);
}

/**
 * footprints_verification_get_n_here: (get-property n-here)
 * @self: a verification
 *
 * Gets how many plays of the source the history had when the check began.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_get_n_here (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return add_up (self, footprints_verification_month_get_n_here);
}

/**
 * footprints_verification_get_n_missing: (get-property n-missing)
 * @self: a verification
 *
 * Gets how many plays the service has that the history did not have.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_get_n_missing (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return add_up (self, footprints_verification_month_get_n_missing);
}

/**
 * footprints_verification_get_n_extra: (get-property n-extra)
 * @self: a verification
 *
 * Gets how many plays this account brought that the service no longer lists.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_get_n_extra (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return add_up (self, footprints_verification_month_get_n_extra);
}

/**
 * footprints_verification_get_n_repaired: (get-property n-repaired)
 * @self: a verification
 *
 * Gets how many missing plays were added.
 *
 * Returns: a number of plays
 *
 * Since: 0.1
 */
gint64
footprints_verification_get_n_repaired (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return add_up (self, footprints_verification_month_get_n_repaired);
}

/**
 * footprints_verification_get_n_unusable: (get-property n-unusable)
 * @self: a verification
 *
 * Gets how many of the fetched entries are not plays a history can hold, or could not be listed
 * completely by the service.
 *
 * Returns: a number of entries
 *
 * Since: 0.1
 */
gint64
footprints_verification_get_n_unusable (FootprintsVerification *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), 0);

  return self->n_unusable + add_up (self, footprints_verification_month_get_n_unusable);
}

static void
write_months (FootprintsVerification *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_add_array (writer, "months");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->months)); i++)
    {
      g_autoptr (FootprintsVerificationMonth) month =
          g_list_model_get_item (G_LIST_MODEL (self->months), i);

      _footprints_row_write (&_footprints_verification_month_row_type, _footprints_row_of (month),
                             writer);
    }
  _footprints_json_writer_end_array (writer);
}

static void
write_vanished (FootprintsVerification *self, FootprintsJsonWriter *writer)
{
  _footprints_json_writer_add_array (writer, "vanished");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->vanished)); i++)
    {
      g_autoptr (FootprintsScrobble) scrobble =
          g_list_model_get_item (G_LIST_MODEL (self->vanished), i);

      _footprints_json_writer_begin_object (writer);
      _footprints_json_writer_add_int64 (writer, "id", footprints_scrobble_get_id (scrobble));
      _footprints_json_writer_add_string (writer, "artist",
                                          footprints_scrobble_get_artist (scrobble));
      _footprints_json_writer_add_string (writer, "track",
                                          footprints_scrobble_get_track (scrobble));
      _footprints_json_writer_add_string (writer, "album",
                                          footprints_scrobble_get_album (scrobble));
      _footprints_json_writer_add_time (writer, "timestamp",
                                        footprints_scrobble_get_listened_at (scrobble));
      _footprints_json_writer_end_object (writer);
    }
  _footprints_json_writer_end_array (writer);
}

/**
 * footprints_verification_to_json:
 * @self: a verification
 *
 * Describes what was found, as the REST API does.
 *
 * Returns: (transfer full): an object as JSON
 *
 * Since: 0.1
 */
char *
footprints_verification_to_json (FootprintsVerification *self)
{
  FootprintsJsonWriter writer;

  g_return_val_if_fail (FOOTPRINTS_IS_VERIFICATION (self), NULL);

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_string (&writer, "source",
                                      footprints_importer_get_source (self->importer));
  _footprints_json_writer_add_string (&writer, "account",
                                      footprints_importer_get_account (self->importer));
  _footprints_json_writer_add_boolean (&writer, "repair", self->repair);
  _footprints_json_writer_add_boolean (&writer, "thorough", self->thorough);
  _footprints_json_writer_add_int64 (&writer, "here", footprints_verification_get_n_here (self));
  _footprints_json_writer_add_int64 (&writer, "missing",
                                     footprints_verification_get_n_missing (self));
  _footprints_json_writer_add_int64 (&writer, "extra", footprints_verification_get_n_extra (self));
  _footprints_json_writer_add_int64 (&writer, "repaired",
                                     footprints_verification_get_n_repaired (self));
  _footprints_json_writer_add_int64 (&writer, "unusable",
                                     footprints_verification_get_n_unusable (self));
  write_months (self, &writer);
  write_vanished (self, &writer);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}
