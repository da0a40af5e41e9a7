// The bytes of a file, one after the other.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "payoff/context.hpp"

namespace payoff {

// Calls visit(byte, whether it ends a line: LF, CRLF once, CR) until it returns false.
template <typename Visit>
void for_each_byte(const std::string& file, const Context& context, Visit visit) {
  char last = 0;
  std::ifstream input(file, std::ios::binary);
  std::vector<char> block(1 << 16);
  while (input) {
    context.stop_if_cancelled();
    input.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto read = static_cast<std::size_t>(input.gcount());
    for (std::size_t i = 0; i < read; ++i) {
      const bool ends_line = block[i] == '\r' || (block[i] == '\n' && last != '\r');
      last = block[i];
      if (!visit(last, ends_line)) return;
    }
  }
}

}  // namespace payoff
