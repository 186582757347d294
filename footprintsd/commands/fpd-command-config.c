/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command config: prints all settings in the format of the configuration file. */

#include "footprintsd/commands/fpd-commands.h"
#include "footprintsd/notify/fpd-notify-config.h"

#include <stdio.h>

static void
print_setting (const FpdSettings *settings, const FpdSettingInfo *info)
{
  const char *value = fpd_settings_get (settings, info->variable);
  g_autofree char *origin = fpd_settings_dup_origin (settings, info->variable);

  printf ("# %s (%s)\n", info->description, info->variable);
  if (value == NULL)
    printf ("#%s=\n", info->key);
  else if (info->is_secret)
    printf ("# set by %s, not shown:\n#%s=********\n", origin, info->key);
  else if (g_str_equal (origin, "default"))
    printf ("#%s=%s\n", info->key, value);
  else
    printf ("# set by %s:\n%s=%s\n", origin, info->key, value);
}

/* In the format of the configuration file, so that the output can become one. */
static void
print_all (const FpdSettings *settings)
{
  const char *group = "";

  printf (
      "# The configuration of footprintsd in effect. A setting after a # is not set\n# and has the "
      "value shown. File: %s\n",
      fpd_settings_get_file (settings) != NULL ? fpd_settings_get_file (settings) : "none");
  for (guint i = 0; i < fpd_n_setting_infos; i++)
    {
      if (!g_str_equal (group, fpd_setting_infos[i].group))
        printf ("\n[%s]\n", fpd_setting_infos[i].group);
      group = fpd_setting_infos[i].group;
      print_setting (settings, &fpd_setting_infos[i]);
    }
}

int
fpd_command_config (int argc, char **argv)
{
  FpdConfig config = { 0 };
  FpdNotifyConfig notify = { 0 };
  g_autoptr (GError) error = NULL;
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Prints all settings, their values and where these come from: options, then the\n"
      "environment, then the configuration file, then defaults. The output is a\n"
      "configuration file. Tokens and passwords are not shown.",
      NULL, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("config takes no arguments; see footprintsd config --help");
  if (status < 0 && !fpd_notify_config_load (&notify, config.settings, &error))
    status = fpd_command_fail (error);
  if (status < 0)
    {
      print_all (config.settings);
      status = FPD_EXIT_OK;
    }
  fpd_notify_config_clear (&notify);
  fpd_config_clear (&config);
  return status;
}
