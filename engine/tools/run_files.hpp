// The files of a run, in the folder that was asked for.
#pragma once

#include <span>
#include <string>

#include "payoff/report.hpp"

namespace payoff {

std::string path_in(const std::string& folder, std::string_view file);

// The bytes of a file; of anything else, which might never end, and of what cannot be read, nothing.
std::string content_of(const std::string& path);

// Adds those that an earlier run wrote and this one does not, empty, so that they go. Of names that somebody may have
// changed only those that are of documents, tables and pictures.
void add_stale(const std::vector<std::string>& written_before, std::vector<ReportFile>& files);

// A document, and not a table or a picture in a folder of its own, or a list of rows.
bool is_document(const ReportFile& file);

// All files of a run, by their names, in a folder that is made for them if need be: whole or not at all. A name that
// comes twice is one file. What is empty is not written: a list without rows, a workbook where there is no money. That
// of an earlier run would contradict this one and goes, as do the tables and pictures that an earlier report of the
// same name led to and this one does not.
void write_files(std::span<const ReportFile> all, const std::string& folder);

}  // namespace payoff
