// The embedded DuckDB, in memory, by its C API: unlike its ADBC driver this reads Arrow columns where they lie.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/database.hpp"
#include "payoff/frame.hpp"

namespace payoff {

// threads 0 = all. SQL reads the frames as frame_relation(0), ... Throws Error(source) where it cannot be opened.
Database open_embedded(int threads, const std::vector<Frame>& frames);

std::string frame_relation(std::size_t i);

}  // namespace payoff
