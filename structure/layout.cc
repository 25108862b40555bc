#include "layout.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "join_tables.h"
#include "page_tables.h"
#include "prikaz/unicode.h"
#include "signature_stamps.h"
#include "words_of_orders.h"

namespace prikaz {
namespace {

// «12», «- 12 -», «стр. 3», «Страница 2 из 7»: the number of the page. Not «2-47-53», a phone, nor «12.03.2024».
bool is_page_number(std::string_view text) {
  std::string rest;
  for (std::size_t pos = 0; pos < text.size(); pos = next_position(text, pos)) {
    const char32_t c = code_point_at(text, pos);
    append_code_point(rest, is_dash(c) || c == U'.' ? U' ' : c);
  }
  std::size_t numbers = 0, of = 0;
  for (const std::string_view word : split(trim(rest), ' ')) {
    if (word.empty()) continue;
    const std::string folded = fold(word);
    if (folded == "страница" || folded == "стр" || folded == "лист") continue;
    if (folded == "из") {
      ++of;
      continue;
    }
    if (word.size() > 4 ||
        !std::all_of(word.begin(), word.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); }))
      return false;
    ++numbers;
  }
  return numbers == 1 + of && of <= 1;
}

// «Приказ от 16.08.2024 № 701 стр. 1 из 2»: a footer that numbers the pages.
bool ends_with_page_number(std::string_view text) {
  static const RE2 pattern(" (?:стр\\.?|страница|лист) ?\\d{1,4} из \\d{1,4}$");
  const std::string folded = fold(text);
  return RE2::PartialMatch(folded, pattern);
}

std::string without_digits(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (!is_digit(static_cast<unsigned char>(c))) out += c;
  return out;
}

// Tables by alignment below the letterhead: that may stand in two columns itself.
std::vector<PageTable> aligned_below_head(std::vector<Line>& lines, const Lexicon& lexicon, const Page& page) {
  std::size_t head = 0;
  for (std::size_t i = 0; i < lines.size() && i < 30; ++i) {
    for (const Segment& segment : lines[i].segments) {
      const std::optional<KindWord> kind = read_kind(segment_text(lines[i], segment).str);
      if (kind && kind->whole && lines[i].box.top < 0.6F * page.height) head = i + 1;
    }
    if (head > 0) break;
  }
  std::vector<Line> rest(std::make_move_iterator(lines.begin() + static_cast<std::ptrdiff_t>(head)),
                         std::make_move_iterator(lines.end()));
  lines.resize(head);
  std::vector<PageTable> tables = aligned_tables(rest, lexicon, page.width);
  std::move(rest.begin(), rest.end(), std::back_inserter(lines));
  return tables;
}

struct PageLayout {
  std::vector<Line> lines;
  std::vector<PageTable> tables;
};

// Lines at the very top or bottom that say the page number, or the same on most pages, are furniture.
void take_furniture(std::vector<PageLayout>& layouts, const std::vector<Page>& pages, Flow& flow) {
  std::map<std::string, int> repeated;
  const auto edge_lines = [&](std::size_t p) {
    std::vector<std::size_t> edges;
    const std::vector<Line>& lines = layouts[p].lines;
    float top = pages[p].height, bottom = 0;
    for (const PageTable& table : layouts[p].tables) {
      top = std::min(top, table.box.top);
      bottom = std::max(bottom, table.box.bottom);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool highest = i == 0 && lines[i].box.bottom < top && lines[i].box.top < 0.12F * pages[p].height;
      const bool lowest =
          i + 1 == lines.size() && lines[i].box.top > bottom && lines[i].box.bottom > 0.9F * pages[p].height;
      if (highest || lowest) edges.push_back(i);
    }
    return edges;
  };
  for (std::size_t p = 0; p < pages.size(); ++p)
    for (const std::size_t i : edge_lines(p)) ++repeated[without_digits(line_text(layouts[p].lines[i]).str)];
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const std::vector<std::size_t> edges = edge_lines(p);
    for (auto it = edges.rbegin(); it != edges.rend(); ++it) {
      const Text text = line_text(layouts[p].lines[*it]);
      const std::string key = without_digits(text.str);
      const bool running = pages.size() >= 3 && count_code_points(key) >= 3 && repeated[key] >= 3 &&
                           repeated[key] * 2 > static_cast<int>(pages.size());
      if ((!running || opens_appendix(text.str) || opens_approval(text.str)) && !is_page_number(text.str) &&
          !ends_with_page_number(text.str))
        continue;
      flow.furniture.push_back({pages[p].number, text});
      layouts[p].lines.erase(layouts[p].lines.begin() + static_cast<std::ptrdiff_t>(*it));
    }
  }
}

// «Продолжение таблицы 1» over the first table of a page: the lines above it, if the first of them says so.
std::size_t continuation_caption(const PageLayout& layout) {
  constexpr std::size_t kMostLines = 3;
  if (layout.tables.empty() || layout.lines.empty() || !opens_continuation(line_text(layout.lines.front()).str))
    return 0;
  std::size_t above = 0;
  while (above < layout.lines.size() && layout.lines[above].box.center_y() <= layout.tables.front().box.top) ++above;
  return above <= kMostLines ? above : 0;
}

PageArea area_of(const Page& page, const PageLayout& layout) {
  PageArea area{page.number, page.width, page.height, {page.width, page.height, 0, 0}, 0, 0, 0};
  for (const Line& line : layout.lines) area.text = united(area.text, line.box);
  for (const PageTable& table : layout.tables) area.text = united(area.text, table.box);
  return area;
}

using Shape = std::pair<int, int>;
Shape shape_of(const PageArea& area) {
  return {static_cast<int>(std::lround(area.width)), static_cast<int>(std::lround(area.height))};
}

// The middle of the narrow strip that holds most of the places; 0 if none holds more than three.
float most_frequent_place(std::vector<float> places) {
  constexpr float kStrip = 3;  // points
  std::sort(places.begin(), places.end());
  std::ptrdiff_t most = 3;
  float middle = 0;
  for (auto first = places.begin(); first != places.end(); ++first) {
    const auto last = std::find_if(first, places.end(), [&](float place) { return place > *first + kStrip; });
    if (last - first > most) {
      most = last - first;
      middle = *(first + most / 2);
    }
  }
  return middle;
}

// Margins of the running text: where most wide lines begin, where the longest ends. A page with few such lines takes
// the margins of the other pages of its shape.
void find_margins(const std::vector<PageLayout>& layouts, std::vector<PageArea>& areas) {
  constexpr int kEnoughLines = 8;
  struct Edges {
    std::map<int, int> lefts;
    int lines = 0;
    float right = 0;
    // The leftmost place where a fair share of the lines begin: first-line indents may outnumber full lines, and a
    // stray line may stand further out.
    float left() const {
      for (const auto& [left, n] : lefts)
        if (n * 8 >= lines) return static_cast<float>(left) * 3;
      return lefts.empty() ? 0 : static_cast<float>(lefts.begin()->first) * 3;
    }
    void add(const Edges& other) {
      for (const auto& [left, n] : other.lefts) lefts[left] += n;
      lines += other.lines;
      right = std::max(right, other.right);
    }
  };
  std::vector<Edges> own(areas.size());
  std::map<Shape, Edges> of_shape;
  for (std::size_t p = 0; p < areas.size(); ++p) {
    for (const Line& line : layouts[p].lines) {
      own[p].right = std::max(own[p].right, line.box.right);
      if (line.box.width() < 0.4F * areas[p].width) continue;
      ++own[p].lefts[static_cast<int>(std::lround(line.box.left / 3))];
      ++own[p].lines;
    }
    for (const PageTable& table : layouts[p].tables) own[p].right = std::max(own[p].right, table.box.right - 4);
    of_shape[shape_of(areas[p])].add(own[p]);
  }
  for (std::size_t p = 0; p < areas.size(); ++p) {
    const Edges& shared = of_shape[shape_of(areas[p])];
    const Edges& edges = own[p].lines >= kEnoughLines ? own[p] : shared;
    areas[p].body_left = edges.lines > 0 ? edges.left() : areas[p].text.left;
    // Without full lines of text anywhere the table, or else the outermost line, is the measure.
    if (edges.lines < kEnoughLines && areas[p].text.left < areas[p].body_left - 3)
      areas[p].body_left = areas[p].text.left;
    areas[p].body_right = edges.right > 0 ? edges.right : areas[p].text.right;
  }
  // First-line indents: the place right of the margin where most lines begin, on the page itself (sheets lie
  // differently in a scanner) or else on those of its shape.
  std::vector<std::vector<float>> starts(areas.size());
  std::map<Shape, std::vector<float>> starts_of_shape;
  for (std::size_t p = 0; p < areas.size(); ++p) {
    for (const Line& line : layouts[p].lines)
      if (line.box.left > areas[p].body_left + 10 && line.box.left < areas[p].body_left + 0.2F * areas[p].width)
        starts[p].push_back(line.box.left);
    std::vector<float>& shared = starts_of_shape[shape_of(areas[p])];
    shared.insert(shared.end(), starts[p].begin(), starts[p].end());
  }
  for (std::size_t p = 0; p < areas.size(); ++p) {
    areas[p].indent = most_frequent_place(starts[p]);
    if (areas[p].indent == 0) areas[p].indent = most_frequent_place(starts_of_shape[shape_of(areas[p])]);
  }
}

}  // namespace

Flow lay_out(const std::vector<Page>& pages) {
  Flow flow;
  flow.lexicon = lexicon_of(pages);
  std::vector<PageLayout> layouts(pages.size());
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::vector<const Word*> words;
    for (const Word& word : pages[p].words) words.push_back(&word);
    for (Text& stamp : take_signature_stamps(words, pages[p].number))
      flow.furniture.push_back({pages[p].number, std::move(stamp)});
    layouts[p].tables = ruled_tables(pages[p], flow.lexicon, words, flow.cut_words);
    layouts[p].lines = group_into_lines(std::move(words), pages[p].number);
  }
  take_furniture(layouts, pages, flow);
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::vector<PageTable> aligned = aligned_below_head(layouts[p].lines, flow.lexicon, pages[p]);
    std::move(aligned.begin(), aligned.end(), std::back_inserter(layouts[p].tables));
    std::sort(layouts[p].tables.begin(), layouts[p].tables.end(),
              [](const PageTable& a, const PageTable& b) { return a.box.top < b.box.top; });
    flow.areas.push_back(area_of(pages[p], layouts[p]));
  }
  find_margins(layouts, flow.areas);
  // Where the text of pages of one shape ends at most: the bottom margin.
  std::map<Shape, float> bottoms;
  for (const PageArea& area : flow.areas) {
    float& bottom = bottoms[shape_of(area)];
    bottom = std::max(bottom, area.text.bottom);
  }

  std::vector<PageTable> open;  // the pages of the table that may go on
  std::vector<float> open_bottoms;
  const auto close = [&] {
    if (open.empty()) return;
    flow.tables.push_back(joined_table(std::move(open), open_bottoms, flow.lexicon, ""));
    open.clear();
    open_bottoms.clear();
  };
  for (std::size_t p = 0; p < pages.size(); ++p) {
    PageLayout& layout = layouts[p];
    bool first = true;
    std::size_t t = 0, l = 0;
    const std::size_t caption = continuation_caption(layout);
    if (caption > 0 && !open.empty() && open.back().page == pages[p].number - 1 &&
        continues_table(open.back(), layout.tables.front(), true))
      for (; l < caption; ++l) flow.furniture.push_back({pages[p].number, line_text(layout.lines[l])});
    while (t < layout.tables.size() || l < layout.lines.size()) {
      const bool table_next = t < layout.tables.size() &&
                              (l >= layout.lines.size() || layout.tables[t].box.top < layout.lines[l].box.center_y());
      if (table_next) {
        PageTable& table = layout.tables[t++];
        const float bottom = std::max(bottoms[shape_of(flow.areas[p])], table.box.bottom);
        if (first && !open.empty() && open.back().page == table.page - 1 &&
            continues_table(open.back(), table, l > 0)) {
          open.push_back(std::move(table));
          open_bottoms.push_back(bottom);
        } else {
          close();
          flow.elements.push_back({static_cast<int>(flow.tables.size()), 0, p, first});
          open.push_back(std::move(table));
          open_bottoms.push_back(bottom);
        }
      } else {
        close();
        flow.elements.push_back({-1, flow.lines.size(), p, first});
        flow.lines.push_back(std::move(layout.lines[l++]));
      }
      first = false;
    }
  }
  close();
  return flow;
}

}  // namespace prikaz
