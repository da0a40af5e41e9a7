#include "fit/absorb/levels.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/absorb/levels") {

TEST_CASE("by hand: levels are numbered without gaps in the order of their codes, on the rows in use") {
  const std::vector<std::int32_t> codes{7, 3, 7, 9, 3};
  const FactorLevels all = number_levels(codes, {});
  CHECK(all.of_row == std::vector<std::int32_t>{1, 0, 1, 2, 0});
  CHECK(all.count == 3);
  const FactorLevels some = number_levels(codes, std::vector<std::uint8_t>{1, 0, 1, 1, 0});
  CHECK(some.of_row == std::vector<std::int32_t>{0, 0, 1});
  CHECK(some.count == 2);
}

TEST_CASE("by hand: codes as large as they come cost no table") {
  const std::vector<std::int32_t> codes{2147483647, 0, 2147483647, 1000000000};
  const FactorLevels levels = number_levels(codes, {});
  CHECK(levels.of_row == std::vector<std::int32_t>{2, 0, 2, 1});
  CHECK(levels.count == 3);
}

TEST_CASE("by hand: dropping a lone row makes others lone, until none is") {
  // Row 3 is alone in person 2; without it row 2 is alone in firm 1; without that row 4 is alone in person 1... and
  // rows 0 and 1 stay, two of person 0 in firm 0.
  const FactorLevels person{{0, 0, 1, 2, 1}, 3}, firm{{0, 0, 1, 1, 2}, 3};
  std::vector<std::uint8_t> used(5, 1);
  CHECK(drop_singletons({person, firm}, used) == 3);
  CHECK(used == std::vector<std::uint8_t>{1, 1, 0, 0, 0});
  CHECK(drop_singletons({person, firm}, used) == 0);
}

TEST_CASE("by hand: two factors cost their levels less the components that they fall into") {
  // People 0 and 1 share firm 0; person 2 is alone with firms 1 and 2: two components.
  const FactorLevels person{{0, 1, 2, 2}, 3}, firm{{0, 0, 1, 2}, 3};
  CHECK(count_components(person, firm) == 2);
  CHECK(absorbed_rank({person}) == 3);
  CHECK(absorbed_rank({person, firm}) == 4);
}

TEST_CASE("by hand: a third factor that splits as the second does repeats twice") {
  // Firms and years are both even or both odd: 1[even firm] - 1[even year] is 0 in every row, beside the constant.
  FactorLevels person{{}, 8}, firm{{}, 4}, year{{}, 4};
  for (std::int32_t i = 0; i < 32; ++i) {
    person.of_row.push_back(i / 4);
    year.of_row.push_back(i % 4);
    firm.of_row.push_back((i + i / 4 * 2) % 4);
  }
  CHECK(absorbed_rank({person, year, firm}) == 8 + 3 + 2);
}

TEST_CASE("by hand: a factor within another costs nothing") {
  const FactorLevels person{{0, 0, 1, 1, 2, 2}, 3}, team{{0, 0, 0, 0, 1, 1}, 2};
  CHECK(absorbed_rank({person, team}) == 3);
}

}  // TEST_SUITE("fit/absorb/levels")
