/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/server/fpd-turns.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Requests are answered on threads, in lanes: quick requests never wait for slow ones, and no
 * client can occupy a whole lane. */
typedef enum
{
  FPD_LANE_QUICK,   /* quick, and waits for nothing */
  FPD_LANE_DOOR,    /* checks a password, whose hash takes a while on purpose */
  FPD_LANE_REPORTS, /* reads a history: takes time and memory that depend on its size */
  FPD_LANE_DEEDS,   /* changes something: waits for other changes, and for the disk */
} FpdLaneKind;
#define FPD_N_LANES 4

typedef struct _FpdLane FpdLane;

/* What is done with @data: by a thread, and then by the main thread; or, when the client
 * disconnected before its turn, instead of both. */
typedef struct
{
  void (*work) (gpointer data);
  void (*done) (gpointer data);
  void (*drop) (gpointer data);
} FpdErrand;

FpdLane *fpd_lane_new (FpdLaneKind kind);
void fpd_lane_free (FpdLane *self);
/* @who: an account or a visitor. The turn lasts until @message is sent. FALSE when too many are
 * waiting; the message has then been answered. Main thread only. */
gboolean fpd_lane_take (FpdLane *self,
                        SoupServerMessage *message,
                        const char *who,
                        const FpdErrand *errand,
                        gpointer data);

G_END_DECLS
