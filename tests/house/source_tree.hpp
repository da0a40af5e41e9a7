// The source tree as text, for the tests of the house's rules.
#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace house {

struct Source {
  std::string path;  // relative to the source folder, "engine/base/error.cpp"
  std::string text;
};

// The .cpp and .hpp files below a folder, sorted by path.
inline std::vector<Source> sources(std::string_view folder) {
  const std::filesystem::path root = PAYOFF_SOURCE_DIR;
  std::vector<Source> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".cpp" && ending != ".hpp") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    found.push_back({std::filesystem::relative(entry.path(), root).generic_string(),
                     std::string(std::istreambuf_iterator<char>(file), {})});
  }
  std::sort(found.begin(), found.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return found;
}

inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

// One past the end of the comment or literal that begins at `at`; `at` where none does.
inline std::size_t past_literal(const std::string& text, std::size_t at) {
  const auto past = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string::npos ? text.size() : found + end.size();
  };
  if (text.compare(at, 2, "//") == 0) return past("\n", at) - 1;
  if (text.compare(at, 2, "/*") == 0) return past("*/", at + 2);
  if (text.compare(at, 2, "R\"") == 0) {
    const std::size_t open = text.find('(', at);
    std::string end(1, ')');
    end.append(text, at + 2, open - at - 2).push_back('"');
    return past(end, open);
  }
  const bool digit_separator = text[at] == '\'' && at > 0 && std::isxdigit(static_cast<unsigned char>(text[at - 1]));
  if ((text[at] != '"' && text[at] != '\'') || digit_separator) return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return end + 1;
}

// Does the text before an opening brace begin a function, a scope that may hold functions, or neither?
enum class Brace { function, scope, other };
inline Brace brace_after(const std::string& header) {
  static const std::regex scope(R"(\b(namespace|class|struct|union|enum|extern)\b)");
  const std::size_t last = header.find_last_not_of(" \n\t");
  if (last == std::string::npos || std::string_view("=,(").find(header[last]) != std::string_view::npos) {
    return Brace::other;
  }
  if (header.find('(') != std::string::npos) return Brace::function;
  return std::regex_search(header, scope) ? Brace::scope : Brace::other;
}

inline std::size_t matching_brace(const std::string& code, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < code.size(); ++at) {
    if (code[at] == '{') ++depth;
    if (code[at] == '}' && --depth == 0) return at;
  }
  return code.size();
}

// The text with comments and literals blanked; line breaks stay.
inline std::string code_only(const std::string& text) {
  std::string code = text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(past_literal(text, at), text.size());
    for (std::size_t i = at; i < end; ++i) code[i] = text[i] == '\n' ? '\n' : ' ';
    at = std::max(end, at + 1);
  }
  return code;
}

struct Function {
  std::string header;  // "int f(int x)"
  int first_line = 0, lines = 0;
};

// The outermost functions, found by their braces.
inline std::vector<Function> functions(const std::string& text) {
  std::vector<Function> found;
  const std::string code = std::regex_replace(code_only(text), std::regex(R"((^|\n) *#[^\n]*)"), "$1");
  std::size_t statement = 0;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '{') {
      const Brace brace = brace_after(code.substr(statement, at - statement));
      if (brace != Brace::scope) {
        const std::size_t close = matching_brace(code, at);
        statement = std::min(code.find_first_not_of(" \n\t", statement), at);
        const auto line_of = [&](std::size_t end) {
          return static_cast<int>(std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(end), '\n')) + 1;
        };
        if (brace == Brace::function) {
          const int first = line_of(statement);
          found.push_back({code.substr(statement, at - statement), first, line_of(close) - first + 1});
        }
        at = close;
      }
    }
    if (at < code.size() && std::string_view("{};").find(code[at]) != std::string_view::npos) statement = at + 1;
  }
  return found;
}

}  // namespace house
