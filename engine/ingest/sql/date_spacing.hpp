// The calendar that dates suggest by the steps between them.
#pragma once

#include <string>
#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

// What dates (2025-03-03, any others are left out) say of the calendar by their spacing: all on one weekday, every second
// week, on the first or the last of months, quarters, years. declared_week_start 0 = found out.
Calendar calendar_of_spacing(const std::vector<std::string>& dates, int declared_week_start);

// Whether there are fewer than half of the working days between the first of these dates and the last.
bool are_scattered(const std::vector<std::string>& dates);

}  // namespace payoff
