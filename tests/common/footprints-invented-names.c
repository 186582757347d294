/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Copyright the Footprints authors */

/* Invents names from syllables of several scripts. */

#include "footprints-invented-names.h"

static const char *const plain_syllables[] = {
  "ba",  "bel", "bor", "bri", "ca",  "cel", "cho", "cor", "da",  "del", "dor", "dra", "el",
  "en",  "er",  "fa",  "fen", "fi",  "flo", "ga",  "gel", "gri", "ha",  "hol", "in",  "is",
  "ja",  "jun", "ka",  "kel", "kor", "la",  "len", "lo",  "lu",  "ma",  "mel", "mi",  "mor",
  "na",  "nel", "ni",  "no",  "nor", "o",   "ol",  "or",  "pa",  "per", "pi",  "pol", "ra",
  "ren", "ri",  "ro",  "ru",  "sa",  "sel", "si",  "sol", "sta", "ta",  "tel", "ti",  "tor",
  "tri", "u",   "ul",  "va",  "vel", "vi",  "vor", "wa",  "wen", "ya",  "zan", "zel", "zu",
};

static const char *const accented_syllables[] = {
  "bé", "çal", "dö", "ël",  "fjø", "gü", "há",  "ím",  "jó", "kå", "łu", "mä",  "ñe", "ón",
  "pü", "ré",  "sö", "šti", "tê",  "ún", "væ",  "wí",  "ýr", "žo", "ra", "len", "ti", "mor",
  "an", "is",  "ka", "den", "ol",  "sa", "vel", "bri", "ha", "ni", "lo", "ter",
};

static const char *const cyrillic_syllables[] = {
  "ба", "ве", "го", "да", "ел", "жи", "за", "ка", "ли", "мо", "на", "но", "ол", "пе",
  "ра", "ро", "са", "ти", "ту", "фа", "хо", "це", "ча", "шу", "эл", "юн", "яр", "ский",
};

static const char *const greek_syllables[] = {
  "αλ", "βε", "γα", "δη", "ελ", "ζω", "θα", "ιο", "κα", "λυ",
  "μα", "νε", "ξα", "ορ", "πο", "ρί", "σα", "τη", "φω", "χά",
};

static const char *const kana_syllables[] = {
  "ア", "イ", "ガ", "キ", "コ", "サ", "シ", "ズ", "タ", "デ", "ナ", "ノ", "パ", "ミ", "ラ", "ン",
  "あ", "い", "が", "き", "こ", "さ", "し", "ず", "た", "で", "な", "の", "ぱ", "み", "ら", "ん",
  "夜", "花", "月", "海", "風", "星", "雨", "空", "夢", "光", "森", "春", "歌", "青", "白", "町",
};

static const char *const han_syllables[] = {
  "山", "水", "天", "明", "大", "小", "心", "生", "日", "年", "城", "河",
  "南", "北", "金", "玉", "龍", "紅", "樂", "聲", "舞", "影", "雲", "雪",
};

static const char *const hangul_syllables[] = {
  "가", "나", "다", "라", "마", "바", "사", "아", "자", "하", "별", "달",
  "꿈", "봄", "눈", "강", "민", "수", "진", "영", "은", "지", "현", "호",
};

static const char *const arabic_syllables[] = {
  "با", "تو", "جم", "حب", "دا", "رو", "زم", "سا", "شم", "طر",
  "عي", "غا", "في", "قل", "كم", "لي", "مو", "نو", "ها", "يا",
};

static const char *const hebrew_syllables[] = {
  "אל", "בי", "גל", "דו", "הר", "זו", "חן", "טל", "יו", "כא",
  "לי", "מי", "נו", "סו", "עי", "פר", "צו", "קו", "רו", "שי",
};

typedef struct
{
  const char *const *syllables;
  guint n_syllables;
  guint percent;  /* of artists */
  guint min_word; /* syllables */
  guint max_word;
  const char *space;
} Script;

#define SCRIPT(name, percent, min_word, max_word, space)                                           \
  {                                                                                                \
    name##_syllables, G_N_ELEMENTS (name##_syllables), percent, min_word, max_word, space          \
  }

static const Script scripts[] = {
  SCRIPT (plain, 72, 2, 4, " "), SCRIPT (accented, 13, 2, 4, " "), SCRIPT (cyrillic, 4, 2, 4, " "),
  SCRIPT (kana, 4, 2, 4, ""),    SCRIPT (hangul, 2, 2, 3, " "),    SCRIPT (arabic, 2, 2, 3, " "),
  SCRIPT (hebrew, 1, 2, 3, " "), SCRIPT (greek, 1, 2, 4, " "),     SCRIPT (han, 1, 2, 3, ""),
};

static const char *const emoji[] = {
  "🎵", "🔥", "💔", "🌙", "✨", "🦋", "🏴‍☠️", "👩‍🎤"
};

static const Script *
script_of (guint64 artist_key)
{
  guint place = (guint) (footprints_mix (artist_key) % 100);

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      if (place < scripts[i].percent)
        return &scripts[i];
      place -= scripts[i].percent;
    }
  return &scripts[0];
}

static void
append_word (GString *name, const Script *script, guint64 *state)
{
  gsize start = name->len;
  guint n_syllables =
      script->min_word + footprints_random_below (state, script->max_word - script->min_word + 1);

  while (n_syllables-- > 0)
    g_string_append (name, script->syllables[footprints_random_below (state, script->n_syllables)]);
  name->str[start] = g_ascii_toupper (name->str[start]);
}

static void
append_words (GString *name, const Script *script, guint64 *state, guint n_words)
{
  append_word (name, script, state);
  while (--n_words > 0)
    {
      g_string_append (name, script->space);
      append_word (name, script, state);
    }
}

void
footprints_invent_artist (GString *name, guint64 artist_key)
{
  const Script *script = script_of (artist_key);
  guint64 state = artist_key;
  guint pattern = footprints_random_below (&state, 100);

  g_string_truncate (name, 0);
  if (pattern < 12 && script == &scripts[0])
    {
      g_string_append (name, "The ");
      append_words (name, script, &state, 1);
      g_string_append_c (name, 's');
    }
  else if (pattern < 16)
    {
      append_words (name, script, &state, 1);
      g_string_append (name, " & ");
      append_words (name, script, &state, 2);
    }
  else if (pattern < 17)
    {
      append_words (name, script, &state, 1);
      g_string_append (name, "/");
      append_words (name, script, &state, 1);
    }
  else
    append_words (name, script, &state, pattern < 35 ? 1 : 2);
}

void
footprints_invent_album (GString *name, guint64 artist_key, guint64 album_key)
{
  guint64 state = album_key;
  guint pattern = footprints_random_below (&state, 100);

  g_string_truncate (name, 0);
  append_words (name, script_of (artist_key), &state, 1 + footprints_random_below (&state, 3));
  if (pattern < 6)
    g_string_append (name, " (Deluxe Edition)");
  else if (pattern < 9)
    g_string_append (name, " (Original Motion Picture Soundtrack)");
  else if (pattern < 12)
    g_string_append_printf (name, ", Vol. %u", 1 + footprints_random_below (&state, 4));
  else if (pattern < 20)
    g_string_append (name, " EP");
}

void
footprints_invent_track (GString *name, guint64 artist_key, guint64 track_key)
{
  const Script *script = script_of (artist_key);
  guint64 state = track_key;
  guint pattern = footprints_random_below (&state, 200);

  g_string_truncate (name, 0);
  append_words (name, script, &state, 1 + footprints_random_below (&state, 3));
  if (pattern < 8)
    g_string_append (name, " (Live)");
  else if (pattern < 16)
    g_string_append_printf (name, " - Remastered %u", 1995 + footprints_random_below (&state, 30));
  else if (pattern < 26)
    {
      g_string_append (name, " (feat. ");
      append_words (name, script, &state, 2);
      g_string_append_c (name, ')');
    }
  else if (pattern < 28)
    {
      g_string_prepend_c (name, '"');
      g_string_append_c (name, '"');
    }
  else if (pattern < 30)
    {
      g_string_append_c (name, ' ');
      g_string_append (name, emoji[footprints_random_below (&state, G_N_ELEMENTS (emoji))]);
    }
  else if (pattern < 34)
    {
      g_string_append (name, ", ");
      append_words (name, script, &state, 2);
    }
}
