// The account of every row, and where the rejected ones stand.
#pragma once

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// Why, in errors, which are English in every language.
const std::string& in_english(const RejectedRow& row);
const std::string& in_english(const LedgerReason& reason);

// Rows that the CSV reader could not parse, from the reject tables of this session.
std::vector<RejectedRow> unparsed_rows(OpenSource& source);

// The ledger of rows that all parsed, or whose rejects are `unparsed`, and were used.
Ledger ledger_of(std::size_t rows_used, std::vector<RejectedRow> unparsed);

// From how many rows each reason takes (see PanelQuery::audit; rows that none takes may be told in parts): fills the
// reasons and lists the rejected ones.
Ledger judge_rows(OpenSource& source, const PanelQuery& query, const ResultTable& audit);

}  // namespace payoff
