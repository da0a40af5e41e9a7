#include "fit/wild/null_tail.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/wide.hpp"

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;  // of t squared: closer than this is a tie
constexpr double rounding_share = 1e-12;
constexpr std::size_t block = 512;  // draws between two looks at the count

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

// Between two distances of the same sign: draws that are larger at both or at none, and open ones.
struct Between {
  Between(const NullDraws& draws, bool ties_count, const Bracket& bracket)
      : Between(Bar(draws, ties_count, bracket.inside), Bar(draws, ties_count, bracket.outside)) {}
  Between(const Bar& a, const Bar& b)
      : n0(a.n0),
        n1(a.n1),
        q00(a.q00),
        q01(a.q01),
        q11(a.q11),
        d{a.d, b.d},
        sag((b.d - a.d) * (b.d - a.d) / 4),
        least(std::min(a.bar, b.bar) / a.s * (1 - rounding_share)),
        most(std::max(a.d * a.d, b.d * b.d) * a.share / a.s * (1 + rounding_share)),
        rounding(a.rounding / a.s),
        slack(std::abs(rounding) * rounding_share) {}

  struct Answer {
    bool passes, open;
  };
  Answer of(std::size_t i) const {
    const double na = n0[i] + d[0] * n1[i], nb = n0[i] + d[1] * n1[i], twice = 2 * q01[i];
    const double va = q00[i] + d[0] * (twice + d[0] * q11[i]), vb = q00[i] + d[1] * (twice + d[1] * q11[i]);
    const double squares = na * na, others = nb * nb, lower = va > vb ? vb : va, higher = va > vb ? va : vb;
    const double nearer = squares > others ? others : squares, farther = squares > others ? squares : others;
    const double always = na * nb > 0 ? nearer : 0;
    const bool may_pass = farther > least * (lower - sag * q11[i]) + (rounding - slack);
    const bool passes = always > most * higher + (rounding + slack);
    return {passes, (may_pass & !passes) != 0};
  }
  const double *n0, *n1, *q00, *q01, *q11;
  std::array<double, 2> d;
  double sag, least, most, rounding, slack;  // bars for the square of the numerator
};

using Found = std::array<std::int64_t, block>;  // 1: it is one of those

// The open ones; how many must pass.
PAYOFF_WIDE std::int64_t find_open(const Between& bars, std::size_t first, std::size_t last, Found& found) {
  const Between between = bars;
  std::int64_t passing = 0;
  for (std::size_t i = first; i < last; ++i) {
    const auto [passes, open] = between.of(i);
    passing += passes ? 1 : 0;
    found[i - first] = open ? 1 : 0;
  }
  return passing;
}

// What a draw must pass to be larger anywhere from a distance on, of either sign. Divided by d, its numerator is largest at
// the nearest; so is its variance smallest there, where the parabola rises from there on, and else not known.
struct From {
  explicit From(const Bar& nearest)
      : n0(nearest.n0),
        n1(nearest.n1),
        q00(nearest.q00),
        q01(nearest.q01),
        q11(nearest.q11),
        d(nearest.d),
        least(nearest.bar / nearest.s * (1 - tie_share)),
        rounding(std::abs(nearest.rounding) / nearest.s) {}
  bool passes(std::size_t i) const {
    const double numerator = std::abs(n0[i]) + d * std::abs(n1[i]), cross = std::abs(q01[i]), slope = d * q11[i];
    const double variance = cross > slope ? 0 : q00[i] + d * (slope - 2 * cross);
    return numerator * numerator + rounding > least * variance;
  }
  const double *n0, *n1, *q00, *q01, *q11;
  double d, least, rounding;
};

PAYOFF_WIDE void find_some(const From& bars, std::size_t first, std::size_t last, Found& found) {
  const From from = bars;
  for (std::size_t i = first; i < last; ++i) found[i - first] = from.passes(i) ? 1 : 0;
}

template <typename Draws>
auto columns_of(Draws& draws) {
  return std::array{&draws.n0, &draws.n1, &draws.q00, &draws.q01, &draws.q11};
}

// Appends the draws of these numbers.
void append_some(std::span<const std::size_t> which, const NullDraws& draws, NullDraws& to) {
  const std::size_t before = to.n0.size();
  const std::array columns = columns_of(to);
  for (std::vector<double>* column : columns) column->resize(before + which.size());
  const double *n0 = draws.n0.data(), *n1 = draws.n1.data();
  const double *q00 = draws.q00.data(), *q01 = draws.q01.data(), *q11 = draws.q11.data();
  for (std::size_t k = 0; k < which.size(); ++k) {
    const std::size_t b = which[k], at = before + k;
    to.n0[at] = n0[b];
    to.n1[at] = n1[b];
    to.q00[at] = q00[b];
    to.q01[at] = q01[b];
    to.q11[at] = q11[b];
  }
}

// Appends the draws that find(first, last, found) finds.
template <typename Find>
void append_found(const NullDraws& draws, NullDraws& to, Find find) {
  Found found;
  std::array<std::size_t, block> which;
  for (std::size_t first = 0; first < draws.n0.size(); first += block) {
    const std::size_t last = std::min(first + block, draws.n0.size());
    find(first, last, found);
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
      which[count] = i;
      count += static_cast<std::size_t>(found[i - first]);
    }
    append_some(std::span(which).first(count), draws, to);
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

void clear(NullDraws& draws) {
  for (std::vector<double>* column : columns_of(draws)) column->clear();
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

void may_be_larger(const NullDraws& draws, bool ties_count, double from_d, NullDraws& some) {
  const From from(Bar(draws, ties_count, std::abs(from_d)));
  append_found(draws, some,
               [&](std::size_t first, std::size_t last, Found& found) { find_some(from, first, last, found); });
}

std::int64_t larger_throughout(const NullDraws& draws, bool ties_count, const Bracket& bracket, NullDraws& open) {
  const Between between(draws, ties_count, bracket);
  std::int64_t larger = 0;
  append_found(draws, open, [&](std::size_t first, std::size_t last, Found& found) {
    larger += find_open(between, first, last, found);
  });
  return larger;
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
  clear(open);
  result.always_ = always_ + static_cast<double>(larger_throughout(*draws_, level_.ties, result.bracket_, open));
  return result;
}

}  // namespace payoff
