// Writes the data and expected.json of every worked case into <folder>/<case>/.
// study.json and CARD.md beside them are written by people.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "cases.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error(fmt::format("{} cannot be written", path.string()));
}

std::string to_json(const Expected& expected) {
  // Six significant digits: far finer than any interval, and free of the last bits of a sum.
  const auto rounded = [](double value) { return std::stod(fmt::format("{:.6g}", value)); };
  const nlohmann::ordered_json json = {
      {"metric", expected.metric},
      {"truth", {{"absolute", rounded(expected.truth)}, {"relative", rounded(expected.relative)}}},
      {"design", expected.design},
      {"grade", expected.grade},
      {"covers", expected.covers},
      {"claims_contain", expected.claims_contain},
      {"claims_must_not_contain", expected.claims_must_not_contain}};
  return json.dump(2) + "\n";
}

void write_all(const std::filesystem::path& folder) {
  const std::pair<const char*, Case (*)()> cases[] = {{"support_assistant", support_assistant},
                                                      {"storefront_recommender", storefront_recommender},
                                                      {"coding_assistant", coding_assistant},
                                                      {"idle_tool", idle_tool},
                                                      {"bad_month", bad_month},
                                                      {"service_desk", service_desk},
                                                      {"agents", agents}};
  for (const auto& [name, simulate] : cases) {
    const Case made = simulate();
    std::filesystem::create_directories(folder / name);
    for (const auto& [file, text] : made.files) write(folder / name / file, text);
    write(folder / name / "expected.json", to_json(made.expected));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: payoff_datasets FOLDER\n", stderr);
    return 2;
  }
  try {
    write_all(argv[1]);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 3;
  }
}
