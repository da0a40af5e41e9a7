#include "ingest/source/table_files.hpp"

#include "ingest/source/duckdb.hpp"
#include "ingest/source/file_format.hpp"
#include "ingest/source/readable_sheets.hpp"
#include "ingest/source/unpacked.hpp"

namespace payoff {

std::vector<std::string> TableFiles::all_paths() const {
  std::vector<std::string> all = files;
  for (const std::vector<ReadableFile>* read : {&unpacked, &csv_files})
    for (const ReadableFile& file : *read) all.push_back(file.path);
  return all;
}

TableFiles table_files(const Source& source, const Context& context) {
  if (source.files.empty()) return {};
  TableFiles table{.files = expand_files(source.files, source.confined_to)};
  const std::uintmax_t most_bytes = source.confined_to.empty() ? UINTMAX_MAX : little_disk_bytes;
  for (const std::string& file : table.files) table.unpacked.push_back(unpacked(file, most_bytes, context));
  table.format = format_of(source, table.unpacked);
  if (table.format == "csv")
    for (const ReadableFile& file : table.unpacked)
      table.csv_files.push_back(readable(file, source.delimiter, context));
  if (table.format == "workbook")
    for (const ReadableFile& file : table.unpacked)
      for (ReadableFile& sheet : readable_sheets(file, source.sheet, source.range, context))
        table.csv_files.push_back(std::move(sheet));
  return table;
}

}  // namespace payoff
