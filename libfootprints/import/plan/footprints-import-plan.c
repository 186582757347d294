/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How a file is going to be read, and how certain that is. */

#include "libfootprints/import/plan/footprints-import-plan-private.h"

#include "libfootprints/core/footprints-enum-types.h"
#include "libfootprints/core/plays/footprints-scrobble-private.h"
#include "libfootprints/core/rows/footprints-properties-private.h"

#include <string.h>

#define N_PARTS (FOOTPRINTS_PLAN_PART_LISTENER + 1)

/**
 * FootprintsImportPlan:
 *
 * How a file is going to be read: its format, who recorded its plays, the zone of its times, the
 * order of day and month, which column is what, the unit of lengths, the encoding, and whose plays
 * are meant; with how certain each of them is, and the first plays as they would be stored.
 *
 * A plan is found by [method@FileImporter.plan]. What is open must be said with the setters of the
 * [class@FileImporter] before the file can be imported. [method@FileImporter.set_plan] reads a file
 * as another one was.
 *
 * Immutable.
 *
 * Threading: any thread.
 *
 * Source: doc/importing.md, "How a file is read".
 *
 * Since: 0.1
 */
struct _FootprintsImportPlan
{
  GObject parent_instance;

  GPtrArray *members; /* of FootprintsPlanMember, by number */
  char *format;
  char *source;
  GTimeZone *zone; /* NULL: no time needs one */
  FootprintsDateOrder date_order;
  FootprintsLengthUnit length_unit;
  char *encoding;
  FootprintsPlanListeners *listeners;
  char *chosen_listener; /* NULL: nobody said whose plays are meant */
  char *listener;        /* NULL: the file does not say, or has several */
  gint64 min_played_s;
  gboolean skips_private;
  gint64 time_shift_s;
  GListStore *plays; /* of FootprintsScrobble */
  FootprintsCertainty certainties[N_PARTS];

  /* What the rows that were looked at show. */
  gboolean used_zone;
  gboolean used_played;
  gboolean is_repaired;
  char *row_source; /* NULL: no row; "": several */
};

G_DEFINE_FINAL_TYPE (FootprintsImportPlan, footprints_import_plan, G_TYPE_OBJECT)

static void
footprints_import_plan_finalize (GObject *object)
{
  FootprintsImportPlan *self = FOOTPRINTS_IMPORT_PLAN (object);

  g_ptr_array_unref (self->members);
  g_clear_object (&self->plays);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->format);
  g_free (self->source);
  g_free (self->encoding);
  g_free (self->row_source);
  g_free (self->chosen_listener);
  g_free (self->listener);
  _footprints_plan_listeners_free (self->listeners);

  G_OBJECT_CLASS (footprints_import_plan_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsImportPlan:format: (getter get_format)
   *
   * Which program writes such files, in words; several, with commas, for an archive with files of
   * different formats.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "format", footprints_import_plan_get_format),
  /**
   * FootprintsImportPlan:source: (getter get_source)
   *
   * Who recorded the plays; %NULL when the rows name several.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "source", footprints_import_plan_get_source),
  /**
   * FootprintsImportPlan:zone: (getter get_zone)
   *
   * The zone of times that do not name one; %NULL when there are no such times.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (BOXED, "zone", footprints_import_plan_get_zone, g_time_zone_get_type),
  /**
   * FootprintsImportPlan:date-order: (getter get_date_order)
   *
   * Whether the day or the month comes first.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("date-order",
                            footprints_import_plan_get_date_order,
                            footprints_date_order_get_type,
                            FOOTPRINTS_DATE_ORDER_UNKNOWN),
  /**
   * FootprintsImportPlan:length-unit: (getter get_length_unit)
   *
   * The unit of lengths that are bare numbers.
   *
   * Since: 0.1
   */
  FOOTPRINTS_ENUM_PROPERTY ("length-unit",
                            footprints_import_plan_get_length_unit,
                            footprints_length_unit_get_type,
                            FOOTPRINTS_LENGTH_UNIT_UNKNOWN),
  /**
   * FootprintsImportPlan:encoding: (getter get_encoding)
   *
   * How the text is encoded, such as `UTF-8`; %NULL for a database.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "encoding", footprints_import_plan_get_encoding),
  /**
   * FootprintsImportPlan:listener: (getter get_listener)
   *
   * Whose plays are meant; %NULL when the file does not say whose they are, or has several
   * listeners of whom none was chosen.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "listener", footprints_import_plan_get_listener),
  /**
   * FootprintsImportPlan:min-played-s: (getter get_min_played_s)
   *
   * How long a stream must have been played to be a play; -1 when the first rows do not say how
   * long they were played.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (KNOWN_COUNT, "min-played-s", footprints_import_plan_get_min_played_s),
  /**
   * FootprintsImportPlan:skips-private: (getter get_skips_private)
   *
   * Whether what was played in a private session is passed over.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (BOOLEAN, "skips-private", footprints_import_plan_get_skips_private),
  /**
   * FootprintsImportPlan:time-shift-s: (getter get_time_shift_s)
   *
   * By how much all times are moved, in seconds.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (INSTANT, "time-shift-s", footprints_import_plan_get_time_shift_s),
  /**
   * FootprintsImportPlan:plays: (getter get_plays)
   *
   * The first plays, as they would be stored.
   *
   * Since: 0.1
   */
  FOOTPRINTS_TYPED_PROPERTY (
      OBJECT, "plays", footprints_import_plan_get_plays, g_list_model_get_type),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_import_plan_class_init (FootprintsImportPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_import_plan_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
free_member (gpointer data)
{
  _footprints_plan_member_free (data);
}

static void
footprints_import_plan_init (FootprintsImportPlan *self)
{
  self->members = g_ptr_array_new_with_free_func (free_member);
  self->listeners = _footprints_plan_listeners_new ();
  self->plays = g_list_store_new (FOOTPRINTS_TYPE_SCROBBLE);
}

FootprintsImportPlan *
_footprints_import_plan_new (void)
{
  return g_object_new (FOOTPRINTS_TYPE_IMPORT_PLAN, NULL);
}

void
_footprints_import_plan_add_member (FootprintsImportPlan *self, FootprintsPlanMember *member)
{
  g_ptr_array_add (self->members, member);
}

void
_footprints_import_plan_add_row (FootprintsImportPlan *self, const FootprintsInputRow *row)
{
  self->used_zone |= row->used_zone;
  self->used_played |= row->used_played;
  self->is_repaired |= row->is_repaired;
  /* Also of rows that are no plays: a file may have no others. */
  if (self->row_source == NULL)
    self->row_source = g_strdup (row->play.source);
  else if (!g_str_equal (self->row_source, row->play.source))
    *self->row_source = '\0';
  if (row->problem != NULL || row->play.withdrawn != NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->plays)) < FOOTPRINTS_PLAN_MAX_PLAYS)
    {
      g_autoptr (FootprintsScrobble) play = _footprints_scrobble_new_from_row (0, &row->play);

      g_list_store_append (self->plays, play);
    }
}

void
_footprints_import_plan_set_rules (FootprintsImportPlan *self,
                                   gint64 min_played_s,
                                   gboolean skips_private)
{
  self->min_played_s = min_played_s;
  self->skips_private = skips_private;
}

void
_footprints_import_plan_get_rules (FootprintsImportPlan *self,
                                   gint64 *min_played_s,
                                   gboolean *skips_private)
{
  *min_played_s = self->min_played_s;
  *skips_private = self->skips_private;
}

void
_footprints_import_plan_set_time_shift_s (FootprintsImportPlan *self, gint64 time_shift_s)
{
  self->time_shift_s = time_shift_s;
}

void
_footprints_import_plan_add_listener (FootprintsImportPlan *self, const char *listener)
{
  _footprints_plan_listeners_add (self->listeners, listener,
                                  g_strcmp0 (listener, self->chosen_listener) == 0);
}

void
_footprints_import_plan_choose_listener (FootprintsImportPlan *self, const char *listener)
{
  g_free (self->chosen_listener);
  self->chosen_listener = g_strdup (listener);
}

const FootprintsPlanListeners *
_footprints_import_plan_get_listeners (FootprintsImportPlan *self)
{
  return self->listeners;
}

static const FootprintsPlanMember *
get_member (FootprintsImportPlan *self, guint index)
{
  return g_ptr_array_index (self->members, index);
}

gboolean
_footprints_import_plan_has_listeners (FootprintsImportPlan *self)
{
  for (guint i = 0; i < self->members->len; i++)
    if (get_member (self, i)->has_listeners)
      return TRUE;
  return FALSE;
}

static gboolean
has_open_columns (const FootprintsPlanMember *member)
{
  return member->columns_certainty == FOOTPRINTS_CERTAINTY_OPEN;
}

void
_footprints_import_plan_drop_doubtful (FootprintsImportPlan *self)
{
  guint n_doubtful = 0;

  for (guint i = 0; i < self->members->len; i++)
    n_doubtful += has_open_columns (get_member (self, i));
  if (n_doubtful == self->members->len)
    return;
  for (guint i = self->members->len; i > 0; i--)
    if (has_open_columns (get_member (self, i - 1)))
      g_ptr_array_remove_index (self->members, i - 1);
}

const FootprintsPlanMember *
_footprints_import_plan_find_member (FootprintsImportPlan *self, guint number)
{
  guint low = 0;
  guint high = self->members->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_member (self, middle)->number < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->members->len && get_member (self, low)->number == number
             ? get_member (self, low)
             : NULL;
}

/* "Spotify account data, CSV with a header" */
static char *
join_formats (FootprintsImportPlan *self)
{
  GString *formats = g_string_new (NULL);

  for (guint i = 0; i < self->members->len; i++)
    {
      const char *name = get_member (self, i)->format_name;

      if (strstr (formats->str, name) == NULL)
        g_string_append_printf (formats, "%s%s", formats->len > 0 ? ", " : "", name);
    }
  return g_string_free (formats, FALSE);
}

/* The least certain of all members counts. */
static void
settle_members (FootprintsImportPlan *self)
{
  FootprintsCertainty *certainties = self->certainties;

  certainties[FOOTPRINTS_PLAN_PART_FORMAT] = FOOTPRINTS_CERTAINTY_CERTAIN;
  for (guint i = 0; i < self->members->len; i++)
    {
      const FootprintsPlanMember *member = get_member (self, i);
      FootprintsCertainty *columns = &certainties[FOOTPRINTS_PLAN_PART_COLUMNS];
      FootprintsCertainty *date_order = &certainties[FOOTPRINTS_PLAN_PART_DATE_ORDER];
      FootprintsCertainty *length_unit = &certainties[FOOTPRINTS_PLAN_PART_LENGTH_UNIT];

      *columns = MAX (*columns, member->columns_certainty);
      *date_order = MAX (*date_order, member->date_order_certainty);
      *length_unit = MAX (*length_unit, member->length_unit_certainty);
      if (self->date_order == FOOTPRINTS_DATE_ORDER_UNKNOWN)
        self->date_order = member->date_order;
      if (self->length_unit == FOOTPRINTS_LENGTH_UNIT_UNKNOWN)
        self->length_unit = member->length_unit;
    }
}

static void
settle_source (FootprintsImportPlan *self, const char *source)
{
  FootprintsCertainty certainty = FOOTPRINTS_CERTAINTY_CERTAIN;
  const char *row_source = self->row_source;

  if (row_source == NULL && self->members->len > 0)
    row_source = get_member (self, 0)->source;
  if (row_source == NULL)
    row_source = source != NULL ? source : FOOTPRINTS_UNKNOWN_SOURCE;
  if (g_strcmp0 (row_source, source) == 0)
    certainty = FOOTPRINTS_CERTAINTY_GIVEN;
  else if (g_str_equal (row_source, FOOTPRINTS_UNKNOWN_SOURCE))
    certainty = FOOTPRINTS_CERTAINTY_ASSUMED;
  self->source = *row_source != '\0' ? g_strdup (row_source) : NULL;
  self->certainties[FOOTPRINTS_PLAN_PART_SOURCE] = certainty;
}

static void
settle_encoding (FootprintsImportPlan *self, gboolean is_given)
{
  const char *encoding = self->members->len > 0 ? get_member (self, 0)->encoding : NULL;

  if (encoding == NULL)
    return;
  self->encoding = g_strdup (self->is_repaired ? "WINDOWS-1252" : encoding);
  self->certainties[FOOTPRINTS_PLAN_PART_ENCODING] =
      is_given ? FOOTPRINTS_CERTAINTY_GIVEN
               : (self->is_repaired ? FOOTPRINTS_CERTAINTY_ASSUMED : FOOTPRINTS_CERTAINTY_CERTAIN);
}

static void
settle_listener (FootprintsImportPlan *self)
{
  FootprintsCertainty *certainty = &self->certainties[FOOTPRINTS_PLAN_PART_LISTENER];
  g_auto (GStrv) names = _footprints_plan_listeners_dup_names (self->listeners);

  if (names[0] == NULL)
    return;
  if (!_footprints_plan_listeners_check (self->listeners, self->chosen_listener, NULL))
    {
      *certainty = FOOTPRINTS_CERTAINTY_OPEN;
      return;
    }
  *certainty =
      self->chosen_listener != NULL ? FOOTPRINTS_CERTAINTY_GIVEN : FOOTPRINTS_CERTAINTY_CERTAIN;
  self->listener = g_strdup (self->chosen_listener != NULL ? self->chosen_listener : names[0]);
}

void
_footprints_import_plan_settle (FootprintsImportPlan *self,
                                const char *source,
                                GTimeZone *zone,
                                gboolean zone_is_given,
                                gboolean encoding_is_given)
{
  self->format = join_formats (self);
  settle_members (self);
  settle_source (self, source);
  settle_encoding (self, encoding_is_given);
  settle_listener (self);
  if (!self->used_zone)
    return;
  self->zone = g_time_zone_ref (zone);
  self->certainties[FOOTPRINTS_PLAN_PART_ZONE] =
      zone_is_given ? FOOTPRINTS_CERTAINTY_GIVEN : FOOTPRINTS_CERTAINTY_ASSUMED;
}

/**
 * footprints_import_plan_get_format: (get-property format)
 * @self: a plan
 *
 * Gets which program writes such files, in words.
 *
 * Returns: a text
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportPlan, import_plan, IMPORT_PLAN, format)

/**
 * footprints_import_plan_get_source: (get-property source)
 * @self: a plan
 *
 * Gets who recorded the plays.
 *
 * Returns: (nullable): a short name such as `lastfm`; `unknown` when neither the file nor the
 * caller says; %NULL when the rows name several
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportPlan, import_plan, IMPORT_PLAN, source)

/**
 * footprints_import_plan_get_zone: (get-property zone)
 * @self: a plan
 *
 * Gets the zone of times that do not name one.
 *
 * Returns: (transfer none) (nullable): a zone; %NULL when there are no such times among the first
 *   rows
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (GTimeZone *, ImportPlan, import_plan, IMPORT_PLAN, zone)

/**
 * footprints_import_plan_get_date_order: (get-property date-order)
 * @self: a plan
 *
 * Gets whether the day or the month comes first.
 *
 * Returns: %FOOTPRINTS_DATE_ORDER_UNKNOWN when that does not matter, or is open
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsDateOrder, ImportPlan, import_plan, IMPORT_PLAN, date_order)

/**
 * footprints_import_plan_get_length_unit: (get-property length-unit)
 * @self: a plan
 *
 * Gets the unit of lengths that are bare numbers.
 *
 * Returns: %FOOTPRINTS_LENGTH_UNIT_UNKNOWN when that does not matter, or is open
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (FootprintsLengthUnit, ImportPlan, import_plan, IMPORT_PLAN, length_unit)

/**
 * footprints_import_plan_get_encoding: (get-property encoding)
 * @self: a plan
 *
 * Gets how the text is encoded.
 *
 * Returns: (nullable): a name such as `UTF-8`; %NULL for a database
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportPlan, import_plan, IMPORT_PLAN, encoding)

/**
 * footprints_import_plan_get_listener: (get-property listener)
 * @self: a plan
 *
 * Gets whose plays are meant, in a file of a server that several people can use.
 *
 * Returns: (nullable): one of [method@ImportPlan.dup_listener_names]; %NULL when the file does not
 *   say whose plays it has, or that is open
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ImportPlan, import_plan, IMPORT_PLAN, listener)

/**
 * footprints_import_plan_dup_listener_names:
 * @self: a plan
 *
 * Gets whose plays a file of a server has that several people can use.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names, or what the file has instead,
 * those with the most plays first; of very many, the first thousand that it has; empty when the
 * file does not say whose plays it has
 *
 * Since: 0.1
 */
char **
footprints_import_plan_dup_listener_names (FootprintsImportPlan *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), NULL);

  return _footprints_plan_listeners_dup_names (self->listeners);
}

/**
 * footprints_import_plan_get_n_plays_of_listener:
 * @self: a plan
 * @listener: one of [method@ImportPlan.dup_listener_names]
 *
 * Gets how many plays of a listener the file has.
 *
 * Returns: a number of plays; 0 when there is no such listener
 *
 * Since: 0.1
 */
gint64
footprints_import_plan_get_n_plays_of_listener (FootprintsImportPlan *self, const char *listener)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), 0);
  g_return_val_if_fail (listener != NULL, 0);

  return _footprints_plan_listeners_get_n_plays (self->listeners, listener);
}

/**
 * footprints_import_plan_get_min_played_s: (get-property min-played-s)
 * @self: a plan
 *
 * Gets how long a stream must have been played to be a play.
 *
 * Returns: a number of seconds; -1 when the first rows do not say how long they were played
 *
 * Since: 0.1
 */
gint64
footprints_import_plan_get_min_played_s (FootprintsImportPlan *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), -1);

  return self->used_played ? self->min_played_s : -1;
}

/**
 * footprints_import_plan_get_skips_private: (get-property skips-private)
 * @self: a plan
 *
 * Finds out whether what was played in a private session is passed over, where a streaming service
 * says that it was.
 *
 * Returns: %TRUE when it is
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gboolean, ImportPlan, import_plan, IMPORT_PLAN, skips_private)

/**
 * footprints_import_plan_get_time_shift_s: (get-property time-shift-s)
 * @self: a plan
 *
 * Gets by how much all times are moved, see [property@FileImporter:time-shift-s] and
 * [property@FileImporter:last-at].
 *
 * Returns: a number of seconds; below 0: to earlier times
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (gint64, ImportPlan, import_plan, IMPORT_PLAN, time_shift_s)

/**
 * footprints_import_plan_get_plays: (get-property plays)
 * @self: a plan
 *
 * Gets the first plays, ten at most, as they would be stored.
 *
 * Returns: (transfer none): a list model of [class@Scrobble]; empty when something is open
 *
 * Since: 0.1
 */
GListModel *
footprints_import_plan_get_plays (FootprintsImportPlan *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), NULL);

  return G_LIST_MODEL (self->plays);
}

const FootprintsPlanMember *
_footprints_import_plan_find_table (FootprintsImportPlan *self)
{
  for (guint i = 0; i < self->members->len; i++)
    if (get_member (self, i)->columns->len > 0)
      return get_member (self, i);
  return NULL;
}

/**
 * footprints_import_plan_get_column:
 * @self: a plan
 * @column: what it holds
 *
 * Gets which column of a table is the artist, the track and so on. Of an archive, this is about its
 * first table.
 *
 * Returns: (nullable): the name of the column, or its number from 1 when the table has no header;
 *   %NULL when there is none, or the file is not a table
 *
 * Since: 0.1
 */
const char *
footprints_import_plan_get_column (FootprintsImportPlan *self, FootprintsImportColumn column)
{
  const FootprintsPlanMember *table;

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), NULL);
  g_return_val_if_fail ((guint) column < FOOTPRINTS_N_IMPORT_COLUMNS, NULL);

  table = _footprints_import_plan_find_table (self);
  return table != NULL ? _footprints_plan_member_find_column (table, column) : NULL;
}

/**
 * footprints_import_plan_dup_column_names:
 * @self: a plan
 *
 * Gets the names of all columns of a table, or their numbers from 1 when it has no header. Of an
 * archive, this is about its first table.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names; empty when the file is not a table
 *
 * Since: 0.1
 */
char **
footprints_import_plan_dup_column_names (FootprintsImportPlan *self)
{
  const FootprintsPlanMember *table;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), NULL);

  table = _footprints_import_plan_find_table (self);
  for (guint i = 0; table != NULL && i < table->columns->len; i++)
    g_strv_builder_add (
        names, ((const FootprintsPlanColumn *) g_ptr_array_index (table->columns, i))->name);
  return g_strv_builder_end (names);
}

/**
 * footprints_import_plan_get_certainty:
 * @self: a plan
 * @part: a part of it
 *
 * Gets how much is known about a part of the plan.
 *
 * Returns: how much is known
 *
 * Since: 0.1
 */
FootprintsCertainty
footprints_import_plan_get_certainty (FootprintsImportPlan *self, FootprintsPlanPart part)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), FOOTPRINTS_CERTAINTY_UNUSED);
  g_return_val_if_fail ((guint) part < N_PARTS, FOOTPRINTS_CERTAINTY_UNUSED);

  return self->certainties[part];
}

/**
 * footprints_import_plan_is_certain:
 * @self: a plan
 *
 * Finds out whether nothing in the plan is assumed or open, so that nobody needs to look at it.
 *
 * Returns: %TRUE when everything is certain
 *
 * Since: 0.1
 */
gboolean
footprints_import_plan_is_certain (FootprintsImportPlan *self)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), FALSE);

  for (guint i = 0; i < N_PARTS; i++)
    if (self->certainties[i] >= FOOTPRINTS_CERTAINTY_ASSUMED)
      return FALSE;
  return TRUE;
}

/**
 * footprints_import_plan_check:
 * @self: a plan
 * @error: return location for an error
 *
 * Finds out whether the file can be imported with this plan.
 *
 * Errors: %FOOTPRINTS_ERROR_AMBIGUOUS when something is open; the message says what.
 *
 * Returns: %TRUE when nothing is open
 *
 * Since: 0.1
 */
gboolean
footprints_import_plan_check (FootprintsImportPlan *self, GError **error)
{
  g_return_val_if_fail (FOOTPRINTS_IS_IMPORT_PLAN (self), FALSE);

  for (guint i = 0; i < self->members->len; i++)
    if (!_footprints_plan_member_check (get_member (self, i), error))
      return FALSE;
  return _footprints_plan_listeners_check (self->listeners, self->chosen_listener, error);
}
