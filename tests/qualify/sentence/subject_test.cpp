#include "qualify/sentence/subject.hpp"

#include <doctest/doctest.h>

#include "qualify/sentence/evidence.hpp"

using namespace payoff;

TEST_SUITE("qualify/sentence/subject") {

namespace {

Subject subject_in(const std::string& sentence, const Evidence& evidence) {
  std::vector<Token> tokens = tokens_of(sentence);
  return subject_of(tokens, evidence);
}

// The words that are left to be understood.
std::string left_of(const std::string& sentence, const Evidence& evidence) {
  std::vector<Token> tokens = tokens_of(sentence);
  subject_of(tokens, evidence);
  std::string left;
  for (const Token& token : tokens)
    if (!token.used) left += (left.empty() ? "" : " ") + token.text;
  return left;
}

}  // namespace

TEST_CASE("subject: by hand, a metric goes by its name, its label, and its name with time for the unit") {
  example::Spoken spoken;
  const Evidence& evidence = spoken.evidence;
  CHECK(subject_in("cut handle minutes by 5%", evidence).named);
  CHECK(subject_in("cut handle_minutes by 5%", evidence).effect == 0);
  CHECK(subject_in("handle time fell", evidence).named);
  CHECK(subject_in("csat rose", evidence).effect == 1);
  CHECK(subject_in("the return rate fell", evidence).effect == 2);
  CHECK(subject_in("issues rose", evidence).effect == 4);
  spoken.evidence.effects[2].metric.label = "share sent back";
  CHECK(subject_in("share sent back fell", evidence).effect == 2);
  CHECK(metrics_in_words(evidence) == "handle minutes, csat, share sent back, revenue, issues");
}

TEST_CASE("subject: without a name it is the primary metric, or the only one of its kind") {
  const example::Spoken spoken;
  const Subject subject = subject_in("saves 5 hours", spoken.evidence);
  CHECK((subject.effect == 0 && !subject.named));
  CHECK(subject_in("sales rose by 5%", spoken.evidence).effect == 3);
}

TEST_CASE("subject: a size is none: 5 minutes are not the metric called minutes") {
  example::Spoken spoken;
  spoken.evidence.effects[1].metric.name = "minutes";
  CHECK(subject_in("saves 5 minutes", spoken.evidence).effect == 0);
  CHECK(subject_in("minutes fell by 5", spoken.evidence).effect == 1);
}

TEST_CASE(
    "subject: by hand, what is per ticket and per agent is understood, and people and the tool are whom it is about") {
  const example::Spoken spoken;
  CHECK(subject_in("5 minutes per ticket", spoken.evidence).per_thing);
  CHECK(subject_in("5 minutes a ticket", spoken.evidence).per_thing);
  CHECK(subject_in("5 hours for each agent", spoken.evidence).each);
  CHECK_FALSE(subject_in("5 hours a week", spoken.evidence).each);
  CHECK(left_of("the assistant saves support agents 5 minutes per ticket", spoken.evidence) == "saves 5 minutes");
  CHECK(left_of("csat rose by 0.2 points", spoken.evidence) == "rose by 0.2");
}

TEST_CASE(
    "subject: by hand, a segment goes by its label, with the name of its column where the label is a plain word") {
  example::Spoken spoken;
  CHECK(subject_in("new agents saved 5 minutes", spoken.evidence).effect == 5);
  CHECK(subject_in("agents with tenure new", spoken.evidence).effect == 5);
  spoken.evidence.effects[5].segment->label = "more";
  CHECK(subject_in("more issues", spoken.evidence).effect == 4);
  CHECK(subject_in("agents of tenure more", spoken.evidence).effect == 5);
  spoken.evidence.effects[5].segment->label = "3";
  CHECK(subject_in("saves 3 minutes", spoken.evidence).effect == 0);
}

TEST_CASE("subject: two segments, and one that the metric has not, are refused") {
  example::Spoken spoken;
  CHECK(example::error_of([&] { subject_in("csat of new agents", spoken.evidence); }) ==
        "claim: no effect on csat was estimated for tenure = new; segments are those of the primary metric");
  spoken.evidence.effects.push_back(spoken.evidence.effects[5]);
  spoken.evidence.effects.back().segment->label = "experienced";
  CHECK(example::error_of([&] {
          subject_in("new experienced agents", spoken.evidence);
        }).starts_with("claim: it names two segments, tenure = new and tenure = experienced;"));
}

TEST_CASE("subject: a kind that several metrics have names none") {
  example::Spoken spoken;
  spoken.evidence.effects.push_back(spoken.evidence.effects[3]);
  spoken.evidence.effects[3].metric.name = "online";
  spoken.evidence.effects.back().metric.name = "shops";
  CHECK(example::error_of([&] {
          subject_in("sales rose", spoken.evidence);
        }).starts_with("claim: 'sales' may be any of 2 metrics; name one: "));
}

TEST_CASE("subject: of what people and the tool are called, an adjective alone is not understood") {
  example::Spoken spoken;
  spoken.evidence.tool = "the coding assistant";
  spoken.evidence.who = "customers of the online shop";
  CHECK(left_of("the coding assistant cut time", spoken.evidence) == "cut");
  CHECK(left_of("assistants cut coding time", spoken.evidence) == "cut coding");
  CHECK(left_of("raised by 5 a customer", spoken.evidence) == "raised by 5");
  CHECK(left_of("customers of the online shop gained online", spoken.evidence) == "gained online");
}

TEST_CASE("subject: by hand, a name that holds its unit says it") {
  const example::Spoken spoken;
  CHECK(subject_in("handle minutes fell by 2", spoken.evidence).names_unit);
  CHECK_FALSE(subject_in("handle time fell by 2", spoken.evidence).names_unit);
}

}  // TEST_SUITE("qualify/sentence/subject")
