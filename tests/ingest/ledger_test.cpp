// What became of each row, and where it stands.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/ledger") {

namespace {

struct Listed {
  std::size_t line;
  std::string column, text;
  bool operator==(const Listed&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Listed& row) {
  return out << row.line << " " << row.column << " '" << row.text << "'";
}

std::vector<Listed> listed(const Ledger& ledger) {
  std::vector<Listed> rows;
  for (const RejectedRow& row : ledger.rejected) rows.push_back({row.line, row.column, row.text});
  return rows;
}

void check_identity(const Ledger& ledger, std::size_t read, std::size_t rejected) {
  CHECK(ledger.rows_read == read);
  CHECK(ledger.rows_rejected == rejected);
  CHECK(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered);
}

// Line 2 is the first row; `cells` are added to each, by line.
template <typename Cells>
std::string with_column(const std::string& name, Cells cells) {
  const std::string csv = tools::tickets([&](int line, const std::string& row) { return row + "," + cells(line); });
  const std::size_t end = csv.find('\n');
  return csv.substr(0, end) + "," + name + csv.substr(end);
}

}  // namespace

TEST_CASE("ledger: a quotation mark inside a cell does not lose the lines after it") {
  Workplace place;
  place.write("x.csv", with_column("size", [](int line) { return line < 5 ? "5\" pipe" : "a \"b\" c"; }));
  std::string csv = place.read("x.csv");
  csv.replace(csv.find("u00,2025-01-27,A,", 0) + 17, 2, "inf");  // line 5
  place.write("x.csv", csv);
  const Ledger ledger = load_file(place.path("x.csv")).ledger;
  check_identity(ledger, 160, 1);
  CHECK(ledger.rejected.front().line == 5);
}

TEST_CASE("ledger: lines that end in CR alone are lines") {
  Workplace place;
  std::string csv = tools::tickets(
      [](int line, const std::string& row) { return line == 9 ? row.substr(0, row.rfind(',')) + ",inf" : row; });
  std::ranges::replace(csv, '\n', '\r');
  place.write("x.csv", csv);
  CHECK(listed(load_file(place.path("x.csv")).ledger) == std::vector<Listed>{{9, "minutes", "inf"}});
}

TEST_CASE("ledger: covariates, use and segments reject rows like metrics do, each once") {
  Workplace place;
  const auto bad = [](int line) { return std::string(line == 4 ? "x" : line == 7 ? "inf" : line == 8 ? "" : "30"); };
  place.write("x.csv", with_column("age", bad));
  Columns columns = by_week;
  columns.covariates = {{"age", "age"}};
  const std::vector<Listed> expected{{4, "age", "x"}, {7, "age", "inf"}};  // an empty cell is missing, not bad
  Ledger ledger = load_file(place.path("x.csv"), columns).ledger;
  check_identity(ledger, 160, 2);
  CHECK(listed(ledger) == expected);
  columns = by_week;
  columns.uptake = "age";
  CHECK(listed(load_file(place.path("x.csv"), columns).ledger) == expected);
  // A segment computed from the column needs its text to be a number, but not a finite one.
  columns = by_week;
  columns.segments = {{"old", "coalesce(age, 0) >= 0"}};
  ledger = load_file(place.path("x.csv"), columns).ledger;
  check_identity(ledger, 160, 1);
  CHECK(listed(ledger) == std::vector<Listed>{{4, "age", "x"}});
}

TEST_CASE("ledger: rows bad in different ways keep their own lines together") {
  Workplace place;
  const auto bad = [](int line) { return std::string(line == 6 ? "x" : "30"); };
  std::string csv = with_column("age", bad);
  csv.replace(csv.find("u01,2025-01-13,B,") + 17, 2, "-inf");  // line 11
  csv.replace(csv.find("u02,2025-01-13,A,") + 14, 5, "");      // line 19: a cell too few
  csv.replace(csv.find("u02,2025-01-20,A,") + 17, 2, "=cmd");  // line 20
  place.write("x.csv", csv);
  Columns columns = by_week;
  columns.covariates = {{"age", "age"}};
  const Ledger ledger = load_file(place.path("x.csv"), columns).ledger;
  check_identity(ledger, 160, 4);
  std::vector<std::size_t> lines;
  for (const RejectedRow& row : ledger.rejected) lines.push_back(row.line);
  CHECK(lines == std::vector<std::size_t>{6, 11, 19, 20});
}

TEST_CASE("ledger: an adoption that is no date is rejected, never taken for 'never'") {
  Workplace place;
  const auto since = [](int line) {
    const int unit = (line - 2) / 8;
    return std::string(line == 3 ? "soon" : line == 4 ? "2025-02-30" : unit % 2 ? "2025-02-03" : "");
  };
  place.write("x.csv", with_column("since", since));
  const Loaded loaded = load_file(place.path("x.csv"), by_week, {.adopted_on = "since"});
  check_identity(loaded.ledger, 160, 2);
  CHECK(listed(loaded.ledger) == std::vector<Listed>{{3, "since", "soon"}, {4, "since", "2025-02-30"}});
  CHECK(loaded.ledger.rejected[0].reason == "is no time of adoption (empty means never)");
  CHECK_FALSE(loaded.panel.units[0].treated);
  CHECK(loaded.panel.units[1].treated);
}

TEST_CASE("ledger: a whole number is not rounded into another period") {
  Workplace place;
  place.write("x.csv", "unit,week,arm,minutes\na,7,A,1\nb,7,B,2\na,8,A,3\nb,8,B,4\nc,7.5,B,5\nd,99999999999,B,6\n");
  const Loaded loaded = load_file(place.path("x.csv"), by_week, {.group = "arm", .treated = "B", .date = "8"});
  check_identity(loaded.ledger, 6, 2);
  CHECK(loaded.ledger.rejected[0].line == 6);
  CHECK(loaded.ledger.rejected[0].reason == "is not a whole number");
  CHECK(loaded.ledger.rejected[1].line == 7);
  CHECK(loaded.ledger.periods == 2);
}

TEST_CASE("ledger: text in a number of JSON lines, empty units and absent keys are accounted for") {
  Workplace place;
  std::string json;
  int row = 0;
  for (const char* unit : {"a", "b", "c", "d"})
    for (const char* week : {"2025-01-27", "2025-02-03"})
      json += fmt::format(R"({{"unit": {}, "week": "{}", "arm": "{}"{}}})",
                          row == 2   ? "\"\""
                          : row == 3 ? "null"
                                     : fmt::format("\"{}\"", unit),
                          week, *unit % 2 ? "A" : "B",
                          row++ == 4 ? ""
                          : row == 6 ? R"(, "minutes": "plenty")"
                                     : R"(, "minutes": 3)") +
              "\n";
  place.write("x.jsonl", json);
  const Ledger ledger = load_file(place.path("x.jsonl")).ledger;
  check_identity(ledger, 8, 3);
  CHECK(ledger.rows_filtered == 1);  // the row without minutes
  for (const LedgerReason& reason : ledger.reasons)
    if (reason.reason == "unit the unit is empty") CHECK(reason.rows == 2);
}

TEST_CASE("ledger: a long cell is shortened in the message, and a broken limit names its first row") {
  Ledger ledger{.rows_read = 10, .rows_used = 9, .rows_rejected = 1};
  ledger.rejected.push_back({"a.csv", 3, "m", std::string(500, 'x'), "is not a number"});
  const std::string message = message_of([&] { require_acceptable(ledger, 0); });
  CHECK(message.size() < 300);
  holds(message, "a.csv:3: m 'xxx");
  CHECK_NOTHROW(require_acceptable({.rows_read = 10, .rows_used = 10}, 0));
}

TEST_CASE("ledger: more rows than may be are refused, as many as may be are not") {
  const Ledger ledger{.rows_read = 10, .rows_used = 9, .rows_filtered = 1};
  CHECK_NOTHROW(require_at_most(ledger, 10));
  CHECK_NOTHROW(require_at_most(ledger, 0));
  CHECK(message_of([&] { require_at_most(ledger, 9); }) ==
        "data: has 10 rows, but must have at most 9; aggregate them, or allow more rows");
}

}  // TEST_SUITE("ingest/ledger")
