// What documents call a Diagnostic: its name is an id.
#pragma once

#include <string>
#include <string_view>

namespace payoff {

// In the language of the thread; a test of somebody's own by its id.
std::string said_test(std::string_view diagnostic);

}  // namespace payoff
