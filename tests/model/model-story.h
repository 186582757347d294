/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A story is a seed, which gives the plays that a listener made, and a list of steps.
 *
 * A step names an operation and up to four numbers, which the operation takes modulo whatever there
 * is to choose from. So every step means something wherever it stands, and a story stays one when
 * steps are taken out of it. */

#define MODEL_N_ARGUMENTS 4

typedef struct
{
  guint operation; /* index in the table of operations */
  guint arguments[MODEL_N_ARGUMENTS];
} ModelStep;

typedef struct
{
  guint seed;
  GArray *steps; /* of ModelStep */
} ModelStory;

/* A play of the listener, as a service or a file may report it. */
typedef struct
{
  gint64 listened_at;
  char *artist;
  char *track;
  char *album; /* NULL: none */
} ModelPlay;

ModelStory *model_story_new (guint seed);
/* At least forty steps, always the same for a seed. @without: names of operations, separated by
 * commas, that the story does without; NULL for all. */
ModelStory *model_story_generate (guint seed, const char *without);
/* Whether it does without these anyway. */
gboolean model_story_is_without (const ModelStory *self, const char *without);
ModelStory *model_story_copy (const ModelStory *self);
void model_story_free (ModelStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStory, model_story_free)

/* One step a line after the seed: what --story reads. NULL for a text that is none. */
char *model_story_to_text (const ModelStory *self);
ModelStory *model_story_from_text (const char *text, GError **error);

/* (element-type ModelPlay): 20 to 60, oldest first; those of one second are different. The last
 * quarter lies after MODEL_START, and is heard as the clock moves on. */
GArray *model_story_make_plays (const ModelStory *self);

/* When a story begins. */
#define MODEL_START G_GINT64_CONSTANT (1709251200)

G_END_DECLS
