/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

#pragma once

#include <libfootprints/core/footprints-types.h>

G_BEGIN_DECLS

/**
 * FOOTPRINTS_ERROR:
 *
 * The error domain of the library. Its codes are [error@Error].
 *
 * Since: 0.1
 */
#define FOOTPRINTS_ERROR (footprints_error_quark ())

/**
 * FootprintsError:
 * @FOOTPRINTS_ERROR_FAILED: a failure that no other code covers; the message says what failed
 * @FOOTPRINTS_ERROR_INVALID_ARGUMENT: a value from outside is not acceptable (a period that cannot
 *   be parsed, a limit out of range): correct the value
 * @FOOTPRINTS_ERROR_INVALID_SCROBBLE: a play breaks a rule (empty artist, time out of range): it
 *   was not stored
 * @FOOTPRINTS_ERROR_NOT_FOUND: the file, play, sync or user does not exist
 * @FOOTPRINTS_ERROR_UNKNOWN_FORMAT: the format of a file is not recognized
 * @FOOTPRINTS_ERROR_CORRUPT: a database or file is damaged: restore a backup
 * @FOOTPRINTS_ERROR_FOREIGN_DATABASE: the file is not a Footprints ledger
 * @FOOTPRINTS_ERROR_NEWER_DATABASE: the ledger was written by a newer version: update
 * @FOOTPRINTS_ERROR_READ_ONLY: the file or folder cannot be written
 * @FOOTPRINTS_ERROR_DISK_FULL: no space is left: nothing was stored; free some space and try again
 * @FOOTPRINTS_ERROR_BUSY: another process held the ledger for too long: try again
 * @FOOTPRINTS_ERROR_CLOSED: the store was closed
 * @FOOTPRINTS_ERROR_TOO_LARGE: the input is over a limit
 * @FOOTPRINTS_ERROR_NETWORK: a service cannot be reached: try again
 * @FOOTPRINTS_ERROR_UNAVAILABLE: a service reports that it cannot answer now: try again
 * @FOOTPRINTS_ERROR_RATE_LIMITED: a service limits the rate of requests: try again later
 * @FOOTPRINTS_ERROR_UNAUTHORIZED: a service does not accept the key or token, or the account is
 *   private: correct what the message names
 * @FOOTPRINTS_ERROR_BAD_REPLY: a service sent a reply that does not follow its protocol
 * @FOOTPRINTS_ERROR_LOCKED: stored credentials cannot be read: restore the key file, or enter them
 *   again
 * @FOOTPRINTS_ERROR_EXISTS: it already exists
 * @FOOTPRINTS_ERROR_FORBIDDEN: a [class@Reach] does not allow a connection: choose another address,
 *   or widen the rule
 * @FOOTPRINTS_ERROR_REPLACED: the file of an open ledger was deleted, moved or replaced: put it
 *   back, or open the ledger again
 * @FOOTPRINTS_ERROR_AMBIGUOUS: a file can be read in several ways: say which, see
 *   [class@ImportPlan]
 * @FOOTPRINTS_ERROR_NO_PLAYS: a file was read, but none of its rows is a play
 *
 * What can go wrong, grouped by what a caller can do about it.
 *
 * New codes may be added: treat an unknown one like %FOOTPRINTS_ERROR_FAILED. Cancellation is
 * reported as %G_IO_ERROR_CANCELLED, and failures of streams keep their own domain.
 *
 * Source: doc/errors.md.
 *
 * Since: 0.1
 */
typedef enum
{
  FOOTPRINTS_ERROR_FAILED,
  FOOTPRINTS_ERROR_INVALID_ARGUMENT,
  FOOTPRINTS_ERROR_INVALID_SCROBBLE,
  FOOTPRINTS_ERROR_NOT_FOUND,
  FOOTPRINTS_ERROR_UNKNOWN_FORMAT,
  FOOTPRINTS_ERROR_CORRUPT,
  FOOTPRINTS_ERROR_FOREIGN_DATABASE,
  FOOTPRINTS_ERROR_NEWER_DATABASE,
  FOOTPRINTS_ERROR_READ_ONLY,
  FOOTPRINTS_ERROR_DISK_FULL,
  FOOTPRINTS_ERROR_BUSY,
  FOOTPRINTS_ERROR_CLOSED,
  FOOTPRINTS_ERROR_TOO_LARGE,
  FOOTPRINTS_ERROR_NETWORK,
  FOOTPRINTS_ERROR_UNAVAILABLE,
  FOOTPRINTS_ERROR_RATE_LIMITED,
  FOOTPRINTS_ERROR_UNAUTHORIZED,
  FOOTPRINTS_ERROR_BAD_REPLY,
  FOOTPRINTS_ERROR_LOCKED,
  FOOTPRINTS_ERROR_EXISTS,
  FOOTPRINTS_ERROR_FORBIDDEN,
  FOOTPRINTS_ERROR_REPLACED,
  FOOTPRINTS_ERROR_AMBIGUOUS,
  FOOTPRINTS_ERROR_NO_PLAYS,
} FootprintsError;

FOOTPRINTS_AVAILABLE_IN_0_1
GQuark footprints_error_quark (void);

G_END_DECLS
