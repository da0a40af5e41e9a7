// Rule      an effect is larger than any published one where its estimate, a share, lies beyond every yardstick of its
//           sign; of another sign where no yardstick has its own; else within. An effect whose interval includes 0 has
//           no sign.
// Held      time spent (lower is better) against times; a count of work done (higher is better, no activity) against
// against   throughput. A share of cases, a score, a revenue or a cost is of no kind that a trial measured.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "payoff/published.hpp"

namespace payoff {
namespace {

std::optional<PublishedOutcome> outcome_of(const Metric& metric) {
  if (metric.kind == MetricKind::time && metric.better == Better::lower) return PublishedOutcome::time;
  const bool work = metric.kind == MetricKind::count && metric.better == Better::higher && !metric.activity;
  return work ? std::optional(PublishedOutcome::throughput) : std::nullopt;
}

std::string kind_in_words(const Metric& metric) {
  if (metric.activity) return "how much a tool is used";
  switch (metric.kind) {
    case MetricKind::time:
      return "time of which more is better";
    case MetricKind::revenue:
      return "revenue";
    case MetricKind::cost:
      return "cost";
    case MetricKind::count:
      return "a count of which less is better";
    case MetricKind::score:
      return "scores, whose scales differ";
    case MetricKind::rate:
      return "shares of cases";
  }
  return "";
}

std::vector<PublishedEffect> of_outcome(PublishedOutcome outcome) {
  std::vector<PublishedEffect> rows;
  for (const bool yardstick : {true, false})
    for (const PublishedEffect& row : published_effects())
      if (row.outcome == outcome && row.is_yardstick() == yardstick) rows.push_back(row);
  return rows;
}

std::string reference_of(const PublishedEffect& row) {
  return fmt::format("{} {}", row.source, row.year);
}

// "a cut of 17.5%", "a rise of 3.0%"
std::string change_of(double share, double low, double high) {
  return fmt::format("{} of {}", share < 0 ? "a cut" : "a rise",
                     format_percent(std::abs(share), std::min(std::abs(low), std::abs(high)),
                                    std::max(std::abs(low), std::abs(high))));
}

// "55.8%", "40%": as it was published.
std::string as_published(double share) {
  const std::string text = format_fixed(100 * std::abs(share), 1);
  return (text.ends_with(".0") ? text.substr(0, text.size() - 2) : text) + "%";
}

std::string end_of(const PublishedEffect& row) {
  return fmt::format("{} {} ({})", as_published(row.relative), row.relative < 0 ? "less" : "more", reference_of(row));
}

// The ends of what the yardsticks found.
struct Span {
  const PublishedEffect *lowest = nullptr, *highest = nullptr;

  explicit Span(const std::vector<PublishedEffect>& rows) {
    for (const PublishedEffect& row : rows) {
      if (!row.is_yardstick()) continue;
      if (!lowest || row.relative < lowest->relative) lowest = &row;
      if (!highest || row.relative > highest->relative) highest = &row;
    }
  }
  std::string text() const { return "from " + end_of(*lowest) + " to " + end_of(*highest); }
};

// The yardstick that reaches furthest towards the sign of `share`; none where none has it.
const PublishedEffect* furthest(const Span& span, double share) {
  const PublishedEffect* row = share < 0 ? span.lowest : span.highest;
  return (row->relative < 0) == (share < 0) ? row : nullptr;
}

std::string larger_text(const std::string& change, const PublishedEffect& row) {
  const std::string remark = row.remark.empty() ? "" : fmt::format(": {}", row.remark);
  return fmt::format(
      "{} is larger than any published trial found ({}, {}{}): look for what else changed before it is used.", change,
      as_published(row.relative), reference_of(row), remark);
}

PublishedStanding standing_of(const Estimate& relative, const Span& span) {
  if (!(relative.low > 0) && !(relative.high < 0)) return PublishedStanding::not_measured;
  const PublishedEffect* row = furthest(span, relative.estimate);
  if (!row) return PublishedStanding::other_sign;
  constexpr double rounding = 0.0005;  // of what was published to a tenth of a percent
  const bool beyond = std::abs(relative.estimate) > std::abs(row->relative) + rounding;
  return beyond ? PublishedStanding::larger : PublishedStanding::within;
}

std::string text_of(const PublishedComparison& comparison, const Effect& effect, const Span& span) {
  const std::string outcome(name(*comparison.outcome));
  if (comparison.standing == PublishedStanding::not_measured) {
    return fmt::format("{}; published trials of {} found {}.",
                       std::isfinite(effect.relative.low) && effect.usable
                           ? "No change is shown that could be held against others"
                           : "There is no effect in percent to hold against others",
                       outcome, span.text());
  }
  std::string change = change_of(effect.relative.estimate, effect.relative.low, effect.relative.high);
  change.front() = 'A';
  if (comparison.standing == PublishedStanding::larger)
    return larger_text(change, *furthest(span, effect.relative.estimate));
  if (comparison.standing == PublishedStanding::other_sign) {
    return fmt::format("{} is of the other sign than every published trial of {}: they found {}.", change, outcome,
                       span.text());
  }
  return fmt::format("{} lies within what published trials of {} found: {}.", change, outcome, span.text());
}

}  // namespace

PublishedComparison compare_with_published(const Effect& effect) {
  PublishedComparison comparison{.outcome = outcome_of(effect.metric)};
  if (!comparison.outcome) {
    comparison.text = fmt::format("No published trial with a comparable effect on {} is known to payoff.",
                                  kind_in_words(effect.metric));
    return comparison;
  }
  comparison.effects = of_outcome(*comparison.outcome);
  const Span span(comparison.effects);
  comparison.standing = effect.usable ? standing_of(effect.relative, span) : PublishedStanding::not_measured;
  comparison.text = text_of(comparison, effect, span);
  return comparison;
}

}  // namespace payoff
