#include "measure/diagnosis/path_findings.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/messages.hpp"
#include "measure/diagnosis/balance.hpp"
#include "measure/diagnosis/course.hpp"
#include "measure/diagnosis/earlier_trend.hpp"
#include "measure/diagnosis/path_shape.hpp"
#include "measure/diagnosis/pre_trend_power.hpp"
#include "measure/diagnosis/sensitivity.hpp"
#include "payoff/error.hpp"

namespace payoff {

namespace {

// What is beside the answer may fail by itself: it is not available then, and says why.
template <typename Find>
void try_to_find(Effect& effect, const char* name, Find find) {
  try {
    find();
  } catch (const Error& error) {
    if (error.kind == ErrorKind::internal) throw;
    effect.diagnostics.push_back({name, missing, missing, say(MessageId::found_not_available, {{"why", error.told}})});
  } catch (const Cancelled&) {
    throw;
  } catch (const std::runtime_error&) {
    effect.diagnostics.push_back({name, missing, missing, say(MessageId::found_too_far_apart)});
  }
}

}  // namespace

void add_path_findings(Effect& effect, const Panel& panel, const EventPath& path, double distance,
                       const Context& context) {
  effect.diagnostics.push_back(balance_before(panel));
  if (path.event_time.empty() || path.target.empty()) return;
  effect.course = course_of(path, effect);
  if (!effect.earlier_trend) effect.earlier_trend = earlier_trend(path, effect, distance);
  for (Diagnostic& diagnostic : path_shape(path, effect)) effect.diagnostics.push_back(std::move(diagnostic));
  try_to_find(effect, "sensitivity", [&] {
    effect.sensitivities = sensitivities(path, effect.metric, panel.calendar.kind, effect.level, context);
  });
  try_to_find(effect, "pre_trend_power", [&] {
    const auto power = pre_trend_power(path, effect, distance, panel.calendar.kind);
    if (power) effect.diagnostics.push_back(*power);
  });
}

Effect with_path_findings(EffectWithPath answer, const Panel& panel, const Context& context) {
  const double distance = answer.path.target.empty() ? missing : headline_distance(answer.path);
  if (answer.effect.usable) add_path_findings(answer.effect, panel, answer.path, distance, context);
  return std::move(answer.effect);
}

}  // namespace payoff
