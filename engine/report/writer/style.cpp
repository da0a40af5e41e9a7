#include "report/writer/style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace payoff {
namespace {

std::string root_with(std::string_view Colour::* shade) {
  std::string css = ":root {";
  for (const Colour& colour : colours) css += fmt::format(" --{}: {};", colour.name, colour.*shade);
  return css + " }\n";
}

}  // namespace

std::string_view light_colour(std::string_view name) {
  const auto found = std::ranges::find(colours, name, &Colour::name);
  return found == colours.end() ? colours.front().light : found->light;
}

std::string page_style() {
  std::string css = "\n" + root_with(&Colour::light);
  css += "@media screen and (prefers-color-scheme: dark) { " + root_with(&Colour::dark) + "}";
  for (const std::string_view part : {text_style, picture_style, table_style}) css += part;
  return css;
}

std::string picture_style_alone() {
  return "\nsvg { font-family: \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, sans-serif; }" +
         picture_rules(light_colour("treated"));
}

std::string picture_rules(std::string_view treated) {
  std::string css(picture_style);
  constexpr std::string_view variable = "var(--";
  for (std::size_t at; (at = css.find(variable)) != std::string::npos;) {
    const std::size_t name = at + variable.size(), end = css.find(')', name);
    const std::string called = css.substr(name, end - name);
    css.replace(at, end + 1 - at, called == "treated" ? treated : light_colour(called));
  }
  return css;
}

}  // namespace payoff
