// Text files that the database does not read as they are: a copy in UTF-8 for as long as it is read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "payoff/context.hpp"
#include "payoff/error.hpp"

namespace payoff {

struct ReadableFile {
  std::string name;                    // for messages and the ledger: the file, and its sheet where several are read
  std::string file;                    // as the study names it
  std::string path;                    // what is read: the file, or its copy
  std::string read_as{};               // "converted from UTF-16", "without its first line sep=;", ...; empty = as it is
  std::size_t lines_left_out = 0;      // of the copy, above its header
  std::string delimiter{};             // where a line sep=; says it, and of a workbook's copy
  std::shared_ptr<const void> copy{};  // removed with the last who holds it
};

std::vector<std::string> paths_of(const std::vector<ReadableFile>& files);

// At most so many bytes of the file, from its first.
std::string beginning_of(const std::string& file, std::size_t bytes);

// A copy that the disk had no room for.
Error not_written(const std::string& path);

// Holds the file on the disk: removed with the last who holds this.
std::shared_ptr<const void> removed_at_the_end(const std::string& path);

// Looks at the beginning of what is read (at all of it, up to 16 MB, for letters that are not UTF-8) and copies it where it
// is UTF-16 or Windows-1252, begins with Excel's line "sep=;" or with titles, or has a space after each delimiter or one too
// many in each row. delimiter: of the study, or empty. Throws Error(source) where the copy cannot be written.
ReadableFile readable(ReadableFile file, const std::string& delimiter, const Context& context);

}  // namespace payoff
