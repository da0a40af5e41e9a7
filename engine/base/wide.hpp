// A function of plain loops, compiled twice: with as many numbers side by side as newer machines take, and for the others.
// The machine that runs it takes its own. AVX2 has no fused multiply-add, so that both give the same bytes.
#pragma once

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PAYOFF_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define PAYOFF_WIDE
#endif
