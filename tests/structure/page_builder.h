// Pages made by hand: words of even letters, so that a test can tell where everything stands.
//
//   PageBuilder page(1);                                   // A4, margins 85 and 560, 14 pt
//   page.centered("ПРИКАЗ").gap(14).columns({"от 12.03.2024", "№ 15"});
//   page.paragraph("1. Утвердить план работы …");          // wrapped and justified, first line indented
//   page.table({85, 120, 400, 560}, {{"№", "Мероприятие", "Срок"}, {"1", "Совещание", "май"}});
//   find_structure({page.take()}, diagnostics);
//
// Every letter is half as wide as the font is high, a line is 1.15 high, its box 0.9 above and 0.22 below the baseline.
// Lengths are points; `y` is the baseline and grows downwards; a cursor goes down the page by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prikaz/page.h"
#include "prikaz/unicode.h"

namespace prikaz {

struct Style {
  float size = 14;
  bool bold = false;
};

class PageBuilder {
 public:
  explicit PageBuilder(int number = 1, float width = 595, float height = 842) {
    page_.number = number;
    page_.width = width;
    page_.height = height;
    page_.text_source = TextSource::embedded;
    page_.fonts.push_back({"Even", FontTrust::good, ""});
    right_ = width - 35;
  }

  PageBuilder& margins(float left, float right) {
    left_ = left;
    right_ = right;
    return *this;
  }
  PageBuilder& style(Style style) {
    style_ = style;
    return *this;
  }
  PageBuilder& bold(bool on = true) {
    style_.bold = on;
    return *this;
  }
  PageBuilder& at(float y) {
    y_ = y;
    return *this;
  }
  PageBuilder& gap(float height) {
    y_ += height;
    return *this;
  }
  float y() const { return y_; }
  float width_of(std::string_view text) const { return static_cast<float>(count_code_points(text)) * style_.size / 2; }

  // The words of `text` from `x` on; the cursor stays.
  PageBuilder& text(float x, float y, std::string_view text) {
    for (const std::string_view word : split(text, ' ')) {
      if (!word.empty()) add_word(x, y, word);
      x += width_of(word) + style_.size / 2;
    }
    return *this;
  }
  // One line, and the cursor under it.
  PageBuilder& line(float x, std::string_view words) { return text(x, y_, words).gap(pitch()); }
  PageBuilder& line(std::string_view words) { return line(left_, words); }
  PageBuilder& centered(std::string_view words) { return line((left_ + right_ - width_of(words)) / 2, words); }
  PageBuilder& right(std::string_view words) { return line(right_ - width_of(words), words); }
  // The first at the left margin, the last at the right one, a third in the middle.
  PageBuilder& columns(const std::vector<std::string>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const float free = right_ - left_ - width_of(parts[i]);
      text(left_ + free * static_cast<float>(i) / static_cast<float>(parts.size() - 1), y_, parts[i]);
    }
    return gap(pitch());
  }
  // Wrapped at the right margin, all lines but the last stretched to it.
  PageBuilder& paragraph(std::string_view words, float indent = 35) {
    const std::vector<std::string> lines = wrapped(words, right_ - left_, indent);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const float x = left_ + (i == 0 ? indent : 0);
      if (i + 1 == lines.size())
        text(x, y_, lines[i]);
      else
        justified(x, right_, y_, lines[i]);
      gap(pitch());
    }
    return *this;
  }

  PageBuilder& horizontal(float y, float from, float to) {
    page_.rules.push_back({false, y, from, to, 0.5F});
    return *this;
  }
  PageBuilder& vertical(float x, float from, float to) {
    page_.rules.push_back({true, x, from, to, 0.5F});
    return *this;
  }
  // All the lines of a full grid.
  PageBuilder& grid(const std::vector<float>& xs, const std::vector<float>& ys) {
    for (const float y : ys) horizontal(y, xs.front(), xs.back());
    for (const float x : xs) vertical(x, ys.front(), ys.back());
    return *this;
  }
  // The words wrapped in [left + 4, right - 4], the first line just under `top`.
  PageBuilder& cell(float left, float top, float right, std::string_view words) {
    float y = top + 2 + 0.9F * style_.size;
    for (const std::string& line : wrapped(words, right - left - 8, 0)) {
      text(left + 4, y, line);
      y += pitch();
    }
    return *this;
  }
  // A table from the cursor on; rows are as high as their texts need. Returns where the rows begin and end.
  std::vector<float> table(const std::vector<float>& xs, const std::vector<std::vector<std::string>>& rows,
                           bool ruled = true) {
    std::vector<float> ys = {y_};
    for (const std::vector<std::string>& row : rows) {
      std::size_t lines = 1;
      for (std::size_t c = 0; c < row.size(); ++c) {
        cell(xs[c], ys.back(), xs[c + 1], row[c]);
        lines = std::max(lines, wrapped(row[c], xs[c + 1] - xs[c] - 8, 0).size());
      }
      ys.push_back(ys.back() + 4 + static_cast<float>(lines) * pitch());
    }
    if (ruled) grid(xs, ys);
    y_ = ys.back() + 2 * pitch();
    return ys;
  }

  PageBuilder& add_word(float x, float y, std::string_view word) {
    Word out;
    out.text = std::string(word);
    out.box = {x, y - 0.9F * style_.size, x + width_of(word), y + 0.22F * style_.size};
    out.baseline = y;
    out.font_size = style_.size;
    out.font = 0;
    out.bold = style_.bold;
    page_.words.push_back(std::move(out));
    return *this;
  }
  const Page& page() const { return page_; }
  Page take() { return std::move(page_); }

 private:
  float pitch() const { return 1.15F * style_.size; }

  std::vector<std::string> wrapped(std::string_view words, float room, float indent) const {
    std::vector<std::string> lines;
    for (const std::string_view word : split(words, ' ')) {
      const float used =
          lines.empty() ? 0 : width_of(lines.back()) + style_.size / 2 + (lines.size() == 1 ? indent : 0);
      if (lines.empty() || used + width_of(word) > room + 0.1F)
        lines.emplace_back(word);
      else
        lines.back().append(" ").append(word);
    }
    return lines;
  }
  void justified(float x, float right, float y, std::string_view line) {
    const std::vector<std::string_view> words = split(line, ' ');
    const float spare = right - x - width_of(line);
    for (const std::string_view word : words) {
      add_word(x, y, word);
      x += width_of(word) + style_.size / 2 + (words.size() > 1 ? spare / static_cast<float>(words.size() - 1) : 0);
    }
  }

  Page page_;
  Style style_;
  float left_ = 85, right_ = 560, y_ = 60;
};

}  // namespace prikaz
