// The random numbers that the worked cases were drawn with, apart from the engine's own so that the cases stay as they
// are.
#pragma once

#include <cstdint>
#include <random>

#include "base/distributions.hpp"

namespace payoff {

// The 64-bit Mersenne twister is fixed by the C++ standard; the standard's distributions are not.
class Mersenne {
 public:
  explicit Mersenne(std::uint64_t seed) : bits_(seed) {}

  double uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) * 0x1.0p-53; }
  double normal() { return normal_quantile(uniform()); }
  std::uint64_t below(std::uint64_t count) {
    return static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace payoff
