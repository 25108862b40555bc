// Tables and patterns are loaded when they are first needed. To have them loaded before a child is forked, the stages
// read a page of our own that has a little of everything.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <string_view>

#include "prikaz/export.h"
#include "prikaz/extract.h"
#include "prikaz/file_descriptor.h"
#include "prikaz/ingest.h"
#include "prikaz/normalize.h"
#include "prikaz/structure.h"
#include "prikaz/unicode.h"
#include "process.h"

namespace prikaz {
namespace {

constexpr float kSize = 12, kLeft = 60, kTop = 60, kPitch = 15;

constexpr std::array<std::string_view, 20> kLines = {
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ РАЙОНА",
    "ПРИКАЗ",
    "от 12 марта 2024 года № 17",
    "О плане работы с 01.09.2024 по 31.05.2025",
    "В соответствии с приказом министерства от 01.02.2024 № 5 и письмом",
    "в целях повышения качества образования в 2024-2025 учебном году",
    "ПРИКАЗЫВАЮ:",
    "1. Утвердить план работы (приложение 1).",
    "2. Руководителям МБОУ «СОШ № 1», МБОУ СОШ № 2 и гимназии № 3 (Иванова А.Б.):",
    "2.1. Представить отчёт до 20 мая 2024 года, далее ежеквартально.",
    "- назначить ответственных;",
    "3. Назначить координатором Петрову Анну Ивановну, методиста.",
    "4. Контроль исполнения приказа возложить на заместителя начальника Сидорова В.Г.",
    "Начальник управления А.А. Иванов",
    "Исп. Петрова А.И., тел. 2-34-56",
    "Приложение 1 к приказу от 12.03.2024 № 17",
    "План работы на 2024 год",
    "№ Мероприятие Срок Ответственный",
    "1 Совещание директоров школ май, в течение года Руководители школ",
    "Список школ: МКОУ «Средняя школа с. Примерное»;",
};

Page small_page() {
  Page page;
  page.number = 1;
  page.width = 595;
  page.height = 842;
  page.text_source = TextSource::embedded;
  page.fonts.push_back({"Even", FontTrust::good, ""});
  float baseline = kTop;
  for (const std::string_view line : kLines) {
    float x = kLeft;
    for (const std::string_view text : split(line, ' ')) {
      Word word;
      word.text = text;
      word.font = 0;
      word.font_size = kSize;
      word.baseline = baseline;
      const float width = static_cast<float>(count_code_points(text)) * kSize / 2;
      word.box = {x, baseline - 0.9F * kSize, x + width, baseline + 0.22F * kSize};
      x += width + kSize / 2;
      page.words.push_back(std::move(word));
    }
    baseline += kPitch;
  }
  // The plan has a grid: one row for its header, one below.
  const float top = kTop + 16.3F * kPitch;
  for (const float y : {top, top + kPitch, top + 2 * kPitch}) page.rules.push_back({false, y, kLeft - 3, 560, 0.5F});
  for (const float x : {kLeft - 3, kLeft + 9, kLeft + 90, kLeft + 130, 560.0F})
    page.rules.push_back({true, x, top, top + 2 * kPitch, 0.5F});
  return page;
}

// The library that computes hashes takes milliseconds to start.
void ingest_something() {
  const FileDescriptor file(::memfd_create("page", MFD_CLOEXEC));
  constexpr std::string_view kBytes = "%PDF-1.4\n";
  if (file.open() && ::write(file.get(), kBytes.data(), kBytes.size()) > 0) ingest(file.get(), "page");
}

}  // namespace

void warm_up() {
  ingest_something();
  Diagnostics ignored;
  Extraction extraction;
  extraction.pages = {small_page()};
  extraction.documents = normalize(find_structure(extraction.pages, ignored), ignored);
  std::ostringstream nowhere;
  write_json(nowhere, extraction, false);
  warm_up_extract();
}

}  // namespace prikaz
