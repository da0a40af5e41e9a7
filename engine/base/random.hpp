// Seeded random numbers, the same on every machine and any number of threads.
//
// Formula  Words 4 i to 4 i + 3 of a stream are Philox4x64-10 with counter (i, stream, 0, 0) and key (seed, 0): they
//          depend on their place alone, so that the parts of a computation draw from streams of their own, in any order.
// Source   Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace payoff {

// The standard's distributions differ between machines, so numbers are made by inversion here.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : seed_(seed), stream_(stream) {}

  std::uint64_t bits() {
    if (next_ == words_.size()) refill();
    return words_[next_++];
  }
  // Uniform on the open interval (0, 1), 52 bits: with one more the last half would round to 1.
  double uniform() { return uniform_of(bits()); }
  // The same numbers as so many calls of bits() and uniform(), faster.
  void fill(std::span<std::uint64_t> words);
  void fill(std::span<double> uniforms);
  double normal();  // mean 0, variance 1, by inversion of one uniform
  // Uniform on 0 .. count - 1.
  std::uint64_t below(std::uint64_t count) {
    return static_cast<std::uint64_t>(uniform() * static_cast<double>(count));
  }

 private:
  static double uniform_of(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1.0p-52; }
  void refill();
  template <typename Number, typename Make>
  void fill(std::span<Number> numbers, Make make);

  std::uint64_t seed_, stream_, block_ = 0;
  std::array<std::uint64_t, 4> words_{};
  std::size_t next_ = words_.size();
};

}  // namespace payoff
