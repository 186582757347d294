/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/import/footprints-import-summary-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"
#include "libfootprints/import/footprints-rejection-private.h"

/**
 * FootprintsImportSummary:
 *
 * What an import has done, so far or in all.
 *
 * Every row that was read is counted once: as new, as duplicate, as removed before or as rejected.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsImportSummary
{
  GObject parent_instance;

  char *format;
  char *source;
  char *zone;
  gint64 n_rows;
  gint64 n_new;
  gint64 n_duplicate;
  gint64 n_removed_before;
  gint64 n_missing;
  gint64 n_rejected;
  gint64 n_repaired;
  gint64 n_resumed;
  gint64 duration_ms;
  GListModel *rejections; /* of FootprintsRejection, the first ones */
};

G_DEFINE_FINAL_TYPE (FootprintsImportSummary, footprints_import_summary, G_TYPE_OBJECT)

static void
footprints_import_summary_finalize (GObject *object)
{
  FootprintsImportSummary *self = FOOTPRINTS_IMPORT_SUMMARY (object);

  g_clear_object (&self->rejections);
  g_free (self->format);
  g_free (self->source);
  g_free (self->zone);

  G_OBJECT_CLASS (footprints_import_summary_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsImportSummary:format: (getter get_format)
   *
   * The format of the input; %NULL if it has not been recognised yet.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "format", footprints_import_summary_get_format),
  /**
   * FootprintsImportSummary:source: (getter get_source)
   *
   * Who recorded the plays, if the input says the same for all of them.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "source", footprints_import_summary_get_source),
  /**
   * FootprintsImportSummary:zone: (getter get_zone)
   *
   * The time zone that was assumed for times without one; %NULL if there were none.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "zone", footprints_import_summary_get_zone),
  /**
   * FootprintsImportSummary:n-rows: (getter get_n_rows)
   *
   * How many rows were read.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rows", footprints_import_summary_get_n_rows),
  /**
   * FootprintsImportSummary:n-new: (getter get_n_new)
   *
   * How many plays were stored, or in a dry run would be.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-new", footprints_import_summary_get_n_new),
  /**
   * FootprintsImportSummary:n-duplicate: (getter get_n_duplicate)
   *
   * How many plays were already stored.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-duplicate", footprints_import_summary_get_n_duplicate),
  /**
   * FootprintsImportSummary:n-removed-before: (getter get_n_removed_before)
   *
   * How many rows were plays that the listener had removed; they stay removed.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-removed-before", footprints_import_summary_get_n_removed_before),
  /**
   * FootprintsImportSummary:n-missing: (getter get_n_missing)
   *
   * How many plays the service counts beyond those that it listed; also 0 if that is not known.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-missing", footprints_import_summary_get_n_missing),
  /**
   * FootprintsImportSummary:n-rejected: (getter get_n_rejected)
   *
   * How many rows were not acceptable plays; see [property@ImportSummary:rejections].
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-rejected", footprints_import_summary_get_n_rejected),
  /**
   * FootprintsImportSummary:n-repaired: (getter get_n_repaired)
   *
   * How many rows had text that was not UTF-8 and was converted.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-repaired", footprints_import_summary_get_n_repaired),
  /**
   * FootprintsImportSummary:n-resumed: (getter get_n_resumed)
   *
   * How many of the rows an earlier, interrupted run of the same import had stored.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "n-resumed", footprints_import_summary_get_n_resumed),
  /**
   * FootprintsImportSummary:duration-ms: (getter get_duration_ms)
   *
   * How long it took, in milliseconds.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "duration-ms", footprints_import_summary_get_duration_ms),
  /**
   * FootprintsImportSummary:rejections: (getter get_rejections)
   *
   * The first 100 rejected rows, with their reasons.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "rejections", footprints_import_summary_get_rejections, g_list_model_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_import_summary_class_init (FootprintsImportSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_import_summary_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_import_summary_init (FootprintsImportSummary *self)
{
}

FootprintsImportSummary *
_footprints_import_summary_new (const char *format,
                                const char *source,
                                const char *zone,
                                gint64 n_rows,
                                gint64 n_new,
                                gint64 n_duplicate,
                                gint64 n_removed_before,
                                gint64 n_missing,
                                gint64 n_rejected,
                                gint64 n_repaired,
                                gint64 n_resumed,
                                gint64 duration_ms,
                                GListModel *rejections)
{
  FootprintsImportSummary *self = g_object_new (FOOTPRINTS_TYPE_IMPORT_SUMMARY, NULL);

  self->format = g_strdup (format);
  self->source = g_strdup (source);
  self->zone = g_strdup (zone);
  self->n_rows = n_rows;
  self->n_new = n_new;
  self->n_duplicate = n_duplicate;
  self->n_removed_before = n_removed_before;
  self->n_missing = n_missing;
  self->n_rejected = n_rejected;
  self->n_repaired = n_repaired;
  self->n_resumed = n_resumed;
  self->duration_ms = duration_ms;
  self->rejections = g_object_ref (rejections);
  return self;
}

/**
 * footprints_import_summary_get_format: (get-property format)
 * @self: a summary
 *
 * Gets the format of the input; %NULL if it has not been recognised yet.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportSummary, import_summary, IMPORT_SUMMARY, format)

/**
 * footprints_import_summary_get_source: (get-property source)
 * @self: a summary
 *
 * Gets who recorded the plays, if the input says the same for all of them.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportSummary, import_summary, IMPORT_SUMMARY, source)

/**
 * footprints_import_summary_get_zone: (get-property zone)
 * @self: a summary
 *
 * Gets the time zone that was assumed for times without one; %NULL if there were none.
 *
 * Returns: (nullable) (transfer none): the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportSummary, import_summary, IMPORT_SUMMARY, zone)

/**
 * footprints_import_summary_get_n_rows: (get-property n-rows)
 * @self: a summary
 *
 * Gets how many rows were read.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_rows)

/**
 * footprints_import_summary_get_n_new: (get-property n-new)
 * @self: a summary
 *
 * Gets how many plays were stored, or in a dry run would be.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_new)

/**
 * footprints_import_summary_get_n_duplicate: (get-property n-duplicate)
 * @self: a summary
 *
 * Gets how many plays were already stored.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_duplicate)

/**
 * footprints_import_summary_get_n_removed_before: (get-property n-removed-before)
 * @self: a summary
 *
 * Gets how many rows were plays that the listener had removed; they stay removed.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_removed_before)

/**
 * footprints_import_summary_get_n_missing: (get-property n-missing)
 * @self: a summary
 *
 * Gets how many plays the service counts beyond those that it listed. The count of a service may be
 * wrong; a verification finds out.
 *
 * The number is also 0 if the service does not count its plays, and for files.
 *
 * Returns: 0 or more
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_missing)

/**
 * footprints_import_summary_get_n_rejected: (get-property n-rejected)
 * @self: a summary
 *
 * Gets how many rows were not acceptable plays; see [property@ImportSummary:rejections].
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_rejected)

/**
 * footprints_import_summary_get_n_repaired: (get-property n-repaired)
 * @self: a summary
 *
 * Gets how many rows had text that was not UTF-8 and was converted.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_repaired)

/**
 * footprints_import_summary_get_n_resumed: (get-property n-resumed)
 * @self: a summary
 *
 * Gets how many of the rows an earlier, interrupted run of the same import had stored.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, n_resumed)

/**
 * footprints_import_summary_get_duration_ms: (get-property duration-ms)
 * @self: a summary
 *
 * Gets how long it took, in milliseconds.
 *
 * Returns: the value
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportSummary, import_summary, IMPORT_SUMMARY, duration_ms)

/**
 * footprints_import_summary_get_rejections: (get-property rejections)
 * @self: a summary
 *
 * Gets the first 100 rejected rows, with their reasons.
 *
 * Returns: (transfer none): a list model of [class@Rejection]
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (GListModel *, ImportSummary, import_summary, IMPORT_SUMMARY, rejections)

static void
write_rejections (GListModel *rejections, FootprintsJsonWriter *writer)
{
  guint n_rejections = g_list_model_get_n_items (rejections);

  _footprints_json_writer_add_array (writer, "rejections");
  for (guint i = 0; i < n_rejections; i++)
    {
      g_autoptr (FootprintsRejection) rejection = g_list_model_get_item (rejections, i);

      _footprints_rejection_write (rejection, writer);
    }
  _footprints_json_writer_end_array (writer);
}

/**
 * footprints_import_summary_to_json:
 * @self: a summary
 *
 * Writes the summary as one JSON object: `format`, `source`, `timezone`, `rows`, `new`,
 * `duplicate`, `removed_before`, `missing`, `rejected`, `repaired`, `resumed`, `duration_ms` and
 * `rejections` with `row` and `reason` each.
 *
 * Threading: any thread.
 *
 * Returns: (transfer full): JSON text
 *
 * Since: 0.1
 */
char *
footprints_import_summary_to_json (FootprintsImportSummary *self)
{
  FootprintsJsonWriter writer;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_SUMMARY (self), NULL);

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_string (&writer, "format", self->format);
  _footprints_json_writer_add_string (&writer, "source", self->source);
  _footprints_json_writer_add_string (&writer, "timezone", self->zone);
  _footprints_json_writer_add_int64 (&writer, "rows", self->n_rows);
  _footprints_json_writer_add_int64 (&writer, "new", self->n_new);
  _footprints_json_writer_add_int64 (&writer, "duplicate", self->n_duplicate);
  _footprints_json_writer_add_int64 (&writer, "removed_before", self->n_removed_before);
  _footprints_json_writer_add_int64 (&writer, "missing", self->n_missing);
  _footprints_json_writer_add_int64 (&writer, "rejected", self->n_rejected);
  _footprints_json_writer_add_int64 (&writer, "repaired", self->n_repaired);
  _footprints_json_writer_add_int64 (&writer, "resumed", self->n_resumed);
  _footprints_json_writer_add_int64 (&writer, "duration_ms", self->duration_ms);
  write_rejections (self->rejections, &writer);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}
