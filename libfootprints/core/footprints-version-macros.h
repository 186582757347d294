/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#if !defined(FOOTPRINTS_INSIDE) && !defined(FOOTPRINTS_COMPILATION)
#error "Only <libfootprints/footprints.h> can be included directly."
#endif

#include <glib.h>
#include <libfootprints/core/footprints-version.h>

#ifndef _FOOTPRINTS_EXTERN
#define _FOOTPRINTS_EXTERN __attribute__ ((visibility ("default"))) extern
#endif

#define FOOTPRINTS_AVAILABLE_IN_0_1 _FOOTPRINTS_EXTERN
