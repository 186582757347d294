/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* The key file, and the sealing and opening of texts with it. */

#include "libfootprints/secret/footprints-seal-private.h"

#include "libfootprints/core/footprints-error-private.h"
#include "libfootprints/core/footprints-private-file-private.h"
#include "libfootprints/store/footprints-new-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define PREFIX "sealed1:"

struct _FootprintsSeal
{
  guchar key[KEY_BYTES];
};

static FootprintsSeal *
allocate (GError **error)
{
  FootprintsSeal *self = sodium_init () < 0 ? NULL : sodium_malloc (sizeof *self);

  if (self == NULL)
    g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_FAILED,
                         "cannot allocate protected memory for the key of stored credentials");
  return self;
}

FootprintsSeal *
_footprints_seal_new (GError **error)
{
  FootprintsSeal *self = allocate (error);

  if (self != NULL)
    crypto_aead_xchacha20poly1305_ietf_keygen (self->key);
  return self;
}

void
_footprints_seal_free (FootprintsSeal *self)
{
  sodium_free (self);
}

static gboolean
write_whole (const char *path, const char *text, gsize length)
{
  int descriptor = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  gssize n_written = 0;

  while (descriptor >= 0 && length > 0 && n_written >= 0)
    {
      n_written = write (descriptor, text, length);
      if (n_written < 0 && errno == EINTR)
        n_written = 0;
      text += MAX (n_written, 0);
      length -= (gsize) MAX (n_written, 0);
    }
  if (descriptor >= 0)
    {
      int code = errno;

      close (descriptor);
      errno = code;
    }
  return length == 0;
}

static gboolean
write_key (FootprintsSeal *self, const char *path, GError **error)
{
  char text[KEY_BYTES * 2 + 2];
  gboolean done;

  sodium_bin2hex (text, KEY_BYTES * 2 + 1, self->key, KEY_BYTES);
  text[KEY_BYTES * 2] = '\n';
  done = write_whole (path, text, KEY_BYTES * 2 + 1);
  if (!done)
    _footprints_set_error (error, FOOTPRINTS_ERROR_LOCKED, "cannot write %s: %s", path,
                           g_strerror (errno));
  sodium_memzero (text, sizeof text);
  return done;
}

/* Half a key would block all later attempts, so it is first written under another name. */
gboolean
_footprints_seal_save (FootprintsSeal *self, const char *key_path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *temporary = _footprints_new_file_begin (key_path, &problem);
  gboolean done = temporary != NULL && write_key (self, temporary, &problem);

  if (temporary != NULL)
    done &= _footprints_new_file_end (temporary, done ? key_path : NULL, FALSE,
                                      problem == NULL ? &problem : NULL);
  if (!done)
    _footprints_set_error (error, FOOTPRINTS_ERROR_LOCKED, "cannot create the key file: %s",
                           problem->message);
  return done;
}

static FootprintsSeal *
read_key (const char *key_path, GError **error)
{
  g_autoptr (FootprintsSeal) self = allocate (error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  gsize key_length = 0;

  if (self == NULL)
    return NULL;
  if (!g_file_get_contents (key_path, &text, &length, &local_error))
    {
      _footprints_set_error (
          error, FOOTPRINTS_ERROR_LOCKED,
          "cannot read the key file of stored credentials: %s; restore it, or enter keys and "
          "tokens again",
          local_error->message);
      return NULL;
    }
  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (sodium_hex2bin (self->key, KEY_BYTES, text, length, NULL, &key_length, NULL) != 0 ||
      key_length != KEY_BYTES || length != KEY_BYTES * 2)
    {
      sodium_memzero (text, length);
      _footprints_set_error (error, FOOTPRINTS_ERROR_LOCKED,
                             "%s is not a key file: restore the right one", key_path);
      return NULL;
    }
  sodium_memzero (text, length);
  return g_steal_pointer (&self);
}

FootprintsSeal *
_footprints_seal_open (const char *key_path, gboolean create, GError **error)
{
  g_autoptr (FootprintsSeal) self = NULL;

  _footprints_private_file_narrow (key_path);
  if (!create || g_access (key_path, F_OK) == 0)
    return read_key (key_path, error);
  self = _footprints_seal_new (error);
  if (self == NULL)
    return NULL;
  if (_footprints_seal_save (self, key_path, error))
    return g_steal_pointer (&self);
  /* Another process may have been faster. */
  if (g_access (key_path, F_OK) == 0)
    {
      g_clear_error (error);
      return read_key (key_path, error);
    }
  return NULL;
}

char *
_footprints_seal_close_text (FootprintsSeal *self, const char *context, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree guchar *sealed = NULL;
  g_autofree char *encoded = NULL;
  unsigned long long sealed_length = 0;

  if (text == NULL)
    return NULL;
  sealed = g_malloc (NONCE_BYTES + length + TAG_BYTES);
  randombytes_buf (sealed, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      sealed + NONCE_BYTES, &sealed_length, (const guchar *) text, length, (const guchar *) context,
      strlen (context), NULL, sealed, self->key);
  encoded = g_base64_encode (sealed, NONCE_BYTES + (gsize) sealed_length);
  return g_strconcat (PREFIX, encoded, NULL);
}

char *
_footprints_seal_open_text (FootprintsSeal *self,
                            const char *context,
                            const char *sealed,
                            GError **error)
{
  g_autofree guchar *bytes = NULL;
  g_autofree char *text = NULL;
  unsigned long long text_length = 0;
  gsize length = 0;

  if (sealed == NULL)
    return NULL;
  if (g_str_has_prefix (sealed, PREFIX))
    bytes = g_base64_decode (sealed + strlen (PREFIX), &length);
  if (length >= NONCE_BYTES + TAG_BYTES)
    {
      text = g_malloc0 (length - NONCE_BYTES - TAG_BYTES + 1);
      if (crypto_aead_xchacha20poly1305_ietf_decrypt (
              (guchar *) text, &text_length, NULL, bytes + NONCE_BYTES, length - NONCE_BYTES,
              (const guchar *) context, strlen (context), bytes, self->key) == 0)
        return g_steal_pointer (&text);
    }
  g_set_error_literal (error, FOOTPRINTS_ERROR, FOOTPRINTS_ERROR_LOCKED,
                       "this key file does not open the stored credentials: restore the right one, "
                       "or enter keys and tokens again");
  return NULL;
}
