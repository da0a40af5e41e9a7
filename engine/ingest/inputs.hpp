// The files and frames that were read, so that a reader can find them again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ingest/source/source.hpp"

namespace payoff {

// joins: what else was opened.
std::vector<Input> inputs_of(OpenSource& source, const std::vector<Join>& joins);

// Of a database's table or query, without what it looks up.
std::uint64_t rows_of_database(Source source, const Context& context);

// Of a whole file, however large. Throws Error(source) for one that cannot be read.
std::string sha256_of(const std::string& file);

// The rows of a small CSV file with a header, every cell as it is written. Throws Error(source or data).
std::vector<std::map<std::string, std::string>> text_rows(const std::string& file);

}  // namespace payoff
