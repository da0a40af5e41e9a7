// The published effects, a row each. Only those with a relative effect: hours a week of one firm are no yardstick for
// another.
//
// How each number is known: METR 2025 was recomputed from its raw data, Peng et al. read in the paper (both [V] in the
// project's reference). All others were seen quoted ([S]): Noy & Zhang, Brynjolfsson et al., Dell'Acqua et al. and Cui
// et al. in the abstract of the paper, METR 2026 and Faros in what they published themselves, Humlum & Vestergaard in a
// summary. The quality half of Noy & Zhang and of Dell'Acqua et al. is left out: marks have scales of their own.
#include "payoff/published.hpp"

namespace payoff {
namespace {

using enum PublishedBasis;
using enum PublishedOutcome;

constexpr PublishedEffect catalog[] = {
    {"Peng et al.", 2023, trial, time, "lot drew people", "95 freelance developers", "time for the task",
     "programming, one task", -0.558, -0.89, -0.21, "one task, completers only"},
    {"Noy and Zhang", 2023, trial, time, "lot drew people", "453 professionals", "time for the task",
     "writing, short tasks", -0.40, missing, missing, "tasks of half an hour, most answers pasted as they came"},
    {"Dell'Acqua et al.", 2026, trial, time, "lot drew people", "758 consultants", "time for the tasks",
     "consulting, 18 tasks that suit the tool", -0.251, missing, missing,
     "on a task that did not suit it, 19 percentage points fewer were right"},
    {"METR", 2025, trial, time, "lot drew tasks", "16 developers, 246 tasks", "time for the task",
     "programming in their own repositories", 0.188, 0.013, 0.395, "the developers believed that they were 20% faster"},
    {"METR, returning developers", 2026, broken_trial, time, "lot drew tasks", "10 of 57 developers",
     "time for the task", "programming in their own repositories", -0.18, -0.38, 0.09,
     "its authors call it unreliable: developers withheld tasks that they did not want to do without the tool"},
    {"METR, new developers", 2026, broken_trial, time, "lot drew tasks", "47 of 57 developers", "time for the task",
     "programming in their own repositories", -0.04, -0.15, 0.09, "as above"},
    {"Humlum and Vestergaard", 2025, self_report, time, "survey beside registers", "25,000 employees",
     "time saved, as they said", "eleven occupations", -0.028, missing, missing,
     "in the registers, no effect on hours or pay above 1%"},
    {"Cui et al.", 2026, trial, throughput, "lot drew people, in three firms", "4,867 developers",
     "pull requests a week", "programming", 0.2608, 0.059, 0.463,
     "of those who used it; each trial by itself is noisy"},
    {"Brynjolfsson et al.", 2025, quasi_experiment, throughput, "began at different times", "5,172 support agents",
     "issues resolved an hour", "customer support by chat", 0.15, missing, missing,
     "novices 30%, the most experienced next to nothing"},
    {"Dell'Acqua et al.", 2026, trial, throughput, "lot drew people", "758 consultants", "tasks completed",
     "consulting, 18 tasks that suit the tool", 0.122, missing, missing, "the same trial as above"},
    {"Faros", 2026, vendor, throughput, "quarters correlated, no comparison", "22,000 developers", "tasks completed",
     "programming", 0.337, missing, missing, "bugs per developer rose by 54% at the same time"},
};

}  // namespace

std::span<const PublishedEffect> published_effects() {
  return catalog;
}

}  // namespace payoff
