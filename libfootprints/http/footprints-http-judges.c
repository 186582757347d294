/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* A thread pool that judges replies, shared by the whole process. */

#include "libfootprints/http/footprints-http-judges-private.h"

/* One reply to judge. */
typedef struct
{
  FootprintsHttpCheckFunc check;
  FootprintsHttpResponse *response;
  gpointer data;
} Case;

static gint n_at_work; /* atomic */
static gint peak;      /* atomic */

static void
note_peak (gint n)
{
  gint known = g_atomic_int_get (&peak);

  while (n > known && !g_atomic_int_compare_and_exchange (&peak, known, n))
    known = g_atomic_int_get (&peak);
}

static void
judge_func (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Case *entry = g_task_get_task_data (task);
  GError *error = NULL;

  note_peak (g_atomic_int_add (&n_at_work, 1) + 1);
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error) ||
      !entry->check (entry->response, entry->data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_atomic_int_dec_and_test (&n_at_work);
}

/* Its threads belong to GLib and end when they are idle. */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;
  static gsize initialised;

  if (g_once_init_enter (&initialised))
    {
      pool = g_thread_pool_new (judge_func, NULL, FOOTPRINTS_HTTP_MAX_JUDGES, FALSE, NULL);
      g_once_init_leave (&initialised, 1);
    }
  return pool;
}

void
_footprints_http_judge_async (gpointer source,
                              FootprintsHttpCheckFunc check,
                              FootprintsHttpResponse *response,
                              gpointer data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Case *entry = g_new (Case, 1);

  *entry = (Case){ .check = check, .response = response, .data = data };
  g_task_set_name (task, G_STRFUNC);
  g_task_set_source_tag (task, _footprints_http_judge_async);
  g_task_set_task_data (task, entry, g_free);
  g_thread_pool_push (get_pool (), task, NULL);
}

gboolean
_footprints_http_judge_finish (gpointer source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, _footprints_http_judge_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
_footprints_http_judges_get_peak (void)
{
  return (guint) g_atomic_int_get (&peak);
}
