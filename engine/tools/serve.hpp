// payoff serve: the studies of a folder over HTTP.
#pragma once

#include "tools/command_line.hpp"

namespace payoff {

// Until it is interrupted; then what is being answered is finished, and 0 is returned. Throws Error(usage) for a host that
// others can reach where no token is asked for, Error(source) where there is no such folder or nothing can listen.
int serve(const Arguments& arguments);

}  // namespace payoff
