// ocr_words FILE.pdf…: what the engine reads on each page of scans, before and after repair, one JSON object a page. It
// is what bench/ocr_calibration.py labels and counts; built by it, not part of the program.
#include <cstdio>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>

#include "poppler_text.h"
#include "prikaz/ingest.h"
#include "read_regions.h"
#include "recognizer.h"
#include "repair_recognized.h"

namespace {

using prikaz::RecognizedWord;

nlohmann::json as_json(const RecognizedWord& word) {
  const auto& box = word.box_px;
  return {{"text", word.text},
          {"box", {box.left, box.top, box.right, box.bottom}},
          {"confidence", word.confidence},
          {"baseline", word.baseline_px},
          {"x_height", word.x_height_px},
          {"region", word.region}};
}

void dump(const char* path, prikaz::Readers& readers) {
  const prikaz::SourceFile source = prikaz::ingest(path);
  prikaz::Diagnostics diagnostics;
  prikaz::PdfText pdf(source.bytes, "");
  for (int number = 1; number <= pdf.page_count(); ++number) {
    prikaz::PreparedPage page = prikaz::prepare_page(pdf.scan_page(number, diagnostics));
    if (!page.gray) continue;
    const auto rules = prikaz::find_rules_on_picture(page);
    prikaz::erase_rules(page, rules);
    prikaz::erase_specks(page);
    std::vector<RecognizedWord> words = prikaz::read_regions(page, prikaz::find_regions(page, rules), readers);
    nlohmann::json out = {{"file", source.name}, {"page", number}, {"recognized", nlohmann::json::array()}};
    for (const RecognizedWord& word : words) {
      out["recognized"].push_back(as_json(word));
      auto& choices = out["recognized"].back()["choices"] = nlohmann::json::array();
      for (const auto& letter : word.choices) {
        choices.push_back(nlohmann::json::array());
        for (const auto& choice : letter) choices.back().push_back({choice.text, choice.confidence});
      }
    }
    const std::vector<prikaz::OcrRepair> repairs = prikaz::repair_recognized(words);
    std::vector<const prikaz::OcrRepair*> repair_of(words.size());
    for (const auto& repair : repairs)
      if (repair.word != prikaz::kDroppedWord) repair_of[repair.word] = &repair;
    for (std::size_t i = 0; i < words.size(); ++i) {
      nlohmann::json word = as_json(words[i]);
      word["calibrated"] = prikaz::calibrated_confidence(words[i], repair_of[i] != nullptr);
      if (repair_of[i] != nullptr) {
        word["recognized"] = repair_of[i]->recognized;
        word["rule"] = repair_of[i]->rule;
      }
      out["repaired"].push_back(std::move(word));
    }
    std::cout << out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto recognizer = prikaz::make_tesseract_recognizer();
    prikaz::SingleReader reader(*recognizer);
    for (int i = 1; i < argc; ++i) dump(argv[i], reader);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ocr_words: %s\n", error.what());
    return 1;
  }
}
