#include "signature_stamps.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kMostLines = 14;
constexpr float kMostGap = 2.5F;    // between lines of a stamp, in heights of its type
constexpr float kColumnGap = 1.6F;  // what stands further off is not of the stamp
constexpr float kSameSize = 0.2F;   // share by which its type may differ

bool words_begin(const Line& line, std::size_t at, std::initializer_list<std::string_view> beginnings) {
  if (at + beginnings.size() > line.words.size()) return false;
  for (const std::string_view beginning : beginnings)
    if (!fold(trim(line.words[at++]->text, " \"(")).starts_with(beginning)) return false;
  return true;
}

bool opens_stamp(const Line& line, std::size_t at) {
  return words_begin(line, at, {"документ", "подписан"}) ||
         words_begin(line, at, {"подлинник", "электронного", "документа"}) ||
         words_begin(line, at, {"подписан", "электронной", "подпис"});
}

// «00C3A1B2D4E5F60718293A4B5C6D7E8F90»
bool is_certificate_number(std::string_view word) {
  return word.size() >= 16 && word.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool tells_certificate(const Line& line, std::size_t at) {
  return words_begin(line, at, {"сертификат"}) || words_begin(line, at, {"владелец"}) ||
         words_begin(line, at, {"действител"}) || words_begin(line, at, {"срок", "действия"}) ||
         is_certificate_number(line.words[at]->text);
}

bool goes_on(const Line& line, std::size_t at) {
  return tells_certificate(line, at) || words_begin(line, at, {"электронной", "подпис"}) ||
         words_begin(line, at, {"усиленной", "квалифицированной"}) ||
         words_begin(line, at, {"простой", "электронной"}) || words_begin(line, at, {"дата", "подписания"});
}

class Stamp {
 public:
  // The word that opens it.
  explicit Stamp(const Word& word) : box_(word.box), size_(word.font_size) {}

  void take(const Line& line, std::size_t at) {
    for (std::size_t i = at; i < line.words.size(); ++i) {
      const Word& word = *line.words[i];
      if (i > at && word.box.left - line.words[i - 1]->box.right > kColumnGap * size_) break;
      if (i > at && !is_of_its_size(word)) break;
      add(word);
    }
  }
  // A line under what was taken, which may have words of others beside it. False if the stamp has ended above it.
  bool take_if_it_goes_on(const Line& line) {
    if (line.box.top - box_.bottom > kMostGap * size_) return false;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const Box& box = line.words[i]->box;
      const float room = box_.width() / 2;
      if (!goes_on(line, i) || box.left < box_.left - room || box.left > box_.right + room) continue;
      if (tells_certificate(line, i)) ++facts_;
      if (!inner_.empty()) take_inner();
      take(line, i);
      return true;
    }
    // The owner may have a long name: what stands in the stamp above a line that goes on belongs to it.
    for (const Word* word : line.words)
      if (word->box.left > box_.left - size_ && word->box.right < box_.right + size_ && is_of_its_size(*word))
        inner_.push_back(word);
    return true;
  }
  bool is_whole() const { return facts_ >= 2; }
  const std::vector<const Word*>& words() const { return words_; }

 private:
  bool is_of_its_size(const Word& word) const {
    return word.font_size > (1 - kSameSize) * size_ && word.font_size < (1 + kSameSize) * size_;
  }
  void add(const Word& word) {
    words_.push_back(&word);
    box_ = united(box_, word.box);
  }
  void take_inner() {
    for (const Word* word : inner_) add(*word);
    inner_.clear();
  }

  Box box_;
  float size_;
  int facts_ = 0;
  std::vector<const Word*> words_, inner_;
};

std::optional<Stamp> stamp_at(const std::vector<Line>& lines, std::size_t l) {
  for (std::size_t i = 0; i < lines[l].words.size(); ++i) {
    if (!opens_stamp(lines[l], i)) continue;
    Stamp stamp(*lines[l].words[i]);
    stamp.take(lines[l], i);
    for (std::size_t below = l + 1; below < lines.size() && below < l + kMostLines; ++below)
      if (!stamp.take_if_it_goes_on(lines[below])) break;
    if (stamp.is_whole()) return stamp;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Text> take_signature_stamps(std::vector<const Word*>& words, int page) {
  std::vector<Text> stamps;
  const bool possible = std::any_of(words.begin(), words.end(),
                                    [](const Word* word) { return fold(word->text).starts_with("сертификат"); });
  if (!possible) return stamps;
  const std::vector<Line> lines = group_into_lines(words, page);
  std::unordered_set<const Word*> taken;
  for (std::size_t l = 0; l < lines.size(); ++l) {
    const std::optional<Stamp> stamp = stamp_at(lines, l);
    if (!stamp) continue;
    Text text;
    for (const Word* word : stamp->words())
      if (taken.insert(word).second) text.append(word->text, {page, word->box}, word->confidence, false);
    if (!text.empty()) stamps.push_back(std::move(text));
  }
  std::erase_if(words, [&](const Word* word) { return taken.contains(word); });
  return stamps;
}

}  // namespace prikaz
