// A picture of the page as a file of its own, for what shows Markdown: it brings its colours along.
#pragma once

#include <string>
#include <string_view>

#include "report/document/document.hpp"

namespace payoff {

// "pictures/trend0.svg", by the id of its chart.
std::string picture_name(const Figure& figure);

// The bytes of that file. Its background is white: a viewer with a dark page would hide dark words.
std::string picture_file(const Figure& figure);
std::string picture_file(const Figure& figure, std::string_view style);  // with other rules

// The same file for a dark page.
std::string dark_picture(std::string picture);

}  // namespace payoff
