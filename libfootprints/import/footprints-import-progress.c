/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Counts the rows of an import, and converts the counts to and from the two JSON texts that the
 * ledger keeps: the checkpoint, which an import resumes from, and the summary. */

#include "libfootprints/import/footprints-import-progress-private.h"

#include <string.h>

#define MAX_DEPTH 8

void
_footprints_import_progress_init (FootprintsImportProgress *self)
{
  *self = (FootprintsImportProgress){
    .digest = G_GUINT64_CONSTANT (0xcbf29ce484222325),
  };
  _footprints_rejections_init (&self->rejections);
}

void
_footprints_import_progress_clear (FootprintsImportProgress *self)
{
  _footprints_rejections_clear (&self->rejections);
}

void
_footprints_import_progress_copy (FootprintsImportProgress *self,
                                  const FootprintsImportProgress *other)
{
  *self = *other;
  _footprints_rejections_copy (&self->rejections, &other->rejections);
}

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/, the algorithm. */
static guint64
mix (guint64 digest, const char *text)
{
  if (text != NULL)
    for (const char *p = text; *p != '\0'; p++)
      digest = (digest ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return (digest ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
}

void
_footprints_import_progress_add_row (FootprintsImportProgress *self, const FootprintsInputRow *row)
{
  self->n_rows++;
  self->n_repaired += row->is_repaired;
  self->used_zone |= row->used_zone;
  self->digest = mix (mix (mix (self->digest, row->play.artist), row->play.track), row->play.album);
  self->digest ^= (guint64) row->play.listened_at;
  if (row->problem == NULL)
    {
      self->n_times++;
      self->n_exact_times += row->precision_s <= 1 && row->play.listened_at % 60 != 0;
      self->n_minute_times += row->precision_s == 60;
      self->n_dates += row->precision_s == 86400;
      return;
    }
  self->n_rejected++;
  _footprints_rejections_add (&self->rejections, row);
}

/* So many whole minutes are not chance, however they are written. */
#define MANY_TIMES 20

gint64
_footprints_import_progress_get_precision_s (const FootprintsImportProgress *self)
{
  if (self->n_times == 0 || self->n_exact_times > 0)
    return 1;
  if (self->n_dates == self->n_times)
    return 86400;
  return self->n_minute_times + self->n_dates == self->n_times || self->n_times >= MANY_TIMES ? 60
                                                                                              : 1;
}

char *
_footprints_import_progress_to_checkpoint (const FootprintsImportProgress *self)
{
  return g_strdup_printf ("{\"rows\":%" G_GINT64_FORMAT ",\"ahead\":%" G_GINT64_FORMAT
                          ",\"digest\":\"%016" G_GINT64_MODIFIER "x\"}",
                          self->n_rows, self->n_ahead, self->digest);
}

char *
_footprints_import_progress_to_summary (const FootprintsImportProgress *self,
                                        const char *format_name)
{
  g_autoptr (GPtrArray) rejections = _footprints_rejections_dup_listed (&self->rejections);
  FootprintsJsonWriter writer;

  _footprints_json_writer_init (&writer);
  _footprints_json_writer_begin_object (&writer);
  _footprints_json_writer_add_string (&writer, "format", format_name);
  _footprints_json_writer_add_int64 (&writer, "rows",
                                     _footprints_import_progress_count_rows (self));
  _footprints_json_writer_add_int64 (&writer, "new", self->n_new);
  _footprints_json_writer_add_int64 (&writer, "duplicate", self->n_duplicate);
  _footprints_json_writer_add_int64 (&writer, "removed_before", self->n_removed_before);
  _footprints_json_writer_add_int64 (&writer, "fresh", self->n_fresh);
  _footprints_json_writer_add_int64 (&writer, "missing", self->n_missing);
  _footprints_json_writer_add_int64 (&writer, "rejected", self->n_rejected);
  _footprints_json_writer_add_int64 (&writer, "repaired", self->n_repaired);
  _footprints_json_writer_add_boolean (&writer, "used_zone", self->used_zone);
  _footprints_json_writer_add_array (&writer, "rejections");
  for (guint i = 0; i < rejections->len; i++)
    _footprints_rejection_write (g_ptr_array_index (rejections, i), &writer);
  _footprints_json_writer_end_array (&writer);
  _footprints_json_writer_end_object (&writer);
  return _footprints_json_writer_take_text (&writer);
}

gboolean
_footprints_import_progress_restore (FootprintsImportProgress *self,
                                     const char *checkpoint,
                                     const char *summary)
{
  g_autoptr (json_object) place =
      checkpoint != NULL ? _footprints_json_parse (checkpoint, strlen (checkpoint), MAX_DEPTH, NULL)
                         : NULL;
  g_autoptr (json_object) counts =
      summary != NULL ? _footprints_json_parse (summary, strlen (summary), MAX_DEPTH, NULL) : NULL;
  const char *digest = _footprints_json_get_string (place, "digest");
  json_object *used_zone = _footprints_json_get_object (counts, "used_zone");

  if (digest == NULL ||
      !g_ascii_string_to_unsigned (digest, 16, 0, G_MAXUINT64, &self->digest, NULL) ||
      !_footprints_json_get_int64 (place, "rows", &self->n_rows) ||
      !_footprints_json_get_int64 (counts, "new", &self->n_new) ||
      !_footprints_json_get_int64 (counts, "duplicate", &self->n_duplicate) ||
      !_footprints_json_get_int64 (counts, "rejected", &self->n_rejected) ||
      !_footprints_json_get_int64 (counts, "repaired", &self->n_repaired))
    return FALSE;
  /* Older versions did not write these. */
  _footprints_json_get_int64 (place, "ahead", &self->n_ahead);
  _footprints_json_get_int64 (counts, "removed_before", &self->n_removed_before);
  _footprints_json_get_int64 (counts, "fresh", &self->n_fresh);
  self->used_zone = json_object_get_boolean (used_zone);
  _footprints_rejections_restore (&self->rejections,
                                  _footprints_json_get_object (counts, "rejections"));
  return TRUE;
}
