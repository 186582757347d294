/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* One pass through a file: opens it, and each member of an archive with the reader that knows it,
 * and checks the rows. */

#include "libfootprints/import/files/footprints-file-importer-private.h"

#include "libfootprints/core/footprints-clock-private.h"
#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/foreign/footprints-earlier-database-private.h"
#include "libfootprints/import/plan/footprints-import-plan-private.h"
#include "libfootprints/import/readers/footprints-track-lists-private.h"
#include "libfootprints/sqlite/footprints-sqlite-connection-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SQLITE_MAGIC "SQLite format 3"
#define HEADER_BYTES 72
#define APPLICATION_ID_OFFSET 68

struct _FootprintsFileReading
{
  FootprintsFileImporter *importer;
  FootprintsImportPlan *plan;            /* NULL: what readers find out for themselves */
  const FootprintsReadingOptions *given; /* what the caller of the importer said */
  FootprintsReadingOptions options;      /* for the current member; borrows from given */
  FootprintsArchiveInput *input;         /* NULL: a database, read by reader alone */
  gboolean is_table;                     /* of a database: input is CSV that was made of it */
  FootprintsRowReader *reader;           /* of the current member; NULL: none */
  FootprintsTrackNames *names;           /* of lists beside the plays; NULL: not asked for yet */
  const char *format_name;               /* of the last member that had one */
  const char *given_source;              /* of rows that name none; NULL: as the format says */
  const char *listener;                  /* whose rows are read; NULL: all */
  char *source;                          /* who recorded the plays so far; "" for several */
  guint n_members;                       /* opened so far, of known formats or not */
  gint64 time_shift_s;                   /* that times are moved by */
  gint64 now_s;
  GCancellable *cancellable;
};

static gboolean
is_database (const char *path)
{
  guint8 head[sizeof SQLITE_MAGIC];
  gsize n_read;

  return _footprints_sqlite_peek_header (path, head, sizeof head, &n_read, NULL) &&
         n_read == sizeof head && memcmp (head, SQLITE_MAGIC, sizeof head) == 0;
}

/* Whether the database is a ledger, of this program or a later one. */
static gboolean
is_ledger (const char *path)
{
  guint8 head[HEADER_BYTES];
  guint32 application_id;
  gsize n_read;

  if (!_footprints_sqlite_peek_header (path, head, sizeof head, &n_read, NULL) ||
      n_read < sizeof head)
    return FALSE;
  memcpy (&application_id, head + APPLICATION_ID_OFFSET, sizeof application_id);
  return GUINT32_FROM_BE (application_id) == FOOTPRINTS_APPLICATION_ID;
}

static gboolean
open_database (FootprintsFileReading *self, GError **error)
{
  const char *path = footprints_file_importer_get_path (self->importer);
  g_autoptr (GError) problem = NULL;

  if (_footprints_is_earlier_database (path))
    self->reader = _footprints_database_reader_new (path, &problem);
  else
    self->reader = _footprints_foreign_database_reader_new (path, &self->options, &problem);
  if (self->reader != NULL)
    {
      self->format_name = self->reader->format_name;
      return TRUE;
    }
  if (problem == NULL && !is_ledger (path))
    self->input = _footprints_table_of_database_open (path, &problem);
  self->is_table = self->input != NULL;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (self->input == NULL)
    _footprints_set_error (
        error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
        "%s is an SQLite database of no known program, without a table of plays; to import a "
        "history of Footprints itself, export it as JSON Lines first",
        path);
  return self->is_table;
}

static FootprintsRowReader *
recognise (FootprintsFileReading *self, GError **error)
{
  return self->is_table
             ? _footprints_table_of_database_reader_new (self->input, &self->options, error)
             : _footprints_recognise (self->input, &self->options, error);
}

/* A pipe would block, and could not be read a second time. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf status;
  const char *problem = NULL;
  int code = FOOTPRINTS_ERROR_NOT_FOUND;

  if (g_stat (path, &status) != 0)
    problem = g_strerror (errno);
  else if (S_ISDIR (status.st_mode))
    return TRUE;
  else if (!S_ISREG (status.st_mode))
    problem = "is neither a file nor a folder";
  else if (status.st_size == 0)
    {
      problem = "is empty";
      code = FOOTPRINTS_ERROR_UNKNOWN_FORMAT;
    }
  if (problem == NULL)
    return TRUE;
  _footprints_set_error (error, code, "%s: %s", path, problem);
  return FALSE;
}

FootprintsFileReading *
_footprints_file_reading_new (FootprintsFileImporter *importer,
                              FootprintsImportPlan *plan,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (FootprintsFileReading) self = g_new0 (FootprintsFileReading, 1);
  const char *path = footprints_file_importer_get_path (importer);

  self->importer = g_object_ref (importer);
  self->plan = plan != NULL ? g_object_ref (plan) : NULL;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->given = _footprints_file_importer_get_options (importer);
  self->options = *self->given;
  self->given_source = footprints_file_importer_get_source (importer);
  self->listener = footprints_file_importer_get_listener (importer);
  self->now_s = _footprints_clock_now_s ();
  self->time_shift_s = plan != NULL ? footprints_import_plan_get_time_shift_s (plan) : 0;
  if (!check_file (path, error))
    return NULL;
  if (is_database (path))
    return open_database (self, error) ? g_steal_pointer (&self) : NULL;
  self->input =
      _footprints_archive_input_open (path, footprints_file_importer_get_max_bytes (importer),
                                      footprints_file_importer_get_encoding (importer), error);
  return self->input != NULL ? g_steal_pointer (&self) : NULL;
}

static void
close_reader (FootprintsFileReading *self)
{
  if (self->reader != NULL)
    self->reader->free (self->reader);
  self->reader = NULL;
}

void
_footprints_file_reading_free (FootprintsFileReading *self)
{
  close_reader (self);
  g_clear_pointer (&self->input, _footprints_archive_input_free);
  g_clear_pointer (&self->names, _footprints_track_names_free);
  g_clear_object (&self->plan);
  g_clear_object (&self->cancellable);
  g_object_unref (self->importer);
  g_free (self->source);
  g_free (self);
}

/* Lists of clicks look like lists of plays in some formats of Last.fm; only their names differ. */
static gboolean
check_name (FootprintsFileReading *self, GError **error)
{
  static const char *const words[] = { "loved", "banned", "skipped", "bootstrap" };
  const char *label = footprints_file_importer_get_label (self->importer);
  const char *member = _footprints_archive_input_get_member_name (self->input);
  g_autofree char *base = g_path_get_basename (
      member != NULL
          ? member
          : (label != NULL ? label : footprints_file_importer_get_path (self->importer)));

  if (!g_str_has_prefix (self->reader->format_name, "Last.fm archive") &&
      !g_str_has_suffix (self->reader->format_name, "(lastexport)"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (base, words[i]) != NULL)
      {
        g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
                             "this is a list of loved, banned or skipped tracks: it says when each "
                             "was clicked, not when it was played");
        return FALSE;
      }
  return TRUE;
}

/* What the plan found out about the member, beside what was said. */
static void
prepare_options (FootprintsFileReading *self, guint number)
{
  const FootprintsPlanMember *member =
      self->plan != NULL ? _footprints_import_plan_find_member (self->plan, number) : NULL;

  self->options = *self->given;
  if (member == NULL)
    return;
  self->options.date_order = member->date_order;
  self->options.length_unit = member->length_unit;
}

/* Lends the reader the names that lists beside its plays know, if it wants them. */
static gboolean
lend_names (FootprintsFileReading *self, GError **error)
{
  if (!self->reader->wants_names)
    return TRUE;
  if (self->names == NULL)
    self->names = _footprints_track_lists_read (self->input, NULL, error);
  self->reader->rows.names = self->names;
  return self->names != NULL;
}

/* Whether the plan, if there is one, has the current member. */
static gboolean
is_planned (FootprintsFileReading *self)
{
  return self->plan == NULL ||
         _footprints_import_plan_find_member (self->plan, self->n_members) != NULL;
}

/* Moves to the next member of a known format. 1: reader is set; 0: no more; -1: @error is set. */
static int
open_next_member (FootprintsFileReading *self, GError **error)
{
  const char *path = footprints_file_importer_get_path (self->importer);
  g_autoptr (GError) refusal = NULL;
  int result;

  close_reader (self);
  if (self->input == NULL)
    return 0;
  while ((result = _footprints_archive_input_next_member (self->input, error)) == 1)
    {
      g_autoptr (GError) local_error = NULL;

      prepare_options (self, ++self->n_members);
      self->reader = recognise (self, &local_error);
      if (self->reader != NULL && is_planned (self) && check_name (self, &local_error) &&
          lend_names (self, &local_error))
        {
          self->format_name = self->reader->format_name;
          return 1;
        }
      close_reader (self);
      /* A file that is known to hold no plays may lie beside those that do. */
      if (g_error_matches (local_error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_UNKNOWN_FORMAT))
        {
          g_clear_error (&refusal);
          refusal = g_steal_pointer (&local_error);
        }
      else if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }
    }
  if (result == 0 && self->format_name == NULL && refusal != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s: ", path);
      return -1;
    }
  if (result == 0 && self->format_name == NULL)
    {
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
          "%s is not in a known format; expected a table that names artist, track and a time, or "
          "what "
          "a service or a program gives out: Spotify, ListenBrainz, Last.fm, YouTube Music, a "
          ".scrobbler.log and others",
          path);
      return -1;
    }
  return result;
}

static void
note_source (FootprintsFileReading *self, const char *source)
{
  if (self->source == NULL)
    self->source = g_strdup (source);
  else if (*self->source != '\0' && !g_str_equal (self->source, source))
    *self->source = '\0';
}

static void
check_row (FootprintsFileReading *self, FootprintsInputRow *row)
{
  g_autoptr (GError) error = NULL;

  if (row->play.source == NULL)
    row->play.source = self->given_source != NULL ? self->given_source : FOOTPRINTS_UNKNOWN_SOURCE;
  row->place = self->input != NULL ? _footprints_archive_input_get_member_name (self->input) : NULL;
  if (row->problem != NULL)
    return;
  row->play.listened_at += self->time_shift_s;
  if (!_footprints_scrobble_row_check (&row->play, self->now_s, &error))
    row->problem = _footprints_input_row_keep (row, g_strdup (error->message));
  else
    note_source (self, row->play.source);
}

/* The next row of the current member, past those of other listeners. */
static int
read_row (FootprintsFileReading *self, FootprintsInputRow *row, GError **error)
{
  for (guint n_passed = 0;; n_passed++)
    {
      int result;

      if ((n_passed & 0xff) == 0xff &&
          g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return -1;
      result = self->reader->next (self->reader, row, error);
      if (result != 1 || !self->reader->has_listeners)
        return result;
      if (row->listener == NULL || strlen (row->listener) > FOOTPRINTS_MAX_LISTENER_BYTES)
        row->listener = FOOTPRINTS_UNKNOWN_LISTENER;
      if (self->listener == NULL || g_str_equal (self->listener, row->listener))
        return 1;
    }
}

int
_footprints_file_reading_next (FootprintsFileReading *self, FootprintsInputRow *row, GError **error)
{
  while (TRUE)
    {
      int result = self->reader != NULL ? read_row (self, row, error) : 0;

      if (result == 1)
        check_row (self, row);
      if (result != 0)
        return result;
      result = open_next_member (self, error);
      if (result != 1)
        return result;
    }
}

double
_footprints_file_reading_get_progress (FootprintsFileReading *self)
{
  if (self->input != NULL)
    return _footprints_archive_input_get_progress (self->input);
  return self->reader != NULL ? self->reader->get_progress (self->reader) : 1;
}

const char *
_footprints_file_reading_get_source (FootprintsFileReading *self)
{
  return self->source != NULL && *self->source != '\0' ? self->source : NULL;
}

const char *
_footprints_file_reading_get_format_name (FootprintsFileReading *self)
{
  return self->format_name;
}

gboolean
_footprints_file_reading_survey (FootprintsFileReading *self,
                                 FootprintsImportPlan *plan,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GError) problem = NULL;
  int result = self->reader != NULL ? 1 : open_next_member (self, &problem);

  for (; result == 1; result = open_next_member (self, &problem))
    {
      FootprintsPlanMember *member = _footprints_plan_member_new (self->reader, self->n_members,
                                                                  self->given, cancellable, error);

      if (member == NULL)
        return FALSE;
      _footprints_import_plan_add_member (plan, member);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  /* An archive that breaks off says so when its plays are read, up to that point. */
  if (result == 0 || self->format_name != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

typedef void (*LookAtRow) (const FootprintsInputRow *row, gpointer data);

/* Reads all rows as they are written, up to where the file is damaged. FALSE if @cancellable was
 * cancelled. */
static gboolean
look_at_rows (FootprintsFileReading *self,
              LookAtRow look,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  int result = self->reader != NULL ? 1 : open_next_member (self, NULL);
  FootprintsInputRow row;
  guint n_rows = 0;

  for (; result == 1; result = open_next_member (self, NULL))
    while (read_row (self, &row, NULL) == 1)
      {
        if (row.problem == NULL)
          look (&row, data);
        if ((++n_rows & 0xff) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
          return FALSE;
      }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
add_listener (const FootprintsInputRow *row, gpointer plan)
{
  if (row->listener != NULL)
    _footprints_import_plan_add_listener (plan, row->listener);
}

gboolean
_footprints_file_reading_find_listeners (FootprintsFileReading *self,
                                         FootprintsImportPlan *plan,
                                         GCancellable *cancellable,
                                         GError **error)
{
  self->listener = NULL;
  return look_at_rows (self, add_listener, plan, cancellable, error);
}

static void
take_later (const FootprintsInputRow *row, gpointer last_at)
{
  gint64 *latest = last_at;

  *latest = MAX (*latest, row->play.listened_at);
}

/* Of rows as they are written, whether a ledger accepts their times or not. */
gboolean
_footprints_file_reading_find_last (FootprintsFileReading *self,
                                    gint64 *last_at,
                                    GCancellable *cancellable,
                                    GError **error)
{
  *last_at = 0;
  return look_at_rows (self, take_later, last_at, cancellable, error);
}
