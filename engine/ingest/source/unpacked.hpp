// Files that are packed: gzip, Zstandard, or a zip archive of one file.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/source/readable.hpp"

namespace payoff {

// What is read of the file: itself, or, where its bytes (not its name) say that it is packed, an unpacked copy. Throws
// Error(data) for one that is cut off or damaged, for an archive of several files, and for more than most_bytes.
ReadableFile unpacked(const std::string& file, std::uintmax_t most_bytes, const Context& context);

}  // namespace payoff
