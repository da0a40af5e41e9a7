// JSON files: how deep they may be nested, and where their rows are.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/database.hpp"
#include "ingest/source/readable.hpp"

namespace payoff {

// Throws Error(data) for a record that is nested deeper than the database can follow.
void require_shallow(Database& database, const std::vector<ReadableFile>& files);

// SQL that reads the files: texts are dates only where they are those of ISO 8601, and what is nested deeper than a table
// could be is one value.
std::string json_reader(const std::vector<std::string>& files);

// The relation with what the reader mistakes as texts: dates whose year has two digits (06-01-25, which it takes for one of
// the first century), and columns with values of several types (1 and "1").
std::string with_mistaken_texts(Database& database, const std::string& relation);

struct JsonRows {
  std::string relation;
  std::string path;  // of the list that they are, "data.items"; empty = the records themselves
};

// The records of the relation; or, where each of so many files is one record, the one list of records in it, however deep:
// {"data": {"items": [{...}, {...}]}}. said: its path, of the study, or empty. Throws Error(usage) where there are several.
JsonRows rows_of_json(Database& database, const std::string& relation, std::size_t files, const std::string& said);

}  // namespace payoff
