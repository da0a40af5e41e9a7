// The files of a study, as a run will find them.
#include <algorithm>

#include "ingest/source/duckdb.hpp"
#include "payoff/study.hpp"

namespace payoff {
namespace {

void add_files(const Source& source, const std::string& confined_to, std::vector<std::string>& files) {
  if (!source.files.empty())
    for (std::string& file : expand_files(source.files, confined_to)) files.push_back(std::move(file));
  for (const Join& join : source.joins) add_files(join.source, confined_to, files);
}

bool reads_database(const Source& source) {
  return !source.driver.empty() ||
         std::ranges::any_of(source.joins, [](const Join& join) { return reads_database(join.source); });
}

}  // namespace

std::vector<std::string> files_of(const Study& study, const RunSettings& settings) {
  const std::string confined_to = settings.trusted ? "" : folder_of(study.path);
  std::vector<std::string> files;
  add_files(study.source, confined_to, files);
  for (const StudyBill& bill : study.bills) add_files(bill.source.source, confined_to, files);
  if (!study.logo.empty()) files.push_back(study.logo);
  return files;
}

bool reads_database(const Study& study) {
  return reads_database(study.source) ||
         std::ranges::any_of(study.bills, [](const StudyBill& bill) { return reads_database(bill.source.source); });
}

}  // namespace payoff
