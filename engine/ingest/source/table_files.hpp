// The files of a table, found and made readable before anything of them is read.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/readable.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

struct TableFiles {
  std::vector<std::string> files;         // as the study names them
  std::vector<ReadableFile> unpacked{};   // (files)
  std::vector<ReadableFile> csv_files{};  // of CSV files and workbooks what is read of them
  std::string format{};                   // see format_of

  std::vector<std::string> all_paths() const;  // that the database may have to read
};

// None for a table of a database. Throws as expand_files, unpacked, readable and format_of.
TableFiles table_files(const Source& source, const Context& context);

}  // namespace payoff
