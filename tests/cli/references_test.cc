// `prikaz references` as a user calls it, on an archive made by `prikaz import`.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "run_program.h"

namespace prikaz {
namespace {

class References : public testing::Test {
 protected:
  References() {
    std::filesystem::create_directories(folder_);
    const Outcome run = run_program(
        {"import", "--lang", "en", "--archive", path("archive"), PRIKAZ_SAMPLES_DIR "/pdf/klyuchevoy-311.lo.pdf"});
    EXPECT_EQ(run.exit, 0) << run.err;
  }
  ~References() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("references-" + std::to_string(::getpid()));
};

TEST_F(References, AsGraphAndAsTables) {
  Outcome run = run_program({"references", "--lang", "en", "--archive", path("archive")});
  EXPECT_EQ(run.exit, 0) << run.err;
  const auto graph = nlohmann::json::parse(run.out);
  EXPECT_EQ(graph.at("nodes").at(0).at("status"), "archive");
  bool repeals = false;
  for (const auto& edge : graph.at("edges")) repeals = repeals || edge.at("relation") == "repeals";
  EXPECT_TRUE(repeals);

  run = run_program({"references", "--lang", "en", "--archive", path("archive"), "-o", path("graph.svg")});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_NE(read("graph.svg").find("klyuchevoy-311.lo.pdf#page=1"), std::string::npos);

  run = run_program({"references", "--lang", "en", "--archive", path("archive"), "-o", path("all.xlsx")});
  EXPECT_EQ(run.exit, 0) << run.err;
  EXPECT_EQ(read("all.xlsx").substr(0, 2), "PK");
}

TEST_F(References, WrongUsage) {
  EXPECT_EQ(run_program({"references"}).exit, 2);
  EXPECT_EQ(run_program({"references", "--archive", path("archive"), "-o", path("graph.png")}).exit, 2);
  EXPECT_EQ(run_program({"references", "--archive", path("nowhere")}).exit, 3);
}

}  // namespace
}  // namespace prikaz
