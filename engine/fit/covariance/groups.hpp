// Rows in use grouped by level: clusters, their intersections, units, times.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "payoff/regression.hpp"

namespace payoff {

struct Grouping {
  std::vector<std::int32_t> numbered{};  // filled only where the codes could not be used as they are
  std::span<const std::int32_t> codes{};
  std::vector<std::int32_t> code_of{};  // (slots) the code behind each slot, ascending
  std::size_t count = 0;                // slots that hold a row; the others stay empty

  std::size_t slots() const { return code_of.size(); }
  std::span<const std::int32_t> of() const { return numbered.empty() ? codes : std::span(numbered); }  // (n) slot
};

// `level` has one code for each row of the model; rows that the fit did not use are left out. The codes must outlive
// the result. Throws Error(usage) for another length, Error(data) for a negative code; `role` names it.
Grouping group_rows(const Regression& fit, std::span<const std::int32_t> level, const std::string& role);

// One slot for each pair of slots that occurs.
Grouping intersect(const Grouping& a, const Grouping& b);

// Whether all rows of each level lie in one group.
bool nested(std::span<const std::int32_t> level, std::size_t levels, const Grouping& groups);

// Rows sorted by slot, in their order within it; slot s holds rows[first[s]] .. rows[first[s + 1] - 1].
struct GroupedRows {
  std::vector<std::uint32_t> rows;   // (n)
  std::vector<std::uint32_t> first;  // (slots + 1)
};
GroupedRows rows_by_group(const Grouping& groups);

}  // namespace payoff
