// The real data with published answers.
#pragma once

#include <string>

#include "shared.hpp"

namespace payoff::replication {

// The file below shared/data, or an empty path after saying that the test is skipped.
inline std::string data_file(const std::string& name) {
  return shared_file("data/" + name).value_or("");
}

}  // namespace payoff::replication
