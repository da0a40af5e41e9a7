// Where the real data lie. What needs a file that is not there is not tested: the program then ends with 77, by which
// ctest counts the suite as skipped, not as passed.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

inline constexpr int exit_skipped = 77;
inline bool skipped_for_want_of_data = false;

inline std::filesystem::path shared_folder() {
  if (const char* chosen = std::getenv("PAYOFF_SHARED")) return chosen;
  return std::filesystem::path(PAYOFF_SOURCE_DIR) / "../shared";
}

// The file below the shared folder; nothing, after saying so, where it is absent.
inline std::optional<std::string> shared_file(const std::string& name) {
  const std::filesystem::path file = shared_folder() / name;
  if (std::filesystem::exists(file)) return std::filesystem::canonical(file).string();
  skipped_for_want_of_data = true;
  MESSAGE("skipped: " << file.string() << " is not there (set PAYOFF_SHARED)");
  return std::nullopt;
}
