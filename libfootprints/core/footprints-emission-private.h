/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A signal that any thread may ask for and that its object emits in a main context. However often
 * it is asked for before that context runs, it is emitted once. What waits does not keep the
 * object alive: where no loop runs, nothing piles up, and a store is closed with its last
 * reference.
 *
 * It is a member of its object. */
typedef struct
{
  GMutex mutex;
  GSource *source; /* NULL: nothing waits; under mutex */
} FootprintsEmission;

typedef void (*FootprintsEmitFunc) (gpointer object);

void _footprints_emission_init (FootprintsEmission *self);
/* For the finalizer of the object. */
void _footprints_emission_clear (FootprintsEmission *self);
/* @name: static, what the source is called. */
void _footprints_emission_queue (FootprintsEmission *self,
                                 gpointer object,
                                 GMainContext *context,
                                 FootprintsEmitFunc emit,
                                 const char *name);

G_END_DECLS
