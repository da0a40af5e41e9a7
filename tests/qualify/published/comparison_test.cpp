#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>

#include "base/messages.hpp"
#include "payoff/published.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/published/comparison") {

namespace {

Effect with_share(Effect effect, double share, double half_width) {
  effect.relative = {.estimate = share, .se = half_width / 2, .low = share - half_width, .high = share + half_width};
  effect.absolute.estimate = std::copysign(effect.absolute.estimate, share);
  return effect;
}

Effect time_of(double share, double half_width = 0.02) {
  return with_share(example::did_minutes(), share, half_width);
}

Effect work_of(double share, double half_width = 0.02) {
  Effect effect = example::did_minutes();
  effect.metric = {.name = "issues", .kind = MetricKind::count, .better = Better::higher};
  return with_share(effect, share, half_width);
}

}  // namespace

TEST_CASE("comparison: by hand, a cut of a fifth lies between what trials of time found") {
  const PublishedComparison comparison = compare_with_published(time_of(-0.2));
  CHECK(comparison.standing == PublishedStanding::within);
  CHECK(comparison.text ==
        "A cut of 20.0% lies within what published trials of time found: from 55.8% less (Peng et al. 2023) to 18.8% "
        "more "
        "(METR 2025).");
}

TEST_CASE("comparison: by hand, more than every trial is a reason to look for what else changed") {
  const PublishedComparison comparison = compare_with_published(time_of(-0.7));
  CHECK(comparison.standing == PublishedStanding::larger);
  CHECK(comparison.text ==
        "A cut of 70.0% is larger than any published trial found (55.8%, Peng et al. 2023: one task, completers only): "
        "look "
        "for what else changed before it is used.");
  CHECK(compare_with_published(time_of(-0.5591)).standing == PublishedStanding::larger);
  CHECK(compare_with_published(time_of(-0.5589)).standing == PublishedStanding::within);  // it reads "55.8%" too
  CHECK(compare_with_published(time_of(0.25))
            .text.starts_with("A rise of 25.0% is larger than any published trial found (18.8%"));
  CHECK(compare_with_published(work_of(0.30)).text.find("26.1%, Cui et al. 2026") != std::string::npos);
}

TEST_CASE("comparison: by hand, no trial of work done found a fall") {
  const PublishedComparison comparison = compare_with_published(work_of(-0.1));
  CHECK(comparison.standing == PublishedStanding::other_sign);
  CHECK(comparison.text ==
        "A cut of 10.0% is of the other sign than every published trial of throughput: they found from 12.2% more "
        "(Dell'Acqua "
        "et al. 2026) to 26.1% more (Cui et al. 2026).");
}

TEST_CASE("comparison: an effect that is not shown, or has no share, is not held against others") {
  CHECK(compare_with_published(time_of(-0.7, 0.8)).standing == PublishedStanding::not_measured);
  CHECK(compare_with_published(time_of(-0.7, 0.8)).text.starts_with("No change is shown"));
  Effect unknown = example::did_minutes();
  unknown.relative = {};
  CHECK(compare_with_published(unknown).text.starts_with("There is no effect in percent"));
  Effect unusable = time_of(-0.7);
  unusable.usable = false;
  CHECK(compare_with_published(unusable).standing == PublishedStanding::not_measured);
}

TEST_CASE("comparison: what no trial measured says so") {
  Effect effect = time_of(-0.7);
  effect.metric.better = Better::higher;
  CHECK(compare_with_published(effect).standing == PublishedStanding::nothing_comparable);
  for (const MetricKind kind : {MetricKind::revenue, MetricKind::cost, MetricKind::score, MetricKind::rate}) {
    effect.metric.kind = kind;
    const PublishedComparison comparison = compare_with_published(effect);
    CHECK(comparison.standing == PublishedStanding::nothing_comparable);
    CHECK(comparison.effects.empty());
    CHECK(comparison.text.starts_with("No published trial with a comparable effect on "));
  }
  effect = work_of(0.3);
  effect.metric.activity = true;
  CHECK(compare_with_published(effect).standing == PublishedStanding::nothing_comparable);
}

TEST_CASE("comparison: self-reports, vendors and broken trials are shown last and measure nothing") {
  const PublishedComparison comparison = compare_with_published(work_of(0.32));  // Faros, a vendor, has 33.7%
  CHECK(comparison.standing == PublishedStanding::larger);
  CHECK(comparison.effects.back().basis == PublishedBasis::vendor);
  CHECK(comparison.effects.front().is_yardstick());
}

TEST_CASE("comparison: by hand, what is said of a study is in the language of the report, and its name is its own") {
  const Speaking korean(language_of("ko"));
  const PublishedComparison comparison = compare_with_published(time_of(-0.2));
  CHECK(comparison.text ==
        "20.0%의 감소는 시간을 다룬 공표된 시험의 범위 안에 있습니다: 55.8% 감소(Peng et al. 2023)부터 18.8% "
        "증가(METR 2025)까지입니다.");
  CHECK(comparison.effects.front().source == "Peng et al.");
  CHECK(comparison.effects.front().design == "개인 단위 무작위 배정");
  CHECK(comparison.effects[1].source == "Noy·Zhang");
  const Speaking english(language_of("en"));
  CHECK(compare_with_published(time_of(-0.2)).effects[1].source == "Noy and Zhang");
}

TEST_CASE("comparison: rows are whole") {
  std::set<std::string> seen;
  for (const PublishedEffect& row : published_effects()) {
    CAPTURE(row.source);
    CHECK(seen.insert(std::string(row.source) + std::string(row.what)).second);
    CHECK((row.year >= 2023 && !row.design.empty() && !row.people.empty() && !row.work.empty() && !row.remark.empty()));
    CHECK(row.relative > -1);
    const bool both = std::isfinite(row.low) == std::isfinite(row.high);
    CHECK(both);
    if (std::isfinite(row.low)) CHECK((row.low < row.relative && row.relative < row.high));
  }
}

TEST_CASE("comparison: an implausible effect is a caveat, and the grade stays") {
  Effect effect = time_of(-0.7);
  const Evidence evidence = example::evidence_of(effect);
  CHECK(example::text_of(evidence, "caveat").find("larger than any published trial") != std::string::npos);
  CHECK(grade(evidence).grade == grade(example::evidence_of(time_of(-0.2))).grade);
  CHECK(example::text_of(example::evidence_of(time_of(-0.2)), "caveat").empty());
}

}  // TEST_SUITE("qualify/published/comparison")
