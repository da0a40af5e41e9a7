// What `payoff check` shows, and that it refuses what a run would.
#include "tools/panel_preview.hpp"

#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/panel_preview") {

TEST_CASE("panel preview: by hand, its size, its ends, its empty cells, and twenty rows") {
  const Workplace place;
  std::string csv = "unit,month,since,handle_minutes\n";
  for (const char* unit : {"anna", "b\x1b[1m", "c"})
    for (int month = 1; month <= 8; ++month)
      if (unit[0] != 'c' || month > 2)
        csv += fmt::format("{},2025-{:02},{},{}\n", unit, month, unit[0] == 'c' ? "" : "2025-05", 10.25 + month);
  place.write("data.csv", csv);
  place.write("study.json", R"({"data": {"files": "data.csv"}, "columns": {"unit": "unit", "time": "month"},
      "rollout": {"adopted_on": "since"}, "metrics": [{"name": "handle_minutes", "kind": "time", "unit": "minutes"}]})");
  const std::string out = payoff_program(place, "check study.json").out;
  const auto holds = [&](const std::string& text) { CHECK_MESSAGE(out.find(text) != std::string::npos, out); };
  holds(
      "panel: 3 units, 8 periods, 2025-01 to 2025-08, 8.3 % of its cells empty\n"
      "  unit   period   with the tool  handle minutes\n"
      "  anna   2025-01  from 2025-05   11.25\n");
  holds("  b [1m  2025-08  from 2025-05   18.25\n");
  holds("  c      2025-03  never          13.25\n");
  holds("  ... 2 more\n");
  CHECK(out.find('\x1b') == std::string::npos);
}

TEST_CASE("panel preview: check refuses what run refuses, in the same words, and nothing else") {
  const Workplace place;
  place.write("data.csv", tickets([](int, const std::string& line) { return line; }));
  const std::string study = R"({"data": {"files": "data.csv"}, "columns": {"unit": "unit", "time": "week"},
      "rollout": {"group": "arm", "treated": "B", "date": "2025-02-03"},
      "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}],
      "money": {"hourly_cost": 40, "people": 10, "realized_share": 0.5}})";
  const auto asked = [&](const std::string& text) {
    place.write("study.json", text);
    const Outcome checked = payoff_program(place, "check study.json"), ran = payoff_program(place, "run study.json");
    CHECK(checked.exit_code == ran.exit_code);
    CHECK(checked.error == ran.error);
    return ran.exit_code;
  };
  CHECK(asked(study) == 0);
  CHECK(asked(replaced(study, R"("money")", R"("method": {"name": "no_such"}, "money")")) == 2);
  CHECK(asked(replaced(study, R"("money")", R"("method": {"name": "did", "errors": "hc9"}, "money")")) == 2);
  CHECK(asked(replaced(study, R"("unit": "minutes")",
                       R"x("unit": "minutes", "covariates": {"who": "length(unit)"})x")) == 5);
  CHECK(asked(replaced(study, R"("people": 10)", R"("people": 10, "volume_per_person_week": 4)")) == 2);
  CHECK(asked(replaced(study, R"("people": 10)", R"("people": -1)")) == 2);
  CHECK(asked(replaced(study, R"("date": "2025-02-03")", R"("date": "2026-02-03")")) == 4);
  CHECK(asked(replaced(study, R"("files": "data.csv")", R"("files": "data.csv", "where": "unit = 'u00'")")) != 0);
}

}  // TEST_SUITE("tools/panel_preview")
