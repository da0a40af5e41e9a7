#include "tools/mcp/tools.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/base64.hpp"
#include "payoff/measure.hpp"
#include "payoff/qualify.hpp"
#include "payoff/study.hpp"
#include "study/parse_json.hpp"
#include "tools/mcp/reduced.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_runs_kept = 16;

// What went wrong with a call, as the assistant reads it.
struct Unanswered : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Json text_content(const std::string& text) {
  return {{"type", "text"}, {"text", text}};
}

Json tool_result(const std::string& text, Json structured) {
  return {{"content", Json::array({text_content(text)})}, {"structuredContent", std::move(structured)}};
}

Json tool_failure(const std::string& why) {
  return {{"content", Json::array({text_content(why)})}, {"isError", true}};
}

[[noreturn]] void refuse(const std::string& key, const std::string& rule) {
  throw Unanswered(fmt::format("the argument {} must be {}", key, rule));
}

// Arguments by their keys; what is not there is empty. An unknown key is refused before.
std::string text_argument(const Json& arguments, const std::string& key) {
  if (!arguments.contains(key)) return "";
  if (!arguments[key].is_string()) refuse(key, "text");
  return arguments[key].get<std::string>();
}

bool flag_argument(const Json& arguments, const std::string& key) {
  if (!arguments.contains(key)) return false;
  if (!arguments[key].is_boolean()) refuse(key, "true or false");
  return arguments[key].get<bool>();
}

void require_known(const ToolCall& call) {
  for (const Json& tool : tool_list()) {
    if (tool["name"] != call.tool) continue;
    const Json known = tool["inputSchema"].value("properties", Json::object());
    for (const auto& [key, value] : call.arguments.items())
      if (!known.contains(key)) throw Unanswered(fmt::format("there is no argument '{}'", key));
    for (const Json& key : tool["inputSchema"].value("required", Json::array()))
      if (!call.arguments.contains(key.get<std::string>())) refuse(key.get<std::string>(), "there");
  }
}

// A path below the folder, as it is below it.
std::string path_below(const std::string& folder, const std::string& path) {
  std::error_code unknown;
  const fs::path root = fs::weakly_canonical(folder, unknown), whole = fs::weakly_canonical(root / path, unknown);
  if (std::ranges::mismatch(root, whole).in1 != root.end() || whole == root)
    throw Unanswered(
        fmt::format("'{}' must lie below the served folder; serve another with `payoff mcp FOLDER`", path));
  if (!fs::is_regular_file(whole, unknown)) throw Unanswered(fmt::format("'{}' is no file of the served folder", path));
  return whole.lexically_relative(root).string();
}

std::string content_below(const std::string& folder, const std::string& path) {
  constexpr std::uintmax_t most = 256 << 20;
  const fs::path whole = fs::path(folder) / path;
  if (fs::file_size(whole) > most) throw Unanswered(fmt::format("'{}' is too large for a results.json", path));
  std::ifstream file(whole, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Brings the data along; returns their names, in order.
std::vector<std::string> add_data(const Json& arguments, const std::string& folder, Guest& guest) {
  std::vector<std::string> names;
  const Json files = arguments.value("files", Json::array()), data = arguments.value("data", Json::object());
  if (!files.is_array()) refuse("files", "a list of paths");
  if (!data.is_object()) refuse("data", "an object of names and texts");
  for (const Json& file : files) {
    if (!file.is_string()) refuse("files", "a list of paths");
    const std::string path = path_below(folder, file.get<std::string>());
    guest.add_copy((fs::path(folder) / path).string());
    names.push_back(fs::path(path).filename().string());
  }
  for (const auto& [name, text] : data.items()) {
    if (!text.is_string()) refuse("data", "an object of names and texts");
    guest.add(name, text.get<std::string>());
    names.push_back(name);
  }
  return names;
}

// payoff WORD STUDY with the study that the arguments name or hold.
GuestAnswer ask_of_study(std::vector<std::string> words, const Json& arguments, const std::string& folder,
                         Guest& guest) {
  const Json& study = arguments["study"];
  const bool is_path = study.is_string() && study.get<std::string>().find('{') == std::string::npos;
  if (!study.is_object() && !study.is_string()) refuse("study", "an object, its text or a path");
  if (is_path && (arguments.contains("files") || arguments.contains("data")))
    throw Unanswered(
        "a study by its path reads the data beside it; leave files and data out, or pass the study itself");
  std::ranges::copy(guest.safely(), std::back_inserter(words));
  words.emplace_back("--");
  if (is_path) {
    words.push_back(path_below(folder, study.get<std::string>()));
    return guest.ask(std::move(words), folder);
  }
  guest.add("study.json", study.is_string() ? study.get<std::string>() : study.dump());
  add_data(arguments, folder, guest);
  words.emplace_back("study.json");
  return guest.ask(std::move(words));
}

std::string answered(GuestAnswer answer) {
  if (answer.how != GuestEnd::done) throw Unanswered(answer.output);
  return std::move(answer.output);
}

std::string bytes_of(const std::vector<ReportFile>& files, std::string_view name) {
  const auto found = std::ranges::find(files, name, &ReportFile::name);
  return found == files.end() ? "" : found->bytes;
}

// Those that were asked for; the first is the one that the report shows first.
void add_pictures(const std::string& which, const std::vector<ReportFile>& files, Json& content) {
  constexpr std::string_view begin = "pictures/", end = ".svg";
  if (which == "none") return;
  const std::string report = bytes_of(files, "report.md");
  const std::size_t at = std::min(report.find(begin), report.size()), to = report.find(end, at);
  const std::string first = to == std::string::npos ? "" : report.substr(at, to + end.size() - at);
  for (const ReportFile& file : files)
    if (file.name.starts_with(begin) && (which == "all" || file.name == first))
      content.push_back({{"type", "image"}, {"data", base64(file.bytes)}, {"mimeType", "image/svg+xml"}});
}

Json methods_result() {
  Json structured{{"methods", Json::array()}, {"rules", Json::array()}};
  std::string text;
  for (const Method& method : methods()) {
    structured["methods"].push_back({{"name", method.name},
                                     {"title", method.title()},
                                     {"answers", method.answers},
                                     {"needs", method.needs.sentence},
                                     {"compares", name(method.compares)},
                                     {"best_grade", std::string(1, method.best_grade)}});
    text += fmt::format("{}: {}; needs {}; its evidence can reach {}\n", method.name, method.answers,
                        method.needs.sentence, method.best_grade);
  }
  for (const Rule& rule : rules()) {
    structured["rules"].push_back({{"id", name(rule.id)}, {"meaning", meaning(rule.id)}});
    text += fmt::format("{}: {}\n", name(rule.id), meaning(rule.id));
  }
  return tool_result(text, std::move(structured));
}

Json schema_result(const Json& arguments) {
  const std::string key = text_argument(arguments, "key"), schema = study_schema();
  if (key.empty()) return {{"content", Json::array({text_content(schema)})}};
  const Json part = parse_json(schema, "the schema")["properties"].value(key, Json());
  if (part.is_null()) throw Unanswered(fmt::format("there is no key '{}' of a study", key));
  return {{"content", Json::array({text_content(part.dump(1))})}};
}

}  // namespace

Json Tools::call(const ToolCall& call, const std::atomic<bool>& stop,
                 std::function<void(const std::string& stage, double share)> progress) {
  GuestHost host = host_;
  host.stop = &stop;
  host.progress = std::move(progress);
  try {
    require_known(call);
    if (call.tool == "init") return init(call.arguments, host);
    if (call.tool == "check") return check(call.arguments, host);
    if (call.tool == "run") return run(call.arguments, host);
    if (call.tool == "claim") return claim(call.arguments);
    return call.tool == "methods" ? methods_result() : schema_result(call.arguments);
  } catch (const Unanswered& unanswered) {
    return tool_failure(unanswered.what());
  } catch (const Error& error) {
    return tool_failure(error.what());
  }
}

Json Tools::init(const Json& arguments, const GuestHost& host) const {
  constexpr std::pair<const char*, const char*> options[] = {{"who", "--who"},
                                                             {"tool", "--tool"},
                                                             {"unit", "--unit"},
                                                             {"time", "--time"},
                                                             {"adopted_on", "--adopted-on"},
                                                             {"group", "--group"},
                                                             {"treated", "--treated"},
                                                             {"comparison", "--comparison"},
                                                             {"date", "--date"}};
  Guest guest(host);
  std::vector<std::string> words{"init", "--json"};
  if (!host.trusted) words.emplace_back("--untrusted");
  for (const auto& [key, option] : options)
    if (const std::string value = text_argument(arguments, key); !value.empty())
      words.push_back(fmt::format("{}={}", option, value));
  if (flag_argument(arguments, "randomized")) words.emplace_back("--randomized");
  words.emplace_back("--");
  const std::vector<std::string> names = add_data(arguments, folder_, guest);
  if (names.empty()) throw Unanswered("name the tables in files, or send them in data");
  words.insert(words.end(), names.begin(), names.end());
  const Json draft = parse_json(answered(guest.ask(std::move(words))), "the draft");
  std::string text = draft["study"].get<std::string>();
  for (const Json& question : draft["questions"]) text += "\nQUESTION: " + question.get<std::string>();
  if (draft.contains("problem")) text += "\nas it is it cannot run: " + draft["problem"].get<std::string>();
  return tool_result(text, draft);
}

Json Tools::check(const Json& arguments, const GuestHost& host) const {
  Guest guest(host);
  const std::string report = answered(ask_of_study({"check"}, arguments, folder_, guest));
  return tool_result(report, {{"report", report}});
}

Json Tools::run(const Json& arguments, const GuestHost& host) {
  const std::string pictures = arguments.contains("pictures") ? text_argument(arguments, "pictures") : "first";
  if (pictures != "first" && pictures != "all" && pictures != "none") refuse("pictures", "first, all or none");
  const bool whole = flag_argument(arguments, "results");
  Guest guest(host);
  std::vector<std::string> words{"run", "-o", guest.output(), "--json", "--progress"};
  const std::string printed = answered(ask_of_study(std::move(words), arguments, folder_, guest));
  const std::vector<ReportFile> files = guest.written();
  const Json results = parse_json(printed, "results.json");
  Json structured = reduced(results);
  structured["run"] = keep(printed);
  const std::string report = bytes_of(files, "report.md");
  Json result = tool_result(report.empty() ? structured.value("headline", "") : report, structured);
  add_pictures(pictures, files, result["content"]);
  if (whole)
    result["content"].push_back({{"type", "resource"},
                                 {"resource",
                                  {{"uri", "payoff:///" + structured["run"].get<std::string>() + "/results.json"},
                                   {"mimeType", "application/json"},
                                   {"text", printed}}}});
  return result;
}

// The last ones; an older one must be run again.
std::string Tools::keep(std::string results) {
  const std::lock_guard lock(mutex_);
  const std::string run = fmt::format("run-{}", ++run_count_);
  runs_.emplace(run, std::move(results));
  if (run_count_ > most_runs_kept) runs_.erase(fmt::format("run-{}", run_count_ - most_runs_kept));
  return run;
}

Json Tools::claim(const Json& arguments) {
  const std::string run = text_argument(arguments, "run"), path = text_argument(arguments, "results");
  if (run.empty() == path.empty()) throw Unanswered("name either the run or the path of its results.json");
  std::optional<std::string> kept;
  if (const std::lock_guard lock(mutex_); runs_.contains(run)) kept = runs_.at(run);
  if (!run.empty() && !kept) throw Unanswered(fmt::format("there is no run '{}' any more; run the study again", run));
  const std::string name = kept ? run : path_below(folder_, path);
  const Results results = parse_results(kept ? *kept : content_below(folder_, name), name);
  const auto [assertion, judgement] = judge(results, text_argument(arguments, "sentence"));
  return tool_result(judgement_text(assertion, judgement),
                     parse_json(judgement_json(assertion, judgement), "the judgement"));
}

}  // namespace payoff
