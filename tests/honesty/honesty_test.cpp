// The short form of `./dev bench honesty`: a few studies of every world. The rates are in docs/honesty.md.
#include <doctest/doctest.h>

#include "honesty/judge.hpp"
#include "tools/program.hpp"

using honesty::Judged, honesty::World, honesty::Kind, honesty::Truth, honesty::worlds, honesty::draw, honesty::judge;

TEST_SUITE("honesty/honesty") {

namespace {

constexpr int studies = 3;

struct Counts {
  int overclaims = 0, named = 0, kept = 0, secondary_false = 0;
};

Counts counts_of(const World& world) {
  payoff::tools::Workplace place;
  Counts counts;
  for (int number = 0; number < studies; ++number) {
    const Judged verdict = judge(world, static_cast<std::uint64_t>(number), place.path(""));
    counts.overclaims += verdict.overclaims();
    counts.named += verdict.named;
    counts.kept += verdict.grade <= 'C';
    counts.secondary_false += verdict.secondary_false;
  }
  return counts;
}

}  // namespace

TEST_CASE(
    "recovery: what the data can show is named, what they cannot is a condition, and clean designs keep their grade") {
  for (const World& world : worlds()) {
    CAPTURE(world.name);
    const Counts counts = counts_of(world);
    if (world.kind == Kind::shown) CHECK(counts.named >= 2);
    if (world.kind != Kind::hidden) CHECK(counts.overclaims <= 1);
    if (world.setting.secondaries > 0) CHECK(counts.secondary_false <= 1);
    if (world.name.starts_with("true effect")) CHECK(counts.kept >= 2);
  }
}

TEST_CASE("invariance: the same world and number are the same study") {
  const World& world = worlds().front();
  CHECK(draw(world, 3).data_csv == draw(world, 3).data_csv);
  CHECK(draw(world, 3).data_csv != draw(world, 4).data_csv);
}

TEST_CASE("by hand: the truth is what the setting says") {
  for (const World& world : worlds()) {
    CAPTURE(world.name);
    const Truth truth = draw(world, 0).truth;
    const bool lasts = world.setting.half_life == 0;
    CHECK(truth.lasting == (lasts ? world.setting.effect : 0));
    if (lasts)
      CHECK(truth.effect == doctest::Approx(world.setting.effect));
    else
      CHECK(std::abs(truth.effect) < std::abs(world.setting.effect));
  }
}

}  // TEST_SUITE("honesty/honesty")
