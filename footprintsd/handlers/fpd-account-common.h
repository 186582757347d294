/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/request/fpd-json-body.h"

G_BEGIN_DECLS

/* What the handlers of accounts share. */

/* FALSE with a 404 error on a server without accounts. */
gboolean fpd_account_check_site (FpdRequest *request, GError **error);
/* The account that makes the request (transfer full); NULL with @error set, also on a server
 * without accounts. */
FpdAccount *fpd_account_of_request (FpdRequest *request, GError **error);

/* The account as its holder sees it. */
json_object *fpd_account_describe (const FpdAccount *account);
/* {"success": true, "account": …} with the account as it is now. */
FpdResponse *fpd_account_answer (FpdRequest *request, gint64 account_id);
/* RFC 3339 in UTC; NULL for 0. */
json_object *fpd_account_time_to_json (gint64 time_s);

/* Begins a session in the requesting browser, ends the one it had, and answers with the account. */
FpdResponse *fpd_account_begin_session (FpdRequest *request, gint64 account_id, GError **error);

/* FALSE with a 429 error when the next attempt at @key (an account; NULL: a setup code or
 * invitation) has to wait. Otherwise the attempt counts as failed, for the account and for the
 * client's address, until fpd_account_forgive(), which forgets failures at the same @key only. */
gboolean fpd_account_may_try (FpdRequest *request, const char *key, GError **error);
void fpd_account_forgive (FpdRequest *request, const char *key);

/* The account that makes the request, confirmed by "password" in the body: for actions that a
 * stolen session must not be able to perform. NULL with @error set when the password is wrong;
 * otherwise @body is set to the body (both transfer full). */
FpdAccount *fpd_account_confirm (FpdRequest *request, json_object **body, GError **error);

/* Deletes the account and its history. */
FpdResponse *fpd_account_delete (FpdRequest *request, const FpdAccount *account, GError **error);

G_END_DECLS
