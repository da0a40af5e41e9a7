#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "report/staggered_example.hpp"

using namespace payoff;

TEST_SUITE("report/catalog") {

TEST_CASE("catalog: every form has its own name and file, and writes something for every kind of study") {
  REQUIRE(report_formats().size() == 3);
  for (const ReportFormat& format : report_formats()) {
    for (const CaseStudy& study : {example::support_assistant(), example::no_change(), example::harm(), CaseStudy{}}) {
      CHECK(format.render(study).size() > 500);
    }
  }
  CHECK(report_formats()[0].file_name == "report.html");
  CHECK(report_formats()[1].file_name == "report.md");
  CHECK(report_formats()[2].file_name == "results.json");
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
    for (const ReportFormat& format : report_formats()) std::ofstream(path / format.file_name) << format.render(study);
    std::ofstream(path / "rejected.csv") << rejected_csv(study.ledger);
    CHECK(std::filesystem::file_size(path / "report.html") > 1000);
  }
}

}  // TEST_SUITE("report/catalog")
