/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Who the client is: its address, the security of its connection and its login, directly or as a
 * trusted proxy reports them. */

#include "footprintsd/http/fpd-client.h"

#include "footprintsd/http/fpd-listener.h"

#include <string.h>

static gboolean
is_trusted_address (const FpdConfig *config, GInetAddress *address)
{
  for (guint i = 0; i < config->trusted_proxies->len; i++)
    if (g_inet_address_mask_matches (config->trusted_proxies->pdata[i], address))
      return TRUE;
  return FALSE;
}

/* The address of the connection itself; NULL for a Unix socket. */
static GInetAddress *
get_peer (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (remote)
             ? g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote))
             : NULL;
}

static gboolean
comes_by_trusted_proxy (const FpdConfig *config, SoupServerMessage *message)
{
  GInetAddress *peer;

  if (fpd_listener_is_unix (message))
    return config->trusts_unix;
  peer = get_peer (message);
  return peer != NULL && is_trusted_address (config, peer);
}

static const char *
get_header (SoupServerMessage *message, const char *name)
{
  return soup_message_headers_get_list (soup_server_message_get_request_headers (message), name);
}

/* Each proxy appends the address that contacted it: the last one that is not a trusted proxy is the
 * client. Anything before it may be forged. */
static char *
find_forwarded (const FpdConfig *config, const char *header)
{
  g_auto (GStrv) parts = g_strsplit (header, ",", -1);
  g_autofree char *last = NULL;

  for (guint i = g_strv_length (parts); i > 0; i--)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_strstrip (parts[i - 1]));

      if (address == NULL)
        break;
      g_free (last);
      last = g_inet_address_to_string (address);
      if (!is_trusted_address (config, address))
        break;
    }
  return g_steal_pointer (&last);
}

char *
fpd_client_dup_address (const FpdConfig *config, SoupServerMessage *message)
{
  const char *forwarded = get_header (message, "X-Forwarded-For");
  g_autofree char *address = NULL;
  GInetAddress *peer;

  if (forwarded != NULL && comes_by_trusted_proxy (config, message))
    address = find_forwarded (config, forwarded);
  if (address != NULL)
    return g_steal_pointer (&address);
  peer = fpd_listener_is_unix (message) ? NULL : get_peer (message);
  return peer != NULL ? g_inet_address_to_string (peer) : g_strdup ("unix");
}

gboolean
fpd_client_is_secure (const FpdConfig *config, SoupServerMessage *message)
{
  const char *scheme = get_header (message, "X-Forwarded-Proto");

  if (config->tls_certificate != NULL && !fpd_listener_is_unix (message))
    return TRUE;
  return scheme != NULL && comes_by_trusted_proxy (config, message) &&
         g_ascii_strcasecmp (scheme, "https") == 0;
}

const char *
fpd_client_get_login (const FpdConfig *config, SoupServerMessage *message)
{
  if (config->login_header == NULL || !comes_by_trusted_proxy (config, message))
    return NULL;
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                       config->login_header);
}
