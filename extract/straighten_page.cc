#include "straighten_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "resample.h"

namespace prikaz {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

// A stretch of something straight on the page: points along it in the picture.
using Trace = std::vector<Point>;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Point mean_of(const Trace& trace) {
  Point mean;
  for (const Point& p : trace) {
    mean.x += p.x;
    mean.y += p.y;
  }
  const auto n = static_cast<double>(std::max<std::size_t>(1, trace.size()));
  return {mean.x / n, mean.y / n};
}

// dy/dx by least squares.
double slope_of(const Trace& trace) {
  const Point mean = mean_of(trace);
  double xx = 0, xy = 0;
  for (const Point& p : trace) {
    xx += (p.x - mean.x) * (p.x - mean.x);
    xy += (p.x - mean.x) * (p.y - mean.y);
  }
  return xx > 0 ? xy / xx : 0;
}

// The feet of letters, those with tails and the tall ones left out by turns, until the rest stands on one line.
Trace baseline(const std::vector<Mark>& marks, const MarkChain& line) {
  Trace trace;
  for (const int i : line) {
    const Mark& mark = marks[static_cast<std::size_t>(i)];
    trace.push_back({(mark.left + mark.right) / 2.0, static_cast<double>(mark.bottom)});
  }
  for (int round = 0; round < 3 && trace.size() >= 4; ++round) {
    // The median of slopes between letters half a line apart bears any third of them being wrong.
    std::vector<double> slopes, offsets;
    const std::size_t half = trace.size() / 2;
    for (std::size_t i = 0; i + half < trace.size(); ++i) {
      const double dx = trace[i + half].x - trace[i].x;
      if (dx > 0) slopes.push_back((trace[i + half].y - trace[i].y) / dx);
    }
    const double slope = median(slopes);
    for (const Point& p : trace) offsets.push_back(p.y - slope * p.x);
    const double offset = median(offsets);
    std::vector<double> residuals;
    for (const double o : offsets) residuals.push_back(std::abs(o - offset));
    const double limit = std::max(1.0, 2.5 * median(residuals));
    Trace kept;
    for (const Point& p : trace) {
      if (std::abs(p.y - slope * p.x - offset) <= limit) kept.push_back(p);
    }
    if (kept.size() == trace.size()) break;
    trace = std::move(kept);
  }
  return trace;
}

Point turned_by(Point p, double sine, double cosine) { return {p.x * cosine - p.y * sine, p.x * sine + p.y * cosine}; }

// Solves the normal equations of N unknowns; a ridge keeps what is not determined at zero.
template <std::size_t N>
std::array<double, N> solve(std::array<std::array<double, N>, N> a, std::array<double, N> b) {
  for (std::size_t i = 0; i < N; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i + 1; r < N; ++r) {
      if (std::abs(a[r][i]) > std::abs(a[pivot][i])) pivot = r;
    }
    std::swap(a[i], a[pivot]);
    std::swap(b[i], b[pivot]);
    if (a[i][i] == 0) continue;
    for (std::size_t r = i + 1; r < N; ++r) {
      const double factor = a[r][i] / a[i][i];
      for (std::size_t c = i; c < N; ++c) a[r][c] -= factor * a[i][c];
      b[r] -= factor * b[i];
    }
  }
  std::array<double, N> x{};
  for (std::size_t i = N; i-- > 0;) {
    double rest = b[i];
    for (std::size_t c = i + 1; c < N; ++c) rest -= a[i][c] * x[c];
    x[i] = a[i][i] != 0 ? rest / a[i][i] : 0;
  }
  return x;
}

// For traces along x of a page of `half` pixels from centre to side: y of a trace about its own level, as
// x, x^2, x * level, x^2 * level (all in units of `half`). Traces that disagree are left out in a second round.
struct LineBend {
  std::array<double, 4> terms{};
  double before = 0,
         after = 0;  // median deviation from straight lines all of one slope, and from the fitted ones, pixels
  std::size_t points = 0;
};

LineBend fit_bend(const std::vector<Trace>& traces, double half, bool with_curve) {
  LineBend bend;
  std::vector<const Trace*> used;
  for (const Trace& trace : traces) used.push_back(&trace);
  for (int round = 0; round < 2; ++round) {
    std::array<std::array<double, 4>, 4> a{};
    std::array<double, 4> b{};
    bend.points = 0;
    const auto features = [half, with_curve](double x, double level) {
      const double u = x / half, v = level / half;
      return std::array<double, 4>{u, with_curve ? u * u : 0, u * v, with_curve ? u * u * v : 0};
    };
    for (const Trace* trace : used) {
      const double level = mean_of(*trace).y;
      std::array<double, 4> mean{};
      for (const Point& p : *trace) {
        const auto f = features(p.x, level);
        for (std::size_t i = 0; i < 4; ++i) mean[i] += f[i] / static_cast<double>(trace->size());
      }
      for (const Point& p : *trace) {
        auto f = features(p.x, level);
        for (std::size_t i = 0; i < 4; ++i) f[i] -= mean[i];
        for (std::size_t i = 0; i < 4; ++i) {
          for (std::size_t j = 0; j < 4; ++j) a[i][j] += f[i] * f[j];
          b[i] += f[i] * (p.y - level);
        }
        ++bend.points;
      }
    }
    for (std::size_t i = 0; i < 4; ++i) a[i][i] += 0.002 * static_cast<double>(bend.points) + 1e-9;
    bend.terms = solve<4>(a, b);
    // The page's own slope, without any bend, for comparison.
    std::vector<double> slopes;
    for (const Trace* trace : used) slopes.push_back(slope_of(*trace));
    const double common = median(slopes);
    std::vector<double> before, after;
    std::vector<std::pair<double, const Trace*>> quality;
    for (const Trace* trace : used) {
      const Point mean = mean_of(*trace);
      double shift = 0;
      const auto fitted = [&](double x) {
        const auto f = features(x, mean.y);
        double y = 0;
        for (std::size_t i = 0; i < 4; ++i) y += f[i] * bend.terms[i];
        return y;
      };
      for (const Point& p : *trace) shift += fitted(p.x) / static_cast<double>(trace->size());
      double sum = 0;
      for (const Point& p : *trace) {
        before.push_back(std::abs(p.y - mean.y - common * (p.x - mean.x)));
        after.push_back(std::abs(p.y - mean.y - fitted(p.x) + shift));
        sum += after.back();
      }
      quality.emplace_back(sum / static_cast<double>(trace->size()), trace);
    }
    bend.before = median(before);
    bend.after = median(after);
    if (round > 0 || used.size() < 6) break;
    std::vector<double> errors;
    for (const auto& [error, trace] : quality) errors.push_back(error);
    const double limit = std::max(1.0, 3 * median(errors));
    used.clear();
    for (const auto& [error, trace] : quality) {
      if (error <= limit) used.push_back(trace);
    }
  }
  return bend;
}

// Long upright strokes of ink: rules of tables. Each as points from its top to its bottom.
std::vector<Trace> upright_rules(const GrayImage& image, int min_length) {
  struct Piece {
    int x, top, bottom;
  };
  std::vector<Piece> pieces;
  std::vector<std::uint16_t> lengths(static_cast<std::size_t>(image.width), 0);
  // A rule may step aside by a pixel: a column counts with its neighbours.
  constexpr std::size_t kMaxPieces = 20'000;
  for (int y = 0; y <= image.height; ++y) {
    const std::uint8_t* row = y < image.height ? image.row(y) : nullptr;
    for (int x = 1; x + 1 < image.width; ++x) {
      std::uint16_t& length = lengths[static_cast<std::size_t>(x)];
      if (row != nullptr && std::min({row[x - 1], row[x], row[x + 1]}) < kInk) {
        ++length;
        continue;
      }
      if (length >= min_length && pieces.size() < kMaxPieces) pieces.push_back({x, y - length, y});
      length = 0;
    }
  }
  // Pieces of one rule lie in neighbouring columns and meet.
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.x < b.x; });
  std::vector<int> group(pieces.size(), -1);
  std::vector<std::vector<Piece>> rules;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t j = i; j-- > 0 && pieces[j].x >= pieces[i].x - 3;) {
      if (pieces[j].top > pieces[i].bottom + min_length || pieces[i].top > pieces[j].bottom + min_length) continue;
      group[i] = group[j];
      break;
    }
    if (group[i] < 0) {
      group[i] = static_cast<int>(rules.size());
      rules.emplace_back();
    }
    rules[static_cast<std::size_t>(group[i])].push_back(pieces[i]);
  }
  std::vector<Trace> traces;
  for (const std::vector<Piece>& rule : rules) {
    int top = rule[0].top, bottom = rule[0].bottom, left = rule[0].x, right = rule[0].x;
    for (const Piece& piece : rule) {
      top = std::min(top, piece.top);
      bottom = std::max(bottom, piece.bottom);
      right = std::max(right, piece.x);
    }
    // Solid areas are no rules; slanting ones are much longer than they are wide.
    if (bottom - top < 3 * min_length || (right - left) * 8 > bottom - top + 40) continue;
    Trace trace;
    for (const Piece& piece : rule) {
      constexpr int kStep = 8;
      for (int y = piece.top; y < piece.bottom; y += kStep)
        trace.push_back({static_cast<double>(piece.x), static_cast<double>(y)});
    }
    traces.push_back(std::move(trace));
  }
  return traces;
}

}  // namespace

double measure_skew(const std::vector<Mark>& marks, const std::vector<MarkChain>& lines) {
  std::vector<std::pair<double, double>> slopes;  // with weights
  for (const MarkChain& line : lines) {
    const Trace trace = baseline(marks, line);
    if (trace.size() < 4) continue;
    const Point mean = mean_of(trace);
    double xx = 0;
    for (const Point& p : trace) xx += (p.x - mean.x) * (p.x - mean.x);
    slopes.emplace_back(slope_of(trace), xx);
  }
  if (slopes.empty()) return 0;
  std::sort(slopes.begin(), slopes.end());
  double total = 0;
  for (const auto& [slope, weight] : slopes) total += weight;
  double passed = 0, centre = slopes.back().first;
  for (const auto& [slope, weight] : slopes) {
    passed += weight;
    if (passed * 2 >= total) {
      centre = slope;
      break;
    }
  }
  // The mean of those that agree with the median.
  double sum = 0, weights = 0;
  for (const auto& [slope, weight] : slopes) {
    if (std::abs(slope - centre) > 0.012) continue;
    sum += slope * weight;
    weights += weight;
  }
  return std::atan(weights > 0 ? sum / weights : centre) / kRadians;
}

PageLie measure_lie(const GrayImage& image, const std::vector<Mark>& marks, const std::vector<MarkChain>& lines,
                    float letter_size) {
  PageLie lie;
  lie.skew_deg = measure_skew(marks, lines);
  const double sine = std::sin(lie.skew_deg * kRadians), cosine = std::cos(lie.skew_deg * kRadians);
  const double half = std::max(image.width, image.height) / 2.0;
  const Point centre{image.width / 2.0, image.height / 2.0};
  const auto straightened = [&](Trace& trace) {
    for (Point& p : trace) p = turned_by({p.x - centre.x, p.y - centre.y}, -sine, cosine);
  };
  std::vector<Trace> along;
  std::size_t letters = 0;
  for (const MarkChain& line : lines) {
    Trace trace = baseline(marks, line);
    if (trace.size() < 5) continue;
    straightened(trace);
    letters += trace.size();
    along.push_back(std::move(trace));
  }
  std::vector<Trace> upright = upright_rules(image, std::max(12, static_cast<int>(letter_size * 1.6F)));
  for (Trace& trace : upright) {
    straightened(trace);
    for (Point& p : trace) std::swap(p.x, p.y);
  }

  // Bending over the page that is worth a correction, in letters: less is lost in the rounding of boxes.
  const double worth = std::max(2.0, 0.2 * letter_size);
  constexpr std::size_t kFewestLines = 5, kFewestLetters = 60;
  if (along.size() >= kFewestLines && letters >= kFewestLetters) {
    const LineBend bend = fit_bend(along, half, true);
    const double reach = std::abs(bend.terms[1]) + std::abs(bend.terms[2]) + std::abs(bend.terms[3]);
    if (reach > worth && bend.after < 0.8 * bend.before) {
      lie.curve = bend.terms[1] / (half * half);
      lie.keystone_y = bend.terms[2] / (half * half);
      lie.curl = bend.terms[3] / (half * half * half);
      // What is left of the slope in the middle of the page.
      const double rest = std::atan(bend.terms[0] / half);
      lie.skew_deg += rest / kRadians;
      lie.lean += std::tan(rest);
    }
  }
  if (upright.size() >= 2) {
    const LineBend bend = fit_bend(upright, half, false);
    const double reach = std::abs(bend.terms[0]) + std::abs(bend.terms[2]);
    if (reach > worth && bend.after < 0.8 * bend.before + 0.2) {
      lie.lean += bend.terms[0] / half;
      lie.keystone_x = bend.terms[2] / (half * half);
    }
  } else {
    lie.lean = 0;
  }
  return lie;
}

GrayImage laid_straight(const GrayImage& image, const PageLie& lie, double image_scale, double scale) {
  const double sine = std::sin(lie.skew_deg * kRadians), cosine = std::cos(lie.skew_deg * kRadians);
  const double centre_x = image.width / 2.0, centre_y = image.height / 2.0;
  return resampled(image, static_cast<int>(std::lround(image.width * scale)),
                   static_cast<int>(std::lround(image.height * scale)), [&](Point at) {
                     Point p{at.x / scale - centre_x, at.y / scale - centre_y};
                     if (lie.bent()) {
                       const double u = p.x / image_scale, v = p.y / image_scale;
                       p.x += (lie.lean * v + lie.keystone_x * u * v) * image_scale;
                       p.y += (lie.curve * u * u + lie.keystone_y * u * v + lie.curl * u * u * v) * image_scale;
                     }
                     p = turned_by(p, sine, cosine);
                     return Point{p.x + centre_x, p.y + centre_y};
                   });
}

}  // namespace prikaz
