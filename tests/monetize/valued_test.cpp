#include "monetize/valued.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/valued") {

namespace {

Effect orders() {
  Effect effect = example::escalations();
  effect.metric.name = "orders";
  effect.metric.better = Better::higher;
  effect.absolute = {.estimate = 2, .se = 0.5, .df = INFINITY, .low = 1, .high = 3};
  return effect;
}

Effect of_segment(Effect effect, const char* segment, const char* label) {
  effect.segment = SegmentValue{segment, label};
  return effect;
}

// Time, revenue, cases, orders, waiting time; time of seniors, of juniors and of the new.
std::vector<Effect> all_effects() {
  Effect waiting = example::minutes_per_ticket();
  waiting.metric.name = "waiting_minutes";
  return {example::minutes_per_ticket(),
          example::revenue_per_month(),
          example::escalations(),
          orders(),
          waiting,
          of_segment(example::minutes_per_ticket(), "role", "senior"),
          of_segment(example::minutes_per_ticket(), "role", "junior"),
          of_segment(example::minutes_per_ticket(), "tenure", "new")};
}

std::string refusal_of(const std::vector<Value>& values, const std::vector<Effect>& effects = all_effects()) {
  Assumptions assumptions = example::plain_money();
  assumptions.values = values;
  return example::error_of([&] { valued_effects(effects, assumptions); });
}

const Value minutes{.metric = "handle_minutes"}, revenue{.metric = "revenue"};

}  // namespace

TEST_CASE("valued: by hand, nothing named is the first effect, with what is assumed of all") {
  const std::vector<Effect> effects = all_effects();
  const std::vector<Valued> values = valued_effects(effects, example::plain_money());
  REQUIRE(values.size() == 1);
  CHECK(values[0].effect == &effects[0]);
  CHECK_FALSE(values[0].own);
  CHECK(values[0].as() == ValueAs::time_saved);
  CHECK(*values[0].value.value_class == ValueClass::capacity);
  CHECK(values[0].counted());
  CHECK(values[0].value.people.middle() == 100);
  CHECK(values[0].value.rework_share.middle() == 0);
}

TEST_CASE("valued: by hand, each is worth what its kind says, and its own assumptions go before those of all") {
  const std::vector<Effect> effects = all_effects();
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "escalations", .people = 20, .price = 35},
                        {.metric = "orders", .value_class = ValueClass::soft, .price = 3},
                        revenue};
  const std::vector<Valued> values = valued_effects(effects, assumptions);
  REQUIRE(values.size() == 3);
  CHECK(values[0].as() == ValueAs::quality);
  CHECK(*values[0].value.value_class == ValueClass::capacity);
  CHECK(values[0].value.people.middle() == 20);
  CHECK(values[0].own);
  CHECK(values[1].as() == ValueAs::throughput);
  CHECK_FALSE(values[1].counted());
  CHECK(values[2].as() == ValueAs::revenue);
  CHECK(values[2].value.people.middle() == 100);
  Effect spend = example::saved_each_month(10);
  CHECK(valued_as_assumed(spend, assumptions).as() == ValueAs::cost_avoided);
  CHECK(valued_as_assumed(effects[2], assumptions).value.people.middle() == 20);
  CHECK(valued_as_assumed(effects[0], assumptions).value.people.middle() == 100);
}

TEST_CASE("valued: refusal, a metric or a segment that is not there names those that are") {
  CHECK(refusal_of({{.metric = "handle_minuts"}}) ==
        "money.values[0].metric: metric is 'handle_minuts', which has no effect; there are: handle_minutes, revenue, "
        "escalations, orders, waiting_minutes");
  CHECK(refusal_of({minutes, {.metric = "nothing"}}).starts_with("money.values[1].metric: metric is 'nothing'"));
  CHECK(refusal_of({{.metric = "handle_minutes", .segment = "role", .label = "boss"}}) ==
        "money.values[0].segment: there is no effect on 'handle_minutes' of those with role = boss; segments are "
        "estimated for the primary metric, where \"columns.segments\" names them");
}

TEST_CASE("valued: refusal, time and what was made in it are never both counted, whatever is said") {
  const std::string refused =
      "money.values[1].as: 'handle minutes' is time saved and 'orders' what was made in that time: one of them may be "
      "counted; leave one out";
  CHECK(refusal_of({minutes, {.metric = "orders", .price = 3}}) == refused);
  CHECK(refusal_of({{.metric = "orders", .price = 3}, minutes}) == refused);
  CHECK(refusal_of({minutes, {.metric = "orders", .price = 3, .apart = "another team"}}) == refused);
  CHECK(refusal_of({minutes, {.metric = "escalations", .price = 3}}) == "no error");
  CHECK(refusal_of({minutes, {.metric = "orders", .as = ValueAs::retention, .price = 3}})
            .starts_with("money.values[1].apart: 'handle minutes' and 'orders' may be time saved, and what was made"));
  CHECK(refusal_of({minutes, {.metric = "orders", .as = ValueAs::quality, .price = 3, .apart = "nobody makes them"}}) ==
        "no error");
}

TEST_CASE("valued: refusal, time beside revenue, or beside other time, needs a reason why they are apart") {
  CHECK(
      refusal_of({minutes, revenue}) ==
      "money.values[1].apart: 'handle minutes' and 'revenue' may be time saved, and what was made in it: nothing says "
      "that they are apart; say why in \"apart\", say that one holds the other in \"counted_in\", or leave one out");
  CHECK(refusal_of({revenue, minutes}).starts_with("money.values[1].apart: 'handle minutes' and 'revenue' may be"));
  CHECK(
      refusal_of({minutes, {.metric = "waiting_minutes"}}) ==
      "money.values[1].apart: 'handle minutes' and 'waiting minutes' may be the same time: nothing says that they are "
      "apart; say why in \"apart\", say that one holds the other in \"counted_in\", or leave one out");
  CHECK(refusal_of({minutes, {.metric = "revenue", .apart = "web shop"}}) == "no error");
  CHECK(refusal_of({{.metric = "handle_minutes", .apart = "web shop"}, revenue}) == "no error");
  CHECK(refusal_of({minutes, {.metric = "waiting_minutes", .apart = "of customers"}}) == "no error");
}

TEST_CASE("valued: refusal, the same cost, or the same sales, twice") {
  std::vector<Effect> effects = all_effects();
  effects[1].metric.kind = MetricKind::cost;
  effects.push_back(effects[1]);
  effects.back().metric.name = "spend";
  const auto of = [&](const std::vector<Value>& values) { return refusal_of(values, effects); };
  CHECK(of({revenue, {.metric = "spend"}}).find("may be the same cost") != std::string::npos);
  CHECK(of({minutes, revenue}).find("may be the same time, at what it costs") != std::string::npos);
  CHECK(of({revenue, {.metric = "spend", .apart = "another vendor"}}) == "no error");
  CHECK(of({minutes, {.metric = "spend", .value_class = ValueClass::soft}}) == "no error");
  CHECK(refusal_of({revenue, {.metric = "orders", .price = 2}}).find("may be the same sales") != std::string::npos);
}

TEST_CASE("valued: refusal, the same twice; the labels of one segment are other people") {
  const Value senior{.metric = "handle_minutes", .segment = "role", .label = "senior", .people = 20};
  const Value junior{.metric = "handle_minutes", .segment = "role", .label = "junior", .people = 30};
  const Value fresh{.metric = "handle_minutes", .segment = "tenure", .label = "new", .people = 10};
  const std::string twice =
      "money.values[1].metric: the effect on 'handle minutes' is valued twice for the same people; value each once; by "
      "the labels of one segment, or for everyone";
  CHECK(refusal_of({minutes, minutes}) == twice);
  CHECK(refusal_of({senior, senior}) == twice);
  CHECK(refusal_of({minutes, senior}) == twice);
  CHECK(refusal_of({senior, fresh}) == twice);
  CHECK(refusal_of({senior, junior}) == "no error");
  CHECK(refusal_of({senior, junior, fresh}).starts_with("money.values[2].metric: the effect on 'handle minutes'"));
}

TEST_CASE("valued: refusal, what is counted needs the price of one, and a value may not be against its kind") {
  CHECK(refusal_of({minutes, {.metric = "escalations"}}) ==
        "money.values[1].price: price is missing, but must be said of 'escalations'; write what one more, or one less, "
        "is worth");
  CHECK(refusal_of({{.metric = "handle_minutes", .price = 5}}) ==
        "money.values[0].price: price is given, but 'handle_minutes' has no use for it; leave it out");
  CHECK(
      refusal_of({{.metric = "handle_minutes", .segment = "role", .label = "senior"}}) ==
      "money.values[0].people: people is missing, but must be said of those with role = senior; write how many of them "
      "there are");
  Effect rate = example::escalations();
  rate.metric.kind = MetricKind::rate;
  CHECK(refusal_of({}, {rate}).starts_with("money: 'escalations' has no price"));
  CHECK(refusal_of({{.metric = "handle_minutes", .as = ValueAs::quality}}) ==
        "money.values[0].as: as is 'quality', but 'handle minutes' is time; write \"time_saved\"");
  CHECK(refusal_of({{.metric = "revenue", .as = ValueAs::time_saved}}) ==
        "money.values[0].as: as is 'time_saved', but 'revenue' is no time; leave it out");
}

TEST_CASE("valued: refusal, what is not usable, is a score, or a measure of activity, wherever it is named") {
  const auto second = [](auto spoil) {
    std::vector<Effect> effects = all_effects();
    spoil(effects[2]);
    return refusal_of({minutes, {.metric = "escalations", .price = 35}}, effects);
  };
  CHECK(
      second([](Effect& e) { e.metric.activity = true; }).starts_with("money: 'escalations' is a measure of activity"));
  CHECK(second([](Effect& e) { e.metric.kind = MetricKind::score; }) ==
        "money: the kind of 'escalations' is score, but must be time, revenue, cost, count or rate to be worth money; "
        "make a metric of kind time, revenue or cost the primary one");
  CHECK(second([](Effect& e) { e.usable = false; }).starts_with("money: the effect on 'escalations' is not usable"));
  CHECK(second([](Effect& e) {
          e.absolute.se = missing;
        }).starts_with("money: the effect on 'escalations' has no standard error"));
  CHECK(second([](Effect& e) { e.absolute.df = 1; }).starts_with("money: the effect on 'escalations' has 1 degrees"));
}

TEST_CASE("valued: by hand, a volume for all is of the first value, and a realised share for all is of time") {
  const std::vector<Effect> effects = all_effects();
  Assumptions assumptions = example::plain_money();
  assumptions.volume_per_person_week = 40;
  assumptions.values = {minutes, {.metric = "escalations", .price = 35}};
  const std::vector<Valued> values = valued_effects(effects, assumptions);
  CHECK(values[0].value.volume_per_person_week.middle() == 40);
  CHECK_FALSE(values[1].value.volume_per_person_week.given());
  CHECK(values[0].value.realized_share.given());
  CHECK_FALSE(values[1].value.realized_share.given());
  CHECK(valued_as_assumed(effects[0], assumptions).value.volume_per_person_week.middle() == 40);
  CHECK_FALSE(valued_as_assumed(effects[2], assumptions).value.volume_per_person_week.given());
}

TEST_CASE("valued: by hand, what another value holds already is no value of its own, and must be held by one") {
  const std::vector<Effect> effects = all_effects();
  Assumptions assumptions = example::plain_money();
  assumptions.values = {minutes, {.metric = "waiting_minutes", .counted_in = "handle_minutes"}};
  CHECK(valued_effects(effects, assumptions).size() == 1);
  CHECK(refusal_of({minutes, {.metric = "waiting_minutes", .counted_in = "revenue"}}) ==
        "money.values[1].counted_in: counted_in is 'revenue', which has no value that counts; name a metric that has a "
        "value, or give this one a price");
  CHECK(refusal_of({{.metric = "waiting_minutes", .counted_in = "handle_minutes"}, minutes, {.metric = "escalations"}})
            .starts_with("money.values[2].price: price is missing"));
}

}  // TEST_SUITE("monetize/valued")
