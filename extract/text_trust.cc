#include "text_trust.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// Which letters follow a letter in Russian words (names of the peoples of Russia included): row «а», bit 0 «а» … bit 31
// «я», ё as е. 99.9 % of the pairs of running text are here, half of the table is empty: a text moved by any number of
// letters breaks a third of its pairs or more.
constexpr std::array<std::uint32_t, 32> kRussianPairs = {
    0xC3FFFFFE, 0x4E2B7D33, 0x992F7DB9, 0x00096927, 0xDC0B7DFD, 0xC3FFFEFF, 0x50086571, 0x9C097D3F,
    0xC3F7FFFF, 0x00267448, 0x084F7DAD, 0xD80C7D69, 0x984BFD2B, 0x98DE65BD, 0x83FFFFFE, 0x188BCD21,
    0xD92F7D7D, 0xFCBFFD37, 0xDA8FFD35, 0x43B7FEDF, 0x101D4929, 0x000B7925, 0x08004135, 0x110D6921,
    0x100DFD21, 0x10084121, 0x80000020, 0x81279EBE, 0xC10671BA, 0x00370C10, 0x03852C5A, 0xC2E63EFE};

// The same for English words, row «a», bit 0 «a».
constexpr std::array<std::uint32_t, 26> kEnglishPairs = {
    0x3FFFFFF, 0x11E5B1F, 0x11E4D95, 0x17EFBFF, 0x3FFFFFF, 0x11A4931, 0x15E79DB, 0x15E7933, 0x2BFFFFF,
    0x0104111, 0x15E7DB3, 0x17EFDFF, 0x114F937, 0x37FFFFF, 0x3FFFDFF, 0x11EF9B3, 0x0100000, 0x37FFDFF,
    0x17FFDFF, 0x35EF9F7, 0x2AEFD7F, 0x1104111, 0x106799B, 0x118C195, 0x05EF95F, 0x3104911};

// Shares over which a text is not believed. Honest orders stay under a third of each.
constexpr double kMaxUnknown = 0.08;
constexpr double kSuspectUnknown = 0.02;
constexpr double kMaxOddPairs = 0.18;
constexpr double kMaxShiftedOddPairs = 0.05;
constexpr double kMaxMojibake = 0.5;
constexpr double kMaxForeign = 0.3;
constexpr double kMaxStrangeWords = 0.2;
// Under so many letters, pairs, words nothing is proven.
constexpr std::size_t kMinLetters = 24;
constexpr std::size_t kMinPairs = 30;
constexpr std::size_t kMinWords = 8;

int russian_index(char32_t c) {
  if (c >= U'а' && c <= U'я') return static_cast<int>(c - U'а');
  if (c >= U'А' && c <= U'Я') return static_cast<int>(c - U'А');
  return c == U'ё' || c == U'Ё' ? 5 : -1;
}

int english_index(char32_t c) {
  if (c >= U'a' && c <= U'z') return static_cast<int>(c - U'a');
  return c >= U'A' && c <= U'Z' ? static_cast<int>(c - U'A') : -1;
}

bool has_no_value(char32_t c) {
  return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD) || c < 0x20;
}

// Signs no word has between two letters; apostrophe, hyphen, dot, slash and quotation marks are ordinary there.
bool is_strange_inside(char32_t c) {
  static constexpr std::u32string_view kSigns = U"!#$%&*+;<=>?@[\\]^_`{|}~¤¦¨¬±¶†‡‰";
  return kSigns.find(c) != std::u32string_view::npos;
}

struct Counts {
  std::size_t characters = 0, unknown = 0, letters = 0;
  std::size_t russian = 0, english = 0, high_latin = 0, mojibake_marks = 0, capital_er_es = 0, foreign = 0;
  std::size_t russian_pairs = 0, russian_odd = 0, english_pairs = 0, english_odd = 0;
  std::size_t words = 0, strange_words = 0;
};

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

void count_word(std::string_view word, Counts& counts) {
  bool cyrillic = false, latin = false, strange = false, all_upper = true;
  std::size_t letters = 0;
  char32_t previous = 0, before_previous = 0;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    ++counts.characters;
    if (has_no_value(c)) ++counts.unknown;
    const int r = russian_index(c), e = r < 0 ? english_index(c) : -1;
    const bool letter = r >= 0 || e >= 0 || is_letter(c);
    if (letter) {
      ++letters;
      ++counts.letters;
      const bool upper = is_upper(c);
      all_upper = all_upper && upper;
      if (upper && is_lower(previous) && is_lower(before_previous)) strange = true;
      if (is_strange_inside(previous) && is_letter(before_previous)) strange = true;
    }
    if (r >= 0) {
      cyrillic = true;
      ++counts.russian;
      if (c == U'Р' || c == U'С') ++counts.capital_er_es;
      const int before = russian_index(previous);
      if (before >= 0) {
        ++counts.russian_pairs;
        if ((kRussianPairs[static_cast<std::size_t>(before)] >> r & 1U) == 0) ++counts.russian_odd;
      }
    } else if (e >= 0) {
      latin = true;
      ++counts.english;
      const int before = english_index(previous);
      if (before >= 0) {
        ++counts.english_pairs;
        if ((kEnglishPairs[static_cast<std::size_t>(before)] >> e & 1U) == 0) ++counts.english_odd;
      }
    } else if (c >= 0xC0 && c <= 0xFF) {
      ++counts.high_latin;
    } else if (letter && !is_cyrillic(c)) {
      ++counts.foreign;
    } else if (letter) {
      // Ђ, Ѓ, ѓ …: what UTF-8 read as Windows-1251 is full of.
      ++counts.mojibake_marks;
    }
    before_previous = previous;
    previous = c;
  }
  if (letters < 3) return;
  ++counts.words;
  // «IIа», «XXI-й», a code of an order: capitals and digits of both scripts are ordinary.
  if ((cyrillic && latin && letters >= 4 && !all_upper) || strange) ++counts.strange_words;
}

Counts count(const std::vector<std::string_view>& words) {
  Counts counts;
  for (const std::string_view word : words) count_word(word, counts);
  return counts;
}

// Abbreviations are capitals without vowels and break the pairs of ordinary words: only words with lower-case letters
// tell.
bool tells_pairs(std::string_view word) {
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos))
    if (is_lower(code_point_at(word, pos))) return true;
  return false;
}

// Is there one distance by which all letters can be moved so that Russian comes out? Fonts whose glyph numbers were
// taken for characters give such text.
bool is_shifted_russian(const std::vector<std::string_view>& words) {
  std::u32string letters;
  for (const std::string_view word : words) {
    if (letters.size() > 600) break;
    for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) letters += code_point_at(word, pos);
    letters += U' ';
  }
  const auto try_shift = [&](auto index_of) {
    std::size_t pairs = 0, odd = 0, known = 0;
    int before = -1;
    for (const char32_t c : letters) {
      const int index = c == U' ' ? -1 : index_of(c);
      if (index >= 0) ++known;
      if (index >= 0 && before >= 0) {
        ++pairs;
        if ((kRussianPairs[static_cast<std::size_t>(before)] >> index & 1U) == 0) ++odd;
      }
      before = index;
    }
    return pairs >= kMinPairs && known * 2 > letters.size() && share(odd, pairs) < kMaxShiftedOddPairs;
  };
  // Turned within the alphabet («а» becomes «б», «я» becomes «а»).
  for (int by = 1; by < 32; ++by)
    if (try_shift([&](char32_t c) {
          const int r = russian_index(c);
          return r < 0 ? -1 : (r + by) % 32;
        }))
      return true;
  // Moved as code points: one of the most frequent characters is one of the most frequent letters.
  std::map<char32_t, std::size_t> frequency;
  for (const char32_t c : letters)
    if (c != U' ') ++frequency[c];
  std::vector<std::pair<std::size_t, char32_t>> ranked;
  for (const auto& [c, times] : frequency) ranked.emplace_back(times, c);
  std::sort(ranked.rbegin(), ranked.rend());
  for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 5); ++i)
    for (const char32_t likely : {U'о', U'е', U'а', U'и'}) {
      const std::int64_t start =
          static_cast<std::int64_t>(ranked[i].second) - (static_cast<std::int64_t>(likely) - U'а');
      if (try_shift([&](char32_t c) {
            const std::int64_t lower_case = static_cast<std::int64_t>(c) - start;
            if (lower_case >= 0 && lower_case < 32) return static_cast<int>(lower_case);
            return lower_case >= -32 && lower_case < 0 ? static_cast<int>(lower_case + 32) : -1;
          }))
        return true;
    }
  return false;
}

}  // namespace

TrustVerdict judge_text(const std::vector<std::string_view>& words, bool has_unicode_map) {
  const Counts all = count(words);
  if (all.characters == 0) return {};
  const char* unknown_reason = has_unicode_map ? "letter_soup" : "no_unicode_map";
  if (share(all.unknown, all.characters) > kMaxUnknown && all.unknown >= 4) return {FontTrust::broken, unknown_reason};

  const std::size_t high = all.high_latin + all.mojibake_marks;
  if (all.letters >= kMinLetters) {
    if (share(all.high_latin, all.letters) > kMaxMojibake) return {FontTrust::broken, "mojibake"};
    // UTF-8 read as Windows-1251 is «Р» or «С» before every other character.
    if (share(all.capital_er_es, all.characters) > 0.3 && high > 0) return {FontTrust::broken, "mojibake"};
  }
  std::vector<std::string_view> telling;
  for (const std::string_view word : words)
    if (tells_pairs(word)) telling.push_back(word);
  const Counts pairs = count(telling);
  const bool odd_russian =
      pairs.russian_pairs >= kMinPairs && share(pairs.russian_odd, pairs.russian_pairs) > kMaxOddPairs;
  const bool odd_english = pairs.english_pairs >= kMinPairs && pairs.english > pairs.russian &&
                           share(pairs.english_odd, pairs.english_pairs) > kMaxOddPairs;
  const bool foreign = all.letters >= kMinLetters && share(all.foreign, all.letters) > kMaxForeign;
  const bool strange = all.words >= kMinWords && share(all.strange_words, all.words) > kMaxStrangeWords;
  if (odd_russian || odd_english || foreign || strange)
    return {FontTrust::broken, is_shifted_russian(words) ? "shifted_letters" : "letter_soup"};
  if (share(all.unknown, all.characters) > kSuspectUnknown && all.unknown >= 2)
    return {FontTrust::suspect, unknown_reason};
  return {};
}

}  // namespace prikaz
