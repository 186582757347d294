/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"

G_BEGIN_DECLS

/* A reply of a service, split into its rows and the rest. json-c makes a tree of the rest, which is
 * small, and of one row at a time: a tree of everything would take ten times the size of the reply.
 * Anything larger than an honest service sends is rejected before it becomes a tree. Pure: no
 * I/O. */

/* Where the rows are: {"payload": {"listens": [row, row, …], …}, …}. Last.fm writes a single row
 * without the brackets. */
typedef struct
{
  const char *outer;
  const char *list;
} FootprintsReplyShape;

typedef struct
{
  json_object *root; /* the reply, with an empty list in place of its rows */
  const char *text;  /* borrowed */
  GArray *rows;      /* the place of each in the text */
} FootprintsServiceReply;

#define FOOTPRINTS_REPLY_MAX_DEPTH 64
/* A page has 1,000 rows at most, unless the server ignores the number it was asked for. */
#define FOOTPRINTS_REPLY_MAX_ROWS 10000
/* Everything but the rows. */
#define FOOTPRINTS_REPLY_MAX_HEAD_BYTES (256 * 1024)
/* ListenBrainz accepts listens of up to 10 KiB and may write each letter as six; the ledger keeps
 * 64 KiB of what a service says about a play. */
#define FOOTPRINTS_REPLY_MAX_ROW_BYTES (256 * 1024)
/* A listen has one or two hundred. */
#define FOOTPRINTS_REPLY_MAX_ROW_VALUES 10000

/* Splits @text, which must outlive @self. FALSE with @error set: FOOTPRINTS_ERROR_CORRUPT when it
 * is not JSON, FOOTPRINTS_ERROR_TOO_LARGE. Clear @self in either case. */
gboolean _footprints_service_reply_parse (FootprintsServiceReply *self,
                                          const char *text,
                                          gsize length,
                                          const FootprintsReplyShape *shape,
                                          GError **error);
void _footprints_service_reply_clear (FootprintsServiceReply *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsServiceReply, _footprints_service_reply_clear)

/* 0 for NULL. */
gsize _footprints_service_reply_get_n_rows (const FootprintsServiceReply *self);
/* Parses a row (transfer full). NULL without an error is JSON's null; NULL with @error set:
 * FOOTPRINTS_ERROR_CORRUPT, or FOOTPRINTS_ERROR_TOO_LARGE for a row that no ledger accepts.
 * @is_repaired: whether its text was not UTF-8 and was converted. */
json_object *_footprints_service_reply_parse_row (const FootprintsServiceReply *self,
                                                  gsize index,
                                                  gboolean *is_repaired,
                                                  GError **error);

/* The error message of a service, cleaned up to show on one line (transfer full). */
char *_footprints_service_reply_clean_message (const char *message);

G_END_DECLS
