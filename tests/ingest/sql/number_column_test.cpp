#include "ingest/sql/number_column.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

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

}  // TEST_SUITE("ingest/sql/number_column")
