// Room for a whole design: on large pages, where the system offers them, because touching a gigabyte of small ones for
// the first time takes longer than a regression on them.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace payoff {

inline void resize_large(std::vector<double>& values, std::size_t size) {
  values.reserve(size);
#ifdef __linux__
  constexpr std::size_t large_page = std::size_t{1} << 21;
  void* first = values.data();
  std::size_t bytes = size * sizeof(double);
  if (std::align(large_page, large_page, first, bytes))
    madvise(first, bytes / large_page * large_page, MADV_HUGEPAGE);  // refused: small pages
#endif
  values.resize(size);
}

}  // namespace payoff
