#include <cmath>

#include "data/names.hpp"
#include "data/spoken.hpp"
#include "report/document/format.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

constexpr std::size_t keys_of_effect = 48;  // and more

// Why a number of this estimate is missing, in the words nearest to it.
std::string why_missing(const Estimate& e, const Effect& effect) {
  if (!e.reason.empty()) return e.reason;
  if (!effect.usable && !effect.message.empty()) return effect.message;
  return say(MessageId::why_not_by_method);
}

Json json_of(const PathPoint& point, const Effect& effect, const CaseStudy& study) {
  Json out = object_for(8);
  out["event_time"] = point.event_time;
  if (const Json period = period_of(point, effect, study); !period.is_null()) out["period"] = period;
  const MessageId why =
      std::isfinite(point.estimate) ? MessageId::why_no_interval_of_period : MessageId::why_not_identified;
  put(out, "estimate", point.estimate, why);
  put(out, "se", point.se, why);
  put(out, "low", point.low, why);
  put(out, "high", point.high, why);
  Json& band = out["band"] = object_for(4);
  put(band, "low", point.low_uniform, MessageId::why_no_band);
  put(band, "high", point.high_uniform, MessageId::why_no_band);
  return out;
}

Json json_of(const Cohort& cohort, const Effect& effect, const Calendar& calendar) {
  Json out = object_for(8);
  out["began"] = calendar.label(cohort.adopted_period);
  out["adopted_period"] = cohort.adopted_period;
  put_count(out, "units", cohort.units);
  put_count(out, "clusters", cohort.clusters);
  out["absolute"] = json_of(cohort.absolute, effect);
  return out;
}

Json json_of(const TrendSensitivity& sensitivity) {
  Json out = object_for(8);
  out["kind"] = name(sensitivity.kind);
  out["target"] = name(sensitivity.target);
  Json& points = out["points"] = Json::array();
  for (const TrendBound& point : sensitivity.points) {
    Json row = object_for(4);
    put(row, "bound", point.bound, MessageId::not_computed);
    put(row, "low", point.low, MessageId::not_computed);
    put(row, "high", point.high, MessageId::not_computed);
    points.push_back(std::move(row));
  }
  put(out, "breakdown", sensitivity.breakdown,
      std::isinf(sensitivity.breakdown) ? MessageId::why_no_breakdown : MessageId::not_computed);
  out["text"] = sensitivity.text;
  return out;
}

Json json_of(const DecompositionPart& part) {
  Json out{{"name", part.name}};
  put(out, "weight", part.weight, MessageId::not_computed);
  put(out, "estimate", part.estimate, MessageId::not_computed);
  return out;
}

Json json_of(const Alternative& other, const Effect& effect) {
  Json out = object_for(8);
  out["name"] = other.name;
  out["absolute"] = json_of(other.absolute, effect);
  out["relative"] = json_of(other.relative, effect);
  out["misleads"] = other.misleads();
  out["remark"] = other.remark;
  return out;
}

Json json_of(const Diagnostic& diagnostic) {
  Json out = object_for(6);
  out["name"] = diagnostic.name;
  put(out, "value", diagnostic.value, MessageId::not_computed);
  put(out, "threshold", diagnostic.threshold, MessageId::why_no_threshold);
  out["text"] = diagnostic.text;
  return out;
}

Json json_of(const Course& course, const Effect& effect) {
  Json out = object_for(4);
  out["first"] = json_of(course.first, effect);
  out["last"] = json_of(course.last, effect);
  out["change"] = json_of(course.change, effect);
  return out;
}

Json json_of(const EarlierTrend& trend, const Effect& effect) {
  Json out = object_for(2);
  out["carried_on"] = json_of(trend.carried_on, effect);
  out["less_trend"] = json_of(trend.less_trend, effect);
  return out;
}

template <typename Rows, typename... More>
Json list_of(const Rows& rows, const More&... more) {
  Json out = Json::array();
  out.get_ref<Json::array_t&>().reserve(rows.size());
  for (const auto& row : rows) out.push_back(json_of(row, more...));
  return out;
}

void put_design(Json& out, const Effect& effect) {
  put(out, "baseline", effect.baseline, MessageId::why_not_by_method);
  put_count(out, "units_treated", effect.units_treated);
  put_count(out, "units_comparison", effect.units_comparison);
  out["observations"] = effect.observations;
  out["clusters"] = effect.clusters;
  out["clusters_treated"] = effect.clusters_treated;
  out["periods_before"] = effect.periods_before;
  out["periods_after"] = effect.periods_after;

  put(out, "weeks_before", effect.weeks_before, MessageId::why_no_calendar);
  put(out, "weeks_after", effect.weeks_after, MessageId::why_no_calendar);
  put(out, "missing_share_treated", effect.missing_share_treated, MessageId::why_no_panel);
  put(out, "missing_share_comparison", effect.missing_share_comparison, MessageId::why_no_panel);
  put(out, "uptake_treated", effect.uptake_treated, MessageId::why_no_uptake);
  put(out, "volume_per_unit_week", effect.volume_per_unit_week, MessageId::why_no_volume);
  put(out, "pre_trend_p", effect.pre_trend_p, MessageId::why_no_pre_test);
}

}  // namespace

Json json_of(const Estimate& e, const Effect& effect) {
  const std::string why = why_missing(e, effect);
  Json out = object_for(8);
  put(out, "estimate", e.estimate, why);
  put(out, "se", e.se, why);
  put(out, "df", e.df, std::isinf(e.df) ? say(MessageId::why_infinite_df) : why);
  put(out, "low", e.low, why);
  put(out, "high", e.high, why);
  put(out, "p", e.p, why);
  out["unit"] = e.unit;
  out["reason"] = e.reason;
  return out;
}

void put(Json& object, const std::string& key, double value, std::string_view reason) {
  if (std::isfinite(value)) {
    object[key] = at_twelve_digits(value);
    return;
  }
  object[key] = nullptr;
  object[key + "_reason"] = reason;
}

void put(Json& object, const std::string& key, double value, MessageId reason) {
  put(object, key, value, std::isfinite(value) ? std::string() : say(reason));
}

void put_count(Json& object, const std::string& key, std::size_t n) {
  object[key] = n == hidden_count ? Json(nullptr) : Json(n);
  if (n == hidden_count) object[key + "_reason"] = say(MessageId::why_hidden_count);
}

Json json_of(const std::optional<SegmentValue>& segment) {
  return segment ? Json{{"name", segment->segment}, {"label", segment->label}} : Json(nullptr);
}

Json json_of(const Metric& metric) {
  return {{"name", metric.name},
          {"kind", name(metric.kind)},
          {"label", spoken(metric)},
          {"unit", metric.unit},
          {"per", metric.per},
          {"better", name(metric.better)},
          {"scale", name(metric.scale)},
          {"role", name(metric.role)},
          {"self_reported", metric.self_reported},
          {"activity", metric.activity},
          {"declared_in_advance", metric.declared_in_advance},
          {"averaged", metric.averaged}};
}

Json period_of(const PathPoint& point, const Effect& effect, const CaseStudy& study) {
  const bool known = study.rollout_period != never && effect.cohorts.empty();
  return known ? Json(study.calendar.label(study.rollout_period + point.event_time)) : Json(nullptr);
}

Json outline_of(const Effect& effect, const CaseStudy& study) {
  Json out = object_for(keys_of_effect);
  out["metric"] = effect.metric.name;
  out["role"] = name(effect.metric.role);
  out["segment"] = json_of(effect.segment);
  out["method"] = effect.method;
  out["estimand"] = effect.estimand;
  out["against"] = effect.against;
  put(out, "level", effect.level, MessageId::why_not_set);
  out["absolute"] = json_of(effect.absolute, effect);
  out["relative"] = json_of(effect.relative, effect);
  put_design(out, effect);
  out["usable"] = effect.usable;
  out["message"] = effect.message;
  out["inference"] = effect.inference;
  out["adjusted_for"] = Json::array();
  for (const AdjustedFor& each : effect.adjusted_for)
    out["adjusted_for"].push_back({{"name", each.name}, {"moved_by_tool", each.moved_by_tool}});
  out["path"] = list_of(effect.path, effect, study);
  return out;
}

Json json_of(const Effect& effect, const CaseStudy& study) {
  Json out = outline_of(effect, study);
  const auto put_if = [&](const char* key, const auto& found, MessageId reason) {
    out[key] = found ? json_of(*found, effect) : Json(nullptr);
    if (!found) out[std::string(key) + "_reason"] = say(reason);
  };
  constexpr int least_followed = 3;
  put_if("course", effect.course,
         effect.periods_after < least_followed ? MessageId::why_no_course : MessageId::why_no_path);
  put_if("earlier_trend", effect.earlier_trend, MessageId::why_no_earlier_trend);
  out["facts"] = json_of_facts(effect);
  out["cohorts"] = list_of(effect.cohorts, effect, study.calendar);
  out["sensitivities"] = list_of(effect.sensitivities);
  out["decomposition"] = list_of(effect.decomposition);
  out["diagnostics"] = list_of(effect.diagnostics);
  out["alternatives"] = list_of(effect.alternatives, effect);
  out["metric_declared"] = json_of(effect.metric);
  return out;
}

}  // namespace payoff
