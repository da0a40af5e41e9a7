// Files written whole or not at all.
#pragma once

#include <string>

namespace payoff {

// Writes to a temporary file beside it, then renames. Throws Error(source) when the
// folder or the disk will not have it; nothing is left behind then.
void write_whole(const std::string& path, const std::string& content);

// Makes the folder (and those above it) if it is not there. Throws Error(source).
void make_folder(const std::string& path);

// From here on Ctrl-C and SIGTERM remove half-written and spilled files and end the
// program with 130 or 143. Call once, before any other thread starts.
void clean_up_when_interrupted();

}  // namespace payoff
