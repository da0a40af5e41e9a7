// The logo: what it is by its bytes, and how it stands in the pages.
#include "report/writer/logo.hpp"

#include <doctest/doctest.h>

#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"
#include "report/writer/renderers.hpp"

using namespace payoff;

TEST_SUITE("report/writer/logo") {

TEST_CASE("logo: what it is is found from its bytes") {
  CHECK(logo_type(std::string("\x89PNG\r\n\x1a\n....", 12)) == "image/png");
  CHECK(logo_type("\xff\xd8\xff\xe0") == "image/jpeg");
  for (const char* svg : {"<svg>", "<svg xmlns='x'/>", "\xef\xbb\xbf  <svg\n>",
                          "<!DOCTYPE svg PUBLIC \"a\" \"b\">\n<svg >", "<?xml version='1.0'?>\n<!-- a > b --><svg >"})
    CHECK_MESSAGE(logo_type(svg) == "image/svg+xml", svg);
  for (const char* other : {"", "<", "<svg", "<svgx>", "GIF89a", "\x89PN", "<html><svg>", "<!-- <svg>", "<?xml",
                            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>", "text <svg>"})
    CHECK_MESSAGE(logo_type(other).empty(), other);
}

TEST_CASE("logo: by hand, base64 of one, two and three bytes more") {
  CHECK(logo_markup("<svg>") == "<p class=\"logo\"><img alt=\"\" src=\"data:image/svg+xml;base64,PHN2Zz4=\"></p>\n");
  CHECK(logo_markup("<svg> ").find("base64,PHN2Zz4g\"") != std::string::npos);
  CHECK(logo_markup("<svg> \xff").find("base64,PHN2Zz4g/w==\"") != std::string::npos);
  CHECK(logo_markup("no picture").empty());
  CHECK(logo_markup("<svg>" + std::string(most_logo_bytes, ' ')).empty());
}

TEST_CASE("logo: it stands in both pages as a picture of their own, and nothing else may be fetched") {
  CaseStudy study = example::support_assistant();
  const std::string plain = render_case_study_html(study);
  CHECK(plain.find("img-src") == std::string::npos);
  CHECK(plain.find(".logo") == std::string::npos);
  study.telling.logo = "<svg onload=\"alert(1)\"><script>alert(2)</script></svg>";
  for (const std::string& html : {render_case_study_html(study), render_summary_html(study)}) {
    const Markup markup = read_markup(html);
    CHECK(markup.error == "");
    CHECK(markup.count.at("img") == 1);
    CHECK_FALSE(markup.count.contains("script"));
    CHECK(html.find(
              "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; img-src data:\"") !=
          std::string::npos);
    CHECK(html.find("src=\"data:image/svg+xml;base64,") != std::string::npos);
    CHECK(html.find("alert") == std::string::npos);
  }
  CHECK(render_evidence_html(study).find("<img") == std::string::npos);
  study.telling.logo = "\"><script>";
  CHECK_FALSE(read_markup(render_case_study_html(study)).count.contains("script"));
}

}  // TEST_SUITE("report/writer/logo")
