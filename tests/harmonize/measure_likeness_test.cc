#include "measure_likeness.h"

#include <gtest/gtest.h>

#include <random>

namespace prikaz {
namespace {

std::size_t plain_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j)
      d[i][j] = i == 0 ? j
                : j == 0
                    ? i
                    : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
  return d[a.size()][b.size()];
}

TEST(EditLikeness, IsThatOfTheWholeMatrixOrNothing) {
  std::mt19937 random(7);
  const auto text = [&](std::size_t length) {
    std::u32string made;
    for (std::size_t i = 0; i < length; ++i) made.push_back(static_cast<char32_t>(U'а' + random() % 3));
    return made;
  };
  int reached = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::u32string a = text(random() % 14), b = text(random() % 14);
    const std::size_t longer = std::max(a.size(), b.size());
    const double whole = longer == 0 ? 1 : 1 - static_cast<double>(plain_distance(a, b)) / static_cast<double>(longer);
    for (const double least : {0.3, 0.6, 0.82}) {
      const double value = edit_likeness(a, b, least);
      EXPECT_DOUBLE_EQ(value, edit_likeness(b, a, least));
      if (whole >= least + 1e-9) {
        EXPECT_DOUBLE_EQ(value, whole);
        ++reached;
      } else if (whole < least - 1e-9) {
        EXPECT_EQ(value, 0);
      }
    }
  }
  EXPECT_GT(reached, 500);
}

WeighedMeasure measure(std::vector<std::pair<int, double>> words, std::vector<std::pair<int, int>> contrasts = {},
                       int kind = -1) {
  WeighedMeasure made;
  made.words = std::move(words);
  made.contrasts = std::move(contrasts);
  made.kind = kind;
  return made;
}

TEST(Likeness, FallsWithEveryContrast) {
  const auto plain = measure({{1, 0.8}, {2, 0.6}});
  EXPECT_NEAR(likeness(plain, plain), 1, 1e-9);
  const auto pupils = measure({{1, 0.8}, {2, 0.6}}, {{0, 1}}), parents = measure({{1, 0.8}, {2, 0.6}}, {{0, 2}}),
             both = measure({{1, 0.8}, {2, 0.6}}, {{0, 1}, {0, 2}});
  EXPECT_LT(likeness(pupils, parents), 0.7);
  EXPECT_LT(likeness(pupils, parents), likeness(pupils, plain));
  EXPECT_LT(likeness(pupils, plain), 1);
  EXPECT_NEAR(likeness(pupils, both), 1, 1e-9);
  EXPECT_DOUBLE_EQ(likeness(pupils, parents), likeness(parents, pupils));
  EXPECT_LT(likeness(measure({{1, 1}}, {}, 2), measure({{1, 1}}, {}, 3)), 1);
  EXPECT_NEAR(likeness(measure({{1, 1}}, {}, 2), measure({{1, 1}}, {}, -1)), 1, 1e-9);
}

}  // namespace
}  // namespace prikaz
