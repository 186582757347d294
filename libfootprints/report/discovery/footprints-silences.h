/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/history/footprints-history.h>
#include <libfootprints/report/footprints-list-report.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_SILENCE (footprints_silence_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_FINAL_TYPE (FootprintsSilence, footprints_silence, FOOTPRINTS, SILENCE, GObject)

FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_silence_get_from_at (FootprintsSilence *self);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_silence_get_until_at (FootprintsSilence *self);
FOOTPRINTS_AVAILABLE_IN_0_1
guint footprints_silence_get_n_days (FootprintsSilence *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_silence_get_artist (FootprintsSilence *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_silence_get_track (FootprintsSilence *self);

#define FOOTPRINTS_TYPE_SILENCES (footprints_silences_get_type ())

_FOOTPRINTS_DECLARE_OPAQUE_TYPE (Silences, silences, SILENCES)

FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsSilences *footprints_history_list_silences (FootprintsHistory *self,
                                                      FootprintsPeriod *period,
                                                      guint limit,
                                                      GError **error);

G_END_DECLS
