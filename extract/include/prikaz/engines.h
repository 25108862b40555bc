// The engines that read documents, and what they find on this machine: for `prikaz doctor`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace prikaz {

struct Engines {
  std::string poppler, leptonica, tesseract;  // versions
  std::string models_folder;                  // of Tesseract
  std::vector<std::string> models;            // found there: «eng», «rus»
  bool russian_model_loads = false;
  std::size_t fonts = 0;      // files fontconfig knows, for text without embedded fonts
  bool poppler_data = false;  // the tables for encodings that PDF itself does not define
};

Engines find_engines();

}  // namespace prikaz
