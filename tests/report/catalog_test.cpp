#include <doctest/doctest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>

#include "report/staggered_example.hpp"

using namespace payoff;

TEST_SUITE("report/catalog") {

namespace {

Estimate estimate_of(double bad, const std::string& unit) {
  return {bad, bad, bad, bad, bad, bad, unit, ""};
}

// Every number that was computed is the bad one.
CaseStudy spoiled(CaseStudy study, double bad) {
  for (Effect& e : study.effects) {
    e.absolute = estimate_of(bad, "minutes");
    e.relative = estimate_of(bad, "share");
    for (double* x : {&e.baseline, &e.weeks_before, &e.weeks_after, &e.missing_share_treated, &e.uptake_treated,
                      &e.missing_share_comparison, &e.volume_per_unit_week, &e.pre_trend_p})
      *x = bad;
    for (PathPoint& p : e.path) p = {p.event_time, bad, bad, bad, bad, bad, bad};
    for (Cohort& c : e.cohorts) c.absolute = e.absolute;
    for (Diagnostic& d : e.diagnostics) d.value = d.threshold = bad;
    for (Alternative& a : e.alternatives) a.absolute = a.relative = e.absolute;
    for (DecompositionPart& part : e.decomposition) part.weight = part.estimate = bad;
    for (TrendSensitivity& s : e.sensitivities) {
      s.breakdown = bad;
      for (TrendBound& b : s.points) b = {bad, bad, bad};
    }
  }
  for (Reason& r : study.verdict.reasons) r.measured = r.threshold = bad;
  for (std::vector<TrendPoint>& trend : study.trends)
    for (TrendPoint& point : trend) point.mean = bad;
  if (!study.appraisal) return study;
  Appraisal& a = *study.appraisal;
  a.npv = a.roi = a.payback_months = {bad, bad, bad, bad};
  for (double* x : {&a.pv_benefits, &a.pv_costs, &a.probability_npv_positive, &a.probability_pays_back,
                    &a.break_even_effect, &a.hours_per_person_week, &a.benefit_per_year, &a.cost_once})
    *x = bad;
  for (Rung& r : a.values[0].ladder) r.value = r.low = r.high = bad;
  for (MonthlyCash& c : a.cash_flow) c = {c.month, bad, bad, bad, bad, bad};
  for (NpvSensitivity& s : a.sensitivity) s.low = s.high = s.npv_low = s.npv_high = bad;
  return study;
}

// Is there such a word, whatever stands around it?
bool has_word(const std::string& text, const std::string& word) {
  const auto letter = [&](std::size_t i) {
    return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]));
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (!letter(at - 1) && !letter(at + word.size())) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("catalog: refusal, no report prints nan or inf, whatever could not be computed") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double bad : {missing, infinity, -infinity}) {
    for (const CaseStudy& study : {example::support_assistant(), example::staggered(), example::harm()}) {
      for (const ReportFormat& format : report_formats()) {
        for (const ReportFile& file : format.render(spoiled(study, bad))) {
          CAPTURE(file.name);
          CHECK_FALSE(has_word(file.bytes, "nan"));
          CHECK_FALSE(has_word(file.bytes, "inf"));
        }
      }
    }
  }
}

TEST_CASE("catalog: every form has its own name and file, and writes something for every kind of study") {
  REQUIRE(report_formats().size() == 6);
  for (const ReportFormat& format : report_formats().first(3)) {
    for (const CaseStudy& study : {example::support_assistant(), example::no_change(), example::harm(), CaseStudy{}}) {
      const std::vector<ReportFile> files = format.render(study);
      CHECK(files.front().name == format.file_name);
      CHECK(files.front().bytes.size() > 500);
    }
  }
  CHECK(report_formats()[0].file_name == "case-study.html");
  CHECK(report_formats()[1].file_name == "report.md");
  CHECK(report_formats()[2].file_name == "results.json");
  CHECK(report_formats()[3].file_name == "model.xlsx");  // of money only: workbook_test.cpp
  CHECK(report_formats()[4].file_name == "case-study.typ");
  CHECK(report_formats()[4].only_if_asked);
  CHECK(rendered(CaseStudy{}, "xlsx").empty());
  CHECK(rendered(CaseStudy{}, "pdf").empty());  // no such form
}

TEST_CASE("catalog: the same case study gives the same bytes twice") {
  for (const ReportFormat& format : report_formats()) {
    CHECK(format.render(example::support_assistant()) == format.render(example::support_assistant()));
  }
}

TEST_CASE("catalog: the examples, written for looking at when PAYOFF_EXAMPLES names a folder") {
  const char* folder = std::getenv("PAYOFF_EXAMPLES");
  if (folder == nullptr) {
    MESSAGE("skipped: PAYOFF_EXAMPLES is not set");
    return;
  }
  const std::pair<const char*, CaseStudy> studies[] = {{"support", example::support_assistant()},
                                                       {"staggered", example::staggered()},
                                                       {"no_change", example::no_change()},
                                                       {"harm", example::harm()},
                                                       {"loss", example::loss()},
                                                       {"hostile", example::hostile()}};
  for (const auto& [name, study] : studies) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path);
    for (const ReportFormat& format : report_formats()) {
      for (const ReportFile& file : format.render(study)) {
        std::filesystem::create_directories((path / file.name).parent_path());
        std::ofstream(path / file.name) << file.bytes;
      }
    }
    std::ofstream(path / "rejected.csv") << rejected_csv(study.ledger);
    CHECK(std::filesystem::file_size(path / "evidence.html") > 1000);
  }
}

}  // TEST_SUITE("report/catalog")
