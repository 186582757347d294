/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Generates stories and their plays from seeds, and converts stories to text and back. */

#include "model-story.h"

#include "model-operations.h"

#include <gio/gio.h>
#include <string.h>

#define MIN_STEPS 40
#define MAX_ARGUMENT 1000
#define HOUR_S 3600
#define DAY_S 86400
/* A page of a service must hold all plays of a second. */
#define MAX_PER_SECOND 3

ModelStory *
model_story_new (guint seed)
{
  ModelStory *self = g_new0 (ModelStory, 1);

  self->seed = seed;
  self->steps = g_array_new (FALSE, TRUE, sizeof (ModelStep));
  return self;
}

gboolean
model_story_is_without (const ModelStory *self, const char *without)
{
  g_auto (GStrv) names = without != NULL ? g_strsplit (without, ",", -1) : NULL;

  for (guint i = 0; names != NULL && i < self->steps->len; i++)
    {
      guint operation = g_array_index (self->steps, ModelStep, i).operation;

      if (g_strv_contains ((const char *const *) names, model_operations[operation].name))
        return FALSE;
    }
  return TRUE;
}

ModelStory *
model_story_copy (const ModelStory *self)
{
  ModelStory *copy = model_story_new (self->seed);

  g_array_append_vals (copy->steps, self->steps->data, self->steps->len);
  return copy;
}

void
model_story_free (ModelStory *self)
{
  g_array_unref (self->steps);
  g_free (self);
}

static gboolean
is_wanted (const ModelOperation *operation, guint seed, char **without)
{
  if (operation->only_of_twenty >= 0 && seed % 20 != (guint) operation->only_of_twenty)
    return FALSE;
  return without == NULL || !g_strv_contains ((const char *const *) without, operation->name);
}

/* Contains each operation as often as its weight. */
static GArray *
make_urn (guint seed, char **without)
{
  GArray *urn = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < model_n_operations; i++)
    if (is_wanted (&model_operations[i], seed, without))
      for (guint j = 0; j < model_operations[i].weight; j++)
        g_array_append_val (urn, i);
  return urn;
}

static void
add_random_step (ModelStory *self, GRand *random, guint operation)
{
  ModelStep step = { .operation = operation };

  for (guint i = 0; i < model_operations[operation].n_arguments; i++)
    step.arguments[i] = (guint) g_rand_int_range (random, 0, MAX_ARGUMENT);
  g_array_append_val (self->steps, step);
}

ModelStory *
model_story_generate (guint seed, const char *without)
{
  ModelStory *self = model_story_new (seed);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_auto (GStrv) names = without != NULL ? g_strsplit (without, ",", -1) : NULL;
  g_autoptr (GArray) urn = make_urn (seed, names);
  guint n_steps = MIN_STEPS + (guint) g_rand_int_range (random, 0, 16);

  /* Little happens until a service has plays. */
  for (guint i = 0; i < 3; i++)
    add_random_step (self, random, model_operation_find ("service-gets"));
  while (self->steps->len < n_steps)
    add_random_step (self, random,
                     g_array_index (urn, guint, g_rand_int_range (random, 0, (gint32) urn->len)));
  return self;
}

char *
model_story_to_text (const ModelStory *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %u\n", self->seed);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const ModelStep *step = &g_array_index (self->steps, ModelStep, i);
      const ModelOperation *operation = &model_operations[step->operation];

      g_string_append (text, operation->name);
      for (guint j = 0; j < operation->n_arguments; j++)
        g_string_append_printf (text, " %u", step->arguments[j]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_line (ModelStory *self, const char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  ModelStep step = { 0 };

  if (g_str_equal (words[0], "seed") && words[1] != NULL)
    {
      self->seed = (guint) g_ascii_strtoull (words[1], NULL, 10);
      return TRUE;
    }
  step.operation = model_operation_find (words[0]);
  if (step.operation >= model_n_operations)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no operation is called “%s”",
                   words[0]);
      return FALSE;
    }
  for (guint i = 0; i < MODEL_N_ARGUMENTS && words[i + 1] != NULL; i++)
    step.arguments[i] = (guint) g_ascii_strtoull (words[i + 1], NULL, 10);
  g_array_append_val (self->steps, step);
  return TRUE;
}

ModelStory *
model_story_from_text (const char *text, GError **error)
{
  g_autoptr (ModelStory) self = model_story_new (0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && *lines[i] != '#' && !read_line (self, lines[i], error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static void
play_clear (gpointer data)
{
  ModelPlay *play = data;

  g_free (play->artist);
  g_free (play->track);
  g_free (play->album);
}

/* The time since the previous play. Usually a session continues; occasionally there are no plays
 * for days, or for more than a year. */
static gint64
random_gap (GRand *random)
{
  switch (g_rand_int_range (random, 0, 40))
    {
    case 0:
      return (gint64) g_rand_int_range (random, 200, 500) * DAY_S;
    case 1:
    case 2:
    case 3:
    case 4:
      return (gint64) g_rand_int_range (random, 1, 40) * DAY_S;
    default:
      return g_rand_int_range (random, 1, 5 * HOUR_S);
    }
}

static void
add_play (GArray *plays, GRand *random, gint64 listened_at)
{
  static const char *const artists[] = { "Ayla Venn", "Kólmur", "夜の港", "Straße", "O'Neil & Co" };
  gint32 n_artists = (gint32) G_N_ELEMENTS (artists);
  /* Songs repeat, but not within a second. */
  ModelPlay play = {
    .listened_at = listened_at,
    .artist = g_strdup (artists[g_rand_int_range (random, 0, n_artists)]),
    .track = g_strdup_printf ("Song %c%u", 'A' + g_rand_int_range (random, 0, 6),
                              plays->len % MAX_PER_SECOND),
  };

  if (g_rand_boolean (random))
    play.album = g_strdup_printf ("Album %c", play.track[5]);
  g_array_append_val (plays, play);
}

GArray *
model_story_make_plays (const ModelStory *self)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed + 1000000);
  GArray *plays = g_array_new (FALSE, TRUE, sizeof (ModelPlay));
  guint n_plays = (guint) g_rand_int_range (random, 20, 61);
  gint64 at = 0;
  guint n_at_once = 0;
  gint64 moved_s;

  g_array_set_clear_func (plays, play_clear);
  while (plays->len < n_plays)
    {
      gboolean is_at_once =
          plays->len > 0 && ++n_at_once < MAX_PER_SECOND && g_rand_int_range (random, 0, 5) == 0;

      if (!is_at_once)
        {
          at += random_gap (random);
          n_at_once = 0;
        }
      add_play (plays, random, at);
    }
  moved_s = MODEL_START - HOUR_S - g_array_index (plays, ModelPlay, n_plays * 3 / 4).listened_at;
  for (guint i = 0; i < n_plays; i++)
    g_array_index (plays, ModelPlay, i).listened_at += moved_s;
  return plays;
}
