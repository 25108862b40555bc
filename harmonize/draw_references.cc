// Lanes and columns rather than forces: time runs from left to right, an office stays in its lane, so an arrow points
// back in time and mostly stays in the lane, with 5 documents as with 500.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "document_names.h"
#include "markup.h"
#include "prikaz/messages.h"
#include "prikaz/reference_graph.h"
#include "prikaz/unicode.h"

namespace prikaz {
namespace {

constexpr int kMostArrows = 12;         // to one document
constexpr std::size_t kMostLeaves = 3;  // documents that one alone names, drawn one by one in a column

constexpr double kBoxWidth = 196, kBoxHeight = 34, kRowStep = 42, kColumnStep = 262;
constexpr double kLaneNameWidth = 150, kTop = 64, kLanePadding = 12;

struct Drawn {
  std::vector<int> nodes;  // one, or several in one box
  int lane = 0, column = 0;
  double x = 0, y = 0;
};

const char* color_of(Relation relation) {
  switch (relation) {
    case Relation::names: return "#8a97a8";
    case Relation::based_on: return "#2563eb";
    case Relation::amends: return "#c76a00";
    case Relation::repeals: return "#c81e1e";
  }
  return "#8a97a8";
}

// Words of a name in lines of at most `width` code points, at most `most` lines.
std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t most) {
  std::vector<std::string> lines;
  for (const std::string_view word : split(text, ' ')) {
    if (!lines.empty() && count_code_points(lines.back()) + 1 + count_code_points(word) <= width) {
      lines.back() += ' ';
      lines.back() += word;
    } else if (lines.size() == most) {
      lines.back() += "…";
      break;
    } else {
      lines.emplace_back(shortened(word, width));
    }
  }
  return lines;
}

class Drawing {
 public:
  Drawing(const Collection& collection, const ReferenceGraph& graph,
          const std::function<std::string(const Place&)>& href)
      : collection_(collection), graph_(graph), href_(href) {}

  std::string draw(bool inner) {
    find_columns();
    find_lanes();
    place_boxes();
    stack_boxes();
    Markup svg;
    if (!inner) svg.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    const double width =
        kLaneNameWidth + kColumnStep * static_cast<double>(std::max<std::size_t>(1, columns_.size())) + 10;
    svg.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "font-family=\"'PT Sans','Segoe UI','Noto Sans','Liberation Sans',Arial,sans-serif\" font-size=\"11\">\n",
        {width, height_, width, height_});
    svg.add("<title>{}</title>\n", {tr("Which document names which")});
    if (boxes_.empty()) {
      svg.add("<text x=\"10\" y=\"40\" fill=\"#475569\" font-size=\"13\">{}</text>\n",
              {tr("No references were found.")});
    } else {
      svg.add("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", {width, height_});
      legend(svg);
      lanes(svg, width);
      arrows(svg);
      boxes(svg);
    }
    svg.add("</svg>\n");
    return svg.str();
  }

 private:
  const GraphNode& node(int index) const { return graph_.nodes[static_cast<std::size_t>(index)]; }

  bool is_hub(int index) const { return arrows_to_[static_cast<std::size_t>(index)] > kMostArrows; }

  // Years of the documents of the archive, the two years before them, everything earlier, and what has no date.
  void find_columns() {
    arrows_to_.assign(graph_.nodes.size(), 0);
    std::set<int> linked;
    for (const GraphEdge& edge : graph_.edges) {
      linked.insert(edge.from);
      linked.insert(edge.to);
      ++arrows_to_[static_cast<std::size_t>(edge.to)];
      named_by_[edge.to] = edge.from;
    }
    // A document that does no more than name what very many name would stand there without an arrow.
    std::set<int> with_arrow;
    for (const GraphEdge& edge : graph_.edges)
      if (!is_hub(edge.to)) with_arrow.insert({edge.from, edge.to});
    std::erase_if(linked, [&](int index) { return !is_hub(index) && !with_arrow.contains(index); });
    linked_.assign(linked.begin(), linked.end());
    int first = 9999;
    for (const int index : linked_)
      if (node(index).kind == GraphNode::archive && node(index).date)
        first = std::min(first, static_cast<int>(node(index).date->year()));
    earliest_ = first - 1;
    std::set<int> years;
    for (const int index : linked_) years.insert(year_of_node(index));
    for (const int year : years) columns_.push_back(year);
  }

  static constexpr int kUndated = -1, kEarlier = 0;
  int year_of_node(int index) const {
    const GraphNode& one = node(index);
    // «протокол № 1» stands beside the only document that names it.
    if (!one.date && arrows_to_[static_cast<std::size_t>(index)] == 1 && node(named_by_.at(index)).date)
      return static_cast<int>(node(named_by_.at(index)).date->year());
    if (!one.date) return kUndated;
    const int year = static_cast<int>(one.date->year());
    return year < earliest_ ? kEarlier : year;
  }
  int column_of(int index) const {
    return static_cast<int>(std::lower_bound(columns_.begin(), columns_.end(), year_of_node(index)) - columns_.begin());
  }

  // Lane 0 is for what several offices name; what one office names stays with it.
  void find_lanes() {
    std::map<int, std::set<std::string>> named_in;
    for (const GraphEdge& edge : graph_.edges) named_in[edge.to].insert(node(edge.from).municipality);
    std::set<std::string> names;
    const auto lane_name = [&](int index) -> std::optional<std::string> {
      if (node(index).kind != GraphNode::external) return node(index).municipality;
      const auto at = named_in.find(index);
      if (at != named_in.end() && at->second.size() == 1) return *at->second.begin();
      return std::nullopt;
    };
    bool shared = false;
    for (const int index : linked_) {
      if (const auto name = lane_name(index))
        names.insert(*name);
      else
        shared = true;
    }
    std::map<std::string, int> lane_of;
    if (shared) lane_names_.push_back(tr("Named by several offices"));
    for (const std::string& name : names) {
      if (name.empty()) continue;
      lane_of[name] = static_cast<int>(lane_names_.size());
      lane_names_.push_back(name);
    }
    if (names.contains("")) {
      lane_of[""] = static_cast<int>(lane_names_.size());
      lane_names_.push_back(municipality_name(""));
    }
    for (const int index : linked_) {
      const auto name = lane_name(index);
      lane_[index] = name ? lane_of[*name] : 0;
    }
  }

  // Documents that only one other names, and only names, share a box where they are many.
  void place_boxes() {
    std::map<int, int> only_source;
    for (const GraphEdge& edge : graph_.edges)
      if (arrows_to_[static_cast<std::size_t>(edge.to)] == 1 && edge.relation == Relation::names &&
          node(edge.to).kind != GraphNode::archive)
        only_source[edge.to] = edge.from;
    std::map<std::tuple<int, int, int>, std::vector<int>> leaves;  // by lane, column, source
    for (const auto& [index, source] : only_source) leaves[{lane_[index], column_of(index), source}].push_back(index);
    for (const int index : linked_) {
      const auto source = only_source.find(index);
      if (source != only_source.end()) {
        const std::vector<int>& all = leaves[{lane_[index], column_of(index), source->second}];
        if (all.size() > kMostLeaves) {
          if (all.front() == index) boxes_.push_back({all, lane_[index], column_of(index), 0, 0});
          continue;
        }
      }
      boxes_.push_back({{index}, lane_[index], column_of(index), 0, 0});
    }
    std::stable_sort(boxes_.begin(), boxes_.end(), [&](const Drawn& a, const Drawn& b) {
      const auto key = [&](const Drawn& box) {
        const GraphNode& one = node(box.nodes.front());
        return std::tuple(box.lane, box.column, box.nodes.size() > 1, one.date.value_or(Day{}), one.number);
      };
      return key(a) < key(b);
    });
    for (std::size_t b = 0; b < boxes_.size(); ++b)
      for (const int index : boxes_[b].nodes) box_of_[index] = b;
  }

  void stack_boxes() {
    std::map<std::pair<int, int>, int> used;
    std::vector<int> rows(lane_names_.size(), 1);
    for (const Drawn& box : boxes_) {
      const int row = ++used[{box.lane, box.column}];
      rows[static_cast<std::size_t>(box.lane)] = std::max(rows[static_cast<std::size_t>(box.lane)], row);
    }
    double y = kTop;
    for (const int count : rows) {
      lane_tops_.push_back(y);
      y += std::max(2.0, static_cast<double>(count)) * kRowStep + 2 * kLanePadding - (kRowStep - kBoxHeight);
    }
    lane_tops_.push_back(y);
    height_ = y + 10;
    used.clear();
    for (Drawn& box : boxes_) {
      const int row = used[{box.lane, box.column}]++;
      box.x = kLaneNameWidth + 40 + kColumnStep * box.column;
      box.y = lane_tops_[static_cast<std::size_t>(box.lane)] + kLanePadding + kRowStep * row;
    }
  }

  void legend(Markup& svg) const {
    svg.add("<defs>");
    for (const Relation relation : {Relation::names, Relation::based_on, Relation::amends, Relation::repeals})
      svg.add(
          "<marker id=\"ref-{}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
          "orient=\"auto\"><path d=\"M0 0.8 8 4 0 7.2z\" fill=\"{}\"/></marker>",
          {relation_name(relation), color_of(relation)});
    svg.add("</defs>\n<g fill=\"#334155\">");
    double x = 10;
    for (const Relation relation : {Relation::names, Relation::based_on, Relation::amends, Relation::repeals}) {
      const std::string word = relation_in_words(relation);
      svg.add(
          "<path d=\"M{} 14h26\" stroke=\"{}\" stroke-width=\"1.8\" fill=\"none\" marker-end=\"url(#ref-{})\"/>"
          "<text x=\"{}\" y=\"18\">{}</text>",
          {x, color_of(relation), relation_name(relation), x + 34, word});
      x += 52 + 6.4 * static_cast<double>(count_code_points(word));
    }
    svg.add(
        "<path d=\"M{} 14h26\" stroke=\"#475569\" stroke-dasharray=\"4 3\" fill=\"none\"/><text x=\"{}\" "
        "y=\"18\">{}</text>",
        {x, x + 34, tr("doubtful")});
    x += 52 + 6.4 * static_cast<double>(count_code_points(tr("doubtful")));
    svg.add(
        "<rect x=\"{}\" y=\"7\" width=\"22\" height=\"14\" rx=\"3\" fill=\"#fff7ed\" stroke=\"#c2703d\" "
        "stroke-dasharray=\"3 2\"/><text x=\"{}\" y=\"18\">{}</text>",
        {x, x + 28, tr("not in the archive")});
    x += 46 + 6.4 * static_cast<double>(count_code_points(tr("not in the archive")));
    svg.add(
        "<rect x=\"{}\" y=\"7\" width=\"22\" height=\"14\" rx=\"3\" fill=\"#f1f5f9\" stroke=\"#cbd5e1\"/>"
        "<text x=\"{}\" y=\"18\">{}</text>",
        {x, x + 28, tr("of another authority")});
    svg.add("</g>\n");
    if (std::any_of(linked_.begin(), linked_.end(), [&](int index) { return is_hub(index); }))
      svg.add("<text x=\"10\" y=\"36\" fill=\"#64748b\">{}</text>\n",
              {tr("Of a document that more than %1 others name the number stands instead of the arrows.",
                  {std::to_string(kMostArrows)})});
  }

  void lanes(Markup& svg, double width) const {
    for (std::size_t lane = 0; lane < lane_names_.size(); ++lane) {
      const double top = lane_tops_[lane], bottom = lane_tops_[lane + 1];
      if (lane % 2 == 0)
        svg.add("<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#f8fafc\"/>\n", {top, width, bottom - top});
      double y = top + 24;
      for (const std::string& line : wrapped(lane_names_[lane], 22, 4)) {
        svg.add("<text x=\"10\" y=\"{}\" font-weight=\"600\" fill=\"#0f172a\">{}</text>", {y, line});
        y += 14;
      }
      svg.add("\n");
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const int year = columns_[column];
      const std::string name = year == kUndated   ? tr("no date")
                               : year == kEarlier ? tr("before %1", {std::to_string(earliest_)})
                                                  : std::to_string(year);
      const double x = kLaneNameWidth + kColumnStep * static_cast<double>(column);
      svg.add(
          "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"#e2e8f0\"/>"
          "<text x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"700\" fill=\"#475569\">{}</text>\n",
          {x + 6, kTop - 20, x + 6, height_ - 10, x + 40, kTop - 8, name});
    }
  }

  void arrows(Markup& svg) const {
    std::set<std::pair<std::size_t, std::size_t>> drawn;
    svg.add("<g fill=\"none\" stroke-width=\"1.4\">\n");
    for (const GraphEdge& edge : graph_.edges) {
      if (is_hub(edge.to)) continue;
      const std::size_t source = box_of_.at(edge.from), target = box_of_.at(edge.to);
      if (!drawn.insert({source, target}).second) continue;  // to a shared box
      const Drawn &from = boxes_[source], &to = boxes_[target];
      const double y1 = from.y + kBoxHeight / 2, y2 = to.y + kBoxHeight / 2;
      Markup path;
      if (to.column < from.column) {
        const double x1 = from.x, x2 = to.x + kBoxWidth, bend = std::min(90.0, (x1 - x2) / 2 + 20);
        path.add("M{} {}C{} {} {} {} {} {}", {x1, y1, x1 - bend, y1, x2 + bend, y2, x2, y2});
      } else if (to.column > from.column) {
        const double x1 = from.x + kBoxWidth, x2 = to.x;
        path.add("M{} {}C{} {} {} {} {} {}", {x1, y1, x1 + 40, y1, x2 - 40, y2, x2, y2});
      } else {
        const double bend = 22 + std::min(14.0, std::abs(y1 - y2) / 12);
        path.add("M{} {}C{} {} {} {} {} {}", {from.x, y1, from.x - bend, y1, to.x - bend, y2, to.x, y2});
      }
      svg.add("<path d=\"{}\" stroke=\"{}\" marker-end=\"url(#ref-{})\"",
              {path.str(), color_of(edge.relation), relation_name(edge.relation)});
      if (edge.doubtful) svg.add(" stroke-dasharray=\"4 3\"");
      svg.add("><title>{} {} {}{}</title></path>\n",
              {node_name(node(edge.from)), relation_in_words(edge.relation), node_name(node(edge.to)),
               edge.doubtful ? " (" + tr("doubtful") + ")" : std::string()});
    }
    svg.add("</g>\n");
  }

  void boxes(Markup& svg) const {
    for (const Drawn& box : boxes_) {
      const GraphNode& first = node(box.nodes.front());
      std::string address;
      if (first.document >= 0 && href_) {
        const CollectedDocument& document = collection_.documents[static_cast<std::size_t>(first.document)];
        address = href_({first.document, document.first_page, {}});
      }
      if (!address.empty()) svg.add("<a href=\"{}\">", {address});
      const bool archive = first.kind == GraphNode::archive, missing = first.kind == GraphNode::missing;
      svg.add(
          "<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{}\" stroke=\"{}\"",
          {tooltip(box), box.x, box.y, kBoxWidth, kBoxHeight,
           archive   ? "#ffffff"
           : missing ? "#fff7ed"
                     : "#f1f5f9",
           archive   ? "#334155"
           : missing ? "#c2703d"
                     : "#cbd5e1"});
      if (missing) svg.add(" stroke-dasharray=\"3 2\"");
      svg.add("/>");
      std::string head, tail;
      if (box.nodes.size() > 1) {
        head = tr_plural("%1 document", "%1 documents", box.nodes.size());
        tail = tr("named by one only");
      } else {
        head = node_name(first);
        tail = first.title.empty() ? first.issuer : first.title;
        if (is_hub(box.nodes.front()))
          tail = "← " + std::to_string(arrows_to_[static_cast<std::size_t>(box.nodes.front())]) + " · " + tail;
      }
      svg.add(
          "<text x=\"{}\" y=\"{}\" font-weight=\"600\" fill=\"#0f172a\">{}</text>"
          "<text x=\"{}\" y=\"{}\" font-size=\"10\" fill=\"#475569\">{}</text></g>",
          {box.x + 7, box.y + 14, shortened(head, 31), box.x + 7, box.y + 27, shortened(tail, 34)});
      if (!address.empty()) svg.add("</a>");
      svg.add("\n");
    }
  }

  std::string tooltip(const Drawn& box) const {
    std::string out;
    for (const int index : box.nodes) {
      const GraphNode& one = node(index);
      if (!out.empty()) out += "; ";
      out += node_name(one);
      if (box.nodes.size() > 1) continue;
      if (!one.issuer.empty()) out += ", " + one.issuer;
      if (!one.title.empty()) out += " «" + one.title + "»";
    }
    return out;
  }

  const Collection& collection_;
  const ReferenceGraph& graph_;
  const std::function<std::string(const Place&)>& href_;
  std::vector<int> linked_, columns_, arrows_to_;
  std::map<int, int> named_by_;  // the last of them
  int earliest_ = 0;
  std::vector<std::string> lane_names_;
  std::map<int, int> lane_;
  std::vector<Drawn> boxes_;
  std::map<int, std::size_t> box_of_;
  std::vector<double> lane_tops_;
  double height_ = 60;
};

}  // namespace

std::string draw_references(const Collection& collection, const ReferenceGraph& graph, bool inner,
                            const std::function<std::string(const Place&)>& href) {
  return Drawing(collection, graph, href).draw(inner);
}

}  // namespace prikaz
