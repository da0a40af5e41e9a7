// A sentence in words and numbers, in small letters; signs become the words that they stand for.
#pragma once

#include <string>
#include <vector>

namespace payoff {

struct Token {
  std::string text;  // "saves"; of a number as written: "1,200"
  bool is_number = false;
  double number = 0;
  int decimals = 0;   // of a number, as written
  bool used = false;  // understood
};

inline constexpr std::size_t longest_sentence = 400;

// "5+ hours/week" is 5, "plus", "hours", "per", "week"; "-12%" is "minus", 12, "percent"; "$2m" is "$", 2, "m".
// Throws Error(usage) for a sentence that is empty or too long, and a number that can be read in two ways.
std::vector<Token> tokens_of(const std::string& sentence);

}  // namespace payoff
