#include "check_workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <set>
#include <string>

namespace prikaz {
namespace {

struct CloseArchive {
  void operator()(archive* zip) const { archive_read_free(zip); }
};

// Sums up one part of the workbook; of those that are no tab only the form is looked at.
class PartReader {
 public:
  PartReader() : parser_(XML_ParserCreate("UTF-8")) {
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, begin, end);
    XML_SetCharacterDataHandler(parser_, characters);
  }
  PartReader(const PartReader&) = delete;
  PartReader& operator=(const PartReader&) = delete;
  ~PartReader() { XML_ParserFree(parser_); }

  // False if it is not whole XML.
  bool read(archive* zip) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int result = ARCHIVE_OK;
    while ((result = archive_read_data_block(zip, &bytes, &size, &offset)) == ARCHIVE_OK)
      if (XML_Parse(parser_, static_cast<const char*>(bytes), static_cast<int>(size), XML_FALSE) != XML_STATUS_OK)
        return false;
    return result == ARCHIVE_EOF && XML_Parse(parser_, "", 0, XML_TRUE) == XML_STATUS_OK;
  }

  TabSum sum;

 private:
  static void begin(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& reader = *static_cast<PartReader*>(self);
    if (std::strcmp(name, "c") == 0) {
      reader.begin_cell(attributes);
    } else if (std::strcmp(name, "t") == 0) {
      reader.in_text_ = true;
    } else if (std::strcmp(name, "hyperlink") == 0) {
      reader.sum.add_link();
    }
  }

  static void end(void* self, const XML_Char* name) {
    auto& reader = *static_cast<PartReader*>(self);
    if (std::strcmp(name, "c") == 0)
      reader.sum.add(reader.row_, reader.column_, reader.text_);
    else if (std::strcmp(name, "t") == 0)
      reader.in_text_ = false;
  }

  static void characters(void* self, const XML_Char* bytes, int size) {
    auto& reader = *static_cast<PartReader*>(self);
    if (reader.in_text_) reader.text_.append(bytes, static_cast<std::size_t>(size));
  }

  // r="AB12"
  void begin_cell(const XML_Char** attributes) {
    text_.clear();
    row_ = column_ = 0;
    while (attributes[0] != nullptr && std::strcmp(attributes[0], "r") != 0) attributes += 2;
    if (attributes[0] == nullptr) return;
    for (const char* c = attributes[1]; *c != '\0'; ++c) {
      if (*c >= 'A' && *c <= 'Z')
        column_ = column_ * 26 + static_cast<std::uint32_t>(*c - 'A' + 1);
      else
        row_ = row_ * 10 + static_cast<std::uint32_t>(*c - '0');
    }
    --row_;
    --column_;
  }

  XML_Parser parser_;
  std::uint32_t row_ = 0, column_ = 0;
  bool in_text_ = false;
  std::string text_;
};

}  // namespace

void TabSum::mix(std::string_view bytes) {
  for (const char byte : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
}

void TabSum::add(std::uint32_t row, std::uint32_t column, std::string_view text) {
  ++cells_;
  for (const std::uint64_t number : {std::uint64_t{row}, std::uint64_t{column}, std::uint64_t{text.size()}})
    hash_ = (hash_ ^ number) * 0x100000001B3U;
  mix(text);
}

bool holds(int file, const std::vector<TabSum>& tabs) {
  if (::lseek(file, 0, SEEK_SET) != 0) return false;
  const std::unique_ptr<archive, CloseArchive> zip(archive_read_new());
  // With the directory at its end, as spreadsheet programs read it.
  archive_read_support_format_zip_seekable(zip.get());
  constexpr std::size_t kBlock = 1U << 16U;
  if (archive_read_open_fd(zip.get(), file, kBlock) != ARCHIVE_OK) return false;
  std::set<std::string> missing = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                   "xl/_rels/workbook.xml.rels", "xl/styles.xml"};
  for (std::size_t i = 0; i < tabs.size(); ++i) missing.insert("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml");
  archive_entry* entry = nullptr;
  int result = ARCHIVE_OK;
  while ((result = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK) {
    const std::string name = archive_entry_pathname(entry);
    PartReader part;
    if (!part.read(zip.get())) return false;
    missing.erase(name);
    for (std::size_t i = 0; i < tabs.size(); ++i)
      if (name == "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml" && !(part.sum == tabs[i])) return false;
  }
  return result == ARCHIVE_EOF && missing.empty();
}

}  // namespace prikaz
