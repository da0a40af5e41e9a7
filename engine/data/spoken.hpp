// What sentences call a metric, and a time.
#pragma once

#include <string>

#include "payoff/panel.hpp"

namespace payoff {

// Its label, else its name with blanks: "handle minutes".
std::string spoken(const Metric& metric);

// Behind the name of a metric: ", tenure = new", ", 근속 신입"; nothing where the label is empty, for all people.
std::string of_people(const std::string& segment, const std::string& label);

// Of a ratio: "ticket" of "tickets".
std::string spoken_per(const Metric& metric);

// A period by its first day, month or quarter, as the language writes it: "2025-03-31", "2025. 3. 31.".
std::string spoken(const Calendar& calendar, int period);

}  // namespace payoff
