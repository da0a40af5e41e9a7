#include "base/messages.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <words/files.hpp>

#include "base/parallel.hpp"

using namespace payoff;

TEST_SUITE("base/messages") {

TEST_CASE("say: by hand, fields by their names, in whatever order they are given, and more than are needed") {
  const std::vector<Field> fields{
      {"size", "2.1 minutes"}, {"Tool", "The assistant"}, {"metric", "time"}, {"who", "all"}};
  CHECK(say(MessageId::cut, fields) == "The assistant cut the time by 2.1 minutes");
  CHECK(say(MessageId::cut, {fields.rbegin(), fields.rend()}) == say(MessageId::cut, fields));
}

TEST_CASE("say: what stands in a field is text, whatever it looks like") {
  const std::string name = "{size} {0} {{}} %s";
  CHECK(say(MessageId::cannot_tell, {{"tool", "the tool"}, {"metric", name}}) ==
        "The data cannot tell whether the tool changed the " + name);
}

TEST_CASE("say: refusal, a field that the sentence names and nobody gave") {
  CHECK_THROWS(say(MessageId::cannot_tell, {{"tool", "the tool"}}));
}

TEST_CASE("speaking: the language of a scope, on the threads that work for it, and English again behind it") {
  {
    const Speaking korean(language_of("ko"));
    CHECK(say(MessageId::month_3) == "3월");
    std::vector<std::string> said(100);
    for_each_chunk(said.size(), 4, [&](std::size_t i) { said[i] = say(MessageId::month_3); });
    CHECK(said == std::vector<std::string>(100, "3월"));
    const Speaking english(language_of("en"));
    CHECK(say(MessageId::month_3) == "March");
  }
  CHECK(say(MessageId::month_3) == "March");
}

TEST_CASE("say: the particle that fits what stands in the field") {
  const Language& korean = language_of("ko");
  CHECK(korean.say(MessageId::cannot_tell, {{"tool", "도구"}, {"metric", "처리 시간"}}) ==
        "이 자료로는 도구가 처리 시간을 바꾸었는지 알 수 없습니다");
  CHECK(korean.say(MessageId::cannot_tell, {{"tool", "Copilot"}, {"metric", "매출"}}) ==
        "이 자료로는 Copilot이 매출을 바꾸었는지 알 수 없습니다");
}

TEST_CASE("say: by hand, a unit in Hangul joins the digit before it, and no other") {
  const Language& korean = language_of("ko");
  const auto amount = [&](const char* number, const char* unit) {
    return korean.say(MessageId::amount, {{"number", number}, {"unit", unit}});
  };
  CHECK(amount("504", "명") == "504명");
  CHECK(amount("4,000만", "원") == "4,000만 원");
  CHECK(amount("3", "tickets") == "3 tickets");
  CHECK(amount("3", "") == "3");
  CHECK(language_of("en").say(MessageId::amount, {{"number", "504"}, {"unit", "명"}}) == "504 명");
}

TEST_CASE("words: refusal, a language that has no file") {
  CHECK(languages().front() == "en");
  CHECK_THROWS_WITH(language_of("xx"), "report.language: 'xx' is no language of the reports; there are: en, ko");
}

TEST_CASE("words: refusal, a language that lacks a message, or has one that is none") {
  CHECK_THROWS_AS(Language("xx", R"({"yes": "ja"})"), std::logic_error);
  CHECK_THROWS_WITH(Language("xx", R"({"no such": "ja"})"), "\"no such\" is no message");
}

TEST_CASE("words: no two messages are the same in every language") {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < std::size(message_names); ++i) {
    std::string all;
    for (const std::string& language : languages()) all += language_of(language).texts()[i] + "\n";
    CAPTURE(message_names[i]);
    CHECK(seen.insert(all).second);
  }
}

TEST_CASE(
    "words: braces hold names of fields, the same in every language; a date, a rate and a way have what each writes") {
  const auto fields_of = [](std::string_view rest) {
    std::set<std::string> names;
    CHECK(std::ranges::count(rest, '{') == std::ranges::count(rest, '}'));
    for (std::size_t at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
      std::string name(rest.substr(at + 1, rest.find('}') - at - 1));
      name = name.substr(0, name.find('|'));
      CHECK_FALSE(name.empty());
      CHECK(std::ranges::all_of(name, [](unsigned char c) { return std::isalpha(c) || c == '_'; }));
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
      names.insert(name);
      rest.remove_prefix(rest.find('}') + 1);
    }
    return names;
  };
  const auto english = language_of("en").texts();
  for (const std::string& language : languages()) {
    const auto texts = language_of(language).texts();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(texts[i]);
      const std::string_view id = message_names[i];
      const bool has_own_fields = id.starts_with("date_of_") || id.starts_with("ladder_worth") || id == "units" ||
                                  id == "volume_of_periods" || id == "method_named";
      if (!has_own_fields) CHECK(fields_of(texts[i]) == fields_of(english[i]));
      CHECK(texts[i].find("  ") == std::string::npos);
      CHECK_FALSE(texts[i].ends_with(' '));
    }
  }
}

}  // TEST_SUITE("base/messages")
