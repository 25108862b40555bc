#include "prikaz/participants.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "prikaz/messages.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// What tells two spellings of a name or a post apart only for a machine: quotes, case, kinds of dashes, spaces.
std::string key_of(std::string_view text) {
  const std::string folded = fold(text);
  std::string key;
  for (std::size_t pos = 0; pos < folded.size(); pos = next_position(folded, pos)) {
    const char32_t c = code_point_at(folded, pos);
    if (is_quote(c) || c == U'\'' || (c == U' ' && (key.empty() || key.back() == ' '))) continue;
    append_code_point(key, is_dash(c) ? U'-' : c);
  }
  return std::string(trim(key, " .,;:"));
}

std::string scope_of(const CollectedDocument& document) {
  if (!document.municipality.empty()) return document.municipality;
  return "\x1f" + (document.issuer.empty() ? document.sha256 : key_of(document.issuer));
}

// «И.» agrees with «И.О.».
bool agree(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return a.substr(0, shorter) == b.substr(0, shorter);
}

bool same_or_untold(std::string_view a, std::string_view b) { return a.empty() || b.empty() || a == b; }

struct Known {
  int index = -1;                                    // into Participants::all
  std::string surname, initials, given, patronymic;  // folded
};

Known known(const CollectedPerson& person) {
  return {-1, key_of(person.surname), fold(person.initials), key_of(person.given), key_of(person.patronymic)};
}

bool may_be_one(const Known& a, const Known& b) {
  return a.surname == b.surname && agree(a.initials, b.initials) && same_or_untold(a.given, b.given) &&
         same_or_untold(a.patronymic, b.patronymic);
}

std::string shown_name(const CollectedPerson& person) {
  if (person.given.empty() || person.patronymic.empty()) return person.name;
  return person.surname + " " + person.given + " " + person.patronymic;
}

bool begins_with_words(std::string_view longer, std::string_view shorter) {
  return longer.starts_with(shorter) &&
         (longer.size() == shorter.size() || longer[shorter.size()] == ' ' || longer[shorter.size()] == ',');
}

void note_document(std::vector<int>& documents, int document) {
  if (documents.empty() || documents.back() != document) documents.push_back(document);
}

void add_post(Participant& participant, const std::string& post, const CollectedDocument& document, int index) {
  const std::string key = key_of(post);
  if (key.empty()) return;
  PostHeld* held = nullptr;
  for (PostHeld& one : participant.posts) {
    const std::string other = key_of(one.post);
    if (!begins_with_words(other, key) && !begins_with_words(key, other)) continue;
    if (key.size() > other.size()) one.post = uncapitalized(post);
    held = &one;
    break;
  }
  if (held == nullptr) held = &participant.posts.emplace_back(PostHeld{uncapitalized(post), {}, {}, {}});
  if (document.date) {
    held->first = held->first ? std::min(*held->first, *document.date) : *document.date;
    held->last = held->last ? std::max(*held->last, *document.date) : *document.date;
  }
  note_document(held->documents, index);
}

// Numbers of schools in a post: «директор МБОУ СОШ № 3» -> «3».
std::string number_in(std::string_view post) {
  const std::size_t sign = post.find("№");
  if (sign == std::string_view::npos) return {};
  std::string number;
  for (std::size_t pos = sign + std::string_view("№").size(); pos < post.size() && number.size() < 6; ++pos) {
    if (post[pos] == ' ' && number.empty()) continue;
    if (post[pos] < '0' || post[pos] > '9') break;
    number += post[pos];
  }
  return number;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

class Gathering {
 public:
  explicit Gathering(const Collection& collection) : collection_(collection) {
    person_of_.resize(collection.documents.size());
    for (std::size_t d = 0; d < collection.documents.size(); ++d)
      person_of_[d].assign(collection.documents[d].persons.size(), -1);
  }

  Participants gather() {
    // Those with two initials first, so that a single initial sees all it may be.
    for (const bool two : {true, false}) gather_persons(two);
    for (int d = 0; d < count_of_documents(); ++d) gather_documents_duties(d);
    for (std::size_t r = 0; r < collection_.rows.size(); ++r) gather_rows_duties(static_cast<int>(r));
    name_by_most_frequent();
    doubt_posts();
    doubt_likenesses();
    return sorted();
  }

 private:
  int count_of_documents() const { return static_cast<int>(collection_.documents.size()); }
  const CollectedDocument& document(int index) const { return collection_.documents[static_cast<std::size_t>(index)]; }
  Participant& participant(int index) { return found_.all[static_cast<std::size_t>(index)]; }

  int add(const char* kind, const std::string& name, int document_index) {
    Participant one;
    one.kind = kind;
    one.name = name;
    one.municipality = document(document_index).municipality;
    one.first.document = document_index;
    found_.all.push_back(std::move(one));
    return static_cast<int>(found_.all.size()) - 1;
  }

  void gather_persons(bool two_initials) {
    for (int d = 0; d < count_of_documents(); ++d) {
      const CollectedDocument& one = document(d);
      const std::string scope = scope_of(one);
      for (std::size_t p = 0; p < one.persons.size(); ++p)
        if ((count_code_points(one.persons[p].initials) > 2) == two_initials) place_person(scope, d, p);
    }
  }

  void place_person(const std::string& scope, int d, std::size_t p) {
    const CollectedPerson& person = document(d).persons[p];
    Known met = known(person);
    std::vector<Known>& namesakes = persons_[scope + '\x1f' + met.surname];
    std::vector<Known*> matches;
    for (Known& candidate : namesakes)
      if (may_be_one(candidate, met)) matches.push_back(&candidate);
    if (matches.size() == 1) {
      Known& match = *matches.front();
      if (met.initials.size() > match.initials.size()) match.initials = met.initials;
      if (match.given.empty() && !met.given.empty()) {
        match.given = met.given;
        match.patronymic = met.patronymic;
        participant(match.index).name = shown_name(person);
      }
      join(match.index, d, p);
      return;
    }
    met.index = add("person", shown_name(person), d);
    if (!matches.empty())
      found_.doubts.push_back(
          {met.index, matches.front()->index, tr("%1 may be one of several persons of this name", {person.name})});
    namesakes.push_back(met);
    join(met.index, d, p);
  }

  void join(int index, int d, std::size_t p) {
    person_of_[static_cast<std::size_t>(d)][p] = index;
    Participant& one = participant(index);
    const CollectedPerson& person = document(d).persons[p];
    if (!one.documents.empty() && one.documents.back() > d) {
      one.documents.insert(std::lower_bound(one.documents.begin(), one.documents.end(), d), d);
    } else {
      note_document(one.documents, d);
    }
    if (!person.places.empty() && (one.first.page == 0 || d < one.first.document)) one.first = person.places.front();
    for (const std::string& post : person.positions) add_post(one, post, document(d), d);
  }

  // The entity of a party of document `d`; -1 for a party without a name.
  int entity_of(const CollectedParty& party, int d, const Place& place) {
    if (party.kind == "person") {
      const auto& persons = person_of_[static_cast<std::size_t>(d)];
      if (party.person >= 0 && static_cast<std::size_t>(party.person) < persons.size())
        return persons[static_cast<std::size_t>(party.person)];
    }
    const std::string key = key_of(party.name);
    if (key.empty()) return -1;
    const char* kind = party.kind == "organization" ? "organization" : party.kind == "person" ? "person" : "role";
    const std::string scope = scope_of(document(d)) + '\x1f' + kind + '\x1f';
    auto at = others_.find(scope + key);
    if (at == others_.end() && !party.full_name.empty()) at = others_.find(scope + key_of(party.full_name));
    const int index = at != others_.end() ? at->second : add(kind, party.name, d);
    others_.emplace(scope + key, index);
    if (!party.full_name.empty()) others_.emplace(scope + key_of(party.full_name), index);
    Participant& one = participant(index);
    if (one.full_name.empty()) one.full_name = party.full_name;
    if (one.first.page == 0) one.first = place;
    ++spellings_[index][party.name];
    if (one.documents.empty() || one.documents.back() < d) {
      one.documents.push_back(d);
    } else if (!std::binary_search(one.documents.begin(), one.documents.end(), d)) {
      one.documents.insert(std::lower_bound(one.documents.begin(), one.documents.end(), d), d);
    }
    return index;
  }

  // Returns the entity of the party, or -1.
  int assign(const CollectedParty& party, Assignment assignment) {
    const int index = entity_of(party, assignment.document, assignment.place);
    if (index < 0) return -1;
    assignment.duty = party.duty.empty() ? "execute" : party.duty;
    std::vector<Assignment>& all = participant(index).assignments;
    // Named twice for one thing is one duty.
    if (!all.empty() && all.back().what == assignment.what && all.back().document == assignment.document &&
        all.back().index == assignment.index)
      return index;
    all.push_back(std::move(assignment));
    return index;
  }

  void gather_documents_duties(int d) {
    const CollectedDocument& one = document(d);
    for (std::size_t i = 0; i < one.items.size(); ++i)
      for (const CollectedParty& party : one.items[i].parties)
        assign(party, {Assignment::item, d, static_cast<int>(i), {}, one.items[i].place});
    for (const CollectedParty& party : one.control)
      assign(party, {Assignment::control_of_document, d, 0, {}, {d, 1, {}}});
  }

  void gather_rows_duties(int r) {
    const PlanRow& row = collection_.rows[static_cast<std::size_t>(r)];
    if (row.responsible.empty()) return;
    const ActiveMonths months = active_months(row.periods, document(row.document));
    std::vector<int> counted;
    for (const CollectedParty& party : row.responsible) {
      const int index = assign(party, {Assignment::plan_row, row.document, r, {}, row.place});
      if (index < 0 || std::find(counted.begin(), counted.end(), index) != counted.end()) continue;
      counted.push_back(index);
      for (const Month month : months.dated) ++participant(index).load[month].dated;
      for (const Month month : months.recurring) ++participant(index).load[month].recurring;
    }
  }

  void name_by_most_frequent() {
    for (const auto& [index, spellings] : spellings_) {
      if (participant(index).kind == "person") continue;
      const auto most = std::max_element(spellings.begin(), spellings.end(), [](const auto& a, const auto& b) {
        // Of equals the shorter, in quotation marks or not.
        return std::tuple(a.second, b.first.size(), b.first) < std::tuple(b.second, a.first.size(), a.first);
      });
      participant(index).name = most->first;
    }
  }

  // «директор МБОУ СОШ № 3» and «директор МБОУ СОШ № 8» within half a year: perhaps two persons under one name.
  void doubt_posts() {
    using std::chrono::days, std::chrono::sys_days;
    for (std::size_t i = 0; i < found_.all.size(); ++i) {
      const std::vector<PostHeld>& posts = found_.all[i].posts;
      for (std::size_t a = 0; a < posts.size(); ++a)
        for (std::size_t b = a + 1; b < posts.size(); ++b) {
          const std::string one = number_in(posts[a].post), other = number_in(posts[b].post);
          if (one.empty() || other.empty() || one == other || first_word(posts[a].post) != first_word(posts[b].post))
            continue;
          if (!posts[a].first || !posts[b].first) continue;
          const auto gap = std::max(sys_days(*posts[b].first) - sys_days(*posts[a].last),
                                    sys_days(*posts[a].first) - sys_days(*posts[b].last));
          if (gap < days(180))
            found_.doubts.push_back({static_cast<int>(i), -1,
                                     tr("two posts at about the same time: %1; %2", {posts[a].post, posts[b].post})});
        }
    }
  }

  void doubt_likenesses() {
    std::map<std::string, std::vector<const Known*>> by_full_name;  // over municipalities
    for (const auto& [scope, namesakes] : persons_)
      for (const Known& one : namesakes)
        if (!one.given.empty() && !one.patronymic.empty())
          by_full_name[one.surname + ' ' + one.given + ' ' + one.patronymic].push_back(&one);
    for (const auto& [name, all] : by_full_name)
      for (std::size_t i = 1; i < all.size(); ++i)
        found_.doubts.push_back({all[0]->index, all[i]->index, tr("the same full name in two municipalities")});
    // A surname left in another case, or the other one of a couple: told apart by one letter only.
    for (const auto& [key, namesakes] : persons_) {
      const auto other = persons_.find(key + "а");
      if (other == persons_.end()) continue;
      for (const Known& one : namesakes)
        for (const Known& like : other->second)
          if (one.initials == like.initials && same_or_untold(one.given, like.given) &&
              same_or_untold(one.patronymic, like.patronymic))
            found_.doubts.push_back({one.index, like.index, tr("the surnames differ in their ending only")});
    }
  }

  Participants sorted() {
    std::vector<int> order(found_.all.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    const auto rank = [](const Participant& one) {
      return one.kind == "person" ? 0 : one.kind == "organization" ? 1 : 2;
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      const Participant &one = participant(a), &other = participant(b);
      if (one.municipality != other.municipality) return one.municipality < other.municipality;
      if (rank(one) != rank(other)) return rank(one) < rank(other);
      return fold(one.name) < fold(other.name);
    });
    std::vector<int> place(order.size());
    Participants out;
    for (std::size_t i = 0; i < order.size(); ++i) {
      place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
      Participant& one = participant(order[i]);
      std::stable_sort(one.posts.begin(), one.posts.end(),
                       [](const PostHeld& a, const PostHeld& b) { return a.first && b.first && *a.first < *b.first; });
      std::stable_sort(one.assignments.begin(), one.assignments.end(),
                       [](const Assignment& a, const Assignment& b) { return a.document < b.document; });
      out.all.push_back(std::move(one));
    }
    const auto moved = [&](int index) { return index < 0 ? -1 : place[static_cast<std::size_t>(index)]; };
    for (ParticipantDoubt& doubt : found_.doubts)
      out.doubts.push_back({moved(doubt.one), moved(doubt.other), std::move(doubt.reason)});
    std::stable_sort(out.doubts.begin(), out.doubts.end(), [](const ParticipantDoubt& a, const ParticipantDoubt& b) {
      return std::pair(a.one, a.other) < std::pair(b.one, b.other);
    });
    return out;
  }

  const Collection& collection_;
  Participants found_;
  std::vector<std::vector<int>> person_of_;            // by document and its person: entity
  std::map<std::string, std::vector<Known>> persons_;  // by scope and surname
  std::unordered_map<std::string, int> others_;        // by scope, kind and name
  std::map<int, std::map<std::string, int>> spellings_;
};

}  // namespace

int Participant::count(Assignment::What what) const {
  return static_cast<int>(std::count_if(assignments.begin(), assignments.end(),
                                        [&](const Assignment& assignment) { return assignment.what == what; }));
}

int Participant::most_in_a_month() const {
  int most = 0;
  for (const auto& [month, load_of_month] : load) most = std::max(most, load_of_month.all());
  return most;
}

Participants gather_participants(const Collection& collection) { return Gathering(collection).gather(); }

}  // namespace prikaz
