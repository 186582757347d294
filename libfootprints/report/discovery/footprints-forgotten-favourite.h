/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_FORGOTTEN_FAVOURITE (footprints_forgotten_favourite_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsForgottenFavourite,
                      footprints_forgotten_favourite,
                      FOOTPRINTS,
                      FORGOTTEN_FAVOURITE,
                      GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_forgotten_favourite_get_artist (FootprintsForgottenFavourite *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_forgotten_favourite_get_n_plays (FootprintsForgottenFavourite *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_forgotten_favourite_get_last_at (FootprintsForgottenFavourite *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_forgotten_favourite_get_n_days_silent (FootprintsForgottenFavourite *self);

G_END_DECLS
