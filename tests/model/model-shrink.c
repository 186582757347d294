/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Runs stories in another process, and shortens stories that fail. */

#include "model-shrink.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* A long story may have many steps that matter, but no one waits forever. */
#define MAX_TRIES 400

void
model_outcome_clear (ModelOutcome *self)
{
  g_clear_pointer (&self->fault, g_free);
  g_clear_pointer (&self->output, g_free);
}

/* "FAIL word: …" says what was wrong; a process ended by a signal says less. */
static void
read_outcome (GSubprocess *process, ModelOutcome *self)
{
  g_auto (GStrv) lines = g_strsplit (self->output, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "seed "))
        self->last = (guint) g_ascii_strtoull (lines[i] + 5, NULL, 10);
      else if (g_str_has_prefix (lines[i], "told "))
        self->n_told++;
      else if (g_str_has_prefix (lines[i], "FAIL "))
        self->fault = g_strndup (lines[i] + 5, strcspn (lines[i] + 5, ":"));
    }
  if (self->fault == NULL && g_subprocess_get_if_signaled (process))
    self->fault = g_strdup_printf ("signal-%d", g_subprocess_get_term_sig (process));
  else if (self->fault == NULL && g_subprocess_get_exit_status (process) != 0)
    self->fault = g_strdup ("exit");
}

static void
run (const char *const *arguments, ModelOutcome *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &bytes, NULL, &error);
  g_assert_no_error (error);
  *self = (ModelOutcome){
    .output = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)),
  };
  read_outcome (process, self);
}

void
model_tell_seeds (guint first, guint n_seeds, const char *without, ModelOutcome *outcome)
{
  g_autofree char *first_text = g_strdup_printf ("%u", first);
  g_autofree char *n_text = g_strdup_printf ("%u", n_seeds);
  const char *arguments[] = { "/proc/self/exe", "--worker", first_text, n_text, without, NULL };

  run (arguments, outcome);
}

void
model_tell_story (const ModelStory *story, gboolean is_verbose, ModelOutcome *outcome)
{
  g_autofree char *text = model_story_to_text (story);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { "/proc/self/exe", "--teller", NULL, is_verbose ? "aloud" : NULL,
                              NULL };
  int file = g_file_open_tmp ("footprints-story-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  arguments[2] = path;
  run (arguments, outcome);
  g_unlink (path);
}

typedef struct
{
  ModelStory *best;
  const char *fault;
  guint n_tries;
} Shrinking;

/* Keeps @story if it fails in the same way. */
static gboolean
try_story (Shrinking *self, ModelStory *story)
{
  g_autoptr (ModelStory) candidate = story;
  g_auto (ModelOutcome) outcome = { 0 };

  if (self->n_tries++ >= MAX_TRIES)
    return FALSE;
  model_tell_story (candidate, FALSE, &outcome);
  if (g_strcmp0 (outcome.fault, self->fault) != 0)
    return FALSE;
  model_story_free (self->best);
  self->best = g_steal_pointer (&candidate);
  return TRUE;
}

static gboolean
try_without (Shrinking *self, guint first, guint n_steps)
{
  ModelStory *story = model_story_copy (self->best);

  g_array_remove_range (story->steps, first, MIN (n_steps, story->steps->len - first));
  return try_story (self, story);
}

/* Removes steps, starting from the end, since a step depends on earlier ones. Returns whether any
 * could be removed. */
static gboolean
take_out (Shrinking *self, guint n_steps)
{
  gboolean has_shrunk = FALSE;
  guint end = self->best->steps->len;

  while (end > 0)
    {
      guint first = end > n_steps ? end - n_steps : 0;

      has_shrunk = try_without (self, first, end - first) || has_shrunk;
      end = first;
    }
  return has_shrunk;
}

/* Small numbers are easier to read. */
static void
simplify (Shrinking *self)
{
  static const guint values[] = { 0, 1, 2 };

  for (guint i = 0; i < self->best->steps->len; i++)
    for (guint j = 0; j < MODEL_N_ARGUMENTS; j++)
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          ModelStory *story;

          if (g_array_index (self->best->steps, ModelStep, i).arguments[j] <= values[k])
            break;
          story = model_story_copy (self->best);
          g_array_index (story->steps, ModelStep, i).arguments[j] = values[k];
          if (try_story (self, story))
            break;
        }
}

ModelStory *
model_shrink (const ModelStory *story, const char *fault)
{
  Shrinking self = { .best = model_story_copy (story), .fault = fault };
  gboolean has_shrunk = TRUE;

  for (guint n_steps = story->steps->len / 2; n_steps > 1; n_steps /= 2)
    take_out (&self, n_steps);
  while (has_shrunk)
    has_shrunk = take_out (&self, 1);
  simplify (&self);
  return self.best;
}
