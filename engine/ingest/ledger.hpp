// The account of every row, and where the rejected ones stand.
#pragma once

#include "ingest/panel_query.hpp"

namespace payoff {

// Rows that the CSV reader could not parse, from the reject tables of this session.
std::vector<RejectedRow> unparsed_rows(OpenSource& source);

// Number of different rows among them (one row may have two bad cells).
std::size_t count_rows(const std::vector<RejectedRow>& rejected);

// Fills the reasons and the rejected rows from the judged query; `unparsed` first.
Ledger judge_rows(OpenSource& source, const PanelQuery& query, std::vector<RejectedRow> unparsed);

}  // namespace payoff
