// The path of an experiment, its thirds, and what is read off the periods of an arm, where units stay in the database.
#include "ingest/arm_paths.hpp"

#include "ingest/source/duckdb.hpp"
#include "ingest/visits.hpp"

using namespace payoff;
using namespace payoff::loading;
using namespace payoff::visits;
using payoff::tools::Workplace;

TEST_SUITE("ingest/arm_paths") {

namespace {

const std::vector<MetricSource> of_all_kinds{
    {.metric = {.name = "visits"}, .aggregate = Aggregate::count},
    {.metric = {.name = "minutes"}, .aggregate = Aggregate::mean},
    {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};

Loaded loaded(const std::string& file, bool moments, const std::vector<MetricSource>& metrics, const char* date,
              const std::string& unit = "id", int threads = 2) {
  Source source{.files = {file}};
  source.moments = moments;
  return load(source, {.unit = unit, .time = "day"}, {.group = "arm", .treated = "B", .date = date, .randomized = true},
              metrics, Grain::periods, {.threads = threads});
}

// How often each of what is compared was there.
struct Found {
  int paths = 0, courses = 0, changes = 0, jumps = 0, spells = 0;

  void add(const Effect& effect) {
    const auto is_there = [](const Estimate& estimate) { return std::isfinite(estimate.se); };
    paths += !effect.path.empty();
    courses += effect.course && is_there(effect.course->change);
    changes += is_there(effect.facts.own_change_treated) && is_there(effect.facts.own_change_comparison);
    jumps += is_there(effect.facts.jump_comparison);
    spells += is_there(effect.facts.last_spell);
  }
};

// As visits_of_people, but what they do grows from day to day, differently for each, and faster with the tool.
std::string growing(Random& random, int people) {
  std::string csv = "id,arm,day,minutes,returned,orders\n";
  for (int person = 0; person < people; ++person) {
    const double level = std::exp(2 * random.uniform()), slope = random.uniform() / 10;
    for (int day = 0; day < 28; ++day) {
      if (random.uniform() < 0.3) continue;
      const double gain = person % 2 && day >= 14 ? 0.1 * (day - 14) : 0;
      csv += fmt::format("p{},{},2025-01-{:02},{:.3f},{},{}\n", person, person % 2 ? "B" : "A", 1 + day,
                         level + slope * day + gain + random.uniform(), random.below(3), 1 + random.below(3));
    }
  }
  return csv;
}

}  // namespace

TEST_CASE("property: an experiment's path, its course and its arms' own changes are those of its units") {
  Random random(71);
  Found found;
  for (int i = 0; i < 10; ++i) {
    Workplace place;
    place.write("x.csv", i % 2 ? growing(random, 40 + 20 * i) : visits_of_people(random, i % 4 == 2));
    const char* date = i % 3 == 2 ? "2025-01-02" : "2025-01-15";
    const Loaded units = loaded(place.path("x.csv"), false, of_all_kinds, date),
                 moments = loaded(place.path("x.csv"), true, of_all_kinds, date);
    for (std::size_t k = 0; k < of_all_kinds.size(); ++k)
      for (const char* quantile : {"t", "normal"}) {
        CAPTURE(i);
        CAPTURE(k);
        const Question question{.metric = k,
                                .method = "two_sample",
                                .options = {{"quantile", quantile}},
                                .randomized = true,
                                .compare_methods = false};
        const Effect one = estimate(units.panel, question), other = estimate(moments.panel, question);
        check_same_periods(one, other);
        found.add(other);
      }
  }
  CHECK(found.paths == 60);
  CHECK(found.courses == 60);
  CHECK(found.changes > 30);
  CHECK(found.jumps > 30);
  CHECK(found.spells > 30);
}

TEST_CASE("property: units of one row each have a path, too") {
  Random random(73);
  Found found;
  for (int i = 0; i < 4; ++i) {
    Workplace place;
    std::string csv = "id,arm,day,minutes,returned,orders\n";
    for (int person = 0; person < 400; ++person)
      csv += fmt::format("{},{},2025-01-{:02},{:.3f},{},{}\n", person, person % 3 ? "A" : "B", 1 + random.below(20),
                         10 * random.uniform(), random.below(3), 1 + random.below(3));
    place.write("x.csv", csv);
    const char* date = i % 2 ? "2025-01-08" : "";
    const std::string unit = i < 2 ? "id" : "";
    const Loaded units = loaded(place.path("x.csv"), false, of_all_kinds, date, unit),
                 moments = loaded(place.path("x.csv"), true, of_all_kinds, date, unit);
    for (std::size_t k = 0; k < of_all_kinds.size(); ++k) {
      CAPTURE(i);
      CAPTURE(k);
      const Question question{.metric = k, .method = "two_sample", .randomized = true, .compare_methods = false};
      const Effect one = estimate(units.panel, question), other = estimate(moments.panel, question);
      check_same_periods(one, other);
      found.add(other);
    }
  }
  CHECK(found.courses == 12);
}

TEST_CASE("property: a past that is the same for all of an arm adjusts nothing, whatever is left of it by rounding") {
  Random random(83);
  int adjusted = 0;
  for (int i = 0; i < 20; ++i) {
    Workplace place;
    const double past[] = {random.below(30) / 10.0, random.below(30) / 10.0, random.below(30) / 10.0};
    std::string csv = "id,arm,day,minutes\n";
    for (int person = 0; person < 40; ++person)
      for (int day = 0; day < 20; ++day) {
        const bool leaves = person >= 36;  // who stays for the past alone
        if (leaves && day >= 10) continue;
        const double value = day < 10 ? past[leaves ? 2 : person % 2] : 10 * random.uniform();
        csv += fmt::format("p{},{},2025-01-{:02},{:.2f}\n", person, person % 2 ? "B" : "A", 1 + day, value);
      }
    place.write("x.csv", csv);
    const std::vector<MetricSource> minutes{{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}};
    CAPTURE(i);
    const Question question{.method = "two_sample", .randomized = true, .compare_methods = false};
    const Effect one = estimate(loaded(place.path("x.csv"), false, minutes, "2025-01-11").panel, question),
                 other = estimate(loaded(place.path("x.csv"), true, minutes, "2025-01-11").panel, question);
    check_same(one, other);
    CHECK(one.adjusted_for.size() == other.adjusted_for.size());
    adjusted += !other.adjusted_for.empty();
  }
  CHECK(adjusted == 0);
}

TEST_CASE("a path is the same bytes on any number of threads, in any order of the rows") {
  Random random(79);
  std::vector<std::string> rows;
  for (int person = 0; person < 200; ++person)
    for (int day = 10; day < 26; ++day)
      rows.push_back(fmt::format("{},{},2025-01-{},{:.17g}\n", person, person % 2 ? "A" : "B", day,
                                 std::pow(10, 9 * random.uniform() - 3)));
  std::optional<Effect> first;
  for (int order = 0; order < 4; ++order) {
    Workplace place;
    std::string csv = "id,arm,day,minutes\n";
    for (const std::string& row : rows) csv += row;
    place.write("x.csv", csv);
    const Loaded found =
        loaded(place.path("x.csv"), true, {{.metric = {.name = "minutes"}}}, "2025-01-18", "id", 1 + order % 3);
    const Effect effect = estimate(found.panel, {.method = "two_sample", .randomized = true});
    if (!first) first = effect;
    REQUIRE(effect.path.size() == 16);
    for (std::size_t t = 0; t < effect.path.size(); ++t) {
      CHECK(effect.path[t].estimate == first->path[t].estimate);
      CHECK(effect.path[t].se == first->path[t].se);
    }
    CHECK(effect.course->change.se == first->course->change.se);
    CHECK(effect.facts.own_change_treated.se == first->facts.own_change_treated.se);
    CHECK(effect.facts.last_spell.se == first->facts.last_spell.se);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  }
}

TEST_CASE("property: data that change between any two questions are refused, or were the same in all that count") {
  // From the question with this number on the table lacks some of its rows.
  const auto found_of = [](int question, std::string& message) {
    Source source{
        .driver = duckdb_library(),
        .driver_options = {{"entrypoint", "duckdb_adbc_init"}, {"path", ":memory:"}},
        .query = fmt::format(
            "SELECT 'p' || (range // 16) AS id, CASE WHEN range // 16 % 2 = 0 THEN 'A' ELSE 'B' END AS arm, DATE "
            "'2025-01-01' + CAST(range % 16 AS INTEGER) AS day, range * 7919 % 101 AS minutes FROM range(1600) WHERE "
            "range % 13 <> 5 OR (SELECT txid_current() - first FROM begun) < {}",
            question),
        .first_statements = {"CREATE TABLE begun AS SELECT txid_current() AS first"}};
    source.moments = true;
    std::optional<Effect> effect;
    message = message_of([&] {
      const Loaded found =
          load(source, {.unit = "id", .time = "day"},
               {.group = "arm", .treated = "B", .date = "2025-01-09", .randomized = true},
               {{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}}, Grain::periods, {.threads = 1});
      effect = estimate(found.panel, {.method = "two_sample", .randomized = true});
    });
    return effect;
  };
  std::string message;
  const Effect fewer = found_of(0, message).value(), all = found_of(1000, message).value();
  CHECK(fewer.absolute.estimate != all.absolute.estimate);
  int refused = 0;
  for (int question = 1; question < 80; question += 5) {
    CAPTURE(question);
    const std::optional<Effect> found = found_of(question, message);
    refused += !found;
    if (!found) {
      holds(message, "the data changed while they were read");
      continue;
    }
    check_same_periods(found->absolute.estimate == all.absolute.estimate ? all : fewer, *found);
  }
  CHECK(refused > 2);
}

}  // TEST_SUITE("ingest/arm_paths")
