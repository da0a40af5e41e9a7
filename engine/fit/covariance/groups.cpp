#include "fit/covariance/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "payoff/error.hpp"

namespace payoff {
namespace {

// Codes are slots as they stand unless that would leave far more slots than rows.
constexpr std::size_t slots_per_row = 2, spare_slots = 4096;

// The codes of the rows in use; empty where that is all of them.
std::vector<std::int32_t> codes_in_use(const Regression& fit, std::span<const std::int32_t> level) {
  std::vector<std::int32_t> kept;
  if (fit.used.empty() || std::ranges::count(fit.used, 0) == 0) return kept;
  kept.reserve(fit.observations);
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (fit.used[i]) kept.push_back(level[i]);
  }
  return kept;
}

Grouping number_sparse_codes(std::span<const std::int32_t> codes) {
  Grouping groups;
  std::vector<std::int32_t>& code_of = groups.code_of;
  code_of.assign(codes.begin(), codes.end());
  std::ranges::sort(code_of);
  code_of.erase(std::unique(code_of.begin(), code_of.end()), code_of.end());
  groups.count = code_of.size();
  groups.numbered.reserve(codes.size());
  for (const std::int32_t code : codes) {
    groups.numbered.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(code_of, code) - code_of.begin()));
  }
  return groups;
}

void require_codes(const Regression& fit, std::span<const std::int32_t> level, const std::string& role) {
  const std::size_t rows = fit.used.empty() ? fit.observations : fit.used.size();
  if (level.size() != rows) {
    throw Error(ErrorKind::usage, {.function = "covariance"},
                fmt::format("length of {} is {}, but must be {}", role, level.size(), rows),
                "give one code for each row of the model");
  }
  const std::int32_t least = std::ranges::min(level);
  if (least < 0) {
    throw Error(ErrorKind::data, {.function = "covariance"},
                fmt::format("code of {} is {}, but must be at least 0", role, least), "number its levels from 0");
  }
}

}  // namespace

Grouping group_rows(const Regression& fit, std::span<const std::int32_t> level, const std::string& role) {
  require_codes(fit, level, role);
  std::vector<std::int32_t> kept = codes_in_use(fit, level);
  const std::span<const std::int32_t> codes = kept.empty() ? level : std::span<const std::int32_t>(kept);
  const std::size_t slots = static_cast<std::size_t>(std::ranges::max(codes)) + 1;
  if (slots > slots_per_row * codes.size() + spare_slots) return number_sparse_codes(codes);
  std::vector<std::uint8_t> seen(slots);
  for (const std::int32_t code : codes) seen[code] = 1;
  Grouping groups;
  groups.count = static_cast<std::size_t>(std::ranges::count(seen, 1));
  groups.code_of.resize(slots);
  std::iota(groups.code_of.begin(), groups.code_of.end(), 0);
  if (kept.empty()) groups.codes = level;
  groups.numbered = std::move(kept);
  return groups;
}

GroupedRows rows_by_group(const Grouping& groups) {
  const std::span<const std::int32_t> of = groups.of();
  GroupedRows sorted{std::vector<std::uint32_t>(of.size()), std::vector<std::uint32_t>(groups.slots() + 1)};
  for (const std::int32_t slot : of) ++sorted.first[slot + 1];
  std::partial_sum(sorted.first.begin(), sorted.first.end(), sorted.first.begin());
  std::vector<std::uint32_t> next(sorted.first.begin(), sorted.first.end() - 1);
  for (std::size_t i = 0; i < of.size(); ++i) sorted.rows[next[of[i]]++] = static_cast<std::uint32_t>(i);
  return sorted;
}

Grouping intersect(const Grouping& a, const Grouping& b) {
  const GroupedRows by_a = rows_by_group(a);
  const std::span<const std::int32_t> of_b = b.of();
  // Within one slot of a, a slot of b has a pair already if it was last seen in this slot of a.
  std::vector<std::int32_t> last_seen(b.slots(), -1), pair_of(b.slots());
  Grouping pairs;
  pairs.numbered.resize(of_b.size());
  std::int32_t next = 0;
  for (std::size_t slot = 0; slot < a.slots(); ++slot) {
    for (std::uint32_t at = by_a.first[slot]; at < by_a.first[slot + 1]; ++at) {
      const std::uint32_t row = by_a.rows[at];
      const std::int32_t other = of_b[row];
      if (last_seen[other] != static_cast<std::int32_t>(slot)) {
        last_seen[other] = static_cast<std::int32_t>(slot);
        pair_of[other] = next++;
      }
      pairs.numbered[row] = pair_of[other];
    }
  }
  pairs.count = static_cast<std::size_t>(next);
  pairs.code_of.resize(pairs.count);
  std::iota(pairs.code_of.begin(), pairs.code_of.end(), 0);
  return pairs;
}

bool nested(std::span<const std::int32_t> level, std::size_t levels, const Grouping& groups) {
  const std::span<const std::int32_t> of = groups.of();
  std::vector<std::int32_t> group_of(levels, -1);
  for (std::size_t i = 0; i < level.size(); ++i) {
    std::int32_t& group = group_of[level[i]];
    if (group < 0) group = of[i];
    if (group != of[i]) return false;
  }
  return true;
}

}  // namespace payoff
