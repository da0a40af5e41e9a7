#include "report/writer/logo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/base64.hpp"

namespace payoff {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// What may stand before the first element: a byte order mark, blanks, comments, instructions, a type without entities.
bool begins_with_svg(std::string_view text) {
  const auto skip = [&](std::string_view begin, std::string_view end) {
    if (!text.starts_with(begin)) return false;
    const std::size_t at = text.find(end, begin.size());
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
    return true;
  };
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (bool skipped = true; skipped;) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.starts_with("<!DOCTYPE") && text.substr(0, text.find('>')).find('[') != std::string_view::npos)
      return false;
    skipped = skip("<?", "?>") || skip("<!--", "-->") || skip("<!DOCTYPE", ">");
  }
  constexpr std::string_view svg = "<svg";
  return text.starts_with(svg) && text.size() > svg.size() &&
         (blanks.find(text[svg.size()]) != std::string_view::npos || text[svg.size()] == '>');
}

}  // namespace

std::string_view logo_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  return begins_with_svg(bytes) ? "image/svg+xml" : "";
}

std::string logo_markup(std::string_view bytes) {
  const std::string_view type = logo_type(bytes);
  if (type.empty() || bytes.size() > most_logo_bytes) return "";
  return fmt::format("<p class=\"logo\"><img alt=\"\" src=\"data:{};base64,{}\"></p>\n", type, base64(bytes));
}

}  // namespace payoff
