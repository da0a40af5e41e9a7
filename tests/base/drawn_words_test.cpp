#include "base/drawn_words.hpp"

#include <doctest/doctest.h>

#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("base/drawn_words") {

TEST_CASE("invariance: words drawn in advance are those that each stream draws by itself") {
  const DrawnWords drawn(7);
  for (const std::size_t stream : {0, 3, 24}) {
    Random random(7, stream);
    const std::span<const std::uint64_t> words = drawn.first(1000, 7, stream);
    REQUIRE(words.size() == 1000);
    std::size_t equal = 0;
    for (const std::uint64_t word : words) equal += word == random.bits();
    CHECK(equal == 1000);
  }
}

TEST_CASE("refusal: none of another seed, of a later stream, or beyond what was drawn") {
  const DrawnWords drawn(7);
  CHECK(drawn.first(DrawnWords::of_stream, 7, 0).size() == DrawnWords::of_stream);
  CHECK(drawn.first(DrawnWords::of_stream + 1, 7, 0).empty());
  CHECK(drawn.first(1, 7, DrawnWords::streams).empty());
  CHECK(drawn.first(1, 8, 0).empty());
}

}  // TEST_SUITE("base/drawn_words")
