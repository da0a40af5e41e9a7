// The rules of the house, read off the source tree.
#include <doctest/doctest.h>

#include <cctype>
#include <filesystem>
#include <regex>
#include <set>

#include "house/source_tree.hpp"

using house::Source;
using house::sources;

TEST_SUITE_BEGIN("house/house");

namespace {

constexpr int longest_function = 60, longest_estimator = 250, longest_file = 300;

// Sources of the pure stages without a test of the same name, each with the reason.
struct Untested {
  std::string path, reason;
};
const std::vector<Untested> untested = {};

// What the file includes between the given quotes.
std::vector<std::string> includes(const Source& source, char open) {
  std::vector<std::string> found;
  for (const std::string& line : house::lines(source.text)) {
    std::smatch match;
    static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    if (std::regex_search(line, match, pattern) && match[1].str()[0] == open) found.push_back(match[2]);
  }
  return found;
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

std::vector<Source> all_sources() {
  std::vector<Source> all;
  for (const char* folder : {"benchmarks", "datasets", "engine", "include", "tests"}) {
    for (Source& source : sources(folder)) all.push_back(std::move(source));
  }
  return all;
}

bool exists(const std::string& path) {
  return std::filesystem::exists(std::filesystem::path(PAYOFF_SOURCE_DIR) / path);
}

}  // namespace

TEST_CASE("by hand: a function of three lines is found behind scopes, comments, literals and initialisers") {
  const std::string text =
      "#define BRACE {\n"                              // 1
      "namespace a {\n"                                // 2
      "// {\n"                                         // 3
      "const int table[] = {1, 2};\n"                  // 4
      "struct S {\n"                                   // 5
      "  int x = 1'000;\n"                             // 6
      "  int f() const { return '{' + \"}{\"[0]; }\n"  // 7
      "};\n"                                           // 8
      "int g(int x = 3) {\n"                           // 9
      "  if (x) { return R\"(})\"[0]; }\n"             // 10
      "}\n"                                            // 11
      "}\n";
  const auto found = house::functions(text);
  REQUIRE(found.size() == 2);
  CHECK(found[0].header == "int f() const ");
  CHECK(found[0].first_line == 7);
  CHECK(found[0].lines == 1);
  CHECK(found[1].header == "int g(int x = 3) ");
  CHECK(found[1].first_line == 9);
  CHECK(found[1].lines == 3);
}

TEST_CASE("house: a folder of engine/ includes only itself and the folders that ls prints above it") {
  for (const Source& source : sources("engine")) {
    const std::string own = folder_of(source.path.substr(7));
    for (const std::string& include : includes(source, '"')) {
      CAPTURE(source.path);
      CAPTURE(include);
      REQUIRE(include.find('/') != std::string::npos);
      const std::string other = folder_of(include);
      CHECK((other == "payoff" || (other <= own && exists("engine/" + include))));
    }
  }
}

TEST_CASE("house: public headers include the standard library and each other, nothing else") {
  for (const Source& header : sources("include")) {
    CAPTURE(header.path);
    for (const std::string& include : includes(header, '<')) {
      CAPTURE(include);
      CHECK(include.find_first_of("./") == std::string::npos);
    }
    for (const std::string& include : includes(header, '"')) {
      CAPTURE(include);
      CHECK((folder_of(include) == "payoff" && exists("include/" + include)));
    }
  }
}

TEST_CASE("house: no file is longer than its budget") {
  for (const Source& source : all_sources()) {
    const bool estimator = source.path.starts_with("engine/measure/") && source.path.ends_with(".cpp");
    INFO(source.path);
    CHECK(static_cast<int>(house::lines(source.text).size()) <= (estimator ? longest_estimator : longest_file));
  }
}

TEST_CASE("house: no function is longer than sixty lines") {
  int seen = 0;
  for (const Source& source : all_sources()) {
    for (const house::Function& function : house::functions(source.text)) {
      INFO(source.path << ":" << function.first_line << ": " << function.header);
      CHECK(function.lines <= longest_function);
      ++seen;
    }
  }
  CHECK(seen > 20);
}

TEST_CASE("house: every source of the pure stages has a test of the same name, or a reason why not") {
  std::set<std::string> excused;
  for (const Untested& entry : untested) {
    INFO(entry.path << " is excused, but has a test or is gone");
    CHECK((exists("engine/" + entry.path + ".cpp") && !exists("tests/" + entry.path + "_test.cpp")));
    CHECK(!entry.reason.empty());
    excused.insert(entry.path);
  }
  for (const Source& source : sources("engine")) {
    const std::string name = source.path.substr(7, source.path.size() - 11);
    const bool pure = std::set<std::string>{"base", "fit", "measure", "monetize", "qualify"}.count(folder_of(name)) > 0;
    const bool listed = name.ends_with("/catalog");  // tests/house/catalog_test.cpp looks at every row
    if (!pure || listed || !source.path.ends_with(".cpp") || excused.count(name) > 0) continue;
    INFO("tests/" << name << "_test.cpp is missing");
    CHECK(exists("tests/" + name + "_test.cpp"));
  }
}

TEST_CASE("house: a test's suite is named after its path, so that ctest finds it") {
  for (const Source& test : sources("tests")) {
    if (!test.path.ends_with("_test.cpp")) continue;
    const std::string suite = test.path.substr(6, test.path.size() - 15);
    INFO(test.path);
    CHECK(test.text.find("TEST_SUITE_BEGIN(\"" + suite + "\")") != std::string::npos);
  }
}

TEST_CASE("house: no licence banners, and no drawer for what has no name of its own") {
  const std::regex drawer(R"(\b(util|utils|utility|utilities|misc|helpers?)\b)");
  const std::regex banner(R"(Copyright|SPDX|Licensed under|All rights reserved)");
  for (const Source& source : all_sources()) {
    INFO(source.path);
    CHECK(!std::regex_search(source.path, drawer));
    const auto all = house::lines(source.text);
    for (std::size_t line = 0; line < std::min<std::size_t>(all.size(), 10); ++line) {
      CHECK(!std::regex_search(all[line], banner));
    }
  }
}

TEST_CASE("house: every worked case has its data, study, expectation and card") {
  int cases = 0;
  const auto root = std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets";
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    for (const std::string file : {"data.csv", "study.json", "expected.json", "CARD.md"}) {
      INFO(entry.path().filename().string() << "/" << file << " is missing");
      CHECK(std::filesystem::exists(entry.path() / file));
    }
    ++cases;
  }
  CHECK(cases >= 5);
}
