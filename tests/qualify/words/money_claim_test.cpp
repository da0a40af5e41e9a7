#include "qualify/words/money_claim.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/money_claim") {

namespace {

// NPV with round numbers, so that the sentence can be read off.
Appraisal round_appraisal() {
  Appraisal appraisal;
  appraisal.currency = "USD";
  appraisal.metric = "handle_minutes";
  appraisal.horizon_months = 36;
  appraisal.projected = true;
  appraisal.npv = {.mean = 1.25e6, .p10 = 0.4e6, .p50 = 1.2e6, .p90 = 2.1e6};
  appraisal.payback_months = {.mean = 7.4, .p10 = 5, .p50 = 6.5, .p90 = 11};
  appraisal.probability_npv_positive = 0.979;
  appraisal.probability_pays_back = 0.98;
  appraisal.break_even_effect = 0.52;
  return appraisal;
}

struct Said {
  std::string kind, text;
};

Said money(const Effect& effect, bool randomized = false, const Appraisal& appraisal = round_appraisal()) {
  Evidence evidence = example::evidence_of(effect, randomized);
  evidence.appraisal = &appraisal;
  const auto claim = money_claim(evidence, evidence.effects[0], grade(evidence));
  return claim ? Said{std::string(name(claim->kind)), claim->text()} : Said{"none", ""};
}

}  // namespace

TEST_CASE("money claim: by hand, a lot: value, range, chance, payback, and that it is a projection") {
  const Said said = money(example::did_minutes(), true);
  CHECK(said.kind == "money");
  CHECK(
      said.text ==
      "On the assumptions of this study, the net present value of the assistant over 36 months is estimated at USD 1.2 "
      "million (P10 to P90: USD 0.4 to 2.1 million). It is above zero in 97% of the simulated cases, and the "
      "costs are back in month 7. This is a projection, which takes the effect to last: it was followed for 14 weeks.");
}

TEST_CASE("money claim: by hand, on grade C it is the tool's if the change is, and a harm is not counted in it") {
  CHECK(money(example::did_minutes())
            .text.starts_with("If the whole change is due to the assistant, and on the assumptions of this study, its "
                              "net present value over 36 months is estimated at USD 1.2 million"));
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  const Appraisal appraisal = round_appraisal();
  evidence.appraisal = &appraisal;
  evidence.effects.push_back(example::guardrail(-0.3, 0.2));
  CHECK(money_claim(evidence, evidence.effects[0], grade(evidence))
            .value()
            .text()
            .find("to 2.1 million), if the harm to csat costs nothing. It is above zero") != std::string::npos);
}

TEST_CASE("money claim: by hand, grades D and E are conditional") {
  Effect effect = example::did_minutes();
  effect.pre_trend_p = 0.009;
  const std::string expected =
      "If the whole change were due to the assistant, and on the assumptions of this study, its net present value over "
      "36 "
      "months would be USD 1.2 million (P10 to P90: USD 0.4 to 2.1 million). It would be above zero in 97% of the "
      "simulated cases, and the costs would be back in month 7. This is a projection, which takes the effect to last: "
      "it was followed "
      "for 14 weeks.";
  CHECK(money(effect).text == expected);
  effect.method = "paired";
  CHECK(money(effect).text == expected);
}

TEST_CASE("money claim: by hand, a loss is called a loss") {
  Appraisal loss = round_appraisal();
  loss.npv = {.mean = -1.2e6, .p10 = -2e6, .p50 = -1.2e6, .p90 = -0.3e6};
  loss.probability_npv_positive = 0;
  loss.probability_pays_back = 0;
  loss.payback_months = {};
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = 6, .se = 1, .df = 23, .low = 4, .high = 8, .p = 1e-6};
  CHECK(money(effect, true, loss).text ==
        "On the assumptions of this study, the net present value of the assistant over 36 months is estimated at USD "
        "-1.2 "
        "million (P10 to P90: USD -2.0 to -0.3 million), a loss. It is above zero in under 0.1% of the simulated "
        "cases. This is a projection, which takes the effect to last: it was followed for 14 weeks.");
  loss.npv.p90 = 0.1e6;
  CHECK(money(effect, true, loss).text.find(", more likely a loss than a gain. It is above zero") != std::string::npos);
}

TEST_CASE("money claim: by hand, a null claims no return and says what break-even needs") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
  const Said said = money(effect);
  CHECK(said.kind == "money");
  CHECK(said.text.starts_with(
      "No return is claimed, because no change could be shown. The simulated net present value over 36 months is USD "
      "1.2 million"));
  CHECK(said.text.find(". To break even takes an improvement of 0.52 minutes per ticket. This is a projection") !=
        std::string::npos);
  CHECK(said.text.find("back in month") == std::string::npos);
}

TEST_CASE("money claim: by hand, a follow-up as long as the horizon is no projection, and an unknown one is") {
  Appraisal appraisal = round_appraisal();
  appraisal.projected = false;
  CHECK(money(example::did_minutes(), false, appraisal).text.find("projection") == std::string::npos);
  Effect effect = example::did_minutes();
  effect.weeks_after = missing;
  CHECK(money(effect).text.ends_with(
      ". This is a projection, which takes the effect to last: the data do not say how long it was "
      "followed."));
}

TEST_CASE("money claim: by hand, payback is not mentioned when fewer than half of the cases pay back") {
  Appraisal appraisal = round_appraisal();
  appraisal.probability_pays_back = 0.49;
  CHECK(money(example::did_minutes(), false, appraisal).text.find("back in month") == std::string::npos);
  appraisal.probability_pays_back = 0.51;  // undiscounted, so it can be while the NPV is more likely a loss
  appraisal.npv.p50 = -1000;
  CHECK(money(example::did_minutes(), false, appraisal).text.find("back in month") == std::string::npos);
}

TEST_CASE("money claim: by hand, a fading effect is valued by its last third, and says so") {
  Appraisal appraisal = round_appraisal();
  appraisal.from_last_third = true;
  appraisal.values = {
      {.ladder = {{.name = "gross time saved", .value = 1.25, .low = 0.4, .high = 2.1, .unit = "", .text = ""}}}};
  CHECK(money(example::did_minutes(), true, appraisal)
            .text.starts_with("On the assumptions of this study, and of the change as it fades, the net present value "
                              "of the assistant"));
  Effect effect = example::did_minutes();
  effect.pre_trend_p = 0.009;
  CHECK(money(effect, false, appraisal).text.starts_with("If the change as it fades were due to"));
}

TEST_CASE("money claim: by hand, of an effect that turned round nothing was left: its last third is valued") {
  Appraisal appraisal = round_appraisal();
  appraisal.from_last_third = true;
  appraisal.values = {
      {.ladder = {{.name = "gross time saved", .value = -4, .low = -6, .high = -2, .unit = "", .text = ""}}}};
  Effect effect = example::did_minutes();
  for (PathPoint& point : effect.path) {
    if (point.event_time > 8) point.estimate = 5, point.low = 3, point.high = 7;
  }
  CHECK(money(effect, true, appraisal)
            .text.starts_with("On the assumptions of this study, and of the change as it turned round, the net present "
                              "value of the assistant"));
}

TEST_CASE("money claim: refusal, where the last third includes 0 no return is claimed") {
  Appraisal appraisal = round_appraisal();
  appraisal.from_last_third = true;
  appraisal.values = {
      {.ladder = {{.name = "gross time saved", .value = 0.2, .low = -0.4, .high = 0.8, .unit = "", .text = ""}}}};
  CHECK(money(example::did_minutes(), false, appraisal)
            .text.starts_with("No return is claimed, because no change could be shown in the last third of the "
                              "follow-up. The simulated net present value"));
}

TEST_CASE("money claim: refusal, three weeks are not a year") {
  Effect effect = example::did_minutes();
  effect.weeks_after = 3;
  const Said said = money(effect);
  CHECK(said.kind == "caveat");
  CHECK(said.text ==
        "No figure in money is claimed: The effect was followed for only 3 weeks, so no figure for a year is given.");
}

TEST_CASE("money claim: refusal, no money without an appraisal of this metric, for activity, or for nothing usable") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  CHECK_FALSE(money_claim(evidence, evidence.effects[0], grade(evidence)).has_value());
  Effect effect = example::did_minutes();
  effect.metric.activity = true;
  CHECK(money(effect).kind == "none");
  effect = example::did_minutes();
  effect.usable = false;
  CHECK(money(effect).kind == "none");
  Appraisal other = round_appraisal();
  other.metric = "revenue";
  CHECK(money(example::did_minutes(), false, other).kind == "none");
}

TEST_CASE("money claim: by hand, of several values it says what is counted, and in which nothing could be shown") {
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  Effect errors = example::guardrail(-0.3, 0.4);
  errors.metric.name = "errors";
  evidence.effects.push_back(errors);
  Appraisal appraisal = round_appraisal();
  appraisal.values = {{.metric = "handle_minutes"}, {.metric = "errors"}};
  evidence.appraisal = &appraisal;
  const auto said = [&] { return money_claim(evidence, evidence.effects[0], grade(evidence)).value().text(); };
  CHECK(said().find("It counts the handle minutes and errors together, though no change could be shown in errors.") !=
        std::string::npos);
  evidence.effects[1].absolute.high = -0.1;
  CHECK(said().find("It counts the handle minutes and errors together. This is") != std::string::npos);
  appraisal.values[1].value_class = ValueClass::soft;
  CHECK(said().find("It counts") == std::string::npos);
}

TEST_CASE("money claim: by hand, a harm that has a price is in the figure, and one without is named") {
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  evidence.effects.push_back(example::guardrail(-0.3, 0.2));
  Appraisal appraisal = round_appraisal();
  evidence.appraisal = &appraisal;
  const auto said = [&] { return money_claim(evidence, evidence.effects[0], grade(evidence)).value().text(); };
  CHECK(said().find("if the harm to csat costs nothing") != std::string::npos);
  appraisal.assumptions.values = {{.metric = "handle_minutes"}, {.metric = "csat", .price = 3}};
  CHECK(said().find("costs nothing") == std::string::npos);
  appraisal.assumptions.values[1].value_class = ValueClass::soft;  // shown, and in no figure
  CHECK(said().find("if the harm to csat costs nothing") != std::string::npos);
}

TEST_CASE("money claim: by hand, how a projection takes the effect to go on") {
  Effect effect = example::did_minutes();
  effect.course = Course{.first = {.estimate = -9, .se = 1, .low = -11, .high = -7},
                         .last = {.estimate = -3, .se = 1, .low = -5, .high = -1},
                         .change = {.estimate = 6, .se = 1.4, .p = 0.001}};
  CHECK(money(effect, true).text.find("which takes the effect to fade on as fast as it did") != std::string::npos);
  std::swap(effect.course->first, effect.course->last);
  CHECK(money(effect, true).text.find("to go on as it was in the last third of the follow-up") != std::string::npos);
}

TEST_CASE("money claim: by hand, without a cost nothing is paid back, and that none was stated is said") {
  Appraisal appraisal = round_appraisal();
  appraisal.pv_costs = 0;
  const std::string said = money(example::did_minutes(), true, appraisal).text;
  CHECK(said.find("No cost is stated: this is what the benefit alone is worth.") != std::string::npos);
  CHECK(said.find("are back in month") == std::string::npos);
}

}  // TEST_SUITE("qualify/words/money_claim")
