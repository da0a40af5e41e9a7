// The worked cases in datasets/ are what their generator writes.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

TEST_SUITE_BEGIN("house/datasets");

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("datasets: every committed data.csv and expected.json is written again, byte for byte") {
  const std::filesystem::path committed = std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets";
  const std::filesystem::path build = std::filesystem::path(PAYOFF_BUILD_DIR) / "datasets";
  const std::filesystem::path fresh = build / "regenerated";
  const std::string command = '"' + (build / "payoff_datasets").string() + "\" \"" + fresh.string() + '"';
  REQUIRE(std::system(command.c_str()) == 0);
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fresh)) {
    for (const char* name : {"data.csv", "expected.json"}) {
      const std::filesystem::path old = committed / entry.path().filename() / name;
      INFO(old.string() << " differs from what payoff_datasets writes");
      const std::string text = read(old);
      CHECK(!text.empty());
      CHECK((text == read(entry.path() / name)));
      ++compared;
    }
  }
  CHECK(compared >= 10);
}
