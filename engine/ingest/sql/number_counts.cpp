#include "ingest/sql/number_counts.hpp"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/number_form.hpp"

namespace payoff {
namespace {

// Cells are alike that differ in their digits only: one of each kind is looked at. The least of them has the fewest
// leading digits that are not 0. Column k is the k-th.
std::string kinds_of_cells(const std::vector<std::string>& texts, const std::string& relation,
                           const NumberRules& rules) {
  std::string numbers, cells;
  for (std::size_t k = 0; k < texts.size(); ++k) {
    numbers += fmt::format("{}{}", k > 0 ? ", " : "", k);
    cells += (k > 0 ? ", " : "") + trimmed_cell("CAST(" + texts[k] + " AS VARCHAR)");
  }
  const std::string row =
      texts.size() == 1 ? "0 AS k, " + cells : fmt::format("unnest([{}]) AS k, unnest([{}])", numbers, cells);
  return fmt::format(
      "(SELECT k, min(cell) AS cell, max(cell) AS last, count(*) AS n FROM (SELECT {} AS cell FROM {} AS source) AS "
      "cells "
      "WHERE {} GROUP BY k, translate(cell, '012345678', '999999999')) AS kinds",
      row, relation, cell_is_there("cell", rules.missing, decimal_mark(rules)));
}

// Each kind with its answer to each test: a pattern takes longer to prepare than to be asked of some kinds.
std::string tested_kinds(const std::string& kinds) {
  const NumberTests t = number_tests("cell");
  return fmt::format(
      "(SELECT k, cell, n, TRY_CAST(cell AS DOUBLE) IS NULL AS marked, {} AS point, {} AS comma, {} AS percent, "
      "{} AS clock_of_three, {} AS clock_of_two, {} AS spelled, {} AND {} AS truth, regexp_matches(cell, '[.,]') AS "
      "mark, "
      "nullif({}, '') AS currency FROM {}) AS tested_kinds",
      t.point, t.comma, t.percent, t.clock_of_three, t.clock_of_two, t.spelled_duration, t.truth,
      number_tests("last").truth, t.currency, kinds);
}

std::string counted_kinds(const std::string& kinds) {
  const auto count = [](const std::string& test) {
    return fmt::format("coalesce(CAST(sum(n) FILTER (WHERE {0}) AS BIGINT), 0) AS {0}, ", test);
  };
  const auto example = [](const std::string& name, const std::string& test) {
    return fmt::format("coalesce(min(cell) FILTER (WHERE {}), '') AS {}, ", test, name);
  };
  return "SELECT CAST(k AS BIGINT) AS k, " + count("marked") + count("point") + count("comma") + count("percent") +
         count("clock_of_three") + count("clock_of_two") + count("spelled") + count("truth") +
         example("either", "point AND comma AND mark") + example("below", "point AND comma AND NOT mark") +
         example("only_point", "point AND NOT comma") + example("only_comma", "comma AND NOT point") +
         example("clock", "clock_of_two") + example("duration", "clock_of_three OR clock_of_two OR spelled") +
         "coalesce(string_agg(DISTINCT currency, ' ' ORDER BY currency) FILTER (WHERE point OR comma), '') AS "
         "currencies "
         "FROM " +
         tested_kinds(kinds) + " GROUP BY k";
}

std::vector<std::string> words_in(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

NumberCounts counts_of(const ResultTable& found, std::size_t row) {
  const auto number = [&](const char* name) { return found[name].integers[row]; };
  const auto text = [&](const char* name) { return found[name].texts[row]; };
  return {.point = number("point"),
          .comma = number("comma"),
          .percent = number("percent"),
          .clock_of_three = number("clock_of_three"),
          .clock_of_two = number("clock_of_two"),
          .spelled = number("spelled"),
          .truth = number("truth"),
          .marked = number("marked"),
          .either = text("either"),
          .below = text("below"),
          .only_point = text("only_point"),
          .only_comma = text("only_comma"),
          .clock = text("clock"),
          .duration = text("duration"),
          .currencies = words_in(text("currencies"))};
}

}  // namespace

std::vector<NumberCounts> count_numbers(OpenSource& source, const std::vector<NumberCells>& cells,
                                        const NumberRules& rules) {
  std::map<std::string, std::vector<std::size_t>> of_relations;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool by_itself = cells[i].only_where.empty();
    of_relations[by_itself ? source.column_relation(cells[i].name) : source.lenient_relation()].push_back(i);
  }
  std::vector<NumberCounts> counts(cells.size());  // of none where no cell is there
  for (const auto& [relation, members] : of_relations) {
    std::vector<std::string> texts;
    for (const std::size_t i : members) texts.push_back(cells[i].sql);
    const ResultTable found = source.query(counted_kinds(kinds_of_cells(texts, relation, rules)));
    for (std::size_t row = 0; row < found.rows; ++row)
      counts[members[static_cast<std::size_t>(found["k"].integers[row])]] = counts_of(found, row);
  }
  return counts;
}

bool plain_numbers(OpenSource& source, const std::string& column, const NumberRules& rules) {
  const ResultTable found = source.query(fmt::format(
      "SELECT coalesce(CAST(sum(n) FILTER (WHERE TRY_CAST(cell AS DOUBLE) IS NULL) AS BIGINT), 0) AS other FROM {}",
      kinds_of_cells({sql_name(column)}, source.column_relation(column), rules)));
  return found["other"].integers[0] == 0;
}

}  // namespace payoff
