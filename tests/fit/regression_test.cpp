#include "payoff/regression.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("fit/regression");

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
  // Stata's Grunfeld has ten firms; this file has American Steel, too.
  const auto grunfeld = fit_table("oracle/grunfeld.csv");
  std::vector<double> gy, value, stock;
  for (std::size_t i = 0; i < grunfeld->table.rows; ++i) {
    if (grunfeld->table.columns.at("firm")[i] == "American Steel") continue;
    gy.push_back(grunfeld->table.number("invest", i));
    value.push_back(grunfeld->table.number("value", i));
    stock.push_back(grunfeld->table.number("capital", i));
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

TEST_SUITE_END();
