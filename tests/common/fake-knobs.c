/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Setters that only store settings, which the server's thread reads. */

#include "tests/common/fake-private.h"

void
fake_service_set_secret (FakeService *self, const char *secret)
{
  g_mutex_lock (&self->mutex);
  g_free (self->secret);
  self->secret = g_strdup (secret);
  g_mutex_unlock (&self->mutex);
}

void
fake_service_fail_next (FakeService *self, FakeFault fault, guint n_requests)
{
  fake_service_fail_after (self, 0, fault, n_requests);
}

void
fake_service_fail_after (FakeService *self, guint n_before, FakeFault fault, guint n_requests)
{
  g_mutex_lock (&self->mutex);
  self->n_before_faults = n_before;
  self->next_fault = fault;
  self->n_next_faults = n_requests;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_fail_every (FakeService *self, FakeFault fault, guint period)
{
  g_mutex_lock (&self->mutex);
  self->periodic_fault = fault;
  self->fault_period = period;
  self->n_since_fault = 0;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_delay_ms (FakeService *self, guint delay_ms)
{
  g_mutex_lock (&self->mutex);
  self->delay_ms = delay_ms;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_max_page (FakeService *self, guint max_rows)
{
  g_mutex_lock (&self->mutex);
  self->max_page = max_rows;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_rate_limit (FakeService *self, guint n_requests, guint window_s)
{
  g_mutex_lock (&self->mutex);
  self->rate_limit = n_requests;
  self->rate_window_s = window_s > 0 ? window_s : 10;
  self->n_in_rate_window = 0;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_max_pages (FakeService *self, guint max_pages)
{
  g_mutex_lock (&self->mutex);
  self->max_pages = max_pages;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_short_pages (FakeService *self, gboolean short_pages)
{
  g_mutex_lock (&self->mutex);
  self->short_pages = short_pages;
  self->n_listens_pages = 0;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_count (FakeService *self, FakeCount count)
{
  g_mutex_lock (&self->mutex);
  self->count = count;
  for (guint i = 0; i < self->users->len; i++)
    {
      FakeUser *user = g_ptr_array_index (self->users, i);

      user->n_counted = user->plays->len;
    }
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_ignores_bounds (FakeService *self, gboolean ignores_bounds)
{
  g_mutex_lock (&self->mutex);
  self->ignores_bounds = ignores_bounds;
  g_mutex_unlock (&self->mutex);
}

void
fake_service_set_gzip (FakeService *self, guint period)
{
  g_mutex_lock (&self->mutex);
  self->gzip_period = period;
  self->n_since_gzip = 0;
  g_mutex_unlock (&self->mutex);
}
