#include "base/random.hpp"

#include <Random123/philox.h>

#include <algorithm>

#include "base/distributions.hpp"

namespace payoff {

double Random::normal() {
  return normal_quantile(uniform());
}

template <typename Number, typename Make>
void Random::fill(std::span<Number> numbers, Make make) {
  std::size_t i = 0;
  for (; i < numbers.size() && next_ < words_.size(); ++i) numbers[i] = make(bits());
  r123::Philox4x64 philox;
  for (; i + words_.size() <= numbers.size(); i += words_.size()) {
    const auto words = philox({{block_++, stream_, 0, 0}}, {{seed_, 0}});
    for (std::size_t k = 0; k < words_.size(); ++k) numbers[i + k] = make(words[k]);
  }
  for (; i < numbers.size(); ++i) numbers[i] = make(bits());
}

void Random::fill(std::span<std::uint64_t> words) {
  fill(words, [](std::uint64_t word) { return word; });
}

void Random::fill(std::span<double> uniforms) {
  fill(uniforms, [](std::uint64_t word) { return uniform_of(word); });
}

void Random::refill() {
  const auto words = r123::Philox4x64()({{block_++, stream_, 0, 0}}, {{seed_, 0}});
  std::copy(words.begin(), words.end(), words_.begin());
  next_ = 0;
}

}  // namespace payoff
