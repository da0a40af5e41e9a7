// What `payoff compare` prints, for people and for programs.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "payoff/compare.hpp"
#include "report/document/text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

constexpr int compare_label_width = 30;
constexpr std::size_t longest_value = 120, most_others = 40;

// One line, whatever the text holds.
std::string told(std::string_view label, std::string_view text) {
  std::string line = fmt::format("{:<{}} {}", clean_utf8(label), compare_label_width, clean_utf8(text));
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return line + "\n";
}

std::string ends_text(const Ends& ends, double level) {
  return fmt::format(" ({:g}% CI {} to {})", 100 * level, ends.low, ends.high);
}

std::string estimate_text(const Estimate& e, double level) {
  if (std::isnan(e.estimate)) return "no estimate: " + e.reason;
  std::string text = format_fixed(e.estimate, decimals_for_estimate(e.estimate, e.low, e.high));
  if (std::isfinite(e.low) && std::isfinite(e.high)) text += ends_text(format_ends(e.low, e.high), level);
  return e.unit.empty() ? text : text + " " + e.unit;
}

std::string with_share(const Estimate& absolute, const Estimate& relative, double level) {
  std::string text = estimate_text(absolute, level);
  if (std::isnan(relative.estimate)) return text;
  return text + "; " + format_percent(relative.estimate, relative.low, relative.high);
}

std::string effect_text(const ComparedEffect& effect, double level) {
  std::string text = told(effect.segment.empty() ? effect.metric : effect.metric + ", " + effect.segment, effect.apart);
  text += told("  then", with_share(effect.then, effect.relative_then, level));
  text += told("  now", with_share(effect.now, effect.relative_now, level));
  if (std::isfinite(effect.difference.estimate))
    text += told("  now less then", estimate_text(effect.difference, level));
  return text;
}

std::string figure_text(const ComparedFigure& figure) {
  const auto shown = [&](double value) {
    if (std::isnan(value)) return std::string("none");
    if (figure.unit == "share") return format_chance(value);
    return figure.unit.empty() ? format_fixed(value, 0) : format_money(figure.unit, value);
  };
  return told(figure.name, fmt::format("{}, was {}", shown(figure.now), shown(figure.then)));
}

std::string value_text(const ComparedValue& value) {
  const auto shown = [](const std::string& json) { return json.empty() ? "none" : shorten(json, longest_value); };
  return told(shorten(value.what, longest_value), fmt::format("{}, was {}", shown(value.now), shown(value.then)));
}

const char* chance_text(SharedData data) {
  switch (data) {
    case SharedData::all:
      return "Both read the same files: no part of a difference is a matter of who was sampled, all of it comes from "
             "what "
             "else differs.";
    case SharedData::some:
      return "They share a file, so that it cannot be told whether a difference is more than chance.";
    case SharedData::unknown:
      return "They may share units, so that it cannot be told whether a difference is more than chance (--independent: "
             "no "
             "unit is in both).";
    case SharedData::none:
      return "No unit is in both, as was said: an interval of \"now less then\" that leaves out 0 is more than chance.";
  }
  return "";
}

std::string_view data_name(SharedData data) {
  constexpr std::string_view names[] = {"all", "some", "unknown", "none"};
  return names[static_cast<std::size_t>(data)];
}

Json estimate_json(const Estimate& e) {
  const std::string_view why = e.reason.empty() ? "not computed" : std::string_view(e.reason);
  Json out;
  put(out, "estimate", e.estimate, why);
  put(out, "low", e.low, why);
  put(out, "high", e.high, why);
  out["unit"] = e.unit;
  return out;
}

Json values_json(const std::vector<ComparedValue>& values) {
  Json out = Json::array();
  const auto value_of = [](const std::string& json) { return json.empty() ? Json(nullptr) : Json::parse(json); };
  for (const ComparedValue& value : values)
    out.push_back({{"what", value.what}, {"then", value_of(value.then)}, {"now", value_of(value.now)}});
  return out;
}

}  // namespace

std::string comparison_text(const RunComparison& comparison) {
  std::string text = told("then", comparison.path_then) + told("now", comparison.path_now);
  if (comparison.unchanged()) return text + "\nnothing changed\n";
  text += '\n';
  for (const ComparedValue& answer : comparison.answers) text += value_text(answer);
  std::size_t same = 0;
  for (const ComparedEffect& effect : comparison.effects) {
    same += effect.unchanged();
    if (!effect.unchanged()) text += effect_text(effect, comparison.level);
  }
  if (same > 0) text += told("effects that did not change", std::to_string(same));
  for (const ComparedFigure& figure : comparison.figures)
    if (!figure.unchanged()) text += figure_text(figure);
  text += std::string("\n") + chance_text(comparison.data) + "\n";
  if (!comparison.others.empty()) text += "\nWhat else differs\n";
  for (std::size_t i = 0; i < std::min(comparison.others.size(), most_others); ++i)
    text += value_text(comparison.others[i]);
  if (comparison.others.size() > most_others)
    text += fmt::format("and {} more (--json tells all)\n", comparison.others.size() - most_others);
  return text;
}

std::string comparison_json(const RunComparison& comparison) {
  Json out{{"schema", "payoff-compare/1"},
           {"then", comparison.path_then},
           {"now", comparison.path_now},
           {"unchanged", comparison.unchanged()},
           {"level", comparison.level},
           {"shared_data", data_name(comparison.data)},
           {"chance", chance_text(comparison.data)},
           {"effects", Json::array()}};
  for (const ComparedEffect& effect : comparison.effects)
    out["effects"].push_back({{"metric", effect.metric},
                              {"segment", effect.segment.empty() ? Json(nullptr) : Json(effect.segment)},
                              {"apart", effect.apart},
                              {"unchanged", effect.unchanged()},
                              {"then", estimate_json(effect.then)},
                              {"now", estimate_json(effect.now)},
                              {"relative_then", estimate_json(effect.relative_then)},
                              {"relative_now", estimate_json(effect.relative_now)},
                              {"difference", estimate_json(effect.difference)}});
  out["answers"] = values_json(comparison.answers);
  out["figures"] = Json::array();
  for (const ComparedFigure& figure : comparison.figures) {
    Json row{{"name", figure.name}, {"unit", figure.unit}};
    put(row, "then", figure.then, "not in this run");
    put(row, "now", figure.now, "not in this run");
    out["figures"].push_back(row);
  }
  out["others"] = values_json(comparison.others);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
