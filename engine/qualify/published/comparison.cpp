// Rule      an effect is larger than any published one where its estimate, a share, lies beyond every yardstick of its
//           sign; of another sign where no yardstick has its own; else within. An effect whose interval includes 0 has
//           no sign.
// Held      time spent (lower is better) against times; a count of work done (higher is better, no activity) against
// against   throughput. A share of cases, a score, a revenue or a cost is of no kind that a trial measured.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "payoff/published.hpp"

namespace payoff {
namespace {

std::optional<PublishedOutcome> outcome_of(const Metric& metric) {
  if (metric.kind == MetricKind::time && metric.better == Better::lower) return PublishedOutcome::time;
  const bool work = metric.kind == MetricKind::count && metric.better == Better::higher && !metric.activity;
  return work ? std::optional(PublishedOutcome::throughput) : std::nullopt;
}

// What no trial measured.
MessageId kind_of(const Metric& metric) {
  if (metric.activity) return MessageId::published_kind_use;
  switch (metric.kind) {
    case MetricKind::time:
      return MessageId::published_kind_time;
    case MetricKind::revenue:
      return MessageId::kind_revenue;
    case MetricKind::cost:
      return MessageId::kind_cost;
    case MetricKind::count:
      return MessageId::published_kind_count;
    case MetricKind::score:
      return MessageId::published_kind_score;
    case MetricKind::rate:
      break;
  }
  return MessageId::published_kind_rate;
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

// "17.5%", of a cut or a rise
std::string change_of(double share, double low, double high) {
  return format_percent(std::abs(share), std::min(std::abs(low), std::abs(high)),
                        std::max(std::abs(low), std::abs(high)));
}

// "55.8%", "40%": as it was published.
std::string as_published(double share) {
  const std::string text = format_fixed(100 * std::abs(share), 1);
  return (text.ends_with(".0") ? text.substr(0, text.size() - 2) : text) + "%";
}

std::string end_of(const PublishedEffect& row) {
  return say(row.relative < 0 ? MessageId::published_less : MessageId::published_more,
             {{"share", as_published(row.relative)}, {"source", reference_of(row)}});
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
};

// The yardstick that reaches furthest towards the sign of `share`; none where none has it.
const PublishedEffect* furthest(const Span& span, double share) {
  const PublishedEffect* row = share < 0 ? span.lowest : span.highest;
  return (row->relative < 0) == (share < 0) ? row : nullptr;
}

PublishedStanding standing_of(const Estimate& relative, const Span& span) {
  if (!(relative.low > 0) && !(relative.high < 0)) return PublishedStanding::not_measured;
  const PublishedEffect* row = furthest(span, relative.estimate);
  if (!row) return PublishedStanding::other_sign;
  // As both are printed, in tenths of a percent: an estimate toward zero.
  const bool beyond = std::floor(1000 * std::abs(relative.estimate)) > std::round(1000 * std::abs(row->relative));
  return beyond ? PublishedStanding::larger : PublishedStanding::within;
}

MessageId text_of(PublishedStanding standing, bool cut) {
  switch (standing) {
    case PublishedStanding::larger:
      return cut ? MessageId::published_cut_larger : MessageId::published_rise_larger;
    case PublishedStanding::other_sign:
      return cut ? MessageId::published_cut_of_other_sign : MessageId::published_rise_of_other_sign;
    default:
      return cut ? MessageId::published_cut_within : MessageId::published_rise_within;
  }
}

std::string text_of(const PublishedComparison& comparison, const Effect& effect, const Span& span) {
  const bool is_time = comparison.outcome == PublishedOutcome::time;
  std::vector<Field> fields{{"outcome", say(is_time ? MessageId::kind_time : MessageId::published_throughput)},
                            {"lowest", end_of(*span.lowest)},
                            {"highest", end_of(*span.highest)}};
  const Estimate& share = effect.relative;
  if (comparison.standing == PublishedStanding::not_measured) {
    const bool known = std::isfinite(share.low) && effect.usable;
    return say(known ? MessageId::published_not_shown : MessageId::published_no_share, fields);
  }
  fields.push_back({"change", change_of(share.estimate, share.low, share.high)});
  if (comparison.standing == PublishedStanding::larger) {
    const PublishedEffect& row = *furthest(span, share.estimate);
    fields.push_back({"published", as_published(row.relative)});
    fields.push_back({"source", reference_of(row)});
    fields.push_back({"remark", row.remark});
  }
  return say(text_of(comparison.standing, share.estimate < 0), fields);
}

}  // namespace

PublishedComparison compare_with_published(const Effect& effect) {
  PublishedComparison comparison{.outcome = outcome_of(effect.metric)};
  if (!comparison.outcome) {
    comparison.text = say(MessageId::published_nothing, {{"kind", say(kind_of(effect.metric))}});
    return comparison;
  }
  comparison.effects = of_outcome(*comparison.outcome);
  const Span span(comparison.effects);
  comparison.standing = effect.usable ? standing_of(effect.relative, span) : PublishedStanding::not_measured;
  comparison.text = text_of(comparison, effect, span);
  return comparison;
}

}  // namespace payoff
