/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <gio/gio.h>
#include <libfootprints/core/footprints-version-macros.h>

G_BEGIN_DECLS

/* Like G_DECLARE_FINAL_TYPE, for classes whose parent is one of ours: their structs stay opaque, so
 * that they can change. */
#define _FOOTPRINTS_DECLARE_OPAQUE_TYPE(TypeName, type_name, TYPE_NAME)                            \
  FOOTPRINTS_AVAILABLE_IN_0_1                                                                      \
  GType footprints_##type_name##_get_type (void);                                                  \
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS                                                                 \
  typedef struct _Footprints##TypeName Footprints##TypeName;                                       \
  typedef struct _Footprints##TypeName##Class Footprints##TypeName##Class;                         \
  _GLIB_DEFINE_AUTOPTR_CHAINUP (Footprints##TypeName, GObject)                                     \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Footprints##TypeName##Class, g_type_class_unref)                  \
  G_GNUC_UNUSED static inline Footprints##TypeName *FOOTPRINTS_##TYPE_NAME (gpointer object)       \
  {                                                                                                \
    return G_TYPE_CHECK_INSTANCE_CAST (object, footprints_##type_name##_get_type (),               \
                                       Footprints##TypeName);                                      \
  }                                                                                                \
  G_GNUC_UNUSED static inline gboolean FOOTPRINTS_IS_##TYPE_NAME (gpointer object)                 \
  {                                                                                                \
    return G_TYPE_CHECK_INSTANCE_TYPE (object, footprints_##type_name##_get_type ());              \
  }                                                                                                \
  G_GNUC_END_IGNORE_DEPRECATIONS

typedef struct _FootprintsCalendar FootprintsCalendar;
typedef struct _FootprintsCursor FootprintsCursor;
typedef struct _FootprintsFileImporter FootprintsFileImporter;
typedef struct _FootprintsHistory FootprintsHistory;
typedef struct _FootprintsImportPage FootprintsImportPage;
typedef struct _FootprintsImportSummary FootprintsImportSummary;
typedef struct _FootprintsPeriod FootprintsPeriod;
typedef struct _FootprintsReach FootprintsReach;
typedef struct _FootprintsScrobble FootprintsScrobble;
typedef struct _FootprintsScrobblePage FootprintsScrobblePage;
typedef struct _FootprintsStore FootprintsStore;

G_END_DECLS
