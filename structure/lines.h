// Words become lines of print, lines become running text.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "prikaz/page.h"
#include "prikaz/text.h"

namespace prikaz {

// Words of one line that stand apart from the others by a gap no justified text has: «от 17.02.2022» and «№ 164».
struct Segment {
  std::size_t first = 0, last = 0;  // words [first, last) of the line
  Box box;
};

// Words that share a baseline, from left to right. Points into the page's words: the page must outlive it.
struct Line {
  int page = 0;
  std::vector<const Word*> words;
  std::vector<Segment> segments;  // at least one
  Box box;
  float baseline = 0;
  float font_size = 0;  // of most of its letters
  bool bold = false;    // most of its letters are
};

// Lines of the words given, from top to bottom. `words` may be in any order.
std::vector<Line> group_into_lines(std::vector<const Word*> words, int page);

Text line_text(const Line& line);
Text segment_text(const Line& line, const Segment& segment);

// The words of all pages, folded: what tells a real hyphen at a line end from a word cut there.
class Lexicon {
 public:
  void add(std::string_view printed);                 // one printed word with its punctuation, in the order of print
  void add_line_beginning(std::string_view printed);  // the first word of a line under one that ends with a letter
  void finish();                                      // call once, after the last word
  // Is it the first part of a compound printed somewhere: «чек» of «чек-листы»?
  bool begins_compound(const std::string& word) const { return compound_beginnings_.contains(word); }
  // Does this file cut words that are too wide for their cell, without a hyphen?
  bool breaks_words() const { return shreds_ > 0; }
  // Does this file hyphenate at line ends? Where it does, a joined word turns up whole elsewhere, or many pieces make
  // no words.
  bool hyphenates() const { return hyphenates_; }
  bool has(const std::string& word) const { return words_.contains(word); }
  int count(const std::string& word) const {
    const auto found = words_.find(word);
    return found == words_.end() ? 0 : found->second;
  }
  bool has_hyphenated(const std::string& compound) const { return hyphenated_.contains(compound); }

 private:
  std::unordered_map<std::string, int> words_;
  std::unordered_set<std::string> hyphenated_;             // with the hyphen
  std::vector<std::pair<std::string, std::string>> cuts_;  // words that end with a hyphen, and what follows them
  std::string open_;                                       // the last word, if it ended with a hyphen
  std::unordered_set<std::string> compound_beginnings_;
  int shreds_ = 0;
  bool hyphenates_ = false;
};
Lexicon lexicon_of(const std::vector<Page>& pages);

// How the end of one line meets the beginning of the next.
enum class LineJoin {
  space,   // two words
  glue,    // one word, everything kept: «плану-» «графику», «и/» «или»
  hyphen,  // one word cut by hyphenation: the hyphen goes
};
LineJoin join_of(std::string_view end, std::string_view begin, const Lexicon& lexicon);

// Adds `next` to `text` as the following line of print.
void append_line(Text& text, const Text& next, const Lexicon& lexicon);

// The lines of one block as running text. `width` is the room a line has, 0 if unknown: a word that fills the room
// alone and goes on in small letters was cut without a hyphen (narrow table cells).
Text join_lines(const std::vector<Line>& lines, const Lexicon& lexicon, float width = 0);

}  // namespace prikaz
