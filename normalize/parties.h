// Who answers for what: the parties named in a cell of a plan or in an item of an order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "persons.h"
#include "prikaz/document.h"
#include "schools.h"

namespace prikaz {

// «муниципальное казённое учреждение «Городской центр» (далее – ГЦ)»: expansion and what it is called from there on.
struct Abbreviation {
  std::string short_form;  // «ГЦ», «Дорожная карта»
  std::string full_form;   // as printed before «(далее»
};
// Every «(далее – X)» / «(далее X)» / «(далее по тексту – X)» of `text`.
std::vector<Abbreviation> find_abbreviations(std::string_view text);

// What the recognizers found in the same text, and what the document defines.
struct PartyContext {
  std::vector<FoundPerson> persons;         // in this text
  std::vector<std::string> person_names;    // «Фамилия И.О.», nominative, of the same indexes
  std::vector<FoundSchool> schools;         // in this text
  std::vector<std::string> school_names;    // canonical, of the same indexes
  std::vector<Abbreviation> abbreviations;  // of the whole document
};

struct FoundParty {
  std::size_t begin = 0, end = 0;  // bytes of the text
  PartyKind kind = PartyKind::role;
  std::string name;  // nominative, first letter in upper case unless the printed word is a name of its own
  std::optional<std::string> full_name, position, organization;
  int person = -1;  // index into PartyContext::persons
  int school = -1;  // index into PartyContext::schools
  Duty duty = Duty::execute;
  bool whole_document = false;  // control of the whole order
  float confidence = 1;
};

// The parties of a cell of a responsible or co-responsible column: one each, whatever separates them.
std::vector<FoundParty> parties_of_cell(std::string_view text, const PartyContext& context, Duty duty);

// The parties of an item: the addressees at its head, and whoever it entrusts with something. «оставляю за собой» gives
// a party with an empty name and duty control: the signatory.
std::vector<FoundParty> parties_of_item(std::string_view text, const PartyContext& context);

// The posts printed after names in running text, in lists and cells: «Летова И.И., методист РМК», «Летова И.И. –
// методист». A post that the next name follows is that one's.
struct FoundPost {
  int person = -1;           // index into PartyContext::persons
  std::string position;      // lower case, nominative, short words written out
  std::string_view printed;  // in `text`
};
std::vector<FoundPost> posts_after_names(std::string_view text, const PartyContext& context);

// What an item says of the parties its sub-items name.
struct PartyAnnouncement {
  enum Names { persons, all } names = persons;  // «назначить кураторами:» makes parties of persons only
  Duty duty = Duty::execute;
  bool whole_document = false;
  // The names below stand in this case, or in the nominative.
  static constexpr GrammaticalCase kForm = GrammaticalCase::accusative;
};

// «Назначить кураторами школ:», «Закрепить за школами методистов:», «Контроль … возложить на:»: the announcement of an
// item that names nobody itself; nothing for any other text.
std::optional<PartyAnnouncement> party_announcement(std::string_view text);

// The parties of a sub-item below an announcement: its own if it has addressees of its own, else whom it names:
// «МБОУ СОШ № 1 – Летову И.И., методиста» gives the person.
std::vector<FoundParty> parties_of_announced_item(std::string_view text, const PartyContext& context,
                                                  const PartyAnnouncement& announcement);

}  // namespace prikaz
