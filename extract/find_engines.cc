#include <fontconfig/fontconfig.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "picture_pixels.h"
#include "poppler_text.h"
#include "prikaz/engines.h"

namespace prikaz {
namespace {

std::string leptonica_version() {
  const std::unique_ptr<char, decltype(&lept_free)> text(getLeptonicaVersion(), lept_free);
  const std::string version = text ? text.get() : "";
  const std::string prefix = "leptonica-";
  return version.starts_with(prefix) ? version.substr(prefix.size()) : version;
}

std::size_t count_fonts() {
  const std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> all(FcPatternCreate(), FcPatternDestroy);
  const std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> wanted(
      FcObjectSetBuild(FC_FILE, static_cast<char*>(nullptr)), FcObjectSetDestroy);
  if (!all || !wanted) return 0;
  const std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> found(FcFontList(nullptr, all.get(), wanted.get()),
                                                                      FcFontSetDestroy);
  return found ? static_cast<std::size_t>(found->nfont) : 0;
}

std::vector<std::string> models_in(const std::string& folder) {
  std::vector<std::string> models;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".traineddata") models.push_back(entry.path().stem());
  std::sort(models.begin(), models.end());
  return models;
}

}  // namespace

Engines find_engines() {
  Engines engines;
  engines.poppler = poppler_version();
  engines.leptonica = leptonica_version();
  engines.tesseract = tesseract::TessBaseAPI::Version();
  tesseract::TessBaseAPI engine;
  silence_picture_libraries();
  engines.russian_model_loads = engine.Init(nullptr, "rus", tesseract::OEM_LSTM_ONLY) == 0;
  if (const char* folder = engine.GetDatapath(); folder != nullptr) engines.models_folder = folder;
  engines.models = models_in(engines.models_folder);
  engines.fonts = count_fonts();
  std::error_code error;
  engines.poppler_data = std::filesystem::exists("/usr/share/poppler/cMap", error);
  return engines;
}

}  // namespace prikaz
