#include "report/writer/picture.hpp"

#include <doctest/doctest.h>

#include "report/markup.hpp"
#include "report/plot/chart.hpp"
#include "report/writer/style.hpp"

using namespace payoff;

TEST_SUITE("report/writer/picture") {

namespace {

Figure figure_of(const std::string& words) {
  LineChart chart{.id = "trend0", .title = words, .description = words};
  chart.lines.push_back({.label = words, .style = "treated", .x = {0, 1, 2}, .y = {1, 3, 2}});
  return {words, "", line_chart(chart), {}};
}

}  // namespace

TEST_CASE("picture: by hand, it is named by its chart, and a file that any viewer shows at its size") {
  const Figure figure = figure_of("Handle minutes");
  CHECK(picture_name(figure) == "pictures/trend0.svg");
  const std::string file = picture_file(figure);
  CHECK(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\""));
  CHECK(file.ends_with("</svg>\n"));
  CHECK(read_markup(file).error == "");
  CHECK(count_of(file, "<style>") == 1);
  CHECK(file.find("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>") < file.find("<path "));
}

TEST_CASE("picture: it draws what the page draws, with colours that need no page") {
  const Figure figure = figure_of("Handle minutes");
  const std::string file = picture_file(figure);
  CHECK(file.find("var(") == std::string::npos);
  CHECK(file.find(".line.treated, svg .line.effect { stroke: #0b5394; }") != std::string::npos);
  const std::size_t drawing = figure.svg.find("<title");
  CHECK(file.find(figure.svg.substr(drawing)) != std::string::npos);
}

TEST_CASE("picture: refusal, words from outside neither end the picture nor fetch anything") {
  const std::string file = picture_file(figure_of("</title></svg><script>alert(1)</script><image href=\"//x\"/>"));
  const Markup markup = read_markup(file);
  CHECK(markup.error == "");
  for (const char* tag : {"script", "image", "foreignObject", "use", "a"}) CHECK_FALSE(markup.count.contains(tag));
  for (const char* fetching : {"href", "src", "onload"}) CHECK_FALSE(markup.attributes.contains(fetching));
  for (const char* fetching : {"url(", "@import", "@font-face"}) CHECK(file.find(fetching) == std::string::npos);
}

}  // TEST_SUITE("report/writer/picture")
