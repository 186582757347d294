/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command rekey: seals the keys and tokens of services with a new key. */

#include "footprintsd/commands/fpd-commands.h"

#include <stdio.h>

static int
rekey (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL, &error);
  g_autofree char *key_file = NULL;

  if (store == NULL)
    return fpd_command_fail (error);
  footprints_store_set_key_file (store, config->key_file);
  if (!footprints_store_rekey (store, NULL, &error))
    return fpd_command_fail (error);
  key_file = footprints_store_dup_key_file (store);
  printf ("Keys and tokens of services are now sealed with a new key: %s\n", key_file);
  return FPD_EXIT_OK;
}

int
fpd_command_rekey (int argc, char **argv)
{
  static const GOptionEntry no_entries[] = { { NULL } };
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Seals the stored keys and tokens of services with a new key (FOOTPRINTS_KEY_FILE, or\n"
      "footprints.key next to the history). The old key opens nothing afterwards. A server\n"
      "running on the same history continues with the new one.",
      no_entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("rekey takes no arguments; see footprintsd rekey --help");
  if (status < 0)
    status = rekey (&config);
  fpd_config_clear (&config);
  return status;
}
