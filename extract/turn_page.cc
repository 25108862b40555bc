#include "turn_page.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "prikaz/unicode.h"

namespace prikaz {
namespace {

// A page number or a stamp on an otherwise empty sheet says nothing about it.
constexpr std::size_t kMinCharacters = 30;

struct Sheet {
  float width, height;
};

Box turned(const Box& box, int degrees, const Sheet& sheet) {
  switch (degrees) {
    case 90: return {sheet.height - box.bottom, box.left, sheet.height - box.top, box.right};
    case 180:
      return {sheet.width - box.right, sheet.height - box.bottom, sheet.width - box.left, sheet.height - box.top};
    case 270: return {box.top, sheet.width - box.right, box.bottom, sheet.width - box.left};
    default: return box;
  }
}

// A baseline is a y for words that run along x and an x for the others.
float turned_baseline(float baseline, bool runs_along_x, int degrees, const Sheet& sheet) {
  switch (degrees) {
    case 90: return runs_along_x ? sheet.height - baseline : baseline;
    case 180: return runs_along_x ? sheet.height - baseline : sheet.width - baseline;
    case 270: return runs_along_x ? baseline : sheet.width - baseline;
    default: return baseline;
  }
}

RulingLine turned(const RulingLine& rule, int degrees, const Sheet& sheet) {
  const Box box = turned(rule.vertical ? Box{rule.position, rule.from, rule.position, rule.to}
                                       : Box{rule.from, rule.position, rule.to, rule.position},
                         degrees, sheet);
  if (rule.vertical == (degrees % 180 == 0)) return {true, box.left, box.top, box.bottom, rule.thickness};
  return {false, box.top, box.left, box.right, rule.thickness};
}

}  // namespace

int turn_needed(const Page& page) {
  std::array<std::size_t, 4> characters = {};
  for (const Word& word : page.words) characters[word.rotation / 90 % 4] += count_code_points(word.text);
  const auto most =
      static_cast<std::size_t>(std::max_element(characters.begin(), characters.end()) - characters.begin());
  const std::size_t total = characters[0] + characters[1] + characters[2] + characters[3];
  if (most == 0 || total < kMinCharacters || 2 * characters[most] <= total) return 0;
  return static_cast<int>(4 - most) * 90;
}

void turn_page(Page& page, int degrees) {
  assert(degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270);
  if (degrees == 0) return;
  const Sheet sheet{page.width, page.height};
  for (Word& word : page.words) {
    word.box = turned(word.box, degrees, sheet);
    word.baseline = turned_baseline(word.baseline, word.rotation % 180 == 0, degrees, sheet);
    word.rotation = static_cast<std::uint16_t>((word.rotation + degrees) % 360);
  }
  for (RulingLine& rule : page.rules) rule = turned(rule, degrees, sheet);
  std::sort(page.rules.begin(), page.rules.end(), [](const RulingLine& a, const RulingLine& b) {
    if (a.vertical != b.vertical) return !a.vertical;
    return a.position != b.position ? a.position < b.position : a.from < b.from;
  });
  for (ImageRegion& image : page.images) image.box = turned(image.box, degrees, sheet);
  if (degrees % 180 != 0) std::swap(page.width, page.height);
  page.rotation_deg = (page.rotation_deg + degrees) % 360;
}

}  // namespace prikaz
