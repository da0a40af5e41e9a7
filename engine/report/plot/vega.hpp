// What the specifications of all charts share: the frame, the data in them, and words at the ticks.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "report/plot/chart.hpp"

namespace payoff {

using Spec = nlohmann::ordered_json;

// Leaves out what is not finite: Vega-Lite draws a gap there, and no null is without its reason in results.json.
void add_number(Spec& row, const char* name, double value);

Spec vega_frame(const std::string& title, const std::string& description);

// A layer with its own rows.
Spec vega_layer(Spec rows, Spec mark, Spec encoding);

Spec quantity(const std::string& field, const std::string& title);

// Part of a tooltip, which calls a field by its name where there is no title.
Spec tip(const char* field, const char* type, MessageId title);

// An axis with these words at these values: the data never become part of an expression but as a string.
Spec worded_axis(const std::vector<AxisLabel>& labels, const std::string& title);

}  // namespace payoff
