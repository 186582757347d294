/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "footprintsd/fpd-disk.h"
#include "footprintsd/fpd-leftovers.h"
#include "footprintsd/fpd-reply.h"
#include "footprintsd/fpd-tenants.h"
#include "footprintsd/handlers/fpd-main-handlers.h"

#include <glib/gstdio.h>

/* Each copies a whole history, whose copy takes its room until its client has it all. */
#define MAX_BACKUPS 8
#define MAX_BACKUPS_OF_ACCOUNT 2

static guint n_backups;
static GHashTable *n_of_accounts; /* account → guint, of those that have any */

typedef struct
{
  SoupServerMessage *message;
  char *path;        /* of the copy, for as long as it has a name */
  guint *n_of_store; /* keeps the history open; counted references */
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

/* With the message the last of the copy goes. */
static void
on_message_freed (gpointer data, GObject *message)
{
  g_autofree gint64 *account_id = data;

  count (*account_id, -1);
}

static void
backup_free (Backup *self)
{
  g_object_unref (self->message);
  g_free (self->path);
  (*self->n_of_store)--;
  g_rc_box_release (self->n_of_store);
  g_free (self);
}

static void
send_file (SoupServerMessage *message, GBytes *bytes)
{
  g_autoptr (FpdResponse) response =
      fpd_response_new_bytes ("application/vnd.sqlite3", g_bytes_ref (bytes));
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *disposition =
      g_strdup_printf ("attachment; filename=\"footprints_backup_%s.db\"", day);

  response->is_file = TRUE;
  fpd_response_add_header (response, "Content-Disposition", disposition);
  fpd_response_add_header (response, "Cache-Control", "no-store");
  fpd_reply_send (message, response);
}

/* The file is mapped, and its name is taken away at once: its room is free again when all is sent,
 * or when the server ends. */
static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Backup *self = data;
  g_autoptr (GError) error = NULL;
  gint64 n_plays = footprints_store_back_up_finish (FOOTPRINTS_STORE (source), result, &error);
  g_autoptr (GMappedFile) file =
      n_plays >= 0 ? g_mapped_file_new (self->path, FALSE, &error) : NULL;

  g_unlink (self->path);
  if (file != NULL)
    {
      g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);

      send_file (self->message, bytes);
    }
  else
    fpd_reply_send_error (self->message, error);
  soup_server_message_unpause (self->message);
  backup_free (self);
}

/* Bytes; 0: there is no such file. */
static gint64
get_size (const char *path, const char *ending)
{
  g_autofree char *file = g_strconcat (path, ending, NULL);
  GStatBuf status;

  return g_stat (file, &status) == 0 ? (gint64) status.st_size : 0;
}

/* The copy has as many bytes as the history and its log, or fewer. */
static gboolean
check_room (const FpdContext *context, const char *folder, GError **error)
{
  const char *path = footprints_store_get_path (context->store);

  return fpd_disk_check_room (context->site->config, folder,
                              get_size (path, "") + get_size (path, "-wal"), error);
}

/* All that is kept of a listener, as the file that the server itself would keep. */
void
fpd_handle_backup (const FpdContext *context, SoupServerMessage *message, FpdRequest *request)
{
  gint64 account_id = request->identity.account_id;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = fpd_tenants_dup_folder (context->site->tenants, account_id, &error);
  g_autofree char *name = g_strdup_printf (FPD_DOWNLOAD_PREFIX "%08x.db", g_random_int ());
  Backup *self;

  if (folder == NULL)
    {
      fpd_reply_send_error (message, error);
      return;
    }
  if (n_backups >= MAX_BACKUPS || count_of (account_id) >= MAX_BACKUPS_OF_ACCOUNT)
    {
      fpd_reply_send_problem (message, SOUP_STATUS_SERVICE_UNAVAILABLE,
                              "other backups are on their way: try again later");
      return;
    }
  if (!check_room (context, folder, &error))
    {
      fpd_reply_send_error (message, error);
      return;
    }
  count (account_id, 1);
  g_object_weak_ref (G_OBJECT (message), on_message_freed,
                     g_memdup2 (&account_id, sizeof account_id));
  self = g_new0 (Backup, 1);
  self->message = g_object_ref (message);
  self->path = g_build_filename (folder, name, NULL);
  self->n_of_store = g_rc_box_acquire (context->n_exports);
  (*self->n_of_store)++;
  soup_server_message_pause (message);
  footprints_store_back_up_async (context->store, self->path, NULL, on_backed_up, self);
}
