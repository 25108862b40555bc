// A workbook read back before it is handed over. libxlsxwriter does not look whether what it writes to its temporary
// files gets there, so that a disk that fills up in the middle would leave holes in a workbook it calls good.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace prikaz {

// What a tab holds, to be compared: every cell with its place, texts letter by letter.
class TabSum {
 public:
  // Places count from 0. In any order that is the same on both sides; `text` empty for what is not a text.
  void add(std::uint32_t row, std::uint32_t column, std::string_view text);
  void add_link() { ++links_; }

  bool operator==(const TabSum&) const = default;

 private:
  void mix(std::string_view bytes);

  std::uint64_t hash_ = 0xCBF29CE484222325U;  // FNV-1a
  std::uint64_t cells_ = 0, links_ = 0;
};

// Whether the open file is a ZIP archive that can be read to its end, all of whose parts are whole XML, with these
// tabs.
bool holds(int file, const std::vector<TabSum>& tabs);

}  // namespace prikaz
