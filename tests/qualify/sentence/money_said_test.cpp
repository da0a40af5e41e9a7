#include "qualify/sentence/money_said.hpp"

#include <doctest/doctest.h>

#include "qualify/sentence/evidence.hpp"

using namespace payoff;

TEST_SUITE("qualify/sentence/money_said") {

TEST_CASE("money said: by hand, money over another time, or of one of several values, is refused") {
  example::Spoken spoken;
  CHECK(spoken.refusal("net present value of USD 100 over two years") ==
        "claim: it is over 24 months, but the study values 36 months; leave the time out, or set money.horizon_months "
        "and "
        "run the study again");
  CHECK(spoken.refusal("net present value of USD 100 over 2 years 3 years")
            .starts_with("claim: 'years' is a second span of time;"));
  CHECK(spoken.read("worth USD 600,000 a year").taken ==
        std::vector<std::string>{"It is taken to be of all together."});
  CHECK(spoken.refusal("worth EUR 600,000 a year").ends_with("; say it in USD"));
  // Another is valued, too; and the primary one need not be.
  spoken.appraisal.values.push_back({.metric = "issues", .value_class = ValueClass::capacity});
  CHECK(spoken.read("worth USD 600,000 a year").taken.front() ==
        "It is taken to be of all that is valued: handle minutes and issues.");
  CHECK(spoken.refusal("handle time worth USD 600,000 a year") ==
        "claim: a year's worth is of handle minutes and issues together; leave the metric out");
  spoken.appraisal.values.back().value_class = ValueClass::soft;
  CHECK(spoken.read("handle time worth USD 600,000 a year").about == Asserted::benefit);
  spoken.appraisal.metric = "issues";
  CHECK(spoken.read("worth USD 600,000 a year").about == Asserted::benefit);
}

TEST_CASE("money said: by hand, the metrics that are counted, each once") {
  example::Spoken spoken;
  CHECK(counted_metrics(spoken.evidence) == std::vector<std::string>{"handle minutes"});
  spoken.appraisal.values.push_back(spoken.appraisal.values.front());
  spoken.appraisal.values.push_back({.metric = "csat", .value_class = ValueClass::cash});
  CHECK(counted_metrics(spoken.evidence) == std::vector<std::string>{"handle minutes", "csat"});
  spoken.evidence.appraisal = nullptr;
  CHECK(counted_metrics(spoken.evidence).empty());
}

}  // TEST_SUITE("qualify/sentence/money_said")
