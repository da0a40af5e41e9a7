// What a batch prints.
#pragma once

#include <string>
#include <vector>

#include "payoff/portfolio.hpp"

namespace payoff {

// A line for each study, what has no result last, then how many came out which way and where the page is.
std::string summary_text(std::vector<PortfolioRow> rows, std::size_t unchanged, const std::string& page);

}  // namespace payoff
