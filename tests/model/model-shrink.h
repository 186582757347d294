/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-story.h"

G_BEGIN_DECLS

/* How a process that told stories ended. */
typedef struct
{
  char *fault;  /* a word for the fault; NULL: none */
  char *output; /* everything it wrote */
  guint n_told; /* stories that succeeded */
  guint last;   /* the seed of the last story that began */
} ModelOutcome;

void model_outcome_clear (ModelOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ModelOutcome, model_outcome_clear)

/* Tells stories in a separate process, so that even a crash is only a fault. */
void model_tell_seeds (guint first, guint n_seeds, const char *without, ModelOutcome *outcome);
void model_tell_story (const ModelStory *story, gboolean is_verbose, ModelOutcome *outcome);

/* Finds the shortest story that it can with the same fault (transfer full). */
ModelStory *model_shrink (const ModelStory *story, const char *fault);

G_END_DECLS
