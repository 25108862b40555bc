#include "tokens.h"

#include <algorithm>
#include <array>

#include "prikaz/data.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

TokenKind kind_of(char32_t c) {
  if (is_letter(c)) return TokenKind::word;
  if (is_digit(c)) return TokenKind::number;
  if (c == U'№') return TokenKind::number_sign;
  if (is_quote(c)) return TokenKind::quote;
  if (is_dash(c)) return TokenKind::dash;
  switch (c) {
    case U'.': return TokenKind::dot;
    case U',': return TokenKind::comma;
    case U'(': return TokenKind::open;
    case U')': return TokenKind::close;
    case U'\'':  // typed for a quotation mark in pairs; alone it does no harm
    case U'`': return TokenKind::quote;
    default: return TokenKind::other;
  }
}

// A word wholly of Latin twins stays Latin in running text; beside Cyrillic school names «MOY» can only be МОУ. A
// Cyrillic letter in front lets fold_look_alikes decide.
std::string cyrillic(std::string_view word) {
  std::string folded = fold_look_alikes(word);
  if (folded.size() > 6 || !is_latin(code_point_at(folded, 0))) return folded;
  const std::string marked = fold_look_alikes("Ж" + folded);
  const std::string_view rest = std::string_view(marked).substr(std::string_view("Ж").size());
  return rest == folded ? folded : std::string(rest);
}

Token word_token(std::string_view text, std::size_t begin, std::size_t end) {
  Token token;
  token.kind = TokenKind::word;
  token.begin = begin;
  token.end = end;
  token.printed = cyrillic(text.substr(begin, end - begin));
  token.folded = fold(token.printed);
  token.capitalized = is_upper(code_point_at(token.printed, 0));
  std::size_t letters = 0;
  bool all = true;
  for (std::size_t p = 0; p < token.printed.size(); p = next_position(token.printed, p), ++letters)
    all = all && is_upper(code_point_at(token.printed, p));
  token.all_upper = all && letters > 1;
  return token;
}

// «N», «No», «Ne» before a number stand for №; the recognizer of scans reads «М».
bool may_be_number_sign(const Token& token) {
  static constexpr std::array<std::string_view, 7> kSigns = {"n", "no", "nо", "ne", "nе", "nº", "n°"};
  return token.kind == TokenKind::word && std::find(kSigns.begin(), kSigns.end(), token.folded) != kSigns.end();
}

// «генерала-майора», «Советского»: a genitive, as all words of an honorific are.
bool looks_genitive(std::string_view folded) {
  static constexpr std::array<std::string_view, 7> kEndings = {"а", "я", "ы", "и", "ого", "его", "ой"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) { return has_suffix(folded, ending); }) ||
         has_suffix(folded, "ей") || has_suffix(folded, "их") || has_suffix(folded, "ых");
}

// Tokens of «И.О.» / «И. О.» / «И.» at `i`.
std::size_t initials_length(const std::vector<Token>& tokens, std::size_t i) {
  std::size_t n = 0;
  for (int count = 0; count < 3; ++count) {
    if (i + n + 1 >= tokens.size() || !is_initial(tokens[i + n]) || tokens[i + n + 1].kind != TokenKind::dot) break;
    n += 2;
  }
  return n;
}

}  // namespace

bool is_initial(const Token& token) {
  return token.kind == TokenKind::word && token.capitalized && token.printed.size() == 2 &&
         is_cyrillic(code_point_at(token.printed, 0));
}

bool has_suffix(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool inflects(std::string_view word, std::string_view stem) {
  if (word.substr(0, stem.size()) != stem) return false;
  const std::string_view ending = word.substr(stem.size());
  static constexpr std::array<std::string_view, 43> kEndings = {
      "",   "а",  "я",  "о",   "е",   "ы",   "и",   "у",  "ю",   "й",   "ь",   "ей",  "ой", "ый", "ий",
      "ая", "яя", "ую", "юю",  "ое",  "ее",  "ые",  "ие", "ого", "его", "ому", "ему", "ым", "им", "ом",
      "ем", "ых", "их", "ыми", "ими", "ами", "ями", "ах", "ях",  "ам",  "ям",  "ев",  "ов"};
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t p = 0; p < text.size();) {
    const char32_t c = code_point_at(text, p);
    if (c == U' ') {
      ++p;
      continue;
    }
    const TokenKind kind = kind_of(c);
    std::size_t end = next_position(text, p);
    if (kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::number_sign)
      while (end < text.size() && kind_of(code_point_at(text, end)) == kind) end = next_position(text, end);
    Token token;
    if (kind == TokenKind::word) {
      token = word_token(text, p, end);
    } else {
      token.kind = kind;
      token.begin = p;
      token.end = end;
      token.folded = token.printed = std::string(text.substr(p, end - p));
    }
    token.glued = p > 0 && text[p - 1] != ' ';
    // «N 5», «No 5», «№ № 1, 2»
    if (!tokens.empty() && token.kind == TokenKind::number && may_be_number_sign(tokens.back()))
      tokens.back().kind = TokenKind::number_sign;
    if (!tokens.empty() && token.kind == TokenKind::number_sign && tokens.back().kind == TokenKind::number_sign) {
      tokens.back().end = end;
    } else {
      tokens.push_back(std::move(token));
    }
    p = end;
  }
  return tokens;
}

std::size_t compound_length(const std::vector<Token>& tokens, std::size_t i) {
  if (i >= tokens.size() || tokens[i].kind != TokenKind::word) return 0;
  std::size_t n = 1;
  while (i + n + 1 < tokens.size() && tokens[i + n].kind == TokenKind::dash && tokens[i + n].glued &&
         tokens[i + n + 1].kind == TokenKind::word && tokens[i + n + 1].glued)
    n += 2;
  return n;
}

std::string compound_text(const std::vector<Token>& tokens, std::size_t i, std::size_t length) {
  std::string text;
  for (std::size_t k = i; k < i + length && k < tokens.size(); ++k)
    text += tokens[k].kind == TokenKind::dash ? "-" : tokens[k].printed;
  return text;
}

std::string_view token_text(std::string_view text, const std::vector<Token>& tokens, std::size_t from, std::size_t to) {
  if (from >= to || to > tokens.size()) return {};
  return text.substr(tokens[from].begin, tokens[to - 1].end - tokens[from].begin);
}

std::size_t honorific_length(const std::vector<Token>& tokens, std::size_t i) {
  const auto at = [&](std::size_t k) -> const Token* { return k < tokens.size() ? &tokens[k] : nullptr; };
  std::size_t k = i;
  if (!at(k)) return 0;
  if (tokens[k].is("имени")) {
    ++k;
  } else if (tokens[k].is("им") && at(k + 1) && tokens[k + 1].kind == TokenKind::dot) {
    k += 2;
  } else {
    return 0;
  }
  // «имени 50-летия Победы»
  if (at(k) && tokens[k].kind == TokenKind::number) {
    while (at(k) && (tokens[k].kind == TokenKind::number || tokens[k].kind == TokenKind::dash ||
                     tokens[k].is("летия") || tokens[k].is("ти") || tokens[k].is("го") || tokens[k].is("й")))
      ++k;
    for (int words = 0; words < 3 && at(k) && tokens[k].kind == TokenKind::word && looks_genitive(tokens[k].folded);
         ++words)
      ++k;
    return k - i;
  }
  // Ranks and titles: «Героя Советского Союза», «генерал-майора», «заслуженного учителя РФ»
  static const std::vector<std::vector<std::string_view>> titles = data_table("honorific_titles.tsv");
  for (;;) {
    const std::size_t n = compound_length(tokens, k);
    if (n == 0 || is_initial(tokens[k])) break;
    const std::string_view word = tokens[k].folded;
    const bool title =
        std::any_of(titles.begin(), titles.end(), [&](const auto& row) { return inflects(word, row[0]); });
    if (!title && (tokens[k].capitalized || !looks_genitive(tokens[k + n - 1].folded))) break;
    k += n;
  }
  // The name: «Н.С. Боброва», «Боброва Н.С.», «Николая Сергеевича Боброва»
  if (const std::size_t n = initials_length(tokens, k)) {
    k += n;
    if (at(k) && tokens[k].capitalized) k += compound_length(tokens, k);
    return k - i;
  }
  for (int words = 0; words < 3; ++words) {
    const std::size_t n = compound_length(tokens, k);
    if (n == 0 || !tokens[k].capitalized || is_initial(tokens[k]) || !looks_genitive(tokens[k + n - 1].folded)) break;
    const std::size_t initials = initials_length(tokens, k + n);
    if (initials && words > 0) break;  // the next person begins here: «имени Боброва Директор …», «Иванова А.А.»
    k += n;
    if (initials) {
      // «Боброва Н.С.», unless they belong to the next surname: «имени Боброва Е.Л. Летова»
      k += initials;
      break;
    }
    if (at(k) && !tokens[k].glued && tokens[k].all_upper) break;
  }
  return k - i;
}

}  // namespace prikaz
