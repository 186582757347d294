/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/http/footprints-reach.h>
#include <libfootprints/import/footprints-import-source.h>
#include <libfootprints/import/services/footprints-import-page.h>

G_BEGIN_DECLS

#define FOOTPRINTS_TYPE_IMPORTER (footprints_importer_get_type ())

FOOTPRINTS_AVAILABLE_IN_0_1
G_DECLARE_DERIVABLE_TYPE (FootprintsImporter, footprints_importer, FOOTPRINTS, IMPORTER, GObject)

/**
 * FootprintsImporterClass:
 * @fetch_page: fetches one page: adds plays to it, names the next, and ends it
 * @count_plays: optional: sets the page's expected total to how many plays the service has in the
 *   page's range, without adding any, and ends the page
 *
 * The methods that an importer implements.
 *
 * Since: 0.1
 */
struct _FootprintsImporterClass
{
  /*< private >*/
  GObjectClass parent_class;

  /*< public >*/
  void (*fetch_page) (FootprintsImporter *self, FootprintsImportPage *page);
  void (*count_plays) (FootprintsImporter *self, FootprintsImportPage *page);

  /*< private >*/
  gpointer padding[8];
};

FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_importer_get_source (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_set_source (FootprintsImporter *self, const char *source);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_importer_get_account (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_importer_get_base_url (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_set_base_url (FootprintsImporter *self, const char *base_url);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_importer_get_contact (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_set_contact (FootprintsImporter *self, const char *contact);
FOOTPRINTS_AVAILABLE_IN_0_1
const char *footprints_importer_get_secret (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsReach *footprints_importer_get_reach (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_set_reach (FootprintsImporter *self, FootprintsReach *reach);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_importer_register (const char *source, GType type, GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImporter *footprints_importer_create (const char *source,
                                                const char *account,
                                                const char *secret,
                                                const char *base_url,
                                                GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_fetch_page_async (FootprintsImporter *self,
                                           const char *cursor,
                                           gint64 since,
                                           gint64 until,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
FootprintsImportPage *footprints_importer_fetch_page_finish (FootprintsImporter *self,
                                                             GAsyncResult *result,
                                                             GError **error);
FOOTPRINTS_AVAILABLE_IN_0_1
gboolean footprints_importer_can_count_plays (FootprintsImporter *self);
FOOTPRINTS_AVAILABLE_IN_0_1
void footprints_importer_count_plays_async (FootprintsImporter *self,
                                            gint64 since,
                                            gint64 until,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
FOOTPRINTS_AVAILABLE_IN_0_1
gint64 footprints_importer_count_plays_finish (FootprintsImporter *self,
                                               GAsyncResult *result,
                                               GError **error);

G_END_DECLS
