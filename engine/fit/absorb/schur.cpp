#include "fit/absorb/schur.hpp"

#include <Eigen/Sparse>
#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "base/parallel.hpp"

namespace payoff {
namespace {

using Sparse = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;

// What the factor may cost for each row and factor, in additions to form S and in operations of the factorisation.
constexpr double pairs_worth = 100, operations_worth = 300;
// A pivot below this share of its level's weight is that of a redundant level. The ridge is below it, and keeps every pivot
// from being 0 exactly, at which the library gives up.
constexpr double redundant_pivot = 1e-11, ridge = 1e-13;
constexpr std::size_t samples = 32, most_pieces = 16, pairs_worth_a_thread = 200000;

// Entries by groups.
struct Lists {
  std::vector<std::size_t> begin;
  std::vector<std::uint32_t> entry;
  std::vector<double> weight;        // of the entries; may stay empty
  std::vector<std::uint32_t> place;  // a transpose's entries: where they stood
};

// A'W B: for each level of the first factor the levels of the others that it meets, each once.
Lists meetings_of(const AbsorbRows& rows) {
  Lists meetings{{0}, {}, {}, {}};
  meetings.entry.reserve(rows.other().size());
  meetings.weight.reserve(rows.other().size());
  std::vector<std::size_t> place(rows.other_levels());  // 1 + where the level stands in its list, of any list
  const auto meet = [&](std::int32_t j, std::size_t begin, double weight) {
    if (place[j] > begin) {
      meetings.weight[place[j] - 1] += weight;
      return;
    }
    meetings.entry.push_back(static_cast<std::uint32_t>(j));
    meetings.weight.push_back(weight);
    place[j] = meetings.entry.size();
  };
  for (std::size_t level = 0; level < rows.first_levels(); ++level) {
    const std::size_t begin = meetings.begin.back();
    for (std::size_t row = rows.first()[level]; row < rows.first()[level + 1]; ++row) {
      for (std::size_t l = 0; l < rows.others(); ++l)
        meet(rows.other()[row * rows.others() + l], begin, rows.weight(row));
    }
    meetings.begin.push_back(meetings.entry.size());
  }
  return meetings;
}

// The same entries by the other index.
Lists transpose(const Lists& lists, std::size_t groups) {
  Lists result{std::vector<std::size_t>(groups + 1),
               std::vector<std::uint32_t>(lists.entry.size()),
               {},
               std::vector<std::uint32_t>(lists.entry.size())};
  for (const std::uint32_t entry : lists.entry) ++result.begin[entry + 1];
  for (std::size_t g = 0; g < groups; ++g) result.begin[g + 1] += result.begin[g];
  std::vector<std::size_t> next(result.begin.begin(), result.begin.end() - 1);
  for (std::size_t g = 0; g + 1 < lists.begin.size(); ++g) {
    for (std::size_t e = lists.begin[g]; e < lists.begin[g + 1]; ++e) {
      const std::size_t place = next[lists.entry[e]]++;
      result.entry[place] = static_cast<std::uint32_t>(g);
      result.place[place] = static_cast<std::uint32_t>(e);
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

// Half of column j of S = B'W B - B'W A (A'W A)^-1 A'W B at a time, in a dense work space: of two levels that meet in a
// list, the one that stands first takes the pair. Together the halves of all columns hold every pair once.
class HalfColumn {
 public:
  HalfColumn(const AbsorbRows& rows, const Incidence& incidence)
      : rows_(rows), incidence_(incidence), value_(rows.other_levels()), met_(rows.other_levels()) {}

  void load(std::size_t j) {
    const std::size_t m = rows_.others();
    for (std::size_t e = incidence_.rows.begin[j]; e < incidence_.rows.begin[j + 1]; ++e) {
      const std::size_t row = incidence_.rows.entry[e];
      for (std::size_t l = incidence_.rows.place[e]; l < (row + 1) * m; ++l) add(rows_.other()[l], rows_.weight(row));
    }
    const Lists& first = incidence_.of_first;
    for (std::size_t e = incidence_.of_other.begin[j]; e < incidence_.of_other.begin[j + 1]; ++e) {
      const std::size_t level = incidence_.of_other.entry[e], place = incidence_.of_other.place[e];
      const double share = -first.weight[place] * rows_.inverse_total(level);
      for (std::size_t met = place; met < first.begin[level + 1]; ++met) {
        add(static_cast<std::int32_t>(first.entry[met]), share * first.weight[met]);
      }
    }
  }
  const std::vector<std::int32_t>& entries() const { return entries_; }
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

// The least that factorising S can cost, from the entries of 32 of its columns: (entries / 2)^2 / columns.
bool too_dense(const AbsorbRows& rows, double most_operations) {
  const std::size_t levels = rows.other_levels(), looked_at = std::min(samples, levels), m = rows.others();
  std::vector<std::uint32_t> sample(levels), met(levels);  // a bit for each column looked at
  for (std::size_t s = 0; s < looked_at; ++s) sample[levels * (2 * s + 1) / (2 * looked_at)] |= 1u << s;
  for (std::size_t level = 0; level < rows.first_levels(); ++level) {
    const std::size_t begin = rows.first()[level] * m, end = rows.first()[level + 1] * m;
    std::uint32_t bits = 0;
    for (std::size_t e = begin; e < end; ++e) bits |= sample[rows.other()[e]];
    for (std::size_t e = begin; bits != 0 && e < end; ++e) met[rows.other()[e]] |= bits;
  }
  double entries = 0;
  for (const std::uint32_t bits : met) entries += std::popcount(bits);
  entries *= static_cast<double>(levels) / static_cast<double>(looked_at);
  return entries * entries / 4 / static_cast<double>(levels) > most_operations;
}

// Lower triangle of S.
Sparse schur_matrix(const AbsorbRows& rows, const Incidence& incidence, double pairs) {
  const auto levels = static_cast<Eigen::Index>(rows.other_levels());
  const auto chunks = std::clamp(static_cast<std::size_t>(pairs) / pairs_worth_a_thread, std::size_t{1}, most_pieces);
  std::vector<std::vector<Eigen::Triplet<double>>> pieces(chunks);
  for_each_chunk(chunks, rows.context(), [&](std::size_t chunk) {
    HalfColumn column(rows, incidence);
    const RowRange range = chunk_rows(chunk, chunks, incidence.rows.entry.size());
    const auto level_at = [&](std::size_t e) {
      return static_cast<int>(std::ranges::lower_bound(incidence.rows.begin, e) - incidence.rows.begin.begin());
    };
    for (int j = level_at(range.first); j < level_at(range.last); ++j) {
      column.load(j);
      for (const std::int32_t k : column.entries()) {
        pieces[chunk].emplace_back(std::max(j, k), std::min(j, k), column.value(k));
      }
      column.clear();
    }
  });
  for (std::size_t chunk = 1; chunk < chunks; ++chunk) {
    pieces[0].insert(pieces[0].end(), pieces[chunk].begin(), pieces[chunk].end());
  }
  Sparse s(levels, levels);
  s.setFromTriplets(pieces[0].begin(), pieces[0].end());
  return s;
}

// Weight of each level of the others: what its diagonal in S is measured by.
Eigen::VectorXd weights_of_levels(const AbsorbRows& rows) {
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(rows.other_levels()));
  for (std::size_t e = 0; e < rows.other().size(); ++e) weights[rows.other()[e]] += rows.weight(e / rows.others());
  return weights;
}

}  // namespace

// Reads what Eigen 3.4 keeps to itself; schur_test.cpp looks at the version.
struct SchurFactor::Factor : Eigen::SimplicialLDLT<Sparse, Eigen::Lower> {
  double operations() const { return m_nonZerosPerCol.cast<double>().squaredNorm(); }

  // Holds redundant levels at what the others make of them: any value of theirs solves S v = b, so 1 / pivot is 0.
  void hold_redundant(const Eigen::VectorXd& weights) {
    const Eigen::VectorXd permuted = m_P * weights;
    for (Eigen::Index j = 0; j < permuted.size(); ++j) {
      if (m_diag[j] <= redundant_pivot * permuted[j]) m_diag[j] = std::numeric_limits<double>::infinity();
    }
  }
};

SchurFactor::SchurFactor(std::unique_ptr<Factor> factor) : factor_(std::move(factor)) {}
SchurFactor::~SchurFactor() = default;

std::unique_ptr<SchurFactor> SchurFactor::make(const AbsorbRows& rows) {
  const auto size = static_cast<double>(rows.other().size());
  if (too_dense(rows, operations_worth * size)) return nullptr;
  Incidence incidence{meetings_of(rows), {}, {}};
  const double pairs = pairs_of(incidence.of_first);
  if (pairs > pairs_worth * size) return nullptr;
  incidence.of_other = transpose(incidence.of_first, rows.other_levels());
  incidence.rows = rows_of_levels(rows);
  Sparse s = schur_matrix(rows, incidence, pairs);
  const Eigen::VectorXd weights = weights_of_levels(rows);
  s.diagonal() += ridge * weights;
  auto factor = std::make_unique<Factor>();
  factor->analyzePattern(s);
  if (factor->operations() > operations_worth * size) return nullptr;
  factor->factorize(s);
  if (factor->info() != Eigen::Success) return nullptr;
  factor->hold_redundant(weights);
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
