// A worked case of coding agents: what one accepted change costs, hours, review, rework and credits together.
#include <algorithm>
#include <map>

#include "cases.hpp"
#include "simulation.hpp"

namespace {

constexpr int agent_teams = 48, agent_weeks = 34;
constexpr int agent_waves[] = {12, 16, 20};  // weeks in which a third of those with the tool begin
constexpr double engineer_hour_usd = 90, credit_usd = 0.04;

struct CodingTeam {
  int number, begins;     // agent_weeks = never
  double changes, level;  // attempted a week; hours of a change, as a factor
  Shock shock{.rho = 0.4, .sd = 0.06};
};

// Hours of one attempted change, and what becomes of it.
struct Way {
  double work, review, rework, accepted;  // hours, hours, hours within 14 days, share
  double credits;
};

constexpr Way by_hand{.work = 3.7, .review = 0.65, .rework = 0.35, .accepted = 0.92, .credits = 0};
// An agent writes it: less work on each, more to review and to mend, and one in four is thrown away.
constexpr Way by_agent{.work = 2.05, .review = 0.8, .rework = 0.42, .accepted = 0.76, .credits = 95};

double cost_of(const Way& way, double factor) {
  return engineer_hour_usd * factor * (way.work + way.review + way.rework) + credit_usd * way.credits;
}

// The usage export: credits by calendar month and team.
using Usage = std::map<std::pair<std::string, std::string>, double>;

std::string team_name(int number) {
  return fmt::format("team-{:02}", number);
}

void team_week(Simulation& simulation, CodingTeam& team, int week, double season, Usage& usage) {
  Random& random = simulation.random;
  const bool with = week >= team.begins;
  const Way& way = with ? by_agent : by_hand;
  const double factor = team.level * season * std::exp(team.shock.next(random));
  const int attempted = 1 + poisson(random, team.changes * (with ? 1.35 : 1));
  int accepted = 0;
  for (int i = 0; i < attempted; ++i) accepted += random.uniform() < way.accepted;
  accepted = std::max(accepted, 1);
  const double hours = attempted * factor,
               credits = std::round(attempted * way.credits * std::exp(0.2 * random.normal()));
  row(simulation.csv, "{},{},{},{},{},{:.2f},{:.2f},{:.2f},{:.0f}", team_name(team.number), monday(week),
      team.begins >= agent_weeks ? "" : monday(team.begins), attempted, accepted, hours * way.work,
      60 * hours * way.review, hours * way.rework, credits);
  if (!with) return;
  usage[{monday(week).substr(0, 7), team_name(team.number)}] += credits;
  // The same week without agents: as many are accepted, each at what it would have cost.
  simulation.truth.add(
      attempted * (engineer_hour_usd * factor * (way.work + way.review + way.rework)) + credit_usd * credits,
      accepted * cost_of(by_hand, factor) / by_hand.accepted, accepted);
}

// A team that is in no table of changes uses credits too.
void add_research(Random& random, Usage& usage) {
  for (const char* month : {"2025-04", "2025-05", "2025-06", "2025-07", "2025-08"})
    usage[{month, "research"}] += std::round(30000 + 10000 * random.uniform());
}

std::string usage_csv(const Usage& usage) {
  std::string csv = "month,team,credits\n";
  for (const auto& [key, credits] : usage) row(csv, "{},{},{:.0f}", key.first, key.second, credits);
  return csv;
}

// The invoice of each month: the credits, and 1,200 USD for the platform.
std::string invoice_csv(const Usage& usage) {
  std::map<std::string, double> months;
  for (const auto& [key, credits] : usage) months[key.first] += credits;
  std::string csv = "month,amount,currency\n";
  for (const auto& [month, credits] : months) row(csv, "{},{:.2f},USD", month, 1200 + credit_usd * credits);
  return csv;
}

}  // namespace

// 48 teams, 33 of which got coding agents in three waves. Each change takes less work and more review and rework, fewer of
// those attempted are accepted, and credits are paid for: an accepted change becomes cheaper, an attempted one much more so.
Case agents() {
  Simulation simulation;
  Random& random = simulation.random;
  simulation.csv = "team,week,agents_since,attempted,accepted,work_hours,review_minutes,rework_hours,credits\n";
  Usage usage;
  std::vector<double> season;
  for (int week = 0; week < agent_weeks; ++week) season.push_back(std::exp(0.03 * random.normal()));
  for (int number = 1; number <= agent_teams; ++number) {
    const int wave = number % 16 < 11 ? (number % 16) % 3 : 3;
    CodingTeam team{.number = number,
                    .begins = wave < 3 ? agent_waves[wave] : agent_weeks,
                    .changes = 18 + 12 * random.uniform(),
                    .level = std::exp(0.12 * random.normal())};
    for (int week = 0; week < agent_weeks; ++week)
      team_week(simulation, team, week, season[static_cast<std::size_t>(week)], usage);
  }
  add_research(random, usage);
  const Truth& truth = simulation.truth;
  return {{{"changes.csv", simulation.csv}, {"usage.csv", usage_csv(usage)}, {"invoice.csv", invoice_csv(usage)}},
          {"cost_per_accepted_change",
           "imputation",
           "C",
           truth.absolute(),
           truth.relative(),
           true,
           {"full cost per accepted change"},
           {"up to"}}};
}
