// What the page folds away, what paper leaves out, and where that is.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"

using namespace payoff;

TEST_SUITE("report/writer/evidence_folds") {

namespace {

// Percent-encoding undone.
std::string decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
    i += 2;
  }
  return out;
}

}  // namespace

TEST_CASE(
    "html folds: the contents lead to every section, inside its fold so that it opens, and the result and the money "
    "are") {
  for (const CaseStudy& study : {example::support_assistant(), example::harm(), example::hostile()}) {
    const std::string html = render_evidence_html(study);
    const Markup markup = read_markup(html);
    std::size_t sections = 0;
    for (const std::string& link : links_of(between(html, "<nav", "</nav>"))) {
      CAPTURE(link);
      CHECK(markup.ids.contains(link.substr(1)));
      const std::size_t inside = html.find("<div id=\"" + link.substr(1) + "\" class=\"inside\">");
      CHECK(html.rfind("<details", inside) > html.rfind("<section", inside));
      ++sections;
    }
    CHECK(sections == count_of(html, "<section "));
    CHECK(count_of(html, "<details open>") == 1 + count_of(html, "id=\"money-title\""));
    CHECK(html.find("<nav") > html.find("</header>"));
  }
}

TEST_CASE("html folds: a table of more than twelve rows is folded and not printed, and its link holds the file") {
  const std::vector<ReportFile> files = evidence_files(example::support_assistant());
  const std::string& html = files.front().bytes;
  std::vector<std::string> carried;
  for (const std::string& link : links_of(html))
    if (link.starts_with("data:")) carried.push_back(decoded(link.substr(link.find(',') + 1)));
  REQUIRE(carried.size() + 1 == files.size());
  CHECK(carried.size() >= 8);
  for (std::size_t i = 0; i < carried.size(); ++i) {
    CHECK(carried[i] == files[i + 1].bytes);
    CHECK(html.find(">" + files[i + 1].name + "</a></p>") != std::string::npos);
  }
  std::size_t tables = 0;
  for (std::size_t at = html.find("<table>"); at != std::string::npos; at = html.find("<table>", at + 1)) {
    if (count_of(html.substr(at, html.find("</table>", at) - at), "<tr>") <= 13) continue;
    const std::size_t screen = html.rfind("class=\"screen\"", at);
    REQUIRE(screen != std::string::npos);
    const std::string since = html.substr(screen, at - screen);  // nothing but a summary was closed: it is inside
    CHECK(count_of(since, "</") == count_of(since, "</summary>"));
    ++tables;
  }
  CHECK(tables >= 4);
}

TEST_CASE("html folds: of very many tables the page holds no files but leads to them") {
  const std::vector<ReportFile> files = evidence_files(example::large(50, 50));
  CHECK(files.size() > 60);
  CHECK(files.front().bytes.find("data:text/csv") == std::string::npos);
  for (const ReportFile& file : std::vector(files.begin() + 1, files.end()))
    CHECK(files.front().bytes.find("<a href=\"" + file.name + "\">" + file.name + "</a>") != std::string::npos);
}

TEST_CASE("html folds: listings are not printed, and paper says where they are") {
  const std::string html = render_evidence_html(example::support_assistant());
  const std::string provenance = between(html, "<div id=\"provenance\"", "</section>");
  CHECK(count_of(provenance, "<details class=\"screen\">\n<summary>") == count_of(provenance, "<pre>"));
  CHECK(count_of(provenance, "<p class=\"paper\">") == 1);
  CHECK(html.find("content=\"light dark\"") != std::string::npos);
}

}  // TEST_SUITE("report/writer/evidence_folds")
