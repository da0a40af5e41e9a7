#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/alone.hpp"
#include "report/example.hpp"

using namespace payoff;

TEST_SUITE("report/section/published") {

namespace {

CaseStudy held_against_others(CaseStudy study) {
  study.published = compare_with_published(study.effects.front());
  return study;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("published: by hand, a cut of 14% stands beside the trials of time, in every form") {
  const CaseStudy study = held_against_others(example::support_assistant());
  const std::string markdown = render_markdown(study), html = render_evidence_html(study);
  for (const std::string& text : {markdown, html}) {
    CHECK(holds(text, "How this compares with published effects"));
    CHECK(holds(text, "A cut of 14.1% lies within what published trials of time found"));
    CHECK(holds(text, "Peng et al. 2023"));
    CHECK(holds(text, "\u221255.8%"));
    CHECK(holds(text, "self-report, no yardstick"));
    CHECK_FALSE(holds(text, "Brynjolfsson"));
  }
  const nlohmann::json published = nlohmann::json::parse(render_json(study))["published"];
  CHECK(published["standing"] == "within");
  CHECK(published["effects"][0]["source"] == "Peng et al.");
  CHECK(published["effects"][0]["yardstick"] == true);
  CHECK(published["effects"][0]["relative"]["estimate"] == -0.558);
  CHECK(published["effects"][1]["relative"]["low"].is_null());
  CHECK(published["effects"][1]["relative"]["low_reason"] == "not published");
}

TEST_CASE("published: what no trial measured is said in one sentence, without a table") {
  CaseStudy study = example::support_assistant();
  study.effects.front().metric.kind = MetricKind::revenue;
  const std::string markdown = render_markdown(held_against_others(study));
  CHECK(holds(markdown, "No published trial with a comparable effect on revenue is known to payoff."));
  CHECK_FALSE(holds(markdown, "Peng et al."));
}

TEST_CASE("published: a case study that was not held against others says nothing of it") {
  CHECK_FALSE(holds(render_markdown(example::support_assistant()), "published effects"));
}

}  // TEST_SUITE("report/section/published")
