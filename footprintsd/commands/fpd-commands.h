/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/accounts/fpd-accounts.h"
#include "footprintsd/config/fpd-config.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Takes the arguments after the command's name; returns the exit status. */
typedef int (*FpdCommand) (int argc, char **argv);

int fpd_command_serve (int argc, char **argv);
int fpd_command_import (int argc, char **argv);
int fpd_command_undo (int argc, char **argv);
int fpd_command_remove (int argc, char **argv);
int fpd_command_bring_back (int argc, char **argv);
int fpd_command_export (int argc, char **argv);
int fpd_command_report (int argc, char **argv);
int fpd_command_search (int argc, char **argv);
int fpd_command_verify (int argc, char **argv);
int fpd_command_notify (int argc, char **argv);
int fpd_command_backup (int argc, char **argv);
int fpd_command_restore (int argc, char **argv);
int fpd_command_check (int argc, char **argv);
int fpd_command_compact (int argc, char **argv);
int fpd_command_status (int argc, char **argv);
int fpd_command_user (int argc, char **argv);
int fpd_command_config (int argc, char **argv);
int fpd_command_rekey (int argc, char **argv);
int fpd_command_sync (int argc, char **argv);
int fpd_command_plays (int argc, char **argv);

/* What commands share. */

/* Parses options and loads the configuration. Returns -1 to continue, or an exit status. */
int fpd_command_parse (int *argc,
                       char ***argv,
                       const char *usage,
                       const char *summary,
                       const GOptionEntry *entries,
                       FpdConfig *config);
/* Whether the options name a server but not the history that it keeps. */
gboolean fpd_command_names_server (void);
/* A line of standard input without its line end (transfer full); NULL at the end of the input. A
 * terminal does not show what is typed. */
char *fpd_command_read_hidden (const char *prompt);
/* Prints “footprintsd: MESSAGE” and returns the exit status for @error. */
int fpd_command_fail (const GError *error);
int fpd_command_fail_usage (const char *message);
/* Opens the configured store for reading; it is an error if there is no history yet. */
FootprintsStore *fpd_command_open_for_reading (const FpdConfig *config, GError **error);

/* @accounts: stays NULL if there is no accounts file. */
gboolean fpd_open_accounts_if_any (const FpdConfig *config, FpdAccounts **accounts, GError **error);
/* Points @config to the history of a user of the server. */
gboolean fpd_use_ledger_of (FpdConfig *config, const char *name, GError **error);

/* Prints @text for a person: names come from outside and may contain control characters. */
void fpd_print_plain (const char *text);
void fpd_print_chart (const char *title, FootprintsChart *chart);
/* Date and time in @zone, to the minute (transfer full); empty for a time outside the calendar. */
char *fpd_dup_moment (gint64 time_s, GTimeZone *zone);
void fpd_print_play (
    const FpdConfig *config, gint64 id, gint64 listened_at, const char *track, const char *artist);
/* @period_text: as footprints_period_parse() takes it; NULL: all time (transfer full). */
FootprintsTimeline *fpd_command_get_newest_plays (const FpdConfig *config,
                                                  const char *period_text,
                                                  int limit,
                                                  GError **error);
void fpd_print_timeline (const FpdConfig *config, FootprintsTimeline *timeline);

G_END_DECLS
