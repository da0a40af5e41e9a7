#include "ingest/source/file_format.hpp"

#include <fmt/format.h>

#include <string_view>

#include "ingest/excel/workbook.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// An object, or a list of them.
bool begins_as_json(const std::string& begin) {
  const auto next = [&](std::size_t from) { return begin.find_first_not_of(" \t\r\n", from); };
  const std::size_t first = next(begin.starts_with("\xef\xbb\xbf") ? 3 : 0);
  if (first == std::string::npos || begin[first] == '{') return first != std::string::npos;
  const std::size_t second = begin[first] == '[' ? next(first + 1) : std::string::npos;
  return second != std::string::npos && begin[second] == '{';
}

// By what is in it, and where that is no object, as in an empty list, by its name.
std::string format_of(const ReadableFile& file) {
  const std::string begin = beginning_of(file.path, 1024);
  std::string_view name = file.name;
  for (const std::string_view packed : {".gz", ".zst", ".zip"})
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  if (begin.starts_with("PAR1") || name.ends_with(".parquet")) return "parquet";
  for (const std::string_view json : {".json", ".jsonl", ".ndjson"})
    if (name.ends_with(json)) return "json";
  if (begins_as_json(begin)) return "json";
  return is_workbook(file.path) ? "workbook" : "csv";
}

}  // namespace

std::string format_of(const Source& source, const std::vector<ReadableFile>& files) {
  const std::string format = source.format.empty() ? format_of(files.front()) : source.format;
  for (const ReadableFile& file : files)
    if (source.format.empty() && (format_of(file) == "workbook") != (format == "workbook"))
      throw Error(ErrorKind::data, {.file = file.name},
                  "is not of the same kind as " + files.front().name + ", but must be",
                  "read workbooks and other files apart, or save all as CSV");
  const auto only_of = [&](const char* kind, const char* key, const std::string& value) {
    if (!value.empty() && format != kind)
      throw Error(ErrorKind::usage, {.key = fmt::format("data.{}", key)},
                  fmt::format("{} is '{}', but {} is no {}", key, value, files.front().name, kind), "take it away");
  };
  only_of("workbook", "sheet", source.sheet);
  only_of("workbook", "range", source.range);
  only_of("json", "rows", source.rows);
  return format;
}

}  // namespace payoff
