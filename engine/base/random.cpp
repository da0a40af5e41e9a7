#include "base/random.hpp"

#include <Random123/philox.h>

#include <algorithm>

#include "base/distributions.hpp"

namespace payoff {

double Random::normal() {
  return normal_quantile(uniform());
}

void Random::fill(std::span<double> uniforms) {
  std::size_t i = 0;
  for (; i < uniforms.size() && next_ < words_.size(); ++i) uniforms[i] = uniform();
  r123::Philox4x64 philox;
  for (; i + words_.size() <= uniforms.size(); i += words_.size()) {
    const auto words = philox({{block_++, stream_, 0, 0}}, {{seed_, 0}});
    for (std::size_t k = 0; k < words_.size(); ++k) uniforms[i + k] = uniform_of(words[k]);
  }
  for (; i < uniforms.size(); ++i) uniforms[i] = uniform();
}

void Random::refill() {
  const auto words = r123::Philox4x64()({{block_++, stream_, 0, 0}}, {{seed_, 0}});
  std::copy(words.begin(), words.end(), words_.begin());
  next_ = 0;
}

}  // namespace payoff
