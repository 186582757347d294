/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* How names are folded for searching: ASCII and common letters by table, everything else by Unicode
 * normalisation. */

#include "libfootprints/identity/footprints-fold-private.h"

#include <string.h>

const char *
_footprints_fold_sign (gunichar character)
{
  switch (character)
    {
    case 0x0060: /* ` */
    case 0x00b4: /* ´ */
    case 0x02bc: /* ʼ */
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
      return "'";
    case 0x201c: /* “ */
    case 0x201d: /* ” */
    case 0x201e: /* „ */
      return "\"";
    case 0x2010: /* ‐ */
    case 0x2011: /* non-breaking hyphen */
    case 0x2012: /* figure dash */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2212: /* − */
      return "-";
    default:
      return NULL;
    }
}

/* Letters that Unicode does not decompose into a base and a mark, and signs that people type in a
 * plainer form. */
static const char *
plain_letter (gunichar character)
{
  switch (character)
    {
    case 0x00e6: /* æ */
      return "ae";
    case 0x00f0: /* ð */
    case 0x0111: /* đ */
      return "d";
    case 0x00f8: /* ø */
      return "o";
    case 0x00fe: /* þ */
      return "th";
    case 0x0127: /* ħ */
      return "h";
    case 0x0131: /* ı */
      return "i";
    case 0x0142: /* ł */
      return "l";
    case 0x0153: /* œ */
      return "oe";
    case 0x03c2: /* ς */
      return "σ";
    case 0x00ab: /* « */
    case 0x00bb: /* » */
      return "\"";
    default:
      return _footprints_fold_sign (character);
    }
}

/* Marks that people leave out when they type. Not those of Japanese voicing, which make a different
 * syllable, nor those of the scripts of India and Thailand, which are vowels. */
static gboolean
is_accent (gunichar character)
{
  GUnicodeScript script;

  if (g_unichar_type (character) != G_UNICODE_NON_SPACING_MARK || character == 0x3099 ||
      character == 0x309a)
    return FALSE;
  script = g_unichar_get_script (character);
  return script == G_UNICODE_SCRIPT_INHERITED || script == G_UNICODE_SCRIPT_ARABIC ||
         script == G_UNICODE_SCRIPT_HEBREW;
}

static gboolean
append_ascii (GString *folded, const char *text)
{
  gsize start = folded->len;

  for (const char *p = text; *p != '\0'; p++)
    {
      if ((guchar) *p >= 0x80 || *p == '`')
        {
          g_string_truncate (folded, start);
          return FALSE;
        }
      g_string_append_c_inline (folded, g_ascii_tolower (*p));
    }
  return TRUE;
}

static void
append_plain (GString *folded, const char *apart)
{
  gunichar before = 0;

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      /* A sign such as ℃ decomposes into capital letters. */
      gunichar character = g_unichar_tolower (g_utf8_get_char (p));
      const char *plain = plain_letter (character);

      if (plain != NULL)
        g_string_append (folded, plain);
      /* A standalone acute accent decomposes into a space and the accent. */
      else if (character == 0x0301 && before == ' ')
        folded->str[folded->len - 1] = '\'';
      else if (!is_accent (character))
        g_string_append_unichar (folded, character);
      before = character;
    }
}

/* The thorough and slow way: decomposes, drops what does not matter, and composes again. */
static void
append_carefully (GString *folded, const char *text)
{
  gsize start = folded->len;
  g_autofree char *lower = g_utf8_casefold (text, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autofree char *together = NULL;

  append_plain (folded, apart != NULL ? apart : lower);
  /* Composed syllables take a third of the memory, and a search for their first part does not match
   * them. */
  together = g_utf8_normalize (folded->str + start, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_truncate (folded, start);
  g_string_append (folded, together);
}

/* What one character folds to, whatever its neighbours are. */
typedef struct
{
  guint8 length; /* NOT_ALONE: depends on its neighbours, or is too long */
  char text[7];
} Folded;

#define NOT_ALONE 0xff
/* Latin, Greek, Cyrillic, Hebrew and Arabic, then punctuation. */
#define N_LETTERS 0x800
#define FIRST_PUNCTUATION 0x2000
#define N_PUNCTUATION 0x70

static Folded folded_letters[N_LETTERS + N_PUNCTUATION];

static void
fold_alone (Folded *entry, gunichar character)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  char text[7] = { 0 };

  g_unichar_to_utf8 (character, text);
  append_carefully (folded, text);
  entry->length = NOT_ALONE;
  /* Marks belong to the letter before them. */
  if (g_unichar_ismark (character) || folded->len > sizeof entry->text)
    return;
  entry->length = (guint8) folded->len;
  memcpy (entry->text, folded->str, folded->len);
}

static const Folded *
get_folded_letters (void)
{
  static gsize is_filled = 0;

  if (g_once_init_enter (&is_filled))
    {
      for (guint i = 1; i < N_LETTERS + N_PUNCTUATION; i++)
        fold_alone (&folded_letters[i], i < N_LETTERS ? i : FIRST_PUNCTUATION + i - N_LETTERS);
      g_once_init_leave (&is_filled, 1);
    }
  return folded_letters;
}

/* Han, kana and Korean syllables, without the marks and parts that could join another character. */
static gboolean
stays_as_it_is (gunichar character)
{
  return (character >= 0x4e00 && character <= 0x9fff) ||
         (character >= 0x3041 && character <= 0x3096) ||
         (character >= 0x30a1 && character <= 0x30fa) ||
         (character >= 0xac00 && character <= 0xd7a3);
}

/* Folds character by character, which is right for nearly all names that are not ASCII. FALSE when
 * it is not. */
static gboolean
append_letters (GString *folded, const char *text)
{
  const Folded *letters = get_folded_letters ();
  gsize start = folded->len;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      const Folded *letter = NULL;

      if (character < N_LETTERS)
        letter = &letters[character];
      else if (character - FIRST_PUNCTUATION < N_PUNCTUATION)
        letter = &letters[N_LETTERS + character - FIRST_PUNCTUATION];
      if (letter != NULL && letter->length != NOT_ALONE)
        g_string_append_len (folded, letter->text, letter->length);
      else if (letter == NULL && stays_as_it_is (character))
        g_string_append_len (folded, p, g_utf8_skip[(guchar) *p]);
      else
        {
          g_string_truncate (folded, start);
          return FALSE;
        }
    }
  return TRUE;
}

void
_footprints_fold_append (GString *folded, const char *text)
{
  /* The first handles seven names out of ten, the second nearly all others. */
  if (!append_ascii (folded, text) && !append_letters (folded, text))
    append_carefully (folded, text);
}
