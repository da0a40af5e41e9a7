#include "study/logo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "payoff/error.hpp"
#include "report/writer/logo.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

bool lies_below(const std::string& file, const std::string& folder) {
  std::error_code unknown;
  const fs::path root = fs::weakly_canonical(folder, unknown), path = fs::weakly_canonical(file, unknown);
  return std::ranges::mismatch(root, path).in1 == root.end();
}

// One byte more than may be, so that what is too large is seen and never held.
std::string first_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most_logo_bytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

}  // namespace

std::string logo_of(const Study& study, const RunSettings& settings) {
  if (study.logo.empty() || study.anonymous) return {};
  const auto refuse = [&](const std::string& finding, const std::string& remedy) {
    throw Error(ErrorKind::usage, {.key = "report.logo", .file = study.path},
                fmt::format("logo is '{}', {}", study.logo, finding), remedy);
  };
  if (!settings.trusted && !lies_below(study.logo, folder_of(study.path)))
    refuse("but must lie below the study's folder, since the study is not trusted",
           "run it without --untrusted if you know who wrote it");
  std::error_code unknown;
  if (!fs::is_regular_file(study.logo, unknown))
    throw Error(ErrorKind::source, {.file = study.logo}, "the logo cannot be read", "check the path in report.logo");
  const std::string bytes = first_bytes(study.logo);
  if (bytes.size() > most_logo_bytes)
    refuse(fmt::format("which is larger than {} kB", most_logo_bytes / 1000), "save it smaller, or as SVG");
  if (logo_type(bytes).empty()) refuse("which is no PNG, JPEG or SVG", "save it as one of them");
  return bytes;
}

}  // namespace payoff
