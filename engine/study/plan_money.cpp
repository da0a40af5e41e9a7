#include "study/plan_money.hpp"

#include "study/key_forms.hpp"

namespace payoff {
namespace {

Shape shape_of(const Node& range) {
  if (range.has("shape")) return range.value("shape", std::span<const Shape>(all_shapes), Shape::triangular);
  if (range.has("values")) return Shape::sample;
  return range.has("p10") ? Shape::log_normal : Shape::triangular;
}

Uncertain read_distribution(const Node& range) {
  const Shape shape = shape_of(range);
  const auto require = [&](std::initializer_list<const char*> keys, const char* example) {
    for (const char* key : keys)
      if (!range.has(key))
        throw Error(ErrorKind::usage, range.path(key),
                    fmt::format("'{}' is missing, but must be there for the shape {}", key, name(shape)),
                    std::string("write e.g. ") + example);
    for (const std::string& key : range.keys())
      if (key != "shape" && range.has(key) && std::ranges::find(keys, key) == keys.end())
        throw Error(ErrorKind::usage, range.path(key),
                    fmt::format("'{}' is given, but the shape {} has no use for it", key, name(shape)),
                    "write the keys of one shape");
  };
  switch (shape) {
    case Shape::log_normal:
      require({"p10", "p90"}, R"({"shape": "log_normal", "p10": 20, "p90": 60})");
      return Uncertain::log_normal(range.number("p10"), range.number("p90"));
    case Shape::sample: {
      require({"values"}, R"({"shape": "sample", "values": [38, 41, 57]})");
      const std::vector<double> values = range.numbers("values");
      if (values.size() < 2)
        throw Error(ErrorKind::usage, range.path("values"), "there are fewer than 2 values",
                    "write a number where it is known");
      return Uncertain::sample(values);
    }
    default:
      require({"low", "mode", "high"}, R"({"low": 0.3, "mode": 0.5, "high": 0.7})");
      return {range.number("low"), range.number("mode"), range.number("high"), shape};
  }
}

Cost read_cost(const Node& cost) {
  return {.name = cost.text("name"),
          .once = read_uncertain(cost, "once"),
          .per_month = read_uncertain(cost, "per_month"),
          .per_person_month = read_uncertain(cost, "per_person_month"),
          .growth_per_year = cost.number("growth_per_year"),
          .once_per_person = read_uncertain(cost, "once_per_person"),
          .hours_per_person = read_uncertain(cost, "hours_per_person"),
          .hours_per_person_month = read_uncertain(cost, "hours_per_person_month"),
          .currency = cost.text("currency")};
}

Value read_value(const Node& value) {
  Value read{.metric = value.text("metric"), .segment = value.text("segment"), .label = value.text("label")};
  if (value.has("as")) read.as = value.value("as", std::span<const ValueAs>(all_value_as), ValueAs::time_saved);
  if (value.has("class"))
    read.value_class = value.value("class", std::span<const ValueClass>(all_value_classes), ValueClass::cash);
  read.people = read_uncertain(value, "people");
  read.hourly_cost = read_uncertain(value, "hourly_cost");
  read.volume_per_person_week = read_uncertain(value, "volume_per_person_week");
  read.rework_share = read_uncertain(value, "rework_share");
  read.realized_share = read_uncertain(value, "realized_share");
  read.gross_margin = read_uncertain(value, "gross_margin");
  read.price = read_uncertain(value, "price");
  read.counted_in = value.text("counted_in");
  read.apart = value.text("apart");
  if (read.segment.empty() != read.label.empty())
    throw Error(ErrorKind::usage, value.path(read.segment.empty() ? "segment" : "label"),
                "a segment and one of its labels are named together, or neither",
                R"(write e.g. "segment": "role", "label": "senior")");
  return read;
}

Correlation read_correlation(const Node& node) {
  const std::vector<std::string> between = node.texts("between");
  if (between.size() != 2)
    throw Error(ErrorKind::usage, node.path("between"),
                fmt::format("between names {} assumptions, but must name 2", between.size()),
                R"(write e.g. "between": ["hourly_cost", "licences.per_person_month"])");
  return {between[0], between[1], node.number("is")};
}

}  // namespace

Uncertain read_uncertain(const Node& node, const std::string& key) {
  if (node.has(key) && node.at(key).is_object()) return read_distribution(node.object(key));
  return node.number(key);
}

Assumptions read_money(const Node& money, std::uint64_t seed) {
  Assumptions read;
  read.currency = money.text("currency");
  read.people = read_uncertain(money, "people");
  read.hourly_cost = read_uncertain(money, "hourly_cost");
  read.volume_per_person_week = read_uncertain(money, "volume_per_person_week");
  if (money.has("volume")) read.campaigns = money.object("volume").number("times");
  read.rework_share = read_uncertain(money, "rework_share");
  read.realized_share = read_uncertain(money, "realized_share");
  read.realized_share_source = money.text("realized_share_source");
  read.gross_margin = read_uncertain(money, "gross_margin");
  for (const Node& value : money.objects("values")) read.values.push_back(read_value(value));
  for (const Node& cost : money.objects("costs")) read.costs.push_back(read_cost(cost));
  for (const Node& start : money.objects("rollout"))
    read.rollout.push_back({start.number("month"), start.number("share")});
  for (const Node& step : money.objects("uptake")) read.uptake.push_back({step.number("month"), step.number("share")});
  for (const Node& rate : money.objects("exchange_rates"))
    read.exchange_rates.push_back({rate.text("currency"), rate.number("rate"), rate.text("on")});
  for (const Node& correlation : money.objects("correlations"))
    read.correlations.push_back(read_correlation(correlation));
  read.volume_growth_per_year = money.number("volume_growth_per_year");
  read.inflation_per_year = money.number("inflation_per_year");
  read.risk_of_benefits = money.number("risk_of_benefits");
  read.risk_of_costs = money.number("risk_of_costs");
  read.tax_rate = money.number("tax_rate");
  read.horizon_months = static_cast<int>(money.whole("horizon_months"));
  read.discount_rate_per_year = money.number("discount_rate_per_year");
  read.discounting = money.value("discounting", std::span<const Discounting>(all_discounting), Discounting::months);
  read.draws = static_cast<int>(money.whole("draws"));
  read.seed = seed;
  return read;
}

}  // namespace payoff
