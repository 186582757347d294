/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The client that tests of the fake services use. */

#include "tests/common/test-fake-support.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
/* Only the slow stack walk shows the callers behind GLib. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0:malloc_context_size=8";
}
#endif

void
reply_free (Reply *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_object (&reply->message);
  g_clear_error (&reply->error);
  g_free (reply);
}

Reply *
fetch_with (FakeService *service, const char *rest, const char *header, const char *value)
{
  g_autofree char *address = g_strconcat (fake_service_get_url (service), rest, NULL);
  g_autoptr (SoupSession) session =
      soup_session_new_with_options ("proxy-resolver", NULL, "user-agent", "test/1", NULL);
  Reply *reply = g_new0 (Reply, 1);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  reply->message = soup_message_new ("GET", address);
  soup_message_add_flags (reply->message, SOUP_MESSAGE_NO_REDIRECT);
  if (header != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (reply->message), header, value);
  reply->body = soup_session_send_and_read (session, reply->message, NULL, &reply->error);
  reply->status = soup_message_get_status (reply->message);
  return reply;
}

Reply *
fetch (FakeService *service, const char *rest)
{
  return fetch_with (service, rest, NULL, NULL);
}

const char *
reply_header (Reply *reply, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (reply->message), name);
}

json_object *
reply_json (Reply *reply)
{
  g_autofree char *text = NULL;
  json_object *json;
  gsize length;

  g_assert_no_error (reply->error);
  text = g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
  length = strlen (text);
  json = json_tokener_parse (text);
  g_assert_cmpuint (length, ==, g_bytes_get_size (reply->body));
  g_assert_nonnull (json);
  return json;
}

json_object *
ask (FakeService *service, guint status, const char *rest)
{
  g_autoptr (Reply) reply = fetch (service, rest);

  g_assert_no_error (reply->error);
  g_assert_cmpuint (reply->status, ==, status);
  return reply_json (reply);
}

const char *
text_at (json_object *json, const char *path)
{
  json_object *member;

  return json_pointer_get (json, path, &member) == 0 ? json_object_get_string (member) : NULL;
}

json_type
type_at (json_object *json, const char *path)
{
  json_object *member;

  g_assert_cmpint (json_pointer_get (json, path, &member), ==, 0);
  return json_object_get_type (member);
}

char *
texts_at (json_object *json, const char *list, const char *path)
{
  g_autoptr (GString) texts = g_string_new (NULL);
  json_object *array;

  g_assert_cmpint (json_pointer_get (json, list, &array), ==, 0);
  g_assert_cmpint (json_object_get_type (array), ==, json_type_array);
  for (size_t i = 0; i < json_object_array_length (array); i++)
    {
      const char *text = text_at (json_object_array_get_idx (array, i), path);

      g_string_append_printf (texts, "%s%s", i > 0 ? " " : "", text != NULL ? text : "-");
    }
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

void
check (FakeService *service, guint status, const char *rest, const char *path, const char *text)
{
  json_object *json = ask (service, status, rest);

  g_assert_cmpstr (text_at (json, path), ==, text);
  json_object_put (json);
}

void
check_list (FakeService *service,
            const char *rest,
            const char *list,
            const char *path,
            const char *expected)
{
  json_object *json = ask (service, 200, rest);
  g_autofree char *texts = texts_at (json, list, path);

  g_assert_cmpstr (texts, ==, expected);
  json_object_put (json);
}

void
add_play (FakeService *service, const char *track, gint64 listened_at)
{
  const FakePlay play = { .artist = "Band", .track = track, .listened_at = listened_at };

  fake_service_add_plays (service, "alice", &play, 1);
}

FakeService *
new_with_plays (FakeKind kind, guint n_plays)
{
  FakeService *service = fake_service_new (kind);

  fake_service_add_user (service, "alice");
  for (guint i = 1; i <= n_plays; i++)
    {
      g_autofree char *track = g_strdup_printf ("%u", i);

      add_play (service, track, NOON - (n_plays - i) * 60);
    }
  return service;
}
