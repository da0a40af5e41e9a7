// One Context through estimate() and regress(): threads, seed and cancel reach whatever is below.
#include "payoff/context.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "measure/panels.hpp"
#include "measure/staggered.hpp"
#include "payoff/payoff.hpp"

using namespace payoff;

TEST_SUITE("measure/context") {

namespace {

// A sanitizer has a thread of its own from the first other thread on; it is there then whenever one counts.
std::size_t running_threads() {
  static const bool begun = (std::thread([] {}).join(), true);
  static_cast<void>(begun);
  const auto tasks = std::filesystem::directory_iterator("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

// The most threads that ran while the action did.
std::size_t most_threads(const std::function<void()>& action) {
  std::atomic<bool> done{false};
  std::size_t most = 0;
  std::thread watcher([&] {
    while (!done) most = std::max(most, running_threads());
  });
  action();
  done = true;
  watcher.join();
  return most - 1;  // without the watcher
}

Panel staggered(int clusters) {
  Random random(3);
  return simulate_staggered({.clusters = clusters, .units_per_cluster = 20}, random);
}

}  // namespace

TEST_CASE("context: one thread asked for is one thread at work, and the answer is that of many") {
  const Panel panel = staggered(60);
  for (const char* method : {"group_time", "imputation"}) {
    const Question question{.metric = 0, .method = method};
    Effect one, many;
    CHECK(most_threads([&] { one = estimate(panel, question, {.threads = 1}); }) <= running_threads());
    many = estimate(panel, question, {.threads = 3});
    CHECK(one.absolute.estimate == many.absolute.estimate);
    CHECK(one.absolute.se == many.absolute.se);
    REQUIRE(one.path.size() == many.path.size());
    for (std::size_t i = 0; i < one.path.size(); ++i) CHECK(one.path[i].high == many.path[i].high);
  }
}

TEST_CASE("context: the seed reaches the bands, and only what is drawn") {
  const Panel panel = staggered(500);
  const Question question{.metric = 0, .method = "group_time", .compare_methods = false};
  const Effect one = estimate(panel, question, {.seed = 1}), again = estimate(panel, question, {.seed = 1});
  const Effect two = estimate(panel, question, {.seed = 2});
  std::size_t moved = 0;
  for (std::size_t i = 0; i < one.path.size(); ++i) {
    CHECK(one.path[i].low == two.path[i].low);
    CHECK((one.path[i].low_uniform == again.path[i].low_uniform || std::isnan(one.path[i].low_uniform)));
    moved += one.path[i].low_uniform != two.path[i].low_uniform;
  }
  CHECK(moved > 0);
}

TEST_CASE("context: what is cancelled before it begins, or while it works, ends soon and says so") {
  const Panel panel = staggered(90);
  const Question question{.metric = 0, .method = "imputation"};
  std::atomic<bool> stop{true};
  CHECK_THROWS_AS(estimate(panel, question, {.cancel = &stop}), Cancelled);
  stop = false;
  std::chrono::steady_clock::time_point asked;
  std::thread canceller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    asked = std::chrono::steady_clock::now();
    stop = true;
  });
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 1000; ++i) estimate(panel, question, {.cancel = &stop});
      }(),
      Cancelled);
  const auto waited = std::chrono::steady_clock::now() - asked;
  canceller.join();
  CHECK(waited < std::chrono::seconds(5));  // 100 ms on an idle machine; no timing of a busy one fails a test
}

TEST_CASE("context: progress names its stage and goes from 0 to 1, and stopping there ends the estimate") {
  const Panel panel = staggered(60);
  std::vector<double> shares;
  std::atomic<bool> stop{false};
  Context context{.progress = [&](std::string_view stage, double share) {
    CHECK(stage == "estimating minutes");
    shares.push_back(share);
  }};
  estimate(panel, {.metric = 0, .method = "group_time"}, context);
  REQUIRE(shares.size() > 4);  // the fit, and each other method
  CHECK(std::ranges::is_sorted(shares));
  CHECK(shares.front() == 0);
  CHECK(shares.back() == 1);
  context.cancel = &stop;
  context.progress = [&](std::string_view, double share) { stop = share > 0; };
  CHECK_THROWS_AS(estimate(panel, {.metric = 0, .method = "group_time"}, context), Cancelled);
}

TEST_CASE("context: by hand, a part of a part lies within it and bears the name of the innermost that has one") {
  std::string said;
  const Context whole{
      .progress = [&](std::string_view stage, double share) { said = fmt::format("{} {}", stage, share); }};
  whole.part("", 0.5, 1).part("tenure", 0, 0.5).report("x", 1);
  CHECK(said == "tenure 0.75");
  whole.part("all", 0.5, 1).part("tenure", 0, 0.5).report("x", 0);
  CHECK(said == "all 0.5");
}

}  // TEST_SUITE("measure/context")
