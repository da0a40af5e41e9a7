#include "qualify/messages/messages.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

using namespace payoff;

TEST_SUITE("qualify/messages/messages") {

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

TEST_CASE("words: refusal, a language that has no file") {
  CHECK(languages().front() == "en");
  CHECK_THROWS_WITH(words_for("xx"), "report.language: 'xx' is no language of the reports; there are: en");
}

TEST_CASE("words: every language says each message by other words") {
  for (const std::string& language : languages()) {
    std::set<std::string> texts;
    for (const std::string& text : words_for(language).texts()) {
      CAPTURE(text);
      const bool of_course = text.starts_with("{claim}") && text.find("{first}") != std::string::npos;
      CHECK((of_course || texts.insert(text).second));
    }
  }
}

TEST_CASE("words: braces hold names of fields, the same in every language") {
  const auto fields_of = [](std::string_view rest) {
    std::set<std::string> names;
    CHECK(std::ranges::count(rest, '{') == std::ranges::count(rest, '}'));
    for (std::size_t at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
      std::string name(rest.substr(at + 1, rest.find('}') - at - 1));
      CHECK_FALSE(name.empty());
      CHECK(std::ranges::all_of(name, [](unsigned char c) { return std::isalpha(c) || c == '_'; }));
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
      names.insert(name);
      rest.remove_prefix(rest.find('}') + 1);
    }
    return names;
  };
  const auto english = words_for("en").texts();
  for (const std::string& language : languages()) {
    const auto texts = words_for(language).texts();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CAPTURE(texts[i]);
      CHECK(fields_of(texts[i]) == fields_of(english[i]));
      CHECK(texts[i].find("  ") == std::string::npos);
      CHECK_FALSE(texts[i].ends_with(' '));
    }
  }
}

}  // TEST_SUITE("qualify/messages/messages")
