// The letters and digits of ASCII, which are the same under every locale of the host program.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace payoff {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
}
constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c + 'A' - 'a') : c;
}
constexpr bool is_alphanumeric(char c) {
  return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

// Of UTF-8: whether this byte is not the first of its character.
constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

constexpr bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

inline std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), to_lower);
  return text;
}

// Every place of one text taken by another.
inline std::string replaced(std::string text, std::string_view old, std::string_view by) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size()))
    text.replace(at, old.size(), by);
  return text;
}

// The words of a name in small letters: "agent_id" and "Agent ID" are agent, id. kept: what belongs to a word, too.
inline std::vector<std::string> words_of(const std::string& name, std::string_view kept = "") {
  std::vector<std::string> words(1);
  for (const char c : lower(name)) {
    if (is_alphanumeric(c) || kept.find(c) != std::string_view::npos)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  return words;
}

}  // namespace payoff
