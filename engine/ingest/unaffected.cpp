#include "ingest/unaffected.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/letters.hpp"
#include "ingest/sql/number_form.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr const char* key = "rollout.unaffected";

bool is_yes(const std::string& label) {
  const std::string text = lower(label);
  if (std::ranges::count(yes_spellings(), text) > 0) return true;
  if (std::ranges::count(no_spellings(), text) > 0) return false;
  throw Error(ErrorKind::data, {.key = key}, fmt::format("'{}' is neither yes nor no", label),
              "write whom the tool could not reach as SQL: \"queue = 'invoices'\"");
}

void require_both(const Panel& panel) {
  std::size_t without = 0, unaffected = 0;
  for (const Unit& unit : panel.units) {
    without += !unit.treated;
    unaffected += unit.unaffected;
    if (unit.treated && unit.unaffected)
      throw Error(ErrorKind::data, {.key = key},
                  fmt::format("{} has the tool and is said to be out of its reach", unit.label),
                  "name only those without the tool");
  }
  if (unaffected == 0)
    throw Error(ErrorKind::data, {.key = key}, "nobody is out of reach of the tool",
                "look at its spelling, or leave it out");
  if (unaffected == without)
    throw Error(ErrorKind::data, {.key = key},
                "all without the tool are out of its reach, and nobody is left to compare them with",
                "name some of them only");
}

}  // namespace

NamedExpression unaffected_segment(const Rollout& rollout) {
  return {.name = "out of reach", .expression = rollout.unaffected, .key = key};
}

void mark_unaffected(Panel& panel) {
  std::vector<bool> yes;
  for (const std::string& label : panel.segments.back().labels) yes.push_back(is_yes(label));
  panel.segments.pop_back();
  for (Unit& unit : panel.units) {
    const int label = unit.segments.back();
    unit.segments.pop_back();
    unit.unaffected = label >= 0 && yes[static_cast<std::size_t>(label)];
  }
  require_both(panel);
}

}  // namespace payoff
