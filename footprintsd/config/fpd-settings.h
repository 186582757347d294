/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The settings as text: from options, then the environment, then the configuration file, then
 * defaults. A setting is known by the name of its environment variable. */
typedef struct _FpdSettings FpdSettings;

typedef struct
{
  const char *variable; /* "PORT" */
  const char *group;    /* in the file: "server" */
  const char *key;      /* in its group: "port" */
  const char *fallback; /* NULL: none */
  gboolean is_secret;   /* never shown; VARIABLE_FILE may name a file that holds it */
  const char *description;
} FpdSettingInfo;

extern const FpdSettingInfo fpd_setting_infos[];
extern const guint fpd_n_setting_infos;

/* @file: the configuration file; NULL: FOOTPRINTS_CONFIG, or the system's if there is one. Returns
 * NULL with @error set if the file cannot be read or has an invalid line. */
FpdSettings *fpd_settings_new (const char *file, GError **error);
void fpd_settings_free (FpdSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FpdSettings, fpd_settings_free)

/* @value: of the option, which takes precedence over everything else; NULL: not given. */
void fpd_settings_set_option (FpdSettings *self,
                              const char *variable,
                              const char *option,
                              const char *value);
/* NULL: not set, and no default. An empty value counts as not set. */
const char *fpd_settings_get (const FpdSettings *self, const char *variable);
/* Where the value comes from, for people: "PORT", "--port", "/etc/…/footprintsd.conf, line 3
 * (port)" or "default" (transfer full). */
char *fpd_settings_dup_origin (const FpdSettings *self, const char *variable);
/* FALSE with an @error that says what is wrong with the value, and where it comes from. */
gboolean fpd_settings_fail (const FpdSettings *self,
                            const char *variable,
                            const char *problem,
                            GError **error);
/* The configuration file that was read; NULL: none. */
const char *fpd_settings_get_file (const FpdSettings *self);

G_END_DECLS
