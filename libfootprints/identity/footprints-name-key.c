/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Names as keys: the normal form, and what two sources would call the same track.
 *
 * The second works on names as folded for searches, in which case, accents, width and the kinds of
 * quotes and dashes are gone already, and leaves out more from both ends: guests, notes about the
 * edition, and at last everything that is neither letter nor digit. Sources disagree about all of
 * these. */

#include "libfootprints/identity/footprints-name-key-private.h"

#include "libfootprints/identity/footprints-fold-private.h"

#include <string.h>

#define ELLIPSIS 0x2026

/* ---- Normal form ---- */

static gboolean
is_invisible (gunichar character)
{
  return character == 0x00ad || (character >= 0x200b && character <= 0x200f) ||
         (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2060 && character <= 0x2069) || character == 0xfeff;
}

/* Whether @form ends with a word of one letter and a dot, as in "A. R.": a space after it does not
 * count. */
static gboolean
ends_with_initial (const GString *form)
{
  const char *letter;
  const char *before;

  if (form->len < 2 || form->str[form->len - 1] != '.')
    return FALSE;
  letter = g_utf8_find_prev_char (form->str, form->str + form->len - 1);
  if (letter == NULL || !g_unichar_isalpha (g_utf8_get_char (letter)))
    return FALSE;
  before = g_utf8_find_prev_char (form->str, letter);
  return before == NULL || *before == ' ' || *before == '.';
}

/* Half and full width only: other compatibility characters, such as Ⓐ and ², are names. */
static void
append_character (GString *form, gunichar character)
{
  if (character >= 0xff00 && character <= 0xffef)
    {
      char text[7] = { 0 };
      g_autofree char *folded = NULL;

      g_unichar_to_utf8 (character, text);
      folded = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
      g_string_append (form, folded);
    }
  else
    g_string_append_unichar (form, character);
}

/* One kind of quotes, dashes, width and white space. */
static void
append_plain_signs (GString *form, const char *name)
{
  gboolean is_space_due = FALSE;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      const char *plain = character == ELLIPSIS ? "..." : _footprints_fold_sign (character);

      if (is_invisible (character))
        continue;
      if (g_unichar_isspace (character))
        {
          is_space_due = form->len > 0;
          continue;
        }
      if (is_space_due && !ends_with_initial (form))
        g_string_append_c (form, ' ');
      is_space_due = FALSE;
      if (plain != NULL)
        g_string_append (form, plain);
      else
        append_character (form, character);
    }
}

/* FALSE: @name is not plain ASCII, and nothing is appended. */
static gboolean
append_ascii_form (GString *form, const char *name)
{
  gsize start = form->len;
  gboolean is_space_due = FALSE;

  for (const char *p = name; *p != '\0'; p++)
    {
      if ((guchar) *p >= 0x80 || *p == '`' || *p == '.')
        {
          g_string_truncate (form, start);
          return FALSE;
        }
      if (g_ascii_isspace (*p))
        {
          is_space_due = form->len > start;
          continue;
        }
      if (is_space_due)
        g_string_append_c (form, ' ');
      is_space_due = FALSE;
      g_string_append_c (form, g_ascii_tolower (*p));
    }
  return form->len > start;
}

void
_footprints_normal_form_append (GString *form, const char *name)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *together = NULL;

  if (append_ascii_form (form, name))
    return;
  plain = g_string_new (NULL);
  append_plain_signs (plain, name);
  lower = g_utf8_casefold (plain->len > 0 ? plain->str : name, -1);
  together = g_utf8_normalize (lower, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_append (form, together != NULL ? together : lower);
}

/* ---- Guests and notes ---- */

/* What introduces guests. Those without a sign at the end need a space there. */
static const char *const guest_words[] = { "feat.", "feat:", "ft.", "featuring ", "feat ", "ft " };

static gsize
get_guest_word_length (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (guest_words); i++)
    if (g_str_has_prefix (text, guest_words[i]))
      return strlen (guest_words[i]);
  return 0;
}

/* "MC 900 Ft. Jesus" has no guest. */
static gboolean
is_number_before (const char *text, const char *end)
{
  const char *start;

  while (end > text && end[-1] == ' ')
    end--;
  start = end;
  while (start > text && start[-1] != ' ')
    {
      if (!g_ascii_isdigit (start[-1]))
        return FALSE;
      start--;
    }
  return start < end;
}

/* Where the guests begin, at the bracket or the space before them; NULL: it names none. */
static const char *
find_guests (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = p;
      const char *after;
      gsize length;

      if (*p != ' ' && *p != '(' && *p != '[')
        continue;
      length = get_guest_word_length (p + 1);
      if (length == 0)
        continue;
      after = p + 1 + length;
      while (*after == ' ')
        after++;
      if (*after == '\0' || strchr ("&+,;|/)]", *after) != NULL)
        continue;
      while (end > text && end[-1] == ' ')
        end--;
      if (end > text && !is_number_before (text, end))
        return p;
    }
  return NULL;
}

/* Notes about the edition of the same recording, without a year before or after them. */
static const char *const notes[] = {
  "album mix",
  "album version",
  "audio",
  "bonus",
  "bonus track",
  "deluxe",
  "deluxe version",
  "explicit",
  "explicit version",
  "lp version",
  "lyric video",
  "mono",
  "mono version",
  "official audio",
  "official lyric video",
  "official music video",
  "official video",
  "original mix",
  "original version",
  "stereo",
  "stereo version",
};

static gboolean
is_note (const char *text, gsize length)
{
  g_autofree char *note = g_strstrip (g_strndup (text, length));

  if (strstr (note, "remaster") != NULL || g_str_has_suffix (note, " edition") ||
      g_str_has_prefix (note, "from \"") || get_guest_word_length (note) > 0 ||
      g_str_has_prefix (note, "with "))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (g_str_equal (note, notes[i]))
      return TRUE;
  return FALSE;
}

static char
get_closing_bracket (char bracket)
{
  switch (bracket)
    {
    case '(':
      return ')';
    case '[':
      return ']';
    case '{':
      return '}';
    default:
      return '\0';
    }
}

/* Takes notes in brackets out of @title; a bracket that is never closed ends with the title. */
static void
remove_bracketed_notes (GString *title)
{
  gsize at = 0;

  while (at < title->len)
    {
      char closing = get_closing_bracket (title->str[at]);
      const char *start = title->str + at + 1;
      const char *end = closing != '\0' ? strchr (start, closing) : NULL;
      gsize length = end != NULL ? (gsize) (end - start) : strlen (start);

      if (closing != '\0' && at > 0 && is_note (start, length))
        g_string_erase (title, (gssize) at, (gssize) (length + (end != NULL ? 2 : 1)));
      else
        at++;
    }
}

/* Takes notes after a dash off the end of @title. */
static void
remove_trailing_notes (GString *title)
{
  const char *dash;

  while ((dash = g_strrstr (title->str, " - ")) != NULL && dash > title->str &&
         is_note (dash + 3, strlen (dash + 3)))
    g_string_truncate (title, (gsize) (dash - title->str));
}

/* What comes after the guests and another dash, such as "Live", stays. */
static void
remove_guests (GString *title)
{
  const char *guests = find_guests (title->str);
  const char *rest;

  if (guests == NULL)
    return;
  rest = strstr (guests, " - ");
  g_string_erase (title, guests - title->str,
                  rest != NULL ? rest - guests : (gssize) strlen (guests));
}

/* Whether a title may have guests or notes, which most have not. */
static gboolean
may_have_notes (const char *title)
{
  return strpbrk (title, "([{") != NULL || strstr (title, " - ") != NULL ||
         strstr (title, " f") != NULL;
}

static void
reduce_title (GString *title)
{
  remove_bracketed_notes (title);
  remove_trailing_notes (title);
  remove_guests (title);
}

/* ---- First artists ---- */

static const char *const separators[] = {
  ", ",    "; ",   "、",  " & ", " + ", " x ", " × ",
  " vs. ", " vs ", " · ", " • ", " | ", " / ", " and ",
};

/* Whether something separates two artists here. */
static gboolean
is_separator (const char *text)
{
  if (*text != ' ' && *text != ',' && *text != ';' && (guchar) *text < 0x80)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (*text == separators[i][0] && g_str_has_prefix (text, separators[i]))
      return TRUE;
  return FALSE;
}

static void
keep_first_artist (GString *artist)
{
  const char *guests = find_guests (artist->str);

  if (guests != NULL)
    g_string_truncate (artist, (gsize) (guests - artist->str));
  for (gsize i = 1; i < artist->len; i++)
    if (is_separator (artist->str + i))
      g_string_truncate (artist, i);
}

/* ---- Keys ---- */

#define FNV_BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

/* FNV-1a; the end of each text counts, too. */
static guint64
add_to_hash (guint64 hash, const char *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    hash = (hash ^ (guchar) bytes[i]) * FNV_PRIME;
  return (hash ^ 0xff) * FNV_PRIME;
}

static gboolean
is_letter (const char *text)
{
  gunichar character;

  if ((guchar) *text < 0x80)
    return g_ascii_isalnum (*text);
  character = g_utf8_get_char (text);
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

/* Adds the letters and digits of @text, a name that was reduced, or the normal form of @name if
 * there are none. */
static guint64
add_letters (guint64 hash, const char *text, const char *name, GString *scratch)
{
  guint64 before = hash;

  if (g_str_has_prefix (text, "the ") && text[4] != '\0')
    text += 4;
  while (*text != '\0')
    {
      const char *next = g_utf8_next_char (text);
      gboolean counts = is_letter (text);

      for (; text < next; text++)
        if (counts)
          hash = (hash ^ (guchar) *text) * FNV_PRIME;
    }
  if (hash != before)
    return (hash ^ 0xff) * FNV_PRIME;
  g_string_truncate (scratch, 0);
  _footprints_normal_form_append (scratch, name);
  return add_to_hash (hash, scratch->str, scratch->len);
}

guint64
_footprints_artist_key (const char *artist, const char *folded_artist, GString *scratch)
{
  g_autofree char *first = NULL;

  g_string_assign (scratch, folded_artist);
  keep_first_artist (scratch);
  first = g_strdup (scratch->str);
  return MAX (add_letters (FNV_BASIS, first, artist, scratch), 1);
}

guint64
_footprints_listen_key (guint64 artist_key,
                        const char *title,
                        const char *folded_title,
                        GString *scratch)
{
  g_autofree char *reduced = NULL;

  if (may_have_notes (folded_title))
    {
      g_string_assign (scratch, folded_title);
      reduce_title (scratch);
      reduced = g_strdup (scratch->str);
    }
  return MAX (add_letters (artist_key, reduced != NULL ? reduced : folded_title, title, scratch),
              1);
}

guint64
_footprints_spelling_key (const char *artist, const char *title, GString *scratch)
{
  guint64 hash = FNV_BASIS;

  g_string_truncate (scratch, 0);
  _footprints_normal_form_append (scratch, artist);
  hash = add_to_hash (hash, scratch->str, scratch->len);
  g_string_truncate (scratch, 0);
  _footprints_normal_form_append (scratch, title);
  hash = add_to_hash (hash, scratch->str, scratch->len);
  return MAX (hash, 1);
}
