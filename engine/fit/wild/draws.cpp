#include "fit/wild/draws.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "base/dense.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/wide.hpp"

namespace payoff {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double vanishing_share = 1e-13;  // of what a sum of squares is made of: less is rounding
constexpr std::size_t block_draws = 4096;  // drawn from one stream, whatever the thread
constexpr std::size_t few_draws = 64;      // summed up at once, column by column
constexpr std::size_t side_by_side = 4;    // columns

// What a draw sums over clusters: columns u0, u1, h0, h1 (rho each), N0, N1 by v; then q00, q01, q11 by v squared. Both
// are filled up with columns of 0.
struct Summands {
  std::size_t rank = 0, clusters = 0, linear = 0, columns = 0;
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
  const Eigen::Index four = side_by_side, linear = (4 * rho + 2 + four - 1) / four * four, columns = linear + four;
  MatrixXd value(g, columns);
  value << times(s0, lead), times(s1, lead), scaled(n0, z, same), scaled(n1, z, same), n0, n1,
      MatrixXd::Zero(g, linear - 4 * rho - 2), n0.cwiseAbs2(), n0.cwiseProduct(n1), n1.cwiseAbs2(), VectorXd::Zero(g);
  return {static_cast<std::size_t>(rho), scores.clusters, static_cast<std::size_t>(linear),
          static_cast<std::size_t>(columns), value};
}

// The values of a cluster's weight, and how many clusters share a table.
struct Weighting {
  std::vector<double> values;
  std::size_t together, entries;
};

// Signs of all clusters in one word are shared out evenly, so that tables stay small.
Weighting weighting(WildWeights weights, std::size_t clusters) {
  constexpr std::size_t most = 8, of_word = 64;
  if (weights == WildWeights::rademacher) {
    const std::size_t tables = (clusters + most - 1) / most;
    const std::size_t together = clusters < of_word ? (clusters + tables - 1) / tables : most;
    return {{1, -1}, together, std::size_t{1} << together};
  }
  return {{-std::sqrt(1.5), -1, -std::sqrt(0.5), std::sqrt(0.5), 1, std::sqrt(1.5)}, 3, 216};
}

// Sums over a few clusters for every way to weigh them: (tables x entries x columns). Signs squared are 1: what goes by
// them is the same in every draw, and left out.
struct Table {
  std::size_t tables, entries, columns;
  std::vector<double> value;
};

Table tabulate(const Summands& part, const Weighting& weights) {
  const std::size_t tables = (part.clusters + weights.together - 1) / weights.together;
  Table result{tables, weights.entries, weights.values.size() == 2 ? part.linear : part.columns, {}};
  result.value.resize(tables * weights.entries * result.columns);
  for (std::size_t row = 0; row < tables * weights.entries; ++row) {
    double* sum = result.value.data() + row * result.columns;
    std::size_t digits = row % weights.entries;
    const std::size_t first = row / weights.entries * weights.together;
    for (std::size_t g = first; g < std::min(first + weights.together, part.clusters); ++g) {
      const double v = weights.values[digits % weights.values.size()];
      const double* value = part.value.data() + g * part.columns;
      digits /= weights.values.size();
      for (std::size_t f = 0; f < result.columns; ++f) sum[f] += (f < part.linear ? v : v * v) * value[f];
    }
  }
  return result;
}

// Where the rows of one table lie that a few draws take, by bits of their words.
struct Bits {
  std::size_t words, shift;  // from one draw to the next; within a word
  std::uint32_t entries, first, columns;
};

PAYOFF_WIDE void take_signs(const std::uint64_t* word, const Bits& bits, std::uint32_t* row) {
  const auto [words, shift, entries, first, columns] = bits;
  for (std::size_t b = 0; b < few_draws; ++b)
    row[b] = first + (static_cast<std::uint32_t>(word[b * words] >> shift) & (entries - 1)) * columns;
}

// 216 entries from 32 bits: none is likelier than another by 1e-7.
PAYOFF_WIDE void take_webb(const std::uint64_t* word, const Bits& bits, std::uint32_t* row) {
  const auto [words, shift, entries, first, columns] = bits;
  for (std::size_t b = 0; b < few_draws; ++b)
    row[b] = first + static_cast<std::uint32_t>((word[b * words] >> shift & 0xffffffffu) * entries >> 32) * columns;
}

// Which row of the tables a draw takes from each: the bits of its number, or random ones.
class Patterns {
 public:
  Patterns(const Table& table, bool enumerated, Random random, std::uint64_t first)
      : table_(table),
        signs_(std::has_single_bit(table.entries)),
        used_(signs_ ? std::countr_zero(table.entries) : 32),
        of_word_(64 / used_),
        number_(first),
        enumerated_(enumerated),
        random_(random),
        word_(few_draws * ((table.tables + of_word_ - 1) / of_word_)),
        row_(few_draws * table.tables) {}

  // Of the next few draws, by where they begin: (tables x few).
  const std::uint32_t* next() {
    if (enumerated_) {
      for (std::uint64_t& word : word_) word = number_++;
    } else {
      random_.fill(word_);
    }
    for (std::size_t c = 0; c < table_.tables; ++c) {
      const auto entries = static_cast<std::uint32_t>(table_.entries),
                 columns = static_cast<std::uint32_t>(table_.columns);
      const Bits bits{word_.size() / few_draws, c % of_word_ * used_, entries,
                      static_cast<std::uint32_t>(c) * entries * columns, columns};
      (signs_ ? take_signs : take_webb)(word_.data() + c / of_word_, bits, row_.data() + c * few_draws);
    }
    return row_.data();
  }

 private:
  const Table& table_;
  bool signs_;
  std::size_t used_, of_word_;
  std::uint64_t number_;
  bool enumerated_;
  Random random_;
  std::vector<std::uint64_t> word_;
  std::vector<std::uint32_t> row_;
};

// Of so many times four columns, from column f on. Inlined, so that it is as wide as what calls it.
template <std::size_t fours>
[[gnu::always_inline]] inline void add_columns(const Table& table, const std::uint32_t* row, std::size_t f,
                                               double* sum) {
  const double* value = table.value.data() + f;
  const std::size_t tables = table.tables;
  for (std::size_t b = 0; b < few_draws; b += side_by_side) {
    Four part[fours][side_by_side];
    for (std::size_t k = 0; k < side_by_side; ++k) {
      for (std::size_t q = 0; q < fours; ++q) part[q][k] = four_at(value + row[b + k] + q * side_by_side);
      for (std::size_t c = 1; c < tables; ++c) {
        const double* at = value + row[c * few_draws + b + k];
        for (std::size_t q = 0; q < fours; ++q) part[q][k] += four_at(at + q * side_by_side);
      }
    }
    for (std::size_t q = 0; q < fours; ++q) {
      turn(part[q]);
      for (std::size_t k = 0; k < side_by_side; ++k)
        four_at(sum + (f + q * side_by_side + k) * few_draws + b) = part[q][k];
    }
  }
}

// The sums of a few draws: (columns x few).
PAYOFF_WIDE void add_up(const Table& table, const std::uint32_t* row, double* sum) {
  std::size_t f = 0;
  for (; f + 3 * side_by_side <= table.columns; f += 3 * side_by_side) add_columns<3>(table, row, f, sum);
  for (; f < table.columns; f += side_by_side) add_columns<1>(table, row, f, sum);
}

// V*/c of a few draws is what is left of larger terms: where only rounding is left, it is 0.
PAYOFF_WIDE void keep(NullDraws& draws, std::size_t first, const Summands& part, const double* sum) {
  const std::size_t rho = part.rank;
  const double *n = sum + 4 * rho * few_draws, *squares = sum + part.linear * few_draws;
  for (std::size_t b = 0; b < few_draws; b += side_by_side) {
    const auto row = [&](const double* of, std::size_t i) -> const Four& { return four_at(of + i * few_draws + b); };
    Four q00 = row(squares, 0), q01 = row(squares, 1), q11 = row(squares, 2), size00 = q00, size11 = q11;
    for (std::size_t i = 0; i < rho; ++i) {
      const Four u0 = row(sum, i), u1 = row(sum, rho + i), h0 = row(sum, 2 * rho + i), h1 = row(sum, 3 * rho + i);
      q00 += u0 * (u0 - 2 * h0);
      q01 += u0 * u1 - h0 * u1 - h1 * u0;
      q11 += u1 * (u1 - 2 * h1);
      size00 += u0 * u0;
      size11 += u1 * u1;
    }
    const auto some00 = q00 > vanishing_share * size00, some11 = q11 > vanishing_share * size11;
    four_at(draws.n0.data() + first + b) = row(n, 0);
    four_at(draws.n1.data() + first + b) = row(n, 1);
    four_at(draws.q00.data() + first + b) = some00 ? q00 : Four{};
    four_at(draws.q01.data() + first + b) = some00 & some11 ? q01 : Four{};
    four_at(draws.q11.data() + first + b) = some11 ? q11 : Four{};
  }
}

}  // namespace

NullDraws draw_wild(const ClusterScores& scores, const WildBootstrap& test, const Context& context) {
  const Summands part = summands(scores, test.restricted);
  const Table table = tabulate(part, weighting(test.weights, scores.clusters));
  const std::size_t g = scores.clusters;
  NullDraws draws;
  draws.enumerated = test.weights == WildWeights::rademacher && g < 32 && (std::size_t{1} << g) <= test.draws;
  const std::size_t count = draws.enumerated ? std::size_t{1} << (g - 1) : test.draws;
  const std::size_t rounded = (count + few_draws - 1) / few_draws * few_draws;
  const std::array columns{&draws.n0, &draws.n1, &draws.q00, &draws.q01, &draws.q11};
  for (std::vector<double>* column : columns) column->resize(rounded);
  const Eigen::RowVectorXd squares = part.value.rightCols(side_by_side).colwise().sum();
  draws.variance = squares[0];

  for_each_chunk((count + block_draws - 1) / block_draws, context, [&](std::size_t block) {
    std::vector<double> sum(few_draws * part.columns);
    for (std::size_t f = part.linear; f < part.columns; ++f)
      std::fill_n(sum.data() + f * few_draws, few_draws, squares[index_of(f - part.linear)]);
    const std::size_t begin = block * block_draws, end = std::min(rounded, begin + block_draws);
    Patterns patterns(table, draws.enumerated, Random(context.seed, block), begin);
    for (std::size_t b = begin; b < end; b += few_draws) {
      add_up(table, patterns.next(), sum.data());
      keep(draws, b, part, sum.data());
    }
  });
  for (std::vector<double>* column : columns) column->resize(count);
  return draws;
}

}  // namespace payoff
