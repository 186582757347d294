/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"

G_BEGIN_DECLS

/* A reply of a service, cut into its rows and the rest. json-c makes a tree of the rest, which is
 * small, and of one row at a time: a tree of everything would take ten times what the reply has.
 * What is larger than an honest service sends is refused before it becomes a tree. Pure: no I/O. */

/* Where the rows are: {"payload": {"listens": [row, row, …], …}, …}. Last.fm writes a single row
 * without the brackets. */
typedef struct
{
  const char *outer;
  const char *list;
} FootprintsReplyShape;

typedef struct
{
  json_object *root; /* the reply without its rows: in their place is an empty list */
  const char *text;  /* borrowed */
  GArray *rows;      /* of where each is in the text */
} FootprintsServiceReply;

#define FOOTPRINTS_REPLY_MAX_DEPTH 64
/* A page has 1,000 rows at most, unless the server does not care for what it was asked. */
#define FOOTPRINTS_REPLY_MAX_ROWS 10000
/* Beside the rows. */
#define FOOTPRINTS_REPLY_MAX_HEAD_BYTES (256 * 1024)
/* ListenBrainz takes listens of up to 10 KiB, and writes each letter as up to six; the ledger keeps
 * 64 KiB of what a service tells of a play. */
#define FOOTPRINTS_REPLY_MAX_ROW_BYTES (256 * 1024)
/* A listen has a hundred or two. */
#define FOOTPRINTS_REPLY_MAX_ROW_VALUES 10000

/* Cuts @text, which has to outlive @self. FALSE with @error set: FOOTPRINTS_ERROR_CORRUPT when it
 * is no JSON, FOOTPRINTS_ERROR_TOO_LARGE. Clear @self in either case. */
gboolean _footprints_service_reply_parse (FootprintsServiceReply *self,
                                          const char *text,
                                          gsize length,
                                          const FootprintsReplyShape *shape,
                                          GError **error);
void _footprints_service_reply_clear (FootprintsServiceReply *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FootprintsServiceReply, _footprints_service_reply_clear)

/* NULL has none. */
gsize _footprints_service_reply_get_n_rows (const FootprintsServiceReply *self);
/* Parses a row (transfer full). NULL without an error is JSON's null; NULL with @error set:
 * FOOTPRINTS_ERROR_CORRUPT, or FOOTPRINTS_ERROR_TOO_LARGE for a row that no ledger takes.
 * @is_repaired: whether its text was not UTF-8 and was made so. */
json_object *_footprints_service_reply_parse_row (const FootprintsServiceReply *self,
                                                  gsize index,
                                                  gboolean *is_repaired,
                                                  GError **error);

/* What a service says went wrong, fit to be shown in a line (transfer full). */
char *_footprints_service_reply_clean_message (const char *message);

G_END_DECLS
