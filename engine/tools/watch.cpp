#include "tools/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "tools/batch.hpp"
#include "tools/output.hpp"
#include "tools/stamp.hpp"
#include "tools/studies.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

struct Watched {
  std::vector<std::string> files, folders;
};

// A study that cannot be read, or whose files are not there yet, is watched by what is known of it.
Watched watched_by(const Arguments& arguments) {
  std::set<std::string> files, folders;
  const auto add = [&](const std::string& file) {
    files.insert(file);
    const fs::path folder = fs::path(file).parent_path();
    folders.insert(folder.empty() ? "." : folder.string());
  };
  try {
    for (const BatchStudy& study : batch_studies(arguments.inputs, arguments.values, arguments.report_folder())) {
      add(study.path);
      try {
        const Study read = read_study(study.path, study.values);
        for (const std::string& file : files_of(read, {.trusted = !arguments.untrusted})) add(file);
      } catch (const Error&) {
      }
    }
  } catch (const Error&) {
    for (const std::string& input : arguments.inputs) add(input);
  }
  for (const std::string& option : arguments.values)
    if (!lists_values(option)) add(option);
  return {{files.begin(), files.end()}, {folders.begin(), folders.end()}};
}

bool same(const std::vector<StampedFile>& a, const std::vector<StampedFile>& b) {
  return std::ranges::equal(a, b, looks_the_same);
}

}  // namespace

int run_watching(const Arguments& arguments, const std::function<int(const Arguments&)>& run,
                 const std::atomic<bool>* stop) {
  const auto stopped = [&] { return stop && *stop; };
  while (!stopped()) {
    // What changes while it runs is seen afterwards; folders change by what it writes itself.
    const Watched watched = watched_by(arguments);
    const std::vector<StampedFile> files = stamped(watched.files);
    try {
      run(arguments);
    } catch (const Error& error) {
      fmt::print(stderr, "payoff: {}\n", printable(error.what()));
    }
    std::fflush(stdout);
    const std::vector<StampedFile> folders = stamped(watched.folders);
    if (!arguments.quiet) fmt::print(stderr, "watching {} files; interrupt to end\n", files.size());
    while (!stopped() && same(stamped(watched.files), files) && same(stamped(watched.folders), folders))
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
  return 0;
}

}  // namespace payoff
