// Random words drawn once, for many computations that take the same.
//
// The words of a stream depend on their place alone (random.hpp): who has them here need not draw them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace payoff {

// The first words of the first streams of a seed: as many as a bootstrap of 99,999 draws takes.
class DrawnWords {
 public:
  static constexpr std::size_t streams = 25, of_stream = 4096;

  explicit DrawnWords(std::uint64_t seed);

  // The first `count` words of a stream; none where they are not among these.
  std::span<const std::uint64_t> first(std::size_t count, std::uint64_t seed, std::size_t stream) const;

 private:
  std::uint64_t seed_;
  std::vector<std::uint64_t> words_;  // (streams x of_stream)
};

}  // namespace payoff
