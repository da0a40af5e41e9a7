// The sentence and the numbers by which a reader checks who had the tool.
#include <fmt/format.h>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/coding") {

namespace {

Coding coding_of(const std::string& csv, const Rollout& rollout, const Columns& columns = {.unit = "unit"}) {
  Workplace place;
  place.write("x.csv", csv);
  return load_file(place.path("x.csv"), columns, rollout).coding;
}

}  // namespace

TEST_CASE("coding: by hand: counts, means and their distance in pooled standard deviations") {
  // load: treated 1, 3 (mean 2, variance 2), comparison 4, 8 (mean 6, variance 8); pooled sd is the root of 5.
  const Coding coding = coding_of("unit,arm,minutes,load\na,B,5,1\nb,B,5,3\nc,A,5,4\nd,A,5,8\n",
                                  {.group = "arm", .treated = "B", .randomized = true});
  CHECK(coding.text == "treated: 2 rows where arm is 'B'; comparison: 2 rows where it is anything else");
  REQUIRE(coding.differences.size() == 1);  // minutes do not vary
  CHECK(coding.differences[0].column == "load");
  CHECK(coding.differences[0].mean_treated == 2);
  CHECK(coding.differences[0].standardized == doctest::Approx(-4 / std::sqrt(5.0)).epsilon(1e-14));
}

TEST_CASE("coding: names with braces stay names") {
  const Coding coding = coding_of("unit,{}{0},minutes\na,{},5\nb,A,6\n",
                                  {.group = "{}{0}", .treated = "{}", .comparison = "A", .randomized = true});
  CHECK(coding.text == "treated: 1 rows where {}{0} is '{}'; comparison: 1 rows where it is 'A'");
}

TEST_CASE("coding: use that is higher among the others is said") {
  // Trap 1: treated and comparison the wrong way round.
  const std::string csv =
      "unit,week,arm,minutes,used\na,2025-01-27,A,1,0\nb,2025-01-27,B,1,0\na,2025-02-03,A,1,1\nb,"
      "2025-02-03,B,1,0\n";
  Columns columns = by_week;
  columns.uptake = "used";
  holds(coding_of(csv, one_date, columns).text, "use of the tool is higher among the treated: no (0 against 1)");
}

TEST_CASE("coding: what was taken as never is said, of rows that are left out too") {
  const std::string head = "unit,week,began,minutes\na,2025-01-27,2025-02-03,1\na,2025-02-03,2025-02-03,1\n";
  const std::string without = "b,2025-01-27,,1\nb,2025-02-03,,1\n", with = "c,2025-01-27,tbd,1\nc,2025-02-03,TBD,1\n";
  const Rollout by_date{.adopted_on = "began"};
  CHECK(coding_of(head + without, by_date, by_week).text.find("tbd") == std::string::npos);
  holds(coding_of(head + without + with, by_date, by_week).text, "tbd");
  holds(coding_of(head + without + "d,2025-02-03,tbd,x\n", by_date, by_week).text, "tbd");
}

TEST_CASE("coding: numbers too large to square do not end the run") {
  const Coding coding = coding_of("unit,arm,minutes,load\na,B,5,1e308\nb,B,6,3\nc,A,5,-1e308\nd,A,6,8\ne,A,7,2\n",
                                  {.group = "arm", .treated = "B", .randomized = true});
  for (const Coding::Difference& difference : coding.differences) CHECK(std::isfinite(difference.standardized));
}

// Larger than a buffer of the reader, so that two threads would take different rows for the first ones; groups known by
// other names than the study's, which the database finds by a join.
TEST_CASE("invariance: what is said of the first rows is the same on any number of threads") {
  Workplace place;
  std::string csv = "unit,arm,minutes,load\n";
  for (int row = 0; row < 450000; ++row)
    csv += fmt::format("unit {},{},{},{}\n", row % 4000, row % 2 ? "Yes" : "no", row % 97, row / 1000.0);
  place.write("x.csv", csv);
  const std::vector<MetricSource> means{{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}};
  std::vector<Coding::Difference> first;
  for (const int threads : {1, 2, 2, 2}) {
    const Coding coding = load({.files = {place.path("x.csv")}}, {.unit = "unit"},
                               {.group = "arm", .treated = "yes", .comparison = "no", .randomized = true}, means,
                               Grain::phases, {.threads = threads})
                              .coding;
    if (first.empty()) first = coding.differences;
    REQUIRE(coding.differences.size() == 1);
    CHECK(coding.differences[0].mean_treated == doctest::Approx(first[0].mean_treated).epsilon(1e-14));
    CHECK(coding.differences[0].standardized == doctest::Approx(first[0].standardized).epsilon(1e-14));
  }
}

}  // TEST_SUITE("ingest/coding")
