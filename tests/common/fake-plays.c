/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The users of a fake service and their plays, oldest first. */

#include "tests/common/fake-private.h"

#include "tests/common/footprints-invented-names.h"

#include <stdlib.h>

void
_fake_user_free (FakeUser *user)
{
  g_free (user->name);
  g_array_unref (user->plays);
  g_free (user);
}

FakeUser *
_fake_service_find_user (FakeService *self, const char *name)
{
  for (guint i = 0; i < self->users->len; i++)
    {
      FakeUser *user = g_ptr_array_index (self->users, i);

      if (g_str_equal (user->name, name) ||
          (self->kind == FAKE_LASTFM && g_ascii_strcasecmp (user->name, name) == 0))
        return user;
    }
  return NULL;
}

static FakeUser *
ensure_user (FakeService *self, const char *name)
{
  FakeUser *user = _fake_service_find_user (self, name);

  if (user != NULL)
    return user;
  user = g_new0 (FakeUser, 1);
  user->name = g_strdup (name);
  user->plays = g_array_new (FALSE, FALSE, sizeof (FakeStoredPlay));
  user->is_sorted = TRUE;
  g_ptr_array_add (self->users, user);
  return user;
}

static const char *
intern (FakeService *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static FakeStoredPlay
store_play (FakeService *self, const FakePlay *play)
{
  return (FakeStoredPlay){
    .listened_at = play->listened_at,
    .duration_ms = play->duration_ms,
    .artist = intern (self, play->artist),
    .track = intern (self, play->track),
    .album = intern (self, play->album),
    .client = intern (self, play->client),
    .loved = play->loved,
    .shown_at = play->is_misdated ? play->shown_at : play->listened_at,
  };
}

static int
compare_plays (gconstpointer a, gconstpointer b)
{
  const FakeStoredPlay *left = a;
  const FakeStoredPlay *right = b;

  if (left->listened_at != right->listened_at)
    return left->listened_at < right->listened_at ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

static gboolean
is_same_play (const FakeStoredPlay *left, const FakeStoredPlay *right)
{
  return left->listened_at == right->listened_at && left->artist == right->artist &&
         left->track == right->track && left->album == right->album;
}

/* Keeps the first of identical plays. */
static void
drop_repeats (GArray *plays)
{
  FakeStoredPlay *all = (FakeStoredPlay *) (gpointer) plays->data;
  guint n_kept = 0;

  for (guint i = 0; i < plays->len; i++)
    {
      gboolean is_repeat = FALSE;

      for (guint j = n_kept; j > 0 && all[j - 1].listened_at == all[i].listened_at; j--)
        is_repeat = is_repeat || is_same_play (&all[j - 1], &all[i]);
      if (!is_repeat)
        all[n_kept++] = all[i];
    }
  g_array_set_size (plays, n_kept);
}

const FakeStoredPlay *
_fake_user_get_plays (FakeService *self, FakeUser *user, gsize *n_plays)
{
  if (!user->is_sorted && user->plays->len > 0)
    {
      qsort (user->plays->data, user->plays->len, sizeof (FakeStoredPlay), compare_plays);
      if (self->kind == FAKE_LISTENBRAINZ)
        drop_repeats (user->plays);
      user->is_sorted = TRUE;
    }
  *n_plays = user->plays->len;
  return (const FakeStoredPlay *) (gconstpointer) user->plays->data;
}

gsize
_fake_plays_find (const FakeStoredPlay *plays, gsize n_plays, gint64 time)
{
  gsize low = 0;
  gsize high = n_plays;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (plays[middle].listened_at < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* FNV-1a, with an end mark after each text. */
static guint64
hash_text (guint64 hash, const char *text)
{
  for (const char *p = text != NULL ? text : "\001"; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
}

guint64
_fake_play_hash (const FakeStoredPlay *play, guint64 use)
{
  guint64 hash = hash_text (footprints_mix (use), play->artist);

  return footprints_mix (hash_text (hash_text (hash, play->track), play->album));
}

void
fake_service_add_user (FakeService *self, const char *name)
{
  g_mutex_lock (&self->mutex);
  ensure_user (self, name);
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_hidden (FakeService *self, const char *user, gboolean hidden)
{
  g_mutex_lock (&self->mutex);
  ensure_user (self, user)->is_hidden = hidden;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_add_plays (FakeService *self, const char *name, const FakePlay *plays, gsize n_plays)
{
  FakeUser *user;

  g_mutex_lock (&self->mutex);
  user = ensure_user (self, name);
  for (gsize i = 0; i < n_plays; i++)
    {
      FakeStoredPlay play = store_play (self, &plays[i]);
      guint n_before = user->plays->len;

      play.order = user->next_order++;
      /* Plays that arrive in order, as most do, need no sorting. */
      if (n_before > 0 &&
          g_array_index (user->plays, FakeStoredPlay, n_before - 1).listened_at >= play.listened_at)
        user->is_sorted = FALSE;
      g_array_append_val (user->plays, play);
    }
  g_mutex_unlock (&self->mutex);
}

/* FALSE: the user has no such play. */
static gboolean
find_play (FakeService *self, FakeUser *user, const FakePlay *play, guint *index)
{
  FakeStoredPlay wanted = store_play (self, play);
  gsize n_plays;
  const FakeStoredPlay *plays;
  gsize i;

  if (user == NULL)
    return FALSE;
  plays = _fake_user_get_plays (self, user, &n_plays);
  i = _fake_plays_find (plays, n_plays, play->listened_at);
  while (i < n_plays && plays[i].listened_at == play->listened_at &&
         !is_same_play (&plays[i], &wanted))
    i++;
  *index = (guint) i;
  return i < n_plays && plays[i].listened_at == play->listened_at;
}

gboolean
fake_service_remove_play (FakeService *self, const char *name, const FakePlay *play)
{
  FakeUser *user;
  gboolean is_found;
  guint index;

  g_mutex_lock (&self->mutex);
  user = _fake_service_find_user (self, name);
  is_found = find_play (self, user, play, &index);
  if (is_found)
    g_array_remove_index (user->plays, index);
  g_mutex_unlock (&self->mutex);
  return is_found;
}

gboolean
fake_service_rename_play (FakeService *self,
                          const char *name,
                          const FakePlay *play,
                          const char *artist,
                          const char *track)
{
  FakeUser *user;
  gboolean is_found;
  guint index;

  g_mutex_lock (&self->mutex);
  user = _fake_service_find_user (self, name);
  is_found = find_play (self, user, play, &index);
  if (is_found)
    {
      FakeStoredPlay *stored = &g_array_index (user->plays, FakeStoredPlay, index);

      stored->artist = intern (self, artist);
      stored->track = intern (self, track);
    }
  g_mutex_unlock (&self->mutex);
  return is_found;
}

gsize
_fake_service_claim (FakeService *self, const FakeUser *user, gsize n_plays)
{
  switch (self->count)
    {
    case FAKE_COUNT_TRUE:
      return n_plays;
    case FAKE_COUNT_ZERO:
      return 0;
    case FAKE_COUNT_ONE_PAGE:
      return MIN (n_plays, self->max_page);
    case FAKE_COUNT_STALE:
      return MIN (n_plays, user->n_counted);
    case FAKE_COUNT_TOO_MANY:
      return n_plays + 1000;
    }
  g_assert_not_reached ();
}

void
_fake_service_deliver (FakeService *self, const FakeStoredPlay *play)
{
  const FakeDelivery delivery = { play->shown_at, play->artist, play->track };

  g_array_append_val (self->delivering, delivery);
}

gsize
fake_service_get_n_plays (FakeService *self, const char *name)
{
  FakeUser *user;
  gsize n_plays = 0;

  g_mutex_lock (&self->mutex);
  user = _fake_service_find_user (self, name);
  if (user != NULL)
    _fake_user_get_plays (self, user, &n_plays);
  g_mutex_unlock (&self->mutex);
  return n_plays;
}

void
fake_service_set_now_playing (FakeService *self, const char *name, const FakePlay *play)
{
  FakeUser *user;

  g_mutex_lock (&self->mutex);
  user = ensure_user (self, name);
  user->has_now_playing = play != NULL;
  if (play != NULL)
    user->now_playing = store_play (self, play);
  g_mutex_unlock (&self->mutex);
}
