/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The turns of one lane: who waits, who is at work, and whose reply is unsent, in total and for
 * each client. */

#include "footprintsd/server/fpd-turns.h"

/* An account or visitor, for as long as it has a turn. */
typedef struct
{
  char *name;
  guint n_turns;
  guint n_waiting;
  guint n_at_work;
  gsize n_unsent_bytes;
} Client;

struct _FpdTurns
{
  const FpdTurnLimits *limits;
  GHashTable *clients; /* name → Client */
  GQueue waiting;      /* of FpdTurn, the longest wait first */
  GQueue unsent;       /* of FpdTurn, the oldest reply first */
  guint n_at_work;
  gsize n_unsent_bytes;
};

typedef enum
{
  WAITING,
  AT_WORK,
  UNSENT,
  DROPPED,
} State;

struct _FpdTurn
{
  FpdTurns *turns;
  Client *client;
  State state;
  gsize n_bytes; /* of the reply, when it is unsent */
  FpdTurnFunc begin;
  FpdTurnFunc drop;
  gpointer data;
};

static void
client_free (gpointer data)
{
  Client *client = data;

  g_free (client->name);
  g_free (client);
}

FpdTurns *
fpd_turns_new (const FpdTurnLimits *limits)
{
  FpdTurns *self = g_new0 (FpdTurns, 1);

  self->limits = limits;
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, client_free);
  g_queue_init (&self->waiting);
  g_queue_init (&self->unsent);
  return self;
}

void
fpd_turns_free (FpdTurns *self)
{
  g_hash_table_unref (self->clients);
  g_free (self);
}

static Client *
find_client (FpdTurns *self, const char *name)
{
  Client *client = g_hash_table_lookup (self->clients, name);

  if (client != NULL)
    return client;
  client = g_new0 (Client, 1);
  client->name = g_strdup (name);
  g_hash_table_insert (self->clients, client->name, client);
  return client;
}

static gboolean
may_work (const FpdTurns *self, const Client *client)
{
  return client->n_at_work < self->limits->at_work_of_one &&
         client->n_unsent_bytes < self->limits->unsent_bytes_of_one;
}

/* The turn that has waited longest of those that may work; NULL: none. */
static FpdTurn *
find_next (FpdTurns *self)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (may_work (self, ((FpdTurn *) link->data)->client))
      return link->data;
  return NULL;
}

static void
leave_queue (FpdTurn *turn)
{
  g_queue_remove (&turn->turns->waiting, turn);
  turn->client->n_waiting--;
}

static void
begin_next (FpdTurns *self)
{
  FpdTurn *turn;

  while (self->n_at_work < self->limits->at_work && (turn = find_next (self)) != NULL)
    {
      leave_queue (turn);
      turn->state = AT_WORK;
      turn->client->n_at_work++;
      self->n_at_work++;
      turn->begin (turn->data);
    }
}

gboolean
fpd_turns_take (FpdTurns *self,
                const char *who,
                FpdTurnFunc begin,
                FpdTurnFunc drop,
                gpointer data,
                FpdTurn **turn)
{
  const Client *known = g_hash_table_lookup (self->clients, who);

  if (self->waiting.length >= self->limits->waiting ||
      (known != NULL && known->n_waiting >= self->limits->waiting_of_one))
    return FALSE;
  *turn = g_new0 (FpdTurn, 1);
  (*turn)->turns = self;
  (*turn)->client = find_client (self, who);
  (*turn)->begin = begin;
  (*turn)->drop = drop;
  (*turn)->data = data;
  (*turn)->client->n_turns++;
  (*turn)->client->n_waiting++;
  g_queue_push_tail (&self->waiting, *turn);
  begin_next (self);
  return TRUE;
}

static void
end_work (FpdTurn *turn)
{
  turn->client->n_at_work--;
  turn->turns->n_at_work--;
}

static void
end_sending (FpdTurn *turn)
{
  g_queue_remove (&turn->turns->unsent, turn);
  turn->client->n_unsent_bytes -= turn->n_bytes;
  turn->turns->n_unsent_bytes -= turn->n_bytes;
}

/* The newest reply stays: a single one is never too much. */
static void
drop_oldest (FpdTurns *self)
{
  while (self->n_unsent_bytes > self->limits->unsent_bytes && self->unsent.length > 1)
    {
      FpdTurn *oldest = self->unsent.head->data;

      end_sending (oldest);
      oldest->state = DROPPED;
      oldest->drop (oldest->data);
    }
}

void
fpd_turn_send (FpdTurn *turn, gsize n_bytes)
{
  FpdTurns *self = turn->turns;

  g_return_if_fail (turn->state == AT_WORK);

  end_work (turn);
  turn->state = UNSENT;
  turn->n_bytes = n_bytes;
  turn->client->n_unsent_bytes += n_bytes;
  self->n_unsent_bytes += n_bytes;
  g_queue_push_tail (&self->unsent, turn);
  drop_oldest (self);
  begin_next (self);
}

void
fpd_turn_end (FpdTurn *turn)
{
  FpdTurns *self = turn->turns;

  switch (turn->state)
    {
    case WAITING:
      leave_queue (turn);
      break;
    case AT_WORK:
      end_work (turn);
      break;
    case UNSENT:
      end_sending (turn);
      break;
    case DROPPED:
      break;
    }
  if (--turn->client->n_turns == 0)
    g_hash_table_remove (self->clients, turn->client->name);
  g_free (turn);
  begin_next (self);
}

gboolean
fpd_turns_is_empty (FpdTurns *self)
{
  return g_hash_table_size (self->clients) == 0;
}

guint
fpd_turns_get_n_at_work (FpdTurns *self)
{
  return self->n_at_work;
}

guint
fpd_turns_get_n_waiting (FpdTurns *self)
{
  return self->waiting.length;
}
