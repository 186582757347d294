/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Handwritten stories, each for a fault that once existed. They run before those of the
 * seeds. */
typedef struct
{
  const char *name;
  const char *text; /* as --story reads it */
} ModelDirectedStory;

extern const ModelDirectedStory model_directed_stories[];
extern const guint model_n_directed_stories;

G_END_DECLS
