/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/handlers/fpd-main-handlers.h"

G_BEGIN_DECLS

/* What handlers of accounts share. */

/* Who asks; NULL when the message has been answered, as on a server without accounts. Good until
 * the accounts are asked anything else. */
const FpdAccount *
fpd_account_of_request (const FpdContext *context, SoupServerMessage *message, FpdRequest *request);
/* FALSE when the server has no accounts, and the message has been answered. */
gboolean fpd_account_check_site (const FpdContext *context, SoupServerMessage *message);

/* What an account is told of itself. */
json_object *fpd_account_describe (const FpdAccount *account);
/* RFC 3339 in UTC; NULL for 0. */
json_object *fpd_account_time_to_json (gint64 time_s);
/* {"success": true} with what is in @more, which it takes; NULL: nothing. */
void fpd_account_send_success (SoupServerMessage *message, json_object *more);

/* Begins a session in the browser that asks, ends the one that it had, and answers. */
void fpd_account_send_session (const FpdContext *context,
                               SoupServerMessage *message,
                               gint64 account_id,
                               const char *address);

/* FALSE when another try at @key, an account, or at a setup code or invitation (NULL), from
 * @address has to wait; the message has been answered. Else the try counts as failed, for the
 * account and for the address, until fpd_account_forgive(), which forgets failures at the same @key
 * only. */
gboolean fpd_account_may_try (const FpdContext *context,
                              SoupServerMessage *message,
                              const char *key,
                              const char *address);
void fpd_account_forgive (const FpdContext *context, const char *key, const char *address);

/* The account as it is once its password has been proved; answers the message. */
typedef void (*FpdConfirmedFunc) (const FpdContext *context,
                                  SoupServerMessage *message,
                                  const FpdAccount *account,
                                  json_object *body,
                                  gint64 session_id);

/* Asks for "password" in the body before something that a stolen session should not be able to do,
 * then calls @confirmed; answers by itself when it is wrong. */
void fpd_account_confirm (const FpdContext *context,
                          SoupServerMessage *message,
                          FpdRequest *request,
                          FpdConfirmedFunc confirmed);

G_END_DECLS
