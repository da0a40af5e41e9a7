// payoff run | check | claim | compare | export | init | schema | methods: argv in, files and one line out.
#include "tools/cli.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <thread>

#include "base/suggestion.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/payoff.hpp"
#include "report/catalog.hpp"
#include "study/draft/answers.hpp"
#include "tools/batch.hpp"
#include "tools/command_line.hpp"
#include "tools/draft_json.hpp"
#include "tools/export.hpp"
#include "tools/failure.hpp"
#include "tools/help.hpp"
#include "tools/mcp.hpp"
#include "tools/output.hpp"
#include "tools/panel_preview.hpp"
#include "tools/progress.hpp"
#include "tools/run_files.hpp"
#include "tools/serve.hpp"
#include "tools/stage_times.hpp"
#include "tools/typesetter.hpp"
#include "tools/watch.hpp"

namespace payoff {
namespace {

enum ClaimExit { not_supported = 6, contradicted = 7 };

void print_ledger(const Ledger& ledger) {
  fmt::print("rows read {} = used {} + rejected {} + filtered {}; {} units, {} periods\n", ledger.rows_read,
             ledger.rows_used, ledger.rows_rejected, ledger.rows_filtered, ledger.units, ledger.periods);
  for (const LedgerReason& reason : ledger.reasons)
    fmt::print("  {} {}: {}\n", name(reason.outcome), reason.rows, printable(reason.reason));
  for (const std::string& note : ledger.notes) fmt::print("  {}\n", printable(note));
}

void print_readings(const std::vector<ColumnReading>& readings) {
  for (const ColumnReading& reading : readings)
    fmt::print("{} ({}): {}\n", printable(reading.column), printable(reading.role), printable(reading.read_as));
}

void print_coding(const Coding& coding) {
  if (!coding.text.empty()) fmt::print("{}\n", printable(coding.text));
  for (const Coding::Difference& d : coding.differences)
    fmt::print("  {}: {:.6g} among the treated, {:.6g} among the others ({:+.2f} sd)\n", printable(d.column),
               d.mean_treated, d.mean_comparison, d.standardized);
}

// What takes long, with its progress on a terminal.
template <typename Action>
auto with_progress(const Arguments& arguments, Action action, StageTimes* times = nullptr) {
  ProgressLine progress(arguments.quiet, arguments.progress);
  return action(RunSettings{.threads = arguments.threads,
                            .trusted = !arguments.untrusted,
                            .progress =
                                [&](std::string_view stage, double share) {
                                  progress.stage(stage, share);
                                  if (times) times->begin(stage);
                                },
                            .most_rows = arguments.rows});
}

void print_times(StageTimes& times, const CaseStudy& result) {
  std::uint64_t bytes = 0;
  for (const Input& input : result.inputs) bytes += input.bytes;
  fmt::print(stderr, "{}", times.table(result.ledger.rows_read, bytes));
}

int run_once(const Arguments& arguments) {
  if (is_batch(arguments) && arguments.timings)
    throw Error(ErrorKind::usage, {}, "--timings is of one study", "name one, without --for");
  if (is_batch(arguments)) return run_batch(arguments);
  const std::jthread loading = load_duckdb_ahead();
  const std::string folder = arguments.report_folder();
  Study study = read_study(arguments.inputs[0]);
  if (arguments.pdf) study.formats.emplace_back("typst");
  StageTimes times;
  const CaseStudy result =
      with_progress(arguments, [&](const RunSettings& settings) { return run(study, settings); }, &times);
  times.begin("writing the documents");
  const std::vector<ReportFile> files = files_of_run(result, study.formats, arguments.threads);
  write_files(files, folder);
  const std::vector<std::string> pdfs = arguments.pdf ? write_pdfs(files, folder) : std::vector<std::string>();
  if (arguments.pdf && pdfs.empty() && !arguments.quiet) fmt::print(stderr, no_typst, printable(folder));
  if (arguments.timings) print_times(times, result);
  const PortfolioRow row = portfolio_row(result);
  if (row.outcome == PortfolioOutcome::refused)  // the documents say so, too
    fmt::print(stderr, "payoff: {} is not estimated: {}\n", printable(row.metric), printable(row.message));
  if (arguments.json) fmt::print("{}", rendered(result, "json"));
  if (arguments.json || arguments.quiet) return row.exit_code;
  print_coding(result.coding);
  print_ledger(result.ledger);
  fmt::print("evidence grade {}\n\n{}\n", result.verdict.grade, printable(result.claims.front().text()));
  for (const ReportFile& file : files)
    if (!file.bytes.empty() && is_document(file)) fmt::print("{}\n", path_in(folder, file.name));
  for (const std::string& pdf : pdfs) fmt::print("{}\n", pdf);
  return row.exit_code;
}

int run_study(const Arguments& arguments) {
  return arguments.watch ? run_watching(arguments, run_once) : run_once(arguments);
}

int check_study(const Arguments& arguments) {
  const std::jthread loading = load_duckdb_ahead();
  const Study study = read_study(arguments.inputs[0]);
  const Loaded loaded = with_progress(arguments, [&](const RunSettings& settings) { return check(study, settings); });
  if (!arguments.output.empty()) {
    const ReportFile rejected{"rejected.csv", study.anonymous ? "" : rejected_rows(loaded.ledger)};
    write_files({&rejected, 1}, arguments.output);
  }
  if (!arguments.quiet) {
    print_readings(loaded.readings);
    print_ledger(loaded.ledger);
    if (loaded.ledger.rows_used > 0) print_coding(loaded.coding);
    fmt::print("{}", panel_preview(loaded.panel));
  }
  const MethodChoice choice =
      with_progress(arguments, [&](const RunSettings& settings) { return require_answer(study, loaded, settings); });
  if (!arguments.quiet) fmt::print("method: {}: {}\nthe study can run\n", choice.method, choice.reason);
  return 0;
}

int judge_claim(const Arguments& arguments) {
  const auto [assertion, judgement] = judge(read_results(arguments.inputs[0]), arguments.inputs[1]);
  if (arguments.json) {
    fmt::print("{}", judgement_json(assertion, judgement));
  } else if (!arguments.quiet) {
    fmt::print("{}", judgement_text(assertion, judgement));
  }
  if (judgement.standing == Standing::supported) return 0;
  return judgement.standing == Standing::contradicted ? contradicted : not_supported;
}

int compare(const Arguments& arguments) {
  const RunComparison comparison = compare_runs(arguments.inputs[0], arguments.inputs[1], arguments.independent);
  if (arguments.json)
    fmt::print("{}", comparison_json(comparison));
  else if (!arguments.quiet)
    fmt::print("{}", comparison_text(comparison));
  return 0;
}

// Asks on a terminal what no file shows, until all is said or a line is left empty.
Draft draft_with_answers(const Arguments& arguments) {
  const auto drafted = [&](const DraftAnswers& answers) {
    return draft_study(arguments.inputs, !arguments.untrusted, answers);
  };
  const bool asks = !arguments.quiet && !arguments.json && ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO);
  DraftAnswers answers = arguments.answers;
  Draft draft = drafted(answers);
  while (asks && !draft.questions.empty()) {
    fmt::print("{}\n{}\n> ", printable(draft.questions[0].text), hint_of(draft.questions[0]));
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line) || line.empty() || !add_answer(draft.questions[0], line, answers)) break;
    draft = drafted(answers);
  }
  return draft;
}

// Why the study cannot be answered as it is, though nothing is asked; empty = it can.
std::string refusal_of(const Study& study, const Arguments& arguments) {
  try {
    with_progress(arguments,
                  [&](const RunSettings& settings) { return require_answer(study, check(study, settings), settings); });
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

int draft(const Arguments& arguments) {
  const std::string path = (std::filesystem::path(arguments.inputs[0]).parent_path() / "study.json").string();
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown) && !arguments.force && !arguments.json)
    throw Error(ErrorKind::usage, {.file = path}, "is there already", "use --force to replace it");
  const Draft draft = draft_with_answers(arguments);
  std::string refusal;
  if (draft.questions.empty()) refusal = refusal_of(parse_study(draft.text, path), arguments);
  if (arguments.json) return fmt::print("{}", draft_json(draft, refusal)), 0;
  write_whole({{path, draft.text}});
  if (arguments.quiet) return 0;
  fmt::print("{}\n", path);
  for (const DraftQuestion& question : draft.questions) fmt::print("QUESTION: {}\n", printable(question.text));
  if (!refusal.empty()) fmt::print("as it is it cannot run: {}\n", printable(refusal));
  fmt::print("{}, then: payoff run {}\n",
             !refusal.empty()          ? "mend it in that file"
             : draft.questions.empty() ? "look at what was guessed"
                                       : "answer it in that file, or by an option",
             path);
  return 0;
}

int print_methods(const Arguments&) {
  for (const Method& method : methods()) {
    fmt::print("{}  ({})\n  {}\n  needs {}\n", method.name, method.title(), method.answers, method.needs.sentence);
    fmt::print("  compares {}; its evidence can reach {}\n", name(method.compares), method.best_grade);
    for (const OptionSpec& option : method.options)
      fmt::print("    {:<12} {} (default {}): {}\n", option.name, values_of(option), option.otherwise, option.meaning);
  }
  fmt::print("\nGrading rules\n");
  for (const Rule& rule : rules()) fmt::print("  {}  {}\n", name(rule.id), meaning(rule.id));
  fmt::print("\nReports\n");
  for (const ReportFormat& format : report_formats())
    fmt::print("  {:<10} {:<14} {}\n", format.name, format.file_name, format.meaning);
  return 0;
}

int print_schema(const Arguments& arguments) {
  const std::string of = arguments.inputs.empty() ? "study" : arguments.inputs[0];
  if (of == "study")
    fmt::print("{}", study_schema());
  else if (of == "results")
    fmt::print("{}", results_schema());
  else if (of == "portfolio")
    fmt::print("{}", portfolio_schema());
  else
    throw Error(ErrorKind::usage, {}, fmt::format("'{}' has no schema", of),
                suggestion(of, {"study", "results", "portfolio"}));
  return 0;
}

constexpr Command all_commands[] = {
    {"run", "estimate, value, grade, and write the case study", "STUDY...", "ojptuqFbkmwRPy", run_study, run_help},
    {"check", "validate the study and its data, show the panel; say no result", "STUDY", "otuqRP", check_study},
    {"claim", "is a claim borne out? supported, not supported or contradicted, with its probability",
     "RESULTS SENTENCE", "Jq", judge_claim, claim_help},
    {"compare", "what changed between two runs? refuses where their difference means nothing", "THEN NOW", "Kiq",
     compare, compare_help},
    {"export", "write the results of runs into tables of a database", "RESULTS...", "Dq", export_results, export_help},
    {"serve", "the studies of a folder as pages, pictures and numbers, as they change; estimates of what is sent",
     "FOLDER", "otuSL", serve, serve_help},
    {"mcp", "tools for assistants, by the Model Context Protocol; they see what lies below the folder", "[FOLDER]",
     "TL", mcp, mcp_help},
    {"init", "look at files and draft a study.json of them beside the first", "DATA...", "fuaqd", draft},
    {"schema", "print the JSON Schema of study.json, or of what is written: results.json, summary.json (portfolio)",
     "[NAME]", "", print_schema},
    {"methods", "list the methods, their options, the grading rules and the reports", nullptr, "", print_methods}};

int program(int argc, char** argv) {
  const bool json = std::any_of(argv, argv + argc, [](const char* each) { return std::string_view(each) == "--json"; });
  try {
    const Arguments arguments = parse_command_line(argc, argv, all_commands, study_help);
    const int code = arguments.action ? arguments.action(arguments) : 0;
    if (std::fflush(stdout) != 0) throw std::system_error(errno, std::generic_category(), "standard output");
    return code;
  } catch (const std::exception&) {
    const Failure failure = failure_here();
    if (json)
      fmt::print(stderr, "{}\n", error_json(failure.exit_code, failure.message, failure.place));
    else
      fmt::print(stderr, "payoff: {}\n", printable(failure.message));
    return failure.exit_code;
  }
}

}  // namespace

int run_command_line(int argc, char** argv) try {
  hold_standard_streams();
  clean_up_when_interrupted();
  return program(argc, argv);
} catch (...) {  // while reporting a failure
  return static_cast<int>(ErrorKind::internal);
}

}  // namespace payoff
