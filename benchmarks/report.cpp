// How long the documents of a large study take: 40 metrics, the first of them in 12 segments too, as a run writes them, all
// with their paths and alternatives; each format by itself, and all of a run on one thread, which share what they show.
#include "columns.hpp"
#include "report/catalog.hpp"
#include "report/example.hpp"

int main() {
  constexpr int metrics = 40, segments = 12, repetitions = 9;
  const payoff::CaseStudy study = payoff::example::large(metrics, segments);
  std::vector<std::string> formats;
  for (const payoff::ReportFormat& format : payoff::report_formats()) {
    const double seconds = bench::median_seconds(repetitions, [&] { format.render(study); });
    if (!format.only_if_asked) formats.emplace_back(format.name);
    fmt::print("{:<12} {:7.1f} ms{}\n", format.name, 1000 * seconds, format.only_if_asked ? "  (only if asked)" : "");
  }
  const double all = bench::median_seconds(repetitions, [&] { payoff::files_of_run(study, formats, 1); });
  fmt::print("{:<12} {:7.1f} ms  of {} effects\n", "all", 1000 * all, study.effects.size());
}
