// What sentences call a metric.
#pragma once

#include <string>

#include "payoff/panel.hpp"

namespace payoff {

// Its label, else its name with blanks: "handle minutes".
std::string spoken(const Metric& metric);

// Of a ratio: "ticket" of "tickets".
std::string spoken_per(const Metric& metric);

}  // namespace payoff
