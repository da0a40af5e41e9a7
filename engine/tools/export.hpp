// payoff export: results of runs as rows of a database.
#pragma once

#include "tools/command_line.hpp"

namespace payoff {

int export_results(const Arguments& arguments);

}  // namespace payoff
