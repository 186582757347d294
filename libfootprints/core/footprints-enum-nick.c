/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Values of enumerations as words. */

#include "libfootprints/core/footprints-enum-nick-private.h"

const char *
_footprints_enum_get_nick (GType type, int value)
{
  GEnumClass *klass = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value (klass, value);

  /* The word is static. */
  g_type_class_unref (klass);
  return found != NULL ? found->value_nick : NULL;
}

gboolean
_footprints_enum_find_nick (GType type, const char *nick, int *value)
{
  GEnumClass *klass = g_type_class_ref (type);
  const GEnumValue *found = g_enum_get_value_by_nick (klass, nick);

  if (found != NULL)
    *value = found->value;
  g_type_class_unref (klass);
  return found != NULL;
}
