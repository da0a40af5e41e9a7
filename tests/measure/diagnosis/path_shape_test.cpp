#include "measure/diagnosis/path_shape.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/path_shape") {

namespace {

// Leads -3, -2 (reference -1), lags 0 to 3; independent, each with standard error 0.5.
EventPath path_with(std::vector<double> estimate) {
  EventPath path{{-3, -2, 0, 1, 2, 3}, std::move(estimate), std::vector<double>(36), -1, {}, 20};
  for (int i = 0; i < 6; ++i) path.covariance[i * 6 + i] = 0.25;
  return path;
}

const Effect minutes{.metric = {.name = "minutes", .unit = "minutes"}};

}  // namespace

TEST_CASE("by hand: what moved before the date is minus the mean of the earlier leads") {
  // Leads 1 and 2: the reference lies 1.5 below them; se = 0.5 / sqrt(2).
  const Diagnostic early = path_shape(path_with({1, 2, 0, 0, 0, 0}), minutes)[0];
  CHECK(early.name == "anticipation");
  CHECK_CLOSE(early.value, two_sided_p(-1.5 / (0.5 / std::sqrt(2.0)), 20), 1e-12);
  CHECK(early.value < early.threshold);
  CHECK(early.text.find("had already moved by -1.5 minutes") != std::string::npos);
}

TEST_CASE("by hand: a spike is the first lag against the mean of the next three") {
  // 4 against 1: se = 0.5 sqrt(1 + 1/3).
  const Diagnostic spike = path_shape(path_with({0, 0, 4, 1, 1, 1}), minutes)[1];
  CHECK(spike.name == "adoption_spike");
  CHECK_CLOSE(spike.value, two_sided_p(3 / (0.5 * std::sqrt(4.0 / 3)), 20), 1e-12);
  CHECK(spike.text.find("differs from those that follow by 3.0 minutes") != std::string::npos);
  CHECK(spike.text.ends_with("training, or a change of what is recorded, may be in it."));
  CHECK(
      path_shape(path_with({0, 0, 1, 4, 4, 4}), minutes)[1].text.ends_with("the effect grows, as when people learn."));
}

// t(20) has 5 % beyond 2.086: leads of 0.7375, where their mean has standard error 0.5 / sqrt(2); a spike of 1.2043, where
// it has 0.5 sqrt(4 / 3).
TEST_CASE("by hand: five percent is where the words change") {
  const auto words = [](std::vector<double> estimate, int which) {
    return path_shape(path_with(std::move(estimate)), minutes)[which].text;
  };
  CHECK(words({0.73, 0.73, 0, 0, 0, 0}, 0).find("had not clearly moved:") != std::string::npos);
  CHECK(words({0.745, 0.745, 0, 0, 0, 0}, 0).find("had already moved by") != std::string::npos);
  CHECK(words({0, 0, 1.2, 0, 0, 0}, 1).find("does not clearly differ from") != std::string::npos);
  CHECK(words({0, 0, 1.21, 0, 0, 0}, 1).find("tool differs from") != std::string::npos);
}

TEST_CASE("invariance: a change of unit changes no p") {
  const std::vector<double> estimate{0.3, -0.2, 1.1, 0.4, 0.2, 0.7};
  EventPath hours = path_with(estimate);
  for (double& value : hours.estimate) value /= 60;
  for (double& value : hours.covariance) value /= 3600;
  for (int i = 0; i < 2; ++i) {
    CHECK_CLOSE(path_shape(hours, minutes)[i].value, path_shape(path_with(estimate), minutes)[i].value, 1e-12);
  }
}

TEST_CASE("refusal: without leads or lags there is nothing to look at, and it is said") {
  const EventPath lone{{0}, {1}, {1}, -1, {1}, 5};
  for (const Diagnostic& diagnostic : path_shape(lone, minutes)) CHECK(std::isnan(diagnostic.value));
  CHECK(path_shape(lone, minutes)[0].text.find("cannot be looked at") != std::string::npos);
  CHECK(path_shape(lone, minutes)[1].text.find("Too few periods") != std::string::npos);
}

}  // TEST_SUITE("measure/diagnosis/path_shape")
