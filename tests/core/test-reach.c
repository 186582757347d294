/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Which addresses are public, and which of the others a rule names. */

#include "test-support.h"

#include "libfootprints/http/footprints-public-address-private.h"
#include "libfootprints/http/footprints-reach-private.h"

static void
test_public_addresses (void)
{
  static const struct
  {
    const char *address;
    gboolean is_public;
  } cases[] = {
    { "1.1.1.1", TRUE },
    { "9.255.255.255", TRUE },
    { "11.0.0.0", TRUE },
    { "100.63.255.255", TRUE },
    { "100.128.0.0", TRUE },
    { "172.15.255.255", TRUE },
    { "172.32.0.0", TRUE },
    { "192.0.1.0", TRUE },
    { "192.167.255.255", TRUE },
    { "198.17.255.255", TRUE },
    { "198.20.0.0", TRUE },
    { "223.255.255.255", TRUE },
    { "0.0.0.0", FALSE },
    { "0.1.2.3", FALSE },
    { "10.0.0.0", FALSE },
    { "10.255.255.255", FALSE },
    { "100.64.0.0", FALSE },
    { "100.127.255.255", FALSE },
    { "127.0.0.1", FALSE },
    { "127.255.255.255", FALSE },
    { "169.254.169.254", FALSE },
    { "172.16.0.0", FALSE },
    { "172.31.255.255", FALSE },
    { "192.0.0.1", FALSE },
    { "192.0.2.1", FALSE },
    { "192.88.99.1", FALSE },
    { "192.168.0.1", FALSE },
    { "192.168.255.255", FALSE },
    { "198.18.0.0", FALSE },
    { "198.19.255.255", FALSE },
    { "198.51.100.1", FALSE },
    { "203.0.113.1", FALSE },
    { "224.0.0.1", FALSE },
    { "239.255.255.255", FALSE },
    { "240.0.0.1", FALSE },
    { "255.255.255.255", FALSE },
    { "2606:4700:4700::1111", TRUE },
    { "2001:200::1", TRUE },
    { "3ffe::1", TRUE },
    { "::", FALSE },
    { "::1", FALSE },
    { "::7f00:1", FALSE },
    { "::808:808", FALSE },
    { "fc00::1", FALSE },
    { "fd12:3456::1", FALSE },
    { "fe80::1", FALSE },
    { "fec0::1", FALSE },
    { "ff02::1", FALSE },
    { "100::1", FALSE },
    { "2001::1", FALSE },
    { "2001:2::1", FALSE },
    { "2001:db8::1", FALSE },
    { "3fff::1", FALSE },
    { "5f00::1", FALSE },
    { "64:ff9b:1::1", FALSE },
    /* Those that carry an IPv4 address. */
    { "::ffff:8.8.8.8", TRUE },
    { "::ffff:127.0.0.1", FALSE },
    { "::ffff:192.168.1.1", FALSE },
    { "64:ff9b::8.8.8.8", TRUE },
    { "64:ff9b::10.0.0.1", FALSE },
    { "2002:808:808::1", TRUE },
    { "2002:7f00:1::1", FALSE },
    { "2002:c0a8:101::", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

      if (_footprints_address_is_public (address) != cases[i].is_public)
        g_error ("%s is %spublic", cases[i].address, cases[i].is_public ? "" : "not ");
    }
}

static void
test_named (void)
{
  const char *const hosts[] = { "Nas.Example.",
                                "box.example:8080",
                                "192.168.1.0/24",
                                "10.1.2.3:4533",
                                "[fd00::1]:80",
                                "fd00:1::/64",
                                NULL };
  static const struct
  {
    const char *host;
    const char *address;
    guint port;
    gboolean is_allowed;
  } cases[] = {
    { "nas.example", "10.0.0.1", 80, TRUE },
    { "NAS.example.", "::1", 1234, TRUE },
    { "x.nas.example", "10.0.0.1", 80, FALSE },
    { "nas.example.org", "10.0.0.1", 80, FALSE },
    { "box.example", "10.0.0.1", 8080, TRUE },
    { "box.example", "10.0.0.1", 8081, FALSE },
    { "anything", "192.168.1.77", 1, TRUE },
    { "anything", "::ffff:192.168.1.77", 1, TRUE },
    { "anything", "192.168.2.77", 1, FALSE },
    { NULL, "10.1.2.3", 4533, TRUE },
    { NULL, "10.1.2.3", 80, FALSE },
    { NULL, "fd00::1", 80, TRUE },
    { NULL, "fd00::1", 81, FALSE },
    { NULL, "fd00:1::abcd", 81, TRUE },
    { NULL, "1.1.1.1", 81, TRUE },
    { NULL, "127.0.0.1", 80, FALSE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsReach) reach = footprints_reach_new (hosts, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

      if (_footprints_reach_allows (reach, cases[i].host, address, cases[i].port) !=
          cases[i].is_allowed)
        g_error ("%s at %s: %u", cases[i].host, cases[i].address, cases[i].port);
    }
}

static void
test_bad_hosts (void)
{
  static const char *const bad[] = { "",           "a b",           "http://x",
                                     "x:0",        "x:99999",       "x:y",
                                     "[::1",       "[::1]x",        "10.0.0.0/33",
                                     "10.0.0.1/8", "nas.example/24" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const hosts[] = { bad[i], NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (FootprintsReach) reach = footprints_reach_new (hosts, NULL, &error);

      if (reach != NULL)
        g_error ("“%s” is a host", bad[i]);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_INVALID_ARGUMENT);
    }
}

/* What is plain from the URL alone, in whatever form a number is written. */
static void
test_urls (void)
{
  static const char *const refused[] = {
    "http://127.0.0.1/",         "http://2130706433/",      "http://0x7f.1/",
    "http://0177.0.0.1/",        "http://127.1:8080/x",     "http://localhost/",
    "http://LOCALHOST./",        "http://a.localhost/",     "https://[::1]/",
    "http://[::ffff:10.0.0.1]/", "http://10.0.0.1:80/2.0/", "http://0/",
  };
  static const char *const passed[] = { "http://1.1.1.1/", "https://example.org/",
                                        "http://[2606:4700::1]/", "no URL at all", "" };
  const char *const hosts[] = { "10.9.9.9", NULL };
  g_autoptr (FootprintsReach) reach = footprints_reach_new (hosts, "ask somebody", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      if (footprints_reach_check_url (reach, refused[i], &error))
        g_error ("%s passed", refused[i]);
      g_assert_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FORBIDDEN);
      g_assert_true (g_str_has_suffix (error->message, "ask somebody"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
    g_assert_true (footprints_reach_check_url (reach, passed[i], NULL));
  g_assert_true (footprints_reach_check_url (reach, "http://10.9.9.9:1/", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/reach/public-addresses", test_public_addresses);
  g_test_add_func ("/core/reach/named", test_named);
  g_test_add_func ("/core/reach/bad-hosts", test_bad_hosts);
  g_test_add_func ("/core/reach/urls", test_urls);
  return g_test_run ();
}
