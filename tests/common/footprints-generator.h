/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An invented listener: the same number of plays, seed and end give the same history to the byte,
 * on every machine, whichever end it is read from. Only one day of it is kept in memory.
 *
 * A history of a million plays spans 20 years and has about 30,000 artists (a few played a lot,
 * most hardly ever), 60,000 albums and 300,000 tracks. Smaller histories have proportionally fewer;
 * above a million plays, the numbers grow with the square root, since no one knows three million
 * tracks. No two plays share a second. Names are invented, in several scripts. */
typedef struct _FootprintsGenerator FootprintsGenerator;

#define FOOTPRINTS_GENERATOR_MAX_PLAYS (50 * 1000 * 1000)

typedef struct
{
  gint64 listened_at; /* seconds since 1970-01-01 UTC */
  const char *artist;
  const char *track;
  const char *album; /* NULL: none */
  gint64 duration_ms;
  const char *source;
} FootprintsGeneratedPlay;

/* @end_at: all plays come before it, the last one by less than a day. */
FootprintsGenerator *
footprints_generator_new (guint32 n_plays, guint64 seed, gint64 end_at, gboolean newest_first);
void footprints_generator_free (FootprintsGenerator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FootprintsGenerator, footprints_generator_free)

/* Strings are valid until the next call. FALSE after the last play. */
gboolean footprints_generator_next (FootprintsGenerator *self, FootprintsGeneratedPlay *play);

G_END_DECLS
