/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether an address belongs to the public internet: not to this machine, its networks, a
 * provider's internal network, documentation, or nobody at all. Addresses that carry an IPv4
 * address (mapped, NAT64, 6to4) are public when that address is. Pure.
 *
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, read on 2026-08-01. */
gboolean _footprints_address_is_public (GInetAddress *address);

/* The IPv4 address in an IPv4-mapped one; otherwise @address itself (transfer full). */
GInetAddress *_footprints_address_unmap (GInetAddress *address);

G_END_DECLS
