/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Signals that are requested on any thread and emitted once in a main context. */

#include "libfootprints/core/footprints-emission-private.h"

typedef struct
{
  FootprintsEmission *emission; /* valid only while object is */
  GWeakRef object;
  FootprintsEmitFunc emit;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_weak_ref_clear (&waiting->object);
  g_free (waiting);
}

static GSource *
emission_take_source (FootprintsEmission *self)
{
  GSource *source;

  g_mutex_lock (&self->mutex);
  source = g_steal_pointer (&self->source);
  g_mutex_unlock (&self->mutex);
  return source;
}

static gboolean
emission_cb (gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (GObject) object = g_weak_ref_get (&waiting->object);

  if (object == NULL)
    return G_SOURCE_REMOVE;
  /* Before emitting: a change that is made while handlers run is signalled again. */
  g_source_unref (emission_take_source (waiting->emission));
  waiting->emit (object);
  return G_SOURCE_REMOVE;
}

void
_footprints_emission_init (FootprintsEmission *self)
{
  g_mutex_init (&self->mutex);
}

void
_footprints_emission_clear (FootprintsEmission *self)
{
  GSource *source = emission_take_source (self);

  if (source != NULL)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
  g_mutex_clear (&self->mutex);
}

void
_footprints_emission_queue (FootprintsEmission *self,
                            gpointer object,
                            GMainContext *context,
                            FootprintsEmitFunc emit,
                            const char *name)
{
  Waiting *waiting;

  g_mutex_lock (&self->mutex);
  if (self->source == NULL)
    {
      waiting = g_new0 (Waiting, 1);
      waiting->emission = self;
      waiting->emit = emit;
      g_weak_ref_init (&waiting->object, object);
      self->source = g_idle_source_new ();
      g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->source, emission_cb, waiting, waiting_free);
      g_source_set_static_name (self->source, name);
      g_source_attach (self->source, context);
    }
  g_mutex_unlock (&self->mutex);
}
