// A stranger's run has a place of its own, ends at its limits, and leaves nothing.
#include "tools/guest/guest.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>

#include "tools/guest/process.hpp"
#include "tools/program.hpp"

using namespace payoff;
using tools::replaced;
using tools::study;
using tools::tickets;

TEST_SUITE("tools/guest/guest") {

namespace {

// A folder of temporary files that no other program uses, for as long as this lives.
class OwnTemporary {
 public:
  OwnTemporary() : before_(std::filesystem::temp_directory_path()) {
    place_.write("here", "");
    ::setenv("TMPDIR", place_.path("").c_str(), 1);
  }
  ~OwnTemporary() { ::setenv("TMPDIR", before_.c_str(), 1); }
  OwnTemporary(const OwnTemporary&) = delete;
  OwnTemporary& operator=(const OwnTemporary&) = delete;

  std::vector<std::string> names() const { return place_.names("."); }

 private:
  const tools::Workplace place_;
  const std::filesystem::path before_;
};

GuestHost host(std::chrono::seconds time = std::chrono::seconds(60)) {
  GuestHost made{.program = PAYOFF_PROGRAM};
  made.limits.time = time;
  return made;
}

GuestAnswer run(const GuestHost& made, const std::string& plan, const std::string& data = tickets()) {
  Guest guest(made);
  guest.add("study.json", plan);
  guest.add("data.csv", data);
  std::vector<std::string> words{"run", "study.json", "-o", guest.output(), "--json", "--progress"};
  std::ranges::copy(guest.safely(), std::back_inserter(words));
  return guest.ask(words);
}

}  // namespace

TEST_CASE("guest: what a stranger's study comes to is what it comes to on the command line") {
  const tools::Workplace place;
  place.write("study.json", study());
  place.write("data.csv", tickets());
  const tools::Outcome own = payoff_program(place, "run study.json --json");
  REQUIRE(own.exit_code == 0);
  std::vector<double> shares;
  GuestHost made = host();
  made.progress = [&](const std::string&, double share) { shares.push_back(share); };
  const GuestAnswer answer = run(made, study());
  CHECK(answer.how == GuestEnd::done);
  CHECK(answer.output == own.out);
  CHECK(shares.size() > 3);
  CHECK(std::ranges::is_sorted(shares));
}

TEST_CASE("guest: a refusal is the line of the command line, without a path of this machine") {
  const std::string data = tickets([](int line, const std::string& row) { return line == 9 ? row + "x" : row; });
  const GuestAnswer answer = run(host(), study("data.csv", R"(, "surprise": 1)"), data);
  CHECK(answer.how == GuestEnd::refused);
  CHECK(answer.exit_code == 2);
  CHECK(answer.output.starts_with("study.json:$.surprise: "));
  CHECK(answer.output.find('\n') == std::string::npos);
}

TEST_CASE("guest: files have plain names, each once") {
  Guest guest(host());
  for (const char* name :
       {"", ".", "..", ".hidden", "a/b.csv", "../data.csv", "/etc/passwd", "a\\b", "a\nb", "*.csv", "\xff"})
    CHECK_THROWS_AS(guest.add(name, ""), Error);
  CHECK_THROWS_AS(guest.add(std::string(201, 'a'), ""), Error);
  guest.add("données.csv", "1");
  CHECK_THROWS_AS(guest.add("données.csv", "2"), Error);
}

TEST_CASE("guest: time, rows and memory end it") {
  GuestHost little = host();
  little.limits.rows = 159;
  const GuestAnswer rows = run(little, study());
  CHECK(rows.how == GuestEnd::refused);
  CHECK(rows.output.find("has 160 rows, but must have at most 159") != std::string::npos);
  little.limits.rows = 160;
  CHECK(run(little, study()).how == GuestEnd::done);

  std::string metrics;  // very many, each of which is estimated: minutes of work on any machine
  for (int i = 0; i < 20000; ++i)
    metrics += fmt::format(R"({{"name": "m{}", "value": "minutes", "kind": "time", "unit": "minutes"}}, )", i);
  const GuestAnswer time =
      run(host(std::chrono::seconds(1)), replaced(study(), R"({"name": "minutes")", metrics + R"({"name": "minutes")"));
  CHECK(time.how == GuestEnd::beyond_limits);
  CHECK(time.output.find("the run took 1 s, but must be done within them") != std::string::npos);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need more addresses than any limit allows
  GuestHost small = host();
  small.limits.memory_bytes = std::size_t{700} << 20;
  CHECK(run(small, study()).how == GuestEnd::done);
  const GuestAnswer memory =
      run(small, replaced(study(), R"("files": "data.csv")", R"("files": "data.csv", "format": "json")"),
          std::string(10'000'000, '['));
  CHECK(memory.how == GuestEnd::refused);
  CHECK(memory.output.find("do not fit into the memory") != std::string::npos);
#endif
}

TEST_CASE("guest: it is stopped when it is told to, and leaves no folder") {
  const OwnTemporary temporary;
  std::atomic<bool> stop{false};
  GuestHost made = host();
  made.stop = &stop;
  made.progress = [&](const std::string&, double) { stop = true; };
  CHECK(run(made, study()).how == GuestEnd::stopped);
  CHECK(temporary.names() == std::vector<std::string>{"here"});
}

TEST_CASE("guest: folders of programs that were killed are removed, those of living ones are not") {
  const OwnTemporary temporary;
  const PrivateFolder living;
  const std::filesystem::path left = std::filesystem::temp_directory_path() / "payoff-guest-left00";
  std::filesystem::create_directories(left / "in");
  remove_left_folders();
  CHECK_FALSE(std::filesystem::exists(left));
  CHECK(std::filesystem::exists(living.path()));
  CHECK((std::filesystem::status(living.path()).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
}

TEST_CASE("guest: it sees no environment but what it needs") {
  ::setenv("PAYOFF_TEST_SECRET", "secret", 1);
  const tools::Workplace place;
  const ProcessEnd ended =
      run_process({.program = "/usr/bin/env", .arguments = {}, .output = place.path("out"), .temporary = "/tmp"});
  CHECK(ended.code == 0);
  CHECK(place.read("out").find("TMPDIR=/tmp\n") != std::string::npos);
  CHECK(place.read("out").find("secret") == std::string::npos);
  ::unsetenv("PAYOFF_TEST_SECRET");
}

TEST_CASE("guest: no library is looked for where it works, among a stranger's files") {
  const char* const before = std::getenv("LD_LIBRARY_PATH");
  const std::string restored = before ? before : "";
  for (const auto& [given, kept] : std::map<std::string, std::string>{
           {":/a", "/a"}, {"/a:", "/a"}, {"/a::b:./c;;/d/e", "/a:/d/e"}, {":", ""}, {".", ""}, {"/a:/b", "/a:/b"}}) {
    CAPTURE(given);
    const tools::Workplace place;
    ::setenv("LD_LIBRARY_PATH", given.c_str(), 1);
    run_process({.program = "/usr/bin/env", .arguments = {}, .output = place.path("out"), .temporary = "/tmp"});
    CHECK(place.read("out").find("LD_LIBRARY_PATH=" + kept + "\n") != std::string::npos);
  }
  ::setenv("LD_LIBRARY_PATH", restored.c_str(), 1);
  if (!before) ::unsetenv("LD_LIBRARY_PATH");
}

TEST_CASE("guest: what it prints comes line by line, the last one too where it has no end") {
  std::vector<std::string> lines;
  const ProcessEnd ended = run_process({.program = "/bin/sh",
                                        .arguments = {"-c", "printf 'one\\ntwo\\nthree' >&2; exit 7"},
                                        .line = [&](std::string_view line) { lines.emplace_back(line); }});
  CHECK(ended.how == Ending::exited);
  CHECK(ended.code == 7);
  CHECK(lines == std::vector<std::string>{"one", "two", "three"});
  const ProcessEnd killed = run_process({.program = "/bin/sh", .arguments = {"-c", "kill -9 $$"}});
  CHECK(killed.how == Ending::killed);
  CHECK(killed.code == 9);
}

TEST_CASE("guest: what will not end is made to, with what it has started") {
  const ProcessEnd ended = run_process({.program = "/bin/sh",
                                        .arguments = {"-c", "trap '' TERM; sleep 60 & wait; sleep 60"},
                                        .time = std::chrono::seconds(1)});
  CHECK(ended.how == Ending::out_of_time);
}

}  // TEST_SUITE("tools/guest/guest")
