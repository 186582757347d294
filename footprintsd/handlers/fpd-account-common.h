/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/request/fpd-json-body.h"

G_BEGIN_DECLS

/* What handlers of accounts share. */

/* FALSE with an error of 404 on a server without accounts. */
gboolean fpd_account_check_site (FpdRequest *request, GError **error);
/* Who asks (transfer full); NULL with @error set, as on a server without accounts. */
FpdAccount *fpd_account_of_request (FpdRequest *request, GError **error);

/* What an account is told of itself. */
json_object *fpd_account_describe (const FpdAccount *account);
/* {"success": true, "account": …} with the account as it is now. */
FpdResponse *fpd_account_answer (FpdRequest *request, gint64 account_id);
/* RFC 3339 in UTC; NULL for 0. */
json_object *fpd_account_time_to_json (gint64 time_s);

/* Begins a session in the browser that asks, ends the one that it had, and tells of the account. */
FpdResponse *fpd_account_begin_session (FpdRequest *request, gint64 account_id, GError **error);

/* FALSE with an error of 429 when another try at @key, an account, or at a setup code or invitation
 * (NULL) has to wait. Else the try counts as failed, for the account and for the address that asks,
 * until fpd_account_forgive(), which forgets failures at the same @key only. */
gboolean fpd_account_may_try (FpdRequest *request, const char *key, GError **error);
void fpd_account_forgive (FpdRequest *request, const char *key);

/* The account that asks, once "password" in the body has proved it: before something that a stolen
 * session should not be able to do. NULL with @error set when it is wrong; else @body is the body
 * (transfer full, both). */
FpdAccount *fpd_account_confirm (FpdRequest *request, json_object **body, GError **error);

/* The account goes, and its history with it. */
FpdResponse *fpd_account_delete (FpdRequest *request, const FpdAccount *account, GError **error);

G_END_DECLS
