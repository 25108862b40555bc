// Writes small PDF files for tests: pages with given content streams, and a font whose codes are Windows-1251.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/source.h"
#include "prikaz/unicode.h"

namespace prikaz::testing {

struct TinyPage {
  std::string content;
  std::string media_box = "0 0 595 842";
  std::string extra;  // more entries of the page dictionary: «/Rotate 90»
};

// Codes of font /F1 (and /F2, bold) for Russian text: a literal string for Tj. Every glyph is 600 of 1000 wide.
inline std::string tj(std::string_view text) {
  std::string out = "<";
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    unsigned code = static_cast<unsigned>(c);
    if (c >= 0x410 && c <= 0x44F) code = static_cast<unsigned>(c - 0x410 + 0xC0);
    if (c == U'ё') code = 0xB8;
    if (c == U'№') code = 0xB9;
    if (c == 0xAD) code = 0xAD;
    char hex[8];
    std::snprintf(hex, sizeof hex, "%02X", code & 0xFFU);
    out += hex;
  }
  return out + ">";
}

// «BT … ET» that prints `text` at (x, y) of PDF space, 12 points high.
inline std::string text_at(double x, double y, std::string_view text, std::string_view font = "/F1", double size = 12) {
  char start[120];
  std::snprintf(start, sizeof start, "BT %.*s %g Tf 1 0 0 1 %g %g Tm ", static_cast<int>(font.size()), font.data(),
                size, x, y);
  return start + tj(text) + " Tj ET\n";
}

class TinyPdf {
 public:
  // Without a ToUnicode map the codes are taken for WinAnsi, as in old documents.
  explicit TinyPdf(bool unicode_map = true) : unicode_map_(unicode_map) {}

  TinyPdf& page(TinyPage page) {
    pages_.push_back(std::move(page));
    return *this;
  }
  TinyPdf& page(std::string content) { return page(TinyPage{std::move(content), "0 0 595 842", ""}); }
  // An object of one's own; its number is returned (usable in content resources as «/X<number> <number> 0 R»).
  int object(std::string body) {
    extra_objects_.push_back(std::move(body));
    return static_cast<int>(kFixed + extra_objects_.size());
  }
  static std::string stream(const std::string& dictionary, const std::string& data) {
    return "<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream";
  }
  // Entries of /XObject in the resources of every page.
  TinyPdf& x_objects(std::string entries) {
    x_objects_ = std::move(entries);
    return *this;
  }

  std::string bytes() const {
    std::vector<std::string> objects;
    std::string widths;
    for (int i = 0; i < 224; ++i) widths += "600 ";
    const std::string to_unicode = unicode_map_ ? " /ToUnicode 5 0 R" : "";
    const auto font = [&](const std::string& name, int flags) {
      return "<< /Type /Font /Subtype /TrueType /BaseFont /" + name + " /FirstChar 32 /LastChar 255 /Widths [" +
             widths + "] /Encoding /WinAnsiEncoding" + to_unicode +
             " /FontDescriptor << /Type /FontDescriptor /FontName /" + name + " /Flags " + std::to_string(flags) +
             " /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 " + "/FontBBox [0 -200 600 800] >> >>";
    };
    const std::string cmap =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        "3 beginbfrange <20> <7E> <0020> <C0> <FF> <0410> <A0> <AF> <00A0> endbfrange\n"
        "2 beginbfchar <B8> <0451> <B9> <2116> endbfchar\nendcmap end end\n";
    std::string kids;
    const std::size_t first_page = kFixed + extra_objects_.size();
    for (std::size_t i = 0; i < pages_.size(); ++i) kids += std::to_string(first_page + 2 * i + 1) + " 0 R ";
    objects.push_back("<< /Type /Catalog /Pages 2 0 R >>");
    objects.push_back("<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>");
    objects.push_back(font("TestSerif", 32));
    objects.push_back(font("ABCDEF+TestSerif-Bold", 32));
    objects.push_back(stream("", cmap));
    for (const std::string& body : extra_objects_) objects.push_back(body);
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const std::string contents = std::to_string(first_page + 2 * i + 2);
      objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [" + pages_[i].media_box + "] /Contents " + contents +
                        " 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << " + x_objects_ + " >> >> " +
                        pages_[i].extra + " >>");
      objects.push_back(stream("", pages_[i].content));
    }
    std::string out = "%PDF-1.5\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
      char entry[32];
      std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
      table += entry;
      out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string size = std::to_string(objects.size() + 1);
    const std::string start = std::to_string(out.size());
    return out + "xref\n0 " + size + "\n" + table + "trailer << /Size " + size + " /Root 1 0 R >>\nstartxref\n" +
           start + "\n%%EOF\n";
  }

  SourceFile source() const {
    SourceFile file;
    file.name = "test.pdf";
    file.media_type = "application/pdf";
    file.bytes = bytes();
    file.size_bytes = file.bytes.size();
    return file;
  }

 private:
  static constexpr std::size_t kFixed = 5;
  bool unicode_map_;
  std::vector<TinyPage> pages_;
  std::vector<std::string> extra_objects_;
  std::string x_objects_;
};

}  // namespace prikaz::testing
