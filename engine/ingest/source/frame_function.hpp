// The table function by which DuckDB's SQL reads Arrow columns where they lie.
#pragma once

#include <nanoarrow/nanoarrow.hpp>
#include <vector>

#include "ingest/source/duckdb_api.hpp"
#include "payoff/frame.hpp"

namespace payoff {

struct FrameBatches {
  nanoarrow::UniqueSchema schema;
  std::vector<nanoarrow::UniqueArray> batches;
};

inline constexpr const char* frame_function_name = "payoff_frame";

// From then on payoff_frame(i) is the table of frames[i], its rows in their order. converting: another connection to the
// same database, which must outlive this one.
void add_frame_function(DuckHandle connection, DuckHandle converting, const std::vector<Frame>& frames);

}  // namespace payoff
