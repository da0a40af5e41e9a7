#include "report/writer/style.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "report/markup.hpp"
#include "report/writer/accent.hpp"

using namespace payoff;

TEST_SUITE("report/writer/style") {

namespace {

const Colour& colour(std::string_view name) {
  const auto found = std::ranges::find(colours, name, &Colour::name);
  REQUIRE(found != colours.end());
  return *found;
}

}  // namespace

TEST_CASE("style: reference, the contrast of black and white and of a grey is as WCAG has it") {
  CHECK(contrast("#000000", "#ffffff") == doctest::Approx(21));
  CHECK(contrast("#767676", "#ffffff") == doctest::Approx(4.54).epsilon(0.001));
}

TEST_CASE("style: every text has a contrast of 4.5 to 1 and more, light and dark, on all that may lie behind it") {
  for (const char* text : {"ink", "soft", "treated", "mark", "comparison"}) {
    for (const char* behind : {"paper", "tint", "answer", "wide"}) {
      CAPTURE(text);
      CAPTURE(behind);
      CHECK(contrast(colour(text).light, colour(behind).light) >= 4.5);
      CHECK(contrast(colour(text).dark, colour(behind).dark) >= 4.5);
    }
  }
}

TEST_CASE("style: what is drawn stands out from the page by 3 to 1, light and dark") {
  for (const char* drawn : {"treated", "comparison", "mark", "zero", "doubt", "bar", "axis"}) {
    CAPTURE(drawn);
    CHECK(contrast(colour(drawn).light, colour("paper").light) >= 3);
    CHECK(contrast(colour(drawn).dark, colour("paper").dark) >= 3);
  }
}

TEST_CASE("style: every colour is one that has a dark form, and every one is used") {
  const std::string css = page_style();
  for (const std::string_view rules : {text_style, picture_style}) CHECK(rules.find('#') == std::string_view::npos);
  for (const Colour& each : colours) {
    CAPTURE(each.name);
    CHECK(css.find("var(--" + std::string(each.name) + ")") != std::string::npos);
  }
  for (std::size_t at = css.find("var(--"); at != std::string::npos; at = css.find("var(--", at + 1)) {
    const std::string name = css.substr(at + 6, css.find(')', at) - at - 6);
    CAPTURE(name);
    CHECK(std::ranges::find(colours, name, &Colour::name) != colours.end());
  }
}

TEST_CASE("style: dark is for screens alone; paper is white") {
  CHECK(count_of(page_style(), "prefers-color-scheme: dark") == 1);
  CHECK(page_style().find("@media screen and (prefers-color-scheme: dark) { :root") != std::string::npos);
  CHECK(light_colour("paper") == "#ffffff");
}

}  // TEST_SUITE("report/writer/style")
