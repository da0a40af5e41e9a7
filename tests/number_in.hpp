// The number that a text begins with, whatever the locale says of decimal marks: the suites also run under a comma.
#pragma once

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>

inline double number_in(std::string_view text) {
  text.remove_prefix(text.find_first_not_of(" +") == text.npos ? text.size() : text.find_first_not_of(" +"));
  double number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
    throw std::invalid_argument("no number: " + std::string(text.substr(0, 40)));
  return number;
}
