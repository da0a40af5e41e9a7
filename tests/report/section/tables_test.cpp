#include "report/section/tables.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <set>

#include "base/messages.hpp"
#include "report/alone.hpp"
#include "report/section/layout.hpp"
#include "report/staggered_example.hpp"

using namespace payoff;

TEST_SUITE("report/section/tables") {

namespace {

// "so many words": three words of Latin letters in a row.
bool has_three_latin_words(const std::string& text) {
  int words = 0;
  bool inside = false;
  for (const unsigned char c : text) {
    if (std::isalpha(c)) {
      words += inside ? 0 : 1;
      inside = true;
      if (words == 3) return true;
    } else {
      words = c == ' ' ? words : 0;
      inside = false;
    }
  }
  return false;
}

// What the report itself says of a table: its caption and its headings.
std::vector<std::string> own_words(const Table& table) {
  std::vector<std::string> words{table.caption};
  for (const Column& column : table.columns) words.push_back(column.heading);
  return words;
}

}  // namespace

TEST_CASE("count in words: by hand, up to ten in English; in Korean a number that its noun counts") {
  CHECK(count_in_words(0) == "no");
  CHECK(count_in_words(5) == "five");
  CHECK(count_in_words(10) == "ten");
  CHECK(count_in_words(11) == "11");
  CHECK(count_in_words(1234) == "1,234");
  const Speaking korean(language_of("ko"));
  CHECK(count_in_words(0) == "0");
  CHECK(count_in_words(10) == "10");
  CHECK(count_in_words(11) == "11");
}

TEST_CASE("tables: by hand, a method and people are called in Korean as its sentences call them") {
  Effect effect = example::handle_minutes();
  effect.segment = {"근속", "신입"};
  CHECK(said_method(effect) == "did");
  CHECK(name_of(effect) == "handle minutes, 근속 = 신입");
  const Speaking korean(language_of("ko"));
  CHECK(said_method(effect) == "이중차분법");
  CHECK(name_of(effect) == "handle minutes, 근속 신입");
  effect.method = "unknown";
  CHECK(said_method(effect) == "unknown");
}

TEST_CASE("tables: by hand, numbers below zero have a true minus sign in what a test found and in an adjustment") {
  Effect effect = example::handle_minutes();
  effect.diagnostics = {{"pre_trend", 1, 2, "It moved by -2.57 minutes (-0.15 of a deviation)."}};
  CHECK(diagnostics_table(effect).rows[0][3] == "It moved by −2.57 minutes (−0.15 of a deviation).");
  effect.adjusted_for = {{.name = "tenure"}};
  effect.alternatives[0].purpose = Purpose::unadjusted;
  for (const std::vector<std::string>& row : facts_table(effect).rows) CHECK(row[1].find(" -") == std::string::npos);
}

TEST_CASE("tables: by hand, the caption of a path ends in its unit, where it has one") {
  Effect effect = example::handle_minutes();
  CHECK(path_figure(effect, "p").numbers.caption == "Effect by period since adoption, minutes per ticket");
  effect.absolute.unit = "";
  CHECK(path_figure(effect, "p").numbers.caption == "Effect by period since adoption");
}

TEST_CASE("tables: invariance, in another language they have other words, and their files the same names") {
  for (const CaseStudy& study : {example::support_assistant(), example::staggered(), example::harm()}) {
    const std::vector<ReportFile> english = evidence_files(study);
    const Speaking korean(language_of("ko"));
    const std::vector<ReportFile> others = evidence_files(study);
    REQUIRE(english.size() == others.size());
    REQUIRE(english.size() > 3);
    CHECK(english.front().bytes != others.front().bytes);
    for (std::size_t i = 0; i < english.size(); ++i) CHECK(english[i].name == others[i].name);
  }
}

TEST_CASE("sections: in Korean no title, caption or heading of theirs is English") {
  const std::set<std::string> ids{"published", "grade", "metrics", "facts", "rows", "coding", "method", "provenance"};
  const Speaking korean(language_of("ko"));
  CaseStudy study = example::staggered();
  study.published = compare_with_published(study.effects.front());
  std::size_t seen = 0;
  for (const Section& section : lay_out(study).sections) {
    if (!ids.contains(section.id)) continue;
    CAPTURE(section.id);
    CHECK_FALSE(has_three_latin_words(section.title));
    for (const Block& block : section.blocks) {
      const Table* table = std::get_if<Table>(&block.content);
      for (const std::string& text : table ? own_words(*table) : std::vector<std::string>{}) {
        CAPTURE(text);
        CHECK_FALSE(has_three_latin_words(text));
        ++seen;
      }
    }
  }
  CHECK(seen > 20);
}

}  // TEST_SUITE("report/section/tables")
