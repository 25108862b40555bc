// Persons, organizations and roles over all documents: who they are, what they answer for, and in which months.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "prikaz/active_months.h"
#include "prikaz/collection.h"

namespace prikaz {

// A post as one person held it: «методист» of one document and «методист ГМЦ» of another are one, the longer is kept.
struct PostHeld {
  std::string post;
  std::optional<Day> first, last;  // dates of the documents that name it
  std::vector<int> documents;      // indexes into Collection::documents, rising
};

struct Assignment {
  enum What { plan_row, item, control_of_document } what = plan_row;
  int document = -1;
  int index = 0;     // into Collection::rows, or into the document's items
  std::string duty;  // execute, co_execute, control, coordinate
  Place place;
};

struct MonthLoad {
  int dated = 0, recurring = 0;  // plan rows active in the month
  int all() const { return dated + recurring; }
};

struct Participant {
  std::string kind;       // "person", "organization", "role"
  std::string name;       // nominative; of a person «Фамилия И.О.», or in full where a document has it so
  std::string full_name;  // of an organization named by its abbreviation; or empty
  std::string municipality;
  std::vector<PostHeld> posts;          // persons; in order of time
  std::vector<Assignment> assignments;  // in order of documents
  std::vector<int> documents;           // that name the participant, rising
  std::map<Month, MonthLoad> load;
  Place first;  // where it was met first

  int count(Assignment::What what) const;
  int most_in_a_month() const;
};

// A decision that a person should look at; `reason` is in the user's language.
struct ParticipantDoubt {
  int one = -1, other = -1;  // indexes into Participants::all; `other` -1 where one entity may be two persons
  std::string reason;
};

struct Participants {
  std::vector<Participant> all;  // by municipality, kind (persons first), name
  std::vector<ParticipantDoubt> doubts;
};

// A person is one entity by surname and initials (given name and patronymic must not contradict) within a municipality;
// namesakes elsewhere stay apart. A single initial joins the only person it can be. What is told only about a document
// without a municipality stays with the documents of its issuer.
Participants gather_participants(const Collection& collection);

}  // namespace prikaz
