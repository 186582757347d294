/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The baseline for measurements: the earlier program's storage, a single table of text in SQLite
 * with no pragmas set. Its errors end the program. */
typedef struct _BenchEarlier BenchEarlier;

BenchEarlier *bench_earlier_open (const char *path);
void bench_earlier_close (BenchEarlier *self);

/* Begins a transaction; its imports make one for every thousand rows. */
void bench_earlier_begin (BenchEarlier *self);
void bench_earlier_commit (BenchEarlier *self);
void bench_earlier_insert (BenchEarlier *self,
                           const char *artist,
                           const char *album,
                           const char *track,
                           gint64 timestamp,
                           const char *source,
                           const char *source_id);
gint64 bench_earlier_count (BenchEarlier *self);

/* Runs a query and writes its rows to @answer, one per line, with columns separated by tabs. ?1 and
 * ?2 are @first and @second, ?3 is @text. */
void bench_earlier_query (BenchEarlier *self,
                          const char *sql,
                          gint64 first,
                          gint64 second,
                          const char *text,
                          GString *answer);

/* Reads five integer columns of each row of @sql from the file at @path, including opening it: the
 * cost of getting numbers out of SQLite. Returns the number of rows. */
gint64 bench_read_bare (const char *path, const char *sql);
/* Returns the first column of the first row. */
gint64 bench_read_number (const char *path, const char *sql);

G_END_DECLS
