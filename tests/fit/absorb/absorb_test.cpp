#include "fit/absorb/absorb.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/absorb/absorb") {

namespace {

// Random levels of each factor; y, x and weights at random.
struct Design {
  std::vector<std::vector<std::int32_t>> codes;
  std::vector<double> y, x, weight;

  Design(std::uint64_t seed, std::size_t n, const std::vector<std::uint64_t>& levels) {
    Random random(seed);
    codes.resize(levels.size());
    for (std::size_t i = 0; i < n; ++i) {
      double level = 0;
      for (std::size_t f = 0; f < levels.size(); ++f) {
        codes[f].push_back(static_cast<std::int32_t>(random.below(levels[f])));
        level += std::sin(static_cast<double>(codes[f].back() * (f + 2)));
      }
      x.push_back(random.normal() + level);
      y.push_back(x.back() + level + random.normal());
      weight.push_back(std::exp(2 * random.normal()));
    }
  }

  RegressionModel absorbed(bool weighted) const {
    RegressionModel model{.outcome = y, .covariates = {{"x", x}}};
    for (std::size_t f = 0; f < codes.size(); ++f) model.absorbed.push_back({fmt::format("f{}", f), codes[f]});
    if (weighted) model.weight = weight;
    return model;
  }

  // The same regression with a column for every level.
  Regression with_dummies(bool weighted) const {
    std::vector<std::vector<double>> columns;
    for (const auto& factor : codes) {
      for (std::int32_t level = 0; level <= *std::ranges::max_element(factor); ++level) {
        std::vector<double>& column = columns.emplace_back();
        for (const std::int32_t code : factor) column.push_back(code == level);
      }
    }
    RegressionModel model{.outcome = y, .intercept = false};
    for (std::size_t j = 0; j < columns.size(); ++j) model.covariates.push_back({fmt::format("d{}", j), columns[j]});
    model.covariates.push_back({"x", x});
    if (weighted) model.weight = weight;
    return regress(model);
  }
};

}  // namespace

TEST_CASE("by hand: absorbing factors is having a dummy for every level, with weights and without") {
  for (const std::vector<std::uint64_t>& levels :
       {std::vector<std::uint64_t>{9}, {12, 5}, {20, 30}, {15, 10, 4}, {8, 8, 5, 3}}) {
    for (const bool weighted : {false, true}) {
      CAPTURE(levels.size());
      CAPTURE(weighted);
      const Design design(levels.size(), 120, levels);
      const Regression absorbed = regress(design.absorbed(weighted)), dummies = design.with_dummies(weighted);
      CHECK_CLOSE(absorbed.coefficient[0], dummies.coefficient.back(), 1e-11);
      CHECK_CLOSE(absorbed.bread[0], dummies.bread.back(), 1e-11);
      CHECK_CLOSE(absorbed.residual_variance, dummies.residual_variance, 1e-11);
      CHECK(absorbed.absorbed_rank + 1 == dummies.names.size());
      for (std::size_t i = 0; i < 120; ++i) {
        CHECK(std::abs(absorbed.residual[i] - dummies.residual[i]) < 1e-9);
      }
    }
  }
}

}  // TEST_SUITE("fit/absorb/absorb")
