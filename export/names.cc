#include "names.h"

namespace prikaz {

// Each switch is complete without a default, so that the compiler asks for the word of a new value.

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return nullptr;
}

const char* name_of(TextSource source) {
  switch (source) {
    case TextSource::embedded: return "embedded";
    case TextSource::ocr: return "ocr";
    case TextSource::none: return "none";
  }
  return nullptr;
}

const char* name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::order: return "order";
    case DocumentKind::directive: return "directive";
    case DocumentKind::resolution: return "resolution";
    case DocumentKind::report: return "report";
    case DocumentKind::plan: return "plan";
    case DocumentKind::protocol: return "protocol";
    case DocumentKind::letter: return "letter";
    case DocumentKind::other: return "other";
  }
  return nullptr;
}

const char* name_of(BlockType type) {
  switch (type) {
    case BlockType::heading: return "heading";
    case BlockType::paragraph: return "paragraph";
    case BlockType::list: return "list";
    case BlockType::table: return "table";
  }
  return nullptr;
}

const char* name_of(ListKind kind) {
  switch (kind) {
    case ListKind::schools: return "schools";
    case ListKind::persons: return "persons";
    case ListKind::generic: return "generic";
  }
  return nullptr;
}

const char* name_of(ListMarker marker) {
  switch (marker) {
    case ListMarker::number: return "number";
    case ListMarker::bullet: return "bullet";
    case ListMarker::inline_: return "inline";
    case ListMarker::none: return nullptr;
  }
  return nullptr;
}

const char* name_of(ColumnRole role) {
  switch (role) {
    case ColumnRole::number: return "number";
    case ColumnRole::activity: return "activity";
    case ColumnRole::period: return "period";
    case ColumnRole::responsible: return "responsible";
    case ColumnRole::co_responsible: return "co_responsible";
    case ColumnRole::result: return "result";
    case ColumnRole::document: return "document";
    case ColumnRole::method: return "method";
    case ColumnRole::form: return "form";
    case ColumnRole::place: return "place";
    case ColumnRole::school: return "school";
    case ColumnRole::person: return "person";
    case ColumnRole::position: return "position";
    case ColumnRole::year: return "year";
    case ColumnRole::other: return "other";
  }
  return nullptr;
}

const char* name_of(RowKind kind) {
  switch (kind) {
    case RowKind::data: return "data";
    case RowKind::section: return "section";
    case RowKind::header: return "header";
  }
  return nullptr;
}

const char* name_of(PartyKind kind) {
  switch (kind) {
    case PartyKind::person: return "person";
    case PartyKind::organization: return "organization";
    case PartyKind::role: return "role";
  }
  return nullptr;
}

const char* name_of(Duty duty) {
  switch (duty) {
    case Duty::execute: return "execute";
    case Duty::co_execute: return "co_execute";
    case Duty::control: return "control";
    case Duty::coordinate: return "coordinate";
  }
  return nullptr;
}

const char* name_of(DateKind kind) {
  switch (kind) {
    case DateKind::day: return "day";
    case DateKind::range: return "range";
    case DateKind::month: return "month";
    case DateKind::months: return "months";
    case DateKind::quarter: return "quarter";
    case DateKind::half_year: return "half_year";
    case DateKind::year: return "year";
    case DateKind::academic_year: return "academic_year";
    case DateKind::school_quarter: return "school_quarter";
    case DateKind::deadline: return "deadline";
    case DateKind::recurring: return "recurring";
    case DateKind::schedule: return "schedule";
    case DateKind::unspecified: return "unspecified";
  }
  return nullptr;
}

std::string iso_day(const Day& day) {
  const auto padded = [](unsigned value, std::size_t width) {
    std::string digits = std::to_string(value);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
  };
  const int year = static_cast<int>(day.year());
  return padded(static_cast<unsigned>(year < 0 ? 0 : year), 4) + "-" + padded(static_cast<unsigned>(day.month()), 2) +
         "-" + padded(static_cast<unsigned>(day.day()), 2);
}

}  // namespace prikaz
