#include "fit/wild/null_inversion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/parallel.hpp"

namespace payoff {
namespace {

constexpr double nearest_t = 0.125;  // the grid of null values begins here
constexpr double grid_ratio = 1.5;
constexpr double farthest_t = 1e4;   // and ends here
constexpr double precision = 1e-11;  // of an end's distance from the estimate
constexpr int halvings_between = 4, halvings_of_first = 7;
// Draws that may say already that p is small or large.
constexpr std::size_t samples[] = {1024, 4096};
constexpr double standard_errors = 6;
constexpr std::size_t usually_open = 10;  // one draw of so many

double farthest_on_grid() {
  double t = nearest_t;
  while (t * grid_ratio < farthest_t) t *= grid_ratio;
  return t;
}

bool is_narrow(const Bracket& bracket) {
  return std::abs(bracket.outside - bracket.inside) <= precision * std::abs(bracket.outside);
}

// The farthest distance on the grid that is not rejected, and the next one.
Bracket bracket_of(const Tail& tail, double unit) {
  // t falls exactly as it grew: powers of 3 by powers of 2.
  for (double t = farthest_on_grid(); t >= nearest_t; t /= grid_ratio) {
    if (!tail.rejects(unit * t)) return {unit * t, unit * t * grid_ratio};
  }
  return {0, unit * nearest_t};
}

// The end of the interval on one side, as a distance d from the estimate. Nearly all draws are on one side of a narrow
// bracket; only the rest need to be asked again and again.
double reach(const Tail& tail, double unit) {
  Bracket bracket = bracket_of(tail, unit);
  NullDraws kept[2];
  Tail few = tail;
  for (int round = 0; !is_narrow(bracket); ++round) {
    for (int i = 0; i < halvings_between && !is_narrow(bracket); ++i)
      (few.rejects(bracket.middle()) ? bracket.outside : bracket.inside) = bracket.middle();
    few = few.between(bracket, kept[round % 2]);
  }
  return bracket.outside;
}

// Random draws come in no order, so that the first speak for all.
class FirstDraws {
 public:
  FirstDraws(const NullDraws& draws, const Significance& level) : draws_(draws), level_(level) {}

  // On either side of the estimate, as narrow as they can say.
  std::optional<std::array<Bracket, 2>> brackets(double unit) const {
    const Bracket above = on_grid(unit), below = on_grid(-unit);
    if (std::isinf(above.outside) || std::isinf(below.outside)) return std::nullopt;
    NullDraws some{.variance = draws_.variance};
    may_be_larger(draws_, level_.ties, std::min(above.inside, -below.inside), some);
    return std::array{narrowed(above, some), narrowed(below, some)};
  }

 private:
  // By how many standard errors p is above what is rejected: by a sample, of which only the first of these are asked.
  double errors_of(const NullDraws& draws, double d, std::size_t first, std::size_t sample) const {
    const double all = static_cast<double>(sample);
    const double share = static_cast<double>(larger_at(draws, level_.ties, d, first)) / all;
    return (share - level_.alpha) / std::sqrt(level_.alpha * (1 - level_.alpha) / all);
  }

  Bracket on_grid(double unit) const {
    Bracket found{0, std::numeric_limits<double>::infinity()};
    bool all_rejected = true;
    for (double t = farthest_on_grid(); t >= nearest_t && found.inside == 0; t /= grid_ratio) {
      double errors = 0;
      for (const std::size_t sample : samples) {
        errors = errors_of(draws_, unit * t, sample, sample);
        if (std::abs(errors) > standard_errors) break;
      }
      all_rejected = all_rejected && errors < -standard_errors;
      if (all_rejected) found.outside = unit * t;
      if (!all_rejected && errors > standard_errors) found.inside = unit * t;
    }
    return found;
  }

  // By those that may be larger.
  Bracket narrowed(const Bracket& found, const NullDraws& some) const {
    const auto errors_above = [&](double d) { return errors_of(some, d, some.n0.size(), draws_.n0.size()); };
    return {nearest(found.inside, found.outside, [&](double d) { return errors_above(d) > standard_errors; }),
            nearest(found.outside, found.inside, [&](double d) { return errors_above(d) < -standard_errors; })};
  }

  template <typename Sure>
  static double nearest(double sure, double unsure, Sure is_sure) {
    for (int i = 0; i < halvings_of_first; ++i) {
      const double middle = (sure + unsure) / 2;
      (is_sure(middle) ? sure : unsure) = middle;
    }
    return sure;
  }

  const NullDraws& draws_;
  const Significance& level_;
};

// What some draws say of all that is asked.
struct Count {
  std::int64_t larger = 0, at_infinity = 0;
  std::array<std::int64_t, 2> always{};
  std::array<NullDraws, 2> open;  // on either side

  void add(const Count& more) {
    larger += more.larger;
    at_infinity += more.at_infinity;
    for (std::size_t side = 0; side < 2; ++side) {
      always[side] += more.always[side];
      append(more.open[side], open[side]);
    }
  }
};

// Of all blocks, the first of which is there already. Most draws are not larger anywhere from the nearest end of a bracket
// on, which is seen of both sides at once.
Count count_all(const NullBlocks& blocks, const NullDraws& first_block, double d, bool ties,
                const std::array<Bracket, 2>& sides, const Context& context) {
  const double nearest = std::min(std::abs(sides[0].inside), std::abs(sides[1].inside));
  std::vector<Count> counts(std::min(thread_count(context.threads), blocks.blocks));
  for_each_chunk(counts.size(), context, [&](std::size_t chunk) {
    Count& count = counts[chunk];
    for (NullDraws& open : count.open) reserve(open, blocks.draws / counts.size() / usually_open);
    NullDraws own, some{.variance = blocks.variance};
    const auto [first, last] = chunk_rows(chunk, counts.size(), blocks.blocks);
    for (std::size_t block = first; block < last; ++block) {
      if (block > 0) blocks.draw(block, own);
      const NullDraws& draws = block > 0 ? own : first_block;
      clear(some);
      may_be_larger(draws, ties, nearest, some);
      const NullDraws& asked = std::abs(d) < nearest ? draws : some;
      count.larger += larger_at(asked, ties, d, asked.n0.size());
      count.at_infinity += larger_at_infinity(some, ties);
      for (std::size_t side = 0; side < 2; ++side)
        count.always[side] += larger_throughout(some, ties, sides[side], count.open[side]);
    }
  });
  Count all = std::move(counts.front());
  for (std::size_t i = 1; i < counts.size(); ++i) all.add(counts[i]);
  for (NullDraws& open : all.open) open.variance = blocks.variance;
  return all;
}

}  // namespace

double p_of_null(const NullDraws& draws, double d, bool ties_count) {
  return Tail(draws, {0.95, ties_count, draws.enumerated, draws.n0.size()}).p(d);
}

Reach invert(const NullDraws& draws, bool ties_count, double level) {
  const Tail tail(draws, {level, ties_count, draws.enumerated, draws.n0.size()});
  if (!tail.rejects_farthest()) return {};
  const double unit = std::sqrt(draws.variance);
  return {reach(tail, unit), -reach(tail, -unit), true};
}

std::optional<NullAnswer> answer_by_blocks(const NullBlocks& blocks, double d, const Significance& level,
                                           const Context& context) {
  if (blocks.draws < 4 * samples[1]) return std::nullopt;
  NullDraws draws;
  blocks.draw(0, draws);
  const FirstDraws first(draws, level);
  const double unit = std::sqrt(blocks.variance);
  const auto sides = first.brackets(unit);
  if (!sides) return std::nullopt;
  const Count count = count_all(blocks, draws, d, level.ties, *sides, context);
  const double p = level.share(static_cast<double>(count.larger));
  if (level.share(static_cast<double>(count.at_infinity)) > level.alpha) return NullAnswer{p, {}};
  double ends[2];
  for (const std::size_t side : {0, 1}) {
    const Bracket& bracket = (*sides)[side];
    const Tail tail(count.open[side], level, bracket, count.always[side]);
    if (tail.p(bracket.inside) <= level.alpha || tail.p(bracket.outside) > level.alpha) return std::nullopt;
    ends[side] = reach(tail, side == 0 ? unit : -unit);
  }
  return NullAnswer{p, {ends[0], -ends[1], true}};
}

}  // namespace payoff
