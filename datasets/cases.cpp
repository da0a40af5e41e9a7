// Simulated rollouts. Every number is drawn from one seed, chosen once (the year)
// and never searched for; each truth is the realised mean over the very cells that
// the estimand averages, taken from the two outcomes that only a simulation knows.
#include "cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/calendar.hpp"
#include "base/random.hpp"

namespace {

using payoff::Calendar;
using payoff::PeriodKind;
using payoff::Random;

constexpr std::uint64_t seed = 2025;

// Mean-reverting noise: x' = rho x + sqrt(1 - rho^2) sd z, stationary with standard deviation sd.
struct Shock {
  double rho, sd;
  double value = 0;
  double next(Random& random) { return value = rho * value + std::sqrt(1 - rho * rho) * sd * random.normal(); }
};

int poisson(Random& random, double mean) {  // by inversion
  double probability = std::exp(-mean), below = probability;
  const double target = random.uniform();
  int count = 0;
  while (below < target && count < 1000) {
    probability *= mean / ++count;
    below += probability;
  }
  return count;
}

// Sums of the treated cells after the rollout, with the tool and as they would have been without.
struct Truth {
  double with = 0, without = 0, weight = 0;
  void add(double y1, double y0, double w) {
    with += y1;
    without += y0;
    weight += w;
  }
  double absolute() const { return (with - without) / weight; }
  double relative() const { return with / without - 1; }
};

std::string monday(int first_day, int week) {
  const Calendar weeks{PeriodKind::week};
  return weeks.label(payoff::period_of_day(weeks, first_day) + week);
}

template <typename... Values>
void row(std::string& csv, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(csv), format, std::forward<Values>(values)...);
  csv += '\n';
}

}  // namespace

// 48 teams of five; every second one (one site) gets the assistant after 12 of 26 weeks. Teams come in
// pairs that work the same queue. Minutes per ticket = queue + team + agent + trend + shocks - gain,
// where the gain is 4.0 minutes for agents new to the job and 2.4 for the others, in weeks of use.
Case support_assistant() {
  Random random(seed);
  const int first = payoff::day_number(2025, 1, 6), before = 12, weeks = 26;
  std::string csv = "agent_id,week,team,assistant,tenure,tickets,handle_minutes,csat,assistant_used\n";
  Truth truth;
  double queue = 0;
  for (int team = 0; team < 48; ++team) {
    const bool treated = team % 2 == 1;
    if (!treated) queue = 15 + 1.0 * random.normal();
    const double team_level = 0.2 * random.normal();
    Shock team_shock{0.5, 0.3};
    std::vector<double> team_shocks(weeks);
    for (double& shock : team_shocks) shock = team_shock.next(random);
    for (int member = 0; member < 5; ++member) {
      const bool is_new = member < 2;
      const double agent = random.normal() + (is_new ? 1.5 : 0), volume = 120 + 12 * random.normal();
      const double use = 0.8 + 0.19 * random.uniform(), satisfaction = 4.2 + 0.15 * random.normal();
      Shock shock{0.4, 0.9};
      for (int week = 0; week < weeks; ++week) {
        const double tickets = std::round(volume + 10 * random.normal());
        const double plain = queue + team_level + agent - 0.02 * week + 0.3 * std::sin(week / 4.0) + team_shocks[week] +
                             shock.next(random);
        const bool used = treated && week >= before && random.uniform() < use;
        const double minutes = plain - (used ? (is_new ? 4.0 : 2.4) : 0);
        const double csat = std::clamp(satisfaction + 0.25 * random.normal(), 1.0, 5.0);
        if (treated && week >= before) truth.add(minutes * tickets, plain * tickets, tickets);
        row(csv, "a{:03},{},team-{:02},{},{},{:.0f},{:.0f},{:.2f},{:d}", team * 5 + member + 1, monday(first, week),
            team + 1, treated ? "yes" : "no", is_new ? "new" : "experienced", tickets, minutes * tickets, csat, used);
      }
    }
  }
  return {
      csv,
      {"handle_minutes", "did", "C", truth.absolute(), truth.relative(), true, {"4+ hours"}, {"up to", "5+ hours"}}};
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
  return {csv, {"revenue", "two_sample", "A", truth.absolute(), truth.relative(), true, {"revenue"}, {"up to"}}};
}

// 48 teams of four developers, every second one with the assistant after 12 of 26 weeks. Hours from
// opening to merging a pull request fall by a fifth in the first week, by a tenth of that less each
// week, and from the eleventh week on not at all. Single weeks are noisy: the largest lead is more
// than half of the mean effect (rule G05), so the evidence is a D.
Case coding_assistant() {
  Random random(seed);
  const int first = payoff::day_number(2025, 1, 6), before = 12, weeks = 26;
  std::string csv = "developer,week,team,assistant,pull_requests,cycle_hours,reverted\n";
  Truth truth;
  for (int team = 0; team < 48; ++team) {
    const bool treated = team % 2 == 1;
    const double team_level = 0.15 * random.normal();
    Shock team_shock{0.5, 0.03};
    std::vector<double> team_shocks(weeks);
    for (double& shock : team_shocks) shock = team_shock.next(random);
    for (int member = 0; member < 4; ++member) {
      const double developer = 0.15 * random.normal(), volume = 3 + 2 * random.uniform();
      for (int week = 0; week < weeks; ++week) {
        const int pull_requests = 1 + poisson(random, volume), since = week - before;
        const double effect = treated && since >= 0 ? -0.2 * std::max(0.0, 1 - since / 10.0) : 0;
        double plain = 0;
        int reverted = 0;
        for (int request = 0; request < pull_requests; ++request) {
          plain += 30 * std::exp(team_level + developer + team_shocks[week] + 0.35 * random.normal());
          reverted += random.uniform() < 0.04;
        }
        if (treated && since >= 0) truth.add(plain * (1 + effect), plain, pull_requests);
        row(csv, "d{:03},{},team-{:02},{},{},{:.1f},{}", team * 4 + member + 1, monday(first, week), team + 1,
            treated ? "yes" : "no", pull_requests, plain * (1 + effect), reverted);
      }
    }
  }
  return {csv, {"cycle_hours", "did", "D", truth.absolute(), truth.relative(), true, {"fade"}, {"up to"}}};
}

// 300 analysts, a fair coin each, 8 weeks before and 12 after. The tool changes nothing.
Case idle_tool() {
  Random random(seed);
  const int first = payoff::day_number(2025, 1, 6), before = 8, weeks = 20;
  std::string csv = "analyst,week,arm,drafting_hours,reports,tool_used\n";
  for (int analyst = 1; analyst <= 300; ++analyst) {
    const bool treated = random.uniform() < 0.5;
    const double level = 14 + 2 * random.normal(), use = 0.4 + 0.5 * random.uniform();
    Shock shock{0.3, 1.2};
    for (int week = 0; week < weeks; ++week) {
      const double hours = std::max(0.5, level - 0.03 * week + shock.next(random));
      const int reports = 1 + poisson(random, 4);
      const bool used = treated && week >= before && random.uniform() < use;
      row(csv, "n{:03},{},{},{:.2f},{},{:d}", analyst, monday(first, week), treated ? "tool" : "none", hours, reports,
          used);
    }
  }
  return {csv, {"drafting_hours", "two_sample", "A", 0, 0, true, {"no detectable"}, {"saved", "up to"}}};
}

// 60 teams of 14 over 12 months. Once in the year, in a month drawn by lot, each team has a bad month,
// which is over with the month. After six months the team with the worst last month is given a tool that does
// nothing, and only that team is in the data: what the people who chose it would look at.
Case bad_month() {
  Random random(seed);
  const Calendar months{PeriodKind::month};
  const int first = payoff::period_of_day(months, payoff::day_number(2024, 10, 1)), before = 6, count = 12;
  std::string worst;
  double worst_mean = 0;
  for (int team = 1; team <= 60; ++team) {
    std::vector<double> team_shocks(count);
    for (double& shock : team_shocks) shock = 0.1 * random.normal();
    team_shocks[random.below(count)] += 2 + 2 * random.uniform();
    std::string csv = "agent_id,month,tickets,handle_minutes\n";
    double last_minutes = 0, last_tickets = 0;
    for (int member = 1; member <= 14; ++member) {
      const double agent = 13 + 1.2 * random.normal(), volume = 420 + 40 * random.normal();
      for (int month = 0; month < count; ++month) {
        const double tickets = std::round(volume + 25 * random.normal());
        const double minutes = std::round((agent + team_shocks[month] + 0.8 * random.normal()) * tickets);
        if (month == before - 1) {
          last_minutes += minutes;
          last_tickets += tickets;
        }
        row(csv, "t{:02}-{:02},{}-01,{:.0f},{:.0f}", team, member, months.label(first + month), tickets, minutes);
      }
    }
    if (last_minutes / last_tickets > worst_mean) {
      worst_mean = last_minutes / last_tickets;
      worst = csv;
    }
  }
  return {worst, {"handle_minutes", "paired", "E", 0, 0, false, {"before", "after"}, {"saved", "saves", "up to"}}};
}
