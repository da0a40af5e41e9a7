// The panel as `payoff check` shows it.
#pragma once

#include <string>

#include "payoff/ingest.hpp"

namespace payoff {

// Its size, first and last period, share of empty cells, and its first twenty cells as a table.
std::string panel_preview(const Panel& panel);

}  // namespace payoff
