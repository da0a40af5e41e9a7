// Many studies at once, as a person runs them.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tools/program.hpp"

using namespace payoff::tools;
using nlohmann::json;

TEST_SUITE("tools/batch") {

namespace {

// Two that can be estimated, and one whose data hold nobody without the tool.
void write_studies(const Workplace& place) {
  for (const char* name : {"north", "south"}) {
    place.write(fmt::format("s/{}/data.csv", name), tickets());
    place.write(fmt::format("s/{}/study.json", name), study());
  }
  place.write("s/alone/data.csv", tickets());
  place.write("s/alone/study.json", replaced(study(), R"("treated": "B")", R"("treated": "C")"));
}

json summary(const Workplace& place) {
  return json::parse(place.read("out/summary.json"));
}

json row(const Workplace& place, const std::string& name) {
  const json all = summary(place);
  for (const json& each : all["studies"])
    if (each["name"] == name) return each;
  FAIL("no study " << name);
  return {};
}

// How many were found unchanged, as the last lines say.
int unchanged(const Outcome& outcome) {
  const std::size_t end = outcome.out.find(" unchanged"), begin = outcome.out.rfind(' ', end - 1);
  REQUIRE(end != std::string::npos);
  return std::stoi(outcome.out.substr(begin + 1, end - begin - 1));
}

}  // namespace

TEST_CASE("batch: of a folder each study has its own, and success, refusal and failure are told apart") {
  Workplace place;
  write_studies(place);
  const Outcome refused = payoff_program(place, "run s -o out");
  CHECK(refused.exit_code == 8);
  CHECK(place.names("out").size() == 5);
  CHECK(std::ranges::count(place.names("out/north"), "case-study.html") == 1);
  CHECK(place.names("out/alone") == std::vector<std::string>{".payoff.json"});
  CHECK(summary(place)["counts"] == json{{"done", 2}, {"refused", 1}, {"failed", 0}, {"not run", 0}});
  CHECK(row(place, "alone")["outcome"] == "refused");
  CHECK(row(place, "alone")["exit_code"] == 4);
  CHECK(row(place, "north")["grade"].get<std::string>().size() == 1);
  CHECK(row(place, "north")["absolute"]["low"] < row(place, "north")["absolute"]["estimate"]);
  CHECK(place.read("out/portfolio.html").find("<a href=\"north/case-study.html\">north</a>") != std::string::npos);
  std::filesystem::remove_all(place.path("s/alone"));
  CHECK(payoff_program(place, "run s -o out --quiet").exit_code == 0);
}

TEST_CASE("batch: one that cannot be read ends it, or with --keep-going only itself") {
  Workplace place;
  write_studies(place);
  place.write("s/broken.json", R"({"data": )");
  place.write("s/notes.json", R"({"of": "somebody else"})");  // is no study
  const Outcome all = payoff_program(place, "run s -o out --keep-going --threads 1");
  CHECK(all.exit_code == 9);
  CHECK(summary(place)["counts"] == json{{"done", 2}, {"refused", 1}, {"failed", 1}, {"not run", 0}});
  CHECK(all.out.find("broken  failed: s/broken.json:1: is not JSON") != std::string::npos);
  const Outcome ended = payoff_program(place, "run s -o out2 --threads 1");
  CHECK(ended.exit_code == 9);
  CHECK(ended.out.find("south   not run: an earlier one failed; --keep-going runs the others") != std::string::npos);
  CHECK(payoff_program(place, "run s/broken.json s/north/study.json -o out3 --json --keep-going").exit_code == 9);
}

TEST_CASE("batch: invariance, the documents are those of single runs, on one thread and two") {
  Workplace place;
  write_studies(place);
  payoff_program(place, "run s/north/study.json -o single");
  payoff_program(place, "run s -o one --threads 1");
  payoff_program(place, "run s -o two --threads 2");
  CHECK(place.read("one/summary.json") == place.read("two/summary.json"));
  CHECK(place.read("one/portfolio.html") == place.read("two/portfolio.html"));
  for (const std::string& name : place.names("single")) {
    CAPTURE(name);
    CHECK(place.read("one/north/" + name) == place.read("single/" + name));
    CHECK(place.read("two/north/" + name) == place.read("single/" + name));
  }
}

TEST_CASE("batch: what is unchanged is not run again; what changed is, however small") {
  Workplace place;
  write_studies(place);
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 0);
  const std::string before = place.read("out/summary.json");
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 3);
  CHECK(place.read("out/summary.json") == before);
  place.write("s/north/data.csv", place.read("s/north/data.csv"));  // the same, written again
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 3);
  std::string data = place.read("s/north/data.csv");
  data[data.size() - 2] = data[data.size() - 2] == '1' ? '2' : '1';  // one digit, of the same size
  place.write("s/north/data.csv", data);
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 2);
  CHECK(place.read("out/summary.json") != before);
  place.write("s/south/study.json", study("data.csv", R"(, "title": "South")"));
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 2);
  std::filesystem::remove(place.path("out/north/evidence.html"));
  CHECK(unchanged(payoff_program(place, "run s -o out")) == 2);
  CHECK(unchanged(payoff_program(place, "run s -o out --untrusted")) == 0);
  CHECK(unchanged(payoff_program(place, "run s -o out --untrusted --force")) == 0);
  place.write("out/north/.payoff.json", "{");
  CHECK(payoff_program(place, "run s -o out --untrusted").exit_code == 9);  // whose results these are nobody knows
}

TEST_CASE("batch: a study that is refused after it was done leaves no documents that would be taken for its") {
  Workplace place;
  write_studies(place);
  payoff_program(place, "run s -o out");
  CHECK_FALSE(place.names("out/south/tables").empty());
  place.write("s/south/study.json", replaced(study(), R"("treated": "B")", R"("treated": "C")"));
  CHECK(payoff_program(place, "run s -o out --quiet").exit_code == 8);
  CHECK(place.names("out/south") == std::vector<std::string>{".payoff.json"});
}

TEST_CASE("batch: what a stranger wrote into a stamp removes nothing of anybody") {
  Workplace place;
  write_studies(place);
  place.write("keep.html", "mine");
  payoff_program(place, "run s -o out");
  place.write("out/north/data.csv", "mine");
  json stamp = json::parse(place.read("out/north/.payoff.json"));
  for (const char* name : {"../../keep.html", "data.csv", "/etc/hosts", "tables/../data.csv"})
    stamp["written"].push_back(name);
  place.write("out/north/.payoff.json", stamp.dump());
  place.write("s/north/study.json", study("data.csv", R"(, "report": {"formats": ["json"]})"));
  CHECK(payoff_program(place, "run s -o out --quiet").exit_code == 8);
  CHECK(place.read("keep.html") == "mine");
  CHECK(place.read("out/north/data.csv") == "mine");
  CHECK(place.names("out/north").size() == 4);  // and results.json, effects.csv
}

TEST_CASE("batch: refusals, no study writes over another's") {
  Workplace place;
  write_studies(place);
  place.write("t/north.json", study("../s/north/data.csv"));
  payoff_program(place, "run s -o out");
  const Outcome gone = payoff_program(place, "run t/north.json t/gone.json -o out");
  CHECK(gone.exit_code == 3);
  CHECK(gone.error == "payoff: t/gone.json: is not there; check the path\n");
  payoff_program(place, "run s/north/study.json -o out2/north");
  CHECK(payoff_program(place, "run s -o out2").out.find("which holds results that no batch wrote") !=
        std::string::npos);
  place.write("u/a/north.json", study());
  place.write("u/a-north.json", study());
  const Outcome same = payoff_program(place, "run u -o out4");
  CHECK(same.exit_code == 2);
  CHECK(same.error.find("would be written to 'a-north', as would") != std::string::npos);
  place.write("v/north.json", study("../s/north/data.csv"));
  place.write("v/south.json", study("../s/south/data.csv"));
  const Outcome moved = payoff_program(place, "run v -o out --keep-going");
  CHECK(moved.exit_code == 9);
  CHECK(moved.out.find("which holds the run of s/north/study.json") != std::string::npos);
  CHECK(payoff_program(place, "run v -o out --force --quiet").exit_code == 0);
}

TEST_CASE("batch: a template is a study for each value, of a list or of the rows of a file") {
  Workplace place;
  for (const char* client : {"acme", "globex"}) place.write(fmt::format("{}/data.csv", client), tickets());
  place.write("t.json", study("{client}/data.csv",
                              R"(, "title": "At {client}, {unknown}", "money": {"currency": "USD", "hourly_cost": 40,
   "people": "{people:number}", "realized_share": 0.5, "costs": [{"name": "licence", "per_person_month": 20}]})"));
  place.write("clients.csv", "client,people,note\nacme,30,\nglobex,12,x\n");
  CHECK(payoff_program(place, "run t.json --for clients.csv -o out --quiet").exit_code == 0);
  CHECK(row(place, "acme")["title"] == "At acme, {unknown}");
  CHECK(row(place, "acme")["values"] == json{{"client", "acme"}, {"people", "30"}});
  CHECK(row(place, "acme")["absolute"] == row(place, "globex")["absolute"]);
  CHECK(payoff_program(place, "run t.json --for client=acme,globex --for people=5 -o out --quiet").exit_code ==
        9);  // theirs
  CHECK(payoff_program(place, "run t.json --for client=acme,globex --for people=5 -o out2 --quiet").exit_code == 0);
  const Outcome word = payoff_program(place, "run t.json --for client=acme --for people=many -o out3");
  CHECK(word.out.find("$.money.people: people is 'many', but must be a number") != std::string::npos);
  CHECK(payoff_program(place, "run t.json --for client= -o out3").error.find("'client=' names no value") !=
        std::string::npos);
  CHECK(payoff_program(place, "run t.json --for gone.csv -o out3").exit_code == 3);
  place.write("empty.csv", "client\n");
  CHECK(payoff_program(place, "run t.json --for empty.csv -o out3").error.find("'empty.csv' names no value") !=
        std::string::npos);
  CHECK(payoff_program(place, "run t.json --memory lots --for client=acme").exit_code == 2);
}

TEST_CASE("batch: property, whatever a value is, nothing is written outside of the folder") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("t.json", study("data.csv", R"(, "title": "{client}")"));
  std::string csv = "client\n";
  for (const char* value : {"../up", "/etc/x", "..", ".", "a b", "a/b", "<b>", "=1+1", "한글", "x\ty", "$(id)", "'"})
    csv += std::string("\"") + value + "\"\n";
  place.write("clients.csv", csv);
  const Outcome outcome = payoff_program(place, "run t.json --for clients.csv -o out --keep-going");
  CAPTURE(outcome.out + outcome.error);
  CHECK(outcome.exit_code == 0);
  CHECK(place.names("out").size() == 14);
  CHECK(place.names(".").size() == 6);  // data, template, values, out, stdout, stderr
  CHECK(place.read("out/portfolio.html").find("<b>") == std::string::npos);
}

TEST_CASE("batch: with little memory studies run one after the other, and give the same") {
  Workplace place;
  write_studies(place);
  payoff_program(place, "run s -o out");
  payoff_program(place, "run s -o little --memory 300MB");
  CHECK(place.read("little/summary.json") == place.read("out/summary.json"));
}

TEST_CASE("watch: a change of the data is seen, and what it gives is written") {
  Workplace place;
  write_studies(place);
  const std::string command = fmt::format("cd '{}' && '{}' run s -o out --watch --quiet 2>/dev/null & echo $! > '{}'",
                                          place.path(""), PAYOFF_PROGRAM, place.path("pid"));
  REQUIRE(std::system(command.c_str()) == 0);
  const auto wait_for = [&](auto there) {
    for (int tenths = 0; tenths < 300 && !there(); ++tenths)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return there();
  };
  CHECK(wait_for([&] { return !place.read("out/summary.json").empty(); }));
  const std::string before = place.read("out/summary.json");
  place.write("s/north/data.csv", tickets([](int, const std::string& row) { return row + "0"; }));
  CHECK(wait_for([&] { return place.read("out/summary.json") != before; }));
  CHECK(std::system(fmt::format("kill $(cat '{}')", place.path("pid")).c_str()) == 0);
}

}  // TEST_SUITE("tools/batch")
