#include "report/document/abridged.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "report/alone.hpp"
#include "report/example.hpp"

using namespace payoff;

TEST_SUITE("report/document/abridged") {

namespace {

// The primary metric, `metrics` in all, the guardrail last; and segments of 1, 2, 3 ... people in each group.
CaseStudy many(std::size_t metrics, std::size_t segments) {
  CaseStudy study = example::support_assistant();
  const Effect guardrail = study.effects[1];
  study.effects.resize(1);
  for (std::size_t k = 2; k < metrics; ++k) {
    study.effects.push_back(guardrail);
    study.effects.back().metric.name = fmt::format("metric {}", k);
    study.effects.back().metric.role = Role::secondary;
    study.claims.push_back({study.effects.back().metric.name, ClaimKind::secondary, "It did not change."});
  }
  study.effects.push_back(guardrail);
  for (std::size_t k = 1; k <= segments; ++k) {
    study.effects.push_back(study.effects.front());
    study.effects.back().segment = SegmentValue{"=team", std::to_string(k)};
    study.effects.back().units_treated = study.effects.back().units_comparison = k;
  }
  return study;
}

}  // namespace

TEST_CASE("abridged: by hand, what has room is shown whole") {
  const CaseStudy study = many(50, 50);
  const Abridged shown = abridge(study);
  CHECK(shown.note.empty());
  CHECK(shown.study.effects.size() == 100);
}

TEST_CASE("abridged: by hand, of 60 metrics the guardrail stays though it is last, of 70 segments the largest") {
  const Abridged shown = abridge(many(60, 70));
  CHECK(shown.study.effects.size() == 100);
  CHECK(shown.study.effects[0].metric.name == "handle_minutes");
  CHECK(shown.study.effects[48].metric.name == "metric 49");
  CHECK(shown.study.effects[49].metric.name == "csat");
  CHECK(shown.study.effects[50].segment->label == "21");
  CHECK(shown.study.effects[99].segment->label == "70");
  CHECK(std::ranges::none_of(shown.study.claims, [](const Claim& c) { return c.metric == "metric 50"; }));
  CHECK(
      shown.note ==
      "Shown are the 50 most important of 60 metrics and the 50 largest of 70 segments; all of them are in effects.csv "
      "beside this report.");
  CHECK(abridge(many(51, 0)).note ==
        "Shown are the 50 most important of 51 metrics; all of them are in effects.csv beside this report.");
}

TEST_CASE("abridged: by hand, of many reasons of one rule fifty are shown") {
  CaseStudy study = many(2, 0);
  const std::size_t others = study.verdict.reasons.size();
  study.verdict.reasons.insert(study.verdict.reasons.begin(), 5000,
                               {RuleId::small_segments, 1, 5, RuleEffect::suppressed, "Too small."});
  CHECK(abridge(study).study.verdict.reasons.size() == others + most_alike);
}

TEST_CASE("abridged: refusal, 5,000 segments and 2,000 metrics make a page that a browser opens, and it says so") {
  const std::string html = render_evidence_html(many(2000, 5000));
  CHECK(html.size() < 8'000'000);
  CHECK(html.find("50 most important of 2,000 metrics and the 50 largest of 5,000 segments") != std::string::npos);
}

}  // TEST_SUITE("report/document/abridged")
