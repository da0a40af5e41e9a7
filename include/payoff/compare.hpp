// What changed between two runs of a study?
//
// The files are results.json of both; from anyone, so each value is looked at as it is taken. Runs are compared where the
// difference of their effects means something: the same primary metric in the same unit and direction, by the same method
// at the same level, of the same tool, in the same currency. What else differs (data, seed, covariates, assumptions,
// version) is told, and not judged.
//
// Whether a difference of effects is more than chance is said only of runs that share no unit, and no results.json shows
// that: who compares has to say so. The same data twice leave no chance between the runs: what differs comes of the options.
//
// Example
//     payoff::RunComparison changed = payoff::compare_runs("march/results.json", "june/results.json");
//     std::cout << payoff::comparison_text(changed);
#pragma once

#include <string>
#include <vector>

#include "payoff/estimate.hpp"

namespace payoff {

// A number of the two runs; NaN where one of them has none.
struct ComparedFigure {
  std::string name, unit;  // "rows used", ""; "net present value", "USD"
  double then = missing, now = missing;

  bool unchanged() const;
};

// Anything else; each as JSON writes it, empty where one run has none.
struct ComparedValue {
  std::string what, then, now;  // "seed", "1", "2"
};

struct ComparedEffect {
  std::string metric, segment;  // segment: "tenure = new", empty = everyone
  std::string apart;            // why they are not held against each other; empty = they are
  Estimate then, now;           // absolute; NaN with a reason where a run has none
  Estimate relative_then, relative_now;
  Estimate difference;  // now less then; with an interval only between runs that share no unit

  bool unchanged() const;
};

enum class SharedData {
  all,      // the same files, by their hashes
  some,     // at least one of them
  unknown,  // no hash is the same: whether units are is not known
  none,     // no unit is in both, as who compares says
};

struct RunComparison {
  std::string path_then, path_now;
  double level = 0.95;  // of all intervals
  SharedData data = SharedData::unknown;
  std::vector<ComparedEffect> effects;
  std::vector<ComparedValue> answers;   // that differ: the sentence, the grade, what next, the rules that fired
  std::vector<ComparedFigure> figures;  // all of them: rows, money
  std::vector<ComparedValue> others;    // that differ: version, inputs, keys of the study

  bool unchanged() const;  // nothing differs
};

// independent: no unit is in both runs. Throws as read_results(); and Error(usage) that names all for which the difference
// means nothing, or the file that both read where the runs were said to be independent.
RunComparison compare_runs(const std::string& path_then, const std::string& path_now, bool independent = false);

// The same of texts that are at hand.
struct RecordedRun {
  std::string text, path;
};
RunComparison compare_runs(const RecordedRun& then, const RecordedRun& now, bool independent = false);

std::string comparison_text(const RunComparison& comparison);  // a few lines, for people
std::string comparison_json(const RunComparison& comparison);  // for programs

}  // namespace payoff
