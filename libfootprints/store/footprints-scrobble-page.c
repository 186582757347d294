/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#include "libfootprints/store/footprints-scrobble-page-private.h"

#include "libfootprints/core/rows/footprints-properties-private.h"

/**
 * FootprintsScrobblePage:
 *
 * One page of a list of plays: a list model of [class@Scrobble], and a cursor for the next page.
 *
 * A page never changes.
 *
 * Threading: any thread.
 *
 * Since: 0.1
 */
struct _FootprintsScrobblePage
{
  GObject parent_instance;

  GPtrArray *scrobbles; /* of FootprintsScrobble */
  char *next_cursor;    /* NULL on the last page */
};

static void list_model_interface_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FootprintsScrobblePage,
                               footprints_scrobble_page,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_interface_init))

static GType
footprints_scrobble_page_get_item_type (GListModel *model)
{
  return FOOTPRINTS_TYPE_SCROBBLE;
}

static guint
footprints_scrobble_page_get_n_items (GListModel *model)
{
  return FOOTPRINTS_SCROBBLE_PAGE (model)->scrobbles->len;
}

static gpointer
footprints_scrobble_page_get_item (GListModel *model, guint position)
{
  FootprintsScrobblePage *self = FOOTPRINTS_SCROBBLE_PAGE (model);

  if (position >= self->scrobbles->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->scrobbles, position));
}

static void
list_model_interface_init (GListModelInterface *interface)
{
  interface->get_item_type = footprints_scrobble_page_get_item_type;
  interface->get_n_items = footprints_scrobble_page_get_n_items;
  interface->get_item = footprints_scrobble_page_get_item;
}

static void
footprints_scrobble_page_finalize (GObject *object)
{
  FootprintsScrobblePage *self = FOOTPRINTS_SCROBBLE_PAGE (object);

  g_ptr_array_unref (self->scrobbles);
  g_free (self->next_cursor);

  G_OBJECT_CLASS (footprints_scrobble_page_parent_class)->finalize (object);
}

static const FootprintsProperty properties[] = {
  /**
   * FootprintsScrobblePage:next-cursor: (getter get_next_cursor)
   *
   * The cursor for the next page; %NULL on the last page.
   *
   * Since: 0.1
   */
  FOOTPRINTS_PROPERTY (TEXT, "next-cursor", footprints_scrobble_page_get_next_cursor),
  { FOOTPRINTS_FIELD_END },
};

static void
footprints_scrobble_page_class_init (FootprintsScrobblePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = footprints_scrobble_page_finalize;
  _footprints_properties_install (object_class, properties);
}

static void
footprints_scrobble_page_init (FootprintsScrobblePage *self)
{
  self->scrobbles = g_ptr_array_new_with_free_func (g_object_unref);
}

FootprintsScrobblePage *
_footprints_scrobble_page_new (void)
{
  return g_object_new (FOOTPRINTS_TYPE_SCROBBLE_PAGE, NULL);
}

void
_footprints_scrobble_page_take (FootprintsScrobblePage *self, FootprintsScrobble *scrobble)
{
  g_ptr_array_add (self->scrobbles, scrobble);
}

void
_footprints_scrobble_page_take_next_cursor (FootprintsScrobblePage *self, char *next_cursor)
{
  g_free (self->next_cursor);
  self->next_cursor = next_cursor;
}

/**
 * footprints_scrobble_page_get_next_cursor: (get-property next-cursor)
 * @self: a page
 *
 * Gets the cursor for the next page, which [method@Store.list_scrobbles_after] takes.
 *
 * Returns: (nullable) (transfer none): a cursor; %NULL on the last page
 *
 * Since: 0.1
 */
FOOTPRINTS_GETTER (const char *, ScrobblePage, scrobble_page, SCROBBLE_PAGE, next_cursor)
