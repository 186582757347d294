/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses of every command; footprintsd(1) lists them. */
#define FPD_EXIT_OK 0
#define FPD_EXIT_FAILED 1
#define FPD_EXIT_USAGE 2
#define FPD_EXIT_INTERRUPTED 130

/* What the commands are told, from options, then the environment, then defaults. */
typedef struct
{
  char *database_path;
  char *host;
  guint16 port;   /* 0: any free one */
  char *key_file; /* NULL: beside the history */
  char *contact;  /* NULL: none */
  GTimeZone *zone;
} FpdConfig;

/* What GOption fills in; NULL: not given. */
typedef struct
{
  char *database;
  char *host;
  char *port;
  char *timezone;
} FpdConfigOptions;

void fpd_config_options_clear (FpdConfigOptions *self);

/* FALSE with @error set when a value is not acceptable; nothing falls back to a default silently.
 */
gboolean fpd_config_load (FpdConfig *self, const FpdConfigOptions *options, GError **error);
void fpd_config_clear (FpdConfig *self);

/* An IANA zone by its name, or an offset such as "+05:30". */
GTimeZone *fpd_parse_zone (const char *identifier, GError **error);

/* Whether a text that a user gave may name who recorded plays. */
gboolean fpd_is_source_name (const char *text);

G_END_DECLS
