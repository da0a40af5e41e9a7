// Columns as `payoff init` sees them.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/profile") {

TEST_CASE("profile: by hand: types, counts and examples of each column") {
  Workplace place;
  place.write("x.csv", "id,week,n,x,ok\n007,2025-01-06,2,1.5,yes\n008,2025-01-06,10,,no\n008,2025-01-13,2,2.5,no\n");
  const std::vector<ColumnProfile> columns = profile({.files = {place.path("x.csv")}});
  REQUIRE(columns.size() == 5);
  CHECK(columns[1].kind == ColumnKind::date);
  CHECK(columns[2].kind == ColumnKind::integer);
  CHECK(columns[2].examples == std::vector<std::string>{"2", "10"});  // the more frequent first
  CHECK(columns[3].kind == ColumnKind::number);
  CHECK(columns[3].missing == 1);
  CHECK(columns[3].mean == 2);
  CHECK(columns[4].kind == ColumnKind::text);
  CHECK(columns[4].distinct == 2);
}

TEST_CASE("profile: values are sorted by size where they are numbers") {
  Workplace place;
  place.write("x.csv", "n,t\n10,b\n9,a\n100,b\n");
  CHECK(profile_values({.files = {place.path("x.csv")}}, "n") == std::vector<std::string>{"9", "10", "100"});
  CHECK(profile_values({.files = {place.path("x.csv")}}, "t") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("profile: repeated keys and what varies within a unit are seen") {
  Workplace place;
  place.write("x.csv", "u,t,g,h\na,1,x,p\na,2,y,p\nb,1,x,q\n");
  const Source source{.files = {place.path("x.csv")}};
  CHECK_FALSE(repeats_keys(source, "u", "t"));
  CHECK(repeats_keys(source, "u", ""));
  CHECK(varies_within(source, "u", "g"));
  CHECK_FALSE(varies_within(source, "u", "h"));
}

}  // TEST_SUITE("ingest/profile")
