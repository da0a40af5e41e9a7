// The same question answered in other ways: what is evidence, and apart from it what is only a warning.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string title_of(const std::string& method) {
  const Method* found = find_method(method);
  return found ? found->title() : method;
}

// What was declared is said to be; a metric chosen after looking gets no such praise.
std::string standing(const Effect& effect) {
  return say(effect.metric.declared_in_advance ? MessageId::standing_declared : MessageId::standing_reported);
}

// On the answer's panel: a number in the same unit.
bool is_comparable(const Effect& effect, const Alternative& other) {
  return std::isfinite(other.absolute.estimate) && other.absolute.unit == effect.absolute.unit;
}

// The defensible estimates in order, the answer among them; the same number by another way, or with other standard
// errors only, is one estimate.
std::vector<double> evidence_of(const Effect& effect) {
  constexpr double same = 1e-9;
  std::vector<double> estimates;
  if (std::isfinite(effect.absolute.estimate)) estimates.push_back(effect.absolute.estimate);
  for (const Alternative& other : effect.alternatives) {
    if (!other.misleads() && is_comparable(effect, other)) estimates.push_back(other.absolute.estimate);
  }
  std::ranges::sort(estimates);
  const auto repeated = [](double x, double y) { return std::abs(x - y) <= same * std::max(std::abs(x), std::abs(y)); };
  estimates.erase(std::unique(estimates.begin(), estimates.end(), repeated), estimates.end());
  return estimates;
}

bool is_only_answer(const Effect& effect) {
  return std::ranges::none_of(
      effect.alternatives, [&](const Alternative& other) { return !other.misleads() && is_comparable(effect, other); });
}

// "...; they range from -2.6 to -2.4", with up to two more digits until the ends differ.
std::string with_range(const std::string& claim, double least, double most, int decimals) {
  for (int more = 0; more <= 2; ++more) {
    const std::string low = number(least, decimals + more), high = number(most, decimals + more);
    if (low != high) return say(MessageId::ways_range, {{"claim", claim}, {"low", low}, {"high", high}});
  }
  return say(MessageId::ways_close, {{"claim", claim}, {"value", number(least, decimals)}});
}

// Do the defensible estimates agree on the sign?
std::string agreement_of(const std::vector<double>& estimates) {
  const std::size_t n = estimates.size();
  if (estimates.front() > 0 || estimates.back() < 0)
    return say(n == 2 ? MessageId::ways_agree_two : MessageId::ways_agree, {{"count", count_in_words(n)}});
  const auto below = static_cast<std::size_t>(std::ranges::count_if(estimates, [](double x) { return x < 0; }));
  return say(below == 1 ? MessageId::ways_differ_one : MessageId::ways_differ,
             {{"below", count_in_words(below)}, {"count", count_in_words(n)}});
}

// "All five defensible estimates agree on the sign; they range from -2.6 to -2.2"
std::string alternatives_takeaway(const Effect& effect) {
  if (is_only_answer(effect)) return say(MessageId::ways_only_answer);
  const std::vector<double> estimates = evidence_of(effect);
  const double least = estimates.front(), most = estimates.back();
  const int decimals = decimals_for_estimate(effect.absolute.estimate, effect.absolute.low, effect.absolute.high);
  if (estimates.size() == 1) return say(MessageId::ways_same, {{"value", number(least, decimals)}});
  return with_range(agreement_of(estimates), least, most, decimals);
}

std::string value_text(const Estimate& e) {
  const std::string shown = number(e.estimate, decimals_for_estimate(e.estimate, e.low, e.high));
  return std::isfinite(e.low) && std::isfinite(e.high) ? with_aside(shown, interval(e.low, e.high)) : shown;
}

// "Credits the tool with whatever else changed.": a remark as a sentence of its own.
std::string sentence_of(const Alternative& other) {
  std::string text = capitalised(with_minus_signs(other.remark));
  while (text.ends_with('.')) text.pop_back();
  return text.empty() ? text : text + ".";
}

ForestRow forest_row(const std::string& label, const Estimate& e) {
  return {label, value_text(e), "", e.estimate, e.low, e.high, false};
}

ForestChart forest_of(const Effect& effect, const std::string& id, const std::string& title) {
  ForestChart chart{.id = id, .title = title, .axis_title = said_unit(effect.absolute.unit)};
  chart.description = say(MessageId::ways_description);
  chart.misleads_heading = say(MessageId::ways_misleads_heading);
  chart.rows.push_back(forest_row(fmt::format("{}, {}", title_of(effect.method), standing(effect)), effect.absolute));
  for (const Alternative& other : effect.alternatives) {
    if (!is_comparable(effect, other)) continue;
    chart.rows.push_back(forest_row(spaced(other.name), other.absolute));
    chart.rows.back().misleads = other.misleads();
    chart.rows.back().note = other.misleads() ? sentence_of(other) : "";
  }
  return chart;
}

bool has_remarks(const Effect& effect) {
  return std::ranges::any_of(effect.alternatives,
                             [](const Alternative& a) { return a.misleads() || !a.remark.empty(); });
}

std::string remark_of(const Alternative& other) {
  std::string sentence = sentence_of(other);
  if (!other.misleads()) return sentence;
  const std::string misleads = say(MessageId::ways_misleads);
  return sentence.empty() ? misleads : misleads + " " + sentence;
}

}  // namespace

std::string said_method(const Effect& effect) {
  return say(MessageId::method_named, {{"key", effect.method}, {"title", title_of(effect.method)}});
}

Table alternatives_table(const Effect& effect) {
  Table table{say(effect.alternatives.empty() ? MessageId::table_answer : MessageId::table_answers),
              {{say(MessageId::col_way)},
               {say(MessageId::col_effect)},
               {say(MessageId::col_in_percent)},
               {say(MessageId::col_p), true}},
              {},
              "the_answer"};
  const bool remarks = has_remarks(effect);
  if (remarks) table.columns.push_back({say(MessageId::col_remark)});
  table.rows.push_back({with_aside(said_method(effect), standing(effect)), with_interval(effect, effect.absolute),
                        percent_with_interval(effect.relative), p_value(effect.absolute.p)});
  if (remarks) table.rows.back().push_back(say(MessageId::ways_is_answer));
  for (const bool misleads : {false, true}) {
    for (const Alternative& other : effect.alternatives) {
      if (other.misleads() != misleads) continue;
      table.rows.push_back({other.name, with_interval(effect, other.absolute), percent_with_interval(other.relative),
                            p_value(other.absolute.p)});
      if (remarks) table.rows.back().push_back(remark_of(other));
    }
  }
  return table;
}

Block alternatives_block(const Effect& effect, const std::string& id) {
  const bool compares =
      std::ranges::any_of(effect.alternatives, [&](const Alternative& other) { return is_comparable(effect, other); });
  if (!compares || !std::isfinite(effect.absolute.estimate)) return {alternatives_table(effect)};
  Figure figure{alternatives_takeaway(effect), say(MessageId::ways_forest_note), "", alternatives_table(effect)};
  if (!effect.inference.empty()) {
    const MessageId how = is_without_interval(effect) ? MessageId::ways_no_interval : MessageId::ways_interval;
    figure.caption += " " + say(how, {{"inference", effect.inference}});
  }
  draw(forest_of(effect, id, figure.title), figure);
  return {figure};
}

}  // namespace payoff
