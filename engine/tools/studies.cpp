#include "tools/studies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "ingest/inputs.hpp"
#include "study/parse_json.hpp"
#include "tools/run_files.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// What has data and metrics; what is no JSON may have been meant as one.
bool may_be_study(const fs::path& path) {
  try {
    const auto json = parse_json(content_of(path.string()), path.string());
    return json.is_object() && json.contains("data") && json.contains("metrics");
  } catch (const Error&) {
    return true;
  }
}

std::vector<fs::path> studies_below(const fs::path& folder, const fs::path& output) {
  std::vector<fs::path> found;
  std::error_code failed;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(folder, options, failed);
       !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    std::error_code unknown;
    if (entry->is_directory(unknown) && (hidden || fs::equivalent(entry->path(), output, unknown)))
      entry.disable_recursion_pending();
    if (!hidden && entry->is_regular_file(unknown) && entry->path().extension() == ".json" &&
        may_be_study(entry->path()))
      found.push_back(entry->path());
  }
  std::ranges::sort(found);
  if (found.empty())
    throw Error(ErrorKind::usage, {.file = folder.string()}, "holds no study", "draft one with `payoff init data.csv`");
  return found;
}

// Letters of any script, digits and - _ . stay; a folder's name leads nowhere else.
std::string as_name(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 128 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (!plain) c = c == '/' ? '-' : '_';
  }
  if (text.empty() || text[0] == '.') text = "_" + text;
  return text;
}

// "north/study.json" below the folder that all share is "north".
std::string name_of(const fs::path& path, const fs::path& shared) {
  const fs::path whole = whole_path(path);
  const fs::path folder = whole.parent_path().lexically_relative(shared);
  const std::string stem = whole.stem().string();
  std::string above = folder == "." ? "" : folder.string();
  if (stem == "study" && !above.empty()) return above;
  return above.empty() ? stem : above + "/" + stem;
}

fs::path shared_folder(const std::vector<fs::path>& paths) {
  fs::path shared = whole_path(paths[0]).parent_path();
  for (const fs::path& path : paths) {
    const fs::path folder = whole_path(path).parent_path();
    fs::path both;
    for (auto a = shared.begin(), b = folder.begin(); a != shared.end() && b != folder.end() && *a == *b; ++a, ++b)
      both /= *a;
    shared = both;
  }
  return shared;
}

bool names(const std::string& text, const std::string& value, std::string_view as = "") {
  return text.find(fmt::format("{{{}{}}}", value, as)) != std::string::npos;
}

// Of one study alone: the values that it names.
TemplateValues named_in(const std::string& text, const TemplateValues& values) {
  TemplateValues named;
  for (const auto& [name, value] : values)
    if (names(text, name) || names(text, name, ":number")) named.emplace(name, value);
  return named;
}

// By what stands in texts; where there is no such value, by all.
std::string name_of_values(const std::string& text, const TemplateValues& named) {
  std::string by_texts, by_all;
  for (const auto& [name, value] : named) {
    by_all += (by_all.empty() ? "" : "-") + value;
    if (names(text, name)) by_texts += (by_texts.empty() ? "" : "-") + value;
  }
  return by_texts.empty() ? by_all : by_texts;
}

void require_apart(const std::vector<BatchStudy>& studies) {
  std::map<std::string, const BatchStudy*> names;
  for (const BatchStudy& study : studies) {
    const auto [before, is_new] = names.emplace(study.name, &study);
    if (is_new) continue;
    throw Error(ErrorKind::usage, {.file = study.path},
                fmt::format("would be written to '{}', as would {}", study.name, before->second->path),
                "rename one of them, or give them other values");
  }
}

// "client=acme,globex"
std::vector<TemplateValues> listed(const std::string& option) {
  const std::size_t equals = option.find('=');
  std::vector<TemplateValues> values;
  for (std::size_t at = equals + 1; at <= option.size();) {
    const std::size_t end = std::min(option.find(',', at), option.size());
    if (end > at) values.push_back({{option.substr(0, equals), option.substr(at, end - at)}});
    at = end + 1;
  }
  return values;
}

std::vector<TemplateValues> values_of_option(const std::string& option) {
  std::vector<TemplateValues> values = lists_values(option) ? listed(option) : text_rows(option);
  if (values.empty() || option.starts_with('='))
    throw Error(ErrorKind::usage, {}, fmt::format("--for: '{}' names no value", option),
                "write client=acme,globex, or name a CSV file with a header and rows");
  return values;
}

// Several options are taken with one another.
std::vector<TemplateValues> template_values(const std::vector<std::string>& options) {
  std::vector<TemplateValues> all{{}};
  for (const std::string& option : options) {
    std::vector<TemplateValues> with;
    for (const TemplateValues& before : all) {
      for (TemplateValues values : values_of_option(option)) {
        values.insert(before.begin(), before.end());
        with.push_back(std::move(values));
      }
    }
    all = std::move(with);
  }
  return all;
}

}  // namespace

bool lists_values(const std::string& option) {
  return option.find('=') != std::string::npos;
}

std::filesystem::path whole_path(const fs::path& path) {
  std::error_code unknown;
  return fs::weakly_canonical(fs::absolute(path), unknown);
}

std::vector<BatchStudy> batch_studies(const std::vector<std::string>& inputs, const std::vector<std::string>& options,
                                      const std::string& output) {
  std::vector<fs::path> paths;
  for (const std::string& input : inputs) {
    std::error_code unknown;
    if (!fs::exists(input, unknown)) throw Error(ErrorKind::source, {.file = input}, "is not there", "check the path");
    if (!fs::is_directory(input, unknown)) {
      paths.emplace_back(input);
      continue;
    }
    for (fs::path& found : studies_below(input, output)) paths.push_back(std::move(found));
  }
  std::error_code unknown;
  const bool one_folder = inputs.size() == 1 && fs::is_directory(inputs[0], unknown);
  const fs::path shared = one_folder ? fs::canonical(inputs[0]) : shared_folder(paths);
  const std::vector<TemplateValues> all = template_values(options);
  std::vector<BatchStudy> studies;
  for (const fs::path& path : paths) {
    const std::string text = options.empty() ? "" : content_of(path.string()), name = name_of(path, shared);
    for (const TemplateValues& values : all) {
      const TemplateValues named = named_in(text, values);
      const std::string own = name_of_values(text, named);
      const std::string whole = own.empty() ? name : paths.size() == 1 ? own : fmt::format("{}-{}", name, own);
      BatchStudy study{as_name(whole), path.string(), named};
      const bool again = std::ranges::any_of(
          studies, [&](const BatchStudy& each) { return each.path == study.path && each.values == study.values; });
      if (!again) studies.push_back(std::move(study));  // one that names no value is one
    }
  }
  require_apart(studies);
  return studies;
}

}  // namespace payoff
