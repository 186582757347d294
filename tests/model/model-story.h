/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A story is a seed, which gives the plays that a listener made, and a list of steps.
 *
 * A step names an operation and up to four numbers, which the operation takes modulo the number of
 * choices. So every step is meaningful in any position, and a story stays valid when steps are
 * removed. */

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
/* Makes at least forty steps, always the same for a seed. @without: names of operations to leave
 * out, separated by commas; NULL for none. */
ModelStory *model_story_generate (guint seed, const char *without);
/* Whether the story does not use these operations. */
gboolean model_story_is_without (const ModelStory *self, const char *without);
ModelStory *model_story_copy (const ModelStory *self);
void model_story_free (ModelStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStory, model_story_free)

/* The seed and then one step per line, as --story reads it. NULL if a text is not a story. */
char *model_story_to_text (const ModelStory *self);
ModelStory *model_story_from_text (const char *text, GError **error);

/* (element-type ModelPlay): 20 to 60 plays, oldest first; those of the same second differ. The last
 * quarter is after MODEL_START, and is played as the clock advances. */
GArray *model_story_make_plays (const ModelStory *self);

/* When a story begins. */
#define MODEL_START G_GINT64_CONSTANT (1709251200)

G_END_DECLS
