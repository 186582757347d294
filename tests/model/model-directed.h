/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stories that somebody wrote, each for one fault that was there once. They are told before those
 * of the seeds. */
typedef struct
{
  const char *name;
  const char *text; /* as --story reads it */
} ModelDirectedStory;

extern const ModelDirectedStory model_directed_stories[];
extern const guint model_n_directed_stories;

G_END_DECLS
