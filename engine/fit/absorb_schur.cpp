#include "fit/absorb_schur.hpp"

#include <Eigen/Sparse>
#include <algorithm>
#include <limits>
#include <utility>

#include "fit/absorb_threads.hpp"

namespace payoff {
namespace {

using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

// What the factor may cost for each row and factor, in additions to form S and in operations of the factorisation.
constexpr double pairs_worth = 100, operations_worth = 300;
// A pivot below this share of the diagonal is that of a redundant level. The ridge is below it, and keeps every pivot
// from being 0 exactly, at which the library gives up.
constexpr double redundant_pivot = 1e-11, ridge = 1e-13;
constexpr std::size_t samples = 32, most_chunks = 16, pairs_worth_a_thread = 200000;

// A sparse list of entries by groups; `weight` may stay empty.
struct Lists {
  std::vector<std::size_t> begin;
  std::vector<std::uint32_t> entry;
  std::vector<double> weight;
};

// A'W B: for each level of the first factor the levels of the others that it meets, each once.
Lists meetings_of(const AbsorbRows& rows) {
  Lists meetings{{0}, {}, {}};
  meetings.entry.reserve(rows.other().size());
  meetings.weight.reserve(rows.other().size());
  std::vector<std::size_t> place(rows.other_levels());  // 1 + where the level stands in its list, of any list
  for (std::size_t level = 0; level < rows.first_levels(); ++level) {
    const std::size_t begin = meetings.begin.back();
    for (std::size_t row = rows.first()[level]; row < rows.first()[level + 1]; ++row) {
      for (std::size_t l = 0; l < rows.others(); ++l) {
        const auto j = static_cast<std::uint32_t>(rows.other()[row * rows.others() + l]);
        if (place[j] > begin) {
          meetings.weight[place[j] - 1] += rows.weight(row);
          continue;
        }
        meetings.entry.push_back(j);
        meetings.weight.push_back(rows.weight(row));
        place[j] = meetings.entry.size();
      }
    }
    meetings.begin.push_back(meetings.entry.size());
  }
  return meetings;
}

// The same entries by the other index.
Lists transpose(const Lists& lists, std::size_t groups) {
  Lists result{std::vector<std::size_t>(groups + 1), std::vector<std::uint32_t>(lists.entry.size()),
               std::vector<double>(lists.weight.size())};
  for (const std::uint32_t entry : lists.entry) ++result.begin[entry + 1];
  for (std::size_t g = 0; g < groups; ++g) result.begin[g + 1] += result.begin[g];
  std::vector<std::size_t> next(result.begin.begin(), result.begin.end() - 1);
  for (std::size_t g = 0; g + 1 < lists.begin.size(); ++g) {
    for (std::size_t e = lists.begin[g]; e < lists.begin[g + 1]; ++e) {
      const std::size_t place = next[lists.entry[e]]++;
      result.entry[place] = static_cast<std::uint32_t>(g);
      if (!lists.weight.empty()) result.weight[place] = lists.weight[e];
    }
  }
  return result;
}

// The rows of each level of the others.
Lists rows_of_levels(const AbsorbRows& rows) {
  Lists levels;
  for (std::size_t e = 0; e <= rows.other().size(); e += rows.others()) levels.begin.push_back(e);
  levels.entry.assign(rows.other().begin(), rows.other().end());
  return transpose(levels, rows.other_levels());
}

struct Incidence {
  Lists of_first;  // levels of the others by levels of the first
  Lists of_other;  // levels of the first by levels of the others
  Lists rows;      // rows by levels of the others
};

// One column of S = B'W B - B'W A (A'W A)^-1 A'W B at a time, in a dense work space.
class Column {
 public:
  Column(const AbsorbRows& rows, const Incidence& incidence)
      : rows_(rows), incidence_(incidence), value_(rows.other_levels()), met_(rows.other_levels()) {}

  // Entries of column j, and the weight of level j.
  double load(std::size_t j) {
    const std::size_t m = rows_.others();
    double weight = 0;
    for (std::size_t e = incidence_.rows.begin[j]; e < incidence_.rows.begin[j + 1]; ++e) {
      const std::size_t row = incidence_.rows.entry[e];
      weight += rows_.weight(row);
      for (std::size_t l = 0; l < m; ++l) add(rows_.other()[row * m + l], rows_.weight(row));
    }
    const Lists& first = incidence_.of_first;
    for (std::size_t e = incidence_.of_other.begin[j]; e < incidence_.of_other.begin[j + 1]; ++e) {
      const std::size_t level = incidence_.of_other.entry[e];
      const double share = -incidence_.of_other.weight[e] * rows_.inverse_total(level);
      for (std::size_t met = first.begin[level]; met < first.begin[level + 1]; ++met) {
        add(static_cast<std::int32_t>(first.entry[met]), share * first.weight[met]);
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

double pairs_of(const Lists& meetings) {
  double pairs = 0;
  for (std::size_t level = 0; level + 1 < meetings.begin.size(); ++level) {
    const auto entries = static_cast<double>(meetings.begin[level + 1] - meetings.begin[level]);
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
    const bool nothing_left = diagonal && column.value(k) <= redundant_pivot * weight;
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
    const RowRange range = chunk_rows(chunk, chunks, incidence.rows.entry.size());
    const auto level_at = [&](std::size_t e) {
      return std::ranges::lower_bound(incidence.rows.begin, e) - incidence.rows.begin.begin();
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

  // Holds redundant levels at what the others make of them: any value of theirs solves S v = b, so 1 / pivot is 0.
  void hold_redundant(const Eigen::VectorXd& diagonal) {
    const Eigen::VectorXd permuted = m_P * diagonal;
    for (Eigen::Index j = 0; j < permuted.size(); ++j) {
      if (m_diag[j] <= redundant_pivot * permuted[j]) m_diag[j] = std::numeric_limits<double>::infinity();
    }
  }
};

SchurFactor::SchurFactor(std::unique_ptr<Factor> factor) : factor_(std::move(factor)) {}
SchurFactor::~SchurFactor() = default;

std::unique_ptr<SchurFactor> SchurFactor::make(const AbsorbRows& rows) {
  const auto size = static_cast<double>(rows.other().size());
  Incidence incidence{meetings_of(rows), {}, {}};
  const double pairs = pairs_of(incidence.of_first);
  if (pairs > pairs_worth * size) return nullptr;
  incidence.of_other = transpose(incidence.of_first, rows.other_levels());
  incidence.rows = rows_of_levels(rows);
  if (too_dense(rows, incidence, operations_worth * size)) return nullptr;
  const Sparse s = schur_matrix(rows, incidence, pairs);
  auto factor = std::make_unique<Factor>();
  factor->analyzePattern(s);
  if (factor->operations() > operations_worth * size) return nullptr;
  factor->factorize(s);
  if (factor->info() != Eigen::Success) return nullptr;
  factor->hold_redundant(s.diagonal());
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
