// What is served: every page of a batch as it was at one moment, by its path.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

struct Page {
  std::string type;    // of its bytes
  std::string policy;  // Content-Security-Policy
  std::string tag;     // ETag
  std::shared_ptr<const std::string> bytes;
  bool embeddable = false;  // in pages of other sites
};

struct Snapshot {
  std::map<std::string, Page, std::less<>> pages;  // "/studies/north/effects.csv"; as clients write them, decoded
  std::map<std::string, std::string, std::less<>> unanswered;  // "/studies/north": why it has no result
  std::string version;                                         // the same for the same pages
  std::size_t studies = 0;
};

// Of what a batch wrote: summary.json, portfolio.html, and the files of each study by its name. failure: why the last run
// wrote nothing, which the list says first; empty = it did. Throws Error(usage) where the summary is none of payoff's.
Snapshot snapshot_of(const std::string& summary, const std::string& portfolio,
                     const std::function<std::vector<ReportFile>(const std::string& study)>& files_of,
                     const std::string& failure = "");

// Before there is any: a page that says so, or why not, and shows the studies as soon as they are there.
Snapshot empty_snapshot(const std::string& failure = "");

}  // namespace payoff
