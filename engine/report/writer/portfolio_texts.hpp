// The texts of a row of a portfolio by their keys in JSON: written and read back by one list.
#pragma once

#include <string>
#include <utility>

#include "payoff/portfolio.hpp"

namespace payoff {

inline constexpr std::pair<const char*, std::string PortfolioRow::*> portfolio_texts[] = {
    {"language", &PortfolioRow::language}, {"title", &PortfolioRow::title}, {"headline", &PortfolioRow::headline},
    {"range", &PortfolioRow::range},       {"worth", &PortfolioRow::worth}, {"next", &PortfolioRow::next},
    {"metric", &PortfolioRow::metric},     {"unit", &PortfolioRow::unit},   {"currency", &PortfolioRow::currency}};

}  // namespace payoff
