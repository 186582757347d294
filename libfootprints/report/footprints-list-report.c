/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/report/footprints-list-report-private.h"

#include <string.h>

/**
 * FootprintsListReport:
 *
 * A report that is a list: a `GListModel` of its entries.
 *
 * Entries are made on first access, so a long report costs little until it is shown.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FootprintsListReport,
                                  footprints_list_report,
                                  FOOTPRINTS_TYPE_REPORT,
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                         list_model_interface_init))

static FootprintsListReportClass *
get_class (FootprintsListReport *self)
{
  return G_TYPE_INSTANCE_GET_CLASS (self, FOOTPRINTS_TYPE_LIST_REPORT, FootprintsListReportClass);
}

static GType
footprints_list_report_get_item_type (GListModel *model)
{
  return get_class (FOOTPRINTS_LIST_REPORT (model))->row_type->get_type ();
}

static guint
footprints_list_report_get_n_items (GListModel *model)
{
  return FOOTPRINTS_LIST_REPORT (model)->n_items;
}

/* Rows are small structs; none is larger than this. */
#define MAX_ROW_BYTES 256

/* On the stack of the caller. */
typedef union
{
  char bytes[MAX_ROW_BYTES];
  gint64 alignment;
} Row;

static const FootprintsRowType *
list_report_fill_row (FootprintsListReport *self, guint position, Row *row)
{
  FootprintsListReportClass *klass = get_class (self);

  memset (row, 0, klass->row_type->size);
  klass->fill_row (self, position, row);
  return klass->row_type;
}

static gpointer
make_item (FootprintsListReport *self, guint position)
{
  Row row;
  const FootprintsRowType *type = list_report_fill_row (self, position, &row);

  return _footprints_row_to_object (type, &row);
}

static gpointer
footprints_list_report_get_item (GListModel *model, guint position)
{
  FootprintsListReport *self = FOOTPRINTS_LIST_REPORT (model);
  gpointer item;

  if (position >= self->n_items)
    return NULL;
  item = g_atomic_pointer_get (&self->items[position]);
  if (item != NULL)
    return g_object_ref (item);
  item = make_item (self, position);
  /* If two threads make it at once, both get the one that was stored first. */
  if (!g_atomic_pointer_compare_and_exchange (&self->items[position], NULL, item))
    {
      g_object_unref (item);
      item = g_atomic_pointer_get (&self->items[position]);
    }
  return g_object_ref (item);
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = footprints_list_report_get_item_type;
  interface->get_n_items = footprints_list_report_get_n_items;
  interface->get_item = footprints_list_report_get_item;
}

static void
footprints_list_report_finalize (GObject *object)
{
  FootprintsListReport *self = FOOTPRINTS_LIST_REPORT (object);

  for (guint i = 0; i < self->n_items; i++)
    g_clear_object (&self->items[i]);
  g_free (self->items);

  G_OBJECT_CLASS (footprints_list_report_parent_class)->finalize (object);
}

static void
footprints_list_report_class_init (FootprintsListReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = footprints_list_report_finalize;
}

static void
footprints_list_report_init (FootprintsListReport *self)
{
}

void
_footprints_list_report_write_row (gpointer self, guint position, FootprintsJsonWriter *writer)
{
  Row row;
  const FootprintsRowType *type = list_report_fill_row (self, position, &row);

  _footprints_row_write (type, &row, writer);
  _footprints_row_clear (type, &row);
}

static void
write_row_backwards (gpointer self, guint position, FootprintsJsonWriter *writer)
{
  guint n_items = FOOTPRINTS_LIST_REPORT (self)->n_items;

  _footprints_list_report_write_row (self, n_items - 1 - position, writer);
}

void
_footprints_json_write_rows (gpointer self,
                             guint n_rows,
                             FootprintsWriteRowFunc write_row,
                             FootprintsJsonWriter *writer)
{
  _footprints_json_writer_begin_array (writer);
  for (guint i = 0; i < n_rows && !writer->is_full; i++)
    write_row (self, i, writer);
  _footprints_json_writer_end_array (writer);
}

void
_footprints_list_report_write_rows (gpointer self, FootprintsJsonWriter *writer)
{
  _footprints_json_write_rows (self, FOOTPRINTS_LIST_REPORT (self)->n_items,
                               _footprints_list_report_write_row, writer);
}

void
_footprints_list_report_write_rows_backwards (gpointer self, FootprintsJsonWriter *writer)
{
  _footprints_json_write_rows (self, FOOTPRINTS_LIST_REPORT (self)->n_items, write_row_backwards,
                               writer);
}

static void
write_json (FootprintsReport *self, FootprintsJsonWriter *writer)
{
  _footprints_list_report_write_rows (self, writer);
}

void
_footprints_list_report_class_setup (gpointer klass,
                                     const FootprintsRowType *row_type,
                                     FootprintsFillRowFunc fill)
{
  g_assert (row_type->size <= MAX_ROW_BYTES);
  ((FootprintsListReportClass *) klass)->row_type = row_type;
  ((FootprintsListReportClass *) klass)->fill_row = fill;
  ((FootprintsReportClass *) klass)->write_json = write_json;
}

void
_footprints_list_report_set_n_items (FootprintsListReport *self, guint n_items)
{
  self->n_items = n_items;
  self->items = g_new0 (gpointer, n_items);
}
