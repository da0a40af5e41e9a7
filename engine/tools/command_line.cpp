#include "tools/command_line.hpp"

#include <fmt/format.h>
#include <popt.h>

#include <charconv>
#include <climits>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "base/suggestion.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr int most_threads = 1024;

Error wrong(const std::string& what) {
  return {ErrorKind::usage, {}, what, "see `payoff --help`"};
}

// What a person says of the study that is drafted.
struct Answer {
  std::string DraftAnswers::* to;
  const char *name, *help, *value;
  char* text = nullptr;
};

// As the library writes them, and all that it can: letters are those of Command::switches.
struct Switches {
  int quiet = 0, json = 0, pdf = 0, force = 0, untrusted = 0, independent = 0, threads = 0, help = 0;
  int randomized = 0, keep_going = 0, watch = 0, progress = 0, trusted = 0, timings = 0;
  int rows = 0, port = 8321, at_most = 2, seconds = 60;
  char *output = nullptr, *memory = nullptr, *to = nullptr, *host = nullptr, *token_file = nullptr;
  char **values = nullptr, **options = nullptr;
  Answer answers[9] = {
      {&DraftAnswers::who, "who", "whom it is about: \"support agents\"", "WORDS"},
      {&DraftAnswers::tool, "tool", "what was rolled out: \"the assistant\"", "WORDS"},
      {&DraftAnswers::unit, "unit", "the column of each of them", "COLUMN"},
      {&DraftAnswers::time, "time", "the column of the dates", "COLUMN"},
      {&DraftAnswers::adopted_on, "adopted-on", "the column or SQL of each one's first day with the tool", "COLUMN"},
      {&DraftAnswers::group, "group", "the column or SQL that tells who got the tool", "COLUMN"},
      {&DraftAnswers::treated, "treated", "its value for those who did", "VALUE"},
      {&DraftAnswers::comparison, "comparison", "its value for those who did not", "VALUE"},
      {&DraftAnswers::date, "date", "when it began", "DATE"}};
  std::vector<poptOption> table{};

  Switches() = default;
  ~Switches() {
    std::free(output);
    std::free(memory);
    for (char* text : {to, host, token_file}) std::free(text);
    for (char** list : {values, options}) {
      for (char** value = list; value && *value; ++value) std::free(*value);
      std::free(static_cast<void*>(list));
    }
    for (const Answer& answer : answers) std::free(answer.text);
  }
  Switches(const Switches&) = delete;
  Switches& operator=(const Switches&) = delete;

  template <typename Add>
  void fill_listening(const Add& add) {
    add('S', "port", 0, POPT_ARG_INT, &port, "to listen at (8321); 0 = any that is free", "N");
    add('S', "host", 0, POPT_ARG_STRING, &host, "address to listen at (127.0.0.1); of others only with a token",
        "ADDRESS");
    add('S', "token-file", 0, POPT_ARG_STRING, &token_file, "answer only who sends the token that it holds", "FILE");
    add('S', "at-most", 0, POPT_ARG_INT, &at_most, "estimates at once (2)", "N");
    add('T', "trusted", 0, POPT_ARG_NONE, &trusted,
        "studies are the user's own: they may name any file, and have no limits");
    add('L', "seconds", 0, POPT_ARG_INT, &seconds, "that an estimate may take (60)", "N");
    add('L', "memory", 0, POPT_ARG_STRING, &memory, "that an estimate may take (2GB)", "2GB");
    add('L', "rows", 0, POPT_ARG_INT, &rows, "that the data of an estimate may have (5 million)", "N");
  }

  void fill(std::string_view letters) {
    const auto add = [&](char letter, const char* name, char shorter, unsigned kind, auto* into, const char* help_text,
                         const char* value = nullptr) {
      if (letters.find(letter) != std::string_view::npos)
        table.push_back({name, shorter, kind, static_cast<void*>(into), 0, help_text, value});
    };
    add('o', "output", 'o', POPT_ARG_STRING, &output, "folder for what is written (run: payoff-report)", "FOLDER");
    add('j', "json", 0, POPT_ARG_NONE, &json, "print results.json; errors are JSON on stderr too");
    add('J', "json", 0, POPT_ARG_NONE, &json, "print the judgement as JSON; errors are JSON on stderr too");
    add('p', "pdf", 0, POPT_ARG_NONE, &pdf, "the three pages as Typst sources too, and as PDF where typst is there");
    add('d', "json", 0, POPT_ARG_NONE, &json, "print the draft and its questions as JSON, and write nothing");
    add('K', "json", 0, POPT_ARG_NONE, &json, "print the comparison as JSON; errors are JSON on stderr too");
    add('i', "independent", 0, POPT_ARG_NONE, &independent, "no unit is in both runs");
    add('t', "threads", 0, POPT_ARG_INT, &threads, "threads to use; 0 = all (results do not depend on it)", "N");
    add('f', "force", 0, POPT_ARG_NONE, &force, "replace a study.json that is there");
    add('F', "for", 0, POPT_ARG_ARGV, &values,
        "a study for each value of {client}: client=acme,globex; or for each row of a CSV file", "VALUES");
    add('b', "force", 0, POPT_ARG_NONE, &force, "many studies: run what is unchanged too, replace what others wrote");
    add('k', "keep-going", 0, POPT_ARG_NONE, &keep_going, "many studies: run the others where one fails");
    add('m', "memory", 0, POPT_ARG_STRING, &memory, "many studies: what they may take together (half of what there is)",
        "2GB");
    add('w', "watch", 0, POPT_ARG_NONE, &watch, "run again whenever a file changes, until interrupted");
    add('D', "to", 0, POPT_ARG_STRING, &to, "the ADBC driver of a database, by path or name; or duckdb", "DRIVER");
    add('D', "option", 0, POPT_ARG_ARGV, &options, "what the driver needs: uri=postgresql://localhost/reports",
        "NAME=VALUE");
    add('D', "force", 0, POPT_ARG_NONE, &force, "replace rows of another study of the same name");
    add('u', "untrusted", 0, POPT_ARG_NONE, &untrusted,
        "the study is from a stranger: no drivers, no queries, no files outside its folder");
    add('R', "rows", 0, POPT_ARG_INT, &rows, "refuse data of more rows", "N");
    add('y', "timings", 0, POPT_ARG_NONE, &timings, "where the time goes, on stderr: stages, rows, bytes, memory");
    add('P', "progress", 0, POPT_ARG_NONE, &progress, "how far it is, as JSON lines on stderr");
    fill_listening(add);
    for (Answer& answer : answers) add('a', answer.name, 0, POPT_ARG_STRING, &answer.text, answer.help, answer.value);
    add('a', "randomized", 0, POPT_ARG_NONE, &randomized, "a lottery drew who got it");
    add('q', "quiet", 0, POPT_ARG_NONE, &quiet, "print nothing but errors");
    table.push_back({"help", 'h', POPT_ARG_NONE, &help, 0, "print this", nullptr});
    table.push_back({nullptr, 0, 0, nullptr, 0, nullptr, nullptr});
  }
};

void print_commands(std::span<const Command> commands, const char* footer) {
  fmt::print(
      "payoff: did the AI rollout pay off, by how much, and how sure may we be?\n\n"
      "Usage: payoff COMMAND ...   (payoff COMMAND --help tells its options)\n\n");
  for (const Command& command : commands)
    fmt::print("  {:<8} {:<16} {}\n", command.name, command.input ? command.input : "", command.help);
  fmt::print("  --version\n\n{}\n", footer);
}

const Command& command_of(const std::string& word, std::span<const Command> commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (word == command.name) return command;
    names.emplace_back(command.name);
  }
  if (word.empty()) throw wrong("a command is missing");
  throw Error(ErrorKind::usage, {}, fmt::format("'{}' is no command", word),
              suggestion(word, names) + "; see `payoff --help`");
}

// "512MB", "2GB": of a million and a billion bytes; 0 where nothing is said.
std::size_t bytes_of(const char* said) {
  if (!said) return 0;
  const std::string text = said;
  std::size_t amount = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::size_t step = unit == "GB" ? 1'000'000'000 : unit == "MB" ? 1'000'000 : 0;
  if (error != std::errc() || step == 0 || amount == 0 || amount > 1'000'000)
    throw wrong(fmt::format("--memory: '{}' is no amount like 512MB or 2GB", text));
  return amount * step;
}

std::vector<std::string> list_of(char** texts) {
  std::vector<std::string> list;
  for (; texts && *texts; ++texts) list.emplace_back(*texts);
  return list;
}

void require_within(const char* option, int value, int least, int most) {
  if (value < least || value > most) throw wrong(fmt::format("{}: {} is not in {} to {}", option, value, least, most));
}

// As many as the words of `wanted`; "DATA..." is one or more, "[NAME]" one or none.
void require_inputs(std::string_view wanted, const std::vector<std::string>& inputs) {
  const bool many = wanted.ends_with("...");
  if (many) wanted.remove_suffix(3);
  std::size_t count = 0;
  while (!wanted.empty()) {
    const std::size_t end = std::min(wanted.find(' '), wanted.size());
    if (inputs.size() <= count && wanted.front() != '[')
      throw wrong(fmt::format("{} is missing", wanted.substr(0, end)));
    wanted.remove_prefix(std::min(end + 1, wanted.size()));
    ++count;
  }
  if (inputs.size() > count && !many) throw wrong(fmt::format("'{}' is one word too many", inputs[count]));
}

}  // namespace

Arguments parse_command_line(int argc, char** argv, std::span<const Command> commands, const char* footer) {
  const std::string word = argc > 1 ? argv[1] : "";
  if (word == "--help" || word == "-h") return print_commands(commands, footer), Arguments{};
  if (word == "--version") return fmt::print("{}\n", PAYOFF_VERSION), Arguments{};
  const Command& command = command_of(word, commands);
  Switches switches;
  switches.fill(command.switches);
  const std::string usage = fmt::format("payoff {}", command.name);
  argv[1] = const_cast<char*>(usage.c_str());  // as the library names the program
  const std::unique_ptr<poptContext_s, poptContext (*)(poptContext)> context(
      ::poptGetContext(nullptr, argc - 1, const_cast<const char**>(argv + 1), switches.table.data(), 0),
      ::poptFreeContext);
  if (command.input) ::poptSetOtherOptionHelp(context.get(), fmt::format("[OPTION...] {}", command.input).c_str());
  int code = 0;
  while (code >= 0) code = ::poptGetNextOpt(context.get());
  if (code < -1) throw wrong(fmt::format("{}: {}", ::poptBadOption(context.get(), 0), ::poptStrerror(code)));
  if (switches.help) {
    fmt::print("payoff {}: {}\n\n", command.name, command.help);
    std::fflush(stdout);
    ::poptPrintHelp(context.get(), stdout, 0);
    return fmt::print("\n{}\n", command.footer ? command.footer : footer), Arguments{};
  }
  std::vector<std::string> inputs;
  while (const char* input = ::poptGetArg(context.get())) inputs.emplace_back(input);
  require_inputs(command.input ? command.input : "", inputs);
  require_within("--threads", switches.threads, 0, most_threads);
  require_within("--rows", switches.rows, 0, INT_MAX);
  require_within("--port", switches.port, 0, 65535);
  require_within("--at-most", switches.at_most, 1, 64);
  require_within("--seconds", switches.seconds, 1, 86400);
  DraftAnswers answers{.randomized = switches.randomized != 0};
  for (const Answer& answer : switches.answers)
    if (answer.text) answers.*answer.to = answer.text;
  return {.action = command.action,
          .inputs = std::move(inputs),
          .output = switches.output ? switches.output : "",
          .quiet = switches.quiet != 0,
          .json = switches.json != 0,
          .pdf = switches.pdf != 0,
          .force = switches.force != 0,
          .untrusted = switches.untrusted != 0,
          .independent = switches.independent != 0,
          .keep_going = switches.keep_going != 0,
          .watch = switches.watch != 0,
          .progress = switches.progress != 0,
          .trusted = switches.trusted != 0,
          .timings = switches.timings != 0,
          .threads = switches.threads,
          .memory_bytes = bytes_of(switches.memory),
          .rows = static_cast<std::size_t>(switches.rows),
          .values = list_of(switches.values),
          .to = switches.to ? switches.to : "",
          .options = list_of(switches.options),
          .answers = std::move(answers),
          .listening = {.host = switches.host ? switches.host : "127.0.0.1",
                        .token_file = switches.token_file ? switches.token_file : "",
                        .port = switches.port,
                        .at_most = switches.at_most,
                        .seconds = switches.seconds}};
}

}  // namespace payoff
