// What a batch leaves beside a study's documents (.payoff.json), so that the next one knows whether they still hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "payoff/portfolio.hpp"
#include "payoff/study.hpp"
#include "tools/studies.hpp"

namespace payoff {

inline constexpr std::string_view stamp_name = ".payoff.json";

// A file as it was when it was read. Size and times say that it is the same without reading it; its hash, where they differ.
struct StampedFile {
  std::string path, sha256;
  std::int64_t bytes = 0, modified_ns = 0, changed_ns = 0;
};
std::vector<StampedFile> stamped(const std::vector<std::string>& files);
bool looks_the_same(const StampedFile& a, const StampedFile& b);  // without reading it

struct Stamp {
  std::string owner;    // the study file, as seen from the folder
  std::string version;  // of payoff
  std::string options;  // of the command line, those that change what is written
  std::string study;    // filled in, without comments
  std::vector<StampedFile> files;
  std::vector<std::string> written;
  PortfolioRow row;
};

std::string stamp_json(const Stamp& stamp);

// Nothing where there is none, or it cannot be read.
std::optional<Stamp> read_stamp(const std::string& folder);

// Are the same study, options, version and files still behind what lies in the folder, and is all of it there? Asks for
// hashes only where a file's times differ.
bool holds(const Stamp& stamp, const Stamp& now, const std::string& folder);

// How the folder sees the study: so that both can be moved together.
std::string owner_of(const BatchStudy& study, const std::string& folder);

// Throws Error(usage) where the folder holds the documents of another study, or some that no batch wrote.
void require_own(const BatchStudy& study, const std::string& folder, const std::optional<Stamp>& stamp);

}  // namespace payoff
