// A function of plain loops, compiled twice: with as many numbers side by side as newer machines take, and for the others.
// The machine that runs it takes its own. AVX2 has no fused multiply-add, so that both give the same bytes.
#pragma once

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PAYOFF_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define PAYOFF_WIDE
#endif

namespace payoff {

// Four numbers side by side, wherever they lie; clones of a function above hold them in one register or two.
using Four = double __attribute__((vector_size(32), aligned(8), may_alias));

inline const Four& four_at(const double* first) {
  return *reinterpret_cast<const Four*>(first);
}

inline Four& four_at(double* first) {
  return *reinterpret_cast<Four*>(first);
}

// Rows become columns.
inline void turn(Four (&rows)[4]) {
  const Four even = __builtin_shufflevector(rows[0], rows[1], 0, 4, 2, 6);
  const Four odd = __builtin_shufflevector(rows[0], rows[1], 1, 5, 3, 7);
  const Four next_even = __builtin_shufflevector(rows[2], rows[3], 0, 4, 2, 6);
  const Four next_odd = __builtin_shufflevector(rows[2], rows[3], 1, 5, 3, 7);
  rows[0] = __builtin_shufflevector(even, next_even, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(odd, next_odd, 0, 1, 4, 5);
  rows[2] = __builtin_shufflevector(even, next_even, 2, 3, 6, 7);
  rows[3] = __builtin_shufflevector(odd, next_odd, 2, 3, 6, 7);
}

}  // namespace payoff
