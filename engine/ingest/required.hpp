// What data must have before a panel of them is worth something: each throws Error(data) that says what is missing.
#pragma once

#include <set>

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// The periods in which any metric was observed, ascending.
std::set<int> observed_periods(const Panel& panel);

// One row for each unit and period, unless the metrics say how several become one.
// joined: some labels of units are one that are written otherwise.
void require_no_duplicates(OpenSource& source, const PanelQuery& query, const Calendar& calendar, bool joined);

// Rows of both groups: whether there are any.
void require_groups(OpenSource& source, const PanelQuery& query, const Rollout& rollout, bool treated, bool comparison);

// Someone who begins within the data.
void require_adoption_seen(const Rollout& rollout, const Panel& panel, const ResultTable& cells);

// A date that leaves something on both sides of it (groups drawn by lot: after it).
void require_both_sides(const Rollout& rollout, const Loaded& loaded);

// No row is used, and none was rejected.
Error all_left_out(const OpenSource& source, const Ledger& ledger);

}  // namespace payoff
