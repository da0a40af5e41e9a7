// Everything a case study shows was read from somewhere and is hostile until it
// has passed through here: one function for each place where text can land.
#pragma once

#include <string>
#include <string_view>

namespace payoff {

// Valid UTF-8: bytes that are not, control characters other than tab and line
// feed, and marks that reorder text (bidirectional overrides) become U+FFFD.
std::string clean_utf8(std::string_view text);

// For HTML and SVG, in text and in quoted attributes.
std::string escape_html(std::string_view text);

// For one line or one table cell of Markdown: markup, HTML, pipes, links and line breaks lose their meaning.
std::string escape_markdown(std::string_view text);

// A fenced block of Markdown whose fence is longer than any in the text.
std::string fence_markdown(std::string_view text, std::string_view language);

// At most this many characters (code points), the last an ellipsis when cut.
std::string shorten(std::string_view text, std::size_t characters);

// How many characters (code points) a UTF-8 text has; of other bytes, how many do not go on with one.
std::size_t length_in_characters(std::string_view text);

// For the data of a "data:" URI (RFC 3986, 2.2): every byte that might end it or mean something there is percent-encoded.
std::string encode_uri(std::string_view text);

// One field of a CSV file (RFC 4180) that a spreadsheet cannot take for a formula.
std::string csv_field(std::string_view text);

}  // namespace payoff
