// Simulated rollouts, each of one table. Every number is drawn from one seed, chosen once (the year)
// and never searched for; each truth is the realised mean over the very cells that
// the estimand averages, taken from the two outcomes that only a simulation knows.
#include "cases.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "simulation.hpp"

namespace {

struct Team {
  int number;
  int begins;                  // the first week with the tool; not_ever
  double level;                // minutes, or log points
  std::vector<double> shocks;  // (weeks)
};

constexpr int teams = 48, weeks_before = 12, not_ever = 1000;  // weeks before the first team begins, from a Monday on

std::vector<double> weekly(Random& random, Shock shock, int weeks) {
  std::vector<double> drawn(weeks);
  for (double& value : drawn) value = shock.next(random);
  return drawn;
}

const char* yes_no(bool yes) {
  return yes ? "yes" : "no";
}

}  // namespace

namespace {

// Nine teams began in each of these weeks, twelve never. Those who began first had asked for it, and had the most to gain.
struct Wave {
  int begins;
  double most;  // minutes per ticket that an average agent saves once it is learned
};
constexpr Wave waves[] = {{12, 4.6}, {16, 3.8}, {20, 3.0}, {26, 2.2}};
constexpr int support_weeks = 36;

// The gain grows with the weeks since the team began: a quarter at first, the whole after some three months.
double learned(int weeks_in_use) {
  return 1 - 0.75 * std::exp(-weeks_in_use / 6.0);
}

// Minutes per ticket = team + agent + trend + shocks - gain in weeks of use; agents new to the job gain 5/3 of what
// the others do.
void support_agent(Simulation& simulation, const Team& team, double most, int number, bool is_new) {
  Random& random = simulation.random;
  const double agent = random.normal() + (is_new ? 1.5 : 0), volume = 120 + 12 * random.normal();
  const double use = 0.8 + 0.19 * random.uniform(), satisfaction = 4.2 + 0.15 * random.normal();
  const std::string since = team.begins < support_weeks ? monday(team.begins) : "";
  Shock shock{0.4, 0.9};
  double weight = 0;  // mean tickets of a week before anyone began
  for (int week = 0; week < support_weeks; ++week) {
    const bool exposed = week >= team.begins;
    const double tickets = std::round(volume + 10 * random.normal());
    if (week < weeks_before) weight += tickets / weeks_before;
    const double trend = 0.3 * std::sin(week / 4.0) - 0.02 * week;
    const double plain = team.level + agent + trend + team.shocks[week] + shock.next(random);
    const bool used = exposed && random.uniform() < use;
    const double minutes = plain - (used ? most * (is_new ? 1.32 : 0.79) * learned(week - team.begins) : 0);
    const double csat = std::clamp(satisfaction + 0.25 * random.normal(), 1.0, 5.0);
    if (exposed) simulation.truth.add(minutes * weight, plain * weight, weight);
    row(simulation.csv, "a{:03},{},team-{:02},{},{},{:.0f},{:.0f},{:.2f},{:d}", number, monday(week), team.number,
        since, is_new ? "new" : "experienced", tickets, minutes * tickets, csat, used);
  }
}

}  // namespace

// 48 teams of five, two of them new to the job, four teams to a queue; one of the four never gets the assistant, the
// others begin in four waves. The truth is the mean over the weeks of those who had begun, each agent weighing as the
// tickets of a week before anyone began: what a tool may change must not change the weights.
Case support_assistant() {
  Simulation simulation;
  Random& random = simulation.random;
  simulation.csv = "agent_id,week,team,assistant_since,tenure,tickets,handle_minutes,csat,assistant_used\n";
  double queue = 0;
  int adopters = 0;
  for (int number = 1; number <= teams; ++number) {
    if (number % 4 == 1) queue = 15 + 1.0 * random.normal();
    const Wave wave = number % 4 == 0 ? Wave{not_ever, 0} : waves[adopters++ % 4];
    const double level = queue + 0.2 * random.normal();
    const Team team{number, wave.begins, level, weekly(random, {0.5, 0.3}, support_weeks)};
    for (int member = 1; member <= 5; ++member)
      support_agent(simulation, team, wave.most, 5 * (number - 1) + member, member <= 2);
  }
  const Truth& truth = simulation.truth;
  return {{{"data.csv", simulation.csv}},
          {"handle_minutes",
           "group_time",
           "C",
           truth.absolute(),
           truth.relative(),
           true,
           {"4+ hours"},
           {"up to", "5+ hours"}}};
}

// 20,000 customers, a fair coin each; one row for the quarter before and one for the quarter after.
// Orders are Poisson with a lognormal rate, baskets lognormal: a few customers carry much of the
// revenue. With the recommender each basket is worth 12 % more on average, never with more returns.
Case storefront_recommender() {
  Random random(seed);
  std::string csv = "customer_id,arm,quarter,revenue,orders,returns\n";
  Truth truth;
  for (int customer = 1; customer <= 20000; ++customer) {
    const bool treated = random.uniform() < 0.5;
    const double rate = 1.2 * std::exp(0.8 * random.normal() - 0.32), basket = 40 * std::exp(0.5 * random.normal());
    const double lift = 1.12 + 0.05 * random.normal();
    for (const char* quarter : {"2025-01-01", "2025-04-01"}) {
      const bool after = quarter[6] == '4';
      const int orders = poisson(random, rate);
      int returns = 0;
      double plain = 0;
      for (int order = 0; order < orders; ++order) {
        plain += basket * std::exp(0.4 * random.normal());
        returns += random.uniform() < 0.08;
      }
      // Both outcomes of every customer are known here, so the truth is that of all 20,000.
      if (after) truth.add(plain * lift, plain, 1);
      row(csv, "{},{},{},{:.2f},{},{}", customer, treated ? 'B' : 'A', quarter, plain * (treated && after ? lift : 1),
          orders, returns);
    }
  }
  return {{{"data.csv", csv}},
          {"revenue", "two_sample", "A", truth.absolute(), truth.relative(), true, {"revenue"}, {"up to"}}};
}

namespace {

constexpr int coding_weeks = 26;  // twelve before the rollout and fourteen after

// Hours from opening to merging fall by a fifth in the first week, by a tenth of that less each week
// after, and from the eleventh week on not at all.
void coding_developer(Simulation& simulation, const Team& team, int number) {
  Random& random = simulation.random;
  const double level = team.level + 0.15 * random.normal(), volume = 3 + 2 * random.uniform();
  for (int week = 0; week < coding_weeks; ++week) {
    const int pull_requests = 1 + poisson(random, volume), since = week - team.begins;
    const bool exposed = since >= 0;
    const double effect = exposed ? -0.2 * std::max(0.0, 1 - since / 10.0) : 0;
    double plain = 0;
    int reverted = 0;
    for (int request = 0; request < pull_requests; ++request) {
      plain += 30 * std::exp(level + team.shocks[week] + 0.35 * random.normal());
      reverted += random.uniform() < 0.04;
    }
    if (exposed) simulation.truth.add(plain * (1 + effect), plain, pull_requests);
    row(simulation.csv, "d{:03},{},team-{:02},{},{},{:.1f},{}", number, monday(week), team.number,
        yes_no(team.begins < coding_weeks), pull_requests, plain * (1 + effect), reverted);
  }
}

}  // namespace

// 48 teams of four developers, every second one with the assistant. Single weeks are noisy: the
// largest lead is more than half of the mean effect (rule G05), so the evidence is a D.
Case coding_assistant() {
  Simulation simulation;
  Random& random = simulation.random;
  simulation.csv = "developer,week,team,assistant,pull_requests,cycle_hours,reverted\n";
  for (int number = 1; number <= teams; ++number) {
    const double level = 0.15 * random.normal();
    const Team team{number, number % 2 == 0 ? weeks_before : not_ever, level,
                    weekly(random, {0.5, 0.03}, coding_weeks)};
    for (int member = 1; member <= 4; ++member) coding_developer(simulation, team, 4 * (number - 1) + member);
  }
  const Truth& truth = simulation.truth;
  return {{{"data.csv", simulation.csv}},
          {"cycle_hours", "did", "C", truth.absolute(), truth.relative(), true, {"fade"}, {"up to", "hours a week"}}};
}

// 300 analysts, a fair coin each, 8 weeks before and 12 after. The tool changes nothing.
Case idle_tool() {
  Random random(seed);
  const int before = 8, weeks = 20;
  std::string csv = "analyst,week,arm,drafting_hours,reports,tool_used\n";
  for (int analyst = 1; analyst <= 300; ++analyst) {
    const bool treated = random.uniform() < 0.5;
    const double level = 14 + 2 * random.normal(), use = 0.4 + 0.5 * random.uniform();
    Shock shock{0.3, 1.2};
    for (int week = 0; week < weeks; ++week) {
      const double hours = std::max(0.5, level - 0.03 * week + shock.next(random));
      const int reports = 1 + poisson(random, 4);
      const bool used = treated && week >= before && random.uniform() < use;
      row(csv, "n{:03},{},{},{:.2f},{},{:d}", analyst, monday(week), treated ? "tool" : "none", hours, reports, used);
    }
  }
  return {{{"data.csv", csv}},
          {"drafting_hours", "two_sample", "A", 0, 0, true, {"No detectable change"}, {"saved", "up to"}}};
}

namespace {

struct TeamYear {
  std::string csv;
  double last_mean = 0;  // minutes per ticket in the last month before the rollout
};

// Twelve months of a team of 14. Once, in a month drawn by lot, it has a bad month, which is over with the month.
TeamYear team_year(Random& random, int team, int months_before) {
  const Calendar months{PeriodKind::month};
  const int first = payoff::period_of_day(months, payoff::day_number(2024, 10, 1)), count = 12;
  std::vector<double> shocks(count);
  for (double& shock : shocks) shock = 0.1 * random.normal();
  shocks[random.below(count)] += 2 + 2 * random.uniform();
  TeamYear year{"agent_id,month,tickets,handle_minutes\n"};
  Truth last;
  for (int member = 1; member <= 14; ++member) {
    const double agent = 13 + 1.2 * random.normal(), volume = 420 + 40 * random.normal();
    for (int month = 0; month < count; ++month) {
      const double tickets = std::round(volume + 25 * random.normal());
      const double minutes = std::round((agent + shocks[month] + 0.8 * random.normal()) * tickets);
      if (month == months_before - 1) last.add(minutes, 0, tickets);
      row(year.csv, "t{:02}-{:02},{}-01,{:.0f},{:.0f}", team, member, months.label(first + month), tickets, minutes);
    }
  }
  year.last_mean = last.absolute();
  return year;
}

}  // namespace

// After six months the one of 60 teams whose last month was the worst is given a tool that does nothing,
// and only that team is in the data: what the people who chose it would look at.
Case bad_month() {
  Random random(seed);
  TeamYear worst;
  for (int team = 1; team <= 60; ++team) {
    TeamYear year = team_year(random, team, 6);
    if (year.last_mean > worst.last_mean) worst = std::move(year);
  }
  return {{{"data.csv", worst.csv}},
          {"handle_minutes", "paired", "E", 0, 0, false, {"before", "after"}, {"saved", "saves", "up to"}}};
}
