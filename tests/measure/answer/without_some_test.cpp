#include "measure/answer/without_some.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/without_some") {

TEST_CASE("without some: the answer is added with its purpose, and not where an arm keeps fewer than three") {
  Effect effect;
  const auto answer = [] {
    Effect other;
    other.absolute.estimate = 7;
    return other;
  };
  add_without_some(effect, MessageId::way_without_unit, 2, answer);
  CHECK(effect.alternatives.empty());
  add_without_some(effect, MessageId::way_without_unit, 3, answer);
  REQUIRE(effect.alternatives.size() == 1);
  CHECK(effect.alternatives[0].absolute.estimate == 7);
  CHECK(effect.alternatives[0].purpose == Purpose::without_some);
}

TEST_CASE("refusal: an answer that cannot be had is added with its reason") {
  Effect effect;
  add_without_some(effect, MessageId::way_without_unit, 3,
                   []() -> Effect { throw Error(ErrorKind::method, {}, "too few", "measure more"); });
  REQUIRE(effect.alternatives.size() == 1);
  CHECK(std::isnan(effect.alternatives[0].absolute.estimate));
}

}  // TEST_SUITE("measure/answer/without_some")
