#include <doctest/doctest.h>

#include "report/example.hpp"
#include "report/markup.hpp"
#include "report/staggered_example.hpp"
#include "report/writer/renderers.hpp"

using namespace payoff;

TEST_SUITE("report/writer/case_study_html") {

namespace {

const std::vector<CaseStudy>& all_studies() {
  static const std::vector<CaseStudy> all{
      example::support_assistant(), example::staggered(), example::no_change(), example::harm(), example::loss(),
      example::hostile(),           CaseStudy{}};
  return all;
}

}  // namespace

TEST_CASE("case study: one page without scripts, handlers or anything to fetch, and every tag closed in its order") {
  for (const CaseStudy& study : all_studies()) {
    for (const std::string& html : {render_case_study_html(study), render_summary_html(study)}) {
      const Markup markup = read_markup(html);
      CHECK(markup.error == "");
      for (const char* tag : {"script", "img", "link", "iframe", "object", "embed", "form", "base"})
        CHECK_FALSE(markup.count.contains(tag));
      for (const std::string& attribute : markup.attributes) {
        CHECK_FALSE(attribute.starts_with("on"));
        for (const char* fetching : {"src", "style", "xlink:href", "srcset"}) CHECK(attribute != fetching);
      }
      CHECK(html.find("default-src 'none'") != std::string::npos);
    }
  }
}

TEST_CASE("case study: in this order the sentence, four answers, the picture or the figures, then the rest") {
  for (const CaseStudy& study : all_studies()) {
    const std::string html = render_case_study_html(study);
    std::size_t at = 0;
    for (const char* part : {"<h1", "What it is worth", "How sure we are", "The catch", "What next", "class=\"middle",
                             "class=\"cards\"", "What else changed", "What would make it surer", "Disclosure"}) {
      CAPTURE(part);
      const std::size_t found = html.find(part, at);
      REQUIRE(found != std::string::npos);
      at = found;
    }
  }
}

TEST_CASE("case study: invariance, a hostile telling has the same tags as an honest one") {
  CaseStudy honest = example::support_assistant(), hostile = honest;
  honest.telling = {"a", "b", "c", "d"};
  const std::string text = "<script>alert(1)</script>\"' onload=x &amp; \xE2\x80\xAE \n\n | `";
  hostile.telling = {text, text, text, text};
  hostile.title = hostile.question = hostile.tool = hostile.who = text;
  const Markup of_honest = read_markup(render_case_study_html(honest));
  const Markup of_hostile = read_markup(render_case_study_html(hostile));
  CHECK(of_hostile.error == "");
  CHECK(of_hostile.count == of_honest.count);
  CHECK(of_hostile.attributes == of_honest.attributes);
}

TEST_CASE("case study: what is told stands there, and nothing where nothing is told") {
  CaseStudy study = example::support_assistant();
  CHECK(render_case_study_html(study).find("The problem") == std::string::npos);
  CHECK(render_case_study_html(study).find("<blockquote>") == std::string::npos);
  study.telling = {"Customers waited.", "An assistant came.", "I have my afternoons back.", "Ana"};
  const std::string html = render_case_study_html(study);
  for (const char* part :
       {"The problem", "Customers waited.", "An assistant came.", "<blockquote><p>I have my afternoons"})
    CHECK(html.find(part) != std::string::npos);
}

}  // TEST_SUITE("report/writer/case_study_html")
