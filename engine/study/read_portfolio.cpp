// A row of a batch read back: what was written may have been changed by anyone since.
#include <algorithm>

#include "payoff/portfolio.hpp"
#include "report/writer/portfolio_texts.hpp"
#include "study/recorded.hpp"

namespace payoff {
namespace {

Estimate ends_of(const Recorded& estimate) {
  return {.estimate = estimate.number("estimate"),
          .low = estimate.number("low"),
          .high = estimate.number("high"),
          .p = estimate.number("p", 0, 1)};
}

PortfolioOutcome outcome_of(const Recorded& row) {
  constexpr PortfolioOutcome all[] = {PortfolioOutcome::done, PortfolioOutcome::refused, PortfolioOutcome::failed,
                                      PortfolioOutcome::not_run};
  const std::string text = row.text("outcome");
  const auto* const found = std::ranges::find(all, text, [](PortfolioOutcome each) { return name(each); });
  if (found == std::end(all)) row.refuse("outcome", "done, refused, failed or not run");
  return *found;
}

}  // namespace

PortfolioRow read_portfolio_row(const std::string& json, const std::string& path) {
  const Json parsed = parse_json(json, path);
  const Recorded row(parsed, {.file = path});
  PortfolioRow read{.name = row.text("name"),
                    .study = row.text("study"),
                    .outcome = outcome_of(row),
                    .exit_code = static_cast<int>(row.whole("exit_code", 0, 255)),
                    .message = row.text("message"),
                    .place = {.key = row.object("place").text("key"), .file = row.object("place").text("file")}};
  read.place.line = row.object("place").whole("line", 0, most_counted);
  for (const auto& [key, value] : parsed.at("values").items())
    if (value.is_string()) read.values[key] = value.get<std::string>();
  if (!row.has("title")) return read;
  for (const auto& [key, text] : portfolio_texts) read.*text = row.text(key);
  if (row.text("grade").size() != 1) row.refuse("grade", "one letter");
  read.grade = row.text("grade")[0];
  read.absolute = ends_of(row.object("absolute"));
  read.relative = ends_of(row.object("relative"));
  const Recorded npv = row.object("npv");
  read.npv.p10 = npv.number("p10");
  read.npv.p50 = npv.number("p50");
  read.npv.p90 = npv.number("p90");
  read.rows_read = row.whole("rows_read", 0, most_counted);
  return read;
}

}  // namespace payoff
