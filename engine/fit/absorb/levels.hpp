// The levels of absorbed factors: renumbered without gaps, rows that stand alone in one, and how many parameters the
// factors cost together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "payoff/regression.hpp"

namespace payoff {

// One factor on the rows in use, its levels numbered 0, 1, ... in the order of their codes.
struct FactorLevels {
  std::vector<std::int32_t> of_row;  // (n)
  std::size_t count = 0;
};

// used (rows): 1 = in use; empty = all.
FactorLevels number_levels(std::span<const std::int32_t> codes, std::span<const std::uint8_t> used);

// Marks as unused the rows that are alone in a level of some factor, until none is left (Correia 2015); returns how many.
std::size_t drop_singletons(const std::vector<FactorLevels>& factors, std::vector<std::uint8_t>& used);

// Connected components of the graph that has the levels of two factors as nodes and the rows as edges.
std::size_t count_components(const FactorLevels& a, const FactorLevels& b);

// Rank of the dummies of all factors together. Exact for one factor and for two (levels less connected components;
// Abowd, Creecy & Kramarz 2002). Each further factor repeats at least as many parameters as it has components with one
// factor before it, and that is what is subtracted: exact too unless three factors are tied in a way that no two are.
std::size_t absorbed_rank(const std::vector<FactorLevels>& factors);

}  // namespace payoff
