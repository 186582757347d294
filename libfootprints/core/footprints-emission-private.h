/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A signal that any thread may request and that its object emits in a main context. However often
 * it is requested before that context runs, it is emitted once. A pending emission does not keep
 * the object alive: where no main loop runs, nothing piles up, and a store is closed with its last
 * reference.
 *
 * Embed it in the struct of its object. */
typedef struct
{
  GMutex mutex;
  GSource *source; /* NULL: none is pending; under mutex */
} FootprintsEmission;

typedef void (*FootprintsEmitFunc) (gpointer object);

void _footprints_emission_init (FootprintsEmission *self);
/* Call it in the finalizer of the object. */
void _footprints_emission_clear (FootprintsEmission *self);
/* @name: the name of the source, a static string. */
void _footprints_emission_queue (FootprintsEmission *self,
                                 gpointer object,
                                 GMainContext *context,
                                 FootprintsEmitFunc emit,
                                 const char *name);

G_END_DECLS
