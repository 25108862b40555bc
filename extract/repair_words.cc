#include "repair_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "prikaz/unicode.h"
#include "repair_mojibake.h"

namespace prikaz {
namespace {

// A stretch of words, [first, last), one after the other on one line.
struct Stretch {
  std::size_t first = 0, last = 0;
  std::size_t size() const { return last - first; }
};

// Ratios to the font size.
constexpr float kMaxInnerGap = 0.8F;  // letters of one word; cells of a table keep further apart
constexpr float kMaxLineGap = 3.0F;
constexpr float kSameBaseline = 0.2F;
constexpr float kWiderGap = 1.5F;  // a gap between words, compared with the gap between letters
constexpr float kMinGapDifference = 0.08F;
constexpr std::size_t kMinSingles = 4;  // Russian has no four one-letter words in a row
constexpr std::size_t kMaxTokenLetters = 3;
constexpr std::size_t kMinSpacedPageWords = 40;

struct Token {
  std::size_t code_points = 0;
  bool letters = false, digits = false;  // it has some
  bool single_letter = false;            // one letter and perhaps punctuation after it («ю:»)
  bool ends_in_punctuation = false;
};

Token describe(std::string_view word) {
  Token token;
  std::size_t letters = 0, digits = 0;
  char32_t last = 0;
  for (std::size_t pos = 0; pos < word.size(); pos = next_position(word, pos)) {
    last = code_point_at(word, pos);
    ++token.code_points;
    if (is_letter(last))
      ++letters;
    else if (is_digit(last))
      ++digits;
  }
  token.letters = letters > 0;
  token.digits = digits > 0;
  token.single_letter = letters == 1 && digits == 0 && token.code_points <= 2 && is_letter(code_point_at(word, 0));
  token.ends_in_punctuation = !is_letter(last) && !is_digit(last);
  return token;
}

float along_start(const Word& word) {
  switch (word.rotation) {
    case 90: return word.box.top;
    case 180: return -word.box.right;
    case 270: return -word.box.bottom;
    default: return word.box.left;
  }
}
float along_end(const Word& word) {
  switch (word.rotation) {
    case 90: return word.box.bottom;
    case 180: return -word.box.left;
    case 270: return -word.box.top;
    default: return word.box.right;
  }
}

// The gap between two words in parts of the font size.
float gap_between(const Word& a, const Word& b) {
  return (along_start(b) - along_end(a)) / std::max({a.font_size, b.font_size, 1.0F});
}

bool on_one_line(const Word& a, const Word& b) {
  const float size = std::max({a.font_size, b.font_size, 1.0F});
  if (a.rotation != b.rotation || std::abs(a.baseline - b.baseline) > kSameBaseline * size) return false;
  if (std::abs(a.font_size - b.font_size) > 0.3F * size) return false;
  const float gap = gap_between(a, b);
  return gap > -0.3F && gap < kMaxLineGap;
}

// Does a drawn line stand between two neighbours?
bool divided(const Word& a, const Word& b, const std::vector<RulingLine>& rules) {
  if (a.rotation != 0) return false;
  return std::any_of(rules.begin(), rules.end(), [&](const RulingLine& rule) {
    return rule.vertical && rule.position >= a.box.right - 1 && rule.position <= b.box.left + 1 &&
           rule.from < a.box.bottom && rule.to > a.box.top;
  });
}

// Appends `next` to `word`.
void join(Word& word, const Word& next) {
  word.text += next.text;
  word.box = united(word.box, next.box);
  word.space_after = next.space_after;
  word.confidence = std::min(word.confidence, next.confidence);
}

std::vector<Stretch> lines_of(const std::vector<Word>& words) {
  std::vector<Stretch> lines;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t j = i + 1;
    while (j < words.size() && on_one_line(words[j - 1], words[j])) ++j;
    lines.push_back({i, j});
    i = j;
  }
  return lines;
}

// The gap (in parts of the font size) over which two letters belong to different words; nullopt where all gaps are of
// one kind. The place of the widest step, as a ratio, between sorted gaps.
std::optional<float> word_gap(std::vector<float> gaps) {
  if (gaps.size() < 2) return std::nullopt;
  std::sort(gaps.begin(), gaps.end());
  std::optional<float> best;
  float best_ratio = kWiderGap;
  for (std::size_t i = 1; i < gaps.size(); ++i) {
    const float low = std::max(gaps[i - 1], 0.05F), high = gaps[i];
    if (high - low < kMinGapDifference || gaps[i - 1] > kMaxInnerGap) continue;
    if (high / low > best_ratio) {
      best_ratio = high / low;
      best = (gaps[i - 1] + high) / 2;
    }
  }
  return best;
}

// «А Б В Г», «х х х х»: marks of columns, not a word.
bool is_enumeration(const std::vector<Word>& words, const Stretch& stretch) {
  bool rising = true, same = true;
  char32_t before = 0;
  for (std::size_t i = stretch.first; i < stretch.last; ++i) {
    const char32_t c = code_point_at(fold(words[i].text), 0);
    if (before != 0) {
      rising = rising && c == before + 1;
      same = same && c == before;
    }
    before = c;
  }
  return rising || same;
}

bool letter_meets_digit(std::string_view a, std::string_view b) {
  const char32_t last = code_point_before(a, a.size()), next = code_point_at(b, 0);
  return (is_letter(last) && is_digit(next)) || (is_digit(last) && is_letter(next));
}

// After «приказываю:» or «школа.» and before «№» a new word starts even at the same gap; «29.» goes on with digits.
bool ends_word(std::string_view a, std::string_view b) {
  const char32_t last = code_point_before(a, a.size()), next = code_point_at(b, 0);
  if (last == U'№' || next == U'№' || next == U'(' || next == U'«' || next == U'„') return true;
  if (last == U':' || last == U';' || last == U',' || last == U'!' || last == U'?' || last == U')' || last == U'»')
    return is_letter(next) || is_digit(next);
  return last == U'.' && is_letter(next);
}

// Which words of the page go on into the next one: join_with_next[i] glues i and i + 1.
using Joints = std::vector<bool>;

// A spaced word inside a line of ordinary words.
void find_spaced_words(const std::vector<Word>& words, const Stretch& line, const std::vector<RulingLine>& rules,
                       Joints& joints) {
  std::size_t i = line.first;
  while (i < line.last) {
    // A segment: short tokens that stand close.
    Stretch segment{i, i};
    std::size_t singles = 0;
    while (segment.last < line.last) {
      const Token token = describe(words[segment.last].text);
      if (token.code_points > kMaxTokenLetters) break;
      if (segment.last > segment.first &&
          (gap_between(words[segment.last - 1], words[segment.last]) > 2 * kMaxInnerGap))
        break;
      singles += token.single_letter ? 1 : 0;
      ++segment.last;
    }
    i = std::max(segment.last, i + 1);
    if (singles < kMinSingles || singles * 10 < segment.size() * 5) continue;
    // Short ordinary words before and after a spaced word («О внесении», «на 5 лет») are not part of it.
    while (segment.size() > 0 && !describe(words[segment.first].text).single_letter &&
           !describe(words[segment.first].text).digits)
      ++segment.first;

    std::vector<float> gaps;
    for (std::size_t k = segment.first + 1; k < segment.last; ++k) gaps.push_back(gap_between(words[k - 1], words[k]));
    const float limit = std::min(word_gap(gaps).value_or(kMaxInnerGap), kMaxInnerGap);

    // Pieces between the wider gaps; a piece is one word if it has enough single letters, or makes a date or number
    // beside one.
    std::vector<Stretch> pieces;
    for (std::size_t k = segment.first; k < segment.last;) {
      Stretch piece{k, k + 1};
      while (piece.last < segment.last && gaps[piece.last - segment.first - 1] <= limit &&
             !letter_meets_digit(words[piece.last - 1].text, words[piece.last].text) &&
             !ends_word(words[piece.last - 1].text, words[piece.last].text) &&
             !divided(words[piece.last - 1], words[piece.last], rules))
        ++piece.last;
      pieces.push_back(piece);
      k = piece.last;
    }
    const bool several_kinds_of_gap = word_gap(gaps).has_value();
    for (const Stretch& piece : pieces) {
      std::size_t single_letters = 0, letters = 0;
      for (std::size_t k = piece.first; k < piece.last; ++k) {
        const Token token = describe(words[k].text);
        single_letters += token.single_letter ? 1 : 0;
        letters += token.letters ? 1 : 0;
      }
      if (piece.size() < 2 || is_enumeration(words, piece)) continue;
      // Beside a spaced word, what the gaps hold together is one word as well («п о  ш к о л е»).
      const bool spaced_word = single_letters >= kMinSingles || (several_kinds_of_gap && letters > 0);
      const bool spaced_number = several_kinds_of_gap && letters == 0;
      if (!spaced_word && !spaced_number) continue;
      for (std::size_t k = piece.first; k + 1 < piece.last; ++k) joints[k] = true;
    }
  }
}

// A page whose every word is in pieces: the gap that parts letters from words is found over the whole page.
bool find_spaced_page(const std::vector<Word>& words, const std::vector<Stretch>& lines,
                      const std::vector<RulingLine>& rules, Joints& joints) {
  std::size_t pieces = 0, short_pieces = 0;
  for (const Word& word : words) {
    const Token token = describe(word.text);
    if (!token.letters && !token.digits) continue;
    ++pieces;
    if (token.code_points <= 2) ++short_pieces;
  }
  if (pieces < kMinSpacedPageWords || short_pieces * 10 < pieces * 6) return false;
  // Otsu's threshold over the gaps, in hundredths of the font size.
  std::array<double, 100> histogram = {};
  double total = 0, sum = 0;
  for (const Stretch& line : lines)
    for (std::size_t i = line.first + 1; i < line.last; ++i) {
      const float gap = gap_between(words[i - 1], words[i]);
      if (gap < 0.02F || gap >= 0.99F) continue;
      const auto bin = static_cast<std::size_t>(gap * 100);
      histogram[bin] += 1;
      total += 1;
      sum += static_cast<double>(bin);
    }
  double low_count = 0, low_sum = 0, best = 0, low_mean = 0, high_mean = 0;
  std::size_t threshold = 0;
  for (std::size_t bin = 0; bin < histogram.size(); ++bin) {
    low_count += histogram[bin];
    low_sum += histogram[bin] * static_cast<double>(bin);
    const double high_count = total - low_count;
    if (low_count == 0 || high_count == 0) continue;
    const double a = low_sum / low_count, b = (sum - low_sum) / high_count;
    const double between = low_count * high_count * (a - b) * (a - b);
    if (between > best) {
      best = between;
      threshold = bin;
      low_mean = a;
      high_mean = b;
    }
  }
  // Of ordinary short words (a table of numbers) the gaps are of one kind.
  if (best == 0 || high_mean < 1.6 * low_mean) return false;
  // The valley, not the edge of the lower class.
  const float limit = static_cast<float>((static_cast<double>(threshold) + 1 + (low_mean + high_mean) / 2) / 200);
  bool any = false;
  for (const Stretch& line : lines)
    for (std::size_t i = line.first; i + 1 < line.last; ++i)
      if (gap_between(words[i], words[i + 1]) <= limit && !letter_meets_digit(words[i].text, words[i + 1].text) &&
          !ends_word(words[i].text, words[i + 1].text) && !divided(words[i], words[i + 1], rules))
        joints[i] = any = true;
  return any;
}

void undo_letter_spacing(std::vector<Word>& words, const std::vector<RulingLine>& rules) {
  const auto is_short = [](const Word& word) { return word.text.size() <= 4; };
  if (static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_short)) < kMinSingles) return;
  const std::vector<Stretch> lines = lines_of(words);
  Joints joints(words.size(), false);
  if (!find_spaced_page(words, lines, rules, joints))
    for (const Stretch& line : lines)
      if (line.size() >= kMinSingles) find_spaced_words(words, line, rules, joints);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words.size(); ++kept) {
    if (kept != i) words[kept] = std::move(words[i]);
    bool joined = false;
    std::size_t j = i;
    for (; joints[j]; ++j, joined = true) join(words[kept], words[j + 1]);
    if (joined) {
      words[kept].text = fold_look_alikes(words[kept].text);
      words[kept].space_after = true;
    }
    i = j + 1;
  }
  words.resize(kept);
}

// «2013» of eight digits «20132015»; nullopt if they are no two years.
std::optional<std::string> two_years(std::string_view digits) {
  const auto year = [&](std::size_t from) {
    int value = 0;
    for (std::size_t i = from; i < from + 4; ++i) value = 10 * value + (digits[i] - '0');
    return value;
  };
  if (digits.size() != 8 || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const int first = year(0), second = year(4);
  if (first < 1950 || second > 2099 || second <= first || second - first > 20) return std::nullopt;
  return std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4));
}

void restore_year_dashes(std::vector<Word>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].text.size() != 8 || words[i].text[0] < '1' || words[i].text[0] > '2') continue;
    const std::string next = fold(words[i + 1].text);
    if (!next.starts_with("год") && !next.starts_with("гг") && !next.starts_with("г.") && !next.starts_with("уч"))
      continue;
    if (const std::optional<std::string> range = two_years(words[i].text)) words[i].text = *range;
  }
}

// One-letter prepositions and conjunctions typed on the wrong keyboard: only before a Russian word in lower case.
void restore_prepositions(std::vector<Word>& words) {
  static constexpr std::string_view kLatin = "acoykABCOKY";
  static constexpr std::array<std::string_view, 11> kCyrillic = {"а", "с", "о", "у", "к", "А", "В", "С", "О", "К", "У"};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].text.size() != 1) continue;
    const std::size_t k = kLatin.find(words[i].text[0]);
    if (k == std::string_view::npos) continue;
    const char32_t next = code_point_at(words[i + 1].text, 0);
    if (is_cyrillic(next) && is_lower(next) && words[i].space_after && on_one_line(words[i], words[i + 1]))
      words[i].text = kCyrillic[k];
  }
}

}  // namespace

void repair_words(std::vector<Word>& words, const std::vector<RulingLine>& rules) {
  for (Word& word : words)
    if (std::optional<std::string> read = from_utf8_mojibake(word.text);
        read && !read->empty() && read->find(' ') == std::string::npos)
      word.text = *std::move(read);
  undo_letter_spacing(words, rules);
  restore_year_dashes(words);
  restore_prepositions(words);
}

}  // namespace prikaz
