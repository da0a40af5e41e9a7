// Files written whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace payoff {

// Writes every (path, content) to a temporary file beside it, then renames them all; what a killed run has left of such
// files is removed. Throws Error(source) when a folder or the disk will not have them; nothing is left behind then.
void write_whole(const std::vector<std::pair<std::string, std::string_view>>& files);

// What killed runs have left of these files.
void remove_left_parts(const std::vector<std::string>& paths);

// Makes the folder (and those above it) if it is not there; it is gone again when write_whole fails, or the run is
// interrupted before. Throws Error(source).
void make_folder(const std::string& path);

// Opens what is closed of the standard streams, so that no report is taken for one of them.
void hold_standard_streams();

// The text without control characters: they could break a line or steer a terminal.
std::string printable(std::string text);

// From here on Ctrl-C, SIGTERM and SIGHUP remove half-written and spilled files and end the
// program with 130, 143 or 129. Call once, before any other thread starts.
void clean_up_when_interrupted();

// The first of these signals then does this instead, on a thread of its own; the next one ends the program.
void when_interrupted(std::function<void()> action);

}  // namespace payoff
