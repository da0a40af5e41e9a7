#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "qualify/messages/messages.hpp"

using namespace payoff;

TEST_SUITE("qualify/messages/english") {

TEST_CASE("English: every message once, in the order of the ids, and each by other words") {
  std::set<std::string_view> texts;
  for (std::size_t i = 0; i < english.size(); ++i) {
    CAPTURE(english[i].text);
    CHECK(static_cast<std::size_t>(english[i].id) == i);
    const bool of_course = english[i].text.find("the effect turned round") != std::string_view::npos;
    if (!of_course) CHECK(texts.insert(english[i].text).second);
  }
  CHECK(english.back().id == MessageId::check_of_influence);
}

TEST_CASE("English: braces hold names of fields, and a sentence begins with a capital, a field, or is a part of one") {
  for (const Message& message : english) {
    CAPTURE(message.text);
    std::string_view rest = message.text;
    CHECK(std::ranges::count(rest, '{') == std::ranges::count(rest, '}'));
    for (std::size_t at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
      const std::string_view name = rest.substr(at + 1, rest.find('}') - at - 1);
      CHECK_FALSE(name.empty());
      CHECK(std::ranges::all_of(name, [](unsigned char c) { return std::isalpha(c) || c == '_'; }));
      rest.remove_prefix(rest.find('}') + 1);
    }
    CHECK(message.text.find("  ") == std::string_view::npos);
    CHECK_FALSE(message.text.ends_with(' '));
  }
}

}  // TEST_SUITE("qualify/messages/english")
