// One results.json for a comparison: what a claim reads, and all else as JSON.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "payoff/compare.hpp"
#include "payoff/study.hpp"
#include "study/recorded.hpp"

namespace payoff {

struct ReadRun {
  explicit ReadRun(const RecordedRun& run)
      : path(run.path), json(parse_json(run.text, run.path)), results(parse_results(run.text, run.path)) {}

  Recorded root() const { return {json, {.file = path}}; }
  const Effect& primary() const {
    return *std::ranges::find_if(
        results.effects, [](const Effect& effect) { return effect.metric.role == Role::primary && !effect.segment; });
  }

  std::string path;
  Json json;
  Results results;
};

// Of the files that it read, "" among them where one has none.
std::set<std::string> hashes_of(const ReadRun& run);

// By their names: what the run answers, the rules that fired, and its figures (as ComparedFigure::then).
Json answers_of(const ReadRun& run);
std::vector<ComparedFigure> figures_of(const ReadRun& run);

// All that may differ beside them, without the files that the other run read too, whatever they are called. Where a study is
// not in the file (an anonymous one, or one that a program made), the assumptions say some of it.
Json others_of(const ReadRun& run, const ReadRun& other, bool with_study);

}  // namespace payoff
