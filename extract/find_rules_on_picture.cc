// Lines are what stays when the picture is opened with long thin bricks. What else has such shapes (bars of large
// letters, serifs in a row, arcs of stamps) is short or has ink hanging on it all along, and a short line is believed
// only where it stands between two others, as the sides of a cell do.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "merge_rules.h"
#include "recognizer.h"

namespace prikaz {
namespace {

// Lengths in inches: pictures come in different resolutions.
constexpr double kPiece = 0.16;      // a stretch without a break: longer than the stems of capitals of 16 points
constexpr double kBreak = 0.12;      // between two stretches of one line
constexpr double kDash = 0.06;       // between dashes
constexpr double kDashedLine = 1.0;  // a dashed line is at least so long
constexpr double kLine = 0.5;        // a line that is believed by itself
constexpr double kCellSide = 0.13;   // one that is believed between two others: a row of 9 point type
constexpr double kThickest = 0.055;  // a border of 4 points
constexpr double kBlack = 0.09;      // black edges, blots: no letter has strokes so wide
constexpr double kReach = 0.10;      // from a broken end to the line it should meet
constexpr double kTraceReach = 0.4;  // the same if there are traces of ink on the way
constexpr double kMaxTraceGap = 0.04;
constexpr double kMinTraces = 0.5;
constexpr double kWander = 0.015;   // across the line, from piece to piece
constexpr double kDrift = 0.012;    // slope left after the page was straightened, and that of bent paper
constexpr double kUnbroken = 0.95;  // ink of a line's length, from which on it may be full of what touches it
constexpr double kMaxTouching = 0.5;
constexpr double kMinSolidFill = 0.75;  // ink of any other line
constexpr double kMaxHanging = 0.2;     // and what may hang on it
constexpr double kMinDashedFill = 0.35;
constexpr double kMaxDashedHanging = 0.1;

constexpr float kPointsPerInch = 72;

class Lengths {
 public:
  explicit Lengths(double dpi) : dpi_(dpi > 0 ? dpi : 300) {}
  int px(double inches) const { return std::max(1, static_cast<int>(std::lround(inches * dpi_))); }
  double dpi() const { return dpi_; }

 private:
  double dpi_;
};

// The picture with rows and columns exchanged on request, so that everything is written for horizontal lines.
class Bits {
 public:
  Bits(Pix* pix, bool transposed)
      : data_(pixGetData(pix)),
        words_(pixGetWpl(pix)),
        width_(pixGetWidth(pix)),
        height_(pixGetHeight(pix)),
        transposed_(transposed) {}
  int length() const { return transposed_ ? height_ : width_; }
  int breadth() const { return transposed_ ? width_ : height_; }
  bool at(int along, int across) const {
    if (along < 0 || across < 0 || along >= length() || across >= breadth()) return false;
    const auto [x, y] = place(along, across);
    return GET_DATA_BIT(data_ + static_cast<std::ptrdiff_t>(y) * words_, x) != 0;
  }
  void clear(int along, int across) {
    if (along < 0 || across < 0 || along >= length() || across >= breadth()) return;
    const auto [x, y] = place(along, across);
    CLEAR_DATA_BIT(data_ + static_cast<std::ptrdiff_t>(y) * words_, x);
  }

 private:
  std::pair<int, int> place(int along, int across) const {
    return transposed_ ? std::pair{across, along} : std::pair{along, across};
  }
  l_uint32* data_;
  int words_, width_, height_;
  bool transposed_;
};

class Grays {
 public:
  Grays(Pix* pix, bool transposed)
      : data_(pixGetData(pix)),
        words_(pixGetWpl(pix)),
        width_(pixGetWidth(pix)),
        height_(pixGetHeight(pix)),
        transposed_(transposed) {}
  bool inside(int along, int across) const {
    return along >= 0 && across >= 0 && along < (transposed_ ? height_ : width_) &&
           across < (transposed_ ? width_ : height_);
  }
  int at(int along, int across) const {
    const int x = transposed_ ? across : along, y = transposed_ ? along : across;
    return static_cast<int>(GET_DATA_BYTE(data_ + static_cast<std::ptrdiff_t>(y) * words_, x));
  }
  void set(int along, int across, int value) {
    const int x = transposed_ ? across : along, y = transposed_ ? along : across;
    SET_DATA_BYTE(data_ + static_cast<std::ptrdiff_t>(y) * words_, x, static_cast<l_uint8>(value));
  }

 private:
  l_uint32* data_;
  int words_, width_, height_;
  bool transposed_;
};

// A line or a stretch of one. It may run a little askew: `start` and `end` are where it is at its ends.
struct Stretch {
  int from = 0, to = 0;  // inclusive
  double start = 0, end = 0;
  double thickness = 0;

  int length() const { return to - from + 1; }
  double middle() const { return (start + end) / 2; }
  double at(int along) const { return to == from ? middle() : start + (end - start) * (along - from) / (to - from); }
};

PixPtr owned(Pix* pix) { return PixPtr(pix); }

// Opens along the lines.
PixPtr opened(Pix* pix, int length, bool vertical) {
  return owned(pixOpenCompBrick(nullptr, pix, vertical ? 1 : length, vertical ? length : 1));
}
PixPtr closed(Pix* pix, int length, bool vertical) {
  return owned(pixCloseSafeCompBrick(nullptr, pix, vertical ? 1 : length, vertical ? length : 1));
}

// Ink without black areas and their frayed edges.
PixPtr without_black_areas(Pix* binary, const Lengths& lengths) {
  // Seen from afar: a sixteenth of the pixels tells as much.
  constexpr int kAfar = 4;
  const int black = std::max(1, lengths.px(kBlack) / kAfar);
  PixPtr areas = owned(pixReduceRankBinaryCascade(binary, 4, 4, 0, 0));
  if (areas) areas = owned(pixOpenBrick(nullptr, areas.get(), black, black));
  if (!areas) return nullptr;
  l_int32 none = 1;
  pixZero(areas.get(), &none);
  if (none != 0) return owned(pixClone(binary));
  const int fringe = black | 1;
  areas = owned(pixDilateBrick(nullptr, areas.get(), fringe, fringe));
  if (areas) areas = owned(pixExpandReplicate(areas.get(), kAfar));
  return areas ? owned(pixSubtract(nullptr, binary, areas.get())) : nullptr;
}

double mean_across(const Bits& bits, int from, int to, int first, int last, double otherwise) {
  double sum = 0;
  int count = 0;
  for (int along = from; along <= to; ++along)
    for (int across = first; across <= last; ++across)
      if (bits.at(along, across)) {
        sum += across;
        ++count;
      }
  return count > 0 ? sum / count : otherwise;
}

// The connected shapes of a mask, as stretches; thick ones are no lines.
std::vector<Stretch> stretches_of(Pix* mask, bool vertical, const Lengths& lengths, int min_length) {
  std::vector<Stretch> stretches;
  Pixa* shapes = nullptr;
  Boxa* boxes = pixConnComp(mask, &shapes, 8);
  const int count = boxes == nullptr ? 0 : boxaGetCount(boxes);
  for (int i = 0; i < count; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    const int length = vertical ? h : w, breadth = vertical ? w : h;
    if (length < min_length || breadth > lengths.px(kThickest) + static_cast<int>(kDrift * length)) continue;
    PixPtr shape = owned(pixaGetPix(shapes, i, L_CLONE));
    l_int32 area = 0;
    pixCountPixels(shape.get(), &area, nullptr);
    const Bits bits(shape.get(), vertical);
    Stretch stretch;
    stretch.from = vertical ? y : x;
    stretch.to = stretch.from + length - 1;
    stretch.thickness = static_cast<double>(area) / length;
    if (stretch.thickness > lengths.px(kThickest)) continue;
    const int offset = vertical ? x : y, end = std::max(1, length / 8);
    const double middle = (breadth - 1) / 2.0;
    stretch.start = offset + mean_across(bits, 0, end - 1, 0, breadth - 1, middle);
    stretch.end = offset + mean_across(bits, length - end, length - 1, 0, breadth - 1, middle);
    stretches.push_back(stretch);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&shapes);
  return stretches;
}

// Where a stretch would be, carried on to `along`; a short one says little about its slope.
double carried_on(const Stretch& stretch, int along, const Lengths& lengths) {
  if (stretch.length() < lengths.px(kLine)) return stretch.middle();
  return stretch.at(along);
}

std::vector<Stretch> joined(std::vector<Stretch> stretches, const Lengths& lengths) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.from != b.from ? a.from < b.from : a.start < b.start; });
  const int gap = lengths.px(kBreak);
  const double wander = lengths.px(kWander);
  std::vector<Stretch> lines;
  std::size_t first_open = 0;  // lines before it end too far back to go on
  for (const Stretch& next : stretches) {
    std::size_t best = lines.size();
    double best_distance = wander + 1;
    for (std::size_t i = first_open; i < lines.size(); ++i) {
      if (next.from - lines[i].to > gap) continue;
      const int meet = std::min(next.from, lines[i].to);
      const double distance = std::abs(carried_on(lines[i], next.from, lengths) - carried_on(next, meet, lengths));
      if (distance < best_distance && distance <= wander) {
        best_distance = distance;
        best = i;
      }
    }
    while (first_open < lines.size() && next.from - lines[first_open].to > gap) ++first_open;
    if (best == lines.size()) {
      lines.push_back(next);
      continue;
    }
    Stretch& line = lines[best];
    line.thickness =
        (line.thickness * line.length() + next.thickness * next.length()) / (line.length() + next.length());
    if (next.to > line.to) {
      line.to = next.to;
      line.end = next.end;
    }
  }
  return lines;
}

// How much of a stretch is ink, and on how much of it hangs ink at either side, as letters hang on their serifs.
struct Surroundings {
  double fill = 0, above = 0, below = 0;
};

Surroundings surroundings_of(const Stretch& stretch, const Bits& ink, const Lengths& lengths) {
  const int half = static_cast<int>(std::lround(stretch.thickness / 2)) + lengths.px(0.005);
  const int far = half + lengths.px(0.015);
  int filled = 0, above = 0, below = 0;
  for (int along = stretch.from; along <= stretch.to; ++along) {
    const int centre = static_cast<int>(std::lround(stretch.at(along)));
    bool any = false;
    for (int across = centre - half; across <= centre + half && !any; ++across) any = ink.at(along, across);
    if (!any) continue;
    ++filled;
    // Reaching this far from the centre without a break is not fraying.
    bool up = true, down = true;
    for (int d = half; d <= far && (up || down); ++d) {
      up = up && ink.at(along, centre - d);
      down = down && ink.at(along, centre + d);
    }
    above += up ? 1 : 0;
    below += down ? 1 : 0;
  }
  const double length = stretch.length();
  return {filled / length, above / length, below / length};
}

std::vector<Stretch> solid_lines(Pix* ink, bool vertical, const Lengths& lengths) {
  // Stairs of a slanting line one pixel thick are short; made thicker they overlap.
  PixPtr thick = owned(pixDilateBrick(nullptr, ink, vertical ? 3 : 1, vertical ? 1 : 3));
  if (!thick) return {};
  PixPtr runs = opened(thick.get(), lengths.px(kPiece), vertical);
  if (!runs) return {};
  PixPtr thin = owned(pixAnd(nullptr, runs.get(), ink));
  PixPtr mask = closed(thin ? thin.get() : runs.get(), lengths.px(kBreak) / 2, vertical);
  if (!mask) return {};
  const Bits bits(ink, vertical);
  std::vector<Stretch> lines;
  for (const Stretch& line : joined(stretches_of(mask.get(), vertical, lengths, lengths.px(kPiece) / 2), lengths)) {
    if (line.length() < lengths.px(kCellSide)) continue;
    const Surroundings around = surroundings_of(line, bits, lengths);
    const double hanging = std::max(around.above, around.below);
    if (around.fill < kMinSolidFill || hanging > (around.fill < kUnbroken ? kMaxHanging : kMaxTouching)) continue;
    lines.push_back(line);
  }
  return lines;
}

// Dashes and dots in a row. Only what is no taller than a line takes part, or rows of letters would be closed too.
std::vector<Stretch> dashed_lines(Pix* ink, bool vertical, const Lengths& lengths) {
  const int tall = lengths.px(kThickest) * 2 / 3;
  PixPtr flat =
      owned(pixSelectBySize(ink, tall, tall, 8, vertical ? L_SELECT_WIDTH : L_SELECT_HEIGHT, L_SELECT_IF_LTE, nullptr));
  if (!flat) return {};
  PixPtr rows = closed(flat.get(), lengths.px(kDash), vertical);
  if (!rows) return {};
  PixPtr mask = opened(rows.get(), lengths.px(kDashedLine) / 3, vertical);
  if (!mask) return {};
  const Bits bits(ink, vertical);
  std::vector<Stretch> lines;
  for (const Stretch& line :
       joined(stretches_of(mask.get(), vertical, lengths, lengths.px(kDashedLine) / 3), lengths)) {
    if (line.length() < lengths.px(kDashedLine)) continue;
    const Surroundings around = surroundings_of(line, bits, lengths);
    if (around.fill < kMinDashedFill || around.above + around.below > kMaxDashedHanging) continue;
    lines.push_back(line);
  }
  return lines;
}

bool meets(const Stretch& line, int end, const Stretch& other, int reach) {
  const double place = line.at(end);
  return std::abs(other.at(static_cast<int>(std::lround(place))) - end) <= reach && place >= other.from - reach &&
         place <= other.to + reach;
}

// Long lines, and short ones that stand between two that are kept.
void keep_believable(std::vector<Stretch>& horizontal, std::vector<Stretch>& vertical, const Lengths& lengths) {
  const int sure = lengths.px(kLine), reach = lengths.px(kReach) / 2;
  std::array<std::vector<Stretch>*, 2> all{&horizontal, &vertical};
  std::array<std::vector<Stretch>, 2> kept, doubtful;
  for (std::size_t i = 0; i < 2; ++i)
    for (const Stretch& line : *all[i]) (line.length() >= sure ? kept[i] : doubtful[i]).push_back(line);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::vector<Stretch>& across = kept[1 - i];
      std::erase_if(doubtful[i], [&](const Stretch& line) {
        const auto ends_at_one = [&](int end) {
          return std::any_of(across.begin(), across.end(),
                             [&](const Stretch& other) { return meets(line, end, other, reach); });
        };
        if (!ends_at_one(line.from) || !ends_at_one(line.to)) return false;
        kept[i].push_back(line);
        changed = true;
        return true;
      });
    }
  }
  horizontal = std::move(kept[0]);
  vertical = std::move(kept[1]);
}

// Is there a thin line between two places, if only in traces? Letters in between are thick, or leave larger gaps.
bool traces_between(const Stretch& line, int from, int to, const Bits& ink, const Lengths& lengths) {
  const int half = lengths.px(0.007), thick = static_cast<int>(line.thickness) + lengths.px(0.01);
  int traces = 0, gap = 0;
  for (int along = from; along <= to; ++along) {
    const int centre = static_cast<int>(std::lround(line.at(along)));
    int near = 0, around = 0;
    for (int across = centre - half; across <= centre + half; ++across) near += ink.at(along, across) ? 1 : 0;
    for (int across = centre - 2 * thick; across <= centre + 2 * thick; ++across)
      around += ink.at(along, across) ? 1 : 0;
    if (near > 0 && around <= thick) {
      ++traces;
      gap = 0;
    } else if (++gap > lengths.px(kMaxTraceGap)) {
      return false;
    }
  }
  return traces >= kMinTraces * (to - from + 1);
}

// Broken ends reach the line they should meet.
void reach_out(std::vector<Stretch>& lines, const std::vector<Stretch>& across, const Bits& ink,
               const Lengths& lengths) {
  const int near = lengths.px(kReach), far = lengths.px(kTraceReach);
  for (Stretch& line : lines) {
    int from = line.from, to = line.to;
    for (const Stretch& other : across) {
      const int place = static_cast<int>(std::lround(other.at(static_cast<int>(std::lround(line.middle())))));
      const bool before = place < line.from;
      const int end = before ? line.from : line.to, gap = before ? line.from - place : place - line.to;
      if (gap <= 0 || gap > far || !meets(line, end, other, far)) continue;
      if (gap > near && !traces_between(line, std::min(place, end), std::max(place, end), ink, lengths)) continue;
      from = std::min(from, place);
      to = std::max(to, place);
    }
    line.from = from;
    line.to = to;
  }
}

RulingLine in_points(const Stretch& line, bool vertical, float scale) {
  return {vertical, static_cast<float>(line.middle() + 0.5) * scale, static_cast<float>(line.from) * scale,
          static_cast<float>(line.to + 1) * scale, static_cast<float>(line.thickness) * scale};
}

// Where the line really is, for each place along it: its ink is followed from the middle of what the rule says.
class Track {
 public:
  Track(const RulingLine& rule, const Bits& ink, const Lengths& lengths)
      : from_(std::max(0, static_cast<int>(rule.from) - lengths.px(0.01))),
        to_(std::min(ink.length() - 1, static_cast<int>(rule.to) + lengths.px(0.01))) {
    if (to_ < from_) return;
    const auto count = static_cast<std::size_t>(to_ - from_ + 1);
    const int window = lengths.px(kWander) + static_cast<int>(std::lround(rule.thickness)) +
                       std::min(lengths.px(0.05), static_cast<int>(kDrift * static_cast<double>(count) / 2));
    const int thickest = static_cast<int>(std::lround(rule.thickness)) + lengths.px(0.008);
    // Places where the line stands free of anything else tell where it is.
    std::vector<double> seen(count, -1);
    for (std::size_t i = 0; i < count; ++i) {
      const int along = from_ + static_cast<int>(i), middle = static_cast<int>(rule.position);
      double best = window + 1;
      for (int across = middle - window; across <= middle + window;) {
        if (!ink.at(along, across)) {
          ++across;
          continue;
        }
        int last = across;
        while (ink.at(along, last + 1)) ++last;
        int first = across;
        while (ink.at(along, first - 1)) --first;
        const double centre = (first + last) / 2.0, distance = std::abs(centre - rule.position);
        if (last - first < thickest && distance < best) {
          best = distance;
          seen[i] = centre;
        }
        across = last + 1;
      }
    }
    centres_ = smoothed(seen, static_cast<std::size_t>(lengths.px(0.1)), rule.position);
  }

  int from() const { return from_; }
  int to() const { return to_; }
  double centre(int along) const { return centres_[static_cast<std::size_t>(along - from_)]; }

 private:
  // The median of what was seen around each place, kept from the last one where nothing was seen.
  static std::vector<double> smoothed(const std::vector<double>& seen, std::size_t around, double otherwise) {
    std::vector<double> result(seen.size(), otherwise);
    const std::size_t step = std::max<std::size_t>(1, around / 4);
    std::vector<double> nearby, knots;
    for (std::size_t i = 0; i < seen.size() + step; i += step) {
      nearby.clear();
      const std::size_t first = i > around ? i - around : 0, last = std::min(seen.size(), i + around + 1);
      for (std::size_t k = first; k < last; ++k)
        if (seen[k] >= 0) nearby.push_back(seen[k]);
      if (nearby.size() < 3) {
        knots.push_back(knots.empty() ? -1 : knots.back());
        continue;
      }
      std::nth_element(nearby.begin(), nearby.begin() + static_cast<std::ptrdiff_t>(nearby.size() / 2), nearby.end());
      knots.push_back(nearby[nearby.size() / 2]);
    }
    const auto known = std::find_if(knots.begin(), knots.end(), [](double knot) { return knot >= 0; });
    std::fill(knots.begin(), known, known == knots.end() ? otherwise : *known);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const std::size_t knot = i / step;
      const double part = static_cast<double>(i % step) / static_cast<double>(step);
      result[i] = knots[knot] + (knots[std::min(knot + 1, knots.size() - 1)] - knots[knot]) * part;
    }
    return result;
  }

  int from_, to_;
  std::vector<double> centres_;
};

// The places where other rules cross this one.
std::vector<bool> crossings(const RulingLine& rule, const std::vector<RulingLine>& rules, const Track& track,
                            const Lengths& lengths) {
  std::vector<bool> crossed(static_cast<std::size_t>(std::max(0, track.to() - track.from() + 1)), false);
  const auto wander = static_cast<float>(lengths.px(kWander));
  for (const RulingLine& other : rules) {
    if (other.vertical == rule.vertical || rule.position < other.from - wander || rule.position > other.to + wander)
      continue;
    const float reach = other.thickness / 2 + wander;
    const int first = std::max(track.from(), static_cast<int>(other.position - reach));
    const int last = std::min(track.to(), static_cast<int>(other.position + reach));
    for (int along = first; along <= last; ++along) crossed[static_cast<std::size_t>(along - track.from())] = true;
  }
  return crossed;
}

void erase_rule(const RulingLine& rule, const std::vector<RulingLine>& rules, const Bits& before, Bits ink, Grays* gray,
                const Lengths& lengths) {
  const Track track(rule, before, lengths);
  const int half = static_cast<int>(std::ceil(rule.thickness / 2)) + 1, touch = lengths.px(0.008);
  const std::vector<bool> crossed = crossings(rule, rules, track, lengths);
  for (int along = track.from(); along <= track.to(); ++along) {
    const int centre = static_cast<int>(std::lround(track.centre(along)));
    const int top = centre - half, bottom = centre + half;
    const auto ink_beyond = [&](int edge, int direction) {
      // A stroke may cross on a slant.
      for (int shift = -1; shift <= 1; ++shift) {
        int run = 0;
        while (run < touch && before.at(along + shift, edge + direction * (run + 1))) ++run;
        if (run >= touch) return true;
      }
      return false;
    };
    const bool above = ink_beyond(top, -1), below = ink_beyond(bottom, 1);
    if (above && below && !crossed[static_cast<std::size_t>(along - track.from())]) continue;  // a stroke goes through
    for (int across = top; across <= bottom; ++across) ink.clear(along, across);
    if (gray == nullptr) continue;
    // The soft edges of the line go too, but not the letter that stands on it.
    int first = top, last = bottom;
    if (!above) first -= 2;
    if (!below) last += 2;
    int background = 0;
    for (const int across : {first - 1, last + 1})
      if (gray->inside(along, across) && !before.at(along, across))
        background = std::max(background, gray->at(along, across));
    if (background == 0) background = 255;
    for (int across = first; across <= last; ++across)
      if (gray->inside(along, across)) gray->set(along, across, std::max(background, gray->at(along, across)));
  }
}

}  // namespace

std::vector<RulingLine> find_rules_on_picture(const PreparedPage& page) {
  if (!page.binary) return {};
  const Lengths lengths(page.dpi);
  const PixPtr ink = without_black_areas(page.binary.get(), lengths);
  if (!ink) return {};
  std::array<std::vector<Stretch>, 2> lines;
  for (const bool vertical : {false, true}) {
    std::vector<Stretch>& found = lines[vertical ? 1 : 0];
    found = solid_lines(ink.get(), vertical, lengths);
    const std::vector<Stretch> dashed = dashed_lines(ink.get(), vertical, lengths);
    found.insert(found.end(), dashed.begin(), dashed.end());
  }
  keep_believable(lines[0], lines[1], lengths);
  const std::vector<Stretch> horizontal = lines[0];
  reach_out(lines[0], lines[1], Bits(ink.get(), false), lengths);
  reach_out(lines[1], horizontal, Bits(ink.get(), true), lengths);

  const float scale = kPointsPerInch / static_cast<float>(lengths.dpi());
  std::vector<RulingLine> pieces;
  for (const bool vertical : {false, true})
    for (const Stretch& line : lines[vertical ? 1 : 0]) pieces.push_back(in_points(line, vertical, scale));
  std::vector<RulingLine> rules = merge_rules(std::move(pieces));
  for (RulingLine& rule : rules) {
    rule.position /= scale;
    rule.from /= scale;
    rule.to /= scale;
    rule.thickness /= scale;
  }
  return rules;
}

void erase_rules(PreparedPage& page, const std::vector<RulingLine>& rules) {
  if (!page.binary) return;
  const Lengths lengths(page.dpi);
  // Strokes are judged by the picture as it was: a line erased a moment ago crossed this one.
  const PixPtr before = owned(pixCopy(nullptr, page.binary.get()));
  if (!before) return;
  for (const RulingLine& rule : rules) {
    Bits ink(page.binary.get(), rule.vertical);
    Grays gray(page.gray ? page.gray.get() : page.binary.get(), rule.vertical);
    erase_rule(rule, rules, Bits(before.get(), rule.vertical), ink, page.gray ? &gray : nullptr, lengths);
  }
}

}  // namespace prikaz
