// Units as people read them. Data hold a unit as English writes it, "minutes per ticket", "USD a week", "percentage
// points"; a language says it in its own order: "티켓당 2.1분". A unit that a language does not know stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace payoff {

// "2.1 minutes per ticket"; the number alone where there is no unit.
std::string with_unit(const std::string& number, std::string_view unit);

// For each of it: "ticket"; "티켓당" in Korean, but "하루" of a day.
std::string said_per(std::string_view one);

// The unit alone, of an axis or a column: "minutes per ticket", "티켓당 분".
std::string said_unit(std::string_view unit);

}  // namespace payoff
