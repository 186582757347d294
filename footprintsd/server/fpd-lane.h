/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/server/fpd-turns.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Requests are answered on threads, in lanes: what takes a moment never waits for what takes time,
 * and nobody can take all of a lane. */
typedef enum
{
  FPD_LANE_QUICK,   /* takes a moment, and waits for nothing */
  FPD_LANE_DOOR,    /* asks for a password, whose hash takes a while on purpose */
  FPD_LANE_REPORTS, /* reads a history: takes time and memory by its size */
  FPD_LANE_DEEDS,   /* changes something: waits for others who do, and for the disk */
} FpdLaneKind;
#define FPD_N_LANES 4

typedef struct _FpdLane FpdLane;

/* What is done with @data: by a thread; by the main thread after that, or, where the client went
 * before its turn, in place of both. */
typedef struct
{
  void (*work) (gpointer data);
  void (*done) (gpointer data);
  void (*drop) (gpointer data);
} FpdErrand;

FpdLane *fpd_lane_new (FpdLaneKind kind);
void fpd_lane_free (FpdLane *self);
/* @who: an account or a visitor. The turn lasts until @message is sent. FALSE when too many wait
 * already, and the message has been answered. Main thread only. */
gboolean fpd_lane_take (FpdLane *self,
                        SoupServerMessage *message,
                        const char *who,
                        const FpdErrand *errand,
                        gpointer data);

G_END_DECLS
