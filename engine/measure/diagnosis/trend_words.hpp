// Words for slopes and bends, shared by what is said of trends.
#pragma once

#include <string>
#include <string_view>

#include "payoff/panel.hpp"

namespace payoff {

// "week"; "period" where the calendar does not say.
std::string_view period_word(PeriodKind kind);

// The same in the language of the thread.
std::string said_period(PeriodKind kind);

// "0.6 minutes per ticket"; "0.6" where the metric has no unit.
std::string size_with_unit(double value, std::string_view unit);

// "0.05 minutes per ticket a week".
std::string per_period(double value, std::string_view unit, PeriodKind kind);

// Two digits, toward zero: a bound up to which a conclusion holds must not be rounded up.
double rounded_toward_zero(double value);

}  // namespace payoff
