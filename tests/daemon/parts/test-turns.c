/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/server/fpd-turns.h"

#define MIB (1024 * 1024)

static const FpdTurnLimits limits = { 8, 4, 256, 64, 128 * MIB, 32 * MIB };

typedef struct
{
  FpdTurn *turn;
  gboolean has_begun;
  gboolean is_dropped;
} Job;

static void
on_begin (gpointer data)
{
  Job *job = data;

  g_assert_nonnull (job->turn);
  g_assert_false (job->has_begun);
  job->has_begun = TRUE;
}

static void
on_drop (gpointer data)
{
  Job *job = data;

  g_assert_false (job->is_dropped);
  job->is_dropped = TRUE;
}

static void
take (FpdTurns *turns, const char *who, Job *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    g_assert_true (fpd_turns_take (turns, who, on_begin, on_drop, &jobs[i], &jobs[i].turn));
}

static void
end (Job *jobs, guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    g_clear_pointer (&jobs[i].turn, fpd_turn_end);
}

static guint
count_begun (const Job *jobs, guint n_jobs)
{
  guint n_begun = 0;

  for (guint i = 0; i < n_jobs; i++)
    n_begun += jobs[i].has_begun;
  return n_begun;
}

static void
test_one_has_half (void)
{
  FpdTurns *turns = fpd_turns_new (&limits);
  Job visitor[20] = { 0 };
  Job anna[6] = { 0 };

  take (turns, "visitor 192.0.2.1", visitor, 20);
  g_assert_cmpuint (count_begun (visitor, 20), ==, limits.at_work_of_one);
  g_assert_cmpuint (fpd_turns_get_n_waiting (turns), ==, 16);
  /* A client that comes later does not wait for one that has its share. */
  take (turns, "account 1", anna, 6);
  g_assert_cmpuint (count_begun (anna, 6), ==, limits.at_work_of_one);
  g_assert_cmpuint (fpd_turns_get_n_at_work (turns), ==, limits.at_work);
  end (anna, 6);
  end (visitor, 20);
  g_assert_cmpuint (count_begun (visitor, 20), ==, 20);
  fpd_turns_free (turns);
}

static void
test_all_have_eight (void)
{
  static const char *const names[] = { "a", "b", "c" };
  FpdTurns *turns = fpd_turns_new (&limits);
  Job jobs[3][4] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    take (turns, names[i], jobs[i], 4);
  g_assert_cmpuint (count_begun (jobs[2], 4), ==, 0);
  /* Finished work makes room, even if its client has not received the reply yet. */
  fpd_turn_send (jobs[0][0].turn, 1000);
  g_assert_cmpuint (count_begun (jobs[2], 4), ==, 1);
  fpd_turn_end (g_steal_pointer (&jobs[1][0].turn));
  g_assert_cmpuint (count_begun (jobs[2], 4), ==, 2);
  g_assert_cmpuint (fpd_turns_get_n_at_work (turns), ==, limits.at_work);
  end (jobs[0], 4);
  end (&jobs[1][1], 3);
  end (jobs[2], 4);
  fpd_turns_free (turns);
}

static void
test_first_come (void)
{
  FpdTurns *turns = fpd_turns_new (&limits);
  Job jobs[6] = { 0 };

  take (turns, "a", jobs, 6);
  g_assert_false (jobs[4].has_begun);
  end (&jobs[1], 1);
  g_assert_true (jobs[4].has_begun);
  g_assert_false (jobs[5].has_begun);
  end (jobs, 6);
  fpd_turns_free (turns);
}

static void
test_who_goes_never_begins (void)
{
  FpdTurns *turns = fpd_turns_new (&limits);
  Job jobs[6] = { 0 };

  take (turns, "a", jobs, 6);
  end (&jobs[4], 1);
  end (jobs, 4);
  g_assert_false (jobs[4].has_begun);
  g_assert_true (jobs[5].has_begun);
  end (&jobs[5], 1);
  fpd_turns_free (turns);
}

static void
test_queue_is_bounded (void)
{
  const guint n_of_one = limits.at_work_of_one + limits.waiting_of_one;
  FpdTurns *turns = fpd_turns_new (&limits);
  g_autofree Job *jobs = g_new0 (Job, limits.at_work + limits.waiting + 1);
  Job more = { 0 };
  guint n_jobs = n_of_one;

  take (turns, "a", jobs, n_of_one);
  g_assert_false (fpd_turns_take (turns, "a", on_begin, on_drop, &more, &more.turn));
  g_assert_null (more.turn);
  for (; fpd_turns_get_n_waiting (turns) < limits.waiting; n_jobs++)
    {
      g_autofree char *name = g_strdup_printf ("other %u", n_jobs / 8);

      take (turns, name, &jobs[n_jobs], 1);
    }
  g_assert_cmpuint (n_jobs, ==, limits.at_work + limits.waiting);
  g_assert_false (fpd_turns_take (turns, "new", on_begin, on_drop, &more, &more.turn));
  end (jobs, n_jobs);
  g_assert_cmpuint (fpd_turns_get_n_at_work (turns), ==, 0);
  take (turns, "new", &more, 1);
  end (&more, 1);
  fpd_turns_free (turns);
}

static void
test_who_does_not_read_waits (void)
{
  FpdTurns *turns = fpd_turns_new (&limits);
  Job slow[4] = { 0 };
  Job other = { 0 };

  take (turns, "slow", slow, 3);
  fpd_turn_send (slow[0].turn, limits.unsent_bytes_of_one / 2);
  fpd_turn_send (slow[1].turn, limits.unsent_bytes_of_one / 2);
  take (turns, "slow", &slow[3], 1);
  g_assert_false (slow[3].has_begun);
  take (turns, "other", &other, 1);
  g_assert_true (other.has_begun);
  end (slow, 1);
  g_assert_true (slow[3].has_begun);
  end (slow, 4);
  end (&other, 1);
  fpd_turns_free (turns);
}

static void
test_oldest_reply_is_dropped (void)
{
  FpdTurns *turns = fpd_turns_new (&limits);
  const guint n_jobs = limits.unsent_bytes / (16 * MIB) + 2;
  g_autofree Job *jobs = g_new0 (Job, n_jobs);

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autofree char *name = g_strdup_printf ("visitor %u", i);

      take (turns, name, &jobs[i], 1);
      g_assert_true (jobs[i].has_begun);
      fpd_turn_send (jobs[i].turn, 16 * MIB);
    }
  for (guint i = 0; i < n_jobs; i++)
    g_assert_cmpint (jobs[i].is_dropped, ==, i < 2);
  end (jobs, n_jobs);
  fpd_turns_free (turns);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/daemon/turns/one-has-half", test_one_has_half);
  g_test_add_func ("/daemon/turns/all-have-eight", test_all_have_eight);
  g_test_add_func ("/daemon/turns/first-come", test_first_come);
  g_test_add_func ("/daemon/turns/who-goes-never-begins", test_who_goes_never_begins);
  g_test_add_func ("/daemon/turns/queue-is-bounded", test_queue_is_bounded);
  g_test_add_func ("/daemon/turns/who-does-not-read-waits", test_who_does_not_read_waits);
  g_test_add_func ("/daemon/turns/oldest-reply-is-dropped", test_oldest_reply_is_dropped);
  return g_test_run ();
}
