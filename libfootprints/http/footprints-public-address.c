/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The special-purpose networks, and the check whether an address is in one. */

#include "libfootprints/http/footprints-public-address-private.h"

#include <string.h>

typedef struct
{
  guint8 bytes[16];
  guint n_bits;
} Network;

/* Not public. */
static const Network ipv4_networks[] = {
  { { 0 }, 8 },             /* this network */
  { { 10 }, 8 },            /* private */
  { { 100, 64 }, 10 },      /* shared by a provider's customers */
  { { 127 }, 8 },           /* loopback */
  { { 169, 254 }, 16 },     /* link-local */
  { { 172, 16 }, 12 },      /* private */
  { { 192, 0, 0 }, 24 },    /* protocols */
  { { 192, 0, 2 }, 24 },    /* documentation */
  { { 192, 88, 99 }, 24 },  /* 6to4 relays */
  { { 192, 168 }, 16 },     /* private */
  { { 198, 18 }, 15 },      /* benchmarks */
  { { 198, 51, 100 }, 24 }, /* documentation */
  { { 203, 0, 113 }, 24 },  /* documentation */
  { { 224 }, 4 },           /* multicast */
  { { 240 }, 4 },           /* reserved, broadcast */
};

/* All public addresses are in here. */
static const Network ipv6_global = { { 0x20 }, 3 };

/* In that network, but not public. */
static const Network ipv6_networks[] = {
  { { 0x20, 0x01 }, 23 },             /* protocols: Teredo, benchmarks, ORCHID */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
  { { 0x3f, 0xff }, 20 },             /* documentation */
};

/* Networks whose addresses carry an IPv4 address, and how many bytes precede it. */
static const struct
{
  Network network;
  guint offset;
} carriers[] = {
  { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, 12 }, /* mapped */
  { { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12 },                   /* NAT64 */
  { { { 0x20, 0x02 }, 16 }, 2 },                                /* 6to4 */
};

static gboolean
is_within (const guint8 *bytes, const Network *network)
{
  guint n_bytes = network->n_bits / 8;
  guint n_rest = network->n_bits % 8;
  guint8 mask = (guint8) (0xff00 >> n_rest);

  return memcmp (bytes, network->bytes, n_bytes) == 0 &&
         (n_rest == 0 || ((bytes[n_bytes] ^ network->bytes[n_bytes]) & mask) == 0);
}

static gboolean
is_public_ipv4 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (ipv4_networks); i++)
    if (is_within (bytes, &ipv4_networks[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_public_ipv6 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (is_within (bytes, &carriers[i].network))
      return is_public_ipv4 (bytes + carriers[i].offset);
  for (guint i = 0; i < G_N_ELEMENTS (ipv6_networks); i++)
    if (is_within (bytes, &ipv6_networks[i]))
      return FALSE;
  return is_within (bytes, &ipv6_global);
}

gboolean
_footprints_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  switch (g_inet_address_get_family (address))
    {
    case G_SOCKET_FAMILY_IPV4:
      return is_public_ipv4 (bytes);
    case G_SOCKET_FAMILY_IPV6:
      return is_public_ipv6 (bytes);
    case G_SOCKET_FAMILY_UNIX:
    case G_SOCKET_FAMILY_INVALID:
      return FALSE;
    }
  return FALSE;
}

GInetAddress *
_footprints_address_unmap (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      is_within (bytes, &carriers[0].network))
    return g_inet_address_new_from_bytes (bytes + carriers[0].offset, G_SOCKET_FAMILY_IPV4);
  return g_object_ref (address);
}
