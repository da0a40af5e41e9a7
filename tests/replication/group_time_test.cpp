// mpdta (Callaway & Sant'Anna 2021): every group-time number of the reference implementation.
#include "measure/group_time.hpp"

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "measure/group_time_variance.hpp"
#include "measure/panels.hpp"
#include "replication/shared.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("replication/group_time");

namespace {

constexpr double nine_digits = 1e-9;

enum class Rows { panel, one_unit_each };

// Counties by year; treated from first.treat on. one_unit_each: every row a unit of its own.
Panel mpdta(const CsvTable& table, Rows rows, bool covariate) {
  Panel panel;
  panel.calendar.kind = PeriodKind::integer;
  panel.metrics.push_back({.metric = {.name = "lemp"}});
  if (covariate) panel.covariates.push_back({.name = "lpop", .value = {}});
  std::string last;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::string& county = table.columns.at("countyreal")[i];
    const int first = static_cast<int>(table.number("first.treat", i));
    if (county != last || rows == Rows::one_unit_each) {
      panel.units.push_back(
          {.label = county, .treated = first > 0, .adopted_period = first > 0 ? first : never, .cluster = -1});
    }
    last = county;
    panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size()) - 1);
    panel.period_of.push_back(static_cast<int>(table.number("year", i)));
    panel.metrics[0].sum.push_back(table.number("lemp", i));
    if (covariate) panel.covariates[0].value.push_back(table.number("lpop", i));
  }
  return panel;
}

struct Fitted {
  const CohortPanel& panel;
  GroupTime fit;

  double se(const GroupTimeTarget& target) const { return std::sqrt(covariance(panel, fit, {&target})[0]); }
};

// What the reference calls the numbers of one specification: "ATT(2004,2005)", "dynamic -3", "simple overall".
using Answers = std::map<std::string, std::pair<double, double>>;

Answers answers_of(const Fitted& it) {
  Answers answers;
  const auto put = [&](const std::string& name, const GroupTimeTarget& target) {
    answers[name] = {target.value, target.loading.empty() ? missing : it.se(target)};
  };
  for (std::size_t k = 0; k < it.fit.cells.size(); ++k) {
    const GroupTimeCell& cell = it.fit.cells[k];
    const std::string name = "ATT(" + std::to_string(it.panel.periods[it.panel.cohorts[cell.cohort]]) + "," +
                             std::to_string(it.panel.periods[cell.period]) + ")";
    put(name, cell.reference ? GroupTimeTarget{0, {}} : cell_target(it.fit, k));
  }
  const std::pair<const char*, Aggregation> kinds[] = {{"simple", Aggregation::simple},
                                                       {"dynamic", Aggregation::dynamic},
                                                       {"group", Aggregation::group},
                                                       {"calendar", Aggregation::calendar}};
  for (const auto& [name, kind] : kinds) {
    const GroupTimeAggregate result = aggregate(it.panel, it.fit, kind);
    put(std::string(name) + " overall", result.overall);
    for (std::size_t j = 0; j < result.key.size(); ++j) {
      put(std::string(name) + " " + std::to_string(result.key[j]), result.each[j]);
    }
  }
  const WaldTest wald = pre_test(it.panel, it.fit);
  answers["Wald pretest"] = {wald.statistic, wald.p};
  return answers;
}

double digits_of(double value, double expected) {
  if (value == expected) return 16;
  return -std::log10(std::abs(value - expected) / std::abs(expected));
}

// "nevertreated/lpop/dr/varying dynamic -3" -> the choice, whether there is a covariate, "dynamic -3".
struct Specification {
  GroupTimeChoice choice;
  bool covariate;
  std::string number;
};

Specification parse(const std::string& id) {
  std::array<std::string, 3> part;
  std::size_t at = 0;
  for (std::string& text : part) {
    const std::size_t slash = id.find('/', at);
    text = id.substr(at, slash - at);
    at = slash + 1;
  }
  const std::size_t blank = id.find(' ', at);
  Specification result{{}, part[1] == "lpop", id.substr(blank + 1)};
  result.choice.adjustment = part[2] == "dr"    ? Adjustment::doubly_robust
                             : part[2] == "ipw" ? Adjustment::weighting
                                                : Adjustment::regression;
  result.choice.never_only = part[0] == "nevertreated";
  result.choice.universal = id.substr(at, blank - at) == "universal";
  return result;
}

}  // namespace

TEST_CASE("mpdta: all numbers of 24 specifications agree with did 2.5.1 to nine digits") {
  const std::string data = replication::shared_file("mpdta/mpdta.csv");
  const std::string reference = replication::shared_file("oracle/reference_values.csv");
  if (data.empty() || reference.empty()) return;
  const CsvTable table = read_csv(data), values = read_csv(reference);
  std::map<bool, Panel> raw;
  std::map<bool, CohortPanel> panels;
  for (const bool covariate : {false, true}) {
    raw[covariate] = mpdta(table, Rows::panel, covariate);
    panels[covariate] =
        cohort_panel(raw[covariate], {.covariates = covariate ? std::vector<std::size_t>{0} : std::vector<std::size_t>{}});
  }
  std::map<std::string, Answers> done;
  std::size_t all = 0, agree = 0;
  double worst = 16;
  for (std::size_t i = 0; i < values.rows; ++i) {
    const std::string& id = values.columns.at("id")[i];
    if (values.columns.at("set")[i] != "mpdta" || id.find('/') == std::string::npos) continue;
    const Specification wanted = parse(id);
    const std::string specification = id.substr(0, id.find(' '));
    if (!done.contains(specification)) {
      const CohortPanel& panel = panels[wanted.covariate];
      done[specification] = answers_of({panel, group_time(panel, wanted.choice)});
    }
    const Answers& answers = done[specification];
    REQUIRE_MESSAGE(answers.contains(wanted.number), id);
    const bool first = values.columns.at("stat")[i] == "est" || values.columns.at("stat")[i] == "W";
    const double value = first ? answers.at(wanted.number).first : answers.at(wanted.number).second;
    const double expected = values.number("value", i);
    const bool is_p = values.columns.at("stat")[i] == "p";  // printed to five decimals
    const bool close = is_p ? std::abs(value - expected) <= 5e-6 : digits_of(value, expected) >= 9;
    if (!is_p) worst = std::min(worst, digits_of(value, expected));
    ++all;
    agree += close;
    CHECK_MESSAGE(close, id << " " << values.columns.at("stat")[i] << ": " << value << ", expected " << expected);
  }
  MESSAGE("group-time numbers that agree: " << agree << " of " << all << "; worst " << worst << " digits");
  CHECK(all == 1536);
}

TEST_SUITE_END();
