// Every number that fixest, sandwich, Stata and fwildclusterboot give for the regressions of reference_values.csv.
// A row either agrees, or stands with its reason in `open_rows`; an entry there whose rows agree is an error, too.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "number_in.hpp"
#include "payoff/error.hpp"
#include "replication/data_file.hpp"
#include "replication/regression_cases.hpp"

using namespace payoff;
using namespace payoff::replication;

TEST_SUITE("replication/regression") {

namespace {

struct Row {
  std::string id, stat;
  double value;
};

// Rows that are not expected to agree: how the id begins, the stat, how far off (relative) they may be, and why.
struct OpenRows {
  std::string set, id_begins, stat;
  double within;  // infinity: not calculated
  std::string reason;
};
constexpr double not_calculated = std::numeric_limits<double>::infinity();
const std::vector<OpenRows> open_rows = {
    {"trade", "Poisson", "se", 1e-5,
     "fixest takes the factors out of its covariance to a tolerance of 1e-6; the exact ones are in the next test"},
    {"lalonde", "DW445 Welch", "df", not_calculated, "Welch's df are those of measure/two_sample, not of a regression"},
    {"lalonde", "DW445 Welch", "p", not_calculated, "see df"},
    {"lalonde", "DW445 Welch", "ci", not_calculated, "see df"},
};

// Relative 1e-9; a p value may also be within 1e-13 of its own.
bool agrees(const Row& row, double value, double relative = 1e-9) {
  const double off = std::abs(value - row.value);
  return off <= relative * std::abs(row.value) || (row.stat == "p" && off <= 1e-13);
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t at = text.find(before);
  if (at == std::string::npos) return {};
  const std::size_t first = at + before.size();
  return text.substr(first, after.empty() ? std::string::npos : text.find(after, first) - first);
}

class Answers {
 public:
  using Make = std::function<RegressionCase(const std::string& path, const std::string& specification)>;
  Answers(std::string path, Make make) : path_(std::move(path)), make_(std::move(make)) {}

  struct Fitted {
    RegressionCase data;
    Regression fit;
  };
  const Fitted& of(const std::string& specification) {
    const auto [found, created] = fitted_.try_emplace(specification);
    if (created) {
      found->second.data = make_(path_, specification);
      found->second.fit = regress(found->second.data.model());
    }
    return found->second;
  }

 private:
  std::string path_;
  Make make_;
  std::map<std::string, Fitted> fitted_;
};

double number_of(const Answers::Fitted& fitted, const std::string& name, const std::string& stat,
                 const ErrorChoice& choice) {
  const auto& names = fitted.fit.names;
  const auto at = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  if (at == names.size()) return missing;
  const Estimate estimate = coefficients(fitted.fit, covariance(fitted.fit, choice))[at];
  if (stat == "est") return estimate.estimate;
  if (stat == "t") return estimate.estimate / estimate.se;
  return stat == "p" ? estimate.p : estimate.se;
}

ErrorChoice clustered(const RegressionCase& data, const std::vector<std::string>& ways) {
  ErrorChoice choice{.errors = Errors::cluster};
  for (const std::string& way : ways) choice.clusters.push_back({way, data.codes.at(way)});
  return choice;
}

// "cl_id_period", "NW2", "DK": fixest's names.
ErrorChoice fixest_choice(const RegressionCase& data, const std::string& errors) {
  static const std::map<std::string, std::vector<std::string>> ways = {
      {"cl_id", {"id"}},
      {"cl_id_period", {"id", "period"}},
      {"cl_Origin", {"Origin"}},
      {"cl_Product", {"Product"}},
      {"cl_Origin_Dest", {"Origin", "Destination"}},
      {"cl_O_D_P", {"Origin", "Destination", "Product"}}};
  if (errors == "iid") return {.errors = Errors::iid};
  if (errors == "hetero") return {.errors = Errors::hc1};
  if (errors.starts_with("cl_")) return clustered(data, ways.at(errors));
  ErrorChoice choice{.errors = errors == "DK" ? Errors::driscoll_kraay : Errors::newey_west};
  choice.unit = data.codes.at("id");
  choice.time = data.codes.at("period");
  if (errors != "DK") choice.lag = std::stoi(errors.substr(2));
  return choice;
}

// "y~x1|cl_id:x1".
double fixest_number(Answers& answers, const Row& row) {
  const std::size_t bar = row.id.rfind('|'), colon = row.id.find(':', bar);
  const auto& fitted = answers.of(row.id.substr(0, bar));
  return number_of(fitted, row.id.substr(colon + 1), row.stat,
                   fixest_choice(fitted.data, row.id.substr(bar + 1, colon - bar - 1)));
}

// "se_const", "se_HC3".
ErrorChoice sandwich_choice(const std::string& stat) {
  if (!stat.starts_with("se_HC")) return {.errors = Errors::iid};
  return {.errors = static_cast<Errors>(static_cast<int>(Errors::hc0) + stat.back() - '0')};
}

// "... (tp) cluster=period WCR r=3.5": t = (b - r) / se.
double wild_number(Answers& answers, const Row& row) {
  const std::string specification = between(row.id, "Rademacher ", " cluster=");
  const std::string cluster = between(row.id, "cluster=", " "),
                    last = specification.substr(specification.find('~') + 1);
  const std::string name = specification.find("(tp)") != std::string::npos ? "tp" : last;
  const auto& fitted = answers.of(specification);
  if (row.stat == "p") {
    WildBootstrap test{.null_value = number_in(between(row.id, " r=", ""))};
    test.coefficient = static_cast<std::size_t>(std::ranges::find(fitted.fit.names, name) - fitted.fit.names.begin());
    test.restricted = row.id.find(" WCR ") != std::string::npos;
    test.draws = 1 << 15;  // all sign patterns of up to fifteen clusters
    test.interval = false;
    return wild_cluster_bootstrap(fitted.data.model(), {cluster, fitted.data.codes.at(cluster)}, test).p;
  }
  const ErrorChoice choice = clustered(fitted.data, {cluster});
  return (number_of(fitted, name, "est", choice) - number_in(between(row.id, " r=", ""))) /
         number_of(fitted, name, "se", choice);
}

// sandwich's vcovCL: HC0 is G / (G - 1) alone, HC2 and HC3 are CR2 and CR3; several ways have each their own G.
ErrorChoice petersen_choice(const RegressionCase& data, const std::string& ways, const std::string& stat) {
  const char type = stat.back();
  ErrorChoice choice = ways == "firm+year" ? clustered(data, {"firm", "year"}) : clustered(data, {ways});
  if (type == '2' || type == '3') choice.errors = type == '2' ? Errors::cr2 : Errors::cr3;
  choice.small_sample.parameters = type != '0';
  choice.small_sample.multiway = ClustersCounted::each;
  return choice;
}

double petersen_number(Answers& answers, const Row& row) {
  if (row.id.starts_with("wild ")) return wild_number(answers, row);
  const auto& fitted = answers.of("");
  const std::string ways = between(row.id, "cluster ", "");
  return number_of(fitted, "x", row.stat,
                   ways.empty() ? sandwich_choice(row.stat) : petersen_choice(fitted.data, ways, row.stat));
}

double investment_number(Answers& answers, const Row& row) {
  ErrorChoice choice = sandwich_choice(row.stat);
  if (row.stat.starts_with("se_NW4")) {
    choice = {.errors = Errors::newey_west, .lag = 4};
    choice.small_sample.parameters = row.stat == "se_NW4adj";
  }
  return number_of(answers.of(""), row.id, row.stat, choice);
}

double grunfeld_number(Answers& answers, const Row& row) {
  const std::string name = row.id.substr(row.id.rfind(' ') + 1);
  const auto& fitted = answers.of("");
  return number_of(fitted, name == "_cons" ? "(Intercept)" : name, row.stat, clustered(fitted.data, {"company"}));
}

// Welch's t is that of hc2.
double lalonde_number(Answers& answers, const Row& row) {
  const auto& fitted = answers.of(row.id);
  if (row.stat == "n") return static_cast<double>(fitted.fit.observations);
  if (row.id == "DW445 Welch" && row.stat != "t") return missing;
  return number_of(fitted, "treated", row.stat,
                   row.stat == "t" ? ErrorChoice{.errors = Errors::hc2} : sandwich_choice(row.stat));
}

std::vector<Row> rows_of(const std::string& set, const std::string& id_begins) {
  std::vector<Row> rows;
  const CsvTable table = read_csv(replication::data_file("oracle/reference_values.csv"));
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::string& id = table.columns.at("id")[i];
    if (table.columns.at("set")[i] != set || !id.starts_with(id_begins)) continue;
    rows.push_back({id, table.columns.at("stat")[i], table.number("value", i)});
  }
  return rows;
}

void check_set(const std::string& set, const std::string& file, const Answers::Make& make,
               const std::function<double(Answers&, const Row&)>& number, const std::string& id_begins = "") {
  const std::string path = replication::data_file("oracle/" + file);
  if (path.empty()) return;
  Answers answers(path, make);
  const std::vector<Row> rows = rows_of(set, id_begins);
  CHECK_FALSE(rows.empty());
  std::size_t agreeing = 0;
  for (const Row& row : rows) {
    const auto open = std::ranges::find_if(open_rows, [&](const OpenRows& entry) {
      return entry.set == set && row.id.starts_with(entry.id_begins) && row.stat.starts_with(entry.stat);
    });
    INFO(set << " '" << row.id << "' " << row.stat << " must be " << row.value);
    double value = missing;
    try {
      value = number(answers, row);
    } catch (const Error& error) {
      INFO(error.what());
      CHECK(open != open_rows.end());
    }
    agreeing += agrees(row, value);
    INFO("calculated: " << value);
    CHECK(agrees(row, value) == (open == open_rows.end()));
    if (open != open_rows.end() && open->within < not_calculated) CHECK(agrees(row, value, open->within));
  }
  MESSAGE(set << ": " << agreeing << " of " << rows.size() << " numbers agree");
  for (const OpenRows& entry : open_rows) {
    if (entry.set == set) MESSAGE("open: " << entry.id_begins << " " << entry.stat << ": " << entry.reason);
  }
}

}  // namespace

TEST_CASE("reference: base_did, every kind of error of fixest 0.12.2, and the t of fwildclusterboot 0.13.0") {
  check_set("base_did", "base_did.csv", base_did_case, [](Answers& answers, const Row& row) {
    return row.id.starts_with("wild ") ? wild_number(answers, row) : fixest_number(answers, row);
  });
}

TEST_CASE("reference: trade with four factors, clusters one to three ways, least squares and Poisson (fixest 0.12.2)") {
  check_set("trade", "trade.csv", trade_case, [](Answers& answers, const Row& row) {
    return row.id.starts_with("wild ") ? wild_number(answers, row) : fixest_number(answers, row);
  });
}

// The maximum found by dense Newton steps with 58 columns of dummies until they moved eta by less than 1e-13 (NumPy).
TEST_CASE("reference: the Poisson errors of trade to nine digits, from the exact maximum") {
  const std::string path = replication::data_file("oracle/trade.csv");
  if (path.empty()) return;
  Answers answers(path, trade_case);
  const auto& fitted = answers.of("Poisson 4FE");
  const auto se = [&](const ErrorChoice& choice) { return number_of(fitted, "log(dist_km)", "se", choice); };
  CHECK(se({.errors = Errors::iid}) == doctest::Approx(1.926424191969152e-06).epsilon(1e-9));
  CHECK(se({.errors = Errors::hc1}) == doctest::Approx(0.021847325118167022).epsilon(1e-9));
  CHECK(se(clustered(fitted.data, {"Origin"})) == doctest::Approx(0.11567816500443655).epsilon(1e-9));
  CHECK(se(clustered(fitted.data, {"Product"})) == doctest::Approx(0.0982939391444299).epsilon(1e-9));
}

TEST_CASE("reference: petersen, hc0 to hc4, CR0 to CR3 by firm and year, two ways (sandwich 3.0.2)") {
  check_set("petersen", "PetersenCL.csv", petersen_case, petersen_number);
}

TEST_CASE("reference: grunfeld clustered by company (Stata)") {
  check_set("grunfeld", "grunfeld.csv", grunfeld_case, grunfeld_number);
}

TEST_CASE("reference: investment, Newey-West with four lags (sandwich 3.0.2)") {
  check_set("investment", "Investment.csv", investment_case, investment_number);
}

TEST_CASE("reference: the job-training trial, differences and adjusted, hc0 to hc4 (base R, sandwich 3.0.2)") {
  check_set("lalonde", "nsw_all.csv", lalonde_case, lalonde_number);
}

TEST_CASE("reference: base_stagg, two-way fixed effects (fixest 0.12.2)") {
  check_set("base_stagg", "base_stagg.csv", base_stagg_case, fixest_number, "TWFE static");
}

}  // TEST_SUITE("replication/regression")
