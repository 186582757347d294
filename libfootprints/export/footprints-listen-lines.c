/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The reports of a listen come one after another, with those of other listens between them, and the
 * one that leads may come last. So lines wait in a queue until those before them are complete. */

#include "libfootprints/export/footprints-listen-lines-private.h"

#include "libfootprints/export/footprints-row-writer-private.h"
#include "libfootprints/history/footprints-history-private.h"

typedef struct
{
  guint32 lead;      /* 0: a play with one report */
  char *line;        /* of the report that leads; NULL: it has not come */
  GPtrArray *others; /* of char *, the lines of the other reports; NULL: none */
  guint n_awaited;   /* reports that have not come */
  gint64 oldest_at;  /* none comes after the plays of that time */
} Line;

struct _FootprintsListenLines
{
  FootprintsHistory *history;
  GQueue queue;         /* of Line: those that have begun, in order */
  GHashTable *by_lead;  /* id → Line: those that wait for reports */
  GHashTable *headless; /* of Line: those whose lead has not come */
};

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->line);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

FootprintsListenLines *
_footprints_listen_lines_new (FootprintsHistory *history)
{
  FootprintsListenLines *self = g_new0 (FootprintsListenLines, 1);

  self->history = g_object_ref (history);
  g_queue_init (&self->queue);
  self->by_lead = g_hash_table_new (NULL, NULL);
  self->headless = g_hash_table_new_full (NULL, NULL, line_free, NULL);
  return self;
}

void
_footprints_listen_lines_free (FootprintsListenLines *self)
{
  g_queue_clear_full (&self->queue, line_free);
  g_hash_table_unref (self->by_lead);
  g_hash_table_unref (self->headless);
  g_object_unref (self->history);
  g_free (self);
}

/* Without its end (transfer full). */
static char *
make_line (const FootprintsScrobbleRow *row)
{
  GString *line = g_string_new (NULL);

  _footprints_json_lines_append_row (line, row);
  g_string_truncate (line, line->len - 1);
  return g_string_free (line, FALSE);
}

/* Appends a listen; returns how many lines that makes. */
static gint64
write_line (const Line *self, GString *text)
{
  guint n_others = self->others != NULL ? self->others->len : 0;

  /* A report that leads was withdrawn just now, or lies outside the period. */
  if (self->line == NULL)
    {
      for (guint i = 0; i < n_others; i++)
        g_string_append_printf (text, "%s\n", (const char *) self->others->pdata[i]);
      return n_others;
    }
  g_string_append (text, self->line);
  if (n_others > 0)
    {
      g_string_truncate (text, text->len - 1);
      for (guint i = 0; i < n_others; i++)
        g_string_append_printf (text, "%s%s", i == 0 ? ",\"also\":[" : ",",
                                (const char *) self->others->pdata[i]);
      g_string_append (text, "]}");
    }
  g_string_append_c (text, '\n');
  return 1;
}

/* Writes the lines that are complete, or for which no more comes after the plays of @at. */
static gint64
write_complete (FootprintsListenLines *self, gint64 at, GString *text)
{
  gint64 n_written = 0;
  Line *line;

  while ((line = g_queue_peek_head (&self->queue)) != NULL &&
         (line->n_awaited == 0 || at < line->oldest_at))
    {
      n_written += write_line (line, text);
      if (line->n_awaited > 0)
        g_hash_table_remove (self->by_lead, GUINT_TO_POINTER (line->lead));
      line_free (g_queue_pop_head (&self->queue));
    }
  return n_written;
}

static Line *
find_line (FootprintsListenLines *self, guint32 lead, gint64 listened_at)
{
  Line *line = g_hash_table_lookup (self->by_lead, GUINT_TO_POINTER (lead));
  g_autoptr (GArray) reports = NULL;

  if (line != NULL)
    return line;
  reports = _footprints_history_list_reports (self->history, listened_at, lead);
  line = g_new0 (Line, 1);
  line->lead = lead;
  line->others = g_ptr_array_new_with_free_func (g_free);
  line->n_awaited = reports->len;
  line->oldest_at = g_array_index (reports, FootprintsSighting, 0).play.listened_at;
  g_hash_table_insert (self->by_lead, GUINT_TO_POINTER (lead), line);
  g_hash_table_add (self->headless, line);
  return line;
}

static void
add_report (FootprintsListenLines *self,
            const FootprintsSighting *sighting,
            const FootprintsScrobbleRow *row)
{
  Line *line = find_line (self, sighting->lead, row->listened_at);

  if (sighting->play.id != sighting->lead)
    g_ptr_array_add (line->others, make_line (row));
  else
    {
      line->line = make_line (row);
      g_hash_table_steal (self->headless, line);
      g_queue_push_tail (&self->queue, line);
    }
  if (--line->n_awaited == 0)
    g_hash_table_remove (self->by_lead, GUINT_TO_POINTER (line->lead));
}

gint64
_footprints_listen_lines_add (FootprintsListenLines *self,
                              gint64 id,
                              const FootprintsScrobbleRow *row,
                              GString *text)
{
  const FootprintsSighting *sighting = _footprints_sightings_find (
      _footprints_history_get_sightings (self->history), row->listened_at, (guint32) id);

  if (sighting != NULL)
    add_report (self, sighting, row);
  else if (g_queue_is_empty (&self->queue))
    {
      _footprints_json_lines_append_row (text, row);
      return 1;
    }
  else
    {
      Line *line = g_new0 (Line, 1);

      line->line = make_line (row);
      g_queue_push_tail (&self->queue, line);
    }
  return write_complete (self, row->listened_at, text);
}

gint64
_footprints_listen_lines_finish (FootprintsListenLines *self, GString *text)
{
  gint64 n_written = write_complete (self, G_MININT64, text);
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->headless);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    n_written += write_line (line, text);
  g_hash_table_remove_all (self->by_lead);
  g_hash_table_remove_all (self->headless);
  return n_written;
}
