#include "fit/covariance/groups.hpp"

#include "fit/dense_fit.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/covariance/groups") {

namespace {

Regression rows_in_use(std::size_t observations, std::vector<std::uint8_t> used = {}) {
  Regression fit;
  fit.observations = observations;
  fit.used = std::move(used);
  return fit;
}

std::vector<std::int32_t> slots(const Grouping& groups) {
  return {groups.of().begin(), groups.of().end()};
}

}  // namespace

TEST_CASE("by hand: codes are slots as they stand, and gaps are empty slots") {
  const std::vector<std::int32_t> level{2, 0, 2, 5};
  const Grouping groups = group_rows(rows_in_use(4), level, "team");
  CHECK(slots(groups) == level);
  CHECK(groups.slots() == 6);
  CHECK(groups.count == 3);
}

TEST_CASE("by hand: rows that the fit did not use are left out") {
  const std::vector<std::int32_t> level{2, 0, 2, 5};
  const Grouping groups = group_rows(rows_in_use(2, {1, 0, 1, 0}), level, "team");
  CHECK(slots(groups) == std::vector<std::int32_t>{2, 2});
  CHECK(groups.count == 1);
}

TEST_CASE("by hand: codes far apart are numbered in their order, with or without rows left out") {
  const std::vector<std::int32_t> level{2'000'000'000, 7, 900'000, 7};
  const Grouping all = group_rows(rows_in_use(4), level, "team");
  CHECK(slots(all) == std::vector<std::int32_t>{2, 0, 1, 0});
  CHECK(all.code_of == std::vector<std::int32_t>{7, 900'000, 2'000'000'000});
  CHECK(all.count == 3);
  const Grouping some = group_rows(rows_in_use(3, {1, 1, 0, 1}), level, "team");
  CHECK(slots(some) == std::vector<std::int32_t>{1, 0, 0});
}

TEST_CASE("by hand: an intersection has one slot for each pair that occurs") {
  const std::vector<std::int32_t> a{0, 0, 1, 1, 0}, b{3, 4, 3, 3, 3};
  const Grouping pairs = intersect(group_rows(rows_in_use(5), a, "a"), group_rows(rows_in_use(5), b, "b"));
  CHECK(pairs.count == 3);
  CHECK(slots(pairs) == std::vector<std::int32_t>{0, 1, 2, 2, 0});
}

TEST_CASE("by hand: rows come sorted by slot in their own order") {
  const std::vector<std::int32_t> level{2, 0, 2, 0};
  const GroupedRows sorted = rows_by_group(group_rows(rows_in_use(4), level, "team"));
  CHECK(sorted.rows == std::vector<std::uint32_t>{1, 3, 0, 2});
  CHECK(sorted.first == std::vector<std::uint32_t>{0, 2, 2, 4});
}

TEST_CASE("by hand: a factor is nested where each of its levels lies in one group") {
  const std::vector<std::int32_t> team{0, 0, 1, 1}, person{0, 1, 2, 2}, week{0, 1, 0, 1};
  const Grouping teams = group_rows(rows_in_use(4), team, "team");
  CHECK(nested(person, 3, teams));
  CHECK_FALSE(nested(week, 2, teams));
}

TEST_CASE("refusal: codes of another length or below 0 are named") {
  const std::vector<std::int32_t> level{0, -3, 1};
  CHECK(message_of([&] { group_rows(rows_in_use(4), level, "cluster 'team'"); }) ==
        "covariance: length of cluster 'team' is 3, but must be 4; give one code for each row of the model");
  CHECK(message_of([&] { group_rows(rows_in_use(3), level, "cluster 'team'"); }) ==
        "covariance: code of cluster 'team' is -3, but must be at least 0; number its levels from 0");
}

}  // TEST_SUITE("fit/covariance/groups")
