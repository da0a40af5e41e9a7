// Everything that was assumed or estimated, one in a row: what the other sheets calculate from.
#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/benefit.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/level_effect.hpp"
#include "report/workbook/sheets.hpp"

namespace payoff {
namespace {

// Columns, from the left.
struct Is {
  static constexpr std::uint16_t label = 0, value = 1, unit = 2, low = 3, high = 4, called = 5;
};

// How a row is called; in formulas by its words too, or by its key where they are written in other letters.
struct RowName {
  std::string words, key;

  const std::string& in_formulas() const {
    const bool latin = std::ranges::all_of(words, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return latin ? words : key;
  }
};

struct EndsOfInput {
  double low = missing, high = missing;
};

// AssumptionRows downwards, under headings.
class AssumptionRows {
 public:
  AssumptionRows(Book& book, Sheet& sheet) : book_(book), sheet_(sheet) {}

  void heading(MessageId heading) {
    const std::string text = say(heading);
    ++row_;
    for (std::uint16_t column = Is::label; column <= Is::called; ++column)
      sheet_.text({row_, column}, column == Is::label ? text : std::string(), Look::heading);
    ++row_;
  }

  void note(std::string_view text) { sheet_.text({row_++, Is::label}, text, Look::note); }

  Formula input(const RowName& of, double number, Shown shown, std::string_view in, const EndsOfInput& ends = {}) {
    sheet_.number({row_, Is::low}, ends.low, shown, Look::fixed);
    sheet_.number({row_, Is::high}, ends.high, shown, Look::fixed);
    return named(sheet_.input({row_, Is::value}, number, shown), of, in);
  }

  Formula choice(const RowName& of, std::string_view chosen, const std::vector<std::string>& all, std::string_view in) {
    return named(sheet_.choice({row_, Is::value}, chosen, all), of, in);
  }

  // What follows from the metric, the calendar or the horizon is not assumed.
  Formula known(const RowName& of, double number, Shown shown, std::string_view in) {
    return named(sheet_.number({row_, Is::value}, number, shown), of, in);
  }

  struct Table {
    Range months, shares;
  };
  template <class Steps>
  Table steps(const Steps& all, const std::string& name) {
    sheet_.text({row_, Is::label}, say(MessageId::sheet_months_after), Look::note);
    sheet_.text({row_++, Is::value}, say(MessageId::unit_share), Look::note);
    const At first{row_, Is::label}, beside{row_, Is::value};
    std::vector<double> months, shares;
    for (const auto& step : all) {
      sheet_.input({row_, Is::label}, step.month, Shown::number);
      sheet_.input({row_++, Is::value}, step.share, Shown::share);
      months.push_back(step.month);
      shares.push_back(step.share);
    }
    return {book_.named(sheet_.column(first, months), name + "_months"),
            book_.named(sheet_.column(beside, shares), name + "_shares")};
  }

 private:
  Formula named(const Formula& cell, const RowName& of, std::string_view in) {
    const Formula name = book_.named(cell, of.in_formulas());
    sheet_.text({row_, Is::label}, of.words);
    sheet_.text({row_, Is::unit}, in, Look::aside);
    sheet_.text({row_++, Is::called}, name.text, Look::aside);
    return name;
  }

  Book& book_;
  Sheet& sheet_;
  std::uint32_t row_ = 1;
};

class AssumptionWriter {
 public:
  AssumptionWriter(const Told& told, Book& book, Sheet& sheet)
      : told_(told), in_(told.assumptions()), rows_(book, sheet) {}

  AssumptionCells write() {
    rows_.note(say(MessageId::sheet_legend));
    write_inputs();
    rows_.heading(MessageId::sheet_effects);
    for (const BenefitStream& stream : told_.model().benefits) cells_.values.push_back(effects_of(stream));
    write_rates();
    write_costs();
    rows_.heading(MessageId::sheet_of_values);
    for (std::size_t k = 0; k < cells_.values.size(); ++k) write_value(k);
    rows_.heading(MessageId::sheet_rollout);
    const AssumptionRows::Table rollout = rows_.steps(in_.rollout, "rollout");
    cells_.rollout_months = rollout.months;
    cells_.rollout_shares = rollout.shares;
    if (in_.uptake.empty()) return std::move(cells_);
    rows_.heading(MessageId::sheet_uptake);
    const AssumptionRows::Table uptake = rows_.steps(in_.uptake, "uptake");
    cells_.uptake_months = uptake.months;
    cells_.uptake_shares = uptake.shares;
    return std::move(cells_);
  }

 private:
  void write_inputs() {
    rows_.heading(MessageId::sheet_inputs);
    for (const MoneyInput& input : told_.model().inputs) {
      const EndsOfInput ends = input.value.drawn() ? EndsOfInput{input.value.low, input.value.high} : EndsOfInput{};
      const Shown shown = input.share ? Shown::share : Shown::number;
      cells_.inputs.emplace(input.name,
                            rows_.input({input.label, input.name}, input.value.middle(), shown, input.unit, ends));
    }
  }

  ValueCells effects_of(const BenefitStream& stream) {
    ValueCells cells;
    const Effect& effect = *stream.valued.effect;
    for (std::size_t c = 0; c < stream.profile.size(); ++c) {
      const EffectCoordinate& coordinate = told_.model().effects[stream.effect + c];
      cells.effects.push_back(rows_.input({coordinate.label, key_of(effect, c)}, coordinate.level(coordinate.estimate),
                                          Shown::number, coordinate.unit,
                                          {coordinate.level(coordinate.low), coordinate.level(coordinate.high)}));
    }
    cells.told = cells.effects.front();
    const std::string first = told_.model().effects[stream.effect].label;
    if (cells.effects.size() > 1) {
      const Fading fading = fading_of(effect).value();
      // As effect_months has it: what turned round stays as it is at last.
      const double pace = fading.fades && fading.share > 0 ? fading.share : 1;
      const auto row = [&](MessageId words, const std::string& key) {
        return RowName{say(words, {{"metric", spoken(effect.metric)}}), key + " of " + effect.metric.name};
      };
      cells.follow_up = rows_.input(row(MessageId::sheet_follow_up, "follow-up"),
                                    effect.weeks_after * months_per_year / weeks_per_year, Shown::number,
                                    say(MessageId::unit_months));
      cells.pace =
          rows_.input(row(MessageId::sheet_pace, "what is left"), pace, Shown::share, say(MessageId::sheet_pace_note));
      const LevelEffect whole = level_effect(effect);
      cells.told = fading.fades || fading.declines
                       ? cells.effects.back()
                       : rows_.input(row(MessageId::sheet_whole_follow_up, "whole effect"), whole.estimate,
                                     Shown::number, effect.metric.unit, {whole.low, whole.high});
    }
    if (!in_.uptake.empty())
      cells.measured_uptake = rows_.input(
          {say(MessageId::sheet_measured_use, {{"effect", first}}), "measured use of " + effect.metric.name},
          effect.uptake_treated, Shown::share, say(MessageId::sheet_of_those_with));
    return cells;
  }

  static std::string key_of(const Effect& effect, std::size_t coordinate) {
    return "effect on " + effect.metric.name + (coordinate == 0 ? "" : " at last");
  }

  void write_rates() {
    rows_.heading(MessageId::sheet_rates);
    const auto share = [&](MessageId words, const char* key, double number, MessageId in) {
      return rows_.input({say(words), key}, number, Shown::share, say(in));
    };
    cells_.discount_rate = share(MessageId::input_discount_rate, "discount_rate_per_year", in_.discount_rate_per_year,
                                 MessageId::sheet_per_year);
    std::vector<std::string> all;
    for (const Discounting each : all_discounting) all.emplace_back(name(each));
    cells_.discounting = rows_.choice({say(MessageId::sheet_discounting), "discounting"}, name(in_.discounting), all,
                                      say(MessageId::sheet_discounting_note));
    cells_.volume_growth = share(MessageId::sheet_volume_growth, "volume_growth_per_year", in_.volume_growth_per_year,
                                 MessageId::sheet_per_year_of_benefits);
    cells_.inflation = share(MessageId::sheet_inflation, "inflation_per_year", in_.inflation_per_year,
                             MessageId::sheet_per_year_of_prices);
    cells_.risk_of_benefits = share(MessageId::sheet_risk_of_benefits, "risk_of_benefits", in_.risk_of_benefits,
                                    MessageId::sheet_off_every_gain);
    cells_.risk_of_costs =
        share(MessageId::sheet_risk_of_costs, "risk_of_costs", in_.risk_of_costs, MessageId::sheet_on_every_cost);
    cells_.tax_rate =
        share(MessageId::sheet_tax_rate, "tax_rate", in_.tax_rate, MessageId::sheet_of_benefits_less_costs);
    for (const ExchangeRate& rate : in_.exchange_rates) {
      if (rate.currency == in_.currency) continue;
      const std::string unit = say(rate.on.empty() ? MessageId::sheet_for_one : MessageId::sheet_for_one_on,
                                   {{"currency", name_of_currency(in_.currency)}, {"date", rate.on}});
      cells_.exchange_rates.emplace(
          rate.currency,
          rows_.input({say(MessageId::sheet_exchange_rate, {{"currency", name_of_currency(rate.currency)}}),
                       "exchange rate of " + rate.currency},
                      rate.rate, Shown::factor, unit));
    }
    cells_.horizon = rows_.known({say(MessageId::sheet_horizon), "horizon_months"}, in_.horizon_months, Shown::whole,
                                 say(MessageId::unit_months));
    if (in_campaigns(in_))
      cells_.campaigns = rows_.input({say(MessageId::sheet_campaigns_input), "campaigns"}, in_.campaigns, Shown::whole,
                                     say(MessageId::sheet_within_horizon));
  }

  void write_costs() {
    for (const Cost& cost : in_.costs)
      cells_.growth_of_cost.push_back(
          std::isnan(cost.growth_per_year)
              ? cells_.inflation
              : rows_.input({say(MessageId::sheet_growth_of, {{"cost", cost.name}}), "growth of " + cost.name},
                            cost.growth_per_year, Shown::share, say(MessageId::sheet_per_year_of_recurring)));
    for (const Bill& bill : in_.bills) {
      std::optional<Formula>& people = cells_.people_of_bill.emplace_back();
      if (bill.goes_on == BillGoesOn::per_person)
        people = rows_.input({say(MessageId::sheet_people_of_bill, {{"bill", bill.name}}), "people of " + bill.name},
                             bill.people, Shown::number, say(MessageId::sheet_people_of_study));
    }
  }

  // What the benefit is a product of.
  void write_value(std::size_t k) {
    const BenefitStream& stream = told_.model().benefits[k];
    ValueCells& cells = cells_.values[k];
    const Valued& valued = stream.valued;
    const Metric& metric = valued.effect->metric;
    const Benefit factors = benefit_of(valued, in_);
    const auto row = [&](MessageId words, const std::string& key) {
      return RowName{say(words, {{"benefit", told_.name_of_benefit(k)}}), key + " of " + metric.name};
    };
    cells.sign = rows_.known(row(MessageId::sheet_direction, "direction"), factors.sign, Shown::whole,
                             say(MessageId::sheet_direction_note));
    if (metric.kind == MetricKind::time)
      cells.unit_worth = rows_.known(row(MessageId::sheet_hours_in_unit, "hours in one unit"), factors.per_unit,
                                     Shown::number, say(MessageId::sheet_hours_of, {{"unit", metric.unit}}));
    else if (metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost)
      cells.unit_worth = cells_.rate_of(metric.unit);
    for (const std::size_t i : stream.inputs) add_factor(told_.model().inputs[i], i == stream.realized, cells);
    if (!cells.volume && !cells_.campaigns)
      cells.volume = rows_.known(row(MessageId::sheet_observations, "observations"), factors.volume, Shown::number,
                                 say(MessageId::sheet_per_person_week));
    if (stream.rework != BenefitStream::none) cells.rework = cell_of(told_.model().inputs[stream.rework]);
  }

  void add_factor(const MoneyInput& input, bool is_realized, ValueCells& cells) {
    const Formula cell = cell_of(input);
    if (input.name.ends_with("volume_per_person_week"))
      cells.volume = cell;
    else if (is_realized)
      cells.realized = cell;
    else if (input.share)
      cells.margin = cell;
    else
      cells.quantities.push_back(cell);
  }

  Formula cell_of(const MoneyInput& input) const { return cells_.inputs.at(input.name); }

  const Told& told_;
  const Assumptions& in_;
  AssumptionRows rows_;
  AssumptionCells cells_;
};

}  // namespace

std::optional<Formula> AssumptionCells::rate_of(const std::string& currency) const {
  const auto found = exchange_rates.find(currency);
  return found == exchange_rates.end() ? std::nullopt : std::optional(found->second);
}

AssumptionCells write_assumptions(const Told& told, Book& book, Sheet& sheet) {
  sheet.widths(Is::label, Is::label, 52);
  sheet.widths(Is::value, Is::value, 16);
  sheet.widths(Is::unit, Is::unit, 44);
  sheet.widths(Is::low, Is::high, 14);
  sheet.widths(Is::called, Is::called, 60);
  sheet.text({0, Is::label}, say(MessageId::sheet_assumptions), Look::title);
  for (const auto& [column, text] :
       {std::pair{Is::value, MessageId::col_value}, std::pair{Is::unit, MessageId::col_unit},
        std::pair{Is::low, MessageId::col_low}, std::pair{Is::high, MessageId::col_high},
        std::pair{Is::called, MessageId::sheet_called}})
    sheet.text({0, column}, say(text),
               column == Is::unit || column == Is::called ? Look::aside_heading : Look::number_heading);
  sheet.freeze({1, 1});
  return AssumptionWriter(told, book, sheet).write();
}

}  // namespace payoff
