// Files written whole or not at all.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace payoff {

// Writes every (path, content) to a temporary file beside it, then renames them all. Throws
// Error(source) when a folder or the disk will not have them; nothing is left behind then.
void write_whole(const std::vector<std::pair<std::string, std::string>>& files);

// Makes the folder (and those above it) if it is not there; true if it was not. Throws Error(source).
bool make_folder(const std::string& path);

// The text without control characters: they could break a line or steer a terminal.
std::string printable(std::string text);

// From here on Ctrl-C and SIGTERM remove half-written and spilled files and end the
// program with 130 or 143. Call once, before any other thread starts.
void clean_up_when_interrupted();

}  // namespace payoff
