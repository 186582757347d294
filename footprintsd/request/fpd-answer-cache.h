/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* Answers that depend only on a ledger and a URL, kept until the ledger changes: a page that is
 * opened again, or by many people, costs next to nothing. Bounded in size. Main thread only. */
typedef struct _FpdAnswerCache FpdAnswerCache;

FpdAnswerCache *fpd_answer_cache_new (void);
void fpd_answer_cache_free (FpdAnswerCache *self);

/* Valid until the next call; NULL when there is none for this state of the ledger. @key: identifies
 * the ledger and the question. */
FpdResponse *fpd_answer_cache_find (FpdAnswerCache *self, const char *key, const char *version_tag);
/* Takes @response. */
void fpd_answer_cache_add (FpdAnswerCache *self,
                           const char *key,
                           const char *version_tag,
                           FpdResponse *response);

G_END_DECLS
