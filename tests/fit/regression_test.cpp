#include "payoff/regression.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/regression") {

TEST_CASE("by hand: a line through three points") {
  // x = 0, 1, 2; y = 1, 2, 6: slope (6 - 1) / 2 = 2.5, constant 3 - 2.5 = 0.5; residuals 0.5, -1, 0.5; s2 = 1.5 / 1;
  // (X'X)^-1 = [[5, -3], [-3, 3]] / 6; R2 = 1 - 1.5 / 14.
  const std::vector<double> y{1, 2, 6}, x{0, 1, 2};
  const Regression fit = regress({.outcome = y, .covariates = {{"x", x}}});
  CHECK(fit.names == std::vector<std::string>{"(Intercept)", "x"});
  CHECK_CLOSE(fit.coefficient[0], 0.5, 1e-15);
  CHECK_CLOSE(fit.coefficient[1], 2.5, 1e-15);
  CHECK_CLOSE(fit.residual_variance, 1.5, 1e-14);
  CHECK_CLOSE(fit.bread[0], 5.0 / 6, 1e-14);
  CHECK_CLOSE(fit.bread[1], -0.5, 1e-14);
  CHECK_CLOSE(fit.bread[3], 0.5, 1e-14);
  CHECK_CLOSE(fit.r_squared, 1 - 1.5 / 14, 1e-14);
  CHECK(std::isnan(fit.within_r_squared));
}

TEST_CASE("by hand: one factor is a slope within its levels") {
  // Level a: x 0, 2, y 1, 4; level b: x 5, 7, y 10, 15. Demeaned x -1, 1, -1, 1; y -1.5, 1.5, -2.5, 2.5: slope 8 / 4.
  const std::vector<double> y{1, 4, 10, 15}, x{0, 2, 5, 7};
  const std::vector<std::int32_t> level{3, 3, 8, 8};
  const Regression fit = regress({.outcome = y, .covariates = {{"x", x}}, .absorbed = {{"level", level}}});
  CHECK_CLOSE(fit.coefficient[0], 2, 1e-15);
  CHECK(fit.design == std::vector<double>{-1, 1, -1, 1});
  CHECK(fit.absorbed_rank == 2);
  CHECK(fit.factors == std::vector<std::vector<std::int32_t>>{{0, 0, 1, 1}});
  CHECK_CLOSE(fit.residual_variance, (4 * 0.25), 1e-14);  // residuals 0.5, -0.5, -0.5, 0.5; df 4 - 1 - 2
  CHECK_CLOSE(fit.within_r_squared, 1 - 1.0 / 17, 1e-14);
}

TEST_CASE("reference: base_did without and with two factors (fixest 0.12.2, 14 digits)") {
  const auto data = fit_table("oracle/base_did.csv");
  if (!data) return;
  const auto y = data->column("y"), x1 = data->column("x1"), treat = data->column("treat"), post = data->column("post");
  const auto id = data->codes("id"), period = data->codes("period");
  std::vector<double> tp;
  for (std::size_t i = 0; i < y.size(); ++i) tp.push_back(treat[i] * post[i]);
  const Regression plain = regress({.outcome = y, .covariates = {{"x1", x1}}});
  CHECK_CLOSE(plain.coefficient[0], 1.98875269491776, 1e-13);
  CHECK_CLOSE(plain.coefficient[1], 0.983110238148805, 1e-13);
  CHECK_CLOSE(iid_se(plain, 0), 0.149155419634322, 1e-13);
  CHECK_CLOSE(iid_se(plain, 1), 0.0501191013871689, 1e-13);
  const Regression two =
      regress({.outcome = y, .covariates = {{"x1", x1}}, .absorbed = {{"id", id}, {"period", period}}});
  CHECK_CLOSE(two.coefficient[0], 0.977899691740021, 1e-12);
  CHECK_CLOSE(iid_se(two, 0), 0.0472860761902357, 1e-12);
  const Regression did =
      regress({.outcome = y, .covariates = {{"x1", x1}, {"tp", tp}}, .absorbed = {{"id", id}, {"period", period}}});
  CHECK_CLOSE(did.coefficient[0], 0.972165776578515, 1e-12);
  CHECK_CLOSE(did.coefficient[1], 4.85064514323404, 1e-12);
  CHECK_CLOSE(iid_se(did, 0), 0.0451838411356967, 1e-12);
  CHECK_CLOSE(iid_se(did, 1), 0.503579414759061, 1e-12);
  CHECK(did.absorbed_rank == 117);
}

TEST_CASE("reference: the event study of base_did, nine effects, R2 (fixest 0.12.2, 12 digits)") {
  const auto data = fit_table("oracle/base_did.csv");
  if (!data) return;
  const auto y = data->column("y"), x1 = data->column("x1"), treat = data->column("treat"),
             time = data->column("period");
  const auto id = data->codes("id"), period = data->codes("period");
  std::vector<std::vector<double>> effects;
  RegressionModel model{.outcome = y, .covariates = {{"x1", x1}}, .absorbed = {{"id", id}, {"period", period}}};
  for (int t = 1; t <= 10; ++t) {
    auto& effect = effects.emplace_back();
    for (std::size_t i = 0; i < y.size(); ++i) effect.push_back(time[i] == t ? treat[i] : 0);
  }
  for (int t = 1; t <= 10; ++t) {
    if (t != 5) model.covariates.push_back({fmt::format("period {}", t), effects[t - 1]});
  }
  const Regression fit = regress(model);
  const double expected[] = {0.973490151260742, -1.40304548628388, -1.24751078444385, -0.273205962244887,
                             -1.79572056399201, 0.784452028314083, 3.59889733159794,  3.81176621201594,
                             4.73142620090947,  6.60622884191604};
  for (std::size_t j = 0; j < 10; ++j) CHECK_CLOSE(fit.coefficient[j], expected[j], 1e-11);
  CHECK_CLOSE(fit.r_squared, 0.547638634218, 1e-11);
  CHECK_CLOSE(fit.within_r_squared, 0.389628121369, 1e-11);
}

TEST_CASE("reference: trade with four factors (fixest 0.12.2, nine digits)") {
  const auto data = fit_table("oracle/trade.csv");
  if (!data) return;
  auto y = data->column("Euros"), distance = data->column("dist_km");
  for (double& value : y) value = std::log(value);
  for (double& value : distance) value = std::log(value);
  const auto origin = data->codes("Origin"), destination = data->codes("Destination");
  const auto product = data->codes("Product"), year = data->codes("Year");
  const Regression fit =
      regress({.outcome = y,
               .covariates = {{"log distance", distance}},
               .absorbed = {{"Origin", origin}, {"Destination", destination}, {"Product", product}, {"Year", year}}});
  CHECK_CLOSE(fit.coefficient[0], -2.16987597621796, 1e-9);
  CHECK_CLOSE(iid_se(fit, 0), 0.0209275166977034, 1e-9);
  CHECK(fit.absorbed_rank == 15 + 15 + 20 + 10 - 3);
}

TEST_CASE("reference: petersen, investment, grunfeld and lalonde (sandwich 3.0.2, Stata, base R; 13 digits)") {
  const auto petersen = fit_table("oracle/PetersenCL.csv");
  if (!petersen) return;
  const auto py = petersen->column("y"), px = petersen->column("x");
  const Regression p = regress({.outcome = py, .covariates = {{"x", px}}});
  CHECK_CLOSE(p.coefficient[1], 1.0348334394617, 1e-13);
  CHECK_CLOSE(iid_se(p, 1), 0.0285832877912834, 1e-13);
  // Stata's Grunfeld has ten firms (this file has American Steel, too) and numbers in single precision, which moves the
  // ninth digit.
  const auto grunfeld = fit_table("oracle/grunfeld.csv");
  std::vector<double> gy, value, stock;
  for (std::size_t i = 0; i < grunfeld->table.rows; ++i) {
    if (grunfeld->table.columns.at("firm")[i] == "American Steel") continue;
    gy.push_back(static_cast<float>(grunfeld->table.number("invest", i)));
    value.push_back(static_cast<float>(grunfeld->table.number("value", i)));
    stock.push_back(static_cast<float>(grunfeld->table.number("capital", i)));
  }
  const auto investment = fit_table("oracle/Investment.csv");
  std::vector<double> iy = investment->column("RealInv"), gnp = investment->column("RealGNP"),
                      interest = investment->column("RealInt");
  for (auto* column : {&iy, &gnp, &interest}) column->erase(column->begin());
  const Regression i = regress({.outcome = iy, .covariates = {{"RealGNP", gnp}, {"RealInt", interest}}});
  CHECK_CLOSE(i.coefficient[0], -12.5336005909119, 1e-12);
  CHECK_CLOSE(i.coefficient[1], 0.169136454182171, 1e-12);
  CHECK_CLOSE(i.coefficient[2], -1.00143801342344, 1e-12);
  const Regression g = regress({.outcome = gy, .covariates = {{"value", value}, {"capital", stock}}});
  CHECK_CLOSE(g.coefficient[1], 0.11556215606596, 1e-12);
  CHECK_CLOSE(g.coefficient[2], 0.23067848754982, 1e-12);
  CHECK_CLOSE(g.coefficient[0], -42.714369016733, 1e-12);
}

TEST_CASE("by hand: what the factors or other columns explain is dropped, with the reason") {
  const std::vector<double> y{1, 4, 10, 15, 7, 9}, x{0, 2, 5, 7, 1, 4}, twice{0, 4, 10, 14, 2, 8};
  const std::vector<double> tenure{3, 3, 8, 8, 1, 1};
  const std::vector<std::int32_t> person{0, 0, 1, 1, 2, 2};
  const Regression fit = regress({.outcome = y,
                                  .covariates = {{"tenure", tenure}, {"x", x}, {"twice x", twice}},
                                  .absorbed = {{"person", person}}});
  CHECK(fit.names == std::vector<std::string>{"x"});
  REQUIRE(fit.dropped.size() == 2);
  CHECK(fit.dropped[0].name == "tenure");
  CHECK(fit.dropped[0].reason == "explained by the absorbed factors");
  CHECK(fit.dropped[1].name == "twice x");
  CHECK(fit.dropped[1].reason == "explained by the columns before it");
  CHECK(fit.design.size() == 6);
}

namespace {

// 3 factors: people over 8 months in firms that follow one another, and a firm's own trend in x.
struct ThreeFactors {
  std::vector<double> y, x, z, weight;
  std::vector<std::int32_t> person, month, firm;

  explicit ThreeFactors(std::uint64_t seed, std::int32_t people = 400, double truth = 0.5) {
    Random random(seed);
    std::vector<double> skill(people), climate(20);
    for (double& value : skill) value = random.normal();
    for (double& value : climate) value = random.normal();
    for (std::int32_t i = 0; i < people * 8; ++i) {
      if (random.uniform() < 0.1) continue;
      person.push_back(i / 8);
      month.push_back(i % 8);
      firm.push_back(i % 20);
      const double level = skill[i / 8] + climate[i % 20] + 0.3 * (i % 8);
      x.push_back(random.normal() + level);
      z.push_back(random.normal() - level);
      y.push_back(truth * x.back() - z.back() + level + random.normal());
      weight.push_back(0.5 + random.uniform());
    }
  }
  RegressionModel model() const {
    return {.outcome = y,
            .covariates = {{"x", x}, {"z", z}},
            .absorbed = {{"person", person}, {"month", month}, {"firm", firm}},
            .weight = weight};
  }
};

template <typename T>
std::vector<T> reversed(std::vector<T> values) {
  std::ranges::reverse(values);
  return values;
}

}  // namespace

TEST_CASE("invariance: any number of threads gives the same bytes") {
  const ThreeFactors data(1, 8000);
  const RegressionModel model = data.model();
  const Regression one = regress(model, {.threads = 1});
  const Regression four = regress(model, {.threads = 4});
  CHECK(one.coefficient == four.coefficient);
  CHECK(one.residual == four.residual);
  CHECK(one.design == four.design);
  CHECK(one.bread == four.bread);
}

TEST_CASE("invariance: the order of the rows and of the factors, and the numbering of levels, change nothing") {
  const ThreeFactors data(2);
  ThreeFactors other = data;
  for (auto* column : {&other.y, &other.x, &other.z, &other.weight}) *column = reversed(*column);
  for (auto* codes : {&other.person, &other.month, &other.firm}) *codes = reversed(*codes);
  for (std::int32_t& code : other.firm) code = 1000 - 7 * code;
  RegressionModel model = other.model();
  std::swap(model.absorbed[0], model.absorbed[2]);
  const Regression one = regress(data.model()), two = regress(model);
  for (std::size_t j = 0; j < 2; ++j) CHECK_CLOSE(one.coefficient[j], two.coefficient[j], 1e-12);
  CHECK_CLOSE(one.residual_variance, two.residual_variance, 1e-12);
  CHECK(one.absorbed_rank == two.absorbed_rank);
  for (std::size_t i = 0; i < data.y.size(); ++i) {
    CHECK(std::abs(one.residual[i] - two.residual[data.y.size() - 1 - i]) < 1e-9);
  }
}

TEST_CASE("invariance: a level of any size added to each person, month and firm changes nothing but the levels") {
  const ThreeFactors data(3);
  ThreeFactors other = data;
  for (std::size_t i = 0; i < data.y.size(); ++i) {
    other.y[i] += 1e4 * data.firm[i] - 3e3 * data.month[i] + 1e5;
    other.x[i] += 2e3 * (data.person[i] % 17);
  }
  const Regression one = regress(data.model()), two = regress(other.model());
  CHECK_CLOSE(one.coefficient[0], two.coefficient[0], 1e-9);
  CHECK_CLOSE(one.bread[0], two.bread[0], 1e-9);
}

TEST_CASE(
    "invariance: the larger tolerance moves the residuals by no more than it says, and the coefficients not at all") {
  const ThreeFactors data(4);
  RegressionModel model = data.model();
  const Regression strict = regress(model);
  model.tolerance = 1e-5;
  const Regression loose = regress(model);
  CHECK_CLOSE(loose.coefficient[0], strict.coefficient[0], 1e-9);
}

TEST_CASE("recovery: 300 samples with three factors; no bias, and intervals that hold") {
  double sum = 0, squares = 0;
  int held = 0;
  const int samples = 300;
  for (int s = 0; s < samples; ++s) {
    ThreeFactors data(100 + s, 60);
    data.weight.assign(data.y.size(), 1);
    const Regression fit = regress(data.model());
    const double error = fit.coefficient[0] - 0.5;
    sum += error;
    squares += error * error;
    held += std::abs(error) < 1.965 * iid_se(fit, 0);  // t of about 380
  }
  CHECK(std::abs(sum / samples) < 3.5 * std::sqrt(squares) / samples);
  CHECK(std::abs(held - 0.95 * samples) <= 3.5 * std::sqrt(0.95 * 0.05 * samples));
}

TEST_CASE("refusal: nothing varies within the factor") {
  const std::vector<double> y{1, 2, 3, 4}, tool{0, 0, 1, 1};
  const std::vector<std::int32_t> person{0, 0, 1, 1};
  CHECK(
      message_of([&] { regress({.outcome = y, .covariates = {{"tool", tool}}, .absorbed = {{"person", person}}}); }) ==
      "regress: covariates that vary is 0 of 1 ('tool', explained by the absorbed factors), but must be at least 1; "
      "what is constant within an absorbed factor is already held constant");
}

}  // TEST_SUITE("fit/regression")
