#include "report/section/people_figures.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/example.hpp"
#include "report/markup.hpp"

using namespace payoff;

TEST_SUITE("report/section/people_figures") {

TEST_CASE("people figures: by hand, who had the tool goes up in steps") {
  Effect effect = example::handle_minutes();
  effect.facts.adoption = {{0, 10}, {4, 30}, {10, 20}};
  const Figure figure = uptake_figure(effect);
  CHECK(figure.title == "Half of the 60 units with the tool had begun after 4 weeks, all after 10 weeks");
  REQUIRE(figure.numbers.rows.size() == 3);
  CHECK(figure.numbers.rows[1][1] == "40");
  CHECK(figure.vega_lite().dump().find("{\"line\":\"with tool\",\"number\":0,\"x\":4.0,\"y\":10.0}") !=
        std::string::npos);
  effect.facts.adoption = {{0, 40}, {4, 20}};
  CHECK(uptake_figure(effect).title.find("had begun at once, all after 4 weeks") != std::string::npos);
}

TEST_CASE("people figures: where all began at once there is nothing to draw") {
  Effect effect = example::handle_minutes();
  effect.facts.adoption = {{0, 60}};
  CHECK(uptake_figure(effect).svg.empty());
}

TEST_CASE("people figures: by hand, every row is in a box, and both groups have one for each step") {
  CaseStudy study = example::support_assistant();
  study.effects[0].facts.treated.assigned = 212, study.effects[0].facts.treated.analysed = 210;
  study.effects[0].facts.comparison.assigned = 208, study.effects[0].facts.comparison.analysed = 207;
  const Figure figure = flow_figure(study);
  CHECK(figure.title == "1,709,966 of 1,712,408 rows were used (99.9%), of 420 units");
  CHECK(count_of(figure.svg, "class=\"flow\"") == 7);
  for (const char* words : {">1,712,408<", ">812 rejected<", ">1,630 filtered out<", ">210<", ">207<"})
    CHECK_MESSAGE(count_of(figure.svg, words) == 1, words);
  CHECK(figure.numbers.rows.size() == 8);
}

TEST_CASE("people figures: of an empty table and no effect the boxes are the rows alone") {
  const Figure figure = flow_figure({});
  CHECK(figure.title == "No rows were read");
  CHECK(count_of(figure.svg, "class=\"flow\"") == 3);
}

}  // TEST_SUITE("report/section/people_figures")
