// Seeded random numbers, the same on every machine and any number of threads.
#pragma once

#include <cstdint>
#include <random>

namespace payoff {

// The 64-bit Mersenne twister is fixed by the C++ standard; the standard's
// distributions are not, so numbers are made by inversion here.
class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}

  // Uniform on the open interval (0, 1), 53 bits.
  double uniform() { return (static_cast<double>(bits_() >> 11) + 0.5) * 0x1.0p-53; }
  double normal();  // mean 0, variance 1, by inversion of one uniform
  // Uniform on 0 .. count - 1.
  std::uint64_t below(std::uint64_t count) {
    return static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace payoff
