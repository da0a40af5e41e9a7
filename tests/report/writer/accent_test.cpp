#include "report/writer/accent.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "base/random.hpp"
#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/writer/renderers.hpp"
#include "report/writer/style.hpp"

using namespace payoff;

TEST_SUITE("report/writer/accent") {

TEST_CASE("accent: reference, contrasts as WCAG has them") {
  CHECK(contrast("#000000", "#ffffff") == doctest::Approx(21));
  CHECK(contrast("#767676", "#ffffff") == doctest::Approx(4.54).epsilon(0.001));
  CHECK(contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff"));
  CHECK(std::isnan(contrast("red", "#ffffff")));
}

TEST_CASE(
    "accent: invariance, whatever the colour, words in it can be read on a light and a dark page, or it is refused") {
  Random random(4);
  int taken = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string colour = fmt::format("#{:06x}", random.below(1 << 24));
    const auto accent = accent_of(colour);
    CAPTURE(colour);
    CHECK(accent.has_value() == (contrast(colour, "#f3f6f9") >= 4.5));
    if (!accent) continue;
    ++taken;
    CHECK(accent->light == colour);
    for (const char* behind : {"#14191f", "#1d242c"}) CHECK(contrast(accent->dark, behind) >= 4.5);
  }
  CHECK(taken > 500);
}

TEST_CASE("accent: refusal, what is no colour is nothing, and nothing of it reaches the page") {
  for (const char* wrong :
       {"", "red", "#12345", "#1234567", "#12g456", "#-1-1-1", "# 1 1 1", "#fff", "}</style>", "#ffff00"}) {
    CAPTURE(wrong);
    CHECK_FALSE(accent_of(wrong).has_value());
    CHECK(accent_style(wrong).empty());
  }
  CHECK(accent_of("#A03050")->light == "#a03050");
}

TEST_CASE("accent: both pages and the slide wear it, light and dark") {
  CaseStudy study = example::support_assistant();
  CHECK(render_case_study_html(study).find("--treated: #a03050") == std::string::npos);
  study.telling.color = "#a03050";
  for (const std::string& page :
       {render_case_study_html(study), render_summary_html(study), render_evidence_html(study)}) {
    CHECK(page.find("--treated: #a03050") != std::string::npos);
    CHECK(page.find("--treated: " + accent_of("#a03050")->dark) != std::string::npos);
  }
}

}  // TEST_SUITE("report/writer/accent")
