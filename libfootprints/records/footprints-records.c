/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The calls of FootprintsRecords, and functions on top of them. */

#include "libfootprints/records/footprints-records-private.h"

#include <string.h>

gboolean
_footprints_records_get (FootprintsRecords *self,
                         const FootprintsRecordType *type,
                         gint64 id,
                         gpointer record,
                         GError **error)
{
  return self->get (self, type, id, record, error);
}

gboolean
_footprints_records_list (FootprintsRecords *self,
                          const FootprintsRecordType *type,
                          const FootprintsRecordQuery *query,
                          FootprintsRecordFunc func,
                          gpointer data,
                          GError **error)
{
  return self->list (self, type, query, func, data, error);
}

gboolean
_footprints_records_count (FootprintsRecords *self,
                           const FootprintsRecordType *type,
                           const FootprintsRecordQuery *query,
                           gint64 *n_records,
                           GError **error)
{
  return self->count (self, type, query, n_records, error);
}

gboolean
_footprints_records_put (FootprintsRecords *self,
                         const FootprintsRecordType *type,
                         gpointer record,
                         GError **error)
{
  return self->put (self, type, record, error);
}

gboolean
_footprints_records_remove (FootprintsRecords *self,
                            const FootprintsRecordType *type,
                            gint64 id,
                            GError **error)
{
  return self->remove (self, type, id, error);
}

typedef struct
{
  const FootprintsRecordType *type;
  GArray *records;
} Copying;

static gboolean
add_copy (gpointer data, gconstpointer record)
{
  Copying *copying = data;
  guint n_records = copying->records->len;

  g_array_set_size (copying->records, n_records + 1);
  _footprints_record_copy (
      copying->type, copying->records->data + (gsize) n_records * copying->type->size, record);
  return TRUE;
}

GArray *
_footprints_records_dup_all (FootprintsRecords *self,
                             const FootprintsRecordType *type,
                             const FootprintsRecordQuery *query,
                             GDestroyNotify clear,
                             GError **error)
{
  g_autoptr (GArray) records = g_array_new (FALSE, TRUE, (guint) type->size);
  Copying copying = { type, records };

  g_array_set_clear_func (records, clear);
  if (!_footprints_records_list (self, type, query, add_copy, &copying, error))
    return NULL;
  return g_steal_pointer (&records);
}

typedef struct
{
  const FootprintsRecordType *type;
  gpointer record;
} Taking;

static gboolean
take_first (gpointer data, gconstpointer record)
{
  Taking *taking = data;

  _footprints_record_copy (taking->type, taking->record, record);
  return FALSE;
}

gboolean
_footprints_records_get_first (FootprintsRecords *self,
                               const FootprintsRecordType *type,
                               const FootprintsRecordQuery *query,
                               gpointer record,
                               GError **error)
{
  Taking taking = { type, record };

  memset (record, 0, type->size);
  return _footprints_records_list (self, type, query, take_first, &taking, error);
}

static gboolean
add_id (gpointer data, gconstpointer record)
{
  gint64 id = _footprints_record_get_id (record);

  g_array_append_val ((GArray *) data, id);
  return TRUE;
}

gboolean
_footprints_records_remove_all (FootprintsRecords *self,
                                const FootprintsRecordType *type,
                                const FootprintsRecordQuery *query,
                                GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!_footprints_records_list (self, type, query, add_id, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!_footprints_records_remove (self, type, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}
