// The published effects, a row each. Only those with a relative effect: hours a week of one firm are no yardstick for
// another.
//
// How each number is known: METR 2025 was recomputed from its raw data, Peng et al. read in the paper (both [V] in the
// project's reference). All others were seen quoted ([S]): Noy & Zhang, Brynjolfsson et al., Dell'Acqua et al. and Cui
// et al. in the abstract of the paper, METR 2026 and Faros in what they published themselves, Humlum & Vestergaard in a
// summary. The quality half of Noy & Zhang and of Dell'Acqua et al. is left out: marks have scales of their own.
#include "base/messages.hpp"
#include "payoff/published.hpp"

namespace payoff {
namespace {

using enum PublishedBasis;
using enum PublishedOutcome;

// As a PublishedEffect, with what is said of it by its id.
struct PublishedRow {
  std::string_view source;
  int year;
  PublishedBasis basis;
  PublishedOutcome outcome;
  MessageId design, people, what, work;
  double relative, low, high;
  MessageId remark;
};

constexpr PublishedRow catalog[] = {
    {"Peng et al.", 2023, trial, time, MessageId::published_lot_drew_people, MessageId::published_freelancers,
     MessageId::published_task_time, MessageId::published_programming_task, -0.558, -0.89, -0.21,
     MessageId::published_completers},
    {"Noy and Zhang", 2023, trial, time, MessageId::published_lot_drew_people, MessageId::published_professionals,
     MessageId::published_task_time, MessageId::published_writing, -0.40, missing, missing,
     MessageId::published_pasted},
    {"Dell'Acqua et al.", 2026, trial, time, MessageId::published_lot_drew_people, MessageId::published_consultants,
     MessageId::published_tasks_time, MessageId::published_consulting, -0.251, missing, missing,
     MessageId::published_unsuited},
    {"METR", 2025, trial, time, MessageId::published_lot_drew_tasks, MessageId::published_developers_of_metr,
     MessageId::published_task_time, MessageId::published_own_repositories, 0.188, 0.013, 0.395,
     MessageId::published_believed},
    {"METR, returning developers", 2026, broken_trial, time, MessageId::published_lot_drew_tasks,
     MessageId::published_returning_developers, MessageId::published_task_time, MessageId::published_own_repositories,
     -0.18, -0.38, 0.09, MessageId::published_unreliable},
    {"METR, new developers", 2026, broken_trial, time, MessageId::published_lot_drew_tasks,
     MessageId::published_new_developers, MessageId::published_task_time, MessageId::published_own_repositories, -0.04,
     -0.15, 0.09, MessageId::published_as_above},
    {"Humlum and Vestergaard", 2025, self_report, time, MessageId::published_survey, MessageId::published_employees,
     MessageId::published_time_said, MessageId::published_occupations, -0.028, missing, missing,
     MessageId::published_registers},
    {"Cui et al.", 2026, trial, throughput, MessageId::published_lot_in_firms, MessageId::published_developers_of_firms,
     MessageId::published_pull_requests, MessageId::published_programming, 0.2608, 0.059, 0.463,
     MessageId::published_noisy},
    {"Brynjolfsson et al.", 2025, quasi_experiment, throughput, MessageId::published_staggered,
     MessageId::published_support_agents, MessageId::published_issues, MessageId::published_chat, 0.15, missing,
     missing, MessageId::published_novices},
    {"Dell'Acqua et al.", 2026, trial, throughput, MessageId::published_lot_drew_people,
     MessageId::published_consultants, MessageId::published_tasks_done, MessageId::published_consulting, 0.122, missing,
     missing, MessageId::published_same_trial},
    {"Faros", 2026, vendor, throughput, MessageId::published_correlated, MessageId::published_developers_of_vendor,
     MessageId::published_tasks_done, MessageId::published_programming, 0.337, missing, missing,
     MessageId::published_bugs},
};

std::string said_source(std::string_view source) {
  constexpr std::string_view link = " and ";
  const std::size_t at = source.find(link);
  if (at == std::string_view::npos) return std::string(source);
  return say(MessageId::two_authors,
             {{"one", std::string(source.substr(0, at))}, {"other", std::string(source.substr(at + link.size()))}});
}

}  // namespace

std::vector<PublishedEffect> published_effects() {
  std::vector<PublishedEffect> effects;
  for (const PublishedRow& row : catalog)
    effects.push_back({said_source(row.source), row.year, row.basis, row.outcome, say(row.design), say(row.people),
                       say(row.what), say(row.work), row.relative, row.low, row.high, say(row.remark)});
  return effects;
}

}  // namespace payoff
