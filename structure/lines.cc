#include "lines.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// In justified type a gap between words reaches about 1.5 em; date and number, post and name stand further apart.
constexpr float kSegmentGapEm = 2.6F;

void finish_line(Line& line) {
  std::stable_sort(line.words.begin(), line.words.end(),
                   [](const Word* a, const Word* b) { return a->box.left < b->box.left; });
  line.box = line.words.front()->box;
  float letters = 0, bold = 0, size = 0;
  for (const Word* word : line.words) {
    line.box = united(line.box, word->box);
    const auto weight = static_cast<float>(word->text.size());
    letters += weight;
    size += weight * word->font_size;
    if (word->bold) bold += weight;
  }
  line.font_size = size / letters;
  line.bold = bold > 0.6F * letters;
  line.baseline = line.words.front()->baseline;
  Segment segment{0, 0, line.words.front()->box};
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const Box& box = line.words[i]->box;
    if (i > segment.first && box.left - segment.box.right > kSegmentGapEm * line.font_size) {
      segment.last = i;
      line.segments.push_back(segment);
      segment = {i, i, box};
    }
    segment.box = united(segment.box, box);
  }
  segment.last = line.words.size();
  line.segments.push_back(segment);
}

bool has_vowel(std::string_view folded) {
  for (const std::string_view vowel : {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"})
    if (folded.find(vowel) != std::string_view::npos) return true;
  return false;
}

std::string letters_only(std::string_view word) {
  std::string out;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    const char32_t c = code_point_at(word, pos);
    if (is_letter(c)) append_code_point(out, c);
  }
  return out;
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}
std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

// «учебно-», «информационно-»: the first part of a compound adjective ends like an adverb.
bool is_compound_prefix(std::string_view folded, std::string_view next) {
  static constexpr std::array<std::string_view, 14> kEndings = {"нно", "ьно", "чно", "ско", "вно", "тно", "сно",
                                                                "рно", "лно", "дно", "бно", "зно", "шно", "жно"};
  return folded.size() >= 10 && next.size() >= 10 &&
         std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return folded.ends_with(ending); });
}

bool is_compound_part(std::string_view folded) {
  static const std::vector<std::vector<std::string_view>> parts = data_table("compound_parts.tsv");
  return std::any_of(parts.begin(), parts.end(), [&](const auto& row) { return folded.starts_with(row.front()); });
}

// A piece of up to three letters that is no word of that length.
bool is_scrap(std::string_view folded) {
  static const std::vector<std::vector<std::string_view>> words = data_table("short_words.tsv");
  return count_code_points(folded) <= 3 &&
         std::none_of(words.begin(), words.end(), [&](const auto& row) { return row.front() == folded; });
}

// «ного», «льных», «ое»: the rest of a word, no word by itself.
bool is_shred(std::string_view folded) {
  static const std::vector<std::vector<std::string_view>> shreds = data_table("word_shreds.tsv");
  const char32_t first = code_point_at(folded, 0);
  return first == U'ь' || first == U'ъ' || first == U'ы' || !has_vowel(folded) || is_scrap(folded) ||
         std::any_of(shreds.begin(), shreds.end(), [&](const auto& row) { return folded.starts_with(row.front()); });
}

}  // namespace

std::vector<Line> group_into_lines(std::vector<const Word*> words, int page) {
  std::stable_sort(words.begin(), words.end(), [](const Word* a, const Word* b) { return a->baseline < b->baseline; });
  std::vector<Line> lines;
  for (const Word* word : words) {
    if (!lines.empty()) {
      Line& line = lines.back();
      const Word* last = line.words.back();
      // Superscripts and a larger font on the same line shift the baseline by less than a third of the size.
      const float room = 0.35F * std::min(last->font_size, word->font_size);
      const float shared = overlap(last->box.top, last->box.bottom, word->box.top, word->box.bottom);
      if (std::abs(word->baseline - last->baseline) <= room ||
          shared > 0.75F * std::min(last->box.height(), word->box.height())) {
        line.words.push_back(word);
        continue;
      }
    }
    Line line;
    line.page = page;
    line.words.push_back(word);
    lines.push_back(std::move(line));
  }
  for (Line& line : lines) finish_line(line);
  return lines;
}

namespace {

// Does this line paint its spaces as glyphs? Most producers do; then a gap without one is no space.
bool paints_spaces(const Line& line) {
  const auto painted =
      std::count_if(line.words.begin(), line.words.end(), [](const Word* word) { return word->space_painted; });
  return line.words.size() > 2 && painted * 2 > static_cast<std::ptrdiff_t>(line.words.size());
}

Text text_of(const Line& line, std::size_t first, std::size_t last) {
  const bool painted = paints_spaces(line);
  Text text;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = *line.words[i];
    bool glue = false;
    if (i > first) {
      const Word& before = *line.words[i - 1];
      // No space is that narrow: the font changed inside a word, a soft hyphen stood between its syllables, or
      // justification stretched the word itself.
      const float gap = (word.box.left - before.box.right) / word.font_size;
      // Recognized words come apart at spaces already; their boxes may touch.
      const float narrow = word.font < 0                      ? -1.0F
                           : painted && !before.space_painted ? 0.5F
                           : before.space_after               ? 0.05F
                                                              : 0.15F;
      glue = gap < narrow && gap > -0.5F;
    }
    text.append(word.text, {line.page, word.box}, word.confidence, glue);
  }
  return text;
}

}  // namespace

Text line_text(const Line& line) { return text_of(line, 0, line.words.size()); }
Text segment_text(const Line& line, const Segment& segment) { return text_of(line, segment.first, segment.last); }

void Lexicon::add(std::string_view printed) {
  const std::string folded = fold(printed);
  if (!open_.empty() && is_lower(code_point_at(printed, 0)))
    cuts_.emplace_back(open_, letters_only(folded.substr(0, folded.find('-'))));
  open_.clear();
  if (folded.size() > 3 && is_dash(code_point_before(folded, folded.size()))) {
    const std::size_t inner = folded.size() > 4 ? folded.rfind('-', folded.size() - 2) : std::string::npos;
    open_ = letters_only(inner == std::string::npos ? folded : folded.substr(inner + 1));
  }
  std::string part, compound;
  bool hyphen = false;
  const auto flush = [&] {
    if (!part.empty()) ++words_[part];
    part.clear();
  };
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = code_point_at(folded, pos);
    if (is_letter(c)) {
      append_code_point(part, c);
      append_code_point(compound, c);
    } else if (is_dash(c) && !part.empty() && next_position(folded, pos) < folded.size()) {
      flush();
      compound += '-';
      hyphen = true;
    } else {
      break;
    }
  }
  // The part before a hyphen at the line end is no word of its own; a part after a hyphen inside the word is.
  if (!part.empty() && !(folded.ends_with("-") && part.size() + 1 == folded.size())) flush();
  if (hyphen && !compound.ends_with("-")) {
    compound_beginnings_.insert(compound.substr(0, compound.find('-')));
    hyphenated_.insert(std::move(compound));
  }
}

void Lexicon::add_line_beginning(std::string_view printed) {
  if (is_shred(fold(letters_only(printed)))) ++shreds_;
}

void Lexicon::finish() {
  constexpr int kUnexplained = 3;
  int unexplained = 0;
  for (const auto& [left, right] : cuts_) {
    if (words_.contains(left + right)) hyphenates_ = true;
    if (!is_compound_part(right) && !is_compound_prefix(left, right) && count(left) == 0 &&
        (is_shred(right) || count(right) <= 1))
      ++unexplained;
  }
  hyphenates_ = hyphenates_ || unexplained >= kUnexplained;
  cuts_ = {};
}

Lexicon lexicon_of(const std::vector<Page>& pages) {
  Lexicon lexicon;
  const Word* above = nullptr;
  for (const Page& page : pages) {
    for (const Word& word : page.words) {
      lexicon.add(word.text);
      const bool line_begins = above != nullptr && word.baseline > above->baseline + 0.5F * word.font_size &&
                               word.box.left <= above->box.left + 2;
      if (line_begins && is_letter(code_point_before(above->text, above->text.size())) &&
          is_lower(code_point_at(word.text, 0)))
        lexicon.add_line_beginning(word.text);
      above = &word;
    }
    above = nullptr;
  }
  lexicon.finish();
  return lexicon;
}

LineJoin join_of(std::string_view end, std::string_view begin, const Lexicon& lexicon) {
  if (end.empty() || begin.empty()) return LineJoin::space;
  const std::string_view tail = last_word(end), head = first_word(begin);
  const char32_t last = code_point_before(tail, tail.size());
  if (last == U'(' || last == U'«') return LineJoin::glue;
  if (tail.size() < 2) return LineJoin::space;
  const std::size_t stem_end = tail.size() - (last < 0x80 ? 1 : last < 0x800 ? 2 : 3);
  const char32_t before = code_point_before(tail, stem_end);
  const char32_t next = code_point_at(head, 0);
  if (last == U'„' || next == U'»' || next == U',' || next == U';' || next == U')') return LineJoin::glue;
  if (last == U'/' && is_letter(before) && is_lower(next)) return LineJoin::glue;  // «и/» «или»
  if (is_dash(last) && is_digit(before) && is_digit(next)) return LineJoin::glue;  // «11.00–» «13.00», «4531/23-» «21»
  if (last == 0x2010 && is_letter(before) && is_letter(next))
    return LineJoin::hyphen;  // set by the producer's own hyphenation
  // A dash of a range, «ноябрь–» «декабрь», keeps to both sides; one between words stands by itself.
  if (is_dash(last) && last != U'-' && last != 0x2010 && last != 0x2011 && is_letter(before) && is_letter(next))
    return LineJoin::glue;
  if (last != U'-' && last != 0x2010 && last != 0x2011) return LineJoin::space;
  if (is_digit(before)) return is_letter(next) ? LineJoin::glue : LineJoin::space;  // «9-» «а»
  if (!is_letter(before) || !is_letter(next)) return LineJoin::space;
  if (is_upper(next)) return LineJoin::glue;  // «Усть-» «Лабинск»; hyphenation never comes before a capital
  // Of a compound only the part at the line end counts: «учебно-воспитатель-» «ный».
  const std::string_view cut = tail.substr(0, stem_end);
  const std::size_t inner = cut.rfind('-');
  const std::string left = fold(letters_only(inner == std::string_view::npos ? cut : cut.substr(inner + 1)));
  const std::string right = fold(letters_only(head.substr(0, head.find('-'))));
  if (lexicon.has(left + right)) return LineJoin::hyphen;
  if (lexicon.has_hyphenated(left + "-" + right) || lexicon.begins_compound(left)) return LineJoin::glue;
  if (is_compound_prefix(left, right) || is_compound_part(right)) return LineJoin::glue;
  // Hyphenation leaves a vowel on both sides and never begins a line with ь, ъ, й, ы (Правила русской орфографии 1956,
  // § 117).
  const char32_t first = code_point_at(right, 0);
  const bool cuttable =
      has_vowel(left) && has_vowel(right) && first != U'ь' && first != U'ъ' && first != U'й' && first != U'ы';
  if (!cuttable) return LineJoin::glue;
  // Two words that both stand by themselves elsewhere: «школы-» «новички».
  if (left.size() >= 8 && right.size() >= 8 && lexicon.count(left) > 1 && lexicon.count(right) > 1)
    return LineJoin::glue;
  // A file without a single hyphenated word known whole elsewhere does not hyphenate: only shreds of words prove it
  // wrong.
  if (!lexicon.hyphenates() && !is_shred(right) && !is_scrap(left)) return LineJoin::glue;
  return LineJoin::hyphen;
}

void append_line(Text& text, const Text& next, const Lexicon& lexicon) {
  switch (join_of(text.str, next.str, lexicon)) {
    case LineJoin::space: text.append(next); break;
    case LineJoin::glue: text.append(next, true); break;
    case LineJoin::hyphen: {
      std::size_t last = text.str.size() - 1;
      while ((static_cast<unsigned char>(text.str[last]) & 0xC0U) == 0x80U) --last;
      text.replace(last, text.str.size(), "");
      text.append(next, true);
      break;
    }
  }
}

// A word wider than its cell is cut where the room ends, without a hyphen. It then stands alone on its line, leaves
// less room than a letter takes, and would not have fitted whole.
static bool is_cut_year(std::string_view above, std::string_view below) {
  // «20-24.01.20» «25»: two digits that make the year of the date above whole.
  const std::size_t dot = above.rfind('.');
  if (dot == std::string_view::npos || dot < 3 || !is_digit(static_cast<unsigned char>(above[dot - 1]))) return false;
  const std::string_view year = above.substr(dot + 1);
  const std::size_t digits = below.find_first_not_of("0123456789");
  const std::string joined = std::string(year) + std::string(below.substr(0, digits));
  return !year.empty() && year.size() < 4 && year.find_first_not_of("0123456789") == std::string_view::npos &&
         joined.size() == 4 && (joined.starts_with("19") || joined.starts_with("20"));
}

static bool is_forced_break(const Line& above, const Line& below, float width, const Lexicon& lexicon) {
  if (above.words.size() != 1) return false;
  const Word &first = *above.words.front(), &second = *below.words.front();
  if (is_cut_year(first.text, second.text) && width - first.box.width() < 0.9F * first.font_size) return true;
  if (!is_letter(code_point_before(first.text, first.text.size())) || !is_lower(code_point_at(second.text, 0)))
    return false;
  if (width - first.box.width() > 0.9F * first.font_size || first.box.width() + second.box.width() <= width)
    return false;
  const std::string left = fold(letters_only(first.text)), right = fold(letters_only(second.text));
  // Whether the whole word is known from elsewhere or the rest cannot be a word: two whole words may stand so too.
  // One or two letters may be a word («и», «о»); where this file cuts words elsewhere and no letter more had room, they
  // are not.
  if (lexicon.breaks_words() && lexicon.count(left) <= 1 && count_code_points(right) <= 2 &&
      width - first.box.width() < 0.6F * first.font_size)
    return true;
  return lexicon.has(left + right) || is_scrap(right) ||
         (is_shred(right) && lexicon.count(left) == lexicon.count(right));
}

Text join_lines(const std::vector<Line>& lines, const Lexicon& lexicon, float width) {
  Text text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Text next = line_text(lines[i]);
    if (i > 0 && width > 0 && is_forced_break(lines[i - 1], lines[i], width, lexicon)) {
      text.append(next, true);
      continue;
    }
    append_line(text, next, lexicon);
  }
  return text;
}

}  // namespace prikaz
