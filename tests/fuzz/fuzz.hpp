// A fuzz target is called with bytes that nobody chose. Whatever they are, it comes back without a finding of the
// sanitizers, and what it requires holds.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline void require(bool holds, const char* claim, std::string_view shown = "") {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n%.*s\n", claim, static_cast<int>(shown.size()), shown.data());
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A refusal is an answer for a person: one line, and no defect of the program.
inline void require_refusal(const payoff::Error& error) {
  require(error.kind != payoff::ErrorKind::internal, "a strange input is no defect of the program", error.what());
  require(std::string_view(error.what()).find('\n') == std::string_view::npos, "an error is one line", error.what());
}

// A file of its own for the process, removed at the end.
class File {
 public:
  explicit File(const std::string& ending)
      : path_(std::filesystem::temp_directory_path() / ("payoff-fuzz-" + std::to_string(::getpid()) + ending)) {}
  ~File() { std::filesystem::remove(path_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::string path() const { return path_.string(); }
  void write(std::string_view content) const { std::ofstream(path_, std::ios::binary) << content; }

 private:
  std::filesystem::path path_;
};

// The file is refused, or every row of it accounted for.
inline void require_accounted(const File& file) {
  try {
    const payoff::Ledger ledger =
        payoff::load({.files = {file.path()}}, {.unit = "unit", .time = "week"},
                     {.group = "arm", .treated = "B", .date = "2025-02-03"}, {{.metric = {.name = "minutes"}}},
                     payoff::Grain::periods, {.threads = 1})
            .ledger;
    require(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered,
            "rows read = used + rejected + filtered");
  } catch (const payoff::Error& error) {
    require_refusal(error);
  }
}

}  // namespace fuzz
