#include "qualify/sentence/vocabulary.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace payoff;

TEST_SUITE("qualify/sentence/vocabulary") {

namespace {

Sense sense_of(const std::string& text, std::size_t at = 0) {
  const std::vector<Token> tokens = tokens_of(text);
  const Term* term = term_at(tokens, at);
  REQUIRE(term);
  return term->sense;
}

}  // namespace

TEST_CASE("vocabulary: by hand, the longest phrase wins") {
  CHECK(sense_of("more hours") == Sense::up);
  CHECK(sense_of("more than 5") == Sense::at_least);
  CHECK(sense_of("no more than 5") == Sense::refused);
  CHECK(sense_of("no less than 5") == Sense::at_least);
  CHECK(sense_of("percent") == Sense::percent);
  CHECK(sense_of("percent points") == Sense::points);
  CHECK(sense_of("half an hour") == Sense::time);
}

TEST_CASE("vocabulary: what was understood already, and numbers, begin no phrase") {
  std::vector<Token> tokens = tokens_of("more than 5");
  tokens[1].used = true;
  CHECK(term_at(tokens, 0)->sense == Sense::up);
  CHECK(term_at(tokens, 2) == nullptr);
  CHECK(term_at(tokens_of("germany"), 0) == nullptr);
}

TEST_CASE("vocabulary: every phrase stands once, is found by itself, and what is refused says the way out") {
  std::set<std::string_view> seen;
  for (const Term& term : vocabulary()) {
    CAPTURE(term.phrase);
    CHECK(seen.insert(term.phrase).second);
    std::vector<Token> tokens = tokens_of("z " + std::string(term.phrase));
    const Term* found = term_at(tokens, 1);
    REQUIRE(found);
    CHECK(found->phrase == term.phrase);
    CHECK((term.sense == Sense::refused) == !term.remedy.empty());
  }
}

TEST_CASE("vocabulary: a word is known alone and within a phrase") {
  CHECK(is_in_vocabulary("least"));
  CHECK(is_in_vocabulary("hours"));
  CHECK_FALSE(is_in_vocabulary("our s"));
  CHECK_FALSE(is_in_vocabulary("ticket"));
}

TEST_CASE("vocabulary: words in a phrase are counted") {
  for (const Term& term : vocabulary())
    if (term.phrase == "net present value") CHECK(words_in(term) == 3);
}

}  // TEST_SUITE("qualify/sentence/vocabulary")
