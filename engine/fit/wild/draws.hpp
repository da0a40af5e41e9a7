// The draws of a wild cluster bootstrap, each as five numbers that answer every null value.
//
// Formula   A draw gives every cluster a weight v_g. With n_g = a's_g (a the row of A for b_j) and m_g = A_jj A o_g,
//               b* - b0 = sum_g v_g n_g,   V*/c = sum_g (v_g n_g - m_g' S v)^2,   S (k x G) the scores   (Source 1,
//           section 5). Z, an orthonormal basis of the columns of M (G x k) with rows m_g, shrinks this to rho = rank M
//           numbers of a draw:   u = Z'M S v,   h = sum_g v_g n_g z_g,   V*/c = sum_g v_g^2 n_g^2 - 2 h'u + u'u.
// Null      Restricted residuals move linearly with d = b - r: n = n0 + d n1, S = S0 + d S1, so that
//               b* - b0 = N0 + d N1,   V*/c = Q00 + 2 d Q01 + d^2 Q11.
// Tables    All of it is linear in v and v^2: sums over a few clusters are tabulated (draw_sums.hpp), a draw adds one entry
//           of each table, and random bits say which. The draws take those 64 at a time, and four of them side by side.
// Source    1 Roodman, MacKinnon, Nielsen & Webb (2019), Fast and wild, Stata Journal 19(1).   2 Webb (2023),
//           Reworking wild bootstrap-based inference for clustered errors, Canadian Journal of Economics 56(3).
//
// Notation  G clusters   k columns   B draws   c the correction of CR1
#pragma once

#include <array>
#include <cstdint>

#include "base/drawn_words.hpp"
#include "fit/wild/draw_sums.hpp"
#include "fit/wild/null_inversion.hpp"

namespace payoff {

// What the draws are: every pattern there is, or random ones of a seed, whose words may be there already.
struct WordSource {
  bool enumerated = false;
  std::uint64_t seed = 1;
  const DrawnWords* drawn = nullptr;
};

class WildDraws {
 public:
  WildDraws(const ClusterScores& scores, const WildBootstrap& test, std::uint64_t seed,
            const DrawnWords* drawn = nullptr);

  std::size_t count() const { return count_; }
  bool enumerated() const { return words_.enumerated; }
  double variance() const { return squares_[0]; }  // of the estimate, on the scale of Q
  NullDraws all(const Context& context = {}) const;
  NullBlocks by_block() const;  // while this lives

 private:
  void draw(std::size_t block, NullDraws& into) const;

  Summands part_;
  SumTable table_;
  WordSource words_;
  std::size_t count_ = 0;
  std::array<double, side_by_side> squares_{};  // sums of n0^2, n0 n1, n1^2
};

}  // namespace payoff
