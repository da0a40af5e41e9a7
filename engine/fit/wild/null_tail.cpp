#include "fit/wild/null_tail.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <span>

#include "base/wide.hpp"

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;  // of t squared: closer than this is a tie
constexpr double rounding_share = 1e-12;
constexpr std::size_t block = 1024;          // draws between two looks at the count
constexpr std::size_t usually_possible = 8;  // one of so many, between distances near to each other

// What a draw must pass to be larger than the data at a distance.
struct Bar {
  Bar(const NullDraws& draws, bool ties, double distance)
      : n0(draws.n0.data()),
        n1(draws.n1.data()),
        q00(draws.q00.data()),
        q01(draws.q01.data()),
        q11(draws.q11.data()),
        d(distance),
        s(draws.variance),
        share(ties ? 1 - tie_share : 1 + tie_share),
        bar(d * d * share),
        rounding(tie_share * tie_share * s * s * (ties ? -1 : 1)) {}
  double numerator(std::size_t b) const { return n0[b] + d * n1[b]; }
  double variance(std::size_t b) const { return q00[b] + d * (2 * q01[b] + d * q11[b]); }
  bool passes(std::size_t b) const {
    const double above = numerator(b);
    return above * above * s > bar * variance(b) + rounding;
  }
  bool passes_farthest(std::size_t b) const { return (q11[b] == 0) & (n1[b] * n1[b] * s > q00[b] * share); }
  const double *n0, *n1, *q00, *q01, *q11;
  double d, s, share, bar, rounding;
};

PAYOFF_WIDE std::int64_t count_of(const Bar& at, std::size_t first, std::size_t last) {
  const Bar bar = at;
  std::int64_t passed = 0;
  for (std::size_t b = first; b < last; ++b) passed += bar.passes(b) ? 1 : 0;
  return passed;
}

// As the distance goes to infinity.
PAYOFF_WIDE std::int64_t count_farthest(const Bar& at, std::size_t draws) {
  const Bar bar = at;
  std::int64_t passed = 0;
  for (std::size_t b = 0; b < draws; ++b) passed += bar.passes_farthest(b) ? 1 : 0;
  return passed;
}

// Between two distances of the same sign: a draw that is larger at one of them may pass, and one that may not be.
struct Between {
  Between(const NullDraws& draws, bool ties_count, const Bracket& bracket)
      : a(draws, ties_count, bracket.inside),
        b(draws, ties_count, bracket.outside),
        least_square(std::min(a.bar, b.bar)),
        most_square(std::max(a.d * a.d, b.d * b.d) * a.share),
        sag((b.d - a.d) * (b.d - a.d) / 4) {}

  bool may_pass(std::size_t i) const {
    const double na = a.numerator(i), nb = b.numerator(i), va = a.variance(i), vb = b.variance(i);
    const double squares = na * na, others = nb * nb, chord = (va > vb ? vb : va) - sag * a.q11[i];
    const double most = (squares > others ? squares : others) * a.s, low = least_square * (chord > 0 ? chord : 0);
    return most * (1 + rounding_share) > low + a.rounding;
  }
  bool must_pass(std::size_t i) const {
    const double na = a.numerator(i), nb = b.numerator(i), va = a.variance(i), vb = b.variance(i);
    const double squares = na * na, others = nb * nb, high = most_square * (va > vb ? va : vb);
    const double least = na * nb > 0 ? (squares > others ? others : squares) * a.s : 0;
    return least > high * (1 + rounding_share) + a.rounding;
  }
  Bar a, b;
  double least_square, most_square, sag;
};

using Found = std::array<std::int64_t, block>;  // 1: it is one of those

PAYOFF_WIDE void find_possible(const Between& bars, std::size_t first, std::size_t last, Found& found) {
  const Between between = bars;
  for (std::size_t i = first; i < last; ++i) found[i - first] = between.may_pass(i) ? 1 : 0;
}

PAYOFF_WIDE void find_uncertain(const Between& bars, std::size_t first, std::size_t last, Found& found) {
  const Between between = bars;
  for (std::size_t i = first; i < last; ++i) found[i - first] = between.must_pass(i) ? 0 : 1;
}

template <typename Draws>
auto columns_of(Draws& draws) {
  return std::array{&draws.n0, &draws.n1, &draws.q00, &draws.q01, &draws.q11};
}

template <typename Find>
void append_found(Find find, const NullDraws& draws, const Between& between, NullDraws& to) {
  Found found;
  std::array<std::size_t, block> which;
  const std::array from_columns = columns_of(draws);
  const std::array to_columns = columns_of(to);
  for (std::size_t first = 0; first < draws.n0.size(); first += block) {
    const std::size_t last = std::min(first + block, draws.n0.size());
    find(between, first, last, found);
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      which[count] = i;
      count += static_cast<std::size_t>(found[i - first]);
    }
    for (std::size_t c = 0; c < to_columns.size(); ++c) {
      const double* from = from_columns[c]->data();
      const auto cell = [from](std::size_t i) -> const double& { return from[i]; };
      const auto found_cells = std::span(which).first(count) | std::views::transform(cell);
      to_columns[c]->insert(to_columns[c]->end(), found_cells.begin(), found_cells.end());
    }
  }
}

// Until there are more than enough.
double count_larger(const NullDraws& draws, bool ties_count, double d, double enough) {
  const Bar bar(draws, ties_count, d);
  double larger = 0;
  for (std::size_t first = 0; first < draws.n0.size() && larger <= enough; first += block)
    larger += static_cast<double>(count_of(bar, first, std::min(first + block, draws.n0.size())));
  return larger;
}

}  // namespace

void reserve(NullDraws& draws, std::size_t count) {
  for (std::vector<double>* column : columns_of(draws)) column->reserve(count);
}

void append(const NullDraws& more, NullDraws& draws) {
  const std::array to = columns_of(draws);
  const std::array from = columns_of(more);
  for (std::size_t c = 0; c < to.size(); ++c) to[c]->insert(to[c]->end(), from[c]->begin(), from[c]->end());
}

std::int64_t larger_at(const NullDraws& draws, bool ties_count, double d, std::size_t first) {
  return count_of(Bar(draws, ties_count, d), 0, std::min(first, draws.n0.size()));
}

std::int64_t larger_at_infinity(const NullDraws& draws, bool ties_count) {
  return count_farthest(Bar(draws, ties_count, 0), draws.n0.size());
}

// Few are possible, so that the others are asked no more.
std::int64_t larger_throughout(const NullDraws& draws, bool ties_count, const Bracket& bracket, NullDraws& open) {
  NullDraws possible{.variance = draws.variance};
  reserve(possible, draws.n0.size() / usually_possible);
  append_found(find_possible, draws, {draws, ties_count, bracket}, possible);
  const std::size_t before = open.n0.size();
  append_found(find_uncertain, possible, {possible, ties_count, bracket}, open);
  return static_cast<std::int64_t>(possible.n0.size() - (open.n0.size() - before));
}

double Tail::p(double d) const {
  return level_.share(always_ + count_larger(*draws_, level_.ties, d, std::numeric_limits<double>::infinity()));
}

bool Tail::rejects(double d) const {
  if (std::abs(d) >= std::abs(bracket_.outside)) return true;
  if (std::abs(d) < std::abs(bracket_.inside)) return false;
  const double enough = level_.alpha * level_.size - always_;
  return level_.share(always_ + count_larger(*draws_, level_.ties, d, enough)) <= level_.alpha;
}

bool Tail::rejects_farthest() const {
  return level_.share(static_cast<double>(larger_at_infinity(*draws_, level_.ties))) <= level_.alpha;
}

Tail Tail::between(const Bracket& bracket, NullDraws& open) const {
  const bool nearer = std::abs(bracket.outside) < std::abs(bracket_.outside);
  const bool farther = std::abs(bracket.inside) > std::abs(bracket_.inside);
  Tail result(open, level_, {(farther ? bracket : bracket_).inside, (nearer ? bracket : bracket_).outside}, 0);
  open.variance = draws_->variance;
  for (auto* column : columns_of(open)) column->clear();
  result.always_ = always_ + static_cast<double>(larger_throughout(*draws_, level_.ties, result.bracket_, open));
  return result;
}

}  // namespace payoff
