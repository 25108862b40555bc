#include "tokenizer.h"

#include <libstemmer.h>
#include <sqlite3.h>

#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "database.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// No text of a document gives this one.
constexpr std::string_view kLineEnd = "\x1f";
// Longer words are broken readings; FTS5 keeps the whole of a term in memory.
constexpr std::size_t kMostBytes = 128;

bool is_combining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

// Whether a Russian letter stands at byte `at`: nearly all letters there are, so they are told from others by their two
// bytes.
bool russian_at(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[at]), trail = static_cast<unsigned char>(text[at + 1]);
  if (lead == 0xD0) return (trail >= 0x90 && trail <= 0xBF) || trail == 0x81;
  return lead == 0xD1 && ((trail >= 0x80 && trail <= 0x8F) || trail == 0x91);
}

bool is_separator(char32_t c) {
  return c == U'-' || c == U'/' || c == U'.' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2212;
}

}  // namespace

// The same words come again and again, and looking one up is cheaper than taking its ending off, as long as what is
// looked up stays in the cache of the processor: so few and small entries, and only the length of the stem, which is
// where the word is cut off.
struct Tokenizer::Stems {
  struct Known {
    std::size_t hash = 0;
    std::size_t stem_bytes = 0;
  };
  sb_stemmer* stemmer = sb_stemmer_new("russian", "UTF_8");
  std::vector<Known> known{std::size_t{1} << 14U};

  ~Stems() { sb_stemmer_delete(stemmer); }

  // REQUIRES: lower case without ё. The view is of `word` or good until the next call.
  std::string_view of(std::string_view word) {
    const std::size_t hash = std::hash<std::string_view>()(word);
    Known& entry = known[hash % known.size()];
    if (entry.hash == hash && entry.stem_bytes > 0 && entry.stem_bytes <= word.size())
      return word.substr(0, entry.stem_bytes);
    const sb_symbol* symbols =
        sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    if (symbols == nullptr) throw std::bad_alloc();
    const std::string_view stem(reinterpret_cast<const char*>(symbols),
                                static_cast<std::size_t>(sb_stemmer_length(stemmer)));
    if (!word.starts_with(stem)) return stem;
    entry = {hash, stem.size()};
    return word.substr(0, stem.size());
  }
};

Tokenizer::Tokenizer() : stems_(std::make_unique<Stems>()) {
  if (stems_->stemmer == nullptr) throw std::bad_alloc();
}
Tokenizer::~Tokenizer() = default;

namespace {

// Runs of letters and of digits, one after the other.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  enum class Kind { letters, digits, line_end };
  struct Run {
    Kind kind;
    std::size_t begin, end;
    bool russian;  // nothing but plain Russian letters
  };

  bool next(Run& run) {
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80) {
        if (byte == '\n') {
          run = {Kind::line_end, at_, at_ + 1, false};
          ++at_;
          return true;
        }
        if (byte >= '0' && byte <= '9') return take(run, Kind::digits);
        if ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z') return take(run, Kind::letters);
        ++at_;
        continue;
      }
      if (russian_at(text_, at_) || is_letter(code_point_at(text_, at_))) return take(run, Kind::letters);
      at_ = next_position(text_, at_);
    }
    return false;
  }

 private:
  bool take(Run& run, Kind kind) {
    run = {kind, at_, at_, true};
    while (at_ < text_.size()) {
      if (kind == Kind::letters && russian_at(text_, at_)) {
        at_ += 2;
        continue;
      }
      const char32_t c = code_point_at(text_, at_);
      if (kind == Kind::digits ? !is_digit(c) : !is_letter(c) && !is_combining(c)) break;
      run.russian = false;
      at_ = next_position(text_, at_);
    }
    run.end = at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// The separator between two runs of digits, written in one way; empty if they do not belong together.
std::string_view separator_between(std::string_view text, const Scanner::Run& left, const Scanner::Run& right) {
  if (left.kind != Scanner::Kind::digits || right.kind != Scanner::Kind::digits) return {};
  if (next_position(text, left.end) != right.begin) return {};
  const char32_t c = code_point_at(text, left.end);
  if (!is_separator(c)) return {};
  // School years are printed 2023-2024 and 2023/2024.
  const bool years = left.end - left.begin == 4 && right.end - right.begin == 4;
  return c == U'.' ? "." : c == U'/' && !years ? "/" : "-";
}

void lower_russian(std::string_view word, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i + 1 < word.size(); i += 2) {
    const auto lead = static_cast<unsigned char>(word[i]);
    const auto trail = static_cast<unsigned char>(word[i + 1]);
    const unsigned c = (lead & 0x1FU) << 6U | (trail & 0x3FU);
    unsigned lower = c >= 0x410 && c <= 0x42F ? c + 0x20 : c;
    if (lower == 0x401 || lower == 0x451) lower = 0x435;
    out += static_cast<char>(0xC0U | lower >> 6U);
    out += static_cast<char>(0x80U | (lower & 0x3FU));
  }
}

// One Latin letter alone is more often a Russian one typed or read wrongly («145-A»).
std::string fold_single(std::string word) {
  const std::string twin = fold_look_alikes(word + "ж");
  return twin.substr(0, twin.size() - 2);
}

}  // namespace

void Tokenizer::run(std::string_view text, For purpose, const std::function<bool(const Token&)>& use) {
  Scanner scanner(text);
  std::string word, whole;
  Scanner::Run run{};
  std::vector<Scanner::Run> group;
  const auto emit = [&](std::string_view token, std::size_t begin, std::size_t end, bool colocated) {
    return use({token.substr(0, kMostBytes), begin, end, colocated});
  };
  const auto emit_letters = [&](const Scanner::Run& letters) {
    const std::string_view printed = text.substr(letters.begin, letters.end - letters.begin);
    bool russian = letters.russian;
    if (russian) {
      lower_russian(printed, word);
    } else {
      const std::string composed = fold_look_alikes(clean(printed));
      word = fold(count_code_points(composed) == 1 ? fold_single(composed) : composed);
      russian = is_cyrillic(code_point_at(word, 0));
    }
    // Short ones have no ending to lose.
    const bool stem = russian && purpose != For::prefix && word.size() > 6 && word.size() < kMostBytes;
    if (!stem) return emit(word, letters.begin, letters.end, false);
    // The stemmer takes «-ов» for the ending of a plural («приказов») and «Иванов» for many an Ivan, but «Иванова» for
    // «иванов». So such a word counts as both; typed with a capital letter it is a surname.
    const bool ends_in_v = word.ends_with("в");
    const bool surname =
        purpose == For::query && is_upper(code_point_at(printed, 0)) && (word.ends_with("ов") || word.ends_with("ев"));
    const std::string_view cut = surname ? std::string_view(word) : stems_->of(word);
    if (!emit(cut, letters.begin, letters.end, false)) return false;
    return !ends_in_v || cut == word || emit(word, letters.begin, letters.end, true);
  };
  // The number as a whole and, at the same position, its parts: so that a phrase goes on behind it.
  const auto emit_digits = [&]() {
    const std::size_t begin = group.front().begin, end = group.back().end;
    whole.clear();
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (i > 0) whole += separator_between(text, group[i - 1], group[i]);
      whole += text.substr(group[i].begin, group[i].end - group[i].begin);
    }
    if (!emit(whole, begin, end, false)) return false;
    if (group.size() == 1 || purpose != For::document) return true;
    for (const Scanner::Run& part : group)
      if (!emit(text.substr(part.begin, part.end - part.begin), begin, end, true)) return false;
    return true;
  };

  bool more = scanner.next(run);
  while (more) {
    if (run.kind == Scanner::Kind::digits) {
      group.assign(1, run);
      while ((more = scanner.next(run)) && !separator_between(text, group.back(), run).empty()) group.push_back(run);
      if (!emit_digits()) return;
      continue;
    }
    if (run.kind == Scanner::Kind::letters) {
      if (!emit_letters(run)) return;
    } else if (purpose == For::document) {
      if (!emit(kLineEnd, run.begin, run.end, false)) return;
    }
    more = scanner.next(run);
  }
}

namespace {

int create(void*, const char**, int, Fts5Tokenizer** out) {
  try {
    *out = reinterpret_cast<Fts5Tokenizer*>(new Tokenizer);
    return SQLITE_OK;
  } catch (const std::exception&) {
    return SQLITE_NOMEM;
  }
}

void destroy(Fts5Tokenizer* tokenizer) { delete reinterpret_cast<Tokenizer*>(tokenizer); }

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size,
             int (*use)(void*, int, const char*, int, int, int)) {
  const Tokenizer::For purpose = (flags & FTS5_TOKENIZE_PREFIX) != 0  ? Tokenizer::For::prefix
                                 : (flags & FTS5_TOKENIZE_QUERY) != 0 ? Tokenizer::For::query
                                                                      : Tokenizer::For::document;
  int code = SQLITE_OK;
  try {
    const std::string_view view(text == nullptr ? "" : text, static_cast<std::size_t>(std::max(size, 0)));
    reinterpret_cast<Tokenizer*>(tokenizer)->run(view, purpose, [&](const Tokenizer::Token& token) {
      code = use(context, token.colocated ? FTS5_TOKEN_COLOCATED : 0, token.text.data(),
                 static_cast<int>(token.text.size()), static_cast<int>(token.begin), static_cast<int>(token.end));
      return code == SQLITE_OK;
    });
  } catch (const std::exception&) {
    return SQLITE_NOMEM;
  }
  return code;
}

}  // namespace

fts5_api* fts5_api_of(sqlite3* database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (api == nullptr) throw_sqlite_error(database, code == SQLITE_OK ? SQLITE_ERROR : code);
  return api;
}

void register_tokenizer(sqlite3* database) {
  fts5_api* api = fts5_api_of(database);
  static fts5_tokenizer ours{create, destroy, tokenize};
  const int code = api->xCreateTokenizer(api, "prikaz", nullptr, &ours, nullptr);
  if (code != SQLITE_OK) throw_sqlite_error(database, code);
}

}  // namespace prikaz
