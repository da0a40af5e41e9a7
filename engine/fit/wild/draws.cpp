#include "fit/wild/draws.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/dense.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"

namespace payoff {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double vanishing_share = 1e-13;  // of what a sum of squares is made of: less is rounding
constexpr std::size_t block_draws = 4096;  // drawn from one stream, whatever the thread

// What a draw sums over clusters: columns u0, u1, h0, h1 (rho each), N0, N1 by v; q00, q01, q11 by v squared.
struct Summands {
  std::size_t rank = 0, clusters = 0, columns = 0;
  RowMatrix value;  // (G x columns)
};

Summands summands(const ClusterScores& scores, bool restricted) {
  const auto g = static_cast<Eigen::Index>(scores.clusters), k = static_cast<Eigen::Index>(scores.columns);
  const auto j = static_cast<Eigen::Index>(scores.coefficient);
  const MatrixXd bread = Eigen::Map<const MatrixXd>(scores.bread.data(), k, k);
  const MatrixXd s0 = Eigen::Map<const RowMatrix>(scores.score.data(), g, k);
  const MatrixXd own = Eigen::Map<const RowMatrix>(scores.own.data(), g, k);
  const MatrixXd s1 = restricted ? own : MatrixXd::Zero(g, k);
  const MatrixXd m = times(bread(j, j) * own, bread);
  Eigen::ColPivHouseholderQR<MatrixXd> qr(m);
  qr.setThreshold(1e-12);
  const Eigen::Index rho = qr.rank();
  const MatrixXd z = qr.householderQ() * MatrixXd::Identity(g, rho);
  const MatrixXd lead = transposed_times(m, z);  // (k x rho)
  const VectorXd column = bread.col(j), n0 = times(s0, column), n1 = times(s1, column), same = VectorXd::Ones(rho);
  Summands result{static_cast<std::size_t>(rho), scores.clusters, static_cast<std::size_t>(4 * rho + 5),
                  RowMatrix(g, 4 * rho + 5)};
  MatrixXd value(g, 4 * rho + 5);
  value << times(s0, lead), times(s1, lead), scaled(n0, z, same), scaled(n1, z, same), n0, n1, n0.cwiseAbs2(),
      n0.cwiseProduct(n1), n1.cwiseAbs2();
  result.value = value;
  return result;
}

// The values of a cluster's weight, and how many clusters share a table.
struct Weighting {
  std::vector<double> values;
  std::size_t together, entries;
};

Weighting weighting(WildWeights weights) {
  if (weights == WildWeights::rademacher) return {{1, -1}, 8, 256};
  return {{-std::sqrt(1.5), -1, -std::sqrt(0.5), std::sqrt(0.5), 1, std::sqrt(1.5)}, 3, 216};
}

// Sums over a few clusters for every way to weigh them: (tables x entries x columns).
std::vector<double> tabulate(const Summands& part, const Weighting& weights, std::size_t tables) {
  std::vector<double> result(tables * weights.entries * part.columns);
  for (std::size_t row = 0; row < tables * weights.entries; ++row) {
    double* sum = result.data() + row * part.columns;
    std::size_t digits = row % weights.entries;
    const std::size_t first = row / weights.entries * weights.together;
    for (std::size_t g = first; g < std::min(first + weights.together, part.clusters); ++g) {
      const double v = weights.values[digits % weights.values.size()];
      const double* value = part.value.data() + g * part.columns;
      digits /= weights.values.size();
      for (std::size_t f = 0; f < part.columns; ++f) sum[f] += (f + 3 < part.columns ? v : v * v) * value[f];
    }
  }
  return result;
}

// Which entry of each table a draw takes: the bytes of its number, or random ones.
class Patterns {
 public:
  Patterns(std::size_t entries, bool enumerated, std::uint64_t seed, std::size_t block)
      : entries_(entries), number_(block * block_draws), enumerated_(enumerated), random_(seed, block) {}

  void next(std::vector<std::uint8_t>& entry) {
    std::uint64_t word = number_++;
    const int used = entries_ == 256 ? 8 : 32;  // 216 entries from 32 bits: none is likelier than another by 1e-7
    for (std::size_t c = 0; c < entry.size(); ++c) {
      if (!enumerated_ && c * used % 64 == 0) word = random_.bits();
      entry[c] = static_cast<std::uint8_t>(used == 8 ? word & 255 : ((word & 0xffffffffu) * entries_) >> 32);
      word >>= used;
    }
  }

 private:
  std::size_t entries_;
  std::uint64_t number_;
  bool enumerated_;
  Random random_;
};

// V*/c is what is left of larger terms: where only rounding is left, it is 0.
void keep(NullDraws& draws, std::size_t b, const Summands& part, const double* sum) {
  const std::size_t rho = part.rank;
  const double *u0 = sum, *u1 = sum + rho, *h0 = sum + 2 * rho, *h1 = sum + 3 * rho, *rest = sum + 4 * rho;
  double q00 = rest[2], q01 = rest[3], q11 = rest[4], size00 = rest[2], size11 = rest[4];
  for (std::size_t i = 0; i < rho; ++i) {
    q00 += u0[i] * (u0[i] - 2 * h0[i]);
    q01 += u0[i] * u1[i] - h0[i] * u1[i] - h1[i] * u0[i];
    q11 += u1[i] * (u1[i] - 2 * h1[i]);
    size00 += u0[i] * u0[i];
    size11 += u1[i] * u1[i];
  }
  draws.n0[b] = rest[0];
  draws.n1[b] = rest[1];
  const bool none00 = q00 <= vanishing_share * size00, none11 = q11 <= vanishing_share * size11;
  draws.q00[b] = none00 ? 0 : q00;
  draws.q01[b] = none00 || none11 ? 0 : q01;
  draws.q11[b] = none11 ? 0 : q11;
}

}  // namespace

NullDraws draw_wild(const ClusterScores& scores, const WildBootstrap& test, const Context& context) {
  const Summands part = summands(scores, test.restricted);
  const Weighting weights = weighting(test.weights);
  const std::size_t g = scores.clusters, tables = (g + weights.together - 1) / weights.together;
  const std::vector<double> table = tabulate(part, weights, tables);
  NullDraws draws;
  draws.enumerated = test.weights == WildWeights::rademacher && g < 32 && (std::size_t{1} << g) <= test.draws;
  const std::size_t count = draws.enumerated ? std::size_t{1} << (g - 1) : test.draws;
  for (auto* column : {&draws.n0, &draws.n1, &draws.q00, &draws.q01, &draws.q11}) column->resize(count);
  for (std::size_t i = 0; i < g; ++i) draws.variance += part.value(static_cast<Eigen::Index>(i), 4 * part.rank + 2);

  for_each_chunk((count + block_draws - 1) / block_draws, context, [&](std::size_t block) {
    std::vector<std::uint8_t> entry(tables);
    std::vector<double> sum(part.columns);
    Patterns patterns(weights.entries, draws.enumerated, context.seed, block);
    for (std::size_t b = block * block_draws; b < std::min(count, (block + 1) * block_draws); ++b) {
      patterns.next(entry);
      std::ranges::fill(sum, 0.0);
      for (std::size_t c = 0; c < tables; ++c) {
        const double* row = table.data() + (c * weights.entries + entry[c]) * part.columns;
        for (std::size_t f = 0; f < part.columns; ++f) sum[f] += row[f];
      }
      keep(draws, b, part, sum.data());
    }
  });
  return draws;
}

}  // namespace payoff
