// A folder of inputs such as people have: orders, some of them twice or packed, among things that are none.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/make_pdf.h"
#include "make_container.h"
#include "temporary_folder.h"

namespace prikaz {

inline std::vector<std::string> sample_pdfs() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(PRIKAZ_SAMPLES_DIR "/pdf"))
    if (entry.path().extension() == ".pdf") paths.push_back(entry.path().native());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// The same order with another hash: what follows the end of a PDF is not read.
inline std::string variant(const std::string& pdf, int number) { return pdf + "\n% " + std::to_string(number) + "\n"; }

// `copies` variants of each of some samples, duplicates, containers, and files that fail. Returns how many contents are
// orders.
inline int write_batch(const TemporaryFolder& folder, const std::string& name, int copies) {
  const std::vector<std::string> samples = sample_pdfs();
  int orders = 0;
  std::vector<Packed> packed;
  for (std::size_t i = 0; i < samples.size(); i += 2) {
    const std::string pdf = read_file(samples[i]);
    const std::string stem = std::filesystem::path(samples[i]).stem();
    for (int copy = 0; copy < copies; ++copy, ++orders)
      folder.write(name + "/" + std::to_string(copy % 3) + "/" + stem + std::to_string(copy) + ".pdf",
                   variant(pdf, copy));
    if (i % 4 == 0) {
      packed.push_back({"приказы/" + stem + ".pdf", variant(pdf, 1000)});
      ++orders;
    }
  }
  folder.write(name + "/packed.zip", make_container(packed));
  folder.write(name + "/packed.tar.gz", make_container(packed, {.tar = true, .gzip = true}));
  folder.write(name + "/same \xff\n\x1b[31m.pdf", variant(read_file(samples[0]), 0));
  folder.write(name + "/empty.pdf", "");
  folder.write(name + "/encrypted.pdf", make_encrypted_pdf());
  folder.write(name + "/notes.txt", "not an order");
  return orders;
}

}  // namespace prikaz
