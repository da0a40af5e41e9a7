// What both HTML pages are made of.
#pragma once

#include <string>
#include <string_view>

#include "report/document/document.hpp"

namespace payoff {

// Up to <body>: the policy under which a browser neither runs nor fetches anything, the title, and style.hpp with
// `more` and the study's own colour.
enum class Pictures { drawn, embedded };  // embedded: the policy allows "data:" pictures of the page itself
std::string page_head(std::string_view language, const std::string& title, std::string_view more,
                      std::string_view color, Pictures pictures = Pictures::drawn);

std::string element(std::string_view tag, const std::string& text);
std::string markup_of(const List& list);
std::string markup_of(const Table& table);
std::string table_markup(const std::string& caption, const std::vector<Column>& columns, const std::string& rows);
std::string caption_of(const Figure& figure);

}  // namespace payoff
