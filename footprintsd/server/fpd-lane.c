/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A lane is a pool of threads with a queue of turns. A request holds a passage through it until its
 * reply is sent. */

#include "footprintsd/server/fpd-lane.h"

#include "footprintsd/http/fpd-listener.h"
#include "footprintsd/request/fpd-reply.h"
#include "footprintsd/server/fpd-memory.h"

#include <sys/resource.h>
#include <unistd.h>

#define MIB (1024 * 1024)
/* When to retry after too many were waiting. */
#define BUSY_RETRY_S "5"

typedef struct
{
  int niceness; /* added to the server's own */
  FpdTurnLimits limits;
  const char *busy;
} Rules;

/* Reports run alongside quick work that someone waits for: the main thread, the hashing of a
 * password, the storing of a play. With a third of the weight, even the maximum number of reports
 * leaves these their share of the processor. */
static const Rules rules[FPD_N_LANES] = {
  [FPD_LANE_QUICK] = { 0,
                       { 4, 2, 1024, 256, 128 * MIB, 32 * MIB },
                       "too many requests are waiting; try again in a few seconds" },
  [FPD_LANE_DOOR] = { 0,
                      { 1, 1, 64, 16, 128 * MIB, 32 * MIB },
                      "too many log-ins are waiting; try again in a few seconds" },
  [FPD_LANE_REPORTS] = { 5,
                         { 8, 4, 256, 64, 128 * MIB, 32 * MIB },
                         "too many reports are waiting; try again in a few seconds" },
  [FPD_LANE_DEEDS] = { 0,
                       { 8, 4, 256, 64, 128 * MIB, 32 * MIB },
                       "too many changes are waiting; try again in a few seconds" },
};

struct _FpdLane
{
  const Rules *rules;
  FpdTurns *turns;
  GThreadPool *threads;
  int niceness; /* of its threads */
};

/* A request on its way through a lane. Its reply may be sent long after it was made. */
typedef struct
{
  FpdLane *lane;
  FpdTurn *turn;
  SoupServerMessage *message;
  gulong finished_handler;
  const FpdErrand *errand;
  gpointer data;
  gboolean has_begun;
  gboolean is_at_work;
  gboolean is_finished; /* the message is */
} Passage;

static void
passage_end (Passage *self)
{
  FpdLane *lane = self->lane;

  g_clear_signal_handler (&self->finished_handler, self->message);
  fpd_turn_end (self->turn);
  g_free (self);
  if (fpd_turns_get_n_at_work (lane->turns) == 0 && lane->rules == &rules[FPD_LANE_REPORTS])
    fpd_memory_give_back_soon ();
}

/* libsoup has the reply, or will get it later: a reply that comes later has no length that
 * counts. */
static gboolean
on_worked (gpointer data)
{
  Passage *self = data;

  self->errand->done (self->data);
  self->is_at_work = FALSE;
  if (self->is_finished)
    passage_end (self);
  else
    fpd_turn_send (self->turn,
                   (gsize) soup_server_message_get_response_body (self->message)->length);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer user_data)
{
  Passage *self = data;
  FpdLane *lane = user_data;
  GSource *source = g_idle_source_new ();

  /* On Linux, this applies to the calling thread alone. It need not be undone, which takes
   * privileges, since threads stay in their lane. */
  if (lane->rules->niceness > 0)
    setpriority (PRIO_PROCESS, (id_t) gettid (), lane->niceness);
  self->errand->work (self->data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_worked, self, NULL);
  g_source_set_static_name (source, G_STRFUNC);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

static void
on_turn (gpointer data)
{
  Passage *self = data;

  self->has_begun = TRUE;
  self->is_at_work = TRUE;
  g_thread_pool_push (self->lane->threads, self, NULL);
}

static void
on_turn_dropped (gpointer data)
{
  fpd_listener_reset (((Passage *) data)->message);
}

static void
lane_on_finished (SoupServerMessage *message, gpointer data)
{
  Passage *self = data;

  self->is_finished = TRUE;
  if (self->is_at_work)
    return;
  if (!self->has_begun)
    self->errand->drop (self->data);
  passage_end (self);
}

FpdLane *
fpd_lane_new (FpdLaneKind kind)
{
  FpdLane *self = g_new0 (FpdLane, 1);

  self->rules = &rules[kind];
  self->niceness = getpriority (PRIO_PROCESS, 0) + self->rules->niceness;
  self->turns = fpd_turns_new (&self->rules->limits);
  /* The pool is exclusive: shared threads would keep the niceness. */
  self->threads = g_thread_pool_new (work, self, (int) self->rules->limits.at_work, TRUE, NULL);
  return self;
}

void
fpd_lane_free (FpdLane *self)
{
  /* A server that has waited long enough waits neither for the last report nor for the last reader.
   * Both still use the lane, which is then not freed. */
  g_thread_pool_free (self->threads, TRUE, fpd_turns_get_n_at_work (self->turns) == 0);
  if (!fpd_turns_is_empty (self->turns))
    return;
  fpd_turns_free (self->turns);
  g_free (self);
}

static void
lane_refuse (FpdLane *self, SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                BUSY_RETRY_S);
  fpd_reply_send_problem (message, SOUP_STATUS_SERVICE_UNAVAILABLE, self->rules->busy);
}

gboolean
fpd_lane_take (FpdLane *self,
               SoupServerMessage *message,
               const char *who,
               const FpdErrand *errand,
               gpointer data)
{
  Passage *passage = g_new0 (Passage, 1);

  passage->lane = self;
  passage->message = message;
  passage->errand = errand;
  passage->data = data;
  if (!fpd_turns_take (self->turns, who, on_turn, on_turn_dropped, passage, &passage->turn))
    {
      g_free (passage);
      lane_refuse (self, message);
      return FALSE;
    }
  passage->finished_handler =
      g_signal_connect (message, "finished", G_CALLBACK (lane_on_finished), passage);
  return TRUE;
}
