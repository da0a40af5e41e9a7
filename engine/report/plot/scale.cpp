#include "report/plot/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/document/text.hpp"

namespace payoff {
namespace {

// Beyond this, differences of two values overflow; no metric lives there.
constexpr double largest_value = 1e300;

double bounded(double value) {
  return std::clamp(value, -largest_value, largest_value);
}

// The smallest of 1, 2, 5 times a power of ten that is not below `rough`.
double round_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

}  // namespace

void ValueRange::include(double value) {
  if (!std::isfinite(value)) return;
  const double inside = bounded(value);
  low = empty ? inside : std::min(low, inside);
  high = empty ? inside : std::max(high, inside);
  empty = false;
}

ChartScale scale_for(const ValueRange& range, double start, double end, int most_ticks) {
  double low = range.low, high = range.high;
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low <= 1e-9 * size || size == 0) {  // one value, or nothing but rounding between the ends
    const double room = size > 0 ? 0.1 * size : 1;
    low -= room;
    high += room;
  }
  const double step = round_step((high - low) / most_ticks);
  return {step * std::floor(low / step + 1e-9), step * std::ceil(high / step - 1e-9), start, end, step};
}

double ChartScale::pixel(double value) const {
  return start + (end - start) * ((bounded(value) - low) / (high - low));
}

std::vector<double> ChartScale::ticks() const {
  const int count = static_cast<int>(std::round((high - low) / step));
  std::vector<double> values;
  for (int i = 0; i <= count; ++i) {
    const double value = low + i * step;
    values.push_back(std::abs(value) < 1e-9 * step ? 0 : value);
  }
  return values;
}

std::string coordinate(double pixel) {
  constexpr double far_outside = 10000;
  return fmt::format("{:.1f}", std::isfinite(pixel) ? std::clamp(pixel, -far_outside, far_outside) : 0);
}

std::string open_svg(const std::string& id, const std::string& title, const std::string& description, double height) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {:.0f}\" preserveAspectRatio=\"xMinYMin\" fill=\"silver\" font-size=\"12.5\" role=\"img\" "
      "aria-labelledby=\"{}-title {}-desc\" focusable=\"false\">\n"
      "<title id=\"{}-title\">{}</title>\n<desc id=\"{}-desc\">{}</desc>\n",
      chart_width, height, id, id, id, escape_html(title), id, escape_html(description));
}

std::string svg_text(double x, double y, const std::string& style, const std::string& words) {
  const char* anchor = style.starts_with("end")      ? " text-anchor=\"end\""
                       : style.starts_with("middle") ? " text-anchor=\"middle\""
                                                     : "";
  return fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\"{}{}>{}</text>\n", coordinate(x), coordinate(y), style,
                     anchor, R"( fill="currentColor" paint-order="stroke")", escape_html(words));
}

std::string svg_line(double x1, double y1, double x2, double y2, const std::string& style) {
  return fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\" stroke=\"currentColor\"/>\n",
                     coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), style);
}

}  // namespace payoff
