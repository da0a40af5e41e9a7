// Where the real data lie, and how a test says that it skipped where they do not.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace payoff::replication {

inline std::filesystem::path shared_folder() {
  if (const char* chosen = std::getenv("PAYOFF_SHARED")) return chosen;
  return std::filesystem::path(PAYOFF_SOURCE_DIR) / "../shared";
}

// The file below shared/data, or an empty path after saying so.
inline std::string shared_file(const std::string& name) {
  const std::filesystem::path file = shared_folder() / "data" / name;
  if (std::filesystem::exists(file)) return std::filesystem::canonical(file).string();
  MESSAGE("skipped: " << file.string() << " is not there (set PAYOFF_SHARED)");
  return {};
}

}  // namespace payoff::replication
