/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Finds the command that the arguments name, runs it, and prints the general help. */

#include "footprintsd/commands/fpd-application.h"

#include "footprintsd/commands/fpd-commands.h"

#include <errno.h>
#include <stdio.h>

static const struct
{
  const char *name;
  FpdCommand run;
  const char *summary;
} commands[] = {
  { "serve", fpd_command_serve, "serve the history over HTTP (the default)" },
  { "import", fpd_command_import, "import files into the history" },
  { "undo", fpd_command_undo, "undo an import, or list the imports" },
  { "remove", fpd_command_remove, "remove plays from the history" },
  { "bring-back", fpd_command_bring_back, "bring removed plays back, or list them" },
  { "export", fpd_command_export, "write the history to a file or the standard output" },
  { "report", fpd_command_report, "show the report of a period" },
  { "search", fpd_command_search, "find artists, albums and tracks" },
  { "plays", fpd_command_plays, "list plays, or add one by hand" },
  { "sync", fpd_command_sync, "list, add, run and remove syncs" },
  { "verify", fpd_command_verify, "compare the history with the services of its syncs" },
  { "notify", fpd_command_notify, "send a test message to the webhook and the mail address" },
  { "backup", fpd_command_backup, "copy the history into a new file and check the copy" },
  { "restore", fpd_command_restore, "replace the history with a backup" },
  { "check", fpd_command_check, "check that the history is consistent" },
  { "compact", fpd_command_compact, "free the space of deleted data" },
  { "status", fpd_command_status, "check the server, and show what it keeps" },
  { "user", fpd_command_user, "list, add and change accounts of the server" },
  { "config", fpd_command_config, "show all settings and where they come from" },
  { "rekey", fpd_command_rekey, "seal the keys and tokens of services with a new key" },
};

static void
print_help (void)
{
  printf ("Usage: footprintsd [COMMAND] [OPTION…]\n\n"
          "Keeps a music history and serves it.\n\nCommands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-10s  %s\n", commands[i].name, commands[i].summary);
  printf ("\n“footprintsd COMMAND --help” lists the options of a command.\n\n"
          "Options:\n"
          "  -h, --help     show this help\n"
          "  -V, --version  show the version\n");
}

/* A command whose output is lost has failed. */
static int
check_output (int status)
{
  if ((fflush (stdout) == 0 && !ferror (stdout)) || status != FPD_EXIT_OK)
    return status;
  fprintf (stderr, "footprintsd: cannot write the output: %s\n", g_strerror (errno));
  return FPD_EXIT_FAILED;
}

static int
run_command (FpdCommand run, int argc, char **argv)
{
  g_autofree char *name = g_strdup_printf ("footprintsd %s", argv[1]);

  /* The command sees its arguments as a program of its own would. */
  g_set_prgname (name);
  argv[1] = argv[0];
  return run (argc - 1, argv + 1);
}

static int
run_named (const char *name, int argc, char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return run_command (commands[i].run, argc, argv);
  fprintf (stderr, "footprintsd: unknown command “%s”; see footprintsd --help\n", name);
  return FPD_EXIT_USAGE;
}

/* “help COMMAND” is “COMMAND --help”. */
static int
help (int argc, char **argv)
{
  char *swapped[] = { argv[0], argc > 2 ? argv[2] : NULL, (char *) "--help", NULL };

  if (argc > 2)
    return run_named (argv[2], 3, swapped);
  print_help ();
  return FPD_EXIT_OK;
}

static int
run_any (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";

  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    return help (argc, argv);
  if (g_str_equal (name, "--version") || g_str_equal (name, "-V"))
    {
      printf ("footprintsd %s\n", FOOTPRINTS_VERSION_STRING);
      return FPD_EXIT_OK;
    }
  if (name[0] == '\0' || name[0] == '-')
    return fpd_command_serve (argc, argv);
  return run_named (name, argc, argv);
}

int
fpd_application_run (int argc, char **argv)
{
  return check_output (run_any (argc, argv));
}
