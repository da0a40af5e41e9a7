#include "report/writer/accent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "report/writer/style.hpp"

namespace payoff {
namespace {

constexpr double readable = 4.5;  // to 1: WCAG 2.2, success criterion 1.4.3

using Channels = std::array<unsigned, 3>;  // which no minus sign can begin

std::optional<Channels> channels_of(std::string_view colour) {
  if (colour.size() != 7 || colour[0] != '#') return std::nullopt;
  Channels channels{};
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const char* begin = colour.data() + 1 + 2 * i;
    if (std::from_chars(begin, begin + 2, channels[i], 16).ptr != begin + 2) return std::nullopt;
  }
  return channels;
}

double luminance(const Channels& channels) {
  constexpr double weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const double share = channels[i] / 255.0;
    sum += weights[i] * (share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4));
  }
  return sum;
}

std::string written(const Channels& channels) {
  return fmt::format("#{:02x}{:02x}{:02x}", channels[0], channels[1], channels[2]);
}

// What stands behind words, besides paper.
const Colour& tint() {
  return *std::ranges::find(colours, "tint", &Colour::name);
}

std::string lightened(Channels channels) {
  while (contrast(written(channels), tint().dark) < readable)
    for (unsigned& channel : channels) channel = std::min(255u, channel + 4);
  return written(channels);
}

}  // namespace

double contrast(std::string_view one, std::string_view other) {
  const std::optional<Channels> a = channels_of(one), b = channels_of(other);
  if (!a || !b) return std::nan("");
  const auto [dark, light] = std::minmax({luminance(*a), luminance(*b)});
  return (light + 0.05) / (dark + 0.05);
}

std::optional<Accent> accent_of(std::string_view colour) {
  const std::optional<Channels> channels = channels_of(colour);
  if (!channels || contrast(colour, tint().light) < readable) return std::nullopt;
  return Accent{written(*channels), lightened(*channels)};
}

std::string accent_style(std::string_view colour) {
  const std::optional<Accent> accent = accent_of(colour);
  if (!accent) return "";
  return fmt::format(
      ":root {{ --treated: {}; }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ --treated: {}; }} }}\n",
      accent->light, accent->dark);
}

}  // namespace payoff
