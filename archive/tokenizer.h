// How texts become words of the full-text index, and what is typed into a search box too:
//
//   «Голубянову С.Ш.»   -> голубянов с ш          case, ё, endings (Snowball's Russian stemmer)
//   «приказов»         -> приказ and, at the same position, приказов: it could be a surname
//   «MБOУ» (two Latin letters) -> as «МБОУ»     look-alike letters
//   «№ 145-Д», «145Д»  -> 145 д                 letters beside digits are words of their own
//   «12.03.2024», «2023–2024»  -> 12.03.2024 and, at the same position, 12, 03, 2024; 2023-2024 and 2023, 2024
//   a line end         -> a word that nobody can type, so that no phrase runs over it
//
// What this gives for a text is part of the database: a change needs a step of the schema that rebuilds the index.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

struct sqlite3;
struct fts5_api;

namespace prikaz {

class Tokenizer {
 public:
  enum class For {
    document,  // parts of numbers too, line ends
    query,
    prefix,  // as query, without taking endings off
  };
  struct Token {
    std::string_view text;   // gone with the next token
    std::size_t begin, end;  // bytes of the input
    bool colocated;          // stands at the position of the one before
  };

  Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer();

  // Calls `use` for each word in order until it returns false. `text` may be any bytes.
  void run(std::string_view text, For purpose, const std::function<bool(const Token&)>& use);

 private:
  struct Stems;
  std::unique_ptr<Stems> stems_;
};

// FTS5 of the connection. Throws ArchiveError if SQLite was built without it.
fts5_api* fts5_api_of(sqlite3* database);

// Makes tokenize='prikaz' known to the connection. Throws ArchiveError.
void register_tokenizer(sqlite3* database);

}  // namespace prikaz
