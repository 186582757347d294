/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/discovery/footprints-forgotten-favourite.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_FORGOTTEN_FAVOURITES (footprints_forgotten_favourites_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (ForgottenFavourites, forgotten_favourites, FORGOTTEN_FAVOURITES)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsForgottenFavourites *
footprints_history_get_forgotten_favourites (FootprintsHistory *history,
                                             FootprintsPeriod *period,
                                             guint min_plays,
                                             guint min_days,
                                             guint limit,
                                             GError **error);

G_END_DECLS
