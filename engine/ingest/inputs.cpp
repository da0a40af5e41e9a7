#include "ingest/inputs.hpp"

#include <filesystem>

#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

constexpr std::uintmax_t largest_hashed_bytes = 64 << 20;

void describe_inputs(OpenSource& source, std::vector<Input>& inputs) {
  for (const std::string& file : source.files) {
    Input input{.name = std::filesystem::path(file).filename().string(),
                .sha256 = "",
                .bytes = std::filesystem::file_size(file)};
    for (const ReadableFile& part : source.csv_files)
      if (part.file == file) input.read_as += (input.read_as.empty() ? "" : "; ") + part.read_as;
    if (input.bytes <= largest_hashed_bytes)
      input.sha256 =
          source.query("SELECT sha256(content) AS hash FROM read_blob(" + sql_file(file) + ")").columns[0].texts[0];
    inputs.push_back(std::move(input));
  }
  for (const auto& table : source.joined) describe_inputs(*table, inputs);
}

}  // namespace

std::vector<Input> inputs_of(OpenSource& source) {
  std::vector<Input> inputs;
  describe_inputs(source, inputs);
  return inputs;
}

}  // namespace payoff
