// The words by which the parts of an order are known (data/*.tsv), and the shapes of names in signatures.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/draft.h"

namespace prikaz {

struct KindWord {
  DocumentKind kind = DocumentKind::other;
  std::size_t end = 0;  // byte behind the word
  bool whole = false;   // nothing else stands on the line
};

// The kind of document that `line` names: «ПРИКАЗ», «Аналитическая справка», «РАСПОРЯЖЕНИЕ № 5». nullopt for running
// text.
std::optional<KindWord> read_kind(std::string_view line);

// Where the operative verb («приказываю:», «П О С Т А Н О В Л Я Е Т:») ends, its colon included; nullopt if there is
// none.
std::optional<std::size_t> operative_verb_end(std::string_view text);

bool opens_preamble(std::string_view text);   // «В соответствии …», «На основании …»
bool opens_protocol(std::string_view text);   // «Присутствовали: …», «Повестка дня»
bool opens_with_post(std::string_view text);  // «Начальник …», «И.о. директора …»

// «И.О. Фамилия», «Фамилия И.О.», «И.Фамилия», «ФАМИЛИЯ И.О.» and nothing else but punctuation.
bool is_signature_name(std::string_view text);
// «Фамилия Имя Отчество» and nothing else.
bool is_full_name(std::string_view text);
// Where a signature name begins at the end of `text`: «Начальник отдела   В.С. Иванов» -> byte of «В.»; npos if it does
// not.
std::size_t trailing_signature_name(std::string_view text);

// «УТВЕРЖДАЮ», «Утвержден приказом …», «СОГЛАСОВАНО» at the beginning.
bool opens_approval(std::string_view text);
bool opens_agreement(std::string_view text);
// «Приложение», «Приложение № 2 к приказу …» at the beginning.
bool opens_appendix(std::string_view text);
// «Продолжение таблицы 2», «Окончание приложения»: the caption over the rest of a table on its next page.
bool opens_continuation(std::string_view text);
// «Разослать: в дело, …», «Рассылка: …» at the beginning.
bool opens_mailing(std::string_view text);

// «г. Город», «с. Село», «пгт Посёлок»; also a bare name in capitals or with a capital, if `bare_allowed`.
bool is_place(std::string_view text, bool bare_allowed);

}  // namespace prikaz
