#include "base/drawn_words.hpp"

#include "base/random.hpp"

namespace payoff {

DrawnWords::DrawnWords(std::uint64_t seed) : seed_(seed), words_(streams * of_stream) {
  for (std::size_t s = 0; s < streams; ++s) Random(seed, s).fill(std::span(words_).subspan(s * of_stream, of_stream));
}

std::span<const std::uint64_t> DrawnWords::first(std::size_t count, std::uint64_t seed, std::size_t stream) const {
  if (seed != seed_ || stream >= streams || count > of_stream) return {};
  return std::span(words_).subspan(stream * of_stream, count);
}

}  // namespace payoff
