/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "footprintsd/config/fpd-settings.h"

#include <libfootprints/footprints.h>

G_BEGIN_DECLS

/* Exit statuses of every command; footprintsd(1) lists them. */
#define FPD_EXIT_OK 0
#define FPD_EXIT_FAILED 1
#define FPD_EXIT_USAGE 2
#define FPD_EXIT_INTERRUPTED 130

/* The parsed settings. */
typedef struct
{
  FpdSettings *settings;
  GTimeZone *zone;
  gboolean zone_is_given;       /* on the command line; otherwise it is the system's */
  FootprintsCalendar *calendar; /* for commands that report: days in that zone */
  char *database_path;
  char *key_file;         /* NULL: next to the history */
  char *contact;          /* NULL: none */
  FootprintsReach *reach; /* of accounts that are not owners; NULL: anywhere */
  gsize max_memory_bytes;
  gint64 min_free_bytes; /* on the disk; with less, nothing new is accepted */
  guint backup_hours;    /* between backups; 0: none are made */
  guint n_backups_kept;  /* of each history */
  char *backup_folder;
  GLogLevelFlags log_level;
  GPtrArray *addresses;       /* of GSocketAddress, to listen on */
  GHashTable *host_names;     /* what the Host header may name; NULL: anything */
  char *base_path;            /* begins and ends with "/" */
  GPtrArray *trusted_proxies; /* of GInetAddressMask */
  gboolean trusts_unix;       /* clients of the Unix socket are trusted proxies */
  char *login_header;         /* NULL: nobody logs in with a header */
  char *tls_certificate;      /* NULL: plain HTTP */
  char *tls_key;
  guint max_connections;
  guint request_timeout_s;
  gboolean has_accounts;
} FpdConfig;

/* FALSE with @error set if a value is not valid; nothing silently falls back to a default. Takes
 * @settings. @zone: NULL for the system's. */
gboolean fpd_config_load (FpdConfig *self, FpdSettings *settings, const char *zone, GError **error);
/* Call before writing a history: creates the folder of the default history if none is
 * configured. */
void fpd_config_make_folder (const FpdConfig *self);
void fpd_config_clear (FpdConfig *self);

/* An IANA zone by its name, or an offset such as "+05:30". */
GTimeZone *fpd_parse_zone (const char *identifier, GError **error);

/* Whether text from a user is acceptable as the source of plays. */
gboolean fpd_is_source_name (const char *text);

G_END_DECLS
