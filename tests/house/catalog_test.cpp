// Every catalogue: a row is found by its name, so names are unique, and no row is half filled in.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "payoff/payoff.hpp"

TEST_SUITE("house/catalog") {

namespace {

// Names are typed by people in study files: short, lower case, no spaces.
bool is_name(std::string_view text) {
  const bool only_these = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
  return only_these && !text.empty() && text[0] >= 'a' && text[0] <= 'z';
}

}  // namespace

TEST_CASE("catalog: the methods have unique names, sentences for people, and a fit") {
  std::set<std::string_view> names;
  for (const payoff::Method& method : payoff::methods()) {
    CAPTURE(std::string(method.name));
    CHECK(is_name(method.name));
    CHECK(names.insert(method.name).second);
    CHECK_FALSE((method.title().empty() || method.answers.empty() || method.needs.sentence.empty()));
    CHECK((method.fit != nullptr));
  }
  CHECK(names.size() >= 3);
}

TEST_CASE("catalog: the options of a method have unique names, choices and a meaning") {
  for (const payoff::Method& method : payoff::methods()) {
    std::set<std::string_view> names;
    for (const payoff::OptionSpec& option : method.options) {
      CAPTURE(std::string(method.name));
      CAPTURE(std::string(option.name));
      CHECK(is_name(option.name));
      CHECK(names.insert(option.name).second);
      CHECK_FALSE((option.otherwise.empty() || option.meaning.empty()));
    }
  }
}

TEST_CASE("catalog: the rules have unique ids G01 to G99, a meaning, and a test of the data") {
  std::set<std::string> ids;
  for (const payoff::Rule& rule : payoff::rules()) {
    const std::string id = payoff::name(rule.id);
    CAPTURE(id);
    CHECK((id.size() == 3 && id[0] == 'G' && id.find_first_not_of("0123456789", 1) == id.npos));
    CHECK(ids.insert(id).second);
    CHECK_FALSE(meaning(rule.id).empty());
    CHECK((rule.apply != nullptr));
  }
  CHECK(ids.size() >= 10);
}

TEST_CASE("catalog: the report formats have unique names and write unique files") {
  std::set<std::string_view> names, files;
  for (const payoff::ReportFormat& format : payoff::report_formats()) {
    CAPTURE(std::string(format.name));
    CHECK(is_name(format.name));
    CHECK(names.insert(format.name).second);
    CHECK(files.insert(format.file_name).second);
    CHECK_FALSE(format.meaning.empty());
    CHECK((format.render != nullptr));
  }
  CHECK(names.size() >= 3);
}

}  // TEST_SUITE("house/catalog")
