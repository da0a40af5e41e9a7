// Random logs and rosters: what is joined and counted is what follows from them row by row.
#include <array>
#include <climits>
#include <map>
#include <set>

#include "base/random.hpp"
#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/joined_events") {

namespace {
// A random log and roster, and the panel that follows from them row by row.
struct World {
  std::string log = "who,opened,closed,amount,client\n", roster = "agent;team;since;hired;gone\n";
  std::string zone;
  std::map<std::string, std::map<int, std::array<double, 5>>> cells;  // count, sum, clients, durations, their sum
  std::size_t without_partner = 0, rows = 0;
};

MetricSource counted(const std::string& name, Aggregate aggregate, const std::string& value = "") {
  return {.metric = {.name = name}, .value = value, .aggregate = aggregate};
}

constexpr int first_day = 20094;  // Monday, 2025-01-06; to March no clock changes
World random_world(Random& random) {
  const auto below = [&](int n) { return static_cast<int>(random.uniform() * n); };
  const auto day_text = [](int day) { return Calendar{PeriodKind::day}.label(day); };
  World world;
  const std::pair<const char*, int> zones[] = {
      {"", 0}, {"Europe/Berlin", 1}, {"America/New_York", -5}, {"Asia/Tokyo", 9}};
  const auto& [zone, hours_east] = zones[below(4)];
  world.zone = zone;
  const int people = 4 + below(4), weeks = 5 + below(3);
  std::set<int> periods;
  std::map<std::string, std::pair<int, int>> observed;
  std::map<std::string, std::map<int, std::set<std::string>>> clients;
  std::vector<std::string> rows;
  for (int person = 0; person < people; ++person) {
    const std::string who = fmt::format("ag{}@x.com", person);
    const bool listed = person < 2 || random.uniform() < 0.8, has_left = random.uniform() < 0.3;
    const int hired = below(7 * weeks) - 20, left = hired + 10 + below(7 * weeks);
    const bool idle = person > 1 && random.uniform() < 0.3;  // there, without any event
    for (int event = idle ? 0 : below(3 * weeks) + 1; event > 0; --event) {
      const int minute = below(7 * weeks * 1440), lasts = 1 + below(5000), amount = below(100);
      const bool open = random.uniform() < 0.1, no_amount = random.uniform() < 0.1;
      const auto moment = [&](int m) {
        return fmt::format("{}T{:02}:{:02}:00Z", day_text(first_day + m / 1440), m / 60 % 24, m % 60);
      };
      const std::string client = fmt::format("c{}", below(3));
      rows.push_back(fmt::format("{},{},{},{},{}\n", random.uniform() < 0.5 ? who : " AG" + who.substr(2),
                                 moment(minute), open ? "" : moment(minute + lasts),
                                 no_amount ? "NA" : std::to_string(amount), client));
      ++world.rows;
      if (!listed) {
        ++world.without_partner;
        continue;
      }
      const int local = minute + 60 * hours_east, week = (local + 7 * 1440) / (7 * 1440) - 1;
      periods.insert(week);
      auto& cell = world.cells[who][week];
      cell[0] += 1;
      cell[1] += no_amount ? 0 : amount;
      cell[2] = static_cast<double>((clients[who][week].insert(client), clients[who][week].size()));
      if (!open) cell[3] += 1, cell[4] += lasts;
    }
    if (!listed) continue;
    world.cells[who];
    const auto week_of = [](int day) { return (day + 7000) / 7 - 1000; };
    observed[who] = {week_of(hired), has_left ? week_of(left) : INT_MAX};
    world.roster += fmt::format("{};T{};{};{};{}\n", random.uniform() < 0.5 ? who : "Ag" + who.substr(2) + " ",
                                person % 2, person % 2 ? "" : day_text(first_day + 14), day_text(first_day + hired),
                                has_left ? day_text(first_day + left) : "");
  }
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[below(static_cast<int>(i))]);
  for (const std::string& row : rows) world.log += row;
  for (auto& [who, of_week] : world.cells) {
    auto [from, to] = observed[who];
    if (!of_week.empty()) from = std::min(from, of_week.begin()->first), to = std::max(to, of_week.rbegin()->first);
    for (const int week : periods)
      if (week >= from && week <= to) of_week.try_emplace(week);
  }
  return world;
}

#ifdef __SANITIZE_ADDRESS__
constexpr int draws = 4;  // a database answers at a tenth of its speed there
#else
constexpr int draws = 16;
#endif

}  // namespace

TEST_CASE("property: the joined and counted panel is the one computed row by row, zeros and edges included") {
  Random random(20261128);
  for (int draw = 0; draw < draws; ++draw) {
    const World world = random_world(random);
    CAPTURE(draw);
    Workplace place;
    place.write("log.csv", world.log);
    place.write("roster.csv", world.roster);
    Source source{.files = {place.path("log.csv")}};
    source.joins = {{.name = "roster", .source = {.files = {place.path("roster.csv")}}, .on = {{"who", "agent"}}}};
    const Columns columns{.unit = "lower(trim(who))",
                          .time = "opened",
                          .period = "week",
                          .timezone = world.zone,
                          .cluster = "team",
                          .keep_partial_periods = true,
                          .observed_from = "hired",
                          .observed_to = "roster.gone"};
    const MetricSource lasts{.metric = {.name = "duration", .kind = MetricKind::time, .unit = "minutes"},
                             .aggregate = Aggregate::mean,
                             .from = "opened",
                             .to = "closed"};
    const Loaded all = load(source, columns, {.adopted_on = "since"},
                            {counted("n", Aggregate::count), counted("amount", Aggregate::sum),
                             counted("clients", Aggregate::distinct, "client"), lasts},
                            Grain::periods, {.threads = 1 + draw % 3});
    const Panel& panel = all.panel;
    CHECK(all.ledger.rows_read == world.rows);
    CHECK(all.ledger.rows_filtered == world.without_partner);
    std::size_t cells = 0;
    for (const auto& [who, of_week] : world.cells) cells += of_week.size();
    REQUIRE(panel.unit_of.size() == cells);
    for (std::size_t i = 0; i < cells; ++i) {
      const std::string& who = panel.units[panel.unit_of[i]].label;
      const int week = (panel.calendar.first_day(panel.period_of[i]) - first_day + 7000) / 7 - 1000;
      CAPTURE(who);
      CAPTURE(week);
      const auto& expected = world.cells.at(who).at(week);
      for (std::size_t k = 0; k < 3; ++k) CHECK(panel.metrics[k].sum[i] == expected[k]);
      const double lasted = panel.metrics[3].weight[i];
      CHECK((lasted > 0 ? lasted : 0) == expected[3]);
      if (expected[3] > 0) CHECK(panel.metrics[3].sum[i] == doctest::Approx(expected[4]).epsilon(1e-12));
    }
  }
}

}  // TEST_SUITE("ingest/joined_events")
