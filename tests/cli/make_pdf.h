// Small PDF files made on the spot, whole or broken in a known way.
#pragma once

#include <string>
#include <vector>

namespace prikaz {

struct PdfParts {
  std::string media_box = "[0 0 595 842]";
  std::string kids = "[3 0 R]";
  int count = 1;
  std::string trailer_extra;  // entries of the trailer
  std::string content = "BT /F1 12 Tf 72 770 Td (ORDER 5) Tj ET";
};

inline std::string make_pdf(const PdfParts& parts = {}) {
  const std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids " + parts.kids + " /Count " + std::to_string(parts.count) + " >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox " + parts.media_box +
          " /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + std::to_string(parts.content.size()) + " >>\nstream\n" + parts.content + "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t xref = pdf.size();
  pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  pdf += "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + parts.trailer_extra +
         " >>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
  return pdf;
}

// Asks for a password that nobody knows: the check values are not those of any.
inline std::string make_encrypted_pdf() {
  PdfParts parts;
  const std::string zeros(64, '0');
  parts.trailer_extra =
      "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter "
      "/Standard /V 2 /R 3 /Length 128 /P -44 /O <" +
      zeros + "> /U <" + zeros + "> >>";
  return make_pdf(parts);
}

}  // namespace prikaz
