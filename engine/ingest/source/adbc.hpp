// A database of the user's own, seen through ADBC (Arrow Database Connectivity). No other part of payoff knows ADBC.
#pragma once

#include <map>
#include <string>

#include "ingest/source/database.hpp"

namespace payoff {

// driver: path, name or manifest; entrypoint may be empty. Throws Error(source).
Database open_adbc(const std::string& driver, const std::string& entrypoint,
                   const std::map<std::string, std::string>& options);

}  // namespace payoff
