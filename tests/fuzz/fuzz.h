/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <glib.h>

/* Called by libFuzzer, and by the driver for each file of a corpus. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
