#include "list_filter.h"

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

bool contains(const std::string& text, const std::string& folded_part) {
  return folded_part.empty() || fold(text).find(folded_part) != std::string::npos;
}

}  // namespace

ListedDocument listed_document(const Statement& row) {
  ListedDocument document;
  document.id = row.string_at(0);
  document.sha256 = row.string_at(1);
  document.kind = row.string_at(2);
  document.number = row.string_at(3);
  document.date = row.string_at(4);
  document.issuer = row.string_at(5);
  document.title = row.string_at(6);
  document.name = row.string_at(7);
  document.first_page = static_cast<int>(row.integer_at(8));
  document.last_page = static_cast<int>(row.integer_at(9));
  document.doubtful = row.integer_at(10) != 0;
  return document;
}

CompiledFilter::CompiledFilter(const ListFilter& filter) : filter_(filter) {
  filter_.issuer = fold(clean(filter.issuer));
  filter_.text = fold(clean(filter.text));
}

bool CompiledFilter::takes(const ListedDocument& document) const {
  const bool dated = !filter_.from.empty() || !filter_.to.empty();
  if (dated && document.date.empty()) return false;
  if (!filter_.from.empty() && document.date < filter_.from) return false;
  if (!filter_.to.empty() && document.date > filter_.to) return false;
  if (!filter_.kind.empty() && document.kind != filter_.kind) return false;
  if (!contains(document.issuer, filter_.issuer)) return false;
  return contains(document.number, filter_.text) || contains(document.title, filter_.text);
}

}  // namespace prikaz
