// What libraries load when they are first used is loaded by reading a small file of our own.
#include <array>
#include <string>

#include "poppler_text.h"
#include "prikaz/error.h"
#include "prikaz/extract.h"
#include "recognizer.h"

namespace prikaz {
namespace {

std::string small_pdf() {
  static constexpr std::array<std::string_view, 5> kObjects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length 57 >>\nstream\nBT /F1 12 Tf 72 770 Td (ORDER 5) Tj ET 72 700 m 300 700 l S\nendstream",
      "<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"};
  std::string pdf = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < kObjects.size(); ++i) {
    const std::string place = std::to_string(pdf.size());
    table += std::string(10 - place.size(), '0') + place + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n";
    pdf += kObjects[i];
    pdf += "\nendobj\n";
  }
  const std::string start = std::to_string(pdf.size());
  return pdf + "xref\n0 6\n0000000000 65535 f \n" + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

}  // namespace

void warm_up_extract() {
  try {
    SourceFile source;
    source.media_type = "application/pdf";
    source.bytes = small_pdf();
    Diagnostics ignored;
    extract(source, {}, ignored);
  } catch (const InputError&) {
    // The file that needs what is missing will say so.
  }
}

void try_recognizer() { make_tesseract_recognizer(); }

}  // namespace prikaz
