// A panel of a dashboard, in a terminal: only what results.json licenses, and never a number without its interval.
#pragma once

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <string>

namespace panel {

using Json = nlohmann::json;
constexpr int width = 88;

// Of UTF-8: continuation bytes take no place.
inline int columns_of(const std::string& text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

inline void wrapped(std::ostream& out, const std::string& text, const std::string& indent = "  ") {
  std::istringstream words(text);
  int used = 0;
  for (std::string word; words >> word; used += columns_of(word)) {
    const bool first = used == 0;
    if (first || used + 1 + columns_of(word) > width - columns_of(indent)) {
      out << (first ? "" : "\n") << indent;
      used = 0;
    } else {
      out << ' ';
      ++used;
    }
    out << word;
  }
  out << '\n';
}

inline std::string number(double value) {
  std::ostringstream text;
  text << std::showpos << std::fixed << std::setprecision(2) << value;
  return text.str();
}

// The interval, its estimate and zero on one line.
inline std::string drawn(double low, double estimate, double high) {
  constexpr int cells = 48;
  const double from = std::min(low, 0.0), to = std::max(high, 0.0);
  const auto cell = [&](double value) {
    return static_cast<int>(std::lround((value - from) / (to - from) * (cells - 1)));
  };
  std::string line;
  for (int i = 0; i < cells; ++i) {
    const bool inside = cell(low) <= i && i <= cell(high);
    line += i == cell(estimate) ? "●" : i == cell(0) ? "│" : inside ? "─" : " ";
  }
  return line;
}

inline void effect(std::ostream& out, const Json& effect) {
  const Json& change = effect.at("absolute");
  const std::string name = effect.at("metric");
  const Json& segment = effect.at("segment");
  out << "\n  " << name;
  if (!segment.is_null()) {
    out << ", " << segment.at("name").get<std::string>() << ' ' << segment.at("label").get<std::string>();
  }
  out << '\n';
  if (!effect.at("usable").get<bool>() || change.at("low").is_null() || change.at("high").is_null()) {
    const std::string why = effect.at("message");
    wrapped(out, "not to be relied on: " + (why.empty() ? change.at("reason").get<std::string>() : why), "    ");
    return;
  }
  const double estimate = change.at("estimate"), low = change.at("low"), high = change.at("high");
  out << "    " << number(estimate) << ' ' << change.at("unit").get<std::string>() << ", "
      << std::lround(100 * effect.at("level").get<double>()) << "% CI " << number(low) << " to " << number(high) << '\n'
      << "    " << drawn(low, estimate, high) << "  (│ no change)\n";
}

inline void claims(std::ostream& out, const Json& results, const std::string& kind, const std::string& title) {
  bool first = true;
  for (const Json& claim : results.at("claims")) {
    if (claim.at("kind") != kind) continue;
    if (first) out << "\n  " << title << '\n';
    first = false;
    wrapped(out, claim.at("text"), "    ");
  }
}

inline void print(std::ostream& out, const Json& results) {
  std::string rule;
  for (int i = 0; i < width; ++i) rule += "─";
  out << rule << "\n  " << results.at("title").get<std::string>() << "   evidence grade "
      << results.at("verdict").at("grade").get<std::string>() << " (A is best, E weakest)\n"
      << rule << '\n';
  wrapped(out, results.at("claims").at(0).at("text"));
  for (const Json& each : results.at("effects")) effect(out, each);
  claims(out, results, "money", "What it is worth");
  claims(out, results, "guardrail", "What became worse");
  claims(out, results, "caveat", "What to keep in mind");
  out << rule << '\n';
}

}  // namespace panel
