// An effect as it stands in results.json, and its rows of effects.csv, which are made of the same values.
#pragma once

#include <span>
#include <string>

#include "payoff/report.hpp"

namespace payoff {

struct EffectText {
  std::string json, csv;
};

EffectText text_of(const Effect& effect, const CaseStudy& study);  // effects.cpp

std::string effects_csv(std::span<const EffectText> effects);  // effects.cpp

}  // namespace payoff
