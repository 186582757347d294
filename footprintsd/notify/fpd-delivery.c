/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Delivers notices to a webhook and by mail, with libcurl. */

#include "footprintsd/notify/fpd-delivery.h"

#include <curl/curl.h>
#include <json-c/json.h>
#include <libfootprints/footprints.h>
#include <libsoup/soup.h>
#include <string.h>

#define CONNECT_TIMEOUT_S 10L
#define TIMEOUT_S 30L
#define GOTIFY_PRIORITY 8
#define NTFY_PRIORITY 4
#define MAX_WORD_BYTES 42
#define MAX_LINE_BYTES 76

typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURL, curl_easy_cleanup)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlList, curl_slist_free_all)

void
fpd_notice_clear (FpdNotice *self)
{
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->account, g_free);
}

static size_t
drop_reply (char *data, size_t size, size_t n_items, void *user_data)
{
  return size * n_items;
}

static int
delivery_on_progress (void *data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  return g_cancellable_is_cancelled (data);
}

static CURL *
make_transfer (const char *url, GCancellable *cancellable)
{
  CURL *curl = curl_easy_init ();

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_USERAGENT, "footprintsd/" FOOTPRINTS_VERSION_STRING);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT_S);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, drop_reply);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, delivery_on_progress);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, cancellable);
  return curl;
}

static gboolean
delivery_fail (const char *what, const char *url, const char *why, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NETWORK, "%s %s: %s", what,
               uri != NULL ? g_uri_get_host (uri) : "", why);
  return FALSE;
}

static gboolean
perform (CURL *curl, const char *what, const char *url, GError **error)
{
  CURLcode code = curl_easy_perform (curl);
  g_autofree char *why = NULL;
  long status = 0;

  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK && status >= 200 && status < 300)
    return TRUE;
  if (code == CURLE_OK || (code != CURLE_ABORTED_BY_CALLBACK && status >= 400))
    why = g_strdup_printf ("answered with status %ld", status);
  return delivery_fail (what, url, why != NULL ? why : curl_easy_strerror (code), error);
}

static void
add_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, text != NULL ? json_object_new_string (text) : NULL);
}

static json_object *
delivery_describe (const FpdNotice *notice)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (notice->time_s);
  g_autofree char *time_text = g_date_time_format_iso8601 (time);
  json_object *object = json_object_new_object ();

  add_text (object, "event", notice->event);
  add_text (object, "title", notice->title);
  add_text (object, "message", notice->text);
  add_text (object, "source", notice->source);
  add_text (object, "account", notice->account);
  add_text (object, "time", time_text);
  return object;
}

/* ntfy accepts JSON at its root address. The JSON names the topic, which is the last part of the
 * URL. */
static json_object *
describe_for_ntfy (const FpdNotice *notice, char **url)
{
  json_object *object = json_object_new_object ();
  json_object *tags = json_object_new_array ();
  gboolean is_good = g_str_equal (notice->event, "sync-recovered");
  char *slash;

  if (g_str_has_suffix (*url, "/"))
    (*url)[strlen (*url) - 1] = '\0';
  slash = strrchr (*url, '/');
  add_text (object, "topic", slash + 1);
  slash[1] = '\0';
  add_text (object, "title", notice->title);
  add_text (object, "message", notice->text);
  json_object_object_add (object, "priority", json_object_new_int (NTFY_PRIORITY));
  json_object_array_add (tags, json_object_new_string (is_good ? "white_check_mark" : "warning"));
  json_object_object_add (object, "tags", tags);
  return object;
}

static json_object *
describe_for_gotify (const FpdNotice *notice, char **url)
{
  json_object *object = json_object_new_object ();
  g_autofree char *root = g_steal_pointer (url);

  *url = g_strconcat (root, g_str_has_suffix (root, "/") ? "message" : "/message", NULL);
  add_text (object, "title", notice->title);
  add_text (object, "message", notice->text);
  json_object_object_add (object, "priority", json_object_new_int (GOTIFY_PRIORITY));
  return object;
}

static json_object *
make_body (FpdWebhookFormat format, const FpdNotice *notice, char **url)
{
  switch (format)
    {
    case FPD_WEBHOOK_NTFY:
      return describe_for_ntfy (notice, url);
    case FPD_WEBHOOK_GOTIFY:
      return describe_for_gotify (notice, url);
    case FPD_WEBHOOK_JSON:
      break;
    }
  return delivery_describe (notice);
}

gboolean
fpd_deliver_to_webhook (const FpdNotifyConfig *config,
                        const FpdNotice *notice,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *url = g_strdup (config->webhook_url);
  json_object *body = make_body (config->webhook_format, notice, &url);
  g_autofree char *authorization = NULL;
  g_autoptr (CurlList) headers = curl_slist_append (NULL, "Content-Type: application/json");
  g_autoptr (CURL) curl = make_transfer (url, cancellable);
  gboolean done;

  if (config->webhook_token != NULL)
    {
      authorization =
          g_strconcat (config->webhook_format == FPD_WEBHOOK_GOTIFY ? "X-Gotify-Key: "
                                                                    : "Authorization: Bearer ",
                       config->webhook_token, NULL);
      headers = curl_slist_append (g_steal_pointer (&headers), authorization);
    }
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_POSTFIELDS, json_object_to_json_string (body));
  done = perform (curl, "the webhook at", url, error);
  json_object_put (body);
  return done;
}

/* RFC 2047 requires words of at most 75 characters, one per line, that do not end within a
 * character. */
static char *
encode_subject (const char *title)
{
  g_autoptr (GString) subject = g_string_new ("Subject:");
  const char *end;

  for (const char *word = title; *word != '\0'; word = end)
    {
      g_autofree char *coded = NULL;

      for (end = word; *end != '\0' && g_utf8_next_char (end) - word <= MAX_WORD_BYTES;)
        end = g_utf8_next_char (end);
      coded = g_base64_encode ((const guchar *) word, (gsize) (end - word));
      g_string_append_printf (subject, "%s =?UTF-8?B?%s?=", word == title ? "" : "\r\n", coded);
    }
  return g_string_free (g_steal_pointer (&subject), FALSE);
}

/* Encodes the text in lines that every server accepts, whatever it contains. */
static void
append_coded (GString *mail, const char *text)
{
  g_autofree char *coded = g_base64_encode ((const guchar *) text, strlen (text));

  for (const char *line = coded; *line != '\0'; line += strnlen (line, MAX_LINE_BYTES))
    g_string_append_printf (mail, "%.*s\r\n", MAX_LINE_BYTES, line);
}

static GString *
write_mail (const FpdNotifyConfig *config, const FpdNotice *notice)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *subject = encode_subject (notice->title);
  GString *mail = g_string_new (NULL);

  g_string_append_printf (mail, "Date: %s\r\nFrom: Footprints <%s>\r\nTo: <%s>\r\n%s\r\n", date,
                          config->mail_from, config->mail_to, subject);
  g_string_append_printf (mail, "Message-ID: <%s@%s>\r\n", id, strchr (config->mail_from, '@') + 1);
  g_string_append (mail, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                         "Content-Transfer-Encoding: base64\r\n\r\n");
  append_coded (mail, notice->text);
  return mail;
}

static size_t
give_mail (char *buffer, size_t size, size_t n_items, void *data)
{
  GString *mail = data;
  gsize n_bytes = MIN (size * n_items, mail->len);

  memcpy (buffer, mail->str, n_bytes);
  g_string_erase (mail, 0, (gssize) n_bytes);
  return n_bytes;
}

/* A password is sent over an encrypted connection or not at all. */
static void
set_login (CURL *curl, const FpdNotifyConfig *config)
{
  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    (long) (config->smtp_password != NULL ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (config->smtp_user == NULL)
    return;
  curl_easy_setopt (curl, CURLOPT_USERNAME, config->smtp_user);
  curl_easy_setopt (curl, CURLOPT_PASSWORD,
                    config->smtp_password != NULL ? config->smtp_password : "");
}

gboolean
fpd_deliver_by_mail (const FpdNotifyConfig *config,
                     const FpdNotice *notice,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *url = g_strdup (config->smtp_url);
  g_autoptr (CURL) curl = make_transfer (url, cancellable);
  g_autoptr (CurlList) recipients = curl_slist_append (NULL, config->mail_to);
  g_autoptr (GString) mail = write_mail (config, notice);

  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, config->mail_from);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give_mail);
  curl_easy_setopt (curl, CURLOPT_READDATA, mail);
  set_login (curl, config);
  return perform (curl, "the mail server", url, error);
}
