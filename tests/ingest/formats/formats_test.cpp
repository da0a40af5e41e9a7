// Known exports are recognised by their columns, however these are spelled, and nothing else is taken for one.
#include "ingest/formats/formats.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

TEST_SUITE("ingest/formats/formats") {
using namespace payoff;

namespace {

std::string format_of(const std::vector<std::string>& columns) {
  const auto found = recognise(columns);
  return found ? found->format->name : "";
}

// The roles that SQL names.
std::set<std::string> roles_in(const std::string& sql) {
  std::set<std::string> roles;
  for (std::size_t begin = sql.find('{'); begin != std::string::npos; begin = sql.find('{', begin + 1))
    roles.insert(sql.substr(begin + 1, sql.find('}', begin) - begin - 1));
  return roles;
}

}  // namespace

TEST_CASE("every format is recognised by each spelling of its columns, in any order, with others beside them") {
  for (const ExportFormat& format : export_formats()) {
    CAPTURE(format.name);
    for (std::size_t spelling = 0; spelling < 4; ++spelling) {
      std::vector<std::string> columns{"Something else"};
      for (const ExportColumn& column : format.columns)
        if (column.required) columns.push_back(column.names[std::min(spelling, column.names.size() - 1)]);
      std::ranges::reverse(columns);
      CHECK(format_of(columns) == format.name);
      for (std::string& column : columns) {
        std::ranges::transform(column, column.begin(), [](unsigned char c) { return std::toupper(c); });
        std::ranges::replace(column, '_', ' ');
      }
      CHECK(format_of(columns) == format.name);
      columns.pop_back();  // "Something else" is not what makes it so
      CHECK(format_of(columns) == format.name);
      columns.pop_back();  // a required one is
      CHECK(format_of(columns) != format.name);
    }
  }
}

TEST_CASE("the SQL of every format names columns that it declares, and only once each") {
  std::set<std::string> names;
  for (const ExportFormat& format : export_formats()) {
    CAPTURE(format.name);
    CHECK(names.insert(format.name).second);
    std::set<std::string> roles;
    for (const ExportColumn& column : format.columns) CHECK(roles.insert(column.role).second);
    const auto known = [&](const std::string& sql) {
      for (const std::string& role : roles_in(sql)) CHECK_MESSAGE(roles.contains(role), role);
    };
    for (const std::string& role : {format.unit, format.time}) CHECK((role.empty() || roles.contains(role)));
    CHECK((format.most_prices == 0 || roles.contains("amount")));
    known(format.uptake);
    if (format.kind == ExportKind::roster) CHECK(roles.contains(format.adopted_on));
    if (format.kind == ExportKind::outcomes) known(format.adopted_on);
    CHECK((format.kind == ExportKind::outcomes) == !format.metrics.empty());
    for (const MetricSource& metric : format.metrics)
      for (const std::string& sql : {metric.value, metric.where, metric.from, metric.to, metric.per}) known(sql);
  }
}

TEST_CASE("ordinary tables are no known export") {
  CHECK(format_of({"unit", "week", "arm", "minutes"}) == "");
  CHECK(format_of({"date", "product", "price", "quantity", "customer"}) == "");
  CHECK(format_of({"id", "created_at", "closed_at", "status"}) == "");
  CHECK(format_of({}) == "");
}

TEST_CASE("docs/exports.md is the page that the declarations make") {
  const char* path = PAYOFF_SOURCE_DIR "/docs/exports.md";
  if (std::getenv("PAYOFF_WRITE_PAGES")) std::ofstream(path) << exports_page();
  std::ostringstream found;
  found << std::ifstream(path).rdbuf();
  CHECK_MESSAGE(found.str() == exports_page(), "write it again: PAYOFF_WRITE_PAGES=1 and this suite");
}

}  // TEST_SUITE("ingest/formats/formats")
