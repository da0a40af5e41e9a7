// The bytes of a file, in blocks or one after the other.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/context.hpp"

namespace payoff {

// Calls visit(block) until it returns false.
template <typename Visit>
void for_each_block(const std::string& file, const Context& context, Visit visit) {
  std::ifstream input(file, std::ios::binary);
  std::vector<char> block(1 << 16);
  while (input) {
    context.stop_if_cancelled();
    input.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (!visit(std::string_view(block.data(), static_cast<std::size_t>(input.gcount())))) return;
  }
}

// Calls visit(byte, whether it ends a line: LF, CRLF once, CR) until it returns false.
template <typename Visit>
void for_each_byte(const std::string& file, const Context& context, Visit visit) {
  char last = 0;
  for_each_block(file, context, [&](std::string_view block) {
    return std::ranges::all_of(block, [&](char byte) {
      const bool ends_line = byte == '\r' || (byte == '\n' && last != '\r');
      last = byte;
      return visit(byte, ends_line);
    });
  });
}

}  // namespace payoff
