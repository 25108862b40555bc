// What is meant: a document with its values. The names are those of the output contract (version 1).
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "prikaz/diagnostic.h"
#include "prikaz/draft.h"

namespace prikaz {

using Day = std::chrono::year_month_day;

// A value and where it was read: `value` is normalized, `text` is as printed.
struct Value {
  std::string value;
  Text text;
  float confidence = 1;
};

struct Heading {
  std::optional<Value> kind_text, issuer, number, date, place, title;
};

struct ReadIssuerDetails {
  std::optional<std::string> ogrn, inn, phone, email, address;
};

struct ReadApproval {
  std::optional<std::string> by_person, position, by_document;
  std::optional<Day> date;
  Text text;
};

// «Приложение 1 к приказу … от … № …»
struct OfDocument {
  Text text;
  std::optional<std::string> kind, number;
  std::optional<Day> date;
};

struct Mention {
  std::string text;  // as printed
  std::vector<Span> spans;
  std::string path;         // JSON Pointer relative to the document: «/items/2/text»
  std::string branch = {};  // of a school: «филиал в с. Липки», where its branch is meant
};

struct School {
  std::string id;    // «s1»
  std::string name;  // canonical: «МБОУ СОШ № 39»
  std::optional<std::string> legal_form, type, number, proper_name, locality, honorific;
  std::vector<Mention> mentions;
};

struct Person {
  std::string id;    // «p1»
  std::string name;  // «Фамилия И.О.», nominative
  std::string surname;
  std::optional<std::string> given, patronymic, initials;
  std::vector<std::string> positions;
  std::vector<Mention> mentions;
};

enum class PartyKind { person, organization, role };
enum class Duty { execute, co_execute, control, coordinate };

// What a party answers for: exactly one of the three.
struct Target {
  bool document = false;
  std::optional<std::string> item;   // number of the item; «3» for its unnumbered children too
  std::optional<std::string> table;  // id
  int row = 0;                       // 0-based index into the table's rows[]
  std::string number;                // the row's printed number
};

struct Responsible {
  PartyKind kind = PartyKind::role;
  std::string name;                      // nominative
  std::optional<std::string> full_name;  // the expansion of a defined abbreviation
  std::optional<std::string> person;     // id
  std::optional<std::string> position, organization;
  Duty duty = Duty::execute;
  Target target;
  std::string text;  // as printed
  std::vector<Span> spans;
  std::string path;
  float confidence = 1;
};

enum class DateKind {
  day,
  range,
  month,
  months,
  quarter,
  half_year,
  year,
  academic_year,
  school_quarter,
  deadline,
  recurring,
  schedule,
  unspecified
};

struct Date {
  std::string text;
  DateKind kind = DateKind::day;
  std::optional<Day> start, end;          // inclusive
  std::optional<std::string> recurrence;  // RFC 5545 rule
  std::vector<std::string> inferred;      // «year»: taken from the plan or the order
  std::vector<Span> spans;
  std::string path;
  float confidence = 1;
};

struct Reference {
  std::string kind;  // «order», «letter», «law», …
  std::optional<std::string> issuer, number, title;
  std::optional<Day> date;
  std::string text;
  std::vector<Span> spans;
  std::string path;
  float confidence = 1;
};

// What a data row of a table says beyond its cells: indexes into the document's arrays.
struct RowMeaning {
  std::optional<int> period;
  std::vector<int> responsible;
  std::vector<int> schools;
};

struct Document {
  DocumentDraft printed;
  Heading heading;
  ReadIssuerDetails issuer_details;
  std::optional<ReadApproval> approval;
  std::vector<std::string> signatory_names;             // «Фамилия И.О.» of printed.signatories, same order
  std::vector<std::string> drafter_names;               // of printed.drafted_by; empty where no person is named
  std::vector<std::optional<OfDocument>> of_documents;  // of printed.appendices
  std::vector<School> schools;
  std::vector<Person> persons;
  std::vector<Responsible> responsible;
  std::vector<Date> dates;
  std::vector<Reference> references;
  std::map<std::pair<int, int>, RowMeaning> row_meanings;  // (table index, row index)
};

}  // namespace prikaz
