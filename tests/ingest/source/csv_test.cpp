#include "ingest/source/csv.hpp"

#include <algorithm>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::replaced;
using payoff::tools::tickets;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/csv") {

namespace {

std::vector<ReadableFile> as_they_are(const std::vector<std::string>& files) {
  std::vector<ReadableFile> readable;
  for (const std::string& file : files) readable.push_back({file, file, file});
  return readable;
}

}  // namespace

TEST_CASE("csv: the delimiter is found from the lines, not the header alone, outside quotation marks") {
  Workplace place;
  Database database = open_duckdb(1);
  const auto delimiter_of = [&](const std::string& header) {
    place.write("x.csv", header + "\n");
    return detect_csv(database, as_they_are({place.path("x.csv")}), "", ".").delimiter;
  };
  CHECK(delimiter_of("a,b,c") == ",");
  CHECK(delimiter_of("a;b,c;d") == ";");
  CHECK(delimiter_of("a\tb") == "\t");
  CHECK(delimiter_of("a|b") == "|");
  CHECK(delimiter_of("\"a;b;c\",d") == ",");
  CHECK(delimiter_of("Agent, or team, or both;minutes\na;1\nb;2") == ";");
  CHECK(delimiter_of("unit;minutes\nu1;1,5\nu2;2,5") == ";");
  CHECK(delimiter_of("unit\ttags\nu1\ta;b;c\nu2\td;e,f") == "\t");
  CHECK(delimiter_of("unit;week;minutes\nu1;1;2\nu2;1\nu3;1;2;3\nu4;1;2") == ";");  // lines of unequal length
  CHECK(delimiter_of("minutes\n1\n2") == ",");
}

TEST_CASE("csv: files are small while all together are read in one go") {
  Workplace place;
  place.write("x.csv", "a,b\n" + std::string(4'999'996, '1'));
  place.write("y.csv", "a,b\n" + std::string(2'999'996, '1'));
  place.write("z.csv", "a");
  const std::string x = place.path("x.csv"), y = place.path("y.csv"), z = place.path("z.csv");
  CHECK(is_small(as_they_are({x, y})));
  CHECK_FALSE(is_small(as_they_are({x, y, z})));
  CHECK_FALSE(is_small(as_they_are({place.path("none.csv")})));
  CHECK_FALSE(is_small({}));
}

TEST_CASE("csv: only small files are worth holding") {
  Workplace place;
  place.write("x.csv", "a,b\n" + std::string(400'000, '1') + ",2\n");
  const std::string x = place.path("x.csv");
  CHECK(are_worth_holding(as_they_are({x})));
  CHECK_FALSE(are_worth_holding(as_they_are({x, x})));
}

TEST_CASE("csv: repeated and empty column names are told apart") {
  Workplace place;
  Database database = open_duckdb(1);
  place.write("x.csv", "Labels,Labels,,minutes\nx,y,z,1\n");
  const CsvDialect dialect = detect_csv(database, as_they_are({place.path("x.csv")}), "", ".");
  REQUIRE(dialect.names.size() == 4);
  CHECK(dialect.names[0] != dialect.names[1]);
  CHECK_FALSE(dialect.names[2].empty());
}

TEST_CASE("csv: a byte that begins a record is found on its physical line") {
  Workplace place;
  place.write("x.csv", "h\n\"a\nb\"\n\nc\n");  // lines: 1 h, 2-3 "a b", 4 empty, 5 c
  const std::string file = place.path("x.csv");
  // An offset on the empty line means the record after it.
  CHECK(lines_of_bytes(file, {0, 2, 8, 9}) == std::vector<std::size_t>{1, 2, 5, 5});
}

TEST_CASE("csv: records are counted after the header, over quoted breaks, empty lines and skipped lines") {
  Workplace place;
  place.write("x.csv", "h\r\n\"a\r\n\"\"b\"\r\n\r\nc\r\nd");  // records: 0 on line 2, 1 on line 5, 2 on line 6
  const std::string file = place.path("x.csv");
  CHECK(lines_of_records(file, ",", {0, 1, 2}, {}) == std::vector<std::size_t>{2, 5, 6});
  CHECK(lines_of_records(file, ",", {0, 1}, {5}) == std::vector<std::size_t>{2, 6});
}

TEST_CASE("csv: hostile file and column names stay names") {
  Workplace place;
  Database database = open_duckdb(1);
  const std::string name = "it's \"; drop.csv";
  place.write(name, "\"'a\"\"\",b\n1,2\n");
  const std::vector<std::string> files{place.path(name)};
  const CsvDialect dialect = detect_csv(database, as_they_are(files), "", ".");
  CHECK(dialect.names[0] == "'a\"");
  CHECK(database.query("SELECT * FROM " + csv_relation(files, dialect, CsvErrors::store)).rows == 1);
}

TEST_CASE("csv: what is no UTF-8 and a line that never ends are refused with what to do") {
  Workplace place;
  Database database = open_duckdb(1);
  const auto refusal_of = [&](const std::string& content) -> std::string {
    place.write("x.csv", content);
    try {
      detect_csv(database, as_they_are({place.path("x.csv")}), "", ".");
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  CHECK(refusal_of("unit,gr\xF6\xDF"
                   "e\na,1\n")
            .find("UTF-8") != std::string::npos);
  CHECK(refusal_of("a,b\n1,2\n\"" + std::string(3 << 20, 'x')).find("x.csv:3: has a line longer than 2 MB") !=
        std::string::npos);
}

TEST_CASE("csv: files of one pattern may have their columns in another order, and say on which line a cell is bad") {
  Workplace place;
  place.write("clean.csv", tickets());
  const std::string clean = tickets();
  const std::size_t half = clean.find('\n', clean.size() / 2) + 1;
  std::string turned = "minutes,arm,unit,week\n";
  for (std::size_t at = half; at < clean.size();) {
    const std::size_t end = clean.find('\n', at), second = clean.find(',', clean.find(',', at) + 1) + 1,
                      third = clean.find(',', second) + 1;
    turned += clean.substr(third, end - third) + "," + clean.substr(second, third - second) +
              clean.substr(at, second - 1 - at) + "\n";
    at = end + 1;
  }
  place.write("part_1.csv", clean.substr(0, half));
  place.write("part_2.csv", turned);
  const Panel panel = load_file(place.path("part_*.csv")).panel;
  CHECK(panel.metrics[0].sum == load_file(place.path("clean.csv")).panel.metrics[0].sum);
  place.write("part_2.csv", turned + "12 min,B,u99,2025-02-24\n");
  const Loaded loaded = load_file(place.path("part_*.csv"));
  REQUIRE(loaded.ledger.rejected.size() == 1);
  CHECK(loaded.ledger.rejected[0].file.ends_with("part_2.csv"));
  CHECK(loaded.ledger.rejected[0].line == static_cast<std::size_t>(std::ranges::count(turned, '\n')) + 1);
}

TEST_CASE("csv: lines may end in CR LF where those within quotation marks end in LF") {
  Workplace place;
  place.write("clean.csv", tickets());
  std::string mixed;
  for (const char c : tickets()) mixed += c == '\n' ? ",\"one\ntwo\"\r\n" : std::string(1, c);
  place.write("x.csv", replaced(mixed, "\"one\ntwo\"", "note"));
  CHECK(load_file(place.path("x.csv")).panel.metrics[0].sum == load_file(place.path("clean.csv")).panel.metrics[0].sum);
}

}  // TEST_SUITE("ingest/source/csv")
