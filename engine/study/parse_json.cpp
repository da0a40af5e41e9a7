#include "study/parse_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "payoff/error.hpp"

namespace payoff {
namespace {

using Event = nlohmann::ordered_json::parse_event_t;

constexpr int deepest = 64;

}  // namespace

nlohmann::ordered_json parse_json(const std::string& text, const std::string& path) {
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  const auto looks_right = [&](int depth, Event event, nlohmann::ordered_json& value) {
    if (depth > deepest)
      throw Error(ErrorKind::usage, {.file = path},
                  fmt::format("brackets are nested deeper than {}, but must not be", deepest),
                  "look for a bracket that is never closed");
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(value.get<std::string>()).second)
      throw Error(
          ErrorKind::usage, {.file = path},
          fmt::format("key '{}' stands twice in one pair of braces, but must stand once", value.get<std::string>()),
          "take one of them out");
    return true;
  };
  try {
    return nlohmann::ordered_json::parse(text, looks_right, true, true);
  } catch (const nlohmann::ordered_json::out_of_range& error) {
    const std::string what = error.what();
    throw Error(ErrorKind::usage, {.file = path},
                "holds a number that is too large: " + what.substr(what.find("] ") + 2), "write a number below 1e308");
  } catch (const nlohmann::ordered_json::parse_error& error) {
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    const auto breaks = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    const std::string what = error.what();
    const std::size_t reason = what.find("syntax error");
    throw Error(ErrorKind::usage, {.file = path, .line = 1 + static_cast<std::size_t>(breaks)},
                "is not JSON: " + (reason == std::string::npos ? what : what.substr(reason)),
                "look for a missing comma, bracket or quotation mark");
  }
}

}  // namespace payoff
