/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "toy-state.h"

G_BEGIN_DECLS

/* Records of any type in a state. */

extern const ToyKind toy_table_kind;

/* These work like the calls of FootprintsRecords. */
void toy_state_get_record (const ToyState *self,
                           const FootprintsRecordType *type,
                           gint64 id,
                           gpointer record);
/* Returns how many records @func got, or, if @func is NULL, how many match. */
gint64 toy_state_list_records (const ToyState *self,
                               const FootprintsRecordType *type,
                               const FootprintsRecordQuery *query,
                               FootprintsRecordFunc func,
                               gpointer data);
gboolean toy_state_put_record (ToyState *self,
                               const FootprintsRecordType *type,
                               gpointer record,
                               GError **error);
void toy_state_remove_record (ToyState *self, const FootprintsRecordType *type, gint64 id);

G_END_DECLS
