/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/handlers/fpd-handlers.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 1000

FpdResponse *
fpd_handle_search (FpdRequest *request, GError **error)
{
  const char *text = fpd_request_get_text (request, "q");
  g_autoptr (FootprintsHistory) history = NULL;
  FootprintsSearch *found;
  gint64 limit;

  if (!fpd_request_get_int64 (request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, &limit, error))
    return NULL;
  if (text == NULL)
    {
      g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
                           "the parameter “q” is needed: what to search for");
      return NULL;
    }
  history = fpd_request_get_history (request, error);
  if (history == NULL)
    return NULL;
  found = footprints_history_search (history, text, (guint) limit, error);
  return fpd_response_take_report (found != NULL ? found : fpd_request_blame ("q", error), error);
}
