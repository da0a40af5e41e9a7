// How long the documents of a large study take: 40 metrics, the first of them in 12 segments too, as a run writes them, all
// with their paths and alternatives; each format by itself, and all.
#include "payoff/report.hpp"

#include "columns.hpp"
#include "report/example.hpp"

int main() {
  constexpr int metrics = 40, segments = 12, repetitions = 9;
  const payoff::CaseStudy study = payoff::example::large(metrics, segments);
  double all = 0;
  for (const payoff::ReportFormat& format : payoff::report_formats()) {
    const double seconds = bench::median_seconds(repetitions, [&] { format.render(study); });
    all += format.only_if_asked ? 0 : seconds;
    fmt::print("{:<12} {:7.1f} ms{}\n", format.name, 1000 * seconds, format.only_if_asked ? "  (only if asked)" : "");
  }
  fmt::print("{:<12} {:7.1f} ms  of {} effects\n", "all", 1000 * all, study.effects.size());
}
