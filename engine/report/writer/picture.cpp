#include "report/writer/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/writer/style.hpp"

namespace payoff {
namespace {

// What stands between two texts; empty when either is not there.
std::string_view between(std::string_view text, std::string_view from, std::string_view to) {
  const std::size_t start = text.find(from);
  if (start == std::string_view::npos) return {};
  const std::string_view rest = text.substr(start + from.size());
  const std::size_t end = rest.find(to);
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

// A viewer that shows the picture by itself does not know how large "all of the width" is.
std::string size_of(std::string_view svg) {
  const std::string_view box = between(svg, "viewBox=\"0 0 ", "\"");
  const std::size_t blank = box.find(' ');
  if (blank == std::string_view::npos) return "";
  return fmt::format(" width=\"{}\" height=\"{}\"", box.substr(0, blank), box.substr(blank + 1));
}

}  // namespace

std::string picture_name(const Figure& figure) {
  std::string name = "pictures/";
  for (const char c : between(figure.svg, "<title id=\"", "-title\"")) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) name += c;
  }
  return name + ".svg";
}

std::string picture_file(const Figure& figure) {
  return picture_file(figure, picture_style_alone());
}

std::string picture_file(const Figure& figure, std::string_view style) {
  const std::string_view svg = figure.svg;
  const std::size_t begin = svg.find("<svg ") + 4, end = svg.find('>', begin);
  std::string file = "<svg xmlns=\"http://www.w3.org/2000/svg\"" + size_of(svg);
  file += fmt::format("{}>\n<style>{}</style>\n", svg.substr(begin, end - begin), style);
  file += fmt::format("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", light_colour("paper"));
  return file + std::string(svg.substr(end + 1));
}

// Its rules and its background name colours; what comes behind them is labels of the study too.
std::string dark_picture(std::string picture) {
  const std::size_t end = picture.find("/>", picture.find("</style>"));
  for (std::size_t at = picture.find('#'); at < end; at = picture.find('#', at + 1)) {
    const std::string_view found = std::string_view(picture).substr(at, colours[0].light.size());
    const auto colour = std::ranges::find(colours, found, &Colour::light);
    if (colour != colours.end()) picture.replace(at, found.size(), colour->dark);
  }
  return picture;
}

}  // namespace payoff
