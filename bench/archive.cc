// Measures the archive on made-up orders: bench_archive store DIR DOCUMENTS [PER_COMMIT]; bench_archive search DIR
// [ROUNDS].
//
// Words are syllables put together, drawn as natural language draws them (Zipf), with the endings of Russian nouns and
// adjectives; the words of every order («приказ», «школа») stand in nearly all.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "prikaz/archive.h"

namespace prikaz {
namespace {

double cpu_s() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double clock_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

class Language {
 public:
  explicit Language(std::size_t words) {
    std::mt19937 random(7);
    static constexpr std::array<const char*, 24> kSyllables{"ва",  "ро",  "ми", "ле",  "ту",  "ко", "зна", "пре",
                                                            "сто", "гри", "ну", "бе",  "до",  "ча", "ши",  "фо",
                                                            "хре", "ля",  "жу", "сви", "пло", "ме", "ду",  "ры"};
    for (std::size_t i = 0; i < words; ++i) {
      std::string word;
      for (std::size_t n = 2 + random() % 3; n > 0; --n) word += kSyllables[random() % kSyllables.size()];
      stems_.push_back(word + (random() % 2 == 0 ? "к" : "н"));
    }
    double sum = 0;
    for (std::size_t i = 0; i < words; ++i) cumulated_.push_back(sum += 1 / std::pow(static_cast<double>(i + 3), 1.05));
  }

  const std::string& stem(std::size_t rank) const { return stems_[rank]; }

  std::string word(std::mt19937& random) const {
    const double at = std::uniform_real_distribution<double>(0, cumulated_.back())(random);
    const auto rank =
        static_cast<std::size_t>(std::lower_bound(cumulated_.begin(), cumulated_.end(), at) - cumulated_.begin());
    static constexpr std::array<const char*, 8> kEndings{"а", "ы", "е", "ой", "ами", "ый", "ого", "ом"};
    return stems_[rank] + kEndings[random() % kEndings.size()];
  }

  std::string sentence(std::mt19937& random, std::size_t words) const {
    static constexpr std::array<const char*, 14> kEverywhere{
        "приказ", "школа", "образования", "план",        "мероприятий",         "управление",  "в",
        "и",      "на",    "по",          "обучающихся", "общеобразовательных", "организаций", "района"};
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) text += ' ';
      text += random() % 5 < 2 ? kEverywhere[random() % kEverywhere.size()] : word(random);
    }
    return text;
  }

 private:
  std::vector<std::string> stems_;
  std::vector<double> cumulated_;
};

std::string hexadecimal(std::uint64_t a) {
  std::mt19937_64 random(a * 0x9E3779B97F4A7C15U + 1);
  std::array<char, 17> digits{};
  std::string all;
  for (int i = 0; i < 4; ++i) {
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(random()));
    all += digits.data();
  }
  return all;
}

std::string surname(const Language& language, std::mt19937& random) {
  std::string name = language.stem(random() % 20'000);
  name += random() % 2 == 0 ? "ов" : "ова";
  return name;
}

// About 450 words, a page of items and a plan of twelve rows: 24 KB of JSON, as a small order gives.
std::string make_extraction(const Language& language, std::uint64_t n, const std::string& sha256) {
  std::mt19937 random(static_cast<std::uint32_t>(n * 2654435761U + 17));
  std::ostringstream json;
  const auto spans = [&](int page) {
    json << R"("spans":[{"page":)" << page << R"(,"bbox":[)" << 50 + random() % 100 << ".5," << random() % 800 << ".25,"
         << 300 + random() % 200 << ".75," << random() % 800 << R"(]}])";
  };
  const auto value = [&](const char* key, const std::string& text) {
    json << '"' << key << R"(":{"value":")" << text << R"(","text":")" << text << R"(","confidence":1,)";
    spans(1);
    json << "},";
  };
  std::array<char, 11> date{};
  std::snprintf(date.data(), date.size(), "20%02u-%02u-%02u", static_cast<unsigned>(10 + random() % 16),
                static_cast<unsigned>(1 + random() % 12), static_cast<unsigned>(1 + random() % 28));
  json << R"({"schema":"urn:prikaz:extraction:1","source":{"name":")" << n << R"(.pdf","sha256":")" << sha256
       << R"(","media_type":"application/pdf","size_bytes":120000,"page_count":2},"pages":[)";
  for (int page = 1; page <= 2; ++page)
    json
        << (page > 1 ? "," : "") << R"({"number":)" << page
        << R"(,"width_pt":595.3,"height_pt":841.9,"rotation_deg":0,"skew_deg":0,"text_source":"embedded","ocr_confidence":null})";
  json << R"(],"documents":[{"kind":"order","pages":{"first":1,"last":2},"heading":{)";
  value("kind_text", "ПРИКАЗ");
  value("issuer", "Управление образования " + language.stem(random() % 300) + "ского района");
  value("number", std::to_string(random() % 900 + 1) + "-" + (random() % 2 == 0 ? "Д" : "к"));
  value("date", date.data());
  value("title", "О " + language.sentence(random, 8));
  json
      << R"("place":null},"issuer_details":{"ogrn":null,"inn":null,"phone":null,"email":null,"address":null},"approval":null,"preamble":{"text":")"
      << language.sentence(random, 30) << "\",";
  spans(1);
  json << R"(},"items":[)";
  for (int i = 1; i <= 8; ++i) {
    json << (i > 1 ? "," : "") << R"({"number":")" << i << R"(","label":")" << i << R"(.","text":")"
         << language.sentence(random, 20) << R"(","items":[],)";
    spans(1);
    json << R"(,"confidence":1})";
  }
  json << R"(],"signatories":[{"person":")" << surname(language, random) << R"( А.Б.","position":"Начальник",)";
  spans(1);
  json << R"(}],"drafted_by":[],"content":[],"appendices":[{"number":"1","title":")" << language.sentence(random, 6)
       << R"(","of_document":null,"pages":{"first":2,"last":2},"content":[{"type":"table","table":"t1",)";
  spans(2);
  json << R"(}]}],"lists":[],"tables":[{"id":"t1","title":"План","pages":{"first":2,"last":2},"columns":[)";
  for (int c = 0; c < 5; ++c)
    json << (c > 0 ? "," : "") << R"({"index":)" << c << R"(,"header":")" << language.sentence(random, 1)
         << R"(","role":"other"})";
  json << R"(],"rows":[)";
  for (int r = 0; r < 12; ++r) {
    json << (r > 0 ? "," : "") << R"({"kind":"data","number":")" << r + 1 << R"(","cells":[)";
    for (int c = 0; c < 5; ++c) {
      json << (c > 0 ? "," : "") << R"({"text":")"
           << (c == 0 ? std::to_string(r + 1) : language.sentence(random, c == 1 ? 12 : 3))
           << R"(","row_span":1,"col_span":1,"covered":false,)";
      spans(2);
      json << R"(,"confidence":1})";
    }
    json << "],";
    spans(2);
    json << R"(,"period":null,"responsible":[],"schools":[]})";
  }
  json << "],";
  spans(2);
  json << R"(}],"persons":[)";
  for (int p = 1; p <= 4; ++p) {
    const std::string name = surname(language, random);
    json << (p > 1 ? "," : "") << R"({"id":"p)" << p << R"(","name":")" << name << R"( А.Б.","surname":")" << name
         << R"(","given":null,"patronymic":null,"initials":"А.Б.","positions":[],"mentions":[{"text":")" << name
         << R"( А.Б.",)";
    spans(1);
    json << R"(,"path":"/documents/0/items/0/text"}]})";
  }
  json << R"(],"schools":[)";
  for (int s = 1; s <= 4; ++s) {
    json
        << (s > 1 ? "," : "") << R"({"id":"s)" << s << R"(","name":"МБОУ СОШ № )" << random() % 90 + 1
        << R"(","legal_form":"МБОУ","type":"СОШ","number":"1","proper_name":null,"locality":null,"mentions":[{"text":"школа",)";
    spans(1);
    json << R"(,"path":"/documents/0/items/0/text"}]})";
  }
  json << R"(],"responsible":[],"dates":[)";
  for (int d = 0; d < 8; ++d) {
    json
        << (d > 0 ? "," : "")
        << R"({"text":"12 марта 2024 г.","kind":"day","start":"2024-03-12","end":"2024-03-12","recurrence":null,"inferred":[],)";
    spans(2);
    json << R"(,"path":"/documents/0/tables/0/rows/1/cells/2/text"})";
  }
  json << R"(],"references":[]}],"diagnostics":[]})";
  return json.str();
}

int store(const std::string& folder, std::uint64_t documents, std::uint64_t per_commit) {
  const Language language(60'000);
  Archive archive(folder, ArchiveMode::create_or_write);
  const std::uint64_t before = archive.status().files;
  double cpu = 0, clock = 0;
  std::uint64_t bytes = 0;
  constexpr std::uint64_t kBatch = 1000;
  std::vector<std::pair<std::string, std::string>> made;
  for (std::uint64_t done = 0; done < documents;) {
    made.clear();
    for (std::uint64_t i = 0; i < kBatch && done + i < documents; ++i) {
      const std::string sha256 = hexadecimal(before + done + i);
      made.emplace_back(sha256, make_extraction(language, before + done + i, sha256));
      bytes += made.back().second.size();
    }
    const double cpu_before = cpu_s(), clock_before = clock_s();
    for (const auto& [sha256, json] : made) {
      ImportRecord record;
      record.sha256 = sha256;
      record.name = "a.pdf";
      record.size_bytes = 120'000;
      archive.store(record, {"/in/" + sha256.substr(0, 3) + "/" + sha256 + ".pdf", 120'000, 1, 1, 1}, json);
      if (++done % per_commit == 0) archive.commit();
    }
    archive.commit();
    cpu += cpu_s() - cpu_before;
    clock += clock_s() - clock_before;
    if (done % 10'000 == 0)
      std::cerr << done << " documents, " << cpu * 1000 / static_cast<double>(done) << " ms CPU each\n";
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto n = static_cast<double>(documents);
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::printf("%.0f documents, %.1f KB of JSON each\n", n, megabytes * 1000 / n);
  std::printf("CPU %.3f ms, clock %.3f ms a document; %.0f documents/s, %.1f MB/s\n", cpu * 1000 / n, clock * 1000 / n,
              n / clock, megabytes / clock);
  std::printf("database %.1f KB a document, peak memory %ld MB\n",
              static_cast<double>(archive.status().database_bytes) / 1000 / (n + static_cast<double>(before)),
              usage.ru_maxrss / 1024);
  return 0;
}

struct Question {
  const char* name;
  std::vector<std::string> words;
};

int search(const std::string& folder, int rounds) {
  const Language language(60'000);
  std::mt19937 random(3);
  const std::array<const char*, 8> common{"школа",      "приказ",      "образования", "план",
                                          "управление", "мероприятий", "районов",     "организации"};
  std::vector<Question> questions{{"rare word", {}},
                                  {"surname in another case", {}},
                                  {"number", {}},
                                  {"common word", {}},
                                  {"two common words", {}},
                                  {"three common words", {}},
                                  {"rare and common", {}},
                                  {"phrase of common words", {}},
                                  {"phrase of three", {}},
                                  {"beginning of a word", {}},
                                  {"date", {}}};
  for (int i = 0; i < 10; ++i) {
    const auto any = [&] { return std::string(common[random() % common.size()]); };
    const std::string rare = language.stem(30'000 + random() % 30'000) + "ой";
    questions[0].words.push_back(rare);
    questions[1].words.push_back(language.stem(random() % 20'000) + "ову А.Б.");
    questions[2].words.push_back(std::to_string(random() % 900 + 1) + "-Д");
    questions[3].words.push_back(any());
    questions[4].words.push_back(any() + " " + any());
    questions[5].words.push_back(any() + " " + any() + " " + any());
    questions[6].words.push_back(language.stem(5'000 + random() % 5'000) + "а " + any());
    questions[7].words.push_back("\"" + any() + " " + any() + "\"");
    questions[8].words.push_back("\"" + any() + " " + any() + " " + any() + "\"");
    questions[9].words.push_back(language.stem(random() % 60'000).substr(0, 6) + "*");
    questions[10].words.push_back("\"" + std::to_string(10 + random() % 18) + " марта 2024\"");
  }
  Archive archive(folder, ArchiveMode::read);
  std::printf("%-26s %10s %10s %10s %10s %6s\n", "ms", "median", "p95", "most", "CPU", "hits");
  for (const Question& question : questions) {
    std::vector<double> clock, cpu;
    std::size_t hits = 0;
    for (int round = 0; round < rounds; ++round)
      for (const std::string& words : question.words) {
        const double clock_before = clock_s(), cpu_before = cpu_s();
        hits += archive.search(words, 20).hits.size();
        clock.push_back((clock_s() - clock_before) * 1000);
        cpu.push_back((cpu_s() - cpu_before) * 1000);
      }
    std::sort(clock.begin(), clock.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf("%-26s %10.1f %10.1f %10.1f %10.1f %6.1f\n", question.name, clock[clock.size() / 2],
                clock[clock.size() * 95 / 100], clock.back(), cpu[cpu.size() / 2],
                static_cast<double>(hits) / static_cast<double>(clock.size()));
  }
  return 0;
}

}  // namespace
}  // namespace prikaz

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() >= 3 && arguments[0] == "store")
      return prikaz::store(arguments[1], std::stoull(arguments[2]),
                           arguments.size() > 3 ? std::stoull(arguments[3]) : 100);
    if (arguments.size() >= 2 && arguments[0] == "search")
      return prikaz::search(arguments[1], arguments.size() > 2 ? std::stoi(arguments[2]) : 5);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
  std::cerr << "bench_archive store DIR DOCUMENTS [PER_COMMIT]\nbench_archive search DIR [ROUNDS]\n";
  return 2;
}
