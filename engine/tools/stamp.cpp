#include "tools/stamp.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "ingest/inputs.hpp"
#include "study/recorded.hpp"
#include "tools/run_files.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

bool is_the_same(const StampedFile& then, const StampedFile& now) {
  if (looks_the_same(then, now)) return true;
  const bool may_be = then.path == now.path && then.bytes == now.bytes && !then.sha256.empty();
  return may_be && sha256_of(now.path) == then.sha256;
}

StampedFile read_file(const Recorded& file) {
  constexpr double most = 9.2e18;
  return {.path = file.text("path"),
          .sha256 = file.text("sha256"),
          .bytes = file.whole("bytes", 0, most_counted),
          .modified_ns = file.whole("modified_ns", -most, most),
          .changed_ns = file.whole("changed_ns", -most, most)};
}

}  // namespace

bool looks_the_same(const StampedFile& a, const StampedFile& b) {
  return a.path == b.path && a.bytes == b.bytes && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns;
}

std::vector<StampedFile> stamped(const std::vector<std::string>& files) {
  std::vector<StampedFile> all;
  for (const std::string& file : files) {
    struct stat seen{};
    StampedFile one{.path = file, .sha256 = ""};
    if (::stat(file.c_str(), &seen) == 0) {
      one.bytes = seen.st_size;
      one.modified_ns = nanoseconds(seen.st_mtim);
      one.changed_ns = nanoseconds(seen.st_ctim);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string stamp_json(const Stamp& stamp) {
  Json files = Json::array();
  for (const StampedFile& file : stamp.files)
    files.push_back({{"path", file.path},
                     {"sha256", file.sha256},
                     {"bytes", file.bytes},
                     {"modified_ns", file.modified_ns},
                     {"changed_ns", file.changed_ns}});
  const Json json{{"schema", "payoff-stamp/1"}, {"owner", stamp.owner},
                  {"payoff", stamp.version},    {"options", stamp.options},
                  {"study", stamp.study},       {"files", files},
                  {"written", stamp.written},   {"row", portfolio_row_json(stamp.row)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Stamp> read_stamp(const std::string& folder) {
  const std::string path = path_in(folder, stamp_name);
  try {
    const Json parsed = parse_json(content_of(path), path);
    const Recorded json(parsed, {.file = path});
    Stamp stamp{.owner = json.text("owner"),
                .version = json.text("payoff"),
                .options = json.text("options"),
                .study = json.text("study"),
                .files = {},
                .written = json.texts("written"),
                .row = read_portfolio_row(json.text("row"), path)};
    for (const Recorded& each : json.list("files")) stamp.files.push_back(read_file(each));
    return stamp;
  } catch (const Error&) {  // of another version, or damaged: as if there were none
    return std::nullopt;
  }
}

bool holds(const Stamp& stamp, const Stamp& now, const std::string& folder) {
  std::error_code unknown;
  return stamp.owner == now.owner && stamp.version == now.version && stamp.options == now.options &&
         stamp.study == now.study &&
         std::ranges::all_of(stamp.written,
                             [&](const std::string& name) { return fs::exists(path_in(folder, name), unknown); }) &&
         std::ranges::equal(stamp.files, now.files, is_the_same);
}

std::string owner_of(const BatchStudy& study, const std::string& folder) {
  std::string owner = whole_path(study.path).lexically_relative(whole_path(folder)).generic_string();
  for (const auto& [name, value] : study.values) owner += fmt::format(" {}={}", name, value);
  return owner;
}

void require_own(const BatchStudy& study, const std::string& folder, const std::optional<Stamp>& stamp) {
  const auto refuse = [&](const std::string& finding) {
    throw Error(ErrorKind::usage, {.file = study.path},
                fmt::format("would be written to {}, which {}", folder, finding),
                "choose another folder with -o, or --force to replace what is there");
  };
  std::error_code unknown;
  if (stamp && stamp->owner != owner_of(study, folder)) refuse("holds the run of " + stamp->row.study);
  if (!stamp && fs::exists(path_in(folder, "results.json"), unknown)) refuse("holds results that no batch wrote");
}

}  // namespace payoff
