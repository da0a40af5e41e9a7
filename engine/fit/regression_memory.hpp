// Room for a whole design: on large pages, where the system offers them, because touching a gigabyte of small ones for
// the first time takes longer than a regression on them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace payoff {

inline void resize_large(std::vector<double>& values, std::size_t size) {
  values.reserve(size);
#ifdef __linux__
  constexpr std::uintptr_t large_page = std::uintptr_t{1} << 21;
  const auto begin = reinterpret_cast<std::uintptr_t>(values.data()), end = begin + size * sizeof(double);
  const std::uintptr_t first = (begin + large_page - 1) / large_page * large_page, last = end / large_page * large_page;
  if (first < last) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);  // refused: small pages
#endif
  values.resize(size);
}

}  // namespace payoff
