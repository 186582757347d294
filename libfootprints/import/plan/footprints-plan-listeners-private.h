/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-writer-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whose plays a file has, with how many. */
typedef struct _FootprintsPlanListeners FootprintsPlanListeners;

FootprintsPlanListeners *_footprints_plan_listeners_new (void);
void _footprints_plan_listeners_free (FootprintsPlanListeners *self);

/* Counts a play of @name. There is a bound on how many listeners are counted, except for the one
 * that was chosen. */
void _footprints_plan_listeners_add (FootprintsPlanListeners *self,
                                     const char *name,
                                     gboolean is_chosen);
guint _footprints_plan_listeners_get_n (const FootprintsPlanListeners *self);
/* 0: there is no such listener. */
gint64 _footprints_plan_listeners_get_n_plays (const FootprintsPlanListeners *self,
                                               const char *name);
/* Those with the most plays first (transfer full). */
char **_footprints_plan_listeners_dup_names (const FootprintsPlanListeners *self);
/* Whether it is clear whose plays are meant; FALSE with @error set, which lists the listeners, if
 * it is not. @chosen: NULL if nobody said. */
gboolean _footprints_plan_listeners_check (const FootprintsPlanListeners *self,
                                           const char *chosen,
                                           GError **error);
/* Writes an array of {name, plays}. */
void _footprints_plan_listeners_write (const FootprintsPlanListeners *self,
                                       FootprintsJsonWriter *writer);

G_END_DECLS
