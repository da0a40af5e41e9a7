// A host on the C API alone: its own rows, a study, a panel in the terminal; Ctrl-C stops it.
//   host [AGENTS]
#include <payoff/payoff.h>

#include <charconv>
#include <csignal>
#include <cstring>
#include <iostream>
#include <memory>
#include <random>

#include "panel.hpp"
#include "table.hpp"

namespace {

constexpr const char* study_json = R"({
  "title": "Support assistant",
  "question": "Does the assistant save support agents time?",
  "who": "support agents",
  "tool": "the assistant",
  "columns": {"unit": "agent", "time": "week", "period": "week"},
  "rollout": {"date": "2026-03-30", "group": "assistant", "treated": "yes"},
  "metrics": [
    {"name": "handle minutes", "value": "minutes", "kind": "time", "unit": "minutes", "better": "lower", "per": "tickets",
     "role": "primary"},
    {"name": "satisfaction", "kind": "score", "unit": "points of 5", "better": "higher", "role": "guardrail"}],
  "money": {"currency": "EUR", "hourly_cost": 42, "people": 300,
            "realized_share": {"low": 0.3, "mode": 0.5, "high": 0.7},
            "costs": [{"name": "licences", "per_person_month": 30}, {"name": "training", "once": 45000}],
            "horizon_months": 24, "discount_rate_per_year": 0.08}
})";

constexpr int default_agents = 60, largest_team = 1'000'000;
constexpr const char* weeks[] = {"2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09",
                                 "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23",
                                 "2026-03-30", "2026-04-06", "2026-04-13", "2026-04-20", "2026-04-27", "2026-05-04",
                                 "2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01", "2026-06-08", "2026-06-15"};
constexpr int rollout_week = 12;

struct Rows {
  Texts agent, week, assistant;
  std::vector<double> minutes, tickets, satisfaction;
};

// What another program would have counted. Every second agent gets the assistant, which takes 1.5 minutes off a ticket.
Rows own_rows(int agents) {
  std::mt19937 random(7);
  const auto draw = [&] { return static_cast<double>(random()) / 4294967296.0 - 0.5; };  // the same everywhere
  Rows rows;
  for (int a = 0; a < agents; ++a) {
    const bool treated = a % 2 == 1;
    const double pace = 15 + 4 * draw();
    for (int w = 0; w < static_cast<int>(std::size(weeks)); ++w) {
      const double tickets = std::floor(110 + 20 * draw());
      rows.agent.push_back("agent " + std::to_string(a));
      rows.week.push_back(weeks[w]);
      rows.assistant.push_back(treated ? "yes" : "no");
      rows.tickets.push_back(tickets);
      rows.minutes.push_back(tickets * (pace + 2 * draw() - (treated && w >= rollout_week ? 1.5 : 0)));
      rows.satisfaction.push_back(4.2 + 0.6 * draw());
    }
  }
  return rows;
}

template <auto free>
struct Free {
  template <class Handle>
  void operator()(Handle* handle) const {
    free(handle);
  }
};
using Study = std::unique_ptr<payoff_study, Free<payoff_study_free>>;
using Result = std::unique_ptr<payoff_result, Free<payoff_result_free>>;

volatile std::sig_atomic_t interrupted = 0;

void show_progress(void*, const char* stage, double share) {
  std::cerr << "\r\033[K" << stage << ' ' << std::lround(100 * share) << "%" << std::flush;
}

int failed(payoff_error* error) {
  const payoff_code code = payoff_error_code(error);
  std::cerr << "\r\033[K" << payoff_error_text(error) << '\n';
  payoff_error_free(error);
  return code;
}

int run(int agents) {
  const Rows rows = own_rows(agents);
  Table table;
  table.add("agent", rows.agent);
  table.add("week", rows.week);
  table.add("assistant", rows.assistant);
  table.add("minutes", rows.minutes);
  table.add("tickets", rows.tickets);
  table.add("satisfaction", rows.satisfaction);
  ArrowArrayStream stream = table.stream();
  const payoff_table data = {"data", &stream};

  payoff_error* error = nullptr;
  payoff_study* made = nullptr;
  if (payoff_study_parse(study_json, nullptr, &data, 1, &made, &error) != PAYOFF_OK) return failed(error);
  const Study study(made);
  payoff_settings settings{};
  settings.size = sizeof settings;
  settings.progress = show_progress;
  settings.cancel = [](void*) -> int { return interrupted; };
  payoff_result* found = nullptr;
  if (payoff_run(study.get(), &settings, &found, &error) != PAYOFF_OK) return failed(error);
  const Result result(found);
  std::cerr << "\r\033[K";
  panel::print(std::cout, panel::Json::parse(payoff_result_json(result.get(), nullptr)));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  int agents = default_agents;
  if (argc > 1) {
    const char* end = argv[1] + std::strlen(argv[1]);
    const auto read = std::from_chars(argv[1], end, agents);
    if (argc > 2 || read.ec != std::errc() || read.ptr != end || agents < 4 || agents > largest_team) {
      std::cerr << "host: AGENTS is " << argv[1] << ", but must be a whole number from 4 to " << largest_team << '\n';
      return PAYOFF_USAGE;
    }
  }
  std::signal(SIGINT, [](int) { interrupted = 1; });
  return run(agents);
}
