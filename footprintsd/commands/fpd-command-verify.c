/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The command verify: compares the history with the services of its syncs. */

#include "footprintsd/commands/fpd-commands.h"

#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

#define MAX_SHOWN_PLAYS 10

static gboolean repair;
static gboolean thorough;
static gboolean as_json;

static const GOptionEntry entries[] = {
  { "repair", 'r', 0, G_OPTION_ARG_NONE, &repair, "Add the plays that are missing", NULL },
  { "thorough", 't', 0, G_OPTION_ARG_NONE, &thorough,
    "Compare every play, even where the counts are equal", NULL },
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, "Print the result as JSON, one line for each sync",
    NULL },
  { NULL }
};

typedef struct
{
  GMainLoop *loop;
  GError *error;
  gboolean has_terminal;
} Run;

static gboolean
verify_on_interrupt (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static void
verify_on_progress (GObject *object, GParamSpec *pspec, gpointer data)
{
  Run *run = data;
  double progress = footprints_verification_get_progress (FOOTPRINTS_VERIFICATION (object));

  if (run->has_terminal)
    fprintf (stderr, "\rcomparing: %3d %%\033[K", (int) (progress * 100));
}

static void
verify_on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  footprints_verification_run_finish (FOOTPRINTS_VERIFICATION (object), result, &run->error);
  g_main_loop_quit (run->loop);
}

static void
print_month (FootprintsVerificationMonth *month)
{
  gint64 n_missing = footprints_verification_month_get_n_missing (month);
  gint64 n_extra = footprints_verification_month_get_n_extra (month);

  if (n_missing == 0 && n_extra == 0)
    return;
  printf ("  %-8s %10" G_GINT64_FORMAT " %10" G_GINT64_FORMAT " %10" G_GINT64_FORMAT
          " %10" G_GINT64_FORMAT "\n",
          footprints_verification_month_get_label (month),
          footprints_verification_month_get_n_here (month),
          footprints_verification_month_get_n_there (month), n_missing, n_extra);
}

static void
print_vanished (FootprintsVerification *verification)
{
  GListModel *vanished = footprints_verification_get_vanished (verification);
  guint n_items = g_list_model_get_n_items (vanished);

  if (n_items > 0)
    printf ("  the service no longer lists %u %s that it had; footprintsd remove removes %s:\n",
            n_items, n_items == 1 ? "play" : "plays", n_items == 1 ? "it" : "them");
  for (guint i = 0; i < n_items && i < MAX_SHOWN_PLAYS; i++)
    {
      g_autoptr (FootprintsScrobble) scrobble = g_list_model_get_item (vanished, i);

      printf ("    %" G_GINT64_FORMAT "  ", footprints_scrobble_get_id (scrobble));
      fpd_print_plain (footprints_scrobble_get_track (scrobble));
      fputs (" — ", stdout);
      fpd_print_plain (footprints_scrobble_get_artist (scrobble));
      putchar ('\n');
    }
  if (n_items > MAX_SHOWN_PLAYS)
    printf ("    … and %u more (--json)\n", n_items - MAX_SHOWN_PLAYS);
}

static void
print_table (FootprintsVerification *verification)
{
  GListModel *months = footprints_verification_get_months (verification);
  gint64 n_missing = footprints_verification_get_n_missing (verification);
  gint64 n_extra = footprints_verification_get_n_extra (verification);
  gint64 n_unusable = footprints_verification_get_n_unusable (verification);
  gint64 n_here = footprints_verification_get_n_here (verification);
  gint64 n_repaired = footprints_verification_get_n_repaired (verification);

  if (n_unusable > 0)
    printf ("  %" G_GINT64_FORMAT " %s, or could not be listed in full\n", n_unusable,
            n_unusable == 1 ? "entry there is not a play" : "entries there are not plays");
  printf ("  %" G_GINT64_FORMAT " %s here", n_here, n_here == 1 ? "play" : "plays");
  if (n_missing == 0 && n_extra == 0)
    {
      printf (": nothing is missing\n");
      return;
    }
  printf ("; %" G_GINT64_FORMAT " missing, %" G_GINT64_FORMAT " that the service does not have\n",
          n_missing, n_extra);
  printf ("\n  %-8s %10s %10s %10s %10s\n", "month", "here", "there", "missing", "only here");
  for (guint i = 0; i < g_list_model_get_n_items (months); i++)
    {
      g_autoptr (FootprintsVerificationMonth) month = g_list_model_get_item (months, i);

      print_month (month);
    }
  if (repair)
    printf ("\n  %" G_GINT64_FORMAT " %s added\n", n_repaired,
            n_repaired == 1 ? "play was" : "plays were");
  else if (n_missing > 0)
    printf ("\n  --repair adds the missing plays\n");
}

static void
print_result (FootprintsVerification *verification, gboolean is_whole)
{
  FootprintsImporter *importer = footprints_verification_get_importer (verification);
  g_autofree char *json = NULL;

  if (as_json)
    {
      json = footprints_verification_to_json (verification);
      puts (json);
    }
  else
    {
      printf ("%s: ", footprints_importer_get_source (importer));
      fpd_print_plain (footprints_importer_get_account (importer));
      puts (is_whole ? "" : " (comparison incomplete)");
      print_table (verification);
      print_vanished (verification);
    }
  fflush (stdout);
}

static gboolean
verify (FootprintsStore *store,
        gint64 config_id,
        const FpdConfig *config,
        GCancellable *cancellable,
        gint64 *n_missing,
        GError **error)
{
  g_autoptr (FootprintsImporter) importer =
      footprints_store_create_sync_importer (store, config_id, cancellable, error);
  g_autoptr (FootprintsVerification) verification = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { loop, NULL, isatty (STDERR_FILENO) != 0 };

  if (importer == NULL)
    return FALSE;
  footprints_importer_set_contact (importer, config->contact);
  verification = footprints_verification_new (store, importer);
  footprints_verification_set_repair (verification, repair);
  footprints_verification_set_thorough (verification, thorough);
  g_signal_connect (verification, "notify::progress", G_CALLBACK (verify_on_progress), &run);
  footprints_verification_run_async (verification, cancellable, verify_on_done, &run);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (verification, &run);
  if (run.has_terminal)
    fputs ("\r\033[K", stderr);
  if (run.error == NULL || footprints_verification_get_n_repaired (verification) > 0)
    print_result (verification, run.error == NULL);
  if (run.error != NULL)
    {
      g_propagate_error (error, run.error);
      return FALSE;
    }
  *n_missing += footprints_verification_get_n_missing (verification) -
                footprints_verification_get_n_repaired (verification);
  return TRUE;
}

/* Every sync is tried; the first error decides the exit status. */
static int
verify_all (FootprintsStore *store, const FpdConfig *config, GListModel *syncs)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, verify_on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, verify_on_interrupt, cancellable);
  gint64 n_missing = 0;
  int status = FPD_EXIT_OK;

  for (guint i = 0; i < g_list_model_get_n_items (syncs); i++)
    {
      g_autoptr (FootprintsSyncConfig) sync = g_list_model_get_item (syncs, i);
      g_autoptr (GError) error = NULL;

      if (!g_cancellable_is_cancelled (cancellable) &&
          !verify (store, footprints_sync_config_get_id (sync), config, cancellable, &n_missing,
                   &error))
        {
          int failure = fpd_command_fail (error);

          status = status == FPD_EXIT_OK ? failure : status;
        }
    }
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (status == FPD_EXIT_OK && g_cancellable_is_cancelled (cancellable))
    {
      fprintf (stderr, "footprintsd: interrupted\n");
      return FPD_EXIT_INTERRUPTED;
    }
  return status == FPD_EXIT_OK && n_missing > 0 ? FPD_EXIT_FAILED : status;
}

static int
run_verify (const FpdConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FootprintsStore) store =
      repair ? footprints_store_open (config->database_path, FOOTPRINTS_STORE_OPEN_NO_CREATE, NULL,
                                      &error)
             : fpd_command_open_for_reading (config, &error);
  g_autoptr (GListModel) syncs =
      store != NULL ? footprints_store_list_sync_configs (store, NULL, &error) : NULL;

  if (syncs == NULL)
    return fpd_command_fail (error);
  if (g_list_model_get_n_items (syncs) == 0)
    return fpd_command_fail_usage (
        "this history has no sync to verify with; add one on the page or "
        "with “footprintsd sync add”");
  footprints_store_set_key_file (store, config->key_file);
  return verify_all (store, config, syncs);
}

int
fpd_command_verify (int argc, char **argv)
{
  FpdConfig config = { 0 };
  int status = fpd_command_parse (
      &argc, &argv, NULL,
      "Compares the history with the services of its syncs, month by month, and reports what\n"
      "is missing here and what the services do not have. Nothing is ever deleted. The exit\n"
      "status is 1 if plays are missing.",
      entries, &config);

  if (status < 0 && argc > 1)
    status = fpd_command_fail_usage ("verify takes no arguments; see footprintsd verify --help");
  if (status < 0)
    status = run_verify (&config);
  fpd_config_clear (&config);
  return status;
}
