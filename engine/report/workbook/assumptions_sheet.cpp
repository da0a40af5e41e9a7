// Everything that was assumed or estimated, one in a row: what the other sheets calculate from.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/spoken.hpp"
#include "monetize/benefit.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/level_effect.hpp"
#include "report/workbook/sheets.hpp"
#include "report/workbook/words.hpp"

namespace payoff {
namespace {

// Columns, from the left.
struct Is {
  static constexpr std::uint16_t label = 0, value = 1, unit = 2, low = 3, high = 4, called = 5;
};

struct EndsOfInput {
  double low = missing, high = missing;
};

// AssumptionRows downwards, under headings.
class AssumptionRows {
 public:
  AssumptionRows(Book& book, Sheet& sheet) : book_(book), sheet_(sheet) {}

  void heading(std::string_view text) {
    ++row_;
    for (std::uint16_t column = Is::label; column <= Is::called; ++column)
      sheet_.text({row_, column}, column == Is::label ? text : "", Look::heading);
    ++row_;
  }

  void note(std::string_view text) { sheet_.text({row_++, Is::label}, text, Look::note); }

  Formula input(const std::string& of, double number, Shown shown, std::string_view in, const EndsOfInput& ends = {}) {
    sheet_.number({row_, Is::low}, ends.low, shown, Look::fixed);
    sheet_.number({row_, Is::high}, ends.high, shown, Look::fixed);
    return named(sheet_.input({row_, Is::value}, number, shown), of, in);
  }

  Formula choice(const std::string& of, std::string_view chosen, const std::vector<std::string>& all,
                 std::string_view in) {
    return named(sheet_.choice({row_, Is::value}, chosen, all), of, in);
  }

  // What follows from the metric, the calendar or the horizon is not assumed.
  Formula known(const std::string& of, double number, Shown shown, std::string_view in) {
    return named(sheet_.number({row_, Is::value}, number, shown), of, in);
  }

  struct Table {
    Range months, shares;
  };
  template <class Steps>
  Table steps(const Steps& all, const std::string& name) {
    sheet_.text({row_, Is::label}, "months after the first began", Look::note);
    sheet_.text({row_++, Is::value}, "share", Look::note);
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
  Formula named(const Formula& cell, const std::string& of, std::string_view in) {
    const Formula name = book_.named(cell, of);
    sheet_.text({row_, Is::label}, of);
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
    rows_.note(workbook::legend);
    write_inputs();
    rows_.heading(workbook::effects);
    for (const BenefitStream& stream : told_.model().benefits) cells_.values.push_back(effects_of(stream));
    write_rates();
    write_costs();
    rows_.heading(workbook::of_values);
    for (std::size_t k = 0; k < cells_.values.size(); ++k) write_value(k);
    rows_.heading(workbook::rollout);
    const AssumptionRows::Table rollout = rows_.steps(in_.rollout, "rollout");
    cells_.rollout_months = rollout.months;
    cells_.rollout_shares = rollout.shares;
    if (in_.uptake.empty()) return std::move(cells_);
    rows_.heading(workbook::uptake);
    const AssumptionRows::Table uptake = rows_.steps(in_.uptake, "uptake");
    cells_.uptake_months = uptake.months;
    cells_.uptake_shares = uptake.shares;
    return std::move(cells_);
  }

 private:
  void write_inputs() {
    rows_.heading(workbook::inputs);
    for (const MoneyInput& input : told_.model().inputs) {
      const EndsOfInput ends = input.value.drawn() ? EndsOfInput{input.value.low, input.value.high} : EndsOfInput{};
      const Shown shown = input.share ? Shown::share : Shown::number;
      cells_.inputs.emplace(input.name, rows_.input(input.label, input.value.middle(), shown, input.unit, ends));
    }
  }

  ValueCells effects_of(const BenefitStream& stream) {
    ValueCells cells;
    const Effect& effect = *stream.valued.effect;
    for (std::size_t c = 0; c < stream.profile.size(); ++c) {
      const EffectCoordinate& coordinate = told_.model().effects[stream.effect + c];
      cells.effects.push_back(rows_.input(coordinate.name, coordinate.level(coordinate.estimate), Shown::number,
                                          coordinate.unit,
                                          {coordinate.level(coordinate.low), coordinate.level(coordinate.high)}));
    }
    cells.told = cells.effects.front();
    const std::string name = told_.model().effects[stream.effect].name;
    if (cells.effects.size() > 1) {
      const Fading fading = fading_of(effect).value();
      // As effect_months has it: what turned round stays as it is at last.
      const double pace = fading.fades && fading.share > 0 ? fading.share : 1;
      const std::string of = "effect on " + spoken(effect.metric);
      cells.follow_up = rows_.input("follow-up of the " + of, effect.weeks_after * months_per_year / weeks_per_year,
                                    Shown::number, "months");
      cells.pace = rows_.input("what is left of the " + of, pace, Shown::share, workbook::pace_note);
      const LevelEffect whole = level_effect(effect);
      cells.told = fading.fades || fading.declines
                       ? cells.effects.back()
                       : rows_.input(of + std::string(workbook::whole_follow_up), whole.estimate, Shown::number,
                                     effect.metric.unit, {whole.low, whole.high});
    }
    if (!in_.uptake.empty())
      cells.measured_uptake = rows_.input("use when it was measured: " + name, effect.uptake_treated, Shown::share,
                                          "of those who had the tool");
    return cells;
  }

  void write_rates() {
    rows_.heading(workbook::rates);
    const auto share = [&](const char* of, double number, std::string_view in) {
      return rows_.input(of, number, Shown::share, in);
    };
    cells_.discount_rate = share("discount rate", in_.discount_rate_per_year, "per year");
    std::vector<std::string> all;
    for (const Discounting each : all_discounting) all.emplace_back(name(each));
    cells_.discounting = rows_.choice("discounting", name(in_.discounting), all, workbook::discounting_note);
    cells_.volume_growth = share("volume growth", in_.volume_growth_per_year, "per year, of the benefits");
    cells_.inflation = share("inflation", in_.inflation_per_year, "per year, of prices");
    cells_.risk_of_benefits = share("risk of benefits", in_.risk_of_benefits, "taken off every gain");
    cells_.risk_of_costs = share("risk of costs", in_.risk_of_costs, "added to every cost to come");
    cells_.tax_rate = share("tax rate", in_.tax_rate, "of benefits less costs");
    for (const ExchangeRate& rate : in_.exchange_rates) {
      if (rate.currency == in_.currency) continue;
      cells_.exchange_rates.emplace(
          rate.currency, rows_.input("exchange rate of " + rate.currency, rate.rate, Shown::factor,
                                     in_.currency + " for one" + (rate.on.empty() ? "" : ", of " + rate.on)));
    }
    cells_.horizon = rows_.known("horizon", in_.horizon_months, Shown::whole, "months");
    if (in_campaigns(in_))
      cells_.campaigns = rows_.input("campaigns", in_.campaigns, Shown::whole, "within the horizon");
  }

  void write_costs() {
    for (const Cost& cost : in_.costs)
      cells_.growth_of_cost.push_back(
          std::isnan(cost.growth_per_year)
              ? cells_.inflation
              : rows_.input("growth of " + cost.name, cost.growth_per_year, Shown::share, "per year, of what recurs"));
    for (const Bill& bill : in_.bills) {
      std::optional<Formula>& people = cells_.people_of_bill.emplace_back();
      if (bill.goes_on == BillGoesOn::per_person)
        people =
            rows_.input("people of the last month of " + bill.name, bill.people, Shown::number, "people of the study");
    }
  }

  // What the benefit is a product of.
  void write_value(std::size_t k) {
    const BenefitStream& stream = told_.model().benefits[k];
    ValueCells& cells = cells_.values[k];
    const Valued& valued = stream.valued;
    const Metric& metric = valued.effect->metric;
    const Benefit factors = benefit_of(valued, in_);
    const std::string& of = told_.name_of_benefit(k);
    cells.sign = rows_.known("direction of " + of, factors.sign, Shown::whole, workbook::direction_note);
    if (metric.kind == MetricKind::time)
      cells.unit_worth =
          rows_.known("hours in one unit of " + of, factors.per_unit, Shown::number, "hours, of " + metric.unit);
    else if (metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost)
      cells.unit_worth = cells_.rate_of(metric.unit);
    for (const std::size_t i : stream.inputs) add_factor(told_.model().inputs[i], i == stream.realized, cells);
    if (!cells.volume && !cells_.campaigns)
      cells.volume = rows_.known("observations of " + of, factors.volume, Shown::number, "per person and week");
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
  sheet.text({0, Is::label}, workbook::assumptions_sheet, Look::title);
  for (const auto& [column, text] :
       {std::pair{Is::value, "Value"}, std::pair{Is::unit, "Unit"}, std::pair{Is::low, "Low"},
        std::pair{Is::high, "High"}, std::pair{Is::called, "Called in formulas"}})
    sheet.text({0, column}, text,
               column == Is::unit || column == Is::called ? Look::aside_heading : Look::number_heading);
  sheet.freeze({1, 1});
  return AssumptionWriter(told, book, sheet).write();
}

}  // namespace payoff
