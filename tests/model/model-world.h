/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include "model-ledger.h"
#include "model-story.h"

#include "libfootprints/footprints.h"
#include "libfootprints/http/footprints-http-client-private.h"
#include "tests/common/fake-service.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Everything that a story acts on: a real ledger with a real store, two running fake services, a
 * clock, and the expected content of each. */

/* A play at a service. */
typedef struct
{
  gint64 listened_at; /* its place in the list */
  gint64 shown_at;    /* the time that the service reports */
  char *artist;       /* as it must be read */
  char *track;
  char *raw_artist; /* as the service has it, which may not be UTF-8 */
  guint play;       /* index of the listener's play */
} ModelServicePlay;

/* An account of the listener at a service, and its sync. */
typedef struct
{
  FakeKind kind;
  const char *user;
  const char *source;
  gint64 config_id;
  GArray *plays; /* of ModelServicePlay, in order of arrival */
  /* The next successful run must have everything that the service has from this time on;
   * G_MAXINT64: as the run's own window says; 0: everything. */
  gint64 look_from;
  /* The last sync was interrupted, so the next one resumes where it ended. */
  gboolean is_interrupted;
} ModelAccount;

/* Lasting behaviour of a service. */
typedef struct
{
  FakeService *fake;
  FakeCount count;
  gboolean ignores_bounds;
} ModelService;

typedef struct
{
  gint64 id;
  ModelOrigins origin;
  char *label;
  int account; /* -1: not from a service */
  gboolean is_undone;
} ModelImport;

typedef struct
{
  char *path;
  ModelLedger *ledger;
  GArray *imports; /* of ModelImport */
} ModelBackup;

typedef struct
{
  const ModelStory *story;
  gboolean is_verbose;
  guint step; /* from 1; 0: the beginning */
  gboolean is_end;
  gboolean has_disk_struck; /* operations may fail now */
  char *folder;
  char *path;
  guint n_files;

  GArray *plays; /* of ModelPlay: those of the listener */
  gint64 now_s;
  ModelService services[2]; /* by FakeKind */
  ModelAccount accounts[MODEL_N_ACCOUNTS];
  ModelLedger *ledger;
  GArray *imports;  /* of ModelImport */
  GPtrArray *files; /* of guint *: the arguments of the imported files */
  GArray *backups;  /* of ModelBackup */

  FootprintsStore *store;
  FootprintsSyncScheduler *scheduler;
  FootprintsHttpClient *client; /* keeps the short waiting times */
  sqlite3 *database;            /* plain SQLite next to the store */
} ModelWorld;

/* Tells a whole story. Does not return if there is a fault. */
void model_run_story (const ModelStory *story, gboolean is_verbose);

/* Prints a line of the story if it is verbose. */
void model_tell (ModelWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Ends the program. @what: a word for the kind of fault, by which a shortened story counts as
 * having the same one. */
void model_fail (ModelWorld *self, const char *what, const char *format, ...)
    G_GNUC_PRINTF (3, 4) G_GNUC_NORETURN;
/* Fails the story if @error is set. */
void model_check_no_error (ModelWorld *self, const char *what, const GError *error);

void model_world_open (ModelWorld *self);
void model_world_close (ModelWorld *self);
/* A path for a new file in the story's folder (transfer full). */
char *model_world_make_path (ModelWorld *self, const char *ending);
char *model_format_time (gint64 time_s);

GArray *model_imports_new (void);
GArray *model_imports_copy (const GArray *imports);

/* Whether the service has no lasting faults. */
gboolean model_service_is_honest (const ModelService *self);
ModelService *model_get_service (ModelWorld *self, const ModelAccount *account);
/* The valid plays that the account's service lists: key → ModelServicePlay (borrowed). */
GHashTable *model_account_list_keys (ModelWorld *self, const ModelAccount *account);

/* key → gint64 id of all plays in the ledger, by cursor. */
GHashTable *model_observe (ModelWorld *self);

/* Compares everything with the model. */
void model_check_all (ModelWorld *self);
/* Syncs every account once with honest services, and checks what must be true then. */
void model_check_end (ModelWorld *self);

/* Waits for an asynchronous call (transfer full). */
typedef struct
{
  GAsyncResult *result;
} ModelCall;

void model_call_cb (GObject *source, GAsyncResult *result, gpointer data);
void model_call_wait (ModelCall *self);
void model_call_clear (ModelCall *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ModelCall, model_call_clear)

/* Call this before checking the outcome of a step that writes: if the power failed or the disk was
 * full, this ends it and sets has_disk_struck. */
void model_disk_settle (ModelWorld *self);

/* Finds the newest import with this label, and adds it to the model if it is new; NULL: none. */
ModelImport *model_find_import (ModelWorld *self, const char *label, int account);

/* Runs a sync of the account; used by steps and at the end. Returns whether it succeeded. */
gboolean model_run_sync (ModelWorld *self, ModelAccount *account, guint cancel_after);
/* @repair: whether to add missing plays. Returns how many plays were missing. */
gint64 model_run_verification (ModelWorld *self, ModelAccount *account, gboolean repair);

G_END_DECLS
