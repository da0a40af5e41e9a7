#include "tools/run_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tools/output.hpp"

namespace payoff {
namespace {

struct Beside {
  std::string_view folder, ending;
};
constexpr Beside besides[] = {{"tables/", ".csv"}, {"pictures/", ".svg"}};

// "tables/cash_by_month.csv" at the begin of a text, or nothing. Letters, digits and _ alone: no way out of the folder.
std::string name_at(std::string_view text, const Beside& beside) {
  if (!text.starts_with(beside.folder)) return "";
  std::size_t end = beside.folder.size();
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  while (end < text.size() && plain(text[end])) ++end;
  const bool is_name = end > beside.folder.size() && text.substr(end).starts_with(beside.ending);
  return is_name ? std::string(text.substr(0, end + beside.ending.size())) : "";
}

// What a report links to. The folder may be where somebody keeps data (tables/sales.csv), so that nothing is taken for
// ours that no report of ours led to: as the words of a link, which no text from outside can be.
void add_linked(std::string_view report, std::set<std::string>& names) {
  for (const std::string_view begin : {"\">", "]("}) {
    for (std::size_t at = report.find(begin); at != std::string_view::npos; at = report.find(begin, at + 1)) {
      for (const Beside& beside : besides)
        if (std::string name = name_at(report.substr(at + begin.size()), beside); !name.empty())
          names.insert(std::move(name));
    }
  }
}

// Of the reports that this run replaces.
std::set<std::string> linked_before(std::span<const ReportFile> files, const std::string& folder) {
  std::set<std::string> names;
  for (const ReportFile& file : files)
    if (file.name.ends_with(".html") || file.name.ends_with(".md"))
      add_linked(content_of(path_in(folder, file.name)), names);
  return names;
}

bool is_list(const ReportFile& file) {
  return file.name == "rejected.csv" || file.name == "effects.csv";
}

}  // namespace

std::string content_of(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown)) return "";
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(content).str();
}

std::string path_in(const std::string& folder, std::string_view file) {
  return (std::filesystem::path(folder) / file).string();
}

void add_stale(const std::vector<std::string>& written_before, std::vector<ReportFile>& files) {
  const auto is_ours = [](const std::string& name) {
    constexpr std::string_view documents[] = {".html", ".md", ".json", ".xlsx", ".typ", ".pdf"};
    const bool beside = std::ranges::any_of(besides, [&](const Beside& each) { return name_at(name, each) == name; });
    const bool document = name.find('/') == std::string::npos &&
                          std::ranges::any_of(documents, [&](std::string_view end) { return name.ends_with(end); });
    return beside || document || is_list({name, ""});
  };
  for (const std::string& name : written_before)
    if (is_ours(name) && std::ranges::find(files, name, &ReportFile::name) == files.end()) files.push_back({name, ""});
}

bool is_document(const ReportFile& file) {
  const auto lies_in = [&](const Beside& beside) { return file.name.starts_with(beside.folder); };
  return !is_list(file) && std::ranges::none_of(besides, lies_in);
}

void write_files(std::span<const ReportFile> all, const std::string& folder) {
  std::map<std::string, std::string_view> files;
  for (const ReportFile& file : all)
    if (!file.bytes.empty()) files.emplace(file.name, file.bytes);
  std::set<std::string> stale = linked_before(all, folder);
  for (const ReportFile& file : all)
    if (file.bytes.empty()) stale.insert(file.name);
  std::vector<std::pair<std::string, std::string_view>> paths;
  for (const auto& [name, bytes] : files) {
    stale.erase(name);
    paths.emplace_back(path_in(folder, name), bytes);
  }
  for (const auto& [path, bytes] : paths) make_folder(std::filesystem::path(path).parent_path().string());
  write_whole(paths);
  std::vector<std::string> not_written{
      path_in(folder, "report.html")};  // what evidence.html was called up to version 0.2
  for (const std::string& name : stale) not_written.push_back(path_in(folder, name));
  remove_left_parts(not_written);
  std::error_code none;
  for (const std::string& name : stale) std::filesystem::remove(path_in(folder, name), none);
  for (const Beside& beside : besides)  // goes only when it is empty
    if (!stale.empty())
      std::filesystem::remove(path_in(folder, beside.folder.substr(0, beside.folder.size() - 1)), none);
}

}  // namespace payoff
