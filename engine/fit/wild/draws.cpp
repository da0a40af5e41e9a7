#include "fit/wild/draws.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/wide.hpp"

namespace payoff {
namespace {

constexpr double vanishing_share = 1e-13;  // of what a sum of squares is made of: less is rounding
constexpr std::size_t block_draws = 4096;  // drawn from one stream, whatever the thread
static_assert(block_draws <= DrawnWords::of_stream);
constexpr std::size_t few_draws = 64;  // summed up at once, column by column

// Where the rows of one table lie that a few draws take, by bits of their words.
struct Bits {
  std::size_t words, shift;  // from one draw to the next; within a word
  std::uint32_t entries, first, columns;
};

PAYOFF_WIDE void take_signs(const std::uint64_t* word, const Bits& bits, std::uint32_t* row) {
  const auto [words, shift, entries, first, columns] = bits;
  for (std::size_t b = 0; b < few_draws; ++b)
    row[b] = first + (static_cast<std::uint32_t>(word[b * words] >> shift) & (entries - 1)) * columns;
}

// 216 entries from 32 bits: none is likelier than another by 1e-7.
PAYOFF_WIDE void take_webb(const std::uint64_t* word, const Bits& bits, std::uint32_t* row) {
  const auto [words, shift, entries, first, columns] = bits;
  for (std::size_t b = 0; b < few_draws; ++b)
    row[b] = first + static_cast<std::uint32_t>((word[b * words] >> shift & 0xffffffffu) * entries >> 32) * columns;
}

// The words of a block, a few draws at a time: their numbers, random ones of its own stream, or those drawn in advance.
class Words {
 public:
  Words(const WordSource& source, std::size_t block, std::size_t draws, std::size_t of_draw)
      : enumerated_(source.enumerated),
        number_(block * block_draws),
        random_(source.seed, block),
        own_(few_draws * of_draw) {
    if (source.drawn && !enumerated_) drawn_ = source.drawn->first(draws * of_draw, source.seed, block);
  }

  const std::uint64_t* next() {
    if (!drawn_.empty()) {
      const std::uint64_t* next = drawn_.data();
      drawn_ = drawn_.subspan(own_.size());
      return next;
    }
    if (enumerated_) {
      for (std::uint64_t& word : own_) word = number_++;
    } else {
      random_.fill(own_);
    }
    return own_.data();
  }

 private:
  bool enumerated_;
  std::uint64_t number_;
  Random random_;
  std::vector<std::uint64_t> own_;
  std::span<const std::uint64_t> drawn_;
};

// Which row of the tables a draw takes from each, by the bits of its words.
class Patterns {
 public:
  explicit Patterns(const SumTable& table)
      : table_(table),
        signs_(std::has_single_bit(table.entries)),
        used_(signs_ ? std::countr_zero(table.entries) : 32),
        of_word_(64 / used_),
        row_(few_draws * table.tables) {}

  std::size_t words_of_draw() const { return (table_.tables + of_word_ - 1) / of_word_; }

  // Of a few draws, by where they begin: (tables x few).
  const std::uint32_t* of(const std::uint64_t* word) {
    for (std::size_t c = 0; c < table_.tables; ++c) {
      const auto entries = static_cast<std::uint32_t>(table_.entries),
                 columns = static_cast<std::uint32_t>(table_.columns);
      const Bits bits{words_of_draw(), c % of_word_ * used_, entries, static_cast<std::uint32_t>(c) * entries * columns,
                      columns};
      (signs_ ? take_signs : take_webb)(word + c / of_word_, bits, row_.data() + c * few_draws);
    }
    return row_.data();
  }

 private:
  const SumTable& table_;
  bool signs_;
  std::size_t used_, of_word_;
  std::vector<std::uint32_t> row_;
};

// Of so many times four columns, from column f on. Inlined, so that it is as wide as what calls it.
template <std::size_t fours>
[[gnu::always_inline]] inline void add_columns(const SumTable& table, const std::uint32_t* row, std::size_t f,
                                               double* sum) {
  const double* value = table.value.data() + f;
  const std::size_t tables = table.tables;
  for (std::size_t b = 0; b < few_draws; b += side_by_side) {
    Four part[fours][side_by_side];
    for (std::size_t k = 0; k < side_by_side; ++k)
      for (std::size_t q = 0; q < fours; ++q) part[q][k] = four_at(value + row[b + k] + q * side_by_side);
    for (const std::uint32_t* next = row + few_draws + b; next < row + tables * few_draws; next += few_draws)
      for (std::size_t k = 0; k < side_by_side; ++k)
        for (std::size_t q = 0; q < fours; ++q) part[q][k] += four_at(value + next[k] + q * side_by_side);
    for (std::size_t q = 0; q < fours; ++q) {
      turn(part[q]);
      for (std::size_t k = 0; k < side_by_side; ++k)
        four_at(sum + (f + q * side_by_side + k) * few_draws + b) = part[q][k];
    }
  }
}

// The sums of a few draws: (columns x few).
PAYOFF_WIDE void add_up(const SumTable& table, const std::uint32_t* row, double* sum) {
  std::size_t f = 0;
  for (; f + 3 * side_by_side <= table.columns; f += 3 * side_by_side) add_columns<3>(table, row, f, sum);
  for (; f < table.columns; f += side_by_side) add_columns<1>(table, row, f, sum);
}

// V*/c of a few draws is what is left of larger terms: where only rounding is left, it is 0. Where u = h, each term is
// one square less.
template <bool u_is_h>
[[gnu::always_inline]] inline void keep_products(NullDraws& draws, std::size_t first, const Summands& part,
                                                 const double* sum) {
  const std::size_t rho = part.rank;
  const double* const along = part.along.data();
  const std::array to{draws.n0.data() + first, draws.n1.data() + first, draws.q00.data() + first,
                      draws.q01.data() + first, draws.q11.data() + first};
  const double *h = sum + part.h * few_draws, *squares = sum + part.linear * few_draws;
  for (std::size_t b = 0; b < few_draws; b += side_by_side) {
    const auto row = [&](const double* of, std::size_t i) -> const Four& { return four_at(of + i * few_draws + b); };
    Four q00 = row(squares, 0), q01 = row(squares, 1), q11 = row(squares, 2), size00 = q00, size11 = q11;
    Four n0{}, n1{};
    for (std::size_t i = 0; i < rho; ++i) {
      const Four u0 = row(sum, i), u1 = row(sum, rho + i), square0 = u0 * u0, square1 = u1 * u1, product = u0 * u1;
      n0 += along[i] * u0;
      n1 += along[i] * u1;
      size00 += square0;
      size11 += square1;
      if constexpr (u_is_h) {
        q00 -= square0;
        q01 -= product;
        q11 -= square1;
      } else {
        const Four h0 = row(h, i), h1 = row(h, rho + i);
        q00 += u0 * (u0 - 2 * h0);
        q01 += product - h0 * u1 - h1 * u0;
        q11 += u1 * (u1 - 2 * h1);
      }
    }
    const auto some00 = q00 > vanishing_share * size00, some11 = q11 > vanishing_share * size11;
    four_at(to[0] + b) = n0;
    four_at(to[1] + b) = n1;
    four_at(to[2] + b) = some00 ? q00 : Four{};
    four_at(to[3] + b) = some00 & some11 ? q01 : Four{};
    four_at(to[4] + b) = some11 ? q11 : Four{};
  }
}

PAYOFF_WIDE void keep(NullDraws& draws, std::size_t first, const Summands& part, const double* sum) {
  if (part.h == 0) return keep_products<true>(draws, first, part, sum);
  keep_products<false>(draws, first, part, sum);
}

}  // namespace

WildDraws::WildDraws(const ClusterScores& scores, const WildBootstrap& test, std::uint64_t seed,
                     const DrawnWords* drawn)
    : part_(summands(scores, test.restricted)), table_(tabulate(part_, test.weights)), words_{false, seed, drawn} {
  const std::size_t g = scores.clusters;
  words_.enumerated = test.weights == WildWeights::rademacher && g < 32 && (std::size_t{1} << g) <= test.draws;
  count_ = enumerated() ? std::size_t{1} << (g - 1) : test.draws;
  for (std::size_t i = 0; i < g; ++i)
    for (std::size_t f = 0; f < side_by_side; ++f) squares_[f] += part_.value[i * part_.columns + part_.linear + f];
}

void WildDraws::draw(std::size_t block, NullDraws& into) const {
  const std::size_t begin = block * block_draws, draws = std::min(block_draws, count_ - begin);
  const std::size_t rounded = (draws + few_draws - 1) / few_draws * few_draws;
  const std::array columns{&into.n0, &into.n1, &into.q00, &into.q01, &into.q11};
  for (std::vector<double>* column : columns) column->resize(rounded);
  into.variance = variance();
  into.enumerated = enumerated();
  std::vector<double> sum(few_draws * part_.columns);
  for (std::size_t f = 0; f < side_by_side; ++f)
    std::fill_n(sum.data() + (part_.linear + f) * few_draws, few_draws, squares_[f]);
  Patterns patterns(table_);
  Words words(words_, block, rounded, patterns.words_of_draw());
  for (std::size_t b = 0; b < rounded; b += few_draws) {
    add_up(table_, patterns.of(words.next()), sum.data());
    keep(into, b, part_, sum.data());
  }
  for (std::vector<double>* column : columns) column->resize(draws);
}

NullDraws WildDraws::all(const Context& context) const {
  std::vector<NullDraws> blocks((count_ + block_draws - 1) / block_draws);
  for_each_chunk(blocks.size(), context, [&](std::size_t block) { draw(block, blocks[block]); });
  NullDraws draws{.variance = variance(), .enumerated = enumerated()};
  for (const NullDraws& block : blocks) append(block, draws);
  return draws;
}

NullBlocks WildDraws::by_block() const {
  return {count_, (count_ + block_draws - 1) / block_draws, variance(),
          [this](std::size_t block, NullDraws& into) { draw(block, into); }};
}

}  // namespace payoff
