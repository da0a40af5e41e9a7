// Just enough of HTML to test it: are the tags balanced, and how many of each are there?
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace payoff {

struct Markup {
  std::string error;                 // empty = every tag is closed in its order
  std::map<std::string, int> count;  // opening tags by name
  std::set<std::string> ids;
  std::set<std::string> attributes;  // names
};

inline std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// The part of a page between two texts.
inline std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  REQUIRE(start != std::string::npos);
  return text.substr(start, text.find(to, start) - start);
}

// Where its links lead to.
inline std::vector<std::string> links_of(const std::string& html) {
  std::vector<std::string> links;
  for (std::size_t at = html.find(" href=\""); at != std::string::npos; at = html.find(" href=\"", at + 1))
    links.push_back(html.substr(at + 7, html.find('"', at + 7) - at - 7));
  return links;
}

// Reads the attributes of one tag; false when a quote or name is out of place.
inline bool read_attributes(std::string rest, Markup& markup) {
  while (true) {
    rest.erase(0, std::min(rest.find_first_not_of(" \n/"), rest.size()));
    if (rest.empty()) return true;
    const std::size_t end = rest.find_first_of("= ");
    const std::string name = rest.substr(0, end);
    if (name.find_first_of("<>\"'") != std::string::npos) return false;
    markup.attributes.insert(name);
    rest.erase(0, end);
    if (!rest.starts_with("=\"")) continue;
    const std::size_t close = rest.find('"', 2);
    if (close == std::string::npos) return false;
    const std::string value = rest.substr(2, close - 2);
    if (value.find('<') != std::string::npos) return false;
    if (name == "id" && !markup.ids.insert(value).second) return false;
    rest.erase(0, close + 1);
  }
}

inline Markup read_markup(const std::string& html) {
  static const std::set<std::string> empty_elements{"meta", "br", "hr", "img", "link", "input"};
  Markup markup;
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return markup.error = "a tag is not closed", markup;
    std::string tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.starts_with("!DOCTYPE")) continue;
    const bool closes = tag.starts_with("/"), closed = tag.ends_with("/");
    tag.erase(0, closes ? 1 : 0);
    const std::string name = tag.substr(0, tag.find_first_of(" /\n"));
    if (closes) {
      if (open.empty() || open.back() != name) return markup.error = "</" + name + "> closes nothing", markup;
      open.pop_back();
      continue;
    }
    ++markup.count[name];
    if (!read_attributes(tag.substr(name.size()), markup)) return markup.error = "attributes of <" + tag + ">", markup;
    if (name == "style") at = html.find("</style>", at);
    if (!closed && !empty_elements.contains(name)) open.push_back(name);
  }
  if (!open.empty()) markup.error = "<" + open.back() + "> is not closed";
  return markup;
}

}  // namespace payoff
