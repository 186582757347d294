/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Finds and makes the toy ledgers of this process by path, and hands out the right to write. */

#include "toy-place.h"

#include "libfootprints/core/footprints-error-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* SQLite waits as long. */
#define MAX_WAIT_US (5 * G_USEC_PER_SEC)

#define PLACEHOLDER "a toy ledger, for tests\n"

static GMutex places_mutex;
static GHashTable *places; /* of ToyPlace, by path; under places_mutex */

static void
place_clear (gpointer data)
{
  ToyPlace *self = data;

  toy_state_unref (self->state);
  g_cond_clear (&self->released);
  g_mutex_clear (&self->mutex);
}

void
toy_place_unref (ToyPlace *self)
{
  g_atomic_rc_box_release_full (self, place_clear);
}

static ToyPlace *
place_new (void)
{
  ToyPlace *self = g_atomic_rc_box_new0 (ToyPlace);
  g_autofree char *uuid = g_uuid_string_random ();
  guint length = 0;

  for (const char *p = uuid; *p != '\0'; p++)
    if (*p != '-' && length < sizeof self->uuid - 1)
      self->uuid[length++] = *p;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->released);
  self->state = toy_state_new ();
  return self;
}

static gboolean
is_gone (gpointer path, gpointer place, gpointer data)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Call this under places_mutex. A ledger whose file was deleted is gone, except for stores that
 * have it open. */
static ToyPlace *
find_place (const char *path)
{
  if (places == NULL)
    places =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) toy_place_unref);
  g_hash_table_foreach_remove (places, is_gone, NULL);
  return g_hash_table_lookup (places, path);
}

static FootprintsError
get_code (int code)
{
  switch (code)
    {
    case ENOENT: /* the folder does not exist */
    case ENOTDIR:
    case EACCES:
    case EPERM:
    case EROFS:
      return FOOTPRINTS_ERROR_READ_ONLY;
    case ENOSPC:
      return FOOTPRINTS_ERROR_DISK_FULL;
    default:
      return FOOTPRINTS_ERROR_FAILED;
    }
}

static gboolean
make_file (const char *path, GError **error)
{
  int file = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  gboolean done = file >= 0 && write (file, PLACEHOLDER, strlen (PLACEHOLDER)) > 0;
  int code = errno;

  if (file >= 0)
    close (file);
  if (!done)
    _footprints_set_error (error, get_code (code), "cannot create %s: %s", path, g_strerror (code));
  return done;
}

/* An empty file counts as none. */
static gboolean
is_empty (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  return g_file_get_contents (path, &content, &length, NULL) && length == 0;
}

static gboolean
check_access (const char *path, gboolean read_only, GError **error)
{
  if (access (path, read_only ? R_OK : R_OK | W_OK) == 0)
    return TRUE;
  _footprints_set_error (error, FOOTPRINTS_ERROR_READ_ONLY, "cannot open %s: %s", path,
                         g_strerror (errno));
  return FALSE;
}

/* Call this under places_mutex. */
static ToyPlace *
make_place (const char *path, gboolean create, gboolean read_only, GError **error)
{
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  ToyPlace *place;

  if (is_there && !is_empty (path))
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_FOREIGN_DATABASE, "%s is not a toy ledger",
                             path);
      return NULL;
    }
  if (read_only || !create)
    {
      _footprints_set_error (error, FOOTPRINTS_ERROR_NOT_FOUND, "%s %s", path,
                             is_there ? "is empty" : "does not exist");
      return NULL;
    }
  if (!make_file (path, error))
    return NULL;
  place = place_new ();
  g_hash_table_insert (places, g_strdup (path), place);
  return place;
}

ToyPlace *
toy_place_open (const char *path, gboolean create, gboolean read_only, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  ToyPlace *place;

  g_mutex_lock (&places_mutex);
  place = find_place (absolute);
  if (place == NULL)
    place = make_place (absolute, create, read_only, error);
  if (place != NULL && !check_access (absolute, read_only, error))
    place = NULL;
  if (place != NULL)
    g_atomic_rc_box_acquire (place);
  g_mutex_unlock (&places_mutex);
  return place;
}

ToyPlace *
toy_place_find (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  ToyPlace *place;

  g_mutex_lock (&places_mutex);
  place = find_place (absolute);
  if (place != NULL)
    g_atomic_rc_box_acquire (place);
  g_mutex_unlock (&places_mutex);
  return place;
}

ToyState *
toy_place_dup_state (ToyPlace *self)
{
  ToyState *state;

  g_mutex_lock (&self->mutex);
  state = toy_state_ref (self->state);
  g_mutex_unlock (&self->mutex);
  return state;
}

ToyState *
toy_place_begin (ToyPlace *self, GError **error)
{
  gint64 give_up_at_us = g_get_monotonic_time () + MAX_WAIT_US;
  ToyState *state = NULL;
  gboolean is_late = FALSE;

  g_mutex_lock (&self->mutex);
  while (self->is_written && !is_late)
    is_late = !g_cond_wait_until (&self->released, &self->mutex, give_up_at_us);
  if (!self->is_written)
    {
      self->is_written = TRUE;
      state = toy_state_copy (self->state);
    }
  g_mutex_unlock (&self->mutex);
  if (state == NULL)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_BUSY,
                         "another writer holds the ledger for too long");
  return state;
}

void
toy_place_end (ToyPlace *self, ToyState *state)
{
  ToyState *old = NULL;

  g_mutex_lock (&self->mutex);
  if (state != NULL)
    {
      old = self->state;
      self->state = state;
    }
  self->is_written = FALSE;
  g_cond_signal (&self->released);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&old, toy_state_unref);
}
