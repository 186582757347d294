/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/http/footprints-reach-private.h"

#include "libfootprints/core/footprints-error.h"
#include "libfootprints/http/footprints-public-address-private.h"

#include <arpa/inet.h>
#include <string.h>

/**
 * FootprintsReach:
 *
 * Where requests may go: to public addresses, and to listed hosts.
 *
 * A program that fetches for people who may not use the networks of its machine passes this to
 * importers ([property@Importer:reach]) or to a store ([method@Store.set_reach]). Without one,
 * requests may go anywhere.
 *
 * The rule applies to the address that a connection is made to, after the name is resolved, and
 * again at each redirect. Addresses of the machine itself, of private networks, link-local, shared,
 * reserved and multicast ones are not public, nor are IPv6 addresses that carry one of these.
 * Proxies from the environment are then not used, since they would connect in place of the program.
 *
 * Immutable. Threading: any thread.
 *
 * Source: doc/security.md.
 *
 * Since: 0.1
 */
struct _FootprintsReach
{
  GObject parent_instance;

  GArray *entries; /* of Entry */
  char *advice;    /* NULL: none */
};

/* A listed host: a name, or a network, which may be a single address. */
typedef struct
{
  char *name; /* folded; NULL: a network */
  GInetAddressMask *network;
  guint port; /* 0: any */
} Entry;

G_DEFINE_FINAL_TYPE (FootprintsReach, footprints_reach, G_TYPE_OBJECT)

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_clear_object (&entry->network);
}

static void
footprints_reach_finalize (GObject *object)
{
  FootprintsReach *self = FOOTPRINTS_REACH (object);

  g_array_unref (self->entries);
  g_free (self->advice);

  G_OBJECT_CLASS (footprints_reach_parent_class)->finalize (object);
}

static void
footprints_reach_class_init (FootprintsReachClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_reach_finalize;
}

static void
footprints_reach_init (FootprintsReach *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
}

/* In lower case, without a trailing dot. */
static char *
fold_host (const char *host)
{
  gsize length = strlen (host);

  if (length > 1 && host[length - 1] == '.')
    length--;
  return g_ascii_strdown (host, (gssize) length);
}

/* Removes the port from the end of @text, and the brackets around an address. FALSE when the port
 * is not valid. */
static gboolean
split_port (char *text, guint *port)
{
  char *colon = strrchr (text, ':');
  guint64 number;

  *port = 0;
  if (*text == '[')
    {
      char *bracket = strchr (text, ']');

      if (bracket == NULL)
        return FALSE;
      *bracket = '\0';
      colon = bracket[1] == '\0' ? NULL : bracket + 1;
      memmove (text, text + 1, strlen (text));
      if (colon != NULL && *colon != ':')
        return FALSE;
    }
  /* More than one colon without brackets is an IPv6 address. */
  else if (colon != NULL && strchr (text, ':') != colon)
    colon = NULL;
  if (colon == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  *colon = '\0';
  *port = (guint) number;
  return TRUE;
}

static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return FALSE;
  return *text != '\0';
}

static gboolean
add_entry (FootprintsReach *self, const char *host, GError **error)
{
  g_autofree char *text = g_strdup (host);
  Entry entry = { 0 };

  g_strstrip (text);
  if (split_port (text, &entry.port))
    {
      entry.network = g_inet_address_mask_new_from_string (text, NULL);
      if (entry.network == NULL && is_name (text))
        entry.name = fold_host (text);
    }
  if (entry.network != NULL || entry.name != NULL)
    {
      g_array_append_val (self->entries, entry);
      return TRUE;
    }
  g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT,
               "“%s” is not a host: use a name, an address or a network such as 192.168.1.0/24; a "
               "name or address may have a port",
               host);
  return FALSE;
}

/**
 * footprints_reach_new:
 * @hosts: (nullable) (array zero-terminated=1): names, addresses and networks that may be reached
 *   even though they are not public, such as `nas.example`, `192.168.1.20:4533`, `[fd00::1]:80` or
 *   `192.168.1.0/24`; without a port, any port
 * @advice: (nullable): what a user who is refused can do, added to the end of the message
 * @error: return location for an error
 *
 * Makes a rule.
 *
 * A name matches URLs and redirects that contain it, in any letter case, whatever it resolves to.
 * An address or network matches every name that resolves to it.
 *
 * Errors: %FOOTPRINTS_ERROR_INVALID_ARGUMENT when one of @hosts is not a name, an address or a
 * network.
 *
 * Returns: (transfer full): a rule; %NULL with @error set
 *
 * Since: 0.1
 */
FootprintsReach *
footprints_reach_new (const char *const *hosts, const char *advice, GError **error)
{
  g_autoptr (FootprintsReach) self = g_object_new (FOOTPRINTS_TYPE_REACH, NULL);

  self->advice = g_strdup (advice);
  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    if (!add_entry (self, hosts[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

static gboolean
entry_matches (const Entry *entry, const char *host, GInetAddress *address, guint port)
{
  if (entry->port != 0 && entry->port != port)
    return FALSE;
  if (entry->name != NULL)
    return host != NULL && g_str_equal (entry->name, host);
  return address != NULL && g_inet_address_mask_matches (entry->network, address);
}

gboolean
_footprints_reach_allows (FootprintsReach *self,
                          const char *host,
                          GInetAddress *address,
                          guint port)
{
  g_autoptr (GInetAddress) plain = _footprints_address_unmap (address);
  g_autofree char *folded = host != NULL ? fold_host (host) : NULL;

  if (_footprints_address_is_public (plain))
    return TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    if (entry_matches (&g_array_index (self->entries, Entry, i), folded, plain, port))
      return TRUE;
  return FALSE;
}

GError *
_footprints_reach_make_error (FootprintsReach *self, const char *who, const char *host)
{
  return g_error_new (FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FORBIDDEN,
                      "%s: “%s” is not at a public address, so connecting to it is not allowed%s%s",
                      who, host, self->advice != NULL ? "; " : "",
                      self->advice != NULL ? self->advice : "");
}

/* The address that @host spells in any accepted form; NULL when it is a name. */
static GInetAddress *
parse_literal (const char *host)
{
  struct in_addr ipv4;

  if (inet_aton (host, &ipv4) != 0)
    return g_inet_address_new_from_bytes ((const guint8 *) &ipv4, G_SOCKET_FAMILY_IPV4);
  if (g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost"))
    return g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  return g_inet_address_new_from_string (host);
}

/**
 * footprints_reach_check_url:
 * @self: a rule
 * @url: the address of a service
 * @error: return location for an error
 *
 * Checks whether it is already clear that @url must not be reached, as with an address such as
 * `http://127.0.0.1/`, so that a program can refuse it at once instead of through a failing import.
 * What a name resolves to is known only when the connection is made, and is always checked then.
 *
 * Errors: %FOOTPRINTS_ERROR_FORBIDDEN. A text that is not a URL is not an error.
 *
 * Threading: any thread; no I/O.
 *
 * Returns: %FALSE with @error set when it must not be reached
 *
 * Since: 0.1
 */
gboolean
footprints_reach_check_url (FootprintsReach *self, const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *host = NULL;
  int port;

  g_return_val_if_fail (FOOTPRINTS_IS_REACH (self), FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return TRUE;
  host = fold_host (g_uri_get_host (uri));
  port = g_uri_get_port (uri);
  address = parse_literal (host);
  if (address == NULL || _footprints_reach_allows (self, host, address, (guint) MAX (port, 0)))
    return TRUE;
  g_propagate_error (error, _footprints_reach_make_error (self, "the service", host));
  return FALSE;
}
