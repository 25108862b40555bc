// usage: bench_sheet_rows FILE [ROWS]   writes ROWS (100000) rows as wide as those of a plan to FILE (.xlsx, .csv,
// .json, .ndjson) and prints rows in a second and the peak of memory
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "prikaz/sheet.h"

int main(int argc, char** argv) {
  using namespace prikaz;
  const auto format = argc > 1 ? sheet_format_of(argv[1]) : std::nullopt;
  if (!format) return std::fputs("usage: bench_sheet_rows FILE [ROWS]\n", stderr), 2;
  const long rows = argc > 2 ? std::atol(argv[2]) : 100'000;

  Sheet sheet;
  sheet.key = "plans";
  sheet.name = "Планы";
  for (int i = 0; i < 26; ++i)
    sheet.columns.push_back({"column_" + std::to_string(i), "Столбец " + std::to_string(i), 20, i % 3 == 0});
  sheet.rows = [&](const SheetRow& row) {
    using namespace std::chrono_literals;
    for (long n = 0; n < rows; ++n) {
      const std::string number = std::to_string(n);
      const Day day = std::chrono::sys_days{2024y / 1 / 1} + std::chrono::days(n % 1000);
      row({"825cc784bd0b." + number,
           "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ЗАОЗЁРНОГО ОКРУГА",
           number + "-од",
           day,
           Link{"file:///srv/orders/" + number + ".pdf#page=3", number + ".pdf"},
           n % 40,
           "t1",
           "План адресной поддержки школ на 2024-2025 учебный год",
           "Раздел " + number,
           "1." + number,
           "Совещание с директорами школ «Программа преодоления рисков: от диагностики к результату», " + number,
           "сентябрь 2024 г.",
           Term{"month", "месяц"},
           day,
           day,
           "FREQ=MONTHLY",
           false,
           "Мартынюк О.В.; Круглова Е.Н.",
           "Власов П.Р.",
           "Мартынюк О.В., Круглова Е.Н.",
           "МБОУ СОШ № 4; МБОУ СОШ № 9",
           SheetCell(),
           SheetCell(),
           "Участники ознакомлены с порядком работы",
           SheetCell(),
           0.98});
    }
  };
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& note : write_sheets(argv[1], *format, {sheet})) std::fprintf(stderr, "%s\n", note.c_str());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const double cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                     static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  std::printf("%ld rows in %.2f s (%.2f s CPU): %.0f rows/s of CPU, peak %ld MiB\n", rows, seconds, cpu,
              static_cast<double>(rows) / cpu, used.ru_maxrss / 1024);
}
