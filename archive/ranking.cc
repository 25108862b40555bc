#include "ranking.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "database.h"
#include "tokenizer.h"

namespace prikaz {
namespace {

// heading, text, names: the columns of document_index. Names are said again in the text.
constexpr std::array<double, 3> kColumnWeight{4, 1, 0.5};
// Where a further hit of the same word begins to tell little (the k1 of bm25).
constexpr double kSaturation = 1.2;
constexpr int kMostPhrases = 128;

void score(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int count,
           sqlite3_value** weights) {
  int hits = 0;
  const int code = api->xInstCount(context, &hits);
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(result, code);
    return;
  }
  std::array<double, kMostPhrases> found{};
  const int phrases = std::min({count, api->xPhraseCount(context), kMostPhrases});
  int first = 1'000'000;
  for (int i = 0; i < hits; ++i) {
    int phrase = 0, column = 0, offset = 0;
    if (api->xInst(context, i, &phrase, &column, &offset) != SQLITE_OK || phrase >= phrases) continue;
    found[static_cast<std::size_t>(phrase)] += kColumnWeight[static_cast<std::size_t>(std::clamp(column, 0, 2))];
    if (column < 2) first = std::min(first, offset);
  }
  double sum = 0;
  for (int i = 0; i < phrases; ++i) {
    const double times = found[static_cast<std::size_t>(i)];
    sum += sqlite3_value_double(weights[i]) * times / (times + kSaturation);
  }
  sqlite3_result_double(result, sum + 0.01 / (2 + first));
}

}  // namespace

void register_ranking(sqlite3* database) {
  fts5_api* api = fts5_api_of(database);
  const int code = api->xCreateFunction(api, "score", nullptr, score, nullptr);
  if (code != SQLITE_OK) throw_sqlite_error(database, code);
}

}  // namespace prikaz
