#include "ingest/inputs.hpp"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <filesystem>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/file_bytes.hpp"

namespace payoff {
namespace {

constexpr std::uintmax_t largest_hashed_bytes = 64 << 20;

std::string digest_of(const std::string& file) {
  sha256_ctx digest;
  sha256_init(&digest);
  for_each_block(file, {}, [&](std::string_view block) {
    sha256_update(&digest, block.size(), reinterpret_cast<const std::uint8_t*>(block.data()));
    return true;
  });
  std::uint8_t bytes[SHA256_DIGEST_SIZE];
  sha256_digest(&digest, sizeof(bytes), bytes);
  std::string hex;
  for (const std::uint8_t byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

// name: what a frame is called.
void describe_inputs(OpenSource& source, const std::string& name, const std::vector<Join>& joins,
                     std::vector<Input>& inputs) {
  for (const std::string& file : source.files) {
    Input input{.name = std::filesystem::path(file).filename().string(),
                .sha256 = "",
                .bytes = std::filesystem::file_size(file)};
    for (const ReadableFile& part : source.csv_files)
      if (part.file == file) input.read_as += (input.read_as.empty() ? "" : "; ") + part.read_as;
    if (input.bytes <= largest_hashed_bytes) input.sha256 = digest_of(file);
    inputs.push_back(std::move(input));
  }
  if (source.frame) inputs.push_back({.name = name, .sha256 = "", .rows = source.frame.rows()});
  for (std::size_t i = 0; i < source.joined.size(); ++i) describe_inputs(*source.joined[i], joins[i].name, {}, inputs);
}

}  // namespace

std::vector<Input> inputs_of(OpenSource& source, const std::vector<Join>& joins) {
  std::vector<Input> inputs;
  describe_inputs(source, std::string(rows_frame), joins, inputs);
  return inputs;
}

std::uint64_t rows_of_database(Source source, const Context& context) {
  source.joins.clear();
  OpenSource open(source, {}, {}, context);
  const ResultTable counted = open.query("SELECT count(*) AS n FROM " + open.relation() + " AS source");
  return static_cast<std::uint64_t>(counted["n"].integers[0]);
}

std::string sha256_of(const std::string& file) {
  return digest_of(expand_files({file})[0]);
}

std::vector<std::map<std::string, std::string>> text_rows(const std::string& file) {
  Database database = open_duckdb(1);
  const std::string read =
      "SELECT * FROM read_csv(" + sql_file(expand_files({file})[0]) + ", all_varchar = true, header = true)";
  std::vector<std::map<std::string, std::string>> rows;
  try {
    const ResultTable table = database.query(read);
    rows.resize(table.rows);
    for (const ResultColumn& column : table.columns)
      for (std::size_t i = 0; i < table.rows; ++i) rows[i][column.name] = column.texts[i];
  } catch (const DatabaseError& error) {
    throw Error(ErrorKind::data, {.file = file}, "is no CSV file with a header: " + error.first_line(),
                "write a header that names what stands in braces, and a row for each study");
  }
  return rows;
}

}  // namespace payoff
