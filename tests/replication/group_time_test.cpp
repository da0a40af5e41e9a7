// mpdta (Callaway & Sant'Anna 2021): every group-time number of the reference implementation.
#include "measure/rollout/group_time/group_time.hpp"

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "measure/panels.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "replication/data_file.hpp"

using namespace payoff;

TEST_SUITE("replication/group_time") {

namespace {

constexpr double nine_digits = 1e-9;
constexpr double half_of_fifth_decimal = 5e-6;  // the reference prints p to five decimals

// Its logit stops when the deviance changes by 1e-8, one Newton step before the coefficients stand still.
bool stopped_short(const std::string& id) {
  return id.find("/lpop/ipw/") != std::string::npos;
}

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

  double se(const GroupTimeTarget& target) const { return std::sqrt(influence_covariance(panel, fit, {&target})[0]); }
};

// What the reference calls the numbers of one specification: "ATT(2004,2005)", "dynamic -3", "simple overall".
using Numbers = std::map<std::string, std::pair<double, double>>;

Numbers answers_of(const Fitted& it) {
  Numbers answers;
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
  const PreTest wald = pre_test(it.panel, it.fit);
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
  const std::string data = replication::data_file("mpdta/mpdta.csv");
  const std::string reference = replication::data_file("oracle/reference_values.csv");
  if (data.empty() || reference.empty()) return;
  const CsvTable table = read_csv(data), values = read_csv(reference);
  std::map<bool, Panel> raw;
  std::map<bool, CohortPanel> panels;
  for (const bool covariate : {false, true}) {
    raw[covariate] = mpdta(table, Rows::panel, covariate);
    panels[covariate] = cohort_panel(
        raw[covariate], {.covariates = covariate ? std::vector<std::size_t>{0} : std::vector<std::size_t>{}});
  }
  std::map<std::string, Numbers> done;
  std::size_t all = 0, agree = 0;
  for (std::size_t i = 0; i < values.rows; ++i) {
    const std::string& id = values.columns.at("id")[i];
    if (values.columns.at("set")[i] != "mpdta" || id.find('/') == std::string::npos) continue;
    const Specification wanted = parse(id);
    const std::string specification = id.substr(0, id.find(' '));
    if (!done.contains(specification)) {
      const CohortPanel& panel = panels[wanted.covariate];
      done[specification] = answers_of({panel, group_time(panel, wanted.choice)});
    }
    const Numbers& answers = done[specification];
    REQUIRE_MESSAGE(answers.contains(wanted.number), id);
    const bool first = values.columns.at("stat")[i] == "est" || values.columns.at("stat")[i] == "W";
    const double value = first ? answers.at(wanted.number).first : answers.at(wanted.number).second;
    const double expected = values.number("value", i);
    const bool is_p = values.columns.at("stat")[i] == "p";  // printed to five decimals
    const bool close = is_p ? std::abs(value - expected) <= half_of_fifth_decimal : digits_of(value, expected) >= 9;
    ++all;
    agree += close;
    if (close) continue;
    INFO(id, " ", values.columns.at("stat")[i], ": ", value, ", expected ", expected);
    CHECK(stopped_short(id));
    CHECK(digits_of(value, expected) >= 8.5);
  }
  MESSAGE("group-time numbers that agree to nine digits: " << agree << " of " << all);
  CHECK(all == 1536);
  CHECK(agree >= 1532);
}

// did 2.5.1 by way of csdid's reference files, which print all digits.
TEST_CASE("mpdta: effects, averages and the test of the leads of four more files agree to nine digits") {
  const std::string data = replication::data_file("mpdta/mpdta.csv");
  const std::string cells = replication::data_file("mpdta/ref_attgt.csv");
  if (data.empty() || cells.empty()) return;
  const std::map<std::string, std::string> specification = {{"mpdta_nev_dr", "nevertreated/1/dr/varying "},
                                                            {"mpdta_nyt_dr", "notyettreated/1/dr/varying "},
                                                            {"mpdta_nev_reg_cov", "nevertreated/lpop/reg/varying "},
                                                            {"mpdta_nev_ipw", "nevertreated/1/ipw/varying "}};
  const CsvTable table = read_csv(data);
  std::map<std::string, Numbers> done;
  for (const auto& [scenario, text] : specification) {
    const Specification wanted = parse(text);
    const Panel raw = mpdta(table, Rows::panel, wanted.covariate);
    const CohortPanel panel = cohort_panel(raw, {.covariates = std::vector<std::size_t>(wanted.covariate)});
    done[scenario] = answers_of({panel, group_time(panel, wanted.choice)});
  }
  std::size_t compared = 0, without_data = 0;
  const auto compare = [&](const CsvTable& file, std::size_t row, const std::string& number, const char* estimate,
                           const char* se) {
    const std::string& scenario = file.columns.at("scenario")[row];
    if (!done.contains(scenario)) {
      ++without_data;  // sim_nev_dr: the simulated panel behind it is not among the shared data
      return;
    }
    INFO(scenario, " ", number);
    const auto [value, error] = done.at(scenario).at(number);
    CHECK_CLOSE(value, file.number(estimate, row), nine_digits);
    if (file.columns.contains("se") || file.columns.contains("se_egt")) {
      CHECK_CLOSE(error, file.number(se, row), nine_digits);
    } else {
      CHECK(std::abs(error - file.number(se, row)) <= half_of_fifth_decimal);
    }
    ++compared;
  };
  const CsvTable att = read_csv(cells), averages = read_csv(replication::data_file("mpdta/ref_aggte.csv"));
  for (std::size_t i = 0; i < att.rows; ++i) {
    compare(att, i, "ATT(" + att.columns.at("group")[i] + "," + att.columns.at("t")[i] + ")", "att", "se");
  }
  for (std::size_t i = 0; i < averages.rows; ++i) {
    const std::string& type = averages.columns.at("type")[i];
    compare(averages, i, type + " overall", "overall_att", "overall_se");
    if (type != "simple") compare(averages, i, type + " " + averages.columns.at("egt")[i], "att_egt", "se_egt");
  }
  const CsvTable leads = read_csv(replication::data_file("mpdta/ref_pretest.csv"));
  for (std::size_t i = 0; i < leads.rows; ++i) compare(leads, i, "Wald pretest", "W", "Wpval");
  MESSAGE("compared: " << compared << "; without data here (sim_nev_dr): " << without_data);
  CHECK(compared == 48 + 4 + 2 * 4 * 14 + 4);
}

// did 2.5.1; the weights are those of csdid's test: 1 + 0.05 (county mod 7) + 0.1 (year - 2003).
TEST_CASE("mpdta: weights that change over time, fixed in four ways, agree to nine digits") {
  const std::string data = replication::data_file("mpdta/mpdta.csv");
  const std::string reference = replication::data_file("mpdta/ref_fixweights.csv");
  if (data.empty() || reference.empty()) return;
  const Panel raw = mpdta(read_csv(data), Rows::panel, false);
  CohortPanel panel = cohort_panel(raw, {});
  std::vector<double> by_period;
  for (const int year : panel.periods) {
    for (const std::int32_t unit : panel.unit) {
      by_period.push_back(1 + 0.05 * (std::stoi(raw.units[unit].label) % 7) + 0.1 * (year - 2003));
    }
  }
  panel.weight.assign(by_period.begin(), by_period.begin() + static_cast<std::ptrdiff_t>(panel.units()));
  GroupTimeChoice choice{.never_only = true, .universal = false, .weight_by_period = by_period};
  std::map<std::string, Numbers> done;
  done["first_period"] = answers_of({panel, group_time(panel, choice)});
  choice.weight_from = WeightFrom::earlier_period;
  done["none"] = answers_of({panel, group_time(panel, choice)});
  choice.weight_from = WeightFrom::base_period;
  done["base_period"] = answers_of({panel, group_time(panel, choice)});
  choice.weight_from = WeightFrom::own_period;
  choice.cross_sections = true;
  done["varying"] = answers_of({panel, group_time(panel, choice)});
  const CsvTable values = read_csv(reference);
  for (std::size_t i = 0; i < values.rows; ++i) {
    const std::string number = "ATT(" + values.columns.at("group")[i] + "," + values.columns.at("t")[i] + ")";
    INFO(values.columns.at("fix_weights")[i], " ", number);
    const auto [value, se] = done.at(values.columns.at("fix_weights")[i]).at(number);
    CHECK_CLOSE(value, values.number("att", i), nine_digits);
    CHECK_CLOSE(se, values.number("se", i), nine_digits);
  }
}

// did 2.5.1, panel = FALSE.
TEST_CASE("mpdta: as repeated cross-sections the average is the same and its error four times its panel's") {
  const std::string data = replication::data_file("mpdta/mpdta.csv");
  if (data.empty()) return;
  const CohortPanel panel = cohort_panel(mpdta(read_csv(data), Rows::one_unit_each, false), {});
  const Numbers answers =
      answers_of({panel, group_time(panel, {.never_only = true, .universal = false, .cross_sections = true})});
  CHECK_CLOSE(answers.at("simple overall").first, -0.039951275155177, nine_digits);
  CHECK_CLOSE(answers.at("simple overall").second, 0.162099949578, nine_digits);
}

// csdid 0.4.3, panel=False, xformla lemp~lpop, as it prints them (12 decimals); effect and error of (2004, 2004) and
// (2006, 2007).
TEST_CASE("mpdta: repeated cross-sections with a covariate agree with csdid to nine digits") {
  const std::string data = replication::data_file("mpdta/mpdta.csv");
  if (data.empty()) return;
  const Panel raw = mpdta(read_csv(data), Rows::one_unit_each, true);
  const CohortPanel panel = cohort_panel(raw, {.covariates = {0}});
  struct Expected {
    Adjustment adjustment;
    bool never_only;
    double numbers[4];
  };
  const Expected all[] = {
      {Adjustment::regression, true, {-0.014911237790, 0.462398712570, -0.041535636529, 0.290811582607}},
      {Adjustment::regression, false, {-0.021248002223, 0.461754139366, -0.041535636529, 0.290811582607}},
      {Adjustment::weighting, true, {-0.014548431154, 0.479848002999, -0.041308231739, 0.331846910808}},
      {Adjustment::weighting, false, {-0.021185079393, 0.471647791176, -0.041308231739, 0.331846910808}},
      {Adjustment::doubly_robust, true, {-0.014529668305, 0.089740363801, -0.041293865588, 0.092822363238}},
      {Adjustment::doubly_robust, false, {-0.021183053479, 0.086378405473, -0.041293865588, 0.092822363238}}};
  for (const Expected& expected : all) {
    const Numbers answers = answers_of({panel, group_time(panel, {.adjustment = expected.adjustment,
                                                                  .never_only = expected.never_only,
                                                                  .universal = false,
                                                                  .cross_sections = true})});
    const auto early = answers.at("ATT(2004,2004)"), late = answers.at("ATT(2006,2007)");
    const double numbers[] = {early.first, early.second, late.first, late.second};
    for (int i = 0; i < 4; ++i) CHECK_CLOSE(numbers[i], expected.numbers[i], nine_digits);
  }
}

}  // TEST_SUITE("replication/group_time")
