// What a staggered rollout shows: band, cohorts, forest, sensitivity, decomposition.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/alone.hpp"
#include "report/markup.hpp"
#include "report/section/tables.hpp"
#include "report/staggered_example.hpp"

using namespace payoff;

TEST_SUITE("report/section/staggered") {

namespace {

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Figure figure_of(const Block& block) {
  REQUIRE(std::holds_alternative<Figure>(block.content));
  return std::get<Figure>(block.content);
}

Figure forest_of(const Effect& effect) {
  return figure_of(alternatives_block(effect, "f"));
}

}  // namespace

// Four different numbers that do not mislead, the answer among them: -2.573, -2.58, -2.511 (twice), -2.43.
TEST_CASE("staggered: by hand, the forest's title counts different estimates, and not what misleads") {
  Effect effect = example::staggered_minutes();
  CHECK(forest_of(effect).title == "All four defensible estimates agree on the sign; they range from −2.6 to −2.4");
  effect.alternatives.resize(1);
  CHECK(forest_of(effect).title == "Both defensible estimates agree on the sign; they range from −2.58 to −2.57");
  effect.alternatives[0].absolute.estimate = 0.3;
  CHECK(forest_of(effect).title ==
        "The sign depends on the method: one of two estimates is below zero; they range from −2.6 to 0.3");
  effect.alternatives[0].purpose = Purpose::misleads;
  CHECK(forest_of(effect).title == "There is one defensible answer; the others are shown as a warning");
}

TEST_CASE("staggered: by hand, one number by several ways is one estimate, up to a billionth of it") {
  Effect effect = example::staggered_minutes();
  effect.alternatives.resize(3);
  for (Alternative& other : effect.alternatives) other.absolute.estimate = effect.absolute.estimate * (1 + 5e-10);
  CHECK(forest_of(effect).title == "Every defensible method gives the same estimate, −2.6");
  effect.alternatives[0].absolute.estimate = effect.absolute.estimate * (1 + 5e-9);
  CHECK(forest_of(effect).title == "Both defensible estimates agree on the sign; each is close to −2.6");
}

TEST_CASE("staggered: by hand, a remark is printed as a sentence: a capital and one full stop") {
  Effect effect = example::staggered_minutes();
  effect.alternatives.back().remark = "credits the tool with -2 minutes of chance";
  effect.alternatives.front().remark = "leaves out whoever came or went..";
  const Figure forest = forest_of(effect);
  CHECK(forest.numbers.rows.back().back() == "Misleads. Credits the tool with −2 minutes of chance.");
  CHECK(forest.numbers.rows[1].back() == "Leaves out whoever came or went.");
  CHECK(says(forest.svg, ">Credits the tool with"));
  CHECK(forest.numbers.rows[2].back() == "");
}

TEST_CASE("staggered: what misleads is hollow, comes last under its own heading and carries its remark") {
  Effect effect = example::staggered_minutes();
  std::swap(effect.alternatives.front(), effect.alternatives.back());
  const Figure forest = forest_of(effect);
  CHECK(count_of(forest.svg, "forest-dot misleads") == 1);
  CHECK(count_of(forest.svg, "class=\"forest-dot\"") == 5);
  const std::size_t heading = forest.svg.find("Not evidence here");
  REQUIRE(heading != std::string::npos);
  CHECK(forest.svg.find("never-adopters only") < heading);
  CHECK(forest.svg.find("static two-way") > heading);
  CHECK(says(forest.svg, "It puts 32% of its weight"));
  CHECK(says(forest.numbers.rows.back().back(), "Misleads. It puts 32% of its weight"));
  CHECK(forest.numbers.rows.back().front() == "static two-way");
}

TEST_CASE("staggered: the answer is marked as declared only when its metric was") {
  Effect effect = example::staggered_minutes();
  CHECK(says(forest_of(effect).svg, "group-time effects, declared before looking"));
  effect.metric.declared_in_advance = false;
  CHECK_FALSE(says(forest_of(effect).svg, "declared"));
  CHECK(forest_of(effect).numbers.rows[0][0] == "group_time (reported)");
}

TEST_CASE("staggered: an estimate in another unit or without a number is in the table, not in the picture") {
  Effect effect = example::staggered_minutes();
  effect.alternatives[0].absolute.unit = "log points";
  effect.alternatives[1].absolute.estimate = missing;
  effect.alternatives[1].absolute.reason = "no cell to impute";
  const Figure forest = forest_of(effect);
  CHECK(count_of(forest.svg, "<circle") == 4);
  CHECK(forest.numbers.rows.size() == 6);
  CHECK(forest.numbers.rows[2][1] == "not available: no cell to impute");
}

TEST_CASE("staggered: every cohort has its row, and one that was not estimated says why") {
  const CaseStudy study = example::staggered();
  const Figure cohorts = figure_of(cohorts_block(study, study.effects[0], "c"));
  CHECK(cohorts.title == "The four cohorts that could be estimated changed by −3.4 to −1.3 minutes per ticket");
  REQUIRE(cohorts.numbers.rows.size() == 5);
  CHECK(cohorts.numbers.rows[0][0] == "2024-12-30");
  CHECK(cohorts.numbers.rows[0][2] == "9");
  CHECK(cohorts.numbers.rows[4][3] == "not estimated: a single cluster has no spread of its own");
  CHECK(count_of(cohorts.svg, "<circle") == 4);
  CHECK(cohorts.caption.ends_with("Not estimated: 2025-04-21 (a single cluster has no spread of its own)."));
}

TEST_CASE("staggered: the path has a wider band only where one was made") {
  Effect effect = example::staggered_minutes();
  const Figure with = path_figure(effect, "p");
  CHECK(count_of(with.svg, "class=\"band wide\"") == 1);
  CHECK(with.numbers.columns.back().heading == "Band of the whole path");
  for (PathPoint& point : effect.path) point.low_uniform = point.high_uniform = missing;
  const Figure without = path_figure(effect, "p");
  CHECK(count_of(without.svg, "class=\"band wide\"") == 0);
  CHECK(without.numbers.columns.size() == 4);
  CHECK(count_of(without.svg, "hollow") == 1);
}

// e = 0: -4.1 x 0.25 + 0.06 = -0.97; the last, e = 23, in period 24: -4.1 (1 - 0.75 exp(-23 / 6)) + wobble = -3.9.
TEST_CASE("staggered: by hand, the title of the path says how the effect grew") {
  const std::string title = path_figure(example::staggered_minutes(), "p").title;
  CHECK(says(title, "Handle minutes: −1.0 minutes per ticket in the first period with the tool, −3."));
  CHECK(says(title, " in period 24; before it, at most 0.2 either way"));
}

TEST_CASE("staggered: a reference other than the last period before adoption is the hollow dot") {
  Effect effect = example::staggered_minutes();
  effect.path[11] = {-1, -0.4, 0.2, -0.8, 0, -1, 0.2};
  effect.path[10] = {-2, 0, 0, 0, 0, 0, 0};
  const Figure figure = path_figure(effect, "p");
  CHECK(says(figure.caption, "The hollow dot, period −2, is 0 by definition."));
  effect.path[10].estimate = 0.1, effect.path[10].se = 0.1;
  CHECK(count_of(path_figure(effect, "p").svg, "hollow") == 0);
}

TEST_CASE("staggered: the sensitivity says its breakdown, and marks it in the picture") {
  const Effect effect = example::staggered_minutes();
  const auto figure = [&](double breakdown) {
    return figure_of(sensitivity_block(effect, example::relative_magnitude(breakdown), "s"));
  };
  CHECK(figure(0.839).title ==
        "The sign holds until trends part by 0.83 times the worst period before the rollout");  // never rounded up
  CHECK(says(figure(0.839).svg, "breakdown 0.83"));
  CHECK(figure(std::numeric_limits<double>::infinity()).title ==
        "The interval leaves out zero at every bound that was tried");
  CHECK_FALSE(says(figure(std::numeric_limits<double>::infinity()).svg, "breakdown"));
  CHECK(figure(missing).title == "How far trends may part before the conclusion fails is not known");
  CHECK(count_of(figure(0.839).svg, "interval open") == 2);  // at 1 and 1.5: -2.19 + 2.64 is above 0
  CHECK(figure(0.839).numbers.rows[3][2] == "yes");
  CHECK(figure(0.839).numbers.rows[4][2] == "no");
}

TEST_CASE("staggered: by hand, a breakdown of 0 is a straight line for bends and the last period alone for wobbles") {
  const Effect effect = example::staggered_minutes();
  TrendSensitivity wobbles = example::relative_magnitude(0), bends = effect.sensitivities[1];
  bends.breakdown = 0;
  const auto title = [&](const TrendSensitivity& s) { return figure_of(sensitivity_block(effect, s, "s")).title; };
  CHECK(title(wobbles) == "The sign holds only while trends are exactly parallel");  // -2.96 to -2.19 at 0
  CHECK(title(bends) == "The sign holds only while the difference in trends is exactly a straight line");
  wobbles.points[0].high = bends.points[0].high = 0.1;
  CHECK(title(wobbles) ==
        "Measured from the last period before the rollout alone, even parallel trends leave zero in the interval");
  CHECK(title(bends) == "Once the difference in trends may be a straight line, the interval holds zero");
}

TEST_CASE("staggered: by hand, an end within a millionth of the width is zero, and just leaves it out") {
  const Effect effect = example::staggered_minutes();
  TrendSensitivity s = example::relative_magnitude(0.83);
  s.points[3] = {0.75, -3.952548, -1e-9};
  s.points[4] = {1, -3.952548, -1e-4};
  s.points[5] = {1.5, -2e-12, 4.1};
  const Table table = figure_of(sensitivity_block(effect, s, "s")).numbers;
  CHECK(table.rows[3] == std::vector<std::string>{"0.75", "−4.0 to 0.0", "just"});
  CHECK(table.rows[4][2] == "yes");
  CHECK(table.rows[5] == std::vector<std::string>{"1.5", "0.0 to 4.1", "just"});
}

TEST_CASE("staggered: by hand, a breakdown in small units keeps two digits, rounded down: 0.0128 is 0.012") {
  const Effect effect = example::staggered_minutes();
  TrendSensitivity s = effect.sensitivities[1];
  s.breakdown = 0.0128;
  CHECK(figure_of(sensitivity_block(effect, s, "s")).title ==
        "The sign holds until a trend bends by 0.012 minutes per ticket from one period to the next");
  s.breakdown = 0.3;
  CHECK(figure_of(sensitivity_block(effect, s, "s")).title ==
        "The sign holds until a trend bends by 0.3 minutes per ticket from one period to the next");
}

TEST_CASE("staggered: a sensitivity that was refused is its reason and no chart") {
  const Block block = sensitivity_block(
      example::staggered_minutes(),
      {SensitivityKind::relative_magnitude, SensitivityTarget::average_effect, {}, missing, "One lead is too few."},
      "s");
  REQUIRE(std::holds_alternative<Paragraph>(block.content));
  CHECK(std::get<Paragraph>(block.content).text == "One lead is too few.");
}

TEST_CASE("staggered: by hand, the decomposition tells how much of the static estimate misleads") {
  Effect effect = example::staggered_minutes();
  CHECK(says(decomposition_text(effect), "32% of its weight lies on comparisons that mislead"));
  CHECK(decomposition_table(effect).rows[2] ==
        std::vector<std::string>{"later against earlier adopters (misleads)", "32%", "−0.44"});
  effect.decomposition.pop_back();
  CHECK_FALSE(says(decomposition_text(effect), "mislead:"));
}

TEST_CASE("staggered: the page is sound, says how its interval was made, and marks every cohort in the trend") {
  const std::string html = render_evidence_html(example::staggered());
  CHECK(read_markup(html).error == "");
  CHECK(says(html, "That of handle minutes was made by cluster jackknife, 48 clusters."));
  CHECK(says(html, "<h3>What if the groups would have parted anyway?</h3>"));
  CHECK(count_of(html, "cohorts begin") == 2);  // both trends
  // What would have been, path, two trends, forest of ways, cohorts, two sensitivities, ladder, cash, tornado, forest of
  // metrics, flow of the rows.
  CHECK(count_of(html, "<svg ") == 13);
  const std::string markdown = render_markdown(example::staggered());
  CHECK(says(markdown, "static two-way"));
  CHECK(says(markdown, "| later against earlier adopters (misleads) | 32% | −0.44 |"));
}

TEST_CASE("staggered: results.json has every new field, and what is not a number is null with a reason") {
  CaseStudy study = example::staggered();
  study.effects[0].sensitivities[0].breakdown = std::numeric_limits<double>::infinity();
  study.effects[0].path[0].low_uniform = missing;
  const auto json = nlohmann::json::parse(render_json(study));
  CHECK(json["schema"] == "payoff/1");
  const auto& effect = json["effects"][0];
  CHECK(effect["inference"] == "cluster jackknife, 48 clusters");
  CHECK(effect["path"][0]["band"]["low"].is_null());
  CHECK(effect["path"][0]["band"]["low_reason"] == "no band for the whole path was made");
  CHECK(effect["path"][11]["band"]["high"] == 0);
  CHECK(effect["cohorts"][1]["began"] == "2025-01-27");
  CHECK(effect["cohorts"][1]["absolute"]["estimate"] == -2.929);
  CHECK(effect["cohorts"][4]["absolute"]["estimate_reason"] == "a single cluster has no spread of its own");
  CHECK(effect["sensitivities"][0]["breakdown"].is_null());
  CHECK(effect["sensitivities"][0]["breakdown_reason"] == "none: the interval leaves out zero at every bound");
  CHECK(effect["sensitivities"][1]["points"][2]["bound"] == 0.1);
  CHECK(effect["sensitivities"][1]["kind"] == "smoothness");
  CHECK(effect["decomposition"][2]["weight"] == 0.32);
  CHECK(effect["alternatives"][4]["misleads"] == true);
  CHECK(effect["alternatives"][0]["misleads"] == false);
  CHECK(effect["alternatives"][4]["remark"].get<std::string>().starts_with("It puts 32%"));
}

TEST_CASE("staggered: words from the data cannot leave the charts") {
  CaseStudy study = example::staggered();
  Effect& e = study.effects[0];
  e.inference = example::attack;
  for (Cohort& cohort : e.cohorts) cohort.absolute.reason = example::attack;
  for (TrendSensitivity& s : e.sensitivities) s.text = example::attack;
  for (DecompositionPart& part : e.decomposition) part.name = example::attack;
  for (Alternative& other : e.alternatives) other.name = other.remark = example::attack;
  const std::string html = render_evidence_html(study);
  CHECK(read_markup(html).error == "");
  CHECK_FALSE(says(html, "<script"));
  CHECK(nlohmann::json::accept(render_json(study)));
}

}  // TEST_SUITE("report/section/staggered")
