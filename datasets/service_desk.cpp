// A worked case of three files: the tickets, the roster that says who got the assistant when, and the bill.
#include <algorithm>

#include "cases.hpp"
#include "simulation.hpp"

namespace {

constexpr int desk_teams = 24, desk_weeks = 26, desk_first_wave = 13, desk_second_wave = 17, desk_members = 3;
constexpr double desk_effect_minutes = -4;

struct DeskAgent {
  int number, team, hired, left, begins;  // weeks; begins: with the assistant, desk_weeks = never
  double level, volume;
};

std::string clock_of(int week, int day, int minute) {  // minutes from nine o'clock
  const payoff::Calendar days{payoff::PeriodKind::day};
  const int date = payoff::day_number(2025, 1, 6) + 7 * week + day, clock = 9 * 60 + minute;
  return fmt::format("{} {:02}:{:02}", days.label(payoff::period_of_day(days, date)), clock / 60, clock % 60);
}

// Each ticket takes its minutes from opened to solved; those that the last day cuts off are open.
void desk_week(Simulation& simulation, const DeskAgent& agent, int week, double shock, int& ticket) {
  Random& random = simulation.random;
  const int tickets = poisson(random, agent.volume);
  for (int i = 0; i < tickets; ++i) {
    const int day = static_cast<int>(random.below(5)), opened = static_cast<int>(random.below(420));
    const double plain = std::max(6.0, agent.level + shock + 6 * random.normal());
    const bool exposed = week >= agent.begins;
    const int minutes = static_cast<int>(std::lround(plain + (exposed ? desk_effect_minutes : 0)));
    const bool is_open = week == desk_weeks - 1 && day == 4 && opened > 300;
    const std::string solved = is_open ? "" : clock_of(week, day, opened + minutes);
    if (exposed) simulation.truth.add(plain + desk_effect_minutes, plain, 1);
    // The help desk writes its agents in small letters, the roster in large ones.
    row(simulation.csv, "{},{},{},{},{}", 100000 + ticket++, clock_of(week, day, opened), solved,
        fmt::format("s{:02}", agent.number), is_open ? "open" : "closed");
  }
}

DeskAgent desk_agent(Random& random, int number, int team, int begins, double level) {
  DeskAgent agent{.number = number,
                  .team = team,
                  .hired = -1,
                  .left = desk_weeks,
                  .begins = begins,
                  .level = level + 1.5 * random.normal(),
                  .volume = 4 + 2 * random.uniform()};
  if (number % 12 == 5) agent.hired = 4;  // one in twelve came in the fifth week
  if (number % 12 == 9) agent.left = 22;  // and one left after the twenty-second
  return agent;
}

void desk_roster(const DeskAgent& agent, std::string& roster) {
  const auto date = [](int week) { return week >= desk_weeks ? std::string() : monday(week); };
  row(roster, "S{:02},s{:02}@desk.example,team-{:02},{},{},{}", agent.number, agent.number, agent.team,
      agent.hired < 0 ? "2023-05-01" : date(agent.hired), date(agent.left), date(agent.begins));
}

// 39 USD for each agent and month with the assistant, from the month in which it begins.
void desk_bill(const DeskAgent& agent, std::string& bill) {
  if (agent.begins >= desk_weeks) return;
  for (int month = agent.begins == desk_first_wave ? 4 : 5; month <= 6; ++month)
    row(bill, "2025-{:02},s{:02}@desk.example,Desk Assistant,1,39.00,USD", month, agent.number);
}

}  // namespace

// 72 agents in 24 teams; half of the teams got the assistant, six on 2025-04-07 and six on 2025-05-05. It takes four minutes
// off every ticket. A team's week is a shock that all its agents share.
Case service_desk() {
  Simulation simulation;
  Random& random = simulation.random;
  simulation.csv = "ticket_id,opened_at,solved_at,agent,status\n";
  std::string roster = "agent_id,email,team,hired_on,left_on,assistant_since\n";
  std::string bill = "invoice_month,user_email,sku,quantity,amount,currency\n";
  std::vector<DeskAgent> agents;
  int ticket = 1;
  for (int team = 1; team <= desk_teams; ++team) {
    const int begins = team % 4 == 1 ? desk_first_wave : team % 4 == 3 ? desk_second_wave : desk_weeks;
    const double level = 26 + 1.5 * random.normal();
    std::vector<DeskAgent> members;
    for (int member = 1; member <= desk_members; ++member)
      members.push_back(desk_agent(random, desk_members * (team - 1) + member, team, begins, level));
    for (int week = 0; week < desk_weeks; ++week) {
      const double shock = 0.8 * random.normal();
      for (const DeskAgent& agent : members)
        if (week >= agent.hired && week < agent.left) desk_week(simulation, agent, week, shock, ticket);
    }
    for (const DeskAgent& agent : members) {
      desk_roster(agent, roster);
      desk_bill(agent, bill);
    }
  }
  const Truth& truth = simulation.truth;
  return {{{"tickets.csv", simulation.csv}, {"roster.csv", roster}, {"bill.csv", bill}},
          {"handling_time",
           "imputation",
           "D",
           truth.absolute(),
           truth.relative(),
           true,
           {"time from opened to solved per ticket", "part may be due to other causes"},
           {"up to"}}};
}
