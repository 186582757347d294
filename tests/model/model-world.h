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

/* All that a story happens to: a real ledger with a real store, two real services, a clock, and
 * beside them what each of these is to hold. */

/* A play as a service has it. */
typedef struct
{
  gint64 listened_at; /* where it stands in the list */
  gint64 shown_at;    /* what the service says */
  char *artist;       /* as it is to be read */
  char *track;
  char *raw_artist; /* as the service has it, which may not be UTF-8 */
  guint play;       /* index of the listener's play */
} ModelServicePlay;

/* One account of the listener at a service, with the sync of it. */
typedef struct
{
  FakeKind kind;
  const char *user;
  const char *source;
  gint64 config_id;
  GArray *plays; /* of ModelServicePlay, in the order in which they came */
  /* The next good run must have all that the service has from here on; G_MAXINT64: what the run's
   * own window says; 0: everything. */
  gint64 look_from;
  /* The last sync was broken off, so that the next one goes on where that one ended. */
  gboolean is_interrupted;
} ModelAccount;

/* How a service behaves beyond single requests. */
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
  int account; /* -1: not of a service */
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
  gboolean has_disk_struck; /* what fails now may fail */
  char *folder;
  char *path;
  guint n_files;

  GArray *plays; /* of ModelPlay: the listener's */
  gint64 now_s;
  ModelService services[2]; /* by FakeKind */
  ModelAccount accounts[MODEL_N_ACCOUNTS];
  ModelLedger *ledger;
  GArray *imports;  /* of ModelImport */
  GPtrArray *files; /* of guint *: the arguments that made what was imported */
  GArray *backups;  /* of ModelBackup */

  FootprintsStore *store;
  FootprintsSyncScheduler *scheduler;
  FootprintsHttpClient *client; /* keeps the short waits */
  sqlite3 *database;            /* plain SQLite beside the store */
} ModelWorld;

/* Tells a whole story. Does not return when something is wrong. */
void model_run_story (const ModelStory *story, gboolean is_verbose);

/* Prints a line of the story, if somebody reads along. */
void model_tell (ModelWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Ends the program. @what: a word for the kind of fault, by which a shorter story is held to be the
 * same one. */
void model_fail (ModelWorld *self, const char *what, const char *format, ...)
    G_GNUC_PRINTF (3, 4) G_GNUC_NORETURN;
/* When something must have worked. */
void model_check_no_error (ModelWorld *self, const char *what, const GError *error);

void model_world_open (ModelWorld *self);
void model_world_close (ModelWorld *self);
/* A name for a new file in the story's folder (transfer full). */
char *model_world_make_path (ModelWorld *self, const char *ending);
char *model_format_time (gint64 time_s);

GArray *model_imports_new (void);
GArray *model_imports_copy (const GArray *imports);

/* Whether an honest service would be believed: nothing that lasts is wrong with it. */
gboolean model_service_is_honest (const ModelService *self);
ModelService *model_get_service (ModelWorld *self, const ModelAccount *account);
/* What the account's service lists and is a play: key → ModelServicePlay (borrowed). */
GHashTable *model_account_list_keys (ModelWorld *self, const ModelAccount *account);

/* key → gint64 id of all plays in the ledger, by cursor. */
GHashTable *model_observe (ModelWorld *self);

/* Compares everything with the model. */
void model_check_all (ModelWorld *self);
/* One honest sync of every account, and what must be true then. */
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

/* Before the outcome of a step that writes is looked at: if the power failed or the disk was full,
 * it is over now, and has_disk_struck says that it was. */
void model_disk_settle (ModelWorld *self);

/* The newest import with this label, made known if it was not; NULL: none. */
ModelImport *model_find_import (ModelWorld *self, const char *label, int account);

/* Runs a sync of the account as it is; used by steps and at the end. Returns whether it worked. */
gboolean model_run_sync (ModelWorld *self, ModelAccount *account, guint cancel_after);
/* @repair: what is missing is added. Returns how many plays were missing. */
gint64 model_run_verification (ModelWorld *self, ModelAccount *account, gboolean repair);

G_END_DECLS
