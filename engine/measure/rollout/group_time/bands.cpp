#include "measure/rollout/group_time/bands.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <span>

#include "base/dense.hpp"
#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"

namespace payoff {
namespace {

constexpr std::size_t draws_of_bands = 1000;
constexpr std::size_t rows_at_once = 8;  // a byte holds their signs
constexpr std::size_t sign_patterns = std::size_t{1} << rows_at_once;

// Sums of rows with random signs, for all draws at once. Eight rows have 256 signed sums; made once, each draw looks up
// its own, so that a draw costs an eighth of its additions.
class SignedSums {
 public:
  SignedSums(std::size_t columns, std::size_t draws, const Random& signs)
      : columns_(columns),
        draws_(draws),
        signs_(signs),
        table_(sign_patterns * columns),
        total_(columns),
        sums_(draws * columns) {}

  // Up to eight rows, by rows; missing ones are 0.
  void add(const double* rows) {
    for (std::size_t bit = 0; bit < rows_at_once; ++bit) {
      const double* row = rows + bit * columns_;
      const std::size_t known = std::size_t{1} << bit;
      for (std::size_t pattern = 0; pattern < known; ++pattern) {
        const double* from = table_.data() + pattern * columns_;
        double* to = table_.data() + (pattern + known) * columns_;
        for (std::size_t j = 0; j < columns_; ++j) to[j] = from[j] + row[j];
      }
    }
    const double* all = table_.data() + (sign_patterns - 1) * columns_;
    for (std::size_t j = 0; j < columns_; ++j) total_[j] += all[j];
    for (std::size_t b = 0; b < draws_; b += sizeof(std::uint64_t)) {
      std::uint64_t bits = signs_.bits();
      const std::size_t end = std::min(b + sizeof(std::uint64_t), draws_);
      for (std::size_t draw = b; draw < end; ++draw, bits >>= 8) {
        const double* from = table_.data() + (bits & 0xff) * columns_;
        double* to = sums_.data() + draw * columns_;
        for (std::size_t j = 0; j < columns_; ++j) to[j] += from[j];
      }
    }
  }

  // Those with sign + less those with sign -.
  std::vector<double> result() const {
    std::vector<double> signed_sums(sums_);
    for (std::size_t b = 0; b < draws_; ++b) {
      for (std::size_t j = 0; j < columns_; ++j) {
        signed_sums[b * columns_ + j] = 2 * sums_[b * columns_ + j] - total_[j];
      }
    }
    return signed_sums;
  }

 private:
  std::size_t columns_, draws_;
  Random signs_;
  std::vector<double> table_, total_, sums_;
};

// The draws of one piece of units that are their own clusters: (draws x m).
std::vector<double> draws_of(const InfluenceRows& rows, const UnitPiece& piece, std::size_t targets, SignedSums sums) {
  const std::size_t columns = rows.columns();
  std::vector<double> block, eight;
  for (std::size_t begin = piece.begin; begin < piece.end; begin += units_at_once) {
    const std::size_t end = std::min(begin + units_at_once, piece.end), n = end - begin;
    rows.fill(begin, end, block);
    for (std::size_t first = 0; first < n; first += rows_at_once) {
      eight.assign(rows_at_once * columns, 0);
      for (std::size_t i = first; i < std::min(first + rows_at_once, n); ++i) {
        for (std::size_t j = 0; j < columns; ++j) eight[(i - first) * columns + j] = block[j * n + i];
      }
      sums.add(eight.data());
    }
  }
  std::vector<double> draws = sums.result();
  if (rows.projection().empty()) return draws;
  using ByRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const ByRows result =
      Eigen::Map<const ByRows>(draws.data(), index_of(draws.size() / columns), index_of(columns)) *
      Eigen::Map<const Eigen::MatrixXd>(rows.projection().data(), index_of(columns), index_of(targets));
  return {result.data(), result.data() + result.size()};
}

std::vector<double> draws_of_clusters(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                      std::size_t draws, const Context& context) {
  SignedSums sums(targets.size(), draws, Random(context.seed));
  std::vector<double> influence = cluster_influence(panel, fit, targets, context);
  influence.resize((panel.clusters + rows_at_once - 1) / rows_at_once * rows_at_once * targets.size());
  for (std::size_t g = 0; g < panel.clusters; g += rows_at_once) sums.add(influence.data() + g * targets.size());
  return sums.result();
}

}  // namespace

std::vector<double> multiplier_draws(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                     std::size_t draws, const Context& context) {
  if (panel.clusters < panel.units() || has_few_units(panel, targets))
    return draws_of_clusters(panel, fit, targets, draws, context);
  return sum_over_pieces(
      panel, fit, targets, draws * targets.size(), context,
      [&](const InfluenceRows& rows, std::size_t p, const UnitPiece& piece, std::vector<double>& sum) {
        const std::vector<double> own =
            draws_of(rows, piece, targets.size(), SignedSums(rows.columns(), draws, Random(context.seed, p)));
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += own[i];
      });
}

double uniform_critical_value(const std::vector<double>& draws, const std::vector<double>& scale, double level) {
  const std::size_t m = scale.size(), count = draws.size() / m;
  std::vector<double> largest(count);
  for (std::size_t b = 0; b < count; ++b) {
    for (std::size_t j = 0; j < m; ++j) {
      if (scale[j] > 0) largest[b] = std::max(largest[b], std::abs(draws[b * m + j]) / scale[j]);
    }
  }
  const auto rank = static_cast<std::size_t>(std::ceil(level * static_cast<double>(count)));
  std::ranges::nth_element(largest, largest.begin() + static_cast<std::ptrdiff_t>(rank - 1));
  return largest[rank - 1];
}

double uniform_factor(const CohortPanel& panel, const GroupTime& fit, const std::vector<GroupTimeTarget>& path,
                      const std::vector<double>& scale, double level, const Context& context) {
  const std::vector<double> all = multiplier_draws(panel, fit, targets_of(path), draws_of_bands, context);
  return std::max(1.0, uniform_critical_value(all, scale, level) / normal_quantile(0.5 + level / 2));
}

double bonferroni_factor(std::size_t points, const Precision& precision) {
  const double count = std::max(1.0, static_cast<double>(points) - 1), outside = (1 - precision.level) / 2;
  return student_quantile(1 - outside / count, precision.df) / student_quantile(1 - outside, precision.df);
}

}  // namespace payoff
