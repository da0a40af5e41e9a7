// The same question answered in other ways: what is evidence, and apart from it what is only a warning.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "report/chart.hpp"
#include "report/chart_scale.hpp"
#include "report/format.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

namespace payoff {
namespace {

std::string title_of(const std::string& method) {
  const auto found = std::ranges::find(methods(), method, &Method::name);
  return found == methods().end() ? method : std::string(found->title);
}

// What was declared is said to be; a metric chosen after looking gets no such praise.
const char* standing(const Effect& effect) {
  return effect.metric.declared_in_advance ? "declared before looking" : "reported";
}

// On the answer's panel: a number in the same unit.
bool is_comparable(const Effect& effect, const Alternative& other) {
  return std::isfinite(other.absolute.estimate) && other.absolute.unit == effect.absolute.unit;
}

// The defensible estimates, the answer among them.
std::vector<double> evidence_of(const Effect& effect) {
  std::vector<double> estimates;
  if (std::isfinite(effect.absolute.estimate)) estimates.push_back(effect.absolute.estimate);
  for (const Alternative& other : effect.alternatives) {
    if (!other.misleads && is_comparable(effect, other)) estimates.push_back(other.absolute.estimate);
  }
  return estimates;
}

// "All five defensible methods agree on the sign; estimates range from −2.6 to −2.2"
std::string takeaway(const Effect& effect) {
  const std::vector<double> estimates = evidence_of(effect);
  if (estimates.size() < 2) return "There is one defensible answer; the others are shown as a warning";
  const auto [least, most] = std::ranges::minmax(estimates);
  const int decimals = decimals_for_interval(effect.absolute.low, effect.absolute.high);
  const std::string range =
      fmt::format("estimates range from {} to {}", number(least, decimals), number(most, decimals));
  const std::size_t n = estimates.size();
  if (least > 0 || most < 0) {
    const std::string all = n == 2 ? "Both" : "All " + count_in_words(n);
    return fmt::format("{} defensible methods agree on the sign; {}", all, range);
  }
  const auto below = static_cast<std::size_t>(std::ranges::count_if(estimates, [](double x) { return x < 0; }));
  return fmt::format("The sign depends on the method: {} of {} estimates are below zero; {}", count_in_words(below),
                     count_in_words(n), range);
}

std::string value_text(const Estimate& e) {
  const std::string ends = std::isfinite(e.low) && std::isfinite(e.high) ? " (" + interval(e.low, e.high) + ")" : "";
  return number(e.estimate, decimals_for_interval(e.low, e.high)) + ends;
}

ForestRow forest_row(const std::string& label, const Estimate& e) {
  return {label, value_text(e), "", e.estimate, e.low, e.high, false};
}

ForestChart forest_of(const Effect& effect, const std::string& id, const std::string& title) {
  ForestChart chart{.id = id, .title = title, .axis_title = effect.absolute.unit};
  chart.description =
      "One dot with its interval for each way to answer, the answer first and its interval shaded; what misleads is "
      "hollow and stands last. The numbers are in the table that follows.";
  chart.misleads_heading = words::misleads_heading;
  chart.rows.push_back(forest_row(fmt::format("{}, {}", title_of(effect.method), standing(effect)), effect.absolute));
  for (const Alternative& other : effect.alternatives) {
    if (!is_comparable(effect, other)) continue;
    chart.rows.push_back(forest_row(spaced(other.name), other.absolute));
    chart.rows.back().misleads = other.misleads;
    chart.rows.back().note = other.misleads ? other.remark : "";
  }
  return chart;
}

bool has_remarks(const Effect& effect) {
  return std::ranges::any_of(effect.alternatives, [](const Alternative& a) { return a.misleads || !a.remark.empty(); });
}

std::string remark_of(const Alternative& other) {
  return other.misleads ? "Misleads. " + with_minus_signs(other.remark) : with_minus_signs(other.remark);
}

}  // namespace

Table alternatives_table(const Effect& effect) {
  Table table{effect.alternatives.empty() ? "The answer" : "The answer, and other ways to get it",
              {{"Way"}, {"Effect"}, {"In percent"}, {"p", true}},
              {}};
  const bool remarks = has_remarks(effect);
  if (remarks) table.columns.push_back({"Remark"});
  table.rows.push_back({fmt::format("{} ({})", effect.method, standing(effect)), with_interval(effect.absolute),
                        percent_with_interval(effect.relative), p_value(effect.absolute.p)});
  if (remarks) table.rows.back().emplace_back("The answer.");
  for (const bool misleads : {false, true}) {
    for (const Alternative& other : effect.alternatives) {
      if (other.misleads != misleads) continue;
      table.rows.push_back({other.name, with_interval(other.absolute), percent_with_interval(other.relative),
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
  Figure figure{takeaway(effect), std::string(words::alternatives_forest_note), "", alternatives_table(effect)};
  if (!effect.inference.empty()) figure.caption += " The first interval is made by " + effect.inference + ".";
  figure.svg = forest_chart(forest_of(effect, id, figure.title));
  return {figure};
}

}  // namespace payoff
