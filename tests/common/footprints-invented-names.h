/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Invented names: words built from syllables, the same for the same key on every machine. Each
 * function replaces the text of @name. All names of one artist are in one script. */
void footprints_invent_artist (GString *name, guint64 artist_key);
void footprints_invent_album (GString *name, guint64 artist_key, guint64 album_key);
void footprints_invent_track (GString *name, guint64 artist_key, guint64 track_key);

/* Makes a well-mixed number from another (SplitMix64). */
static inline guint64
footprints_mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static inline guint64
footprints_mix2 (guint64 a, guint64 b)
{
  return footprints_mix (footprints_mix (a) ^ b);
}

/* The next number of a sequence whose state is @state. */
static inline guint64
footprints_next_random (guint64 *state)
{
  *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return footprints_mix (*state);
}

/* 0 to @n - 1, nearly evenly; @n below 2^32. */
static inline guint32
footprints_random_below (guint64 *state, guint32 n)
{
  return (guint32) (((footprints_next_random (state) >> 32) * n) >> 32);
}

G_END_DECLS
