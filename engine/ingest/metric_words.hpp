// What sentences call the metrics of a panel.
#pragma once

#include "ingest/sql/query_parts.hpp"

namespace payoff {

// No SQL stands in them, and what was made of several rows says so.
void call_metrics(const OpenSource& source, const QueryParts& parts, Panel& panel);

}  // namespace payoff
