/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Reads the parameters of a request as values of a type, with errors that name the parameter. */

#include "footprintsd/request/fpd-request.h"

#include "footprintsd/config/fpd-config.h"

#include <string.h>

FpdRequest *
fpd_request_new (FpdSite *site,
                 const FpdIdentity *identity,
                 GHashTable *query,
                 GHashTable *path,
                 const char *target)
{
  FpdRequest *self = g_new0 (FpdRequest, 1);

  self->site = site;
  self->identity = *identity;
  self->identity.address = g_strdup (identity->address);
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  self->path = g_hash_table_ref (path);
  self->target = g_strdup (target);
  return self;
}

void
fpd_request_free (FpdRequest *self)
{
  g_clear_object (&self->store);
  g_free (self->identity.address);
  g_free (self->zone);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_hash_table_unref (self->path);
  g_free (self->target);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->upload, fpd_upload_free);
  g_free (self->user_agent);
  g_free (self->cookies);
  g_free (self);
}

gboolean
fpd_request_has_type (const FpdRequest *self, const char *type)
{
  gsize length = self->content_type != NULL ? strcspn (self->content_type, "; \t") : 0;

  return length == strlen (type) && g_ascii_strncasecmp (self->content_type, type, length) == 0;
}

const char *
fpd_request_get_text (FpdRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

const char *
fpd_request_get_path (FpdRequest *self, const char *name)
{
  return g_hash_table_lookup (self->path, name);
}

static gboolean
fail_parameter (GError **error, const char *name, const char *what)
{
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "the parameter “%s” %s",
               name, what);
  return FALSE;
}

gpointer
fpd_request_blame (const char *name, GError **error)
{
  g_prefix_error (error, "the parameter “%s”: ", name);
  return NULL;
}

gint64
fpd_request_get_path_id (FpdRequest *self, GError **error)
{
  const char *text = fpd_request_get_path (self, ":id");
  gint64 id = -1;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &id, NULL))
    return id;
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT, "“%s” is not a valid id",
               text);
  fpd_request_blame ("id", error);
  return -1;
}

gboolean
fpd_request_get_int64 (FpdRequest *self,
                       const char *name,
                       gint64 fallback,
                       gint64 min,
                       gint64 max,
                       gint64 *value,
                       GError **error)
{
  const char *text = fpd_request_get_text (self, name);
  g_autofree char *what = NULL;

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;
  what = g_strdup_printf ("must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                          min, max);
  return fail_parameter (error, name, what);
}

gboolean
fpd_request_get_boolean (
    FpdRequest *self, const char *name, gboolean fallback, gboolean *value, GError **error)
{
  const char *text = fpd_request_get_text (self, name);

  *value = fallback;
  if (text == NULL)
    return TRUE;
  *value = g_str_equal (text, "true") || g_str_equal (text, "1");
  if (*value || g_str_equal (text, "false") || g_str_equal (text, "0"))
    return TRUE;
  return fail_parameter (error, name, "must be true or false");
}

gboolean
fpd_request_get_choice (FpdRequest *self,
                        const char *name,
                        const char *const *names,
                        guint fallback,
                        guint *choice,
                        GError **error)
{
  const char *text = fpd_request_get_text (self, name);
  g_autofree char *list = NULL;
  g_autofree char *what = NULL;

  *choice = fallback;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      {
        *choice = i;
        return TRUE;
      }
  list = g_strjoinv (", ", (char **) names);
  what = g_strdup_printf ("must be one of %s", list);
  return fail_parameter (error, name, what);
}

gboolean
fpd_request_get_granularity (FpdRequest *self,
                             FootprintsGranularity fallback,
                             FootprintsGranularity *granularity,
                             GError **error)
{
  static const char *const names[] = { "day", "week", "month", "year", NULL };

  return fpd_request_get_choice (self, "granularity", names, fallback, granularity, error);
}

GTimeZone *
fpd_request_get_zone (FpdRequest *self, GError **error)
{
  const char *text = fpd_request_get_text (self, "timezone");
  GTimeZone *zone;

  if (text == NULL)
    return self->zone != NULL ? fpd_parse_zone (self->zone, error) : g_time_zone_new_utc ();
  zone = fpd_parse_zone (text, error);
  return zone != NULL ? zone : fpd_request_blame ("timezone", error);
}

FootprintsCalendar *
fpd_request_get_calendar (FpdRequest *self, GError **error)
{
  g_autoptr (GTimeZone) zone = fpd_request_get_zone (self, error);
  gint64 hour;

  if (zone == NULL || !fpd_request_get_int64 (self, "day_start_hour", self->day_start_hour, 0,
                                              FOOTPRINTS_MAX_DAY_START_HOUR, &hour, error))
    return NULL;
  return footprints_calendar_new (zone, (guint) hour);
}

/* Parses RFC 3339. A "+" that was not escaped arrives as a space. */
static gboolean
parse_instant (FpdRequest *self, const char *name, gint64 fallback, gint64 *time, GError **error)
{
  const char *text = fpd_request_get_text (self, name);
  g_autofree char *repaired = NULL;
  g_autoptr (GDateTime) instant = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  *time = fallback;
  if (text == NULL)
    return TRUE;
  repaired = g_strdelimit (g_strdup (text), " ", '+');
  instant =
      g_utf8_validate (repaired, -1, NULL) ? g_date_time_new_from_iso8601 (repaired, utc) : NULL;
  if (instant == NULL)
    return fail_parameter (error, name, "must be a time such as 2024-03-01T00:00:00Z");
  *time = g_date_time_to_unix (instant);
  return TRUE;
}

/* Both bounds are inclusive, as they have always been in this API. */
static FootprintsPeriod *
get_custom_period (FpdRequest *self, FootprintsCalendar *calendar, GError **error)
{
  FootprintsPeriod *period;
  gint64 start, end;

  if (!parse_instant (self, "start", G_MININT64, &start, error) ||
      !parse_instant (self, "end", G_MAXINT64, &end, error))
    return NULL;
  period = footprints_period_new_range (start, end == G_MAXINT64 ? end : end + 1, calendar, error);
  return period != NULL ? period : fpd_request_blame ("end", error);
}

static FootprintsPeriod *
parse_period (FpdRequest *self,
              const char *name,
              const char *text,
              FootprintsCalendar *calendar,
              GError **error)
{
  FootprintsPeriod *period = footprints_period_parse (text, calendar, error);

  if (period != NULL && footprints_period_is_relative (period))
    self->is_relative = TRUE;
  return period != NULL ? period : fpd_request_blame (name, error);
}

FootprintsPeriod *
fpd_request_get_period (FpdRequest *self, GError **error)
{
  const char *text = fpd_request_get_text (self, "period");
  g_autoptr (FootprintsCalendar) calendar = fpd_request_get_calendar (self, error);
  gboolean has_start = fpd_request_get_text (self, "start") != NULL;
  gboolean has_end = fpd_request_get_text (self, "end") != NULL;

  if (calendar == NULL)
    return NULL;
  if (text != NULL && g_str_equal (text, "custom"))
    {
      if (!has_start || !has_end)
        {
          fail_parameter (error, has_start ? "end" : "start", "is required for period=custom");
          return NULL;
        }
      return get_custom_period (self, calendar, error);
    }
  if (text == NULL)
    return has_start || has_end ? get_custom_period (self, calendar, error)
                                : footprints_period_new_all_time (calendar);
  return parse_period (self, "period", text, calendar, error);
}

gboolean
fpd_request_get_compared (FpdRequest *self,
                          FootprintsPeriod *period,
                          FootprintsPeriod **before,
                          GError **error)
{
  const char *text = fpd_request_get_text (self, "compare");

  *before = NULL;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (g_str_equal (text, "previous"))
    *before = footprints_period_get_previous (period);
  else if (g_str_equal (text, "year_before"))
    *before = footprints_period_get_year_before (period);
  else
    {
      *before =
          parse_period (self, "compare", text, footprints_period_get_calendar (period), error);
      return *before != NULL;
    }
  return TRUE;
}

/* FALSE with @error set when @text, which may be NULL, is not UTF-8 and so cannot be a name. */
static gboolean
check_name (const char *name, const char *text, GError **error)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return TRUE;
  return fail_parameter (error, name, "must be UTF-8");
}

const char *
fpd_request_get_path_name (FpdRequest *self, const char *name, GError **error)
{
  const char *text = fpd_request_get_path (self, name);

  return check_name (name + 1, text, error) ? text : NULL;
}

FootprintsHistory *
fpd_request_get_history (FpdRequest *self, GError **error)
{
  const char *artist = fpd_request_get_text (self, "artist");
  const char *album = fpd_request_get_text (self, "album");
  const char *track = fpd_request_get_text (self, "track");
  const char *source = fpd_request_get_text (self, "source");
  g_autoptr (FootprintsHistory) history = NULL;

  if (!check_name ("artist", artist, error) || !check_name ("album", album, error) ||
      !check_name ("track", track, error) || !check_name ("source", source, error))
    return NULL;
  history = footprints_store_get_history (self->store, NULL, error);
  if (history == NULL)
    return NULL;
  return footprints_history_filter (history, artist, album, track, source);
}

char *
fpd_request_dup_next_link (FpdRequest *self, const char *place, const char *value)
{
  g_autoptr (GString) link = g_string_new ("<");
  GHashTableIter iter;
  gpointer name, other;
  char separator = '?';

  g_string_append_len (link, self->target, (gssize) strcspn (self->target, "?"));
  if (self->query != NULL)
    {
      g_hash_table_iter_init (&iter, self->query);
      while (g_hash_table_iter_next (&iter, &name, &other))
        {
          if (g_str_equal (name, "cursor") || g_str_equal (name, "offset"))
            continue;
          g_string_append_c (link, separator);
          g_string_append_uri_escaped (link, name, NULL, FALSE);
          g_string_append_c (link, '=');
          g_string_append_uri_escaped (link, other, NULL, FALSE);
          separator = '&';
        }
    }
  g_string_append_printf (link, "%c%s=%s>; rel=\"next\"", separator, place, value);
  return g_string_free (g_steal_pointer (&link), FALSE);
}
