// What data show that no rule rejects and somebody should look at.
#pragma once

#include "ingest/sql/panel_query.hpp"

namespace payoff {

// Throws Error(data) for a row that names the columns in another order than the header: files put together, whose rows
// below it stand in the wrong columns. Looks only where rows were rejected.
void require_one_header(OpenSource& source, const Ledger& ledger);

// A note for each two files that share rows, which aggregates count twice.
std::vector<std::string> rows_in_two_files(OpenSource& source, const std::vector<MetricSource>& metrics);

// A note for a first or last period that is far from all others: 2052 beside 2025.
std::vector<std::string> far_periods(const Panel& panel, const std::set<int>& periods);

// The error, with what most rows were rejected for, which may be its cause.
Error with_rejections(const Error& error, const Ledger& ledger);

}  // namespace payoff
