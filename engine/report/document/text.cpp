// Cleaning and escaping, byte by byte over UTF-8.
//
// Source  RFC 3629 (UTF-8), RFC 4180 (CSV), HTML living standard 13.1.2, CommonMark 0.31 chapter 2.4,
//         OWASP "CSV injection" (leading = + - @, tab, carriage return).
#include "report/document/text.hpp"

#include <utf8.h>

#include <algorithm>
#include <cstdint>

#include "base/letters.hpp"

namespace payoff {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool harmful(std::uint32_t c) {
  const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
  const bool reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool separates_lines = c == 0x2028 || c == 0x2029;
  const bool no_character = (c & 0xFFFE) == 0xFFFE;
  return control || reorders || separates_lines || no_character;
}

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

// An underscore inside a word (handle_minutes) marks nothing up and may stay.
bool inside_word(std::string_view text, std::size_t i) {
  return i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
}

// "- ", "+ ", "1. " at the start of a line would begin a list, "---" a rule, "===" underlines a heading.
bool begins_block(std::string_view text, std::size_t i) {
  const bool word_ends = i + 1 == text.size() || text[i + 1] == ' ';
  if (i == 0) return text[i] == '=' || ((text[i] == '-' || text[i] == '+') && (word_ends || text[i + 1] == '-'));
  const bool numbers_before = text.substr(0, i).find_first_not_of("0123456789") == std::string_view::npos;
  return numbers_before && word_ends && (text[i] == '.' || text[i] == ')');
}

// A viewer of GitHub's Markdown makes a link of what begins so, in any case of letters.
bool begins_address(std::string_view text, std::size_t dot) {
  if (dot < 3) return false;
  const std::string_view before = text.substr(dot - 3, 3);
  return std::ranges::all_of(before, [](char c) { return c == 'w' || c == 'W'; });
}

// Spreadsheets skip spaces, and some skip quotes, before they look for a formula;
// East Asian editions also take the full-width forms of the four signs.
bool looks_like_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \"'"), text.size()));
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  return text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") || text.starts_with("＠");
}

}  // namespace

std::string clean_utf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (const char *at = text.data(), *end = at + text.size(); at != end;) {
    for (const char* invalid = utf8::find_invalid(at, end); at != invalid;) {
      const char* begin = at;
      const std::uint32_t c = utf8::unchecked::next(at);
      if (!harmful(c))
        clean.append(begin, at);
      else if (c != '\r')  // CRLF is one line end, not damage
        clean += replacement;
    }
    if (at == end) break;
    clean += replacement;
    ++at;
  }
  return clean;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : clean_utf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string line = clean_utf8(text);
  std::replace_if(line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == ':' && line.compare(i, 3, "://") == 0) {
      out += "&#58;";  // or the reader's viewer would make a link of it
    } else {
      const bool marks_up = std::string_view("\\`*[]|~#!$@").find(c) != std::string_view::npos;
      const bool links = c == '.' && begins_address(line, i);
      if (marks_up || links || (c == '_' && !inside_word(line, i)) || begins_block(line, i)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string fence_markdown(std::string_view text, std::string_view language) {
  const std::string clean = clean_utf8(text);
  std::size_t longest = 0, run = 0;
  for (const char c : clean) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  return fence + std::string(language) + "\n" + clean + (clean.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

std::string shorten(std::string_view text, std::size_t characters) {
  std::string clean = clean_utf8(text);
  if (length_in_characters(clean) <= characters) return clean;
  auto end = clean.begin();
  utf8::unchecked::advance(end, characters > 0 ? characters - 1 : 0);
  return std::string(clean.begin(), end) + "…";
}

std::string encode_uri(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte < 0x80 && is_word(c);
    if (letter || std::string_view("-._~,;:").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += digits[byte / 16];
      out += digits[byte % 16];
    }
  }
  return out;
}

std::string csv_field(std::string_view text) {
  std::string field;
  if (looks_like_formula(text)) field += '\'';
  field += clean_utf8(text);
  if (field.find_first_of(",\"\n\r\t'") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace payoff
