/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The accounts file: loading, saving, removing and backing up its records. */

#include "footprintsd/accounts/fpd-accounts-database.h"

#include "footprintsd/files/fpd-durable-file.h"
#include "libfootprints/core/footprints-private-file-private.h"

#include <glib/gstdio.h>
#include <libfootprints/footprints.h>

/* "FPac" */
#define APPLICATION_ID 0x46506163

static const FootprintsRecordType *const types[] = {
  &fpd_account_type, &fpd_session_type, &fpd_token_type, &fpd_invitation_type, NULL,
};

/* Version 1 lacks the day start and the first weekday of accounts, version 2 their recovery codes.
 */
static const FootprintsRecordFileType file_type = {
  .what = "accounts",
  .application_id = APPLICATION_ID,
  .version = 3,
  .types = types,
};

FootprintsRecordFile *
fpd_accounts_database_open (const char *path, gboolean create, GError **error)
{
  if (!create && !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  return _footprints_record_file_open (&file_type, path, error);
}

typedef struct
{
  FpdRecordCopyFunc copy;
  GPtrArray *rows;
} Loading;

static gboolean
add_row (gpointer data, gconstpointer record)
{
  Loading *loading = data;

  g_ptr_array_add (loading->rows, loading->copy (record));
  return TRUE;
}

gboolean
fpd_accounts_database_load (FootprintsRecordFile *self,
                            const FootprintsRecordType *type,
                            FpdRecordCopyFunc copy,
                            GPtrArray *rows,
                            GError **error)
{
  static const FootprintsRecordQuery all;
  Loading loading = { copy, rows };

  if (_footprints_records_list (_footprints_record_file_get_records (self), type, &all, add_row,
                                &loading, error))
    return TRUE;
  g_prefix_error (error, "Cannot read the accounts: ");
  return FALSE;
}

static gboolean
check_exists (FootprintsRecords *records,
              const FootprintsRecordType *type,
              gint64 id,
              GError **error)
{
  const FootprintsRecordQuery query = { .after_id = id - 1, .before_id = id + 1 };
  gint64 n_records;

  if (id == 0)
    return TRUE;
  if (!_footprints_records_count (records, type, &query, &n_records, error))
    return FALSE;
  if (n_records == 0)
    g_set_error (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_NOT_FOUND,
                 "%s %" G_GINT64_FORMAT " no longer exists", type->what, id);
  return n_records == 1;
}

static gboolean
save (FootprintsRecordFile *self,
      const FootprintsRecordType *type,
      gpointer record,
      gboolean may_be_lost,
      GError **error)
{
  FootprintsRecords *records = _footprints_record_file_get_records (self);
  gint64 id = _footprints_record_get_id (record);
  gboolean done;

  if (!_footprints_record_file_begin (self, may_be_lost, error))
    return FALSE;
  done = check_exists (records, type, id, error) &&
         _footprints_records_put (records, type, record, error);
  if (_footprints_record_file_end (self, done, error))
    return TRUE;
  _footprints_record_set_id (record, id);
  return FALSE;
}

gboolean
fpd_accounts_database_save (FootprintsRecordFile *self,
                            const FootprintsRecordType *type,
                            gpointer record,
                            GError **error)
{
  return save (self, type, record, FALSE, error);
}

gboolean
fpd_accounts_database_save_soon (FootprintsRecordFile *self,
                                 const FootprintsRecordType *type,
                                 gpointer record,
                                 GError **error)
{
  return save (self, type, record, TRUE, error);
}

gboolean
fpd_accounts_database_let_in (FootprintsRecordFile *self,
                              FpdAccount *account,
                              gint64 invitation_id,
                              GError **error)
{
  FootprintsRecords *records = _footprints_record_file_get_records (self);
  gboolean done;

  if (!_footprints_record_file_begin (self, FALSE, error))
    return FALSE;
  done = check_exists (records, &fpd_invitation_type, invitation_id, error) &&
         _footprints_records_put (records, &fpd_account_type, account, error) &&
         _footprints_records_remove (records, &fpd_invitation_type, invitation_id, error);
  return _footprints_record_file_end (self, done, error);
}

gboolean
fpd_accounts_database_remove (FootprintsRecordFile *self,
                              const FootprintsRecordType *type,
                              gint64 id,
                              GError **error)
{
  FootprintsRecords *records = _footprints_record_file_get_records (self);
  const FootprintsRecordQuery belongings = {
    .matches = { { .column = "account_id", .number = id } },
  };
  gboolean done;

  if (!_footprints_record_file_begin (self, FALSE, error))
    return FALSE;
  done = (type != &fpd_account_type ||
          (_footprints_records_remove_all (records, &fpd_session_type, &belongings, error) &&
           _footprints_records_remove_all (records, &fpd_token_type, &belongings, error))) &&
         _footprints_records_remove (records, type, id, error);
  return _footprints_record_file_end (self, done, error);
}

typedef struct
{
  gint64 seen_before;
  gint64 now;
  GArray *sessions; /* of gint64, like the invitations */
  GArray *invitations;
} Expiry;

static gboolean
add_old_session (gpointer data, gconstpointer record)
{
  const FpdSession *session = record;
  Expiry *expiry = data;

  if (session->seen_at < expiry->seen_before)
    g_array_append_val (expiry->sessions, session->id);
  return TRUE;
}

static gboolean
add_old_invitation (gpointer data, gconstpointer record)
{
  const FpdInvitation *invitation = record;
  Expiry *expiry = data;

  if (invitation->expires_at < expiry->now)
    g_array_append_val (expiry->invitations, invitation->id);
  return TRUE;
}

static gboolean
remove_all (FootprintsRecords *records,
            const FootprintsRecordType *type,
            const GArray *ids,
            GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!_footprints_records_remove (records, type, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
fpd_accounts_database_remove_expired (FootprintsRecordFile *self,
                                      gint64 seen_before,
                                      gint64 now,
                                      GError **error)
{
  static const FootprintsRecordQuery all;
  FootprintsRecords *records = _footprints_record_file_get_records (self);
  g_autoptr (GArray) sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) invitations = g_array_new (FALSE, FALSE, sizeof (gint64));
  Expiry expiry = { seen_before, now, sessions, invitations };
  gboolean done;

  if (!_footprints_record_file_begin (self, FALSE, error))
    return FALSE;
  done = _footprints_records_list (records, &fpd_session_type, &all, add_old_session, &expiry,
                                   error) &&
         _footprints_records_list (records, &fpd_invitation_type, &all, add_old_invitation, &expiry,
                                   error) &&
         remove_all (records, &fpd_session_type, sessions, error) &&
         remove_all (records, &fpd_invitation_type, invitations, error);
  return _footprints_record_file_end (self, done, error);
}

gboolean
fpd_accounts_database_back_up (FootprintsRecordFile *self, const char *path, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".partial", NULL);
  gboolean done;

  /* SQLite fills an existing empty file and keeps its permissions. */
  g_unlink (temporary);
  done = _footprints_private_file_make (temporary) || fpd_durable_file_fail (temporary, error);
  done = done && _footprints_record_file_back_up (self, temporary, error) &&
         fpd_durable_file_place (temporary, path, error);
  g_unlink (temporary);
  return done;
}
