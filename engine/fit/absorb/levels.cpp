#include "fit/absorb/levels.hpp"

#include <algorithm>
#include <numeric>

namespace payoff {
namespace {

// Codes beyond this many times the rows are looked up in a sorted list instead of a table.
constexpr std::size_t sparse_codes = 8;

void number_sparse_codes(std::span<const std::int32_t> codes, std::span<const std::uint8_t> used,
                         FactorLevels& levels) {
  std::vector<std::int32_t> seen;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (used.empty() || used[i]) seen.push_back(codes[i]);
  }
  std::ranges::sort(seen);
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  levels.count = seen.size();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (!used.empty() && !used[i]) continue;
    levels.of_row.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(seen, codes[i]) - seen.begin()));
  }
}

class Forest {
 public:
  explicit Forest(std::size_t nodes) : parent_(nodes) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t root(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  bool join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
    return a != b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

FactorLevels number_levels(std::span<const std::int32_t> codes, std::span<const std::uint8_t> used) {
  FactorLevels levels;
  levels.of_row.reserve(codes.size());
  const std::int32_t largest = codes.empty() ? -1 : *std::ranges::max_element(codes);
  if (static_cast<std::size_t>(largest) + 1 > sparse_codes * codes.size() + 1000) {
    number_sparse_codes(codes, used, levels);
    return levels;
  }
  std::vector<std::int32_t> number(largest + 1);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (used.empty() || used[i]) number[codes[i]] = 1;
  }
  std::int32_t next = 0;
  for (std::int32_t& n : number) n = n ? next++ : -1;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (used.empty() || used[i]) levels.of_row.push_back(number[codes[i]]);
  }
  levels.count = static_cast<std::size_t>(next);
  return levels;
}

std::size_t drop_singletons(const std::vector<FactorLevels>& factors, std::vector<std::uint8_t>& used) {
  // A level's last row is the sum of its rows' numbers once one is left.
  struct Level {
    std::size_t rows = 0, row_sum = 0;
  };
  std::vector<std::vector<Level>> levels;
  std::vector<std::size_t> alone;
  for (const FactorLevels& factor : factors) {
    std::vector<Level>& level = levels.emplace_back(factor.count);
    for (std::size_t i = 0; i < factor.of_row.size(); ++i) {
      level[factor.of_row[i]].rows += used[i];
      level[factor.of_row[i]].row_sum += used[i] ? i : 0;
    }
    for (const Level& l : level) {
      if (l.rows == 1) alone.push_back(l.row_sum);
    }
  }
  std::size_t dropped = 0;
  while (!alone.empty()) {
    const std::size_t row = alone.back();
    alone.pop_back();
    if (!used[row]) continue;
    used[row] = 0;
    ++dropped;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      Level& level = levels[f][factors[f].of_row[row]];
      level.row_sum -= row;
      if (--level.rows == 1) alone.push_back(level.row_sum);
    }
  }
  return dropped;
}

std::size_t count_components(const FactorLevels& a, const FactorLevels& b) {
  Forest forest(a.count + b.count);
  std::size_t components = a.count + b.count;
  for (std::size_t i = 0; i < a.of_row.size() && components > 1; ++i) {
    components -= forest.join(a.of_row[i], static_cast<std::uint32_t>(a.count) + b.of_row[i]);
  }
  return components;
}

std::size_t absorbed_rank(const std::vector<FactorLevels>& factors) {
  std::size_t rank = 0;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    std::size_t repeated = 0;
    for (std::size_t g = 0; g < f; ++g) repeated = std::max(repeated, count_components(factors[g], factors[f]));
    rank += factors[f].count - repeated;
  }
  return rank;
}

}  // namespace payoff
