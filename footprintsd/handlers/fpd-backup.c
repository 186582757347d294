/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Backups to download: the ledger is copied to a file, which is mapped, unlinked and sent. */

#include "footprintsd/backup/fpd-leftovers.h"
#include "footprintsd/files/fpd-disk.h"
#include "footprintsd/handlers/fpd-handlers.h"
#include "footprintsd/http/fpd-problem.h"

#include "libfootprints/sqlite/footprints-ledger-files-private.h"

#include <glib/gstdio.h>

/* Each backup copies a whole history, and the copy takes disk space until its client has received
 * it. */
#define MAX_BACKUPS 8
#define MAX_BACKUPS_OF_ACCOUNT 2

static guint n_backups;
static GHashTable *n_of_accounts; /* account → guint, for accounts that have any */

typedef struct
{
  gint64 account_id;
  char *path; /* of the copy, until it is unlinked */
  FpdDeferred *answer;
} Backup;

static guint
count_of (gint64 account_id)
{
  return n_of_accounts != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (n_of_accounts, &account_id))
                               : 0;
}

static void
count (gint64 account_id, int difference)
{
  guint n = count_of (account_id) + (guint) difference;

  n_backups += (guint) difference;
  if (n_of_accounts == NULL)
    n_of_accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (n > 0)
    g_hash_table_replace (n_of_accounts, g_memdup2 (&account_id, sizeof account_id),
                          GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (n_of_accounts, &account_id);
}

static void
backup_free (gpointer data)
{
  Backup *self = data;

  g_free (self->path);
  g_free (self);
}

/* A copy on its way to the client; freeing it frees its disk space. */
typedef struct
{
  GMappedFile *file;
  gint64 account_id;
} Copy;

static gboolean
copy_free (gpointer data)
{
  Copy *copy = data;

  count (copy->account_id, -1);
  g_mapped_file_unref (copy->file);
  g_free (copy);
  return G_SOURCE_REMOVE;
}

/* Any thread may drop the last reference. */
static void
on_bytes_freed (gpointer data)
{
  g_main_context_invoke (NULL, copy_free, data);
}

/* Takes @file. */
static FpdResponse *
make_response (GMappedFile *file, gint64 account_id)
{
  Copy *copy = g_new0 (Copy, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *disposition =
      g_strdup_printf ("attachment; filename=\"footprints_backup_%s.db\"", day);
  FpdResponse *response;

  copy->file = file;
  copy->account_id = account_id;
  response = fpd_response_new_bytes ("application/vnd.sqlite3",
                                     g_bytes_new_with_free_func (g_mapped_file_get_contents (file),
                                                                 g_mapped_file_get_length (file),
                                                                 on_bytes_freed, copy));
  response->is_file = TRUE;
  fpd_response_add_header (response, "Content-Disposition", disposition);
  fpd_response_add_header (response, "Cache-Control", "no-store");
  return response;
}

/* The file is mapped and unlinked at once, so its space is freed when everything has been sent, or
 * when the server exits. */
static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Backup *self = data;
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_back_up_finish (FOOTPRINTS_STORE (source), result, &error);
  GMappedFile *file = n_plays >= 0 ? g_mapped_file_new (self->path, FALSE, &error) : NULL;

  g_unlink (self->path);
  if (file == NULL)
    count (self->account_id, -1);
  fpd_deferred_answer (self->answer, file != NULL ? make_response (file, self->account_id) : NULL,
                       error);
  backup_free (self);
}

static FpdResponse *
begin (const FpdContext *context, FpdRequest *request, gpointer data, GError **error)
{
  const char *path = data;
  gint64 account_id = request->identity.account_id;
  FpdResponse *response;
  Backup *self;

  if (n_backups >= MAX_BACKUPS || count_of (account_id) >= MAX_BACKUPS_OF_ACCOUNT)
    {
      g_set_error_literal (error, FPD_HTTP_ERROR, SOUP_STATUS_SERVICE_UNAVAILABLE,
                           "too many backups are in progress; try again later");
      return NULL;
    }
  count (account_id, 1);
  self = g_new0 (Backup, 1);
  self->account_id = account_id;
  self->path = g_strdup (path);
  response = fpd_response_new_deferred (&self->answer);
  footprints_store_back_up_async (context->store, self->path, NULL, on_backed_up, self);
  return response;
}

/* Everything stored about a listener, as a ledger like the server's own. It is no larger than the
 * history and its log together. */
FpdResponse *
fpd_handle_backup (FpdRequest *request, GError **error)
{
  const char *path = footprints_store_get_path (request->store);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (FPD_DOWNLOAD_PREFIX "%08x.db", g_random_int ());

  if (!fpd_disk_check_room (request->site->config, folder, _footprints_ledger_files_get_size (path),
                            error))
    return NULL;
  return fpd_response_new_step (begin, g_build_filename (folder, name, NULL), g_free);
}
