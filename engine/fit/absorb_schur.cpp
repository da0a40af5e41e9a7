#include "fit/absorb_schur.hpp"

#include <Eigen/Sparse>
#include <algorithm>
#include <utility>

#include "fit/absorb_threads.hpp"

namespace payoff {
namespace {

using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

// What the factor may cost for each row and factor, in additions to form S and in operations of the factorisation.
constexpr double pairs_worth = 100, operations_worth = 300;
constexpr double ridge = 1e-10, rounding_share = 1e-12;
constexpr std::size_t samples = 32, most_chunks = 16, pairs_worth_a_thread = 200000;

// Rows by the levels of the other factors, and each row's level of the first.
struct Incidence {
  std::vector<std::size_t> begin;       // (L + 1)
  std::vector<std::uint32_t> row;       // (n m)
  std::vector<std::uint32_t> level_of;  // (n)
};

Incidence incidence_of(const AbsorbRows& rows) {
  Incidence result{std::vector<std::size_t>(rows.other_levels() + 1), std::vector<std::uint32_t>(rows.other().size()),
                   std::vector<std::uint32_t>(rows.rows())};
  for (const std::int32_t level : rows.other()) ++result.begin[level + 1];
  for (std::size_t j = 0; j < rows.other_levels(); ++j) result.begin[j + 1] += result.begin[j];
  std::vector<std::size_t> next(result.begin.begin(), result.begin.end() - 1);
  for (std::size_t level = 0; level < rows.first_levels(); ++level) {
    for (std::size_t row = rows.first()[level]; row < rows.first()[level + 1]; ++row) {
      result.level_of[row] = static_cast<std::uint32_t>(level);
      for (std::size_t j = 0; j < rows.others(); ++j) {
        result.row[next[rows.other()[row * rows.others() + j]]++] = static_cast<std::uint32_t>(row);
      }
    }
  }
  return result;
}

// One column of S at a time, in a dense work space.
class Column {
 public:
  Column(const AbsorbRows& rows, const Incidence& incidence)
      : rows_(rows), incidence_(incidence), value_(rows.other_levels()), met_(rows.other_levels()) {}

  // Entries of column j, and the weight of level j.
  double load(std::size_t j) {
    const std::size_t m = rows_.others();
    double weight = 0;
    for (std::size_t e = incidence_.begin[j]; e < incidence_.begin[j + 1]; ++e) {
      const std::size_t row = incidence_.row[e], level = incidence_.level_of[row];
      const double w = rows_.weight(row), share = w * rows_.inverse_total(level);
      weight += w;
      for (std::size_t l = 0; l < m; ++l) add(rows_.other()[row * m + l], w);
      for (std::size_t other = rows_.first()[level]; other < rows_.first()[level + 1]; ++other) {
        const double product = -share * rows_.weight(other);
        for (std::size_t l = 0; l < m; ++l) add(rows_.other()[other * m + l], product);
      }
    }
    return weight;
  }
  std::vector<std::int32_t>& entries() { return entries_; }
  double value(std::int32_t k) const { return value_[k]; }
  void clear() {
    for (const std::int32_t k : entries_) {
      value_[k] = 0;
      met_[k] = 0;
    }
    entries_.clear();
  }

 private:
  void add(std::int32_t k, double value) {
    if (!met_[k]) entries_.push_back(k);
    met_[k] = 1;
    value_[k] += value;
  }

  const AbsorbRows& rows_;
  const Incidence& incidence_;
  std::vector<double> value_;
  std::vector<std::uint8_t> met_;
  std::vector<std::int32_t> entries_;
};

double pairs_of(const AbsorbRows& rows) {
  double pairs = 0;
  for (std::size_t level = 0; level < rows.first_levels(); ++level) {
    const auto entries = static_cast<double>((rows.first()[level + 1] - rows.first()[level]) * rows.others());
    pairs += entries * entries;
  }
  return pairs;
}

// The least that factorising a matrix with this many entries can cost: (entries / 2)^2 / columns.
bool too_dense(const AbsorbRows& rows, const Incidence& incidence, double most_operations) {
  const std::size_t levels = rows.other_levels(), looked_at = std::min(samples, levels);
  Column column(rows, incidence);
  double entries = 0;
  for (std::size_t s = 0; s < looked_at; ++s) {
    column.load(levels * s / looked_at);
    entries += static_cast<double>(column.entries().size());
    column.clear();
  }
  entries *= static_cast<double>(levels) / static_cast<double>(looked_at);
  return entries * entries / 4 / static_cast<double>(levels) > most_operations;
}

struct Piece {
  std::vector<int> length, row;
  std::vector<double> value;
};

void append_column(Column& column, std::size_t j, Piece& piece) {
  const double weight = column.load(j);
  std::ranges::sort(column.entries());
  const std::size_t before = piece.row.size();
  for (const std::int32_t k : column.entries()) {
    if (static_cast<std::size_t>(k) < j) continue;
    const bool diagonal = static_cast<std::size_t>(k) == j;
    const bool nothing_left = diagonal && column.value(k) <= rounding_share * weight;
    piece.row.push_back(k);
    piece.value.push_back(nothing_left ? weight : column.value(k) * (diagonal ? 1 + ridge : 1));
  }
  piece.length.push_back(static_cast<int>(piece.row.size() - before));
  column.clear();
}

// Lower triangle of S with its ridge.
Sparse schur_matrix(const AbsorbRows& rows, const Incidence& incidence, double pairs) {
  const auto levels = static_cast<Eigen::Index>(rows.other_levels());
  const auto chunks = std::clamp(static_cast<std::size_t>(pairs) / pairs_worth_a_thread, std::size_t{1}, most_chunks);
  std::vector<Piece> pieces(chunks);
  for_each_chunk(chunks, rows.threads(), [&](std::size_t chunk) {
    Column column(rows, incidence);
    const RowRange range = chunk_rows(chunk, chunks, incidence.row.size());
    const auto level_at = [&](std::size_t e) {
      return std::ranges::lower_bound(incidence.begin, e) - incidence.begin.begin();
    };
    for (auto j = level_at(range.first); j < level_at(range.last); ++j) append_column(column, j, pieces[chunk]);
  });
  std::size_t entries = 0;
  for (const Piece& piece : pieces) entries += piece.row.size();
  Sparse s(levels, levels);
  s.resizeNonZeros(static_cast<Eigen::Index>(entries));
  int at = 0;
  Eigen::Index j = 0;
  for (const Piece& piece : pieces) {
    std::ranges::copy(piece.row, s.innerIndexPtr() + at);
    std::ranges::copy(piece.value, s.valuePtr() + at);
    for (const int length : piece.length) {
      s.outerIndexPtr()[j++] = at;
      at += length;
    }
  }
  s.outerIndexPtr()[j] = at;
  return s;
}

}  // namespace

struct SchurFactor::Factor : Eigen::SimplicialLDLT<Sparse, Eigen::Lower> {
  double operations() const { return m_nonZerosPerCol.cast<double>().squaredNorm(); }
};

SchurFactor::SchurFactor(std::unique_ptr<Factor> factor) : factor_(std::move(factor)) {}
SchurFactor::~SchurFactor() = default;

std::unique_ptr<SchurFactor> SchurFactor::make(const AbsorbRows& rows) {
  const auto size = static_cast<double>(rows.other().size());
  const double pairs = pairs_of(rows);
  if (pairs > pairs_worth * size) return nullptr;
  const Incidence incidence = incidence_of(rows);
  if (too_dense(rows, incidence, operations_worth * size)) return nullptr;
  const Sparse s = schur_matrix(rows, incidence, pairs);
  auto factor = std::make_unique<Factor>();
  factor->analyzePattern(s);
  if (factor->operations() > operations_worth * size) return nullptr;
  factor->factorize(s);
  if (factor->info() != Eigen::Success) return nullptr;
  return std::unique_ptr<SchurFactor>(new SchurFactor(std::move(factor)));
}

void SchurFactor::solve(const LaneVector& r, LaneVector& solution) const {
  Eigen::MatrixXd right(r.size(), lanes);
  for (std::size_t j = 0; j < r.size(); ++j) {
    for (std::size_t l = 0; l < lanes; ++l) right(j, l) = r[j].at[l];
  }
  const Eigen::MatrixXd solved = factor_->solve(right);
  for (std::size_t j = 0; j < r.size(); ++j) {
    for (std::size_t l = 0; l < lanes; ++l) solution[j].at[l] = solved(j, l);
  }
}

}  // namespace payoff
