// How often does the headline claim more than the truth? Studies drawn in worlds whose truth is known, run as a user would
// run them; prints the table of docs/honesty.md.
//
//     bench_honesty [STUDIES [FOLDER [WORDS]]]     (500, "honesty", all worlds; WORDS: those whose name holds them)
//     bench_honesty draw WORLD NUMBER FOLDER       leaves this one study there
//
// Resumable: a judged study is a line of FOLDER/<world>.tsv, and is not drawn again. Empty the folder after a change of the
// engine.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "honesty/judge.hpp"

namespace {

namespace fs = std::filesystem;
using honesty::Judged;
using honesty::Kind;
using honesty::World;

std::string line_of(std::uint64_t number, const Judged& v) {
  return fmt::format("{}\t{}\t{:d}\t{:d}\t{:d}\t{:d}\t{:d}\t{:d}\t{:d}\t{}\t{}\t{}\n", number, v.grade, v.directional,
                     v.false_direction, v.more_than_truth, v.named, v.covers, v.secondary_false, v.money_above_truth,
                     v.rules, v.weakening, v.headline);
}

Judged verdict_of(const std::string& line) {
  std::istringstream text(line);
  std::uint64_t number = 0;
  Judged v;
  text >> number >> v.grade >> v.directional >> v.false_direction >> v.more_than_truth >> v.named >> v.covers >>
      v.secondary_false >> v.money_above_truth;
  text.ignore();
  std::getline(text, v.rules, '\t');
  std::getline(text, v.weakening, '\t');
  std::getline(text, v.headline);
  return v;
}

std::vector<Judged> judged(const World& world, std::size_t studies, const fs::path& folder) {
  const fs::path file = folder / (std::string(world.name) + ".tsv");
  std::vector<Judged> verdicts;
  std::ifstream known(file);
  for (std::string line; verdicts.size() < studies && std::getline(known, line);) verdicts.push_back(verdict_of(line));
  std::ofstream out(file, std::ios::app);
  const fs::path place = folder / (std::string(world.name) + ".study");
  fs::create_directories(place);
  while (verdicts.size() < studies) {
    const std::uint64_t number = verdicts.size();
    verdicts.push_back(honesty::judge(world, number, place));
    out << line_of(number, verdicts.back()) << std::flush;
    if (number % 50 == 0) std::cerr << world.name << ' ' << number << '\n';
  }
  fs::remove_all(place);
  return verdicts;
}

std::string grades_of(const std::vector<Judged>& verdicts) {
  std::map<char, std::size_t> count;
  for (const Judged& v : verdicts) ++count[v.grade];
  std::string text;
  for (const auto& [grade, n] : count)
    text += fmt::format("{}{} {:.0f}", text.empty() ? "" : ", ", grade,
                        100.0 * static_cast<double>(n) / static_cast<double>(verdicts.size()));
  return text;
}

template <typename Property>
std::string share(const std::vector<Judged>& verdicts, Property property) {
  std::size_t count = 0;
  for (const Judged& verdict : verdicts) count += std::invoke(property, verdict);
  return fmt::format("{:.1f}", 100 * static_cast<double>(count) / static_cast<double>(verdicts.size()));
}

void print(const World& world, const std::vector<Judged>& verdicts) {
  constexpr const char* kinds[] = {"nothing", "shown", "hidden"};
  fmt::print(
      "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", world.name, kinds[static_cast<int>(world.kind)],
      share(verdicts, &Judged::overclaims), share(verdicts, &Judged::hedged), share(verdicts, &Judged::false_direction),
      share(verdicts, &Judged::covers), world.kind == Kind::control ? "" : share(verdicts, &Judged::named),
      share(verdicts, &Judged::secondary_false), share(verdicts, &Judged::money_above_truth), grades_of(verdicts));
  std::fflush(stdout);
}

// Of studies in which nothing is wrong and nothing is special, by plan: how often each rule lowers the grade, and in how many
// it says anything.
class FalseAlarms {
 public:
  void add(const World& world, const std::vector<Judged>& verdicts) {
    if (!world.name.starts_with("true effect") && !world.name.starts_with("no effect")) return;
    const std::size_t plan =
        world.setting.plan == honesty::Plan::staggered ? 2 : world.setting.plan == honesty::Plan::one_date;
    studies_[plan] += static_cast<double>(verdicts.size());
    for (const Judged& v : verdicts) {
      count(v.rules, plan, 1);
      count(v.weakening, plan, 0);
    }
  }

  void print() const {
    fmt::print("\n| rule | by lot | one date | staggered |\n|---|---|---|---|\n");
    for (const auto& [rule, found] : fired_) {
      fmt::print("| {} |", rule);
      for (std::size_t plan = 0; plan < 3; ++plan) {
        const double percent = 100 / std::max(studies_[plan], 1.0);
        fmt::print(" {:.1f} ({:.1f}) |", percent * found[plan][0], percent * found[plan][1]);
      }
      fmt::print("\n");
    }
  }

 private:
  void count(const std::string& rules, std::size_t plan, std::size_t which) {
    std::istringstream text(rules);
    std::set<std::string> once;
    for (std::string rule; text >> rule;)
      if (once.insert(rule).second) ++fired_[rule][plan][which];
  }

  std::map<std::string, std::array<std::array<double, 2>, 3>> fired_;  // lowering, fired
  double studies_[3] = {};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && std::string(argv[1]) == "draw") {
    fs::create_directories(argv[4]);
    for (const World& world : honesty::worlds())
      if (world.name == argv[2]) std::cout << honesty::judge(world, std::stoul(argv[3]), argv[4]).headline << '\n';
    return 0;
  }
  const std::size_t studies = argc > 1 ? std::stoul(argv[1]) : 500;
  const fs::path folder = argc > 2 ? argv[2] : "honesty";
  const std::string words = argc > 3 ? argv[3] : "";
  fs::create_directories(folder);
  fmt::print(
      "| world | trouble | overclaims | hedged | false direction | interval covers | named | a secondary | P10 of "
      "money | grades |\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|---|\n");
  FalseAlarms alarms;
  for (const World& world : honesty::worlds()) {
    if (world.name.find(words) == std::string_view::npos) continue;
    const std::vector<Judged> verdicts = judged(world, studies, folder);
    print(world, verdicts);
    alarms.add(world, verdicts);
  }
  alarms.print();
  return 0;
}
