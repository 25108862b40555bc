// The library as others call it: the format chosen, the rows pulled.
#include <algorithm>
#include <cassert>

#include "prikaz/sheet.h"
#include "writers.h"

namespace prikaz {

SheetCell::SheetCell(const SheetCell& other) = default;
SheetCell::SheetCell(SheetCell&& other) noexcept = default;
SheetCell& SheetCell::operator=(const SheetCell& other) = default;
SheetCell& SheetCell::operator=(SheetCell&& other) noexcept = default;
SheetCell::~SheetCell() = default;

std::unique_ptr<SheetWriter> open_sheets(const std::filesystem::path& target, SheetFormat format,
                                         const std::vector<Sheet>& sheets, const SheetOptions& options) {
  assert(!sheets.empty());
  switch (format) {
    case SheetFormat::xlsx: return open_xlsx(target, sheets, options);
    case SheetFormat::csv: return open_csv(target, sheets, options);
    case SheetFormat::json: return open_json(target, sheets, false);
    case SheetFormat::ndjson: return open_json(target, sheets, true);
  }
  return nullptr;
}

std::vector<std::string> write_sheets(const std::filesystem::path& target, SheetFormat format,
                                      const std::vector<Sheet>& sheets, const SheetOptions& options) {
  const std::unique_ptr<SheetWriter> writer = open_sheets(target, format, sheets, options);
  for (std::size_t i = 0; i < sheets.size(); ++i)
    if (sheets[i].rows) sheets[i].rows([&](const std::vector<SheetCell>& cells) { writer->row(i, cells); });
  return writer->commit();
}

std::optional<SheetFormat> sheet_format_of(const std::filesystem::path& target) {
  std::string extension = target.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  if (extension == ".xlsx") return SheetFormat::xlsx;
  if (extension == ".csv") return SheetFormat::csv;
  if (extension == ".json") return SheetFormat::json;
  if (extension == ".ndjson" || extension == ".jsonl") return SheetFormat::ndjson;
  return std::nullopt;
}

std::string file_url(const std::filesystem::path& file, int page) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(file, error);
  std::string url = "file://";
  for (const char c : (error ? file : absolute).native()) {
    if (kPlain.find(c) != std::string_view::npos) {
      url += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    url += '%';
    url += kHex[byte >> 4U];
    url += kHex[byte & 15U];
  }
  if (page > 0) url += "#page=" + std::to_string(page);
  return url;
}

}  // namespace prikaz
