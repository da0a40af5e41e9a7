// results.json, schema payoff/1: the contract that dashboards read. Keys may be
// added to this version, but none renamed, moved or taken away.
#include "report/writer/json.hpp"

#include "data/names.hpp"
#include "report/document/labels.hpp"
#include "report/document/text.hpp"
#include "report/writer/effect_text.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

// The study file as an object; text that is not JSON is kept as a string, never lost.
Json study_of(const CaseStudy& study) {
  if (study.study_json.empty()) return Json::object();
  Json parsed = Json::parse(study.study_json, nullptr, false, true);
  return parsed.is_discarded() ? Json(clean_utf8(study.study_json)) : parsed;
}

Json provenance_of(const CaseStudy& study) {
  Json out{{"payoff", study.version}, {"seed", study.seed}, {"inputs", Json::array()}, {"sql", study.sql}};
  for (const Input& input : study.inputs) {
    Json row{{"name", input.name}, {"sha256", input.sha256}};
    if (input.sha256.empty()) row["sha256_reason"] = say(MessageId::why_not_hashed);
    if (input.rows) {
      row["rows"] = *input.rows;
    } else {
      row["rows"] = nullptr;
      row["rows_reason"] = say(MessageId::why_rows_together);
    }
    row["bytes"] = input.bytes;
    if (!input.read_as.empty()) row["read_as"] = input.read_as;
    out["inputs"].push_back(row);
  }
  return out;
}

Json ledger_of(const Ledger& ledger) {
  Json out{{"rows_read", ledger.rows_read},
           {"rows_used", ledger.rows_used},
           {"rows_rejected", ledger.rows_rejected},
           {"rows_filtered", ledger.rows_filtered},
           {"units", ledger.units},
           {"periods", ledger.periods},
           {"reasons", Json::array()},
           {"notes", ledger.notes}};
  for (const LedgerReason& reason : ledger.reasons) {
    out["reasons"].push_back({{"outcome", name(reason.outcome)}, {"reason", reason.reason}, {"rows", reason.rows}});
  }
  return out;
}

Json coding_of(const Coding& coding) {
  Json out{{"text", coding.text}, {"differences", Json::array()}};
  for (const Coding::Difference& difference : coding.differences) {
    Json row{{"column", difference.column}};
    put(row, "mean_treated", difference.mean_treated, MessageId::why_no_mean_treated);
    put(row, "mean_comparison", difference.mean_comparison, MessageId::why_no_mean_comparison);
    put(row, "standardized", difference.standardized, MessageId::why_column_constant);
    out["differences"].push_back(row);
  }
  return out;
}

Json calendar_of(const CaseStudy& study) {
  Json out{{"period", name(study.calendar.kind)}, {"week_starts_on", study.calendar.week_starts_on}};
  if (study.rollout_period == never) {
    out["rollout"] = nullptr;
    out["rollout_reason"] = say(MessageId::why_no_date);
  } else {
    out["rollout"] = study.calendar.label(study.rollout_period);
  }
  return out;
}

Json trends_of(const CaseStudy& study) {
  Json out = Json::array();
  for (std::size_t i = 0; i < std::min(study.trends.size(), study.trend_metrics.size()); ++i) {
    Json points = Json::array();
    for (const TrendPoint& trend : study.trends[i]) {
      Json point{{"period", study.calendar.label(trend.period)}, {"treated", trend.treated}};
      put(point, "mean", trend.mean, MessageId::why_not_observed);
      point["units"] = trend.units;
      points.push_back(point);
    }
    out.push_back({{"metric", study.trend_metrics[i].name}, {"points", points}});
  }
  return out;
}

Json published_of(const PublishedComparison& published) {
  Json out{{"standing", name(published.standing)}, {"text", published.text}, {"effects", Json::array()}};
  for (const PublishedEffect& effect : published.effects) {
    Json row{{"source", effect.source}, {"year", effect.year},     {"basis", name(effect.basis)},
             {"design", effect.design}, {"people", effect.people}, {"outcome", name(effect.outcome)},
             {"what", effect.what},     {"work", effect.work},     {"yardstick", effect.is_yardstick()}};
    Json& relative = row["relative"];
    put(relative, "estimate", effect.relative, MessageId::why_not_published);
    put(relative, "low", effect.low, MessageId::why_not_published);
    put(relative, "high", effect.high, MessageId::why_not_published);
    row["remark"] = effect.remark;
    out["effects"].push_back(row);
  }
  return out;
}

Json verdict_of(const Verdict& verdict) {
  Json out{{"grade", std::string(1, verdict.grade)},
           {"base", std::string(1, verdict.base)},
           {"reasons", Json::array()},
           {"to_raise", verdict.to_raise},
           {"lot_checks", verdict.lot_checks}};
  for (const Reason& reason : verdict.reasons) {
    Json row{{"rule", name(reason.rule)}};
    put(row, "measured", reason.measured, MessageId::why_rule_no_measure);
    put(row, "threshold", reason.threshold, MessageId::why_rule_no_threshold);
    row["effect"] = name(reason.effect);
    row["text"] = reason.text;
    out["reasons"].push_back(row);
  }
  return out;
}

Json disclosure_of(const Disclosure& by) {
  Json out{{"run_by", by.run_by}, {"commissioned_by", by.commissioned_by}};
  out["independent"] = by.independent ? Json(*by.independent) : Json(nullptr);
  if (!by.independent) out["independent_reason"] = say(MessageId::why_study_silent);
  return out;
}

Json claims_of(const CaseStudy& study) {
  Json out = Json::array();
  for (const Claim& claim : study.claims) {
    out.push_back({{"text", claim.text()},
                   {"metric", claim.metric},
                   {"kind", name(claim.kind)},
                   {"segment", json_of(claim.segment)}});
  }
  return out;
}

std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

// Without its braces.
std::string members_of(const Json& object) {
  const std::string text = written(object);
  return text.substr(1, text.size() - 3);
}

Json before_effects(const CaseStudy& study) {
  Json out = object_for(16);
  out["schema"] = "payoff/1";
  out["title"] = study.title;
  out["question"] = study.question;
  out["who"] = study.who;
  out["tool"] = study.tool;
  if (study.anonymous) out["anonymous"] = true;
  out["disclosure"] = disclosure_of(study.disclosure);
  out["study"] = study_of(study);
  out["provenance"] = provenance_of(study);
  out["ledger"] = ledger_of(study.ledger);
  out["coding"] = coding_of(study.coding);
  out["calendar"] = calendar_of(study);
  out["method_reason"] = study.method_reason;
  return out;
}

Json after_effects(const CaseStudy& study, const Document& document) {
  Json out = object_for(16);
  out["trends"] = trends_of(study);
  out["appraisal"] = study.appraisal ? json_of(*study.appraisal) : Json(nullptr);
  if (!study.appraisal) out["appraisal_reason"] = or_no_reason(study.appraisal_reason);
  out["spend"] = spend_of(study);
  out["outcome_costs"] = outcome_costs_of(study);
  out["published"] = published_of(study.published);
  out["verdict"] = verdict_of(study.verdict);
  out["claims"] = claims_of(study);
  out["recommendation"] = {{"action", name(study.recommendation.action)},
                           {"because", name(study.recommendation.because)}};
  out["pictures"] = pictures_of(document);
  return out;
}

}  // namespace

std::string text_in_list(Json value) {
  constexpr std::string_view before = "{\n  \"\": [\n", after = "\n  ]\n}";
  Json list = Json::array();
  list.push_back(std::move(value));
  Json object;
  object[""] = std::move(list);
  const std::string text = written(object);
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

std::string check_json(const Loaded& loaded, const MethodChoice& choice) {
  Json out{{"ledger", ledger_of(loaded.ledger)}, {"readings", Json::array()}, {"coding", coding_of(loaded.coding)}};
  for (const ColumnReading& reading : loaded.readings)
    out["readings"].push_back({{"role", reading.role}, {"column", reading.column}, {"read_as", reading.read_as}});
  out["method"] = {{"name", choice.method}, {"reason", choice.reason}};
  return written(out) + "\n";
}

std::string render_json(const CaseStudy& study, const Document& document, std::span<const EffectText> effects) {
  const std::string after = members_of(after_effects(study, document));
  std::string text = "{" + members_of(before_effects(study)) + ",\n  \"effects\": [";
  constexpr std::size_t between = 8;
  std::size_t size = text.size() + after.size() + between;
  for (const EffectText& effect : effects) size += effect.json.size() + between;
  text.reserve(size);
  for (const EffectText& effect : effects) {
    text += &effect == &effects.front() ? "\n" : ",\n";
    text += effect.json;
  }
  text += effects.empty() ? "]," : "\n  ],";
  text += after;
  return text += "\n}\n";
}

}  // namespace payoff
