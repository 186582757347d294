/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "libfootprints/core/footprints-json-private.h"
#include "libfootprints/report/footprints-review.h"

G_BEGIN_DECLS

/* @first_discovery, @top_discovery: {artist, …} each, or NULL. */
json_object *_footprints_review_to_object (FootprintsReview *self,
                                           json_object *first_discovery,
                                           json_object *top_discovery);

G_END_DECLS
