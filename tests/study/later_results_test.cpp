// A results.json of another 1.x: a later one holds more than this version knows, an earlier one is as it was written then.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ingest/loading.hpp"
#include "study/parse_json.hpp"

using namespace payoff;
using Json = nlohmann::ordered_json;
using payoff::tools::Outcome;
using payoff::tools::payoff_program;
using payoff::tools::Workplace;

TEST_SUITE("study/later_results") {

namespace {

// Written by version 0.2.0 under the schema of 1.0; nobody writes it again.
const std::string& earlier() {
  static const std::string text = [] {
    std::ostringstream read;
    read << std::ifstream(std::string(PAYOFF_SOURCE_DIR) + "/tests/study/frozen/results-1.0.json").rdbuf();
    return read.str();
  }();
  return text;
}

// With keys that nobody knows yet in every object, before and behind the others, and in lists of them.
Json later(const Json& known) {
  if (!known.is_structured()) return known;
  Json all = known.is_array() ? Json::array() : Json::object();
  const Json unknown{{"low", nullptr}, {"name", Json::array({1, "x", false})}};
  if (known.is_object()) all["a_later_key"] = unknown;
  for (const auto& [key, value] : known.items())
    known.is_array() ? all.push_back(later(value)) : void(all[key] = later(value));
  if (known.is_object()) all["z_later_key"] = "text";
  return all;
}

// What `payoff claim` says of each sentence.
std::string judged(const std::string& text) {
  const Results results = parse_results(text, "results.json");
  const Evidence evidence = results.evidence();
  std::string said;
  for (const char* sentence : {"saves at least 1 hour a week each", "minutes fell by 10%", "minutes fell by 5 minutes",
                               "minutes rose", "is worth USD 2 million a year", "pays back within 6 months"}) {
    const Assertion assertion = read_assertion(sentence, evidence);
    said += judgement_json(assertion, judge(assertion, evidence, results.verdict, results.claims));
  }
  return said;
}

}  // namespace

TEST_CASE("later results: keys that are not known yet change no judgement") {
  const Json known = Json::parse(earlier());
  const std::string more = later(known).dump();
  CHECK(more.size() > earlier().size());
  CHECK(judged(more) == judged(earlier()));
}

TEST_CASE("later results: the program claims and compares over versions alike") {
  const Workplace place;
  place.write("known.json", earlier());
  place.write("later.json", later(Json::parse(earlier())).dump());
  for (const char* sentence : {"minutes fell by 10%", "minutes rose", "saves up to 5 hours"}) {
    const Outcome of_known = payoff_program(place, std::string("claim known.json --json '") + sentence + "'");
    const Outcome of_later = payoff_program(place, std::string("claim later.json --json '") + sentence + "'");
    CHECK(of_later.exit_code == of_known.exit_code);
    CHECK(of_later.out == of_known.out);
  }
  CHECK(payoff_program(place, "compare known.json later.json").exit_code == 0);
}

TEST_CASE("later results: reference, what 1.0 wrote is judged as it was then") {
  const Workplace place;
  place.write("results.json", earlier());
  const std::map<std::string, int> exit_codes{
      {"minutes fell by 1 minute a week", 0}, {"minutes fell by 5.1 minutes a week", 6}, {"minutes rose", 7}};
  for (const auto& [sentence, code] : exit_codes)
    CHECK_MESSAGE(payoff_program(place, "claim results.json '" + sentence + "'").exit_code == code, sentence);
}

}  // TEST_SUITE("study/later_results")
