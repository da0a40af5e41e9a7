#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "payoff/report.hpp"

using namespace payoff;

TEST_SUITE("report/writer/judgement") {

namespace {

const Assertion assertion{.sentence = "saves 5 hours", .unit = "hours a week each", .taken = {"One.", "Two."}};

Judgement judgement() {
  Judgement made;
  made.standing = Standing::not_supported;
  made.read_as = "agents saved at least 5 hours a week each";
  made.grade = 'C';
  made.claimed = 5, made.estimate = 5.13, made.lower = 4.48, made.upper = 5.78;
  made.probability_low = made.probability_high = 0.63, made.probability = "63%: the chance";
  made.largest = 4.48, made.largest_text = "4.4 hours a week each";
  made.reasons = {"The lower bound is 4.4."};
  made.conditions = {"It holds if ...", "Something became worse."};
  made.honest = "The honest sentence.";
  return made;
}

}  // namespace

TEST_CASE("judgement: by hand, a few lines for people") {
  CHECK(judgement_text(assertion, judgement()) ==
        "claim        saves 5 hours\n"
        "read as      agents saved at least 5 hours a week each\n"
        "             One.\n"
        "             Two.\n"
        "verdict      not supported (evidence grade C)\n"
        "why          The lower bound is 4.4.\n"
        "probability  63%: the chance\n"
        "largest      supported at 95%: 4.4 hours a week each\n"
        "say with it  It holds if ...\n"
        "             Something became worse.\n"
        "honest       The honest sentence.\n");
}

TEST_CASE("judgement: for programs, with a reason beside each number that is missing") {
  Judgement made = judgement();
  made.largest = missing, made.largest_text = "none: it did not last";
  const nlohmann::json json = nlohmann::json::parse(judgement_json(assertion, made));
  CHECK(json["verdict"] == "not supported");
  CHECK(json["lower"] == 4.48);
  CHECK(json["confidence"] == 0.95);
  CHECK(json["largest_supported"].is_null());
  CHECK(json["largest_supported_reason"] == "none: it did not last");
  CHECK(json["taken"].size() == 2);
}

TEST_CASE("judgement: hostile bytes neither break a line nor steer a terminal") {
  Judgement made = judgement();
  made.honest = "a\x1b[31m\nb\xff";
  const std::string text = judgement_text(assertion, made);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(std::ranges::count(text, '\n') == 11);
  CHECK(nlohmann::json::accept(judgement_json(assertion, made)));
}

}  // TEST_SUITE("report/writer/judgement")
