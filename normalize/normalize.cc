#include "prikaz/normalize.h"

#include <algorithm>
#include <map>

#include "content_lists.h"
#include "dates.h"
#include "heading_values.h"
#include "parties.h"
#include "persons.h"
#include "plan_year.h"
#include "prikaz/unicode.h"
#include "references.h"
#include "schools.h"
#include "text_units.h"

namespace prikaz {
namespace {

// What was found in one unit: indexes into the flat lists of mentions of the whole document.
struct UnitFindings {
  std::size_t first_school = 0, schools = 0;
  std::size_t first_person = 0, persons = 0;
};

Mention mention_of(const TextUnit& unit, std::size_t begin, std::size_t end) {
  return {unit.text->str.substr(begin, end - begin), unit.text->spans(begin, end), unit.path, {}};
}

// Names in tables, signatures and lists stand by themselves, in the nominative.
bool is_nominative_place(const TextUnit& unit, const DocumentDraft& draft) {
  switch (unit.place) {
    case UnitPlace::signature:
    case UnitPlace::drafter:
    case UnitPlace::approval: return true;
    case UnitPlace::cell: {
      const std::optional<ColumnRole>& role =
          draft.tables[static_cast<std::size_t>(unit.table)].columns[static_cast<std::size_t>(unit.column)].role;
      return role == ColumnRole::responsible || role == ColumnRole::co_responsible || role == ColumnRole::person;
    }
    default: return false;
  }
}

// «– директор школы»: the dash parts the name from the post.
std::string without_dash(std::string_view post) {
  while (is_dash(code_point_at(post, 0)) || post.starts_with(' ')) post.remove_prefix(next_position(post, 0));
  return std::string(post);
}

// The part of a grif after the document it stands for: in a two-part block the amended order.
std::size_t second_part(const std::string& grif) {
  const std::string folded = fold(grif);
  const std::size_t again = folded.find("приложение", 1);
  return again == std::string::npos ? grif.size() : again;
}

class Reader {
 public:
  Reader(DocumentDraft draft, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    document_.printed = std::move(draft);
    DocumentDraft& printed = document_.printed;
    find_inline_school_lists(printed);
    refine_column_roles(printed);
    read_list_kinds(printed);
    units_ = text_units(printed);
    add_person_lists(printed);
  }

  Document read() {
    document_.heading = read_heading_values(document_.printed.heading);
    document_.issuer_details = read_issuer_details(document_.printed.letterhead);
    read_grifs();
    read_mentions();
    read_dates();
    read_references();
    read_responsible();
    read_posts();
    read_approval();
    name_signatories();
    return std::move(document_);
  }

 private:
  void read_grifs() {
    for (const Appendix& appendix : document_.printed.appendices) {
      if (appendix.grif.empty()) {
        document_.of_documents.emplace_back();
        continue;
      }
      const FoundParent parent = read_parent(appendix.grif.str.substr(0, second_part(appendix.grif.str)));
      document_.of_documents.push_back(OfDocument{appendix.grif, parent.kind, parent.number, parent.date});
    }
  }

  // Schools and persons of all units, gathered over the document.
  void read_mentions() {
    std::vector<SchoolMention> schools;
    std::vector<PersonMention> persons;
    for (const TextUnit& unit : units_) {
      UnitFindings found;
      found.first_school = schools.size();
      found.first_person = persons.size();
      for (FoundSchool& school : find_schools(unit.text->str)) {
        Mention mention = mention_of(unit, school.begin, school.end);
        mention.branch = school.branch.value_or("");
        schools.push_back({std::move(school), std::move(mention)});
      }
      const bool nominative_place = is_nominative_place(unit, document_.printed);
      const auto announced = announcement_over(unit);
      for (FoundPerson& person :
           find_persons(unit.text->str, announced ? PartyAnnouncement::kForm : GrammaticalCase::unknown)) {
        Mention mention = mention_of(unit, person.begin, person.end);
        persons.push_back({std::move(person), nominative_place, "", std::move(mention)});
      }
      found.schools = schools.size() - found.first_school;
      found.persons = persons.size() - found.first_person;
      findings_.push_back(found);
    }
    add_posts(persons);
    document_.schools = gather_schools(schools, school_of_, diagnostics_);
    document_.persons = gather_persons(persons, person_of_, diagnostics_);
    for (SchoolMention& mention : schools) schools_.push_back(std::move(mention.found));
    for (PersonMention& mention : persons) persons_.push_back(std::move(mention.found));
  }

  // Posts printed in a place of their own: under a signature, beside a name in the table of a working group.
  void add_posts(std::vector<PersonMention>& persons) const {
    const DocumentDraft& printed = document_.printed;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (findings_[u].persons == 0) continue;
      const TextUnit& unit = units_[u];
      PersonMention& person = persons[findings_[u].first_person];
      if (unit.place == UnitPlace::signature || unit.place == UnitPlace::drafter) {
        const std::size_t index = static_cast<std::size_t>(std::stoul(unit.path.substr(unit.path.find('/', 1) + 1)));
        person.position = unit.place == UnitPlace::signature ? printed.signatories[index].position.str
                                                             : printed.drafted_by[index].position.str;
      } else if (unit.place == UnitPlace::cell) {
        const Table& table = printed.tables[static_cast<std::size_t>(unit.table)];
        if (table.columns[static_cast<std::size_t>(unit.column)].role != ColumnRole::person) continue;
        for (std::size_t c = 0; c < table.columns.size(); ++c)
          if (table.columns[c].role == ColumnRole::position)
            person.position = without_dash(table.rows[static_cast<std::size_t>(unit.row)].cells[c].text.str);
      }
    }
  }

  void read_dates() {
    const PlanYears years = find_plan_years(document_.printed);
    std::map<int, std::vector<bool>> opening_august;  // rows by table
    for (const TextUnit& unit : units_) {
      DateContext context =
          unit.appendix < 0 ? years.document : years.appendices[static_cast<std::size_t>(unit.appendix)];
      context.period_cell = (unit.place == UnitPlace::cell && role_of(unit) == ColumnRole::period) ||
                            (unit.place == UnitPlace::header_cell && role_of(unit) == ColumnRole::year);
      if (context.academic_year && unit.table >= 0) {
        const auto [rows, first] = opening_august.try_emplace(unit.table);
        if (first)
          rows->second = rows_of_opening_august(document_.printed.tables[static_cast<std::size_t>(unit.table)]);
        context.opening_august = rows->second[static_cast<std::size_t>(unit.row)];
      }
      for (const FoundDate& found : find_dates(unit.text->str, context)) {
        Date date;
        date.text = unit.text->str.substr(found.begin, found.end - found.begin);
        date.kind = found.kind;
        date.start = found.first;
        date.end = found.last;
        date.recurrence = found.recurrence;
        date.inferred = found.inferred;
        date.spans = unit.text->spans(found.begin, found.end);
        date.path = unit.path;
        date.confidence = std::min(found.confidence, unit.text->confidence(found.begin, found.end));
        if (date.start && date.end && *date.end < *date.start)
          report(unit, found.begin, found.end, "date_range_reversed", "the period ends before it begins: " + date.text);
        if (unit.place == UnitPlace::cell && role_of(unit) == ColumnRole::period)
          meaning(unit).period = meaning(unit).period.value_or(static_cast<int>(document_.dates.size()));
        document_.dates.push_back(std::move(date));
      }
    }
  }

  void read_references() {
    const std::optional<Value>&own_number = document_.heading.number, &own_date = document_.heading.date;
    for (const TextUnit& unit : units_) {
      if (unit.place == UnitPlace::registration || unit.place == UnitPlace::approval ||
          unit.place == UnitPlace::header_cell)
        continue;
      const std::size_t from = unit.place == UnitPlace::grif ? second_part(unit.text->str) : 0;
      for (FoundReference& found : find_references(unit.text->str)) {
        if (found.begin < from) continue;
        // The order itself is named in its appendices and acknowledgements.
        if (own_number && own_date && found.number && found.date &&
            registration_number(*found.number) == own_number->value && iso(*found.date) == own_date->value)
          continue;
        Reference reference;
        reference.kind = found.kind;
        reference.issuer = found.issuer;
        reference.number = found.number;
        reference.title = found.title;
        reference.date = found.date;
        reference.text = unit.text->str.substr(found.begin, found.end - found.begin);
        reference.spans = unit.text->spans(found.begin, found.end);
        reference.path = unit.path;
        reference.confidence = std::min(found.confidence, unit.text->confidence(found.begin, found.end));
        document_.references.push_back(std::move(reference));
      }
    }
  }

  // Posts of those who are named but answer for nothing: the members of a jury, whoever spoke.
  void read_posts() {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const TextUnit& unit = units_[u];
      if (findings_[u].persons == 0) continue;
      const bool prose = unit.place == UnitPlace::preamble || unit.place == UnitPlace::item ||
                         unit.place == UnitPlace::running || unit.place == UnitPlace::list_entry;
      if (!prose && unit.place != UnitPlace::cell) continue;
      for (const FoundPost& post : posts_after_names(unit.text->str, context_of(u, {}))) {
        const int person = person_of_[findings_[u].first_person + static_cast<std::size_t>(post.person)];
        std::vector<std::string>& known = document_.persons[static_cast<std::size_t>(person)].positions;
        const bool new_one = std::none_of(known.begin(), known.end(), [&](const std::string& position) {
          const std::string folded = fold(position);
          return folded.starts_with(fold(post.position)) || folded.starts_with(fold(post.printed));
        });
        if (new_one) known.push_back(post.position);
      }
    }
  }

  void read_responsible() {
    std::vector<Abbreviation> abbreviations;
    for (const TextUnit& unit : units_)
      for (Abbreviation& abbreviation : find_abbreviations(unit.text->str))
        abbreviations.push_back(std::move(abbreviation));
    std::string last_item;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const TextUnit& unit = units_[u];
      if (unit.place == UnitPlace::cell) {
        const std::optional<ColumnRole> role = role_of(unit);
        if (findings_[u].schools > 0)
          for (std::size_t k = 0; k < findings_[u].schools; ++k)
            add_school(unit, school_of_[findings_[u].first_school + k]);
        if (role != ColumnRole::responsible && role != ColumnRole::co_responsible) continue;
        const PartyContext context = context_of(u, abbreviations);
        for (const FoundParty& party : parties_of_cell(
                 unit.text->str, context, role == ColumnRole::responsible ? Duty::execute : Duty::co_execute)) {
          Target target;
          const Table& table = document_.printed.tables[static_cast<std::size_t>(unit.table)];
          target.table = table.id;
          target.row = unit.row;
          target.number = table.rows[static_cast<std::size_t>(unit.row)].number;
          meaning(unit).responsible.push_back(static_cast<int>(document_.responsible.size()));
          add_party(unit, u, party, std::move(target));
        }
      } else if (unit.place == UnitPlace::item) {
        const PartyContext context = context_of(u, abbreviations);
        const auto announced = announcement_over(unit);
        if (!unit.item.empty()) last_item = unit.item;
        for (const FoundParty& party : announced ? parties_of_announced_item(unit.text->str, context, *announced)
                                                 : parties_of_item(unit.text->str, context)) {
          Target target;
          // Of a paragraph without a number the item before it answers for it; before all items it is about them all.
          target.document = party.whole_document || last_item.empty();
          if (!target.document) target.item = last_item;
          add_party(unit, u, party, std::move(target));
        }
      }
    }
  }

  static std::optional<PartyAnnouncement> announcement_over(const TextUnit& unit) {
    return unit.above == nullptr ? std::nullopt : party_announcement(unit.above->str);
  }

  PartyContext context_of(std::size_t u, const std::vector<Abbreviation>& abbreviations) const {
    PartyContext context;
    const UnitFindings& found = findings_[u];
    for (std::size_t k = found.first_person; k < found.first_person + found.persons; ++k) {
      context.persons.push_back(persons_[k]);
      context.person_names.push_back(document_.persons[static_cast<std::size_t>(person_of_[k])].name);
    }
    for (std::size_t k = found.first_school; k < found.first_school + found.schools; ++k) {
      context.schools.push_back(schools_[k]);
      context.school_names.push_back(document_.schools[static_cast<std::size_t>(school_of_[k])].name);
    }
    context.abbreviations = abbreviations;
    return context;
  }

  void add_party(const TextUnit& unit, std::size_t u, const FoundParty& party, Target target) {
    Responsible responsible;
    responsible.kind = party.kind;
    responsible.name = party.name;
    responsible.full_name = party.full_name;
    responsible.position = party.position;
    responsible.organization = party.organization;
    responsible.duty = party.duty;
    responsible.target = std::move(target);
    responsible.text = unit.text->str.substr(party.begin, party.end - party.begin);
    responsible.spans = unit.text->spans(party.begin, party.end);
    responsible.path = unit.path;
    responsible.confidence = std::min(party.confidence, unit.text->confidence(party.begin, party.end));
    int person = -1;
    if (party.person >= 0) {
      person = person_of_[findings_[u].first_person + static_cast<std::size_t>(party.person)];
    } else if (party.name.empty()) {
      // «Контроль … оставляю за собой»: whoever signs.
      for (std::size_t k = 0; k < units_.size() && person < 0; ++k)
        if (units_[k].place == UnitPlace::signature && findings_[k].persons > 0)
          person = person_of_[findings_[k].first_person];
      responsible.kind = PartyKind::person;
      if (person < 0) {
        report(unit, party.begin, party.end, "signatory_unknown",
               "the signatory keeps a duty, but no signature was found");
        return;
      }
      if (!document_.printed.signatories.empty())
        responsible.position = document_.printed.signatories.front().position.str;
    }
    if (person >= 0) {
      Person& known = document_.persons[static_cast<std::size_t>(person)];
      responsible.person = known.id;
      responsible.name = known.name;
      if (party.position &&
          std::find(known.positions.begin(), known.positions.end(), *party.position) == known.positions.end())
        known.positions.push_back(*party.position);
    }
    document_.responsible.push_back(std::move(responsible));
  }

  void read_approval() {
    const std::optional<Approval>& printed = document_.printed.approval;
    if (!printed) return;
    ReadApproval approval;
    approval.text = printed->text;
    const std::string& str = printed->text.str;
    approval.date = parse_day(str);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (units_[u].place != UnitPlace::approval || findings_[u].persons == 0) continue;
      const FoundPerson& found = persons_[findings_[u].first_person];
      approval.by_person = document_.persons[static_cast<std::size_t>(person_of_[findings_[u].first_person])].name;
      const std::size_t word = str.find(' ');
      if (word != std::string::npos && word < found.begin) {
        const std::string_view position = trim(std::string_view(str).substr(word, found.begin - word), " _,:/-\"");
        if (!position.empty()) approval.position = std::string(position);
      }
    }
    if (!approval.by_person) {
      const std::size_t word = str.find(' ');
      if (word != std::string::npos) approval.by_document = std::string(trim(str.substr(word)));
    }
    document_.approval = std::move(approval);
  }

  void name_signatories() {
    document_.signatory_names.assign(document_.printed.signatories.size(), "");
    document_.drafter_names.assign(document_.printed.drafted_by.size(), "");
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const TextUnit& unit = units_[u];
      if ((unit.place != UnitPlace::signature && unit.place != UnitPlace::drafter) || findings_[u].persons == 0)
        continue;
      const std::size_t index = static_cast<std::size_t>(std::stoul(unit.path.substr(unit.path.find('/', 1) + 1)));
      const std::string& name = document_.persons[static_cast<std::size_t>(person_of_[findings_[u].first_person])].name;
      (unit.place == UnitPlace::signature ? document_.signatory_names : document_.drafter_names)[index] = name;
    }
    for (std::size_t i = 0; i < document_.signatory_names.size(); ++i)
      if (document_.signatory_names[i].empty())
        document_.signatory_names[i] = document_.printed.signatories[i].person.str;
  }

  std::optional<ColumnRole> role_of(const TextUnit& unit) const {
    return document_.printed.tables[static_cast<std::size_t>(unit.table)]
        .columns[static_cast<std::size_t>(unit.column)]
        .role;
  }
  RowMeaning& meaning(const TextUnit& unit) { return document_.row_meanings[{unit.table, unit.row}]; }
  void add_school(const TextUnit& unit, int school) {
    std::vector<int>& list = meaning(unit).schools;
    if (std::find(list.begin(), list.end(), school) == list.end()) list.push_back(school);
  }

  void report(const TextUnit& unit, std::size_t begin, std::size_t end, std::string code, std::string message) {
    Diagnostic diagnostic{std::move(code), Severity::warning, std::move(message), std::nullopt,
                          std::nullopt,    unit.path,         std::nullopt};
    const std::vector<Span> spans = unit.text->spans(begin, end);
    if (!spans.empty()) diagnostic.page = spans.front().page, diagnostic.bbox = spans.front().bbox;
    diagnostics_.push_back(std::move(diagnostic));
  }

  Document document_;
  Diagnostics& diagnostics_;
  std::vector<TextUnit> units_;
  std::vector<UnitFindings> findings_;  // of each unit
  std::vector<FoundSchool> schools_;
  std::vector<FoundPerson> persons_;
  std::vector<int> school_of_, person_of_;  // of each mention
};

}  // namespace

std::vector<Document> normalize(std::vector<DocumentDraft> drafts, Diagnostics& diagnostics) {
  std::vector<Document> documents;
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    Diagnostics own;
    documents.push_back(Reader(std::move(drafts[d]), own).read());
    for (Diagnostic& diagnostic : own) {
      diagnostic.document = static_cast<int>(d);
      diagnostics.push_back(std::move(diagnostic));
    }
  }
  return documents;
}

}  // namespace prikaz
