#include "tools/serve/multipart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_parts = 64, longest_boundary = 70;  // RFC 2046, 5.1.1

Error no_form(const std::string& what) {
  return {ErrorKind::usage, {}, "the form " + what, "send it as `curl -F study=@study.json -F data=@tickets.csv` does"};
}

std::string small(std::string_view text) {
  std::string letters(text);
  std::ranges::transform(letters, letters.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return letters;
}

// The value of a parameter of a header, quoted or not: "form-data; name=\"study\"". A quoted one may hold \" and \\.
std::string parameter(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != std::string_view::npos; at = header.find(';', at)) {
    at = std::min(header.find_first_not_of("; \t", at), header.size());
    const std::size_t equals = std::min(header.find('=', at), header.size());
    const bool wanted = small(header.substr(at, equals - at)) == name;
    std::string value;
    at = std::min(equals + 1, header.size());
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        if (header[at] == '\\' && at + 1 < header.size()) ++at;
        value += header[at];
      }
    } else {
      const std::size_t end = std::min(header.find_first_of("; \t", at), header.size());
      value = header.substr(at, end - at);
    }
    if (wanted) return value;
  }
  return "";
}

FormPart part_of(std::string_view text) {
  const std::size_t blank = text.find("\r\n\r\n");
  if (blank == std::string_view::npos) throw no_form("has a part without a blank line after its headers");
  FormPart part{.name = "", .file_name = "", .bytes = std::string(text.substr(blank + 4))};
  for (std::size_t at = 0; at < blank; at = std::min(text.find("\r\n", at), blank) + 2) {
    const std::string_view line = text.substr(at, text.find("\r\n", at) - at);
    if (!small(line).starts_with("content-disposition:")) continue;
    part.name = parameter(line, "name");
    part.file_name = parameter(line, "filename");
  }
  if (part.name.empty()) throw no_form("has a part without a name");
  return part;
}

}  // namespace

std::vector<FormPart> read_multipart(std::string_view content_type, std::string_view body) {
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty() || boundary.size() > longest_boundary) throw no_form("names no boundary in Content-Type");
  const std::string first = "--" + boundary, between = "\r\n" + first;
  if (!body.starts_with(first)) throw no_form("does not begin with its boundary");
  std::vector<FormPart> parts;
  std::size_t at = first.size();
  while (!body.substr(at).starts_with("--")) {
    if (!body.substr(at).starts_with("\r\n")) throw no_form("has a boundary that ends no line");
    const std::size_t begin = at + 2, end = body.find(between, begin);
    if (end == std::string_view::npos) throw no_form("has no end");
    if (parts.size() == most_parts) throw no_form(fmt::format("has more than {} parts", most_parts));
    parts.push_back(part_of(body.substr(begin, end - begin)));
    at = end + between.size();
  }
  return parts;
}

}  // namespace payoff
