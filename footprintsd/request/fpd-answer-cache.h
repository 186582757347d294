/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/request/fpd-response.h"

G_BEGIN_DECLS

/* Answers that follow from a ledger and a URL alone, kept until the ledger changes: a page that is
 * opened again, or by many, costs next to nothing. Of bounded size. Main thread only. */
typedef struct _FpdAnswerCache FpdAnswerCache;

FpdAnswerCache *fpd_answer_cache_new (void);
void fpd_answer_cache_free (FpdAnswerCache *self);

/* Good until the next call; NULL: there is none, or it is of another state of the ledger. @key:
 * whose ledger is asked for what. */
FpdResponse *fpd_answer_cache_find (FpdAnswerCache *self, const char *key, const char *version_tag);
/* Takes @response. */
void fpd_answer_cache_add (FpdAnswerCache *self,
                           const char *key,
                           const char *version_tag,
                           FpdResponse *response);

G_END_DECLS
