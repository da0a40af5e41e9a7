// The moments of people with one label are those of their units.
#include "ingest/strata.hpp"

#include "base/random.hpp"
#include "data/panel_parts.hpp"
#include "ingest/loading.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/strata") {

namespace {

Loaded loaded_of(const Workplace& place, bool moments, const std::vector<MetricSource>& metrics, bool by_unit) {
  const Columns columns{.unit = by_unit ? "id" : "", .segments = {{"role", "role"}, {"country", "country"}}};
  return load_experiment(place.path("x.csv"), moments, metrics, columns);
}

const std::vector<MetricSource> two{
    {.metric = {.name = "minutes"}, .aggregate = Aggregate::mean},
    {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};

// Roles as people spell them, far apart in their minutes; some countries are unknown.
std::string people_rows(Random& random, bool by_unit) {
  const char* roles[] = {"agent", "Agent ", "lead", "chief of \"all\"", "o'brien"};
  const double size[] = {1, 1, 100, 1e7, 1e-3};
  std::string csv = "id,arm,role,country,minutes,returned,orders\n";
  for (int person = 0; person < 120; ++person) {
    const std::uint64_t role = random.below(5), country = random.below(4);
    const std::string quoted = role == 3 ? "\"chief of \"\"all\"\"\"" : roles[role];
    for (std::uint64_t row = 0; row < (by_unit ? 1 + random.below(3) : 1); ++row)
      csv += fmt::format("p{},{},{},{},{:.5g},{},{}\n", person, person % 2 ? "A" : "B", quoted,
                         country ? fmt::format("c{}", country) : "", size[role] * (1 + random.uniform()),
                         random.below(3), 1 + random.below(4));
  }
  return csv;
}

Panel units_of_label(const Panel& panel, std::size_t segment, const std::string& label) {
  const std::vector<std::string>& labels = panel.segments[segment].labels;
  const auto at = static_cast<int>(std::ranges::find(labels, label) - labels.begin());
  std::vector<bool> keep;
  for (const Unit& unit : panel.units) keep.push_back(unit.segments[segment] == at);
  return subset(panel, keep);
}

}  // namespace

TEST_CASE("property: moments of a label say what its units say, however far apart labels are and are spelled") {
  Random random(41);
  std::size_t compared = 0;
  for (int i = 0; i < 8; ++i) {
    Workplace place;
    place.write("x.csv", people_rows(random, i % 2));
    const Loaded units = loaded_of(place, false, two, i % 2), moments = loaded_of(place, true, two, i % 2);
    CHECK(units.ledger.notes == moments.ledger.notes);
    REQUIRE(moments.panel.segments.size() == 2);
    for (std::size_t s = 0; s < 2; ++s) {
      std::vector<std::string> labels = units.panel.segments[s].labels;
      std::ranges::sort(labels);
      CHECK(moments.panel.segments[s].labels == labels);
      const std::vector<LabelUnits> counts = units_of_labels(moments.panel, s);
      for (std::size_t label = 0; label < labels.size(); ++label) {
        const Panel of_units = units_of_label(units.panel, s, labels[label]),
                    of_moments = moments_of_label(moments.panel, s, label);
        for (std::size_t k = 0; k < 2; ++k) {
          const Question question{.metric = k, .method = "two_sample", .randomized = true, .compare_methods = false};
          const Effect one = estimate(of_units, question), other = estimate(of_moments, question);
          CAPTURE(labels[label]);
          CHECK_CLOSE(one.absolute.estimate, other.absolute.estimate, 1e-11);
          CHECK_CLOSE(one.absolute.se, other.absolute.se, 1e-11);
          CHECK_CLOSE(one.absolute.df, other.absolute.df, 1e-11);
          CHECK(std::isnan(one.relative.low) == std::isnan(other.relative.low));
          if (std::isfinite(one.relative.low)) CHECK_CLOSE(one.relative.low, other.relative.low, 1e-10);
          CHECK(one.units_treated == counts[label].treated);
          CHECK(one.units_comparison == counts[label].comparison);
          ++compared;
        }
      }
    }
  }
  CHECK(compared > 80);
}

TEST_CASE("units of labels: by hand, those without a label are what is left, of units and of moments") {
  Workplace place;
  place.write("x.csv", "id,arm,role,country,minutes\n1,A,x,a,3\n2,B,x,,4\n3,A,y,b,5\n4,B,x,b,7\n5,A,,b,6\n");
  for (const bool moments : {false, true}) {
    const Loaded loaded = loaded_of(place, moments, {{.metric = {.name = "minutes"}}}, true);
    const std::vector<LabelUnits> roles = units_of_labels(loaded.panel, 0),
                                  countries = units_of_labels(loaded.panel, 1);
    REQUIRE(roles.size() == 3);
    CHECK(roles[0].treated == 2);
    CHECK(roles[0].comparison == 1);
    CHECK(roles[1].comparison == 1);
    CHECK(roles[2].treated == 0);
    CHECK(roles[2].comparison == 1);
    CHECK(countries[2].treated == 1);
  }
}

TEST_CASE("refusals: a label that changes within a unit, and data that are others a question later") {
  Workplace place;
  place.write("x.csv", "id,arm,role,country,minutes\n1,A,x,a,3\n2,B,x,a,4\n2,B,y,a,5\n3,A,y,b,5\n4,B,x,b,7\n");
  const std::vector<MetricSource> mean{{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}};
  holds(message_of([&] { loaded_of(place, true, mean, true); }), "segment role of 1 units changes between rows");
  std::string each = "id,arm,role,country,minutes\n";
  for (int i = 0; i < 20'001; ++i) each += fmt::format("{},{},r{},x,3\n", i, i % 2 ? "A" : "B", i);
  place.write("x.csv", each);
  holds(message_of([&] { loaded_of(place, true, mean, true); }),
        "segment role has 20001 labels, but must have at most 20000 with data.moments");
  Source source{
      .driver = duckdb_library(),
      .driver_options = {{"entrypoint", "duckdb_adbc_init"}, {"path", ":memory:"}},
      .query =
          "SELECT CASE WHEN range % 2 = 0 THEN 'A' ELSE 'B' END AS arm, range % 7 AS minutes FROM range(2000) WHERE "
          "random() < 0.5"};
  source.moments = true;
  holds(message_of([&] { load(source, {}, by_lot, mean, Grain::periods, {.threads = 1}); }),
        "the data changed while they were read");
}

}  // TEST_SUITE("ingest/strata")
