#include "ingest/lookups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "ingest/ledger.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int shown_keys = 3;

// Of one join: where the study says it, and the tables on both of its sides.
struct Sides {
  const Join& join;
  std::string key;  // "data.join[0]"
  OpenSource& rows;
  OpenSource& table;
};

// A key as labels join; NULL where there is none.
std::string key_sql(OpenSource& source, const std::string& column, const NumberRules& rules, const Place& place) {
  const std::string text = "CAST(" + label_expression(source, column, rules, place) + " AS VARCHAR)";
  if (!source.dialect().is_duckdb) return "nullif(lower(trim(" + text + ")), '')";
  return fmt::format("CASE WHEN {} THEN {} END", is_there(trimmed(text), rules.missing), folded_label(text));
}

// A roster is read whole or not at all: a line of it that is lost would be a person without the tool.
void require_whole(OpenSource& table) {
  if (!table.is_csv()) return;
  for (const SourceColumn& column : std::vector(table.columns)) table.declare(column.name, ColumnType::text);
  table.query("SELECT count(COLUMNS(*)) FROM " + table.relation() + " AS source");
  const std::vector<RejectedRow> unparsed = unparsed_rows(table);
  table.forget_rejected();
  if (!unparsed.empty())
    throw Error(ErrorKind::data, {.file = unparsed[0].file, .line = unparsed[0].line},
                fmt::format("'{}' {}, but a table that is looked up must be read whole", unparsed[0].text.substr(0, 80),
                            in_english(unparsed[0])),
                "mend the line");
}

// Its columns are text as the cells are; an empty one is none.
std::string columns_of(const OpenSource& table) {
  std::string columns;
  for (const SourceColumn& column : table.columns) {
    const bool shown = table.shown().contains(column.name);  // as numbers, to a condition
    const std::string cell = sql_name(shown ? column.name + " as text" : column.name);
    columns += fmt::format(", {} AS {}", column.type == ColumnType::text ? "nullif(" + cell + ", '')" : cell,
                           sql_name(column.name));
  }
  return columns;
}

// SQL of the table with its keys; of files a table of the database, which is read once.
std::string relation_of(const Sides& sides, std::size_t number, const NumberRules& rules) {
  auto& [join, key, rows, table] = sides;
  std::string keys, there;
  for (std::size_t i = 0; i < join.on.size(); ++i) {
    keys += fmt::format("{}{} AS {}", i ? ", " : "",
                        key_sql(table, join.on[i].of_table, rules, {.key = key + ".on", .file = ""}),
                        sql_name(lookup_key(i)));
    there += fmt::format("{}{} IS NOT NULL", i ? " AND " : "", sql_name(lookup_key(i)));
  }
  const std::string select = fmt::format("SELECT * FROM (SELECT {}{} FROM {} AS source) AS keyed WHERE {}", keys,
                                         columns_of(table), table.lenient_relation(), there);
  if (table.files.empty()) return "(" + select + ")";
  const std::string name = sql_name(fmt::format("looked up {}", number));
  table.query("CREATE TEMP TABLE " + name + " AS " + select);
  return name;
}

void require_unique(const Sides& sides, const std::string& relation) {
  auto& [join, key, rows, table] = sides;
  std::string keys, shown;
  for (std::size_t i = 0; i < join.on.size(); ++i) {
    keys += (i ? ", " : "") + sql_name(lookup_key(i));
    shown += (i ? " || ' / ' || " : "") + sql_name(lookup_key(i));
  }
  const ResultTable found = table.query(
      fmt::format("SELECT {} AS shown, count(*) AS n FROM {} AS looked_up GROUP BY {} HAVING count(*) > 1 ORDER BY n "
                  "DESC, shown LIMIT {}",
                  shown, relation, keys, shown_keys));
  if (found.rows == 0) return;
  std::string examples;
  for (std::size_t i = 0; i < found.rows; ++i)
    examples += fmt::format("{}'{}' ({} rows)", i ? ", " : "", found["shown"].texts[i], found["n"].integers[i]);
  std::string columns;
  for (const JoinKey& each : join.on) columns += (columns.empty() ? "" : ", ") + each.of_table;
  throw Error(ErrorKind::data, table.place(),
              fmt::format("{} has several rows for one {}: {}; but a table that is looked up must have one", join.name,
                          columns, examples),
              fmt::format("choose one with {}.where, or join on more columns", key));
}

// Columns that no other table has, in any case of their letters.
std::set<std::string> bare_columns(const OpenSource& source, const OpenSource& table) {
  std::set<std::string> taken, bare;
  for (const std::string& own : source.own_columns()) taken.insert(lower(own));
  for (const auto& other : source.joined)
    for (const SourceColumn& column : other->columns)
      if (other.get() != &table) taken.insert(lower(column.name));
  for (const SourceColumn& column : table.columns)
    if (!taken.contains(lower(column.name))) bare.insert(column.name);
  return bare;
}

// "'a17', 'a99'" of the rows.
std::string examples_of(OpenSource& source, const std::string& value, const std::string& relation,
                        const std::string& condition) {
  const ResultTable found = source.query(
      fmt::format("SELECT CAST({} AS VARCHAR) AS t, count(*) AS n FROM {} AS source WHERE {} GROUP BY t ORDER BY n "
                  "DESC, t LIMIT {}",
                  value, relation, condition, shown_keys));
  std::string examples;
  for (const std::string& text : found["t"].texts)
    examples += fmt::format("{}'{}'", examples.empty() ? "" : ", ", text);
  return examples;
}

// What the join left over on either side.
std::vector<std::string> left_over(const Sides& sides, const Lookup& lookup) {
  auto& [join, key, rows, table] = sides;
  const std::string matched = sql_name(OpenSource::matched_name(lookup)), all = rows.lenient_relation();
  const std::string looking = rows.expression(join.on[0].of_rows, {.key = key + ".on"});
  const ResultTable found =
      rows.query(fmt::format("SELECT count(CASE WHEN {0} = 1 THEN 1 END) AS matched, count(CASE WHEN {0} = 0 THEN 1 "
                             "END) AS alone FROM {1} AS source",
                             matched, all));
  std::vector<std::string> notes;
  if (const std::int64_t alone = found["alone"].integers[0]; alone > 0) {
    const std::string examples = examples_of(rows, looking, all, matched + " = 0");
    if (found["matched"].integers[0] == 0)
      throw Error(ErrorKind::data, {.key = key + ".on"},
                  fmt::format("no row has a partner in {}: {} is {}, and so on, but {} of {} is {}", join.name,
                              join.on[0].of_rows, examples, join.on[0].of_table, join.name,
                              examples_of(rows, sql_name(lookup_key(0)), lookup.relation, "true")),
                  "name the columns that hold the same keys");
    notes.push_back(say(
        join.keep_unmatched ? MessageId::note_no_partner_kept : MessageId::note_no_partner_left_out,
        {{"rows", format_count(alone)}, {"table", join.name}, {"column", join.on[0].of_rows}, {"examples", examples}}));
  }
  std::string same;
  for (std::size_t i = 0; i < lookup.key_sql.size(); ++i)
    same += fmt::format("{}{} = looked_up.{}", i ? " AND " : "", lookup.key_sql[i], sql_name(lookup_key(i)));
  const ResultTable unused = rows.query(
      fmt::format("SELECT count(*) AS n FROM {} AS looked_up WHERE NOT EXISTS (SELECT 1 FROM {} AS source WHERE {})",
                  lookup.relation, all, same));
  if (const std::int64_t n = unused["n"].integers[0]; n > 0)
    notes.push_back(say(MessageId::note_looked_up_by_none, {{"rows", format_count(n)}, {"table", join.name}}));
  return notes;
}

Lookup lookup_of(const Sides& sides, std::size_t number, const NumberRules& rules) {
  auto& [join, key, rows, table] = sides;
  require_whole(table);
  if (!join.source.where.empty())
    table.only_where(number_of(table, {as_number(table, join.source.where), {.key = key + ".where"}}, rules).sql);
  Lookup lookup{.name = join.name,
                .relation = relation_of(sides, number, rules),
                .key_sql = {},
                .columns = table.columns,
                .bare = bare_columns(rows, table),
                .place = table.place()};
  require_unique(sides, lookup.relation);
  for (const JoinKey& each : join.on)
    lookup.key_sql.push_back(key_sql(rows, each.of_rows, rules, {.key = key + ".on"}));
  return lookup;
}

}  // namespace

std::set<std::string> looking_columns(const std::vector<Join>& joins) {
  std::set<std::string> columns;
  for (const Join& join : joins)
    for (const JoinKey& each : join.on) columns.insert(each.of_rows);
  return columns;
}

std::vector<std::string> look_up(OpenSource& source, const std::vector<Join>& joins, const NumberRules& rules) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < joins.size(); ++i) {
    const Sides sides{joins[i], fmt::format("data.join[{}]", i), source, *source.joined[i]};
    const Lookup lookup = lookup_of(sides, i, rules);
    source.look_up(lookup);
    for (std::string& note : left_over(sides, lookup)) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace payoff
