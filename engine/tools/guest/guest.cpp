#include "tools/guest/guest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "report/document/text.hpp"
#include "tools/guest/process.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// Of one file that a stranger's run may write: copies of what was packed, rows that do not fit into memory.
constexpr std::size_t most_file_bytes = std::size_t{1} << 30;
constexpr std::size_t longest_name = 200;

std::string bytes_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void require_plain(const std::string& name) {
  const bool plain = !name.empty() && name.size() <= longest_name && name[0] != '.' && clean_utf8(name) == name &&
                     name.find_first_of("/\\\n\t*?[]{}") == std::string::npos;
  if (!plain)
    throw Error(
        ErrorKind::usage, {},
        fmt::format("the name of a file is '{}', but must be plain, like tickets.csv", shorten(clean_utf8(name), 60)),
        "name it so, without folders, and as the study does");
}

// What standard error says: {"error": ...} under --json, {"progress": ...}, an object a line; "payoff: why" else.
void hear(std::string_view line, const GuestHost& host, std::string& message) {
  constexpr std::string_view begin = "payoff: ";
  if (line.starts_with(begin)) message = line.substr(begin.size());
  const auto said = nlohmann::json::parse(line, nullptr, false);
  if (said.is_discarded() || !said.is_object()) return;
  if (said.contains("error")) message = said["error"].value("message", "");
  if (said.contains("progress") && host.progress)
    host.progress(said["progress"].value("stage", ""), said["progress"].value("share", 0.0));
}

// It is nobody else's business where the folder lies.
std::string without_place(std::string message, const std::string& place) {
  for (std::size_t at; (at = message.find(place + "/")) != std::string::npos;) message.erase(at, place.size() + 1);
  return message;
}

GuestAnswer beyond(const std::string& finding, const std::string& remedy) {
  const Error error(ErrorKind::data, {}, finding, remedy);
  return {GuestEnd::beyond_limits, static_cast<int>(error.kind), error.what()};
}

}  // namespace

std::string Guest::path_for(const std::string& name) const {
  require_plain(name);
  const fs::path folder = fs::path(place_.path()) / "in", path = folder / name;
  fs::create_directories(folder);
  if (fs::exists(path))
    throw Error(ErrorKind::usage, {}, fmt::format("'{}' is the name of two files, but must be of one", name),
                "rename one of them");
  return path.string();
}

void Guest::add(const std::string& name, const std::string& bytes) {
  std::ofstream file(path_for(name), std::ios::binary);
  file << bytes << std::flush;
  if (!file)
    throw Error(ErrorKind::source, {.file = name}, "cannot be kept while it runs", "send less, or make room in TMPDIR");
}

void Guest::add_copy(const std::string& path) {
  std::error_code failed;
  const std::string name = fs::path(path).filename().string();
  const auto size = fs::is_regular_file(path, failed) ? fs::file_size(path, failed) : 0;
  if (size > most_file_bytes)
    throw Error(ErrorKind::source, {.file = name}, fmt::format("has {} bytes, but may have {}", size, most_file_bytes),
                "name a study.json beside it, which is read where it is");
  if (!failed) fs::copy_file(path, path_for(name), failed);
  if (failed) throw Error(ErrorKind::source, {.file = name}, "cannot be read: " + failed.message(), "check the path");
}

std::vector<std::string> Guest::safely() const {
  if (host_.trusted) return {};
  return {"--untrusted", "--threads", std::to_string(host_.limits.threads), "--rows",
          std::to_string(host_.limits.rows)};
}

GuestAnswer Guest::ask(std::vector<std::string> words, const std::string& folder) const {
  const fs::path place = place_.path();
  fs::create_directories(place / "in");
  fs::create_directories(place / "temporary");
  std::string message;
  Process process{.program = host_.program,
                  .arguments = std::move(words),
                  .folder = folder.empty() ? (place / "in").string() : folder,
                  .output = (place / "printed").string(),
                  .stop = host_.stop,
                  .line = [&](std::string_view line) { hear(line, host_, message); }};
  if (!host_.trusted) {
    process.temporary = (place / "temporary").string();
    process.address_bytes = host_.limits.memory_bytes;
    process.file_bytes = most_file_bytes;
    process.time = host_.limits.time;
  }
  const ProcessEnd ended = run_process(process);
  if (ended.how == Ending::stopped) return {GuestEnd::stopped, 0, "stopped before it was done"};
  if (ended.how == Ending::out_of_time)
    return beyond(fmt::format("the run took {} s, but must be done within them", host_.limits.time.count()),
                  "aggregate the data, or run it with `payoff run`, which has no such limit");
  if (ended.how == Ending::killed || (ended.code != 0 && message.empty()))
    return beyond(
        fmt::format("the run broke off ({} {}), but must stay within {} MB of memory",
                    ended.how == Ending::killed ? "signal" : "exit code", ended.code, host_.limits.memory_bytes >> 20),
        "aggregate the data, or run it with `payoff run`, which has no such limit");
  if (ended.code != 0) return {GuestEnd::refused, ended.code, without_place(message, place_.path())};
  return {GuestEnd::done, 0, bytes_of_file(place / "printed")};
}

std::vector<ReportFile> Guest::written() const {
  std::vector<ReportFile> files;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(output(), none))
    if (entry.is_regular_file(none))
      files.push_back({entry.path().lexically_relative(output()).generic_string(), bytes_of_file(entry.path())});
  std::ranges::sort(files, {}, &ReportFile::name);
  return files;
}

}  // namespace payoff
