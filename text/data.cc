#include "prikaz/data.h"

#include <cassert>

#include "prikaz/unicode.h"

namespace prikaz {

struct EmbeddedFile {
  std::string_view name, content;
};
// Written by cmake/embed_data.cmake from data/*.tsv.
extern const EmbeddedFile kEmbeddedFiles[];
extern const std::size_t kEmbeddedFileCount;

std::string_view data_file(std::string_view name) {
  for (std::size_t i = 0; i < kEmbeddedFileCount; ++i)
    if (kEmbeddedFiles[i].name == name) return kEmbeddedFiles[i].content;
  assert(!"no such data file");
  return {};
}

std::vector<std::vector<std::string_view>> data_table(std::string_view name) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : split(data_file(name), '\n')) {
    if (trim(line).empty() || line.front() == '#') continue;
    rows.push_back(split(line, '\t'));
  }
  return rows;
}

}  // namespace prikaz
