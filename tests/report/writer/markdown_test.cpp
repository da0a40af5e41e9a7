#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "measure/diagnosis/course.hpp"
#include "report/alone.hpp"
#include "report/document/text.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"
#include "report/section/layout.hpp"

using namespace payoff;

TEST_SUITE("report/writer/markdown") {

namespace {

// Pipes that separate cells: those not escaped.
std::size_t separators(const std::string& line) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\')
      ++i;
    else if (line[i] == '|')
      ++found;
  }
  return found;
}

// Lines outside of fenced blocks.
std::vector<std::string> prose(const std::string& markdown) {
  std::vector<std::string> lines;
  std::istringstream in(markdown);
  std::string fence;
  for (std::string line; std::getline(in, line);) {
    const std::string ticks = line.substr(0, line.find_first_not_of('`'));
    if (fence.empty() && ticks.size() >= 3)
      fence = ticks;
    else if (!fence.empty() && line == fence)
      fence.clear();
    else if (fence.empty())
      lines.push_back(line);
  }
  CHECK(fence.empty());
  return lines;
}

}  // namespace

TEST_CASE("markdown: every row of a table has as many cells as its head, whatever the data say") {
  for (const CaseStudy& study : {example::support_assistant(), example::harm(), example::hostile()}) {
    std::size_t width = 0, tables = 0;
    for (const std::string& line : prose(render_markdown(study))) {
      const bool row = line.starts_with("|");
      if (row && width == 0) ++tables;
      if (row && width != 0) CHECK(separators(line) == width);
      width = row ? separators(line) : 0;
    }
    CHECK(tables >= 5);
  }
}

TEST_CASE("markdown: no HTML, heading or link from the data survives") {
  for (const std::string& line : prose(render_markdown(example::hostile()))) {
    INFO(line);
    CHECK(line.find('<') == std::string::npos);
    CHECK(line.find("# x") != 0);
    CHECK(line.find("://") == std::string::npos);
  }
  const std::string honest = render_markdown(example::support_assistant()),
                    attacked = render_markdown(example::hostile());
  const auto headings = [](const std::string& markdown) {
    std::size_t found = 0;
    for (const std::string& line : prose(markdown)) found += line.starts_with("#");
    return found;
  };
  CHECK(headings(attacked) >= headings(honest) - 1);  // one trend fewer: its name is the first one's
  CHECK(headings(attacked) <= headings(honest) + 1);  // one query more
}

TEST_CASE("markdown: it says what the page says") {
  const std::string markdown = render_markdown(example::support_assistant());
  for (const char* part :
       {"# Support assistant, spring rollout", "**The assistant is estimated to have saved", "**Grade C**",
        "| Net present value, 36 months | USD 1.8 million |", "## What changed", "## What it is worth",
        "## How sure we may be", "G14", "## Every metric, guardrails included", "| csat | guardrail |",
        "## What became of every row", "(pictures/flow.svg)", "## How the treated rows were taken",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "```sql\nSELECT agent_id"}) {
    INFO(part);
    CHECK(markdown.find(part) != std::string::npos);
  }
}

TEST_CASE("markdown: every table of the page is in it, or a line that names its file or says where the fold is") {
  for (const CaseStudy& study : {example::support_assistant(), example::no_change(), example::harm()}) {
    const std::string markdown = render_markdown(study);
    std::size_t tables = 0;
    for (const Section& section : lay_out(study).sections) {
      for (const Block& block : section.blocks) {
        const Figure* figure = std::get_if<Figure>(&block.content);
        const Table* table = figure ? &figure->numbers : std::get_if<Table>(&block.content);
        const Folded* folded = std::get_if<Folded>(&block.content);
        if (!table && !folded) continue;
        const std::string name = escape_markdown(table ? table->caption : folded->summary);
        CAPTURE(name);
        const bool drawn = figure && !figure->svg.empty();
        const std::string line = !table ? name : name + (drawn || table->rows.size() > 12 ? ", " : ":\n\n|");
        CHECK(markdown.find(line) != std::string::npos);
        ++tables;
      }
    }
    CHECK(tables >= 5);
  }
}

TEST_CASE("markdown: all it links to is written beside it, once, and nothing else is") {
  for (const CaseStudy& study : {example::support_assistant(), example::loss(), example::harm(), example::hostile()}) {
    const std::vector<ReportFile> files = markdown_files(study);
    const std::string& text = files.front().bytes;
    CHECK(count_of(text, "](tables/") + count_of(text, "](pictures/") == files.size() - 1);
    std::set<std::string> names;
    for (const ReportFile& file : std::vector(files.begin() + 1, files.end())) {
      CAPTURE(file.name);
      CHECK(names.insert(file.name).second);
      CHECK(count_of(text, "](" + file.name + ")") == 1);
      CHECK_FALSE(file.bytes.empty());
    }
  }
}

TEST_CASE("markdown: no table in it has more than twelve rows, and a long listing is only named") {
  CaseStudy study = example::support_assistant();
  study.study_json = "{" + std::string(40, '\n') + "}";
  study.sql = {std::string(2000, 'x'), "SELECT 1"};
  std::size_t rows = 0;
  for (const std::string& line : prose(render_markdown(study))) {
    rows = line.starts_with("|") ? rows + 1 : 0;
    CHECK(rows <= 12 + 2);
  }
  const std::string markdown = render_markdown(study);
  CHECK(markdown.find("- The study file (in results.json)\n") != std::string::npos);
  CHECK(markdown.find("- Query 1 of 2 (in results.json)\n") != std::string::npos);
  CHECK(markdown.find("```sql\nSELECT 1\n```") != std::string::npos);
  CHECK(std::ranges::count(markdown, '\n') <= 300);
}

TEST_CASE("markdown: by hand, the caption of the ledger ends in one sign, and one unit is singular") {
  CaseStudy study = example::support_assistant();
  study.ledger.units = study.ledger.periods = 1;
  const std::string markdown = render_markdown(study);
  CHECK(markdown.find("without remainder, ") != std::string::npos);
  CHECK(markdown.find("They hold 1 unit and 1 period.") != std::string::npos);
}

TEST_CASE("markdown: by hand, between two sentences stands one space, also where a figure has no note") {
  const std::string markdown = render_markdown(example::support_assistant());
  std::istringstream lines(markdown);
  for (std::string line; std::getline(lines, line);) {
    const bool is_figure = line.starts_with("**");
    if (is_figure) CHECK_MESSAGE(line.find("  ") == std::string::npos, line);
  }
}

TEST_CASE("markdown: by hand, money from the last third says whether the effect faded or turned round") {
  CaseStudy study = example::support_assistant();
  REQUIRE(study.appraisal.has_value());
  study.appraisal->from_last_third = true;
  CHECK(render_markdown(study).find("The effect became less: its months are valued as it went") != std::string::npos);
  for (PathPoint& point : study.effects[0].path) {
    if (point.event_time > 8) point.estimate = 3, point.low = 2, point.high = 4;
  }
  study.effects[0].course = course_of(study.effects[0]);
  CHECK(render_markdown(study).find("The effect turned round: its months are valued as it went") != std::string::npos);
  CHECK(render_markdown(study).find("The effect fades") == std::string::npos);
}

}  // TEST_SUITE("report/writer/markdown")
