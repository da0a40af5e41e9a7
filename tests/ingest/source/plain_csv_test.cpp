#include "ingest/source/plain_csv.hpp"

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "ingest/source/duckdb.hpp"
#include "tools/program.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/plain_csv") {

namespace {

std::string random_text(Random& random, std::string_view letters, std::size_t most) {
  std::string text;
  for (std::size_t length = random.below(most + 1); text.size() < length;)
    text += letters[random.below(letters.size())];
  return text;
}

// Lines of random cells; at times a mark that makes them no plain ones, or a cell too many.
std::string random_file(Random& random, double strange) {
  const std::size_t columns = 2 + random.below(4), rows = random.below(60);
  std::string text;
  for (std::size_t column = 0; column < columns; ++column)
    text += (column ? ",name " : "name ") + std::to_string(column) + random_text(random, "aB_0", 3);
  const bool ends = random.uniform() < 0.7;
  for (std::size_t row = 0; row < rows; ++row) {
    text += '\n';
    for (std::size_t column = 0; column < columns; ++column)
      text += (column ? "," : "") + random_text(random, "ab 12.-:/+()", 6);
    if (random.uniform() < strange) text += random_text(random, ",;'\"#\t|\\\r", 2);
  }
  return text + (ends || rows == 0 ? "\n" : "");
}

std::vector<std::string> names_of(const ResultTable& table) {
  std::vector<std::string> names;
  for (const ResultColumn& column : table.columns) names.push_back(column.name);
  return names;
}

}  // namespace

TEST_CASE("plain_csv: invariance, names and cells are those that the database reads") {
  Workplace place;
  Database database = open_duckdb(1);
  std::size_t plain = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    place.write("x.csv", random_file(random, seed % 2 ? 0 : 0.05));
    const std::string file = place.path("x.csv");
    const std::optional<PlainCsv> found = PlainCsv::of(file);
    if (!found) continue;
    ++plain;
    CAPTURE(seed);
    const ResultTable read = database.query("SELECT * FROM read_csv(" + sql_file(file) +
                                            ", header = true, delim = ',', quote = '\"', escape = '\"', "
                                            "ignore_errors = true, sample_size = -1, all_varchar = true)");
    REQUIRE(found->names() == names_of(read));
    const ResultTable texts = found->first_texts(found->names(), 1000),
                      few = found->first_texts({read.columns[1].name}, 7);
    REQUIRE(texts.rows == read.rows);
    CHECK(few.rows == std::min<std::size_t>(7, read.rows));
    for (std::size_t i = 0; i < read.columns.size(); ++i) {
      CHECK(texts.columns[i].valid == read.columns[i].valid);
      for (std::size_t row = 0; row < read.rows; ++row) {
        std::string text = read.columns[i].valid[row] ? read.columns[i].texts[row] : "";
        text.erase(0, text.find_first_not_of(' '));
        text.erase(text.find_last_not_of(' ') + 1);
        CHECK(texts.columns[i].texts[row] == text);
        if (i == 1 && row < few.rows) CHECK(few.columns[0].texts[row] == text);
      }
    }
  }
  CHECK(plain > 100);
}

TEST_CASE("plain_csv: by hand, what could be read in two ways is not plain") {
  Workplace place;
  const auto is_plain = [&](const std::string& text) {
    place.write("x.csv", text);
    return PlainCsv::of(place.path("x.csv")).has_value();
  };
  CHECK(is_plain("unit,the week\nu1,2025-01-06\n"));
  CHECK(is_plain("unit,week\nu1,2025-01-06"));
  CHECK(is_plain("unit,week\n"));
  for (const char* text : {"unit\nu1\n",
                           "unit,week\nu1\n",
                           "unit,week\nu1,1,2\n",
                           "unit,week\n\nu1,1\n",
                           "unit,week\nu1,1\n\n",
                           "unit,week\nu1,\"1\"\n",
                           "unit,week\nu1,1'\n",
                           "unit,week\nu1,#1\n",
                           "unit,week\nu1,1;2\n",
                           "unit,week\nu1,1|2\n",
                           "unit,week\nu1,\t1\n",
                           "unit,week\r\nu1,1\r\n",
                           "unit,week\nu1,\\N\n",
                           "unit,week\nu1,\xC3\xA9\n",
                           "unit,\nu1,1\n",
                           "unit,Unit\nu1,1\n",
                           "unit, week\nu1,1\n",
                           "unit,week (ISO)\nu1,1\n",
                           "\xEF\xBB\xBFunit,week\nu1,1\n",
                           ""})
    CHECK_FALSE(is_plain(text));
  CHECK_FALSE(is_plain("unit,week\n" + std::string(std::size_t{1} << 20, '1') + ",1\n"));
}
}  // TEST_SUITE("ingest/source/plain_csv")
