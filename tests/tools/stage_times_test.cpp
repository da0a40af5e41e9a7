// What `payoff run --timings` tells, and that nothing of it is in what is written.
#include "tools/stage_times.hpp"

#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/stage_times") {

TEST_CASE("a line for each stage in the order in which they began, what was read behind the first, and the sum") {
  const Workplace place;
  const std::string data = tickets();
  place.write("data.csv", data);
  place.write("study.json", study());
  const Outcome timed = payoff_program(place, "run study.json -o timed --quiet --timings");
  CHECK(timed.exit_code == 0);
  std::size_t from = 0;
  for (const std::string& text : {std::string("seconds  of processors  stage\n"), std::string("  reading the data: "),
                                  std::string("  estimating minutes\n"), std::string("  valuing\n"),
                                  std::string("  writing the documents\n"), std::string("  in all; ")}) {
    const std::size_t at = timed.error.find(text, from);
    CHECK_MESSAGE(at != std::string::npos, timed.error);
    from = at == std::string::npos ? from : at + text.size();
  }
  CHECK(payoff_program(place, "run study.json -o plain --quiet").error.empty());
  CHECK(place.read("timed/results.json") == place.read("plain/results.json"));
}

TEST_CASE("refusal: of many studies there are no stages") {
  const Workplace place;
  place.write("data.csv", tickets());
  place.write("a.json", study());
  place.write("b.json", study());
  const Outcome outcome = payoff_program(place, "run a.json b.json --timings");
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.error == "payoff: --timings is of one study; name one, without --for\n");
}

}  // TEST_SUITE("tools/stage_times")
