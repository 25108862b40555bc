// Texts that someone could print into a document to harm whoever opens a table of it.
#pragma once

#include <string>
#include <vector>

namespace prikaz {

inline std::vector<std::string> naughty_texts() {
  std::vector<std::string> all = {"",
                                  "обычный текст",
                                  "=cmd|' /C calc'!A0",
                                  "=HYPERLINK(\"http://example.org/?\"&A1;\"нажмите\")",
                                  "@SUM(1+1)*cmd|' /C calc'!A0",
                                  "+7 (343) 222-22-22",
                                  "-1+1",
                                  "- ответственный не назначен",
                                  "– тире",
                                  "'=1+1",
                                  "''=1+1",
                                  "'в апострофах'",
                                  "12.03.2024",
                                  "1/2",
                                  "0012",
                                  "1E5",
                                  "ИСТИНА",
                                  "#REF!",
                                  "с \"кавычками\", запятой; точкой с запятой\tи табуляцией",
                                  "\"",
                                  "\"\"",
                                  "первая\nвторая",
                                  "первая\r\nвторая\rтретья",
                                  "\n=1+1",
                                  "\r=1+1",
                                  "\t=1+1",
                                  "=1+1\n=2+2",
                                  "первая\n=2+2",
                                  "\",=1+1,\"",
                                  "\"\r\n=1+1,\"",
                                  "\xEF\xBB\xBF=1+1",
                                  "\x1B[31mкрасный\x1B[0m",
                                  std::string("нуль\0внутри", 21),
                                  "слева\u202Eаварпс",
                                  "\u202E=1+1",
                                  "\u200B=1+1",
                                  "\u00A0=1+1",
                                  "\u3000=1+1",
                                  "\u2003\u00A0 =1+1",
                                  "\uFF1D1+1",
                                  "\uFF0B1",
                                  "\uFF0D1",
                                  "\uFF20SUM(1)",
                                  "\uFE661",
                                  "\u22121",
                                  "\xED\xA0\x80=1+1",  // a lone surrogate
                                  "\xFF\xFE=1+1",
                                  "\xD0",
                                  "\U000E003D1+1",  // a tag character
                                  "\U0001F4C4 лист",
                                  "_x003D_1+1",
                                  "&lt;b&gt;<script>alert(1)</script>]]>",
                                  "..%2f..%2fetc/passwd",
                                  "\u2028=1+1",
                                  "\u0085=1+1",
                                  " =1+1",
                                  "  +1",
                                  "%0A=1",
                                  "|calc",
                                  "sep=;"};
  std::string longest;
  for (int i = 0; i < 40'000; ++i) longest += i % 100 == 99 ? " " : "ж";
  all.push_back(longest);
  // Every pair of what may stand before a formula and what begins one.
  for (const std::string before :
       {"", " ", "\t", "\n", "\r", "'", "\"", "\u00A0", "\u3000", "\uFEFF", "\u200E", "\xFF", "a"})
    for (const std::string start : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\t=", "\r\n="})
      all.push_back(before + start + "1");
  return all;
}

}  // namespace prikaz
