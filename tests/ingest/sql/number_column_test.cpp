#include "ingest/sql/number_column.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <random>
#include <regex>
#include <set>

#include "ingest/sql/spellings.hpp"
#include "payoff/error.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/number_column") {

namespace {

const NumberRules rules{"", missing_spellings({}, {})};

// The form of a column of these cells, or the message that refuses it.
std::string found(const std::vector<std::string>& cells, const std::string& unit = "minutes",
                  const NumberRules& how = rules, char delimiter = ',') {
  tools::Workplace place;
  std::string text = fmt::format("x{}y\n", delimiter);
  for (const std::string& cell : cells) text += fmt::format("\"{}\"{}1\n", cell, delimiter);
  place.write("x.csv", text);
  OpenSource source({.files = {place.path("x.csv")}}, {}, {"x"});
  try {
    return name_of(detect_number(source, {"x", "x", {}, unit}, how));
  } catch (const Error& error) {
    return error.what();
  }
}

bool refuses(const std::string& message, const std::vector<std::string>& words) {
  return std::ranges::all_of(words, [&](const std::string& word) { return message.find(word) != std::string::npos; });
}

// A file of columns whose cells are plain numbers, numbers of three decimals, or of one of the tables of spellings.
std::string random_table(std::size_t columns, std::mt19937_64& random) {
  const auto any = [&](std::size_t count) { return random() % count; };
  std::string text;
  for (std::size_t j = 0; j < columns; ++j) text += fmt::format("{}c{}", j > 0 ? "," : "", j);
  std::vector<std::size_t> of_column(columns);
  for (std::size_t& kind : of_column) kind = any(spelling_tables().size() + 3);
  for (std::size_t row = 0; row < 12; ++row)
    for (std::size_t j = 0; j < columns; ++j) {
      std::string cell = fmt::format("{}.{:03}", any(40), any(1000));
      if (of_column[j] == 0) cell = std::to_string(any(100));
      if (of_column[j] > 2) {
        const std::vector<Spelling>& spellings = spelling_tables()[of_column[j] - 3].spellings;
        cell = spellings[any(spellings.size())].cell;
      }
      text += fmt::format("{}\"{}\"", j > 0 ? "," : "\n", cell);
    }
  return text + "\n";
}

// How each column is read, asked for together or one by one; what is refused is its message.
std::vector<std::string> readings(const std::string& file, std::size_t columns, bool together) {
  std::vector<NumberRole> roles;
  std::set<std::string> names;
  for (std::size_t j = 0; j < columns; ++j) {
    roles.push_back({fmt::format("c{}", j), {}, "minutes"});
    names.insert(roles.back().name_or_sql);
  }
  OpenSource source({.files = {file}}, {}, names);
  std::vector<std::string> found;
  try {
    if (together)
      for (const NumberReading& each : numbers_of(source, roles, rules)) found.push_back(each.sql + each.read_as);
    else
      for (const NumberRole& role : roles) {
        const NumberReading each = number_of(source, role, rules);
        found.push_back(each.sql + each.read_as);
      }
  } catch (const Error& error) {
    found = {error.what()};
  }
  return found;
}

}  // namespace

TEST_CASE("the decimal mark is found from all cells, or asked for") {
  CHECK(found({"1.5", "2", "1,047.5"}) == "numbers with a decimal point");
  CHECK(found({"27,53", "1.047", "3"}) == "numbers with a decimal comma");
  CHECK(found({"1.047", "0.532"}) == "numbers with a decimal point");
  CHECK(found({"1.047", "1.2"}) == "numbers with a decimal point");
  CHECK(found({"1.047.500", "1.047"}) == "numbers with a decimal comma");
  CHECK(found({"1.047", "12.345"}) == "numbers with a decimal point");  // three decimals everywhere
  CHECK(refuses(found({"1.047", "987"}), {"'1.047' beside '987'", "thousands", "data\": {\"decimal\""}));
  CHECK(refuses(found({"1.047", "12.345"}, "", rules, ';'), {"thousands"}));
  CHECK(refuses(found({"1,047", "987"}), {"thousands"}));
  CHECK(refuses(found({"1.5", "2,5"}), {"'1.5'", "'2,5'", "data.decimal"}));
  CHECK(found({"1.047", "987"}, "", {".", rules.missing}) == "numbers with a decimal point");
  CHECK(found({"1.047", "987"}, "", {",", rules.missing}) == "numbers with a decimal comma");
}

TEST_CASE("kinds of numbers") {
  CHECK(found({"12%", "3.5 %"}) == "percentages, read as shares of 1");
  CHECK(refuses(found({"12%", "0.3"}), {"a % in 1 of 2"}));
  CHECK(refuses(found({"$12", "€3"}), {"$ and €"}));
  CHECK(found({"yes", "No", "1"}) == "yes and no, read as 1 and 0");
  CHECK(found({"1", "0"}) == "numbers with a decimal point");
  CHECK(found({"00:26:43", "NA"}) == "durations");
  CHECK(found({"26:43", "01:26:43"}) == "durations (26:43 is minutes and seconds)");
  CHECK(refuses(found({"26:43", "25:30"}), {"hh:mm", "mm:ss", "split_part"}));
  CHECK(found({"26:43", "25:30"}, "hours") == "durations");
  CHECK(refuses(found({"PT3H"}, "USD"), {"'PT3H'", "\"unit\": \"minutes\""}));
  CHECK(found({"45 min", "50 min", "NULL"}) == "durations");
}

TEST_CASE("SQL sees numbers in a column of plain ones, else texts, else what works") {
  tools::Workplace place;
  place.write("x.csv", "plain,marked,id\n1,\"1,047\",007\nNA,\"2,000.5\",008\n");
  const auto value = [&](const std::string& sql) {
    OpenSource source({.files = {place.path("x.csv")}}, {"id"}, {});
    const std::string read = number_of(source, {sql, {}}, rules).sql;
    const ResultTable rows = source.query("SELECT " + read + " AS v FROM " + source.relation() + " AS source");
    return rows["v"].reals[0];
  };
  CHECK(value("plain * 2") == 2);
  CHECK(value("marked") == 1047);
  CHECK(value("CAST(replace(marked, ',', '') AS DOUBLE)") == 1047);
  CHECK(value("marked * 2 + plain") == 2095);
  CHECK(value("CAST(length(id) AS DOUBLE)") == 3);
}

TEST_CASE("columns that are looked at together are read as each by itself") {
  std::mt19937_64 random(14);
  std::size_t read = 0;
  for (int draw = 0; draw < 150; ++draw) {
    const std::size_t columns = 1 + random() % 5;
    tools::Workplace place;
    place.write("x.csv", random_table(columns, random));
    const std::vector<std::string> together = readings(place.path("x.csv"), columns, true);
    CHECK(together == readings(place.path("x.csv"), columns, false));
    read += together.size() == columns && columns > 1;
  }
  CHECK(read > 30);
}

TEST_CASE("a column of plain cells is read without patterns as with them") {
  const std::string cells = "12,1.5,.5,5.,007, 12 ,1e3,2.5E-3,1e999,+3,-0,NA,1_000,inf,0x1F,1.047";
  const NumberForm plain{.plain = true};
  tools::Workplace place;
  place.write("x.csv", "x\n\"" + std::regex_replace(cells, std::regex(","), "\"\n\"") + "\"\n");
  OpenSource source({.files = {place.path("x.csv")}}, {}, {"x"});
  const ResultTable found = source.query(fmt::format("SELECT x, {} AS plain, {} AS other FROM {} AS source",
                                                     number_sql(plain, "x", rules.missing),
                                                     number_sql({}, "x", rules.missing), source.text_relation()));
  CHECK(found.rows == 16);
  for (std::size_t row = 0; row < found.rows; ++row) {
    CAPTURE(found["x"].texts[row]);
    CHECK(found["plain"].valid[row] == found["other"].valid[row]);
    const double value = found["plain"].reals[row], other = found["other"].reals[row];
    CHECK((value == other || (std::isnan(value) && std::isnan(other))));
  }
}

TEST_CASE("a file whose commas are decimal marks is typed, until a cell or another column speaks against it") {
  const auto read = [](const std::string& text) {
    tools::Workplace place;
    place.write("x.csv", text);
    OpenSource source({.files = {place.path("x.csv")}}, {}, {"x"});
    return number_of(source, {"x", {}}, rules).read_as;
  };
  CHECK(read("x;y\n1,5;a\n2;b\n") == "numbers with a decimal comma, as all of its cells are");
  CHECK(read("x;y\n1;2,5\n2;3,5\n") == "plain numbers, as all of its cells are");
  CHECK(read("x;y\n1.5;2,5\n2;3,5\n") == "plain numbers, as all of its cells are");
  CHECK(read("x;y\n1.047,5;2,5\n2;3,5\n") == "numbers with a decimal comma, as most of its cells are");
  CHECK(read("x;y\n1,5;a\nNA;b\n") == "numbers with a decimal comma, as most of its cells are");
  CHECK(read("x;y\n1,5;0.5\n2;1.5\n") == "numbers with a decimal comma, as most of its cells are");  // of two minds
  CHECK(read("x;y\n1.5;a\n2;b\n") == "plain numbers, as all of its cells are");
}

TEST_CASE("cells are looked at where a condition on other columns holds, which are typed there") {
  tools::Workplace place;
  place.write("x.csv", "x,n\n$1.5,9\n$12,100\n\"7,5\",200\n");
  OpenSource source({.files = {place.path("x.csv")}}, {}, {"x"});
  const NumberReading read = number_of(source, {"x", {}, "", "n < 150"}, rules);
  CHECK(read.read_as == "numbers with a decimal point, as most of its cells are");
  CHECK(source.query("SELECT sum(" + read.sql + ") AS v FROM " + source.relation())["v"].reals[0] == 13.5);
}

TEST_CASE("a number that stands for a missing value says nothing about how numbers are written") {
  for (const std::string missing : {"-999", "-999.0", "-9.99e2"}) {
    const NumberRules how{"", missing_spellings({missing}, {})};
    CHECK(found({"1.047", "12.345", "-999"}, "", how) == "numbers with a decimal point");
    CHECK(found({"12%", "3%", "-999"}, "", how) == "percentages, read as shares of 1");
    CHECK(found({"yes", "no", "-999.0"}, "", how) == "yes and no, read as 1 and 0");
  }
  const NumberRules commas{",", missing_spellings({"1.000"}, {})};  // a thousand
  CHECK(number_sql({.decimal = ','}, "x", commas.missing).find("nullif") == std::string::npos);
  for (const char* number : {"-88888.5", "-999.0", "-999,5", "1000"})
    CHECK(without_missing_numbers("x", {number}, ',') != "x");
}

TEST_CASE("a column is read alike beside SQL that sees it as numbers, whichever comes first") {
  tools::Workplace place;
  place.write("x.csv", "x;y\n1,5;1\n12,345;2\n3;3\n");
  const auto values = [&](const std::vector<std::string>& wanted) {
    OpenSource source({.files = {place.path("x.csv")}}, {}, {});
    std::vector<NumberRole> roles;
    for (const std::string& each : wanted) roles.push_back({each, {}});
    std::map<std::string, double> found;
    const std::vector<NumberReading> readings = numbers_of(source, roles, rules);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      found[wanted[i]] =
          source.query("SELECT sum(" + readings[i].sql + ") AS v FROM " + source.relation())["v"].reals[0];
    return found;
  };
  CHECK(values({"x"}).at("x") == doctest::Approx(16.845));
  for (const auto& wanted : {std::vector<std::string>{"x", "x * 2"}, std::vector<std::string>{"x * 2", "x"}}) {
    CHECK(values(wanted).at("x") == doctest::Approx(16.845));
    CHECK(values(wanted).at("x * 2") == doctest::Approx(33.69));
  }
}

}  // TEST_SUITE("ingest/sql/number_column")
