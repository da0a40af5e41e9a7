// The digest by which a file is known again (FIPS 180-4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace payoff {

// Of bytes that come one piece after the other, so that no file need be held.
class Sha256 {
 public:
  void add(std::string_view bytes);
  std::string hex() &&;

 private:
  static constexpr std::size_t block_bytes = 64;
  void digest(const char* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::uint64_t bytes_ = 0;
  std::string rest_;  // less than a block
};

}  // namespace payoff
