// A register of schools, and which of its schools the schools of the documents are.
//
//   const SchoolRegister known = read_school_register(bytes, read_names);
//   const std::vector<RegisterMatch> matches = match_register(known, schools, read_names);
//
// Only what can be one school alone is a match; the rest is listed as doubtful, with a score and a reason, and schools
// that only one side has are listed too.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "prikaz/school_entities.h"

namespace prikaz {

// Reads the schools a text names: normalize's reading, which harmonize does not know.
using ReadSchoolNames = std::function<std::vector<CollectedSchool>(std::string_view)>;

struct RegisterRow {
  int line = 0;  // of the file, from 1
  std::string id, name, short_name, ogrn, inn, municipality, address;
};

struct SchoolRegister {
  std::vector<RegisterRow> rows;
  std::vector<std::string> notes;  // what the user should know, a sentence each
};

// `bytes`: CSV (RFC 4180) with a header; «;», «,» or a tab between the fields; UTF-8 with or without a byte order mark,
// or Windows-1251. Columns are known by their header, Russian or English (data/school_register_columns.tsv); others are
// left alone. Without a column of ids the OGRN, the INN or the line stands for one. A quotation mark inside a field
// that does not begin with one is an ordinary character, as in МБОУ "СОШ № 5". Throws InputError damaged, with the
// line, where this is no such table: no column of names or codes, a quotation that never ends, more fields than the
// header has; empty if there is no row.
SchoolRegister read_school_register(std::string_view bytes);

enum class RegisterStatus {
  matched,
  doubtful,
  not_in_register,   // `row` is -1
  not_in_documents,  // `entity` is -1
};

enum class RegisterReason {
  none,
  ogrn,                  // the same OGRN or INN is printed
  name,                  // same municipality and name
  other_type,            // the same, but СОШ here and ООШ there
  several,               // several schools of the register, or of the documents, could be it
  unclear,               // the documents do not say which school it is
  municipality_unknown,  // one side does not tell it
  resembles,             // see `doubt`
};

struct RegisterMatch {
  int entity = -1, row = -1;  // indexes
  RegisterStatus status = RegisterStatus::not_in_register;
  RegisterReason reason = RegisterReason::none;
  SchoolDoubtKind doubt = SchoolDoubtKind::several;
  float score = 0;  // 0..1
};

// By entity, then row; a school has at most one match.
std::vector<RegisterMatch> match_register(const SchoolRegister& known, const SchoolEntities& schools,
                                          const ReadSchoolNames& read);

std::string describe(const RegisterMatch& match);
std::string describe(RegisterStatus status);

}  // namespace prikaz
