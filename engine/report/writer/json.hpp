// The values results.json is made of.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "payoff/report.hpp"
#include "report/document/document.hpp"

namespace payoff {

using Json = nlohmann::ordered_json;

// An object with room for so many keys: one that grows copies everything it holds.
inline Json object_for(std::size_t keys) {
  Json object = Json::object();
  object.get_ref<Json::object_t&>().reserve(keys);
  return object;
}

// Puts a number under its key at 12 significant digits. One that could not be computed is null with "<key>_reason"
// beside it.
void put(Json& object, const std::string& key, double value, std::string_view reason);
void put(Json& object, const std::string& key, double value, MessageId reason);

// Of people; null with its reason where they are too few to be told.
void put_count(Json& object, const std::string& key, std::size_t n);

Json json_of(const std::optional<SegmentValue>& segment);    // json_effect.cpp: null = everyone
Json json_of(const Metric& metric);                          // json_effect.cpp
Json json_of(const Effect& effect, const CaseStudy& study);  // json_effect.cpp
// As far as effects.csv tells of it. json_effect.cpp
Json outline_of(const Effect& effect, const CaseStudy& study);
Json json_of(const Estimate& estimate,
             const Effect& effect);  // json_effect.cpp; the effect says why a number is missing
// The calendar's period of a point of the effect's path; null unless all began at one date. json_effect.cpp
Json period_of(const PathPoint& point, const Effect& effect, const CaseStudy& study);
// effects.cpp: the rows of effects.csv by their columns, of effects as in results.json and the grade of their study.
std::vector<Json> effects_rows(const Json& effects, const std::string& grade);
std::string json_line(const Json& row);
Json json_of_facts(const Effect& effect);       // json_facts.cpp
Json json_of(const Appraisal& appraisal);       // json_appraisal.cpp
Json spend_of(const CaseStudy& study);          // json_spend.cpp
Json outcome_costs_of(const CaseStudy& study);  // json_spend.cpp
Json pictures_of(const Document& document);     // json_pictures.cpp
std::string text_in_list(Json value);           // json.cpp: as it stands in a list of results.json

}  // namespace payoff
