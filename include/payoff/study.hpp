// The plan (study.json), and the run that carries it out.
//
// Example
//     payoff::Study study = payoff::read_study("study.json");
//     payoff::CaseStudy result = payoff::run(study);
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/context.hpp"
#include "payoff/report.hpp"

namespace payoff {

struct StudyBill {
  BillSource source;
  std::optional<BillGoesOn> goes_on;  // needed where it ends before the horizon
  Uncertain later = 1;                // as in Bill
  std::string currency{};             // empty = that of the money
  std::string counted_in{};           // as in Bill
  std::string reconciles;  // the bill of which this is the invoice; what it is beyond that is a line of its own
};

struct Study {
  std::string path;  // of the file; data files are relative to its folder
  std::string title, question, who, tool;
  Source source;
  Columns columns;
  Rollout rollout;
  std::vector<MetricSource> metrics;
  std::vector<std::vector<std::string>> metric_covariates;  // (metrics) names in columns.covariates
  std::string method;                                       // empty = chosen from the data
  Options method_options;
  double level = 0.95;
  double rejected_limit = default_rejected_limit;
  std::optional<Assumptions> money;
  std::vector<StudyBill> bills;               // of the money
  std::vector<std::string> cost_per_outcome;  // metrics of kind cost
  Correction correction = Correction::holm;
  Disclosure disclosure;
  std::uint64_t seed = 1;
  std::vector<std::string> formats;  // names of report_formats()
  std::string language = "en";       // of the report
  std::string unit_label;            // what one unit is called; empty = as its column
  Telling telling;                   // without the logo, which run() reads
  std::string logo{};                // its file
  bool anonymous = false;            // the case study names no unit, team, person or file
  std::string json;                  // as read, comments removed
};

// As in Context; the seed is the study's.
struct RunSettings {
  int threads = 0;  // 0 = all
  // A study is a program that its owner runs: it may name drivers, queries and any file. From anyone else set false:
  // see Source::confined_to. Either way it can read only what it names, and write nothing.
  bool trusted = true;
  Progress progress{};                        // "reading the data", "estimating handle_minutes", "valuing"
  const std::atomic<bool>* cancel = nullptr;  // run and check throw Cancelled soon after it becomes true
  std::size_t memory_bytes = 0;
  std::size_t most_rows = 0;  // that are read: more are refused before anything is estimated; 0 = any number
};

// What a template says by name, for one study of several: {client} within any text is what stands for it here, and
// "{people:number}" that is a whole text becomes that number. Braces around any other word stay.
using TemplateValues = std::map<std::string, std::string>;

// Tables that the calling program holds, by their names in the study: rows_frame for the rows, else the name of a join.
// Each stands in place of the files that the study names there, if it names any.
using Frames = std::map<std::string, Frame, std::less<>>;

// Throws Error(usage) with the JSON path, the value, the rule and a suggestion.
Study read_study(const std::string& path, const TemplateValues& values = {}, const Frames& frames = {});
Study parse_study(const std::string& text, const std::string& path, const TemplateValues& values = {},
                  const Frames& frames = {});

// The files that a run of this study reads: data, tables that they are looked up in, bills, the logo. A database is none
// of them. Throws as run() does where one is not there.
std::vector<std::string> files_of(const Study& study, const RunSettings& settings = {});
bool reads_database(const Study& study);

// Reads and accounts for the data; estimates nothing.
Loaded check(const Study& study, const RunSettings& settings = {});

// Throws what run() would throw once it has read the data: too many rejected rows, a question that the method or the money
// refuses. Returns the method.
MethodChoice require_answer(const Study& study, const Loaded& loaded, const RunSettings& settings = {});

// The method the study names, else the strongest that the panel allows.
MethodChoice method_of(const Study& study, const Panel& panel);

CaseStudy run(const Study& study, const RunSettings& settings = {});

// What results.json says of the evidence: all that a claim is judged by (assertion.hpp).
struct Results {
  std::string who, tool;
  std::vector<Effect> effects;
  std::optional<Appraisal> appraisal;
  Correction correction = Correction::holm;
  Verdict verdict;
  std::vector<Claim> claims;  // each whole in Claim::claim

  Evidence evidence() const;  // points to the appraisal of these results
};

// What somebody says, as it was understood, and whether the results bear it out. Throws as read_assertion().
struct JudgedClaim {
  Assertion assertion;
  Judgement judgement;
};
JudgedClaim judge(const Results& results, const std::string& sentence);

// Of schema payoff/1. Throws Error(source) for a file that cannot be read, Error(usage) with the JSON path, the value and
// the rule for one that payoff did not write.
Results read_results(const std::string& path);
Results parse_results(const std::string& text, const std::string& path);

// The JSON Schema (draft 7) of study.json, for editors and validators; and the page that describes every key (docs/study.md).
std::string study_schema();
std::string study_reference();

// What no file shows and a person knows; empty = not said.
struct DraftAnswers {
  std::string who, tool;   // "support agents", "the assistant"
  std::string unit, time;  // columns
  std::string adopted_on;  // as in Rollout, like the rest
  std::string group, treated, comparison, date;
  bool randomized = false;
};

// What no file shows of the rollout: who got it, which of several dates is each unit's first day, when it began.
enum class DraftTopic { rollout, adopted_on, date };
struct DraftQuestion {
  DraftTopic about;
  std::string text;
};

// A commented study.json of these files, guessed from what their columns hold: rows in one, looked up in the others;
// known exports are recognised by their columns. It runs, but for what the files do not show: that is a question in it, and
// no value stands for it. Not trusted: little memory, no links out of their folder.
struct Draft {
  std::string text;
  std::vector<DraftQuestion> questions;
};
Draft draft_study(const std::vector<std::string>& files, bool trusted = true, const DraftAnswers& answers = {});

// The folder of a file, as Source::confined_to names it.
std::string folder_of(const std::string& file);

}  // namespace payoff
