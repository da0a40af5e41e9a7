// What the few units that move an effect most change, asked of a database, is what the units themselves say.
#include "ingest/most_moving.hpp"

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/most_moving") {

namespace {

const MetricSource spent{.metric = {.name = "spent"}};
const MetricSource returned{.metric = {.name = "spent", .per = "orders"}, .per = "orders"};

std::vector<Alternative> without_some(const Loaded& loaded) {
  Effect effect = estimate(loaded.panel, {.method = "two_sample", .randomized = true});
  std::erase_if(effect.alternatives, [](const Alternative& each) { return each.purpose != Purpose::without_some; });
  return effect.alternatives;
}

// Of many kinds: most nothing, a few giants, whole numbers that many share.
double drawn(Random& random, int kind) {
  const double value = random.uniform();
  if (kind == 0) return value < 0.7 ? 0 : 1;
  if (kind == 1) return value < 0.02 ? 1e9 * (1 + random.uniform()) : value;
  if (kind == 2) return std::floor(4 * value);
  return std::exp(6 * value) - 40;
}

}  // namespace

TEST_CASE("property: without the unit, and the ten, that move it most moments say what units say") {
  Random random(47);
  int compared = 0;
  for (int i = 0; i < 48; ++i) {
    const int kind = i % 4, people = i % 3 ? 150 : 60;
    const bool ratio = i >= 32 && kind != 0 && kind != 2;  // there two people may weigh alike and be unlike
    Workplace place;
    std::string csv = "id,arm,spent,orders\n";
    for (int person = 0; person < people; ++person)
      csv += fmt::format("p{},{},{:.12g},{}\n", person, random.uniform() < 0.4 ? "A" : "B", drawn(random, kind),
                         1 + random.below(5));
    place.write("x.csv", csv);
    const MetricSource& metric = ratio ? returned : spent;
    const std::vector<Alternative> units = without_some(load_experiment(place.path("x.csv"), false, {metric})),
                                   moments = without_some(load_experiment(place.path("x.csv"), true, {metric}));
    CAPTURE(i);
    REQUIRE(units.size() == (people >= 100 ? 2 : 1));
    REQUIRE(moments.size() == units.size());
    for (std::size_t k = 0; k < units.size(); ++k) {
      CHECK(units[k].name == moments[k].name);
      CHECK_CLOSE(units[k].absolute.estimate, moments[k].absolute.estimate, 1e-10);
      CHECK_CLOSE(units[k].absolute.se, moments[k].absolute.se, 1e-10);
      CHECK(std::isnan(units[k].relative.se) == std::isnan(moments[k].relative.se));
      if (std::isnan(units[k].relative.se)) continue;
      CHECK_CLOSE(units[k].relative.estimate, moments[k].relative.estimate, 1e-10);
      CHECK_CLOSE(units[k].relative.se, moments[k].relative.se, 1e-10);
      ++compared;
    }
  }
  CHECK(compared > 40);
}

TEST_CASE("by hand: one of a hundred million leaves nothing of itself behind") {
  Workplace place;
  place.write("x.csv", "id,arm,spent\n1,B,1\n2,B,2\n3,B,3\n4,B,4\n5,B,1e16\n6,A,1\n7,A,1\n8,A,2\n9,A,2\n0,A,1.5\n");
  const std::vector<Alternative> others = without_some(load_experiment(place.path("x.csv"), true, {spent}));
  REQUIRE(others.size() == 1);
  CHECK_CLOSE(others[0].absolute.estimate, 1, 1e-14);
  CHECK_CLOSE(others[0].absolute.se, std::sqrt(5.0 / 3 / 4 + 1.0 / 4 / 5), 1e-14);
}

TEST_CASE("the same bytes in any order of the rows, beside a giant, too") {
  Random random(53);
  std::vector<std::string> rows{"giant,B,1e15\n"};
  for (int i = 0; i < 3000; ++i) rows.push_back(fmt::format("{},{},{:.17g}\n", i, i % 2 ? "A" : "B", random.uniform()));
  std::optional<MetricMoments> first;
  for (int order = 0; order < 4; ++order) {
    Workplace place;
    std::string csv = "id,arm,spent\n";
    for (const std::string& row : rows) csv += row;
    place.write("x.csv", csv);
    const MetricMoments moments =
        load_experiment(place.path("x.csv"), true, {spent}, people, 1 + order % 3).panel.moments[0];
    if (!first) first = moments;
    REQUIRE(moments.without_most.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(moments.without_most[i].treated.squares == first->without_most[i].treated.squares);
      CHECK(moments.without_most[i].treated.mean == first->without_most[i].treated.mean);
      CHECK(moments.without_most[i].comparison.squares == first->without_most[i].comparison.squares);
    }
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  }
}

TEST_CASE("refusals: of a secondary metric, and of arms of three, nothing is asked") {
  Workplace place;
  place.write("x.csv", "id,arm,spent\n1,B,1\n2,B,2\n3,B,3\n6,A,1\n7,A,1\n8,A,2\n");
  CHECK(without_some(load_experiment(place.path("x.csv"), true, {spent})).empty());
  MetricSource secondary = spent;
  secondary.metric.role = Role::secondary;
  CHECK(load_experiment(place.path("x.csv"), true, {secondary}).panel.moments[0].without_most.empty());
}

}  // TEST_SUITE("ingest/most_moving")
