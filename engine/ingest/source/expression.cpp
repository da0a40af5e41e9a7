#include "ingest/source/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/duckdb_messages.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

using Tree = nlohmann::json;
using Names = std::set<std::string, std::less<>>;

// Many values, or a text of any length, from one number: 2,048 rows of them at a time fill any memory.
const Names makers{"range",  "generate_series", "unnest",      "unpivot_list",
                   "repeat", "repeat_row",      "list_resize", "array_resize"};

const Names harmless_parts{"FUNCTION",   "WINDOW",      "COLUMN_REF", "CONSTANT", "CAST",   "CASE",
                           "COMPARISON", "CONJUNCTION", "OPERATOR",   "BETWEEN",  "COLLATE"};

// Neither longer than what they are given, nor with an eye on anything else.
const Names harmless_functions{"+",
                               "-",
                               "*",
                               "/",
                               "//",
                               "%",
                               "**",
                               "^",
                               "||",
                               "~~",
                               "!~~",
                               "~~*",
                               "!~~*",
                               "~",
                               "!~",
                               "abs",
                               "any_value",
                               "avg",
                               "bool_and",
                               "bool_or",
                               "ceil",
                               "ceiling",
                               "coalesce",
                               "concat",
                               "contains",
                               "count",
                               "count_star",
                               "date_diff",
                               "date_part",
                               "date_trunc",
                               "datediff",
                               "datepart",
                               "datesub",
                               "date_sub",
                               "datetrunc",
                               "day",
                               "dayofweek",
                               "dayofyear",
                               "dense_rank",
                               "ends_with",
                               "epoch",
                               "epoch_ms",
                               "exp",
                               "first",
                               "first_value",
                               "floor",
                               "fsum",
                               "greatest",
                               "hash",
                               "hour",
                               "if",
                               "ifnull",
                               "isfinite",
                               "isinf",
                               "isnan",
                               "isodow",
                               "isoyear",
                               "julian",
                               "lag",
                               "last",
                               "last_day",
                               "last_value",
                               "lcase",
                               "lead",
                               "least",
                               "left",
                               "length",
                               "ln",
                               "log",
                               "log10",
                               "log2",
                               "lower",
                               "ltrim",
                               "make_date",
                               "make_timestamp",
                               "max",
                               "md5",
                               "median",
                               "min",
                               "minute",
                               "mod",
                               "month",
                               "nullif",
                               "pow",
                               "power",
                               "prefix",
                               "quarter",
                               "rank",
                               "regexp_extract",
                               "regexp_full_match",
                               "regexp_matches",
                               "replace",
                               "right",
                               "round",
                               "row_number",
                               "rtrim",
                               "second",
                               "sha256",
                               "sign",
                               "split_part",
                               "sqrt",
                               "starts_with",
                               "strftime",
                               "strip_accents",
                               "strptime",
                               "substr",
                               "substring",
                               "suffix",
                               "sum",
                               "timezone",
                               "to_timestamp",
                               "translate",
                               "trim",
                               "trunc",
                               "try_strptime",
                               "ucase",
                               "upper",
                               "week",
                               "weekday",
                               "weekofyear",
                               "year",
                               "yearweek"};

// What reads the text of its arguments, and not what it stands for.
const Names text_functions{
    "||",   "concat", "concat_ws", "lower",          "upper",          "trim",     "ltrim",       "rtrim",
    "left", "right",  "substr",    "substring",      "split_part",     "replace",  "md5",         "sha256",
    "lpad", "rpad",   "reverse",   "regexp_extract", "regexp_replace", "strptime", "try_strptime"};

std::string at(const Tree& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Calls visit on every node that has a class; it answers whether to go on below.
template <typename Visit>
void walk(const Tree& tree, const Visit& visit) {
  if (tree.is_object() && tree.contains("class") && !visit(tree)) return;
  if (!tree.is_structured()) return;
  for (const Tree& child : tree) walk(child, visit);
}

Tree parsed(Database& database, const std::string& sql) {
  const auto refused = [](const std::string& why) { return Tree{{"error", true}, {"error_message", why}}; };
  try {
    const ResultTable found =
        database.query("SELECT CAST(json_serialize_sql(" + sql_text(sql) + ") AS VARCHAR) AS tree");
    Tree tree = Tree::parse(found.columns[0].texts[0], nullptr, false);
    if (tree.is_discarded()) return refused("it holds a number that is no double");  // for which JSON has no word
    if (duckdb_message::is_unterminated(at(tree, "error_message")))
      return refused("a quotation mark or a comment is never closed");
    return tree;
  } catch (const DatabaseError& error) {
    return refused(error.first_line());
  }
}

// All of a statement but what it selects.
Tree frame_of(Tree tree) {
  if (!tree["statements"].empty()) tree["statements"][0]["node"].erase("select_list");
  return tree;
}

std::string function_of(const Tree& node) {
  const std::string part = at(node, "class");
  return part == "FUNCTION" || part == "WINDOW" ? lower(at(node, "function_name")) : std::string();
}

// A text may be replaced by a longer one only where the longer one cannot be replaced again.
bool lengthens(const Tree& node) {
  if (function_of(node) != "replace") return false;
  const auto text_at = [&](std::size_t i) {
    return at(node["children"].at(i).value("value", Tree::object()), "value");
  };
  return node["children"].size() != 3 || at(node["children"][2], "class") != "CONSTANT" ||
         text_at(2).size() > text_at(1).size();
}

// Why a part of an expression is refused; empty = it is not.
std::string fault_of(const Tree& node, bool trusted) {
  const std::string part = at(node, "class"), function = function_of(node);
  if (makers.contains(function)) return "calls " + function + "(), which makes many values of one";
  if (trusted) return {};
  if (!harmless_parts.contains(part)) return part == "SUBQUERY" ? "asks a table of its own" : "holds a " + lower(part);
  if (!function.empty() && !harmless_functions.contains(function)) return "calls " + function + "()";
  if (part == "CAST" && !node["cast_type"]["type_info"].is_null() && at(node["cast_type"], "id") != "DECIMAL")
    return "casts to a nested type";
  return lengthens(node) ? "lengthens a text by replace()" : "";
}

std::set<std::string> columns_of(const Tree& tree) {
  std::set<std::string> names;
  walk(tree, [&](const Tree& node) {
    if (at(node, "class") == "COLUMN_REF") names.merge(node["column_names"].get<std::set<std::string>>());
    return true;
  });
  return names;
}

}  // namespace

std::string size_fault(const std::string& sql) {
  constexpr std::size_t longest = 20000;
  constexpr int deepest = 64;
  if (sql.size() > longest) return fmt::format("is {} characters long, but must be at most {}", sql.size(), longest);
  int depth = 0, most = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const std::string_view two = std::string_view(sql).substr(i, 2);
    depth += two == "/*" || std::string_view("([{").find(sql[i]) != std::string_view::npos;
    depth -= two == "*/" || std::string_view(")]}").find(sql[i]) != std::string_view::npos;
    most = std::max(most, depth);
    i += two == "/*" || two == "*/";
  }
  if (most <= deepest) return {};
  return fmt::format("opens {} brackets within one another, but at most {} may be", most, deepest);
}

bool is_expression(Database& database, const std::string& sql) {
  return !parsed(database, "SELECT (" + sql + "\n)")["error"].get<bool>();
}

void require_scalar(Database& database, const std::string& sql, const Place& place, bool trusted) {
  // By itself and in brackets: what closes a bracket that it has not opened fails one of them.
  const Tree bare = parsed(database, "SELECT " + sql + "\n"), tree = parsed(database, "SELECT (" + sql + "\n)");
  for (const Tree& each : {bare, tree})
    if (each["error"].get<bool>())
      throw Error(ErrorKind::usage, place,
                  "'" + sql + "' is neither a column nor SQL that works: " + at(each, "error_message"),
                  "quote column names that hold spaces like \"this one\"");
  const Tree frame = frame_of(parsed(database, "SELECT 1"));
  for (const Tree& each : {bare, tree})
    if (frame_of(each) != frame || each["statements"][0]["node"]["select_list"].size() != 1)
      throw Error(ErrorKind::usage, place, "'" + sql + "' is more than a value, but must be one SQL expression",
                  "name a column, or write one expression of columns");
  walk(tree["statements"][0]["node"]["select_list"], [&](const Tree& node) {
    if (const std::string fault = fault_of(node, trusted); !fault.empty())
      throw Error(
          ErrorKind::usage, place, fmt::format("'{}' {}, but must be one harmless value for each row", sql, fault),
          trusted ? "write an expression of the row's columns" : "run it without --untrusted if you know who wrote it");
    return true;
  });
}

void require_select(Database& database, const std::string& sql, const Place& place) {
  const Tree tree = parsed(database, "SELECT * FROM (" + sql + "\n)"), bare = parsed(database, sql);
  if (tree["error"].get<bool>() || bare["error"].get<bool>())
    throw Error(ErrorKind::usage, place,
                "the query is not accepted: " + at(tree["error"].get<bool>() ? tree : bare, "error_message"),
                "write one SELECT");
  if (tree["statements"].size() != 1 || bare["statements"].size() != 1)
    throw Error(ErrorKind::usage, place,
                fmt::format("the query has {} statements, but must have one", bare["statements"].size()),
                "write one SELECT");
}

std::set<std::string> columns_in(Database& database, const std::string& sql) {
  return columns_of(parsed(database, "SELECT (" + sql + "\n)"));
}

std::set<std::string> columns_as_written(Database& database, const std::string& sql) {
  std::set<std::string> written, computed;
  walk(parsed(database, "SELECT (" + sql + "\n)"), [&](const Tree& node) {
    const std::string function = function_of(node);
    if (at(node, "class") == "COLUMN_REF") written.insert(node["column_names"].back().get<std::string>());
    if (!at(node, "type").starts_with("COMPARE_") && (function.empty() || text_functions.contains(function)))
      return true;
    for (const Tree& child : node) computed.merge(columns_of(child));
    return false;
  });
  for (const std::string& column : computed) written.erase(column);
  return written;
}

}  // namespace payoff
