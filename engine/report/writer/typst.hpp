// What the three Typst sources are made of. All text in them is a string, so that nothing of it can be markup or code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/document/brief.hpp"
#include "report/writer/report_tables.hpp"

namespace payoff::typst {

// "a \"b\"": of Typst, on one line; what is long is broken by the page, not here.
std::string text(std::string_view words);

// "(a, b, )": an array even of one.
std::string array(const std::vector<std::string>& of);
std::string texts(const std::vector<std::string>& words);

// "name(a, b)", its arguments on lines of their own where they are many.
std::string call(std::string_view name, const std::vector<std::string>& arguments);

// The pictures of one source, before its words.
class Pictures {
 public:
  std::string add(const Figure& figure);  // the name that stands for it
  std::string definitions() const { return definitions_; }

 private:
  std::string definitions_;
  int count_ = 0;
};

// picture-1, title: "...", caption: "...", alt: "...": the arguments of what shows it.
std::vector<std::string> plot(const Figure& figure, Pictures& pictures);
std::string card(const Card& card);
std::string cards(std::string_view name, const std::vector<Card>& cards);  // name((label, value, note), ...)
std::string opening(std::string_view title, std::string_view question, std::string_view headline,
                    std::string_view rest);

// A whole source: the looks, which may be changed, then the pictures, then the words.
struct Source {
  std::string language, title, color;
  std::string_view functions;  // those of this kind of page alone, see typst_style.hpp
  std::string pictures, body;
};
std::string written(const Source& source);

}  // namespace payoff::typst

namespace payoff {

std::string typst_case_study(const Brief& brief);  // typst_brief.cpp
std::string typst_summary(const Brief& brief);
std::string typst_evidence(const Document& document, const ReportTables& tables);  // typst_evidence.cpp

}  // namespace payoff
