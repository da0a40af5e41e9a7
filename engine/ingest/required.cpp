#include "ingest/required.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <climits>

#include "payoff/error.hpp"

namespace payoff {

std::set<int> observed_periods(const Panel& panel) {
  std::set<int> periods;
  for (const auto& points : panel.trend)
    for (const TrendPoint& point : points) periods.insert(point.period);
  return periods;
}

void require_no_duplicates(OpenSource& source, const PanelQuery& query, const Calendar& calendar, bool joined) {
  const std::string sql = query.duplicates(source.relation());
  if (sql.empty()) return;
  const ResultTable found = source.query(sql);
  if (found.rows == 0) return;
  std::string examples;
  for (std::size_t i = 0; i < found.rows; ++i) {
    const std::string period =
        query.dated() ? " in " + calendar.label(static_cast<int>(found["period"].integers[i])) : "";
    examples += fmt::format("{}'{}'{} ({} rows)", i ? ", " : "", found["u"].texts[i], period, found["n"].integers[i]);
  }
  throw Error(ErrorKind::data, source.place(), "more than one row for a unit and period: " + examples,
              std::string(joined ? "labels that differ in case only were joined: keep them apart with "
                                   "\"labels_as_written\": true under columns; else "
                                 : "") +
                  "say how they become one with \"aggregate\": \"sum\" or \"mean\" in the metric");
}

void require_groups(OpenSource& source, const PanelQuery& query, const Rollout& rollout, bool treated,
                    bool comparison) {
  if (rollout.group.empty() || (treated && comparison)) return;
  const ResultTable groups = source.query(query.groups(source.relation()));
  std::string values;
  bool unlabelled = false;
  for (std::size_t i = 0; i < groups.rows; ++i) {
    unlabelled = unlabelled || groups["g"].texts[i].empty();
    values += fmt::format("{}'{}' ({} rows)", i ? ", " : "", groups["g"].texts[i], groups["n"].integers[i]);
  }
  const bool treated_absent = !treated;
  throw Error(ErrorKind::data, Place{.key = treated_absent ? "rollout.treated" : "rollout.comparison"},
              fmt::format("no row has {} = '{}'; its values are {}", rollout.group,
                          treated_absent ? rollout.treated : rollout.comparison, values),
              unlabelled
                  ? fmt::format("name one of them; what is empty is no group, unless SQL makes it one: \"group\": "
                                "\"coalesce({}, 'none')\"",
                                rollout.group)
                  : "name one of them");
}

void require_adoption_seen(const Rollout& rollout, const Panel& panel, const ResultTable& cells) {
  if (rollout.adopted_on.empty() || panel.grain == Grain::phases) return;
  if (std::ranges::any_of(panel.units, [](const Unit& unit) { return unit.treated; })) return;
  int first = never;
  const ResultColumn& adoption = cells["ad_lo"];
  for (std::size_t row = 0; row < panel.unit_of.size(); ++row)
    if (adoption.valid[row]) first = std::min(first, static_cast<int>(adoption.integers[row]));
  if (first == never) return;
  throw Error(ErrorKind::data, {.key = "rollout.adopted_on"},
              fmt::format("the first adoption in {} is {}, but must be at most {}, the last period of the data",
                          rollout.adopted_on, panel.calendar.label(first),
                          panel.calendar.label(std::ranges::max(panel.period_of))),
              "load the periods since the adoption, or check the dates");
}

void require_both_sides(const Rollout& rollout, const Loaded& loaded) {
  const std::set<int> periods = observed_periods(loaded.panel);
  if (rollout.date.empty() || periods.empty()) return;
  const int first = *periods.begin(), last = *periods.rbegin();
  const auto wrong = [&](const std::string& rule) {
    return Error(ErrorKind::data, {.key = "rollout.date"},
                 fmt::format("date is '{}', but the data run from {} to {} and must {}", rollout.date,
                             loaded.panel.calendar.label(first), loaded.panel.calendar.label(last), rule),
                 "check the date, or load more periods");
  };
  if (loaded.rollout_period > last) throw wrong("have a period from it on");
  if (loaded.rollout_period <= first && !rollout.randomized) throw wrong("have a period before it");
}

Error all_left_out(const OpenSource& source, const Ledger& ledger) {
  const LedgerReason& most = *std::ranges::max_element(ledger.reasons, {}, &LedgerReason::rows);
  return {ErrorKind::data, source.place(),
          fmt::format("of {} rows none is used: of {} {}", ledger.rows_read, most.rows, in_english(most)),
          "check the columns that the study names"};
}

}  // namespace payoff
