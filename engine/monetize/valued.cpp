#include "monetize/valued.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "data/spoken.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

[[noreturn]] void cannot_value(const std::function<Refusal()>& said) {
  refuse(Place{.key = "money"}, said);
}

// A refusal that names the metric alone.
[[noreturn]] void cannot_value(const Metric& metric, MessageId finding, MessageId remedy) {
  cannot_value([&] { return Refusal{say(finding, {{"metric", spoken(metric)}}), say(remedy)}; });
}

void check_kind(const Metric& metric) {
  if (metric.activity) cannot_value(metric, MessageId::refused_activity, MessageId::remedy_what_it_changes);
  if (metric.kind == MetricKind::score) cannot_value(metric, MessageId::refused_score, MessageId::remedy_priced_kind);
}

void check_estimate(const Effect& effect) {
  const Estimate& estimate = effect.absolute;
  const auto finding = [&](MessageId id, Field more = {}) {
    return say(id, {{"metric", spoken(effect.metric)}, std::move(more)});
  };
  if (!effect.usable)
    cannot_value([&] { return Refusal{finding(MessageId::refused_unusable, {"why", effect.message})}; });
  if (!std::isfinite(estimate.estimate) || !std::isfinite(estimate.se))
    cannot_value([&] { return Refusal{finding(MessageId::refused_no_se), estimate.reason}; });
  if (estimate.df <= 1) {
    cannot_value([&] {
      return Refusal{finding(MessageId::refused_df, {"df", fmt::format("{}", estimate.df)}),
                     say(MessageId::remedy_more_units)};
    });
  }
  if (is_multiplicative(effect.metric) && !std::isfinite(effect.baseline))
    cannot_value([&] { return Refusal{finding(MessageId::refused_no_baseline)}; });
}

ValueAs by_kind(const Metric& metric) {
  switch (metric.kind) {
    case MetricKind::time:
      return ValueAs::time_saved;
    case MetricKind::revenue:
      return ValueAs::revenue;
    case MetricKind::cost:
      return ValueAs::cost_avoided;
    default:
      return metric.better == Better::lower ? ValueAs::quality : ValueAs::throughput;
  }
}

// Money that comes in, or is no longer spent, unless the study says otherwise; the price of a case is mostly people's time.
ValueClass class_of(ValueAs as) {
  const bool cash = as == ValueAs::revenue || as == ValueAs::cost_avoided || as == ValueAs::retention;
  return cash ? ValueClass::cash : ValueClass::capacity;
}

// Nothing is left to be looked up. A volume that is given for all is of the first value: the others are of other things.
Valued completed(const Effect& effect, Value value, bool own, bool first, const Assumptions& of_all) {
  if (!value.as) value.as = by_kind(effect.metric);
  if (!value.value_class) value.value_class = class_of(*value.as);
  for (const auto& [own_value, all] :
       {std::pair{&value.people, &of_all.people}, std::pair{&value.hourly_cost, &of_all.hourly_cost},
        std::pair{&value.rework_share, &of_all.rework_share}, std::pair{&value.gross_margin, &of_all.gross_margin}})
    if (!own_value->given()) *own_value = *all;
  if (first && !value.volume_per_person_week.given()) value.volume_per_person_week = of_all.volume_per_person_week;
  // Of what is no time, only where it says so itself.
  if (*value.as == ValueAs::time_saved && !value.realized_share.given()) value.realized_share = of_all.realized_share;
  return {&effect, std::move(value), own};
}

bool is_of(const Value& value, const Effect& effect) {
  if (value.metric != effect.metric.name || value.segment.empty() != !effect.segment) return false;
  return !effect.segment || (effect.segment->segment == value.segment && effect.segment->label == value.label);
}

class Reader {
 public:
  Reader(std::span<const Effect> effects, const Assumptions& assumptions)
      : effects_(effects), assumptions_(assumptions) {}

  std::vector<Valued> read() {
    for (at_ = 0; at_ < assumptions_.values.size(); ++at_) {
      if (!assumptions_.values[at_].counted_in.empty()) continue;
      all_.push_back(whole(assumptions_.values[at_], true));
      check_beside_earlier();
    }
    if (all_.empty()) all_.push_back(whole({}, false));
    for (at_ = 0; at_ < assumptions_.values.size(); ++at_) check_counted_in(assumptions_.values[at_]);
    return all_;
  }

 private:
  [[noreturn]] void refuse(const char* key, const std::string& finding, const std::string& remedy) const {
    throw Error(ErrorKind::usage, {.key = fmt::format("money.values[{}].{}", at_, key)}, finding, remedy);
  }

  const Effect& effect_of(const Value& value) const {
    if (value.metric.empty()) return effects_.front();
    std::string there;
    for (const Effect& effect : effects_) {
      if (is_of(value, effect)) return effect;
      if (!effect.segment) there += (there.empty() ? "" : ", ") + effect.metric.name;
    }
    if (value.segment.empty())
      refuse("metric", fmt::format("metric is '{}', which has no effect", value.metric), "there are: " + there);
    refuse("segment",
           fmt::format("there is no effect on '{}' of those with {} = {}", value.metric, value.segment, value.label),
           "segments are estimated for the primary metric, where \"columns.segments\" names them");
  }

  Valued whole(const Value& value, bool own) const {
    const Effect& effect = effect_of(value);
    check_kind(effect.metric);
    check_estimate(effect);
    Valued valued = completed(effect, value, own, all_.empty(), assumptions_);
    const bool priced = effect.metric.kind == MetricKind::count || effect.metric.kind == MetricKind::rate;
    if (priced && !value.price.given() && own)
      refuse("price", fmt::format("price is missing, but must be said of '{}'", spoken(effect.metric)),
             "write what one more, or one less, is worth");
    if (priced && !value.price.given())
      cannot_value(effect.metric, MessageId::refused_no_price, MessageId::remedy_price);
    const bool is_time = effect.metric.kind == MetricKind::time;
    if (is_time != (valued.as() == ValueAs::time_saved))
      refuse("as",
             fmt::format("as is '{}', but '{}' is {}", name(valued.as()), spoken(effect.metric),
                         is_time ? "time" : "no time"),
             is_time ? "write \"time_saved\"" : "leave it out");
    check_used(valued.effect->metric.kind, value);
    if (!value.segment.empty() && !value.people.given())
      refuse("people",
             fmt::format("people is missing, but must be said of those with {} = {}", value.segment, value.label),
             "write how many of them there are");
    return valued;
  }

  // What would be read and would change nothing.
  void check_used(MetricKind kind, const Value& value) const {
    const bool is_time = kind == MetricKind::time, counted = kind == MetricKind::count || kind == MetricKind::rate;
    const auto unused = [&](const char* key, const Uncertain& given, bool used) {
      if (given.given() && !used)
        refuse(key, fmt::format("{} is given, but '{}' has no use for it", key, value.metric), "leave it out");
    };
    unused("hourly_cost", value.hourly_cost, is_time);
    unused("rework_share", value.rework_share, is_time);
    unused("gross_margin", value.gross_margin, kind == MetricKind::revenue);
    unused("price", value.price, counted);
  }

  void check_counted_in(const Value& value) const {
    if (value.counted_in.empty()) return;
    const bool holds = std::ranges::any_of(
        all_, [&](const Valued& valued) { return valued.effect->metric.name == value.counted_in && valued.counted(); });
    if (!holds)
      refuse("counted_in", fmt::format("counted_in is '{}', which has no value that counts", value.counted_in),
             "name a metric that has a value, or give this one a price");
  }

  void check_beside_earlier() const {
    for (std::size_t i = 0; i + 1 < all_.size(); ++i) {
      check_pair(all_[i], all_.back());
      check_pair(all_.back(), all_[i]);
    }
  }

  static bool same_people(const Valued& a, const Valued& b) {
    return a.value.segment.empty() || b.value.segment.empty() || a.value.segment != b.value.segment ||
           a.value.label == b.value.label;
  }

  // a and b are people of one segment each, or all: where they overlap, what one counts the other may hold already.
  void check_pair(const Valued& a, const Valued& b) const {
    if (!same_people(a, b)) return;
    const std::string first = spoken(a.effect->metric), second = spoken(b.effect->metric);
    if (a.effect->metric.name == b.effect->metric.name)
      refuse("metric", fmt::format("the effect on '{}' is valued twice for the same people", first),
             "value each once; by the labels of one segment, or for everyone");
    if (!a.counted() || !b.counted()) return;
    if (a.as() == ValueAs::time_saved && b.as() == ValueAs::throughput)
      refuse("as",
             fmt::format("'{}' is time saved and '{}' what was made in that time: one of them may be counted", first,
                         second),
             "leave one out");
    if (const std::string_view how = overlap(a, b); !how.empty() && a.value.apart.empty() && b.value.apart.empty())
      refuse("apart", fmt::format("'{}' and '{}' may be {}: nothing says that they are apart", first, second, how),
             "say why in \"apart\", say that one holds the other in \"counted_in\", or leave one out");
  }

  // How b may be in a already; empty where it is not.
  static std::string_view overlap(const Valued& a, const Valued& b) {
    const bool more_is_better = b.effect->metric.better == Better::higher;
    switch (a.as()) {
      case ValueAs::time_saved:
        if (b.as() == ValueAs::time_saved) return "the same time";
        if (b.as() == ValueAs::cost_avoided) return "the same time, at what it costs";
        if (b.as() == ValueAs::revenue || more_is_better) return "time saved, and what was made in it";
        return "";
      case ValueAs::cost_avoided:
        return b.as() == ValueAs::cost_avoided ? "the same cost" : "";
      case ValueAs::revenue:
        if (b.as() == ValueAs::revenue) return "the same revenue";
        return b.as() == ValueAs::throughput || b.as() == ValueAs::retention ? "the same sales" : "";
      default:
        return "";
    }
  }

  std::span<const Effect> effects_;
  const Assumptions& assumptions_;
  std::size_t at_ = 0;  // the value that is read
  std::vector<Valued> all_;
};

}  // namespace

Valued valued_as_assumed(const Effect& effect, const Assumptions& assumptions) {
  for (const Value& value : assumptions.values)
    if (is_of(value, effect)) return completed(effect, value, true, &value == &assumptions.values.front(), assumptions);
  return completed(effect, {}, false, true, assumptions);
}

std::vector<Valued> valued_effects(std::span<const Effect> effects, const Assumptions& assumptions) {
  return Reader(effects, assumptions).read();
}

}  // namespace payoff
