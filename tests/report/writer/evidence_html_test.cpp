#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"

using namespace payoff;

TEST_SUITE("report/writer/evidence_html") {

namespace {

const std::vector<CaseStudy>& studies() {
  static const std::vector<CaseStudy> all{
      example::support_assistant(), example::no_change(), example::harm(), example::loss(),
      example::hostile(),           CaseStudy{}};
  return all;
}

}  // namespace

TEST_CASE("html: the checker of this test finds what is wrong") {
  CHECK(read_markup("<p>a</p>").error.empty());
  CHECK_FALSE(read_markup("<p><b>a</p></b>").error.empty());
  CHECK_FALSE(read_markup("<p>").error.empty());
  CHECK_FALSE(read_markup("<p a=\"<\"></p>").error.empty());
  CHECK_FALSE(read_markup("<p id=\"a\"></p><p id=\"a\"></p>").error.empty());
}

TEST_CASE("html: every tag is closed in its order and every id is given once") {
  for (const CaseStudy& study : studies()) CHECK(read_markup(render_evidence_html(study)).error == "");
}

TEST_CASE("html: one file without scripts, handlers or anything to fetch") {
  for (const CaseStudy& study : studies()) {
    const Markup markup = read_markup(render_evidence_html(study));
    for (const char* tag : {"script", "img", "link", "iframe", "object", "embed", "form", "base"}) {
      CHECK_FALSE(markup.count.contains(tag));
    }
    for (const std::string& attribute : markup.attributes) {
      CHECK_FALSE(attribute.starts_with("on"));
      for (const char* fetching : {"src", "style", "xlink:href", "srcset"}) CHECK(attribute != fetching);
    }
    for (const std::string& link : links_of(render_evidence_html(study)))
      CHECK((link.starts_with("#") || link.starts_with("data:text/csv;charset=utf-8,")));
  }
  const std::string html = render_evidence_html(example::support_assistant());
  CHECK(html.find("://") == std::string::npos);
  CHECK(html.find("url(") == std::string::npos);
  CHECK(html.find("@import") == std::string::npos);
  CHECK(html.find("default-src 'none'") != std::string::npos);
}

TEST_CASE("html: a hostile study has the same tags as an honest one of its shape") {
  CaseStudy honest = example::hostile();
  const std::string attacked = render_evidence_html(honest);
  CHECK(attacked.find("<script") == std::string::npos);
  CHECK(attacked.find("<img") == std::string::npos);
  CHECK(attacked.find('\x1b') == std::string::npos);
  const Markup markup = read_markup(attacked), plain = read_markup(render_evidence_html(example::support_assistant()));
  CHECK(markup.count.at("section") == plain.count.at("section"));
  // Without percent there is no forest of two; of a segment there is no trend, and two bars stand for 42 periods.
  CHECK(markup.count.at("tr") + 3 + 40 == plain.count.at("tr"));
  CHECK(count_of(attacked, "</style>") == 1);
}

TEST_CASE("html: every chart has a title, a description and its numbers in a table beside it") {
  for (const CaseStudy& study : studies()) {
    const std::string html = render_evidence_html(study);
    std::size_t charts = 0;
    for (std::size_t at = html.find("<figure>"); at != std::string::npos; at = html.find("<figure>", at + 1)) {
      const std::string figure = html.substr(at, html.find("</figure>", at) - at);
      CHECK(count_of(figure, "<table>") == 1);
      CHECK(count_of(figure, "<figcaption>") == 1);
      CHECK(count_of(figure, "<svg ") == 1);
      CHECK(count_of(figure, "<title id=") == 1);
      CHECK(count_of(figure, "<desc id=") == 1);
      CHECK(count_of(figure, "role=\"img\"") == 1);
      ++charts;
    }
    CHECK(charts == count_of(html, "<svg "));
  }
}

// What would have been, two trends, one path, the forest of ways, ladder, cash, tornado, the forest of both metrics, and the
// flow of the rows.
TEST_CASE("html: the support case shows its ten charts") {
  CHECK(count_of(render_evidence_html(example::support_assistant()), "<svg ") == 10);
}

TEST_CASE("html: tables have as many rows as there are things to show") {
  const std::string html = render_evidence_html(example::support_assistant());
  const auto rows = [&](const std::string& caption) {
    return count_of(between(html, "<caption>" + caption, "</table>"), "<tr>") - 1;
  };
  CHECK(rows("Mean by period and group") == 42);
  CHECK(rows("Effect by period since adoption") == 32);
  CHECK(rows("The answer, and other ways to get it") == 3);
  CHECK(rows("The ladder") == 5);
  CHECK(rows("Cash by month") == 37);
  CHECK(rows("Sensitivity of the net present value") == 4);
  CHECK(rows("Every rule that fired") == 2);
  CHECK(rows("All effects") == 2);
  CHECK(rows("Rows read are") == 4);
  CHECK(rows("Why rows were not used") == 3);
  CHECK(rows("Largest differences between the groups") == 2);
  CHECK(rows("Inputs") == 2);
}

TEST_CASE("html: the headline comes first, then the other claims, the grade in words and the cards") {
  const std::string html = render_evidence_html(example::support_assistant());
  std::size_t before = 0;
  for (const char* part : {"<h1",
                           "The assistant is estimated",
                           "At USD 48 an hour",
                           "Customer satisfaction shows",
                           "Moderate evidence",
                           "−14.1%",
                           "−18.3% to −10.1%",
                           "420 support agents",
                           "USD 1.8 million",
                           "USD 0.9 to 2.9 million",
                           "month 5",
                           "Grade C",
                           "<div id=\"result\"",
                           "<div id=\"money\"",
                           "<div id=\"grade\"",
                           "<div id=\"metrics\"",
                           "<div id=\"rows\"",
                           "<div id=\"coding\"",
                           "<div id=\"method\"",
                           "<div id=\"provenance\""}) {
    const std::size_t at = html.find(part, before);
    INFO(part);
    REQUIRE(at != std::string::npos);
    before = at;
  }
}

TEST_CASE("html: the claim is set large, and the bracket that closes its sentence smaller in the same heading") {
  CaseStudy study = example::support_assistant();
  study.claims[0] = {"handle_minutes", ClaimKind::headline, "The tool (beta) cut handle time (min) by 6",
                     "95% CI 4 to 8", "n = 9 with the tool (beta)"};
  const std::string html = render_evidence_html(study);
  CHECK(html.find("<h1>The tool (beta) cut handle time (min) by 6<span class=\"rest\"> (95% CI 4 to 8; n = 9 with the "
                  "tool (beta)).</span></h1>") != std::string::npos);
  CHECK(render_markdown(study).find("by 6** (95% CI") != std::string::npos);
  study.claims[0] = {"handle_minutes", ClaimKind::headline, "No effect could be estimated: every value is 3 (of 9)."};
  CHECK(render_evidence_html(study).find("<h1>No effect could be estimated: every value is 3 (of 9).</h1>") !=
        std::string::npos);
}

TEST_CASE("html: units are called by whom the study is about only where its unit column says so") {
  CaseStudy study = example::support_assistant();
  study.unit_column = "issue_id";
  CHECK(render_evidence_html(study).find("420 units") != std::string::npos);
  CHECK(render_evidence_html(study).find("one for each issue id; 212 with the tool, 208 for comparison") !=
        std::string::npos);
}

TEST_CASE("html: no figure in money stands on a card that no claim carries, and a null has no payback") {
  CaseStudy study = example::support_assistant();
  study.verdict.reasons.push_back(
      {RuleId::includes_zero, 0.4, 0.05, RuleEffect::no_direction, "The interval includes no change."});
  const auto cards = [&] { return between(render_evidence_html(study), "<dl class=\"cards\">", "</dl>"); };
  CHECK(cards().find("<dd class=\"value\">not claimed</dd>") != std::string::npos);
  CHECK(cards().find("month 5") == std::string::npos);
  std::erase_if(study.claims, [](const Claim& claim) { return claim.kind == ClaimKind::money; });
  CHECK(cards().find("no figure claimed") != std::string::npos);
  CHECK(cards().find("USD") == std::string::npos);
}

TEST_CASE("html: what is missing is said, and no box is empty") {
  const std::string html = render_evidence_html(example::harm());
  CHECK(html.find("Not valued: the study file has no money section") != std::string::npos);
  CHECK(html.find("not available: the baseline is zero") != std::string::npos);
  CHECK(html.find("no comparison group") != std::string::npos);
  CHECK(count_of(html, "<svg ") == 2);  // with the tool and before it; what became of the rows
  for (const CaseStudy& study : studies()) {
    const std::string page = render_evidence_html(study);
    for (const char* empty : {"<td></td>", "<th scope=\"row\"></th>", "<p></p>", "<li></li>", "<h1></h1>", ">nan<",
                              ">inf<", "<tbody>\n</tbody>"}) {
      INFO(empty);
      CHECK(page.find(empty) == std::string::npos);
    }
  }
}

TEST_CASE("html: an effect that cannot be used says so instead of showing its number") {
  CaseStudy study = example::support_assistant();
  study.effects[0].usable = false;
  study.effects[0].message = "fewer than two clusters";
  const std::string html = render_evidence_html(study);
  CHECK(html.find("cannot be used: fewer than two clusters") != std::string::npos);
  CHECK(between(html, "<caption>All effects", "</table>").find("−1.32") == std::string::npos);
  CHECK(between(html, "<dl class=\"cards\">", "</dl>").find("−14.2%") == std::string::npos);
}

TEST_CASE("html: the page has a language, a main part and readable structure") {
  const std::string html = render_evidence_html(example::support_assistant());
  const Markup markup = read_markup(html);
  CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(markup.count.at("main") == 1);
  CHECK(markup.count.at("h1") == 1);
  CHECK(markup.count.at("h2") == markup.count.at("section"));
  CHECK(markup.count.at("caption") == markup.count.at("table"));
  CHECK(html.find("@media print") != std::string::npos);
}

}  // TEST_SUITE("report/writer/evidence_html")
