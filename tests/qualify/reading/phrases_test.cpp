#include "qualify/reading/phrases.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/speaking.hpp"
#include "data/names.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/phrases") {

TEST_CASE("phrases: by hand, a metric is named with what it is per, and money without it is per person") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.who = "customers of the online shop";
  const Metric minutes = example::did_minutes().metric, revenue = example::randomized_revenue().metric;
  CHECK(metric_of_who(evidence, minutes) == "handle minutes per ticket of customers of the online shop");
  CHECK(subject_phrase(evidence, minutes) == "Among customers of the online shop, handle minutes per ticket");
  CHECK(metric_of_who(evidence, revenue) == "revenue per customer of the online shop");
  CHECK(subject_phrase(evidence, revenue) == "The revenue per customer of the online shop");
  const Metric rate{.name = "return_rate", .kind = MetricKind::rate, .unit = "returns", .per = "pull_requests"};
  CHECK(metric_phrase(evidence, rate) == "return rate per pull request");
  const Speaking korean(language_of("ko"));
  CHECK(metric_phrase(evidence, rate) == "pull request당 return rate");
}

TEST_CASE("phrases: by hand, the context carries against what, when, how many and the grade") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.period = "6 January to 25 May 2025";
  CHECK(context_phrase(evidence, evidence.effects[0], 'C') ==
        "compared with the comparison group, 6 January to 25 May 2025; n = 60 with the assistant and 60 without; "
        "evidence grade C");
  evidence.effects[0].units_comparison = 0;
  evidence.effects[0].units_treated = 1200;
  evidence.period = "";
  CHECK(context_phrase(evidence, evidence.effects[0], 'E') ==
        "compared with the comparison group; n = 1,200; evidence grade E");
}

TEST_CASE("phrases: by hand, a breakdown has two digits and is never rounded up") {
  CHECK(breakdown_phrase(0.0689) == "0.068");
  CHECK(breakdown_phrase(0.839) == "0.83");
  CHECK(breakdown_phrase(0.3) == "0.3");
  CHECK(breakdown_phrase(0.0600001) == "0.06");
  CHECK(breakdown_phrase(1.99) == "1.9");
  CHECK(breakdown_phrase(129) == "120");
  CHECK(breakdown_phrase(6.89e-9) == "6.8e-09");
}

TEST_CASE("phrases: by hand, one of a thing is singular, and a part is cut off, not rounded up") {
  CHECK(count_phrase(1, "week") == "1 week");
  CHECK(count_phrase(1.02, "week") == "1 week");
  CHECK(count_phrase(3.5, "week") == "3.5 weeks");
  CHECK(count_phrase(7.96, "week") == "7.9 weeks");
  CHECK(count_phrase(8 - 1e-9, "week") == "8 weeks");
  CHECK(count_phrase(0.142857, "week") == "0.14 weeks");
  CHECK(count_phrase(12000, "unit") == "12,000 units");
}

TEST_CASE("phrases: by hand, what is adjusted says for what, and what it is without that") {
  Effect effect = example::did_minutes();
  CHECK(adjustment_phrase(effect) == "");
  effect.adjusted_for = {{"tenure"}, {"case load", true}};
  CHECK(adjustment_phrase(effect) == "adjusted for tenure and case load (which the tool may have changed too)");
  effect.alternatives.push_back({.name = "unadjusted",
                                 .absolute = {.estimate = -5, .se = 1, .df = 23, .low = -7, .high = -3, .p = 1e-4},
                                 .relative = {},
                                 .purpose = Purpose::unadjusted});
  const std::string phrase =
      "adjusted for tenure and case load (which the tool may have changed too), without that -5.0 minutes, 95% CI -7.0 "
      "to -3.0";
  CHECK(adjustment_phrase(effect) == phrase);
  Evidence evidence = example::evidence_of(effect);
  CHECK(example::headline_of(evidence).find("; " + phrase + "; n = 60") != std::string::npos);
  evidence.effects.push_back(effect);
  evidence.effects.back().metric.role = Role::secondary;
  const std::vector<Claim> said = claims(evidence, grade(evidence));
  CHECK(
      std::ranges::any_of(said, [&](const Claim& c) { return c.kind == ClaimKind::secondary && c.context == phrase; }));
}

}  // TEST_SUITE("qualify/reading/phrases")
