// What studies elsewhere found, so that a reader may ask whether an effect is plausible.
//
// Only relative effects of trials and quasi-experiments are a yardstick. What people said of themselves, what a vendor
// correlated and a trial that its own authors call broken are in the table, marked, and measure nothing. A comparison
// never changes a grade: a large effect is a reason to look again, and no proof that it is wrong.
//
// Example
//     payoff::PublishedComparison comparison = payoff::compare_with_published(effect);
//     std::cout << comparison.text;  // "A cut of 17.5% lies within what published trials found for time: ..."
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

enum class PublishedOutcome { time, throughput };  // time spent on a task; work done in a time
constexpr std::string_view name(PublishedOutcome outcome) {
  return outcome == PublishedOutcome::time ? "time" : "throughput";
}

// What a published number rests on.
enum class PublishedBasis { trial, quasi_experiment, broken_trial, self_report, vendor };
constexpr std::string_view name(PublishedBasis basis) {
  constexpr std::string_view names[] = {"trial", "quasi-experiment", "broken trial", "self-report", "vendor"};
  return names[static_cast<std::size_t>(basis)];
}

struct PublishedEffect {
  std::string source;  // "Peng et al.", "Noy and Zhang"
  int year = 0;
  PublishedBasis basis = PublishedBasis::trial;
  PublishedOutcome outcome = PublishedOutcome::time;
  std::string design, people;            // "lot drew developers", "95 freelance developers"
  std::string what, work;                // "time for one task", "programming"
  double relative = 0;                   // share: -0.558 = 55.8 % less
  double low = missing, high = missing;  // its 95 % interval; NaN = not published
  std::string remark{};

  bool is_yardstick() const { return basis == PublishedBasis::trial || basis == PublishedBasis::quasi_experiment; }
};
std::vector<PublishedEffect> published_effects();  // in the words of the report

// Where an effect stands among those of its kind that are a yardstick.
enum class PublishedStanding {
  nothing_comparable,  // no trial measured anything of this kind
  not_measured,        // the effect has no share, or a direction that is not shown
  within,              // between the largest fall and the largest rise that were published
  larger,              // beyond every one of its sign
  other_sign,          // none has its sign
};
constexpr std::string_view name(PublishedStanding standing) {
  constexpr std::string_view names[] = {"nothing comparable", "not measured", "within", "larger", "other sign"};
  return names[static_cast<std::size_t>(standing)];
}

struct PublishedComparison {
  PublishedStanding standing = PublishedStanding::nothing_comparable;
  std::optional<PublishedOutcome> outcome{};  // what the metric was held against
  std::vector<PublishedEffect> effects{};     // of this outcome, yardsticks first
  std::string text{};                         // one sentence
};

// A time metric is held against times, a count of work done against throughput; revenue, cost, scores and shares have
// no published effect of their kind.
PublishedComparison compare_with_published(const Effect& effect);

}  // namespace payoff
