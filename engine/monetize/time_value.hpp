// What time is worth: hours per person and week, net of rework, of all eligible
// people, the share the business really gets back, at the cost of an hour.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "monetize/benefit.hpp"
#include "monetize/level_effect.hpp"

namespace payoff {

// Hours in one second, minute, hour or day. A day is a working day of 8 hours.
// Throws Error(usage) for another word, with a suggestion.
double hours_in(std::string_view unit);

// The same without the throw.
std::optional<double> known_hours_in(std::string_view unit);

// gross time saved, net of rework, of all people, realised, value per year.
std::vector<Rung> time_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions);

}  // namespace payoff
