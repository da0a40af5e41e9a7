// What a run is given, as every stage takes it.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

inline Context context_of(const Study& study, const RunSettings& settings) {
  return {settings.threads, study.seed, settings.progress, settings.cancel, settings.memory_bytes};
}

}  // namespace payoff
