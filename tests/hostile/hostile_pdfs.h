// Small files that ask for a lot: PDFs as attackers and broken producers make them.
#pragma once

#include <zlib.h>

#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace prikaz {

inline std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

inline std::string deflated(const std::string& text) {
  uLongf size = ::compressBound(text.size());
  std::string packed(size, '\0');
  if (::compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
                 text.size()) != Z_OK)
    throw std::runtime_error("compress");
  packed.resize(size);
  return packed;
}

// `megabytes` of spaces, deflated: the same packed block again and again.
inline std::string deflated_spaces(std::size_t megabytes) {
  const std::string spaces(1U << 20U, ' ');
  z_stream packer{};
  if (::deflateInit2(&packer, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("deflate");
  std::string block(1U << 16U, '\0');
  packer.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(spaces.data()));
  packer.avail_in = static_cast<uInt>(spaces.size());
  packer.next_out = reinterpret_cast<Bytef*>(block.data());
  packer.avail_out = static_cast<uInt>(block.size());
  if (::deflate(&packer, Z_FULL_FLUSH) != Z_OK) throw std::runtime_error("deflate");
  block.resize(packer.total_out);
  ::deflateEnd(&packer);
  return "\x78\xDA" + repeat(block, megabytes) + std::string("\x03\x00", 2);  // an empty last block
}

// The body of a stream object, `entries` in its dictionary.
inline std::string stream(const std::string& data, const std::string& entries = "") {
  return "<< /Length " + std::to_string(data.size()) + " " + entries + ">>\nstream\n" + data + "\nendstream";
}
inline std::string deflated_stream(const std::string& text, const std::string& entries = "") {
  return stream(deflated(text), "/Filter /FlateDecode " + entries);
}

// A whole file of these objects, numbered from 1; the first is the catalog.
inline std::string pdf_of(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.5\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string place = std::to_string(pdf.size());
    table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(pdf.size()), size = std::to_string(objects.size() + 1);
  return pdf + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

inline const std::string kOrder = "BT /F1 12 Tf 72 700 Td (ORDER 5) Tj ET";
inline const std::string kHelvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

// One page with `content` (a stream object); `more` are objects from number 6 on.
struct OnePage {
  std::string content;
  std::string media_box = "[0 0 595 842]";
  std::string resources = "/Font << /F1 5 0 R >>";
  std::vector<std::string> more = {};
  std::string font = kHelvetica;
  std::string kids = "[3 0 R]";
  std::string count = "1";
};
inline std::string pdf_of(const OnePage& page) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>",
                                   "<< /Type /Pages /Kids " + page.kids + " /Count " + page.count + " >>",
                                   "<< /Type /Page /Parent 2 0 R /MediaBox " + page.media_box +
                                       " /Contents 4 0 R /Resources << " + page.resources + " >> >>",
                                   page.content, page.font};
  objects.insert(objects.end(), page.more.begin(), page.more.end());
  return pdf_of(objects);
}

// Form XObjects, each of which shows the next one ten times.
inline std::string nested_forms(int levels) {
  OnePage page{.content = stream(repeat("/X Do ", 10)), .resources = "/XObject << /X 6 0 R >> /Font << /F1 5 0 R >>"};
  for (int i = 0; i < levels; ++i) {
    const bool last = i + 1 == levels;
    const std::string next = last ? "" : "/XObject << /X " + std::to_string(7 + i) + " 0 R >> ";
    page.more.push_back(stream(
        last ? kOrder : repeat("/X Do ", 10),
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> " + next + ">> "));
  }
  return pdf_of(page);
}

inline std::string scattered_words(std::size_t count) {
  std::mt19937 random(1);
  std::string content = "BT /F1 4 Tf ";
  for (std::size_t i = 0; i < count; ++i)
    content += "1 0 0 1 " + std::to_string(random() % 590) + " " + std::to_string(random() % 840) + " Tm (w" +
               std::to_string(i) + ") Tj ";
  return pdf_of(OnePage{.content = deflated_stream(content + "ET")});
}

// A picture that says it has so many pixels, and has data for some of them.
inline std::string declared_picture(const std::string& side, int bits, const std::string& place = "595 0 0 842 0 0") {
  return pdf_of(OnePage{
      .content = stream("q " + place + " cm /I Do Q"),
      .resources = "/XObject << /I 6 0 R >>",
      .more = {deflated_stream(std::string(10'000'000, '\x55'),
                               "/Type /XObject /Subtype /Image /Width " + side + " /Height " + side +
                                   " /BitsPerComponent " + std::to_string(bits) + " /ColorSpace /DeviceGray ")}});
}

inline std::string many_pages(std::size_t count) {
  std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", stream(kOrder), kHelvetica};
  std::string kids;
  for (std::size_t i = 0; i < count; ++i) {
    kids += std::to_string(objects.size() + 1) + " 0 R ";
    objects.emplace_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> "
        ">>");
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(count) + " >>";
  return pdf_of(objects);
}

// Letters that stand for an escape, a bell, a change of direction, half a surrogate pair, nothing, and a line end with
// a bracket; the others for themselves.
inline std::string poisoned_letters() {
  std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
      "1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <61> <7A> <0061> endbfrange\n"
      "6 beginbfchar <41> <001B> <42> <0007> <43> <202E> <44> <D800> <45> <0000> <46> <000A005B> endbfchar\n"
      "endcmap end end";
  std::string content = "BT /F1 12 Tf 14 TL 72 760 Td ";
  for (int line = 0; line < 30; ++line) content += "(these lines are what the page is about, for the most part) Tj T* ";
  content += "(and these letters are poisoned: aAa bBb cCc dDd eEe fFf) Tj ";
  return pdf_of(OnePage{
      .content = stream(content + "ET"),
      .more = {stream(map)},
      .font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
  });
}

}  // namespace prikaz
