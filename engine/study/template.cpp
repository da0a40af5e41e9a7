#include "study/template.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "payoff/error.hpp"

namespace payoff {
namespace {

// What stands between two braces, and may not be filled in twice: a value is no template.
std::string filled(const std::string& text, const TemplateValues& values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at), close = text.find('}', open);
    if (close == std::string::npos) return out + text.substr(at);
    const auto value = values.find(text.substr(open + 1, close - open - 1));
    const std::size_t next = value == values.end() ? open + 1 : close + 1;
    out += text.substr(at, open - at) + (value == values.end() ? "{" : value->second);
    at = next;
  }
  return out;
}

// "people" of "{people:number}"; nothing of any other text.
std::string name_of_number(const std::string& text) {
  constexpr std::string_view end = ":number}";
  return text.starts_with('{') && text.ends_with(end) ? text.substr(1, text.size() - 1 - end.size()) : "";
}

double number_of(const std::string& text, const std::string& name, const Place& place) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && std::isfinite(number)) return number;
  throw Error(ErrorKind::usage, place, fmt::format("{} is '{}', but must be a number", name, text),
              fmt::format("give it as one, like 420 or 0.5, or write {{{}}} where text is meant", name));
}

}  // namespace

void fill_in(Json& study, const TemplateValues& values, const Place& place) {
  if (study.is_structured()) {
    for (const auto& [key, each] : study.items()) {
      const std::string path = study.is_array()    ? fmt::format("{}[{}]", place.key, key)
                               : place.key.empty() ? key
                                                   : place.key + "." + key;
      fill_in(each, values, {.key = path, .file = place.file});
    }
    return;
  }
  if (!study.is_string()) return;
  const auto text = study.get<std::string>();
  const auto number = values.find(name_of_number(text));
  if (number != values.end())
    study = number_of(number->second, number->first, place);
  else
    study = filled(text, values);
}

}  // namespace payoff
