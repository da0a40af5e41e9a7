// case-study.typ, two pages, and summary.typ, the first of them as a slide of 16 to 9.
#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/writer/typst.hpp"
#include "report/writer/typst_style.hpp"

namespace payoff {
namespace {

std::string opening_of(const Brief& brief) {
  return typst::opening(brief.title, brief.question, brief.headline, brief.headline_range) + "\n" +
         typst::cards("answers", brief.answers) + "\n";
}

// Of paragraphs and lists alone.
std::string section_call(const Section& section) {
  std::vector<std::string> arguments{typst::text(section.title)};
  for (const Block& block : section.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block.content))
      arguments.push_back(typst::call("paragraph", {typst::text(paragraph->text)}));
    if (const auto* list = std::get_if<List>(&block.content))
      arguments.push_back("items(.." + typst::texts(list->items) + ")");
  }
  return typst::call("section", arguments);
}

std::string second_page(const Brief& brief, typst::Pictures& pictures) {
  std::vector<std::string> sections, money;
  for (const Section* told : {&brief.problem, &brief.rolled_out})
    if (!told->blocks.empty()) sections.push_back(section_call(*told));
  for (const Section& section : brief.sections) sections.push_back(section_call(section));
  for (const Figure& figure : brief.money)
    if (!figure.svg.empty()) money.push_back(typst::call("half", typst::plot(figure, pictures)));
  std::string body = typst::call("sheet", sections) + "\n";
  if (!money.empty()) body += typst::call("money", money) + "\n";
  if (!brief.quote.empty())
    body += typst::call("quotation", {typst::text(brief.quote), typst::text(brief.quote_by)}) + "\n";
  return body + typst::call("imprint", {typst::text(brief.imprint)}) + "\n";
}

std::string page(const std::string& body) {
  return "\n#one-page({\n" + body + "})\n";
}

}  // namespace

std::string typst_case_study(const Brief& brief) {
  typst::Pictures pictures;
  std::string first = opening_of(brief);
  if (!brief.picture.svg.empty()) first += typst::call("plot", typst::plot(brief.picture, pictures)) + "\n";
  first += typst::cards("figures", brief.figures) + "\n";
  const std::string body = "\n#show: look\n" + page(first) + "#pagebreak()\n" + page(second_page(brief, pictures));
  return typst::written(
      {brief.language, brief.title, brief.color, typst_brief_functions, pictures.definitions(), body});
}

std::string typst_summary(const Brief& brief) {
  typst::Pictures pictures;
  std::string body = opening_of(brief);
  std::vector<std::string> middle;
  if (!brief.picture.svg.empty()) middle.push_back(typst::call("low", typst::plot(brief.picture, pictures)));
  for (const Card& card : brief.figures) middle.push_back(typst::card(card));
  body += typst::call(brief.picture.svg.empty() ? "figures" : "beside", middle) + "\n";
  body += typst::call("imprint", {typst::text(brief.imprint)}) + "\n";
  return typst::written({brief.language, brief.title, brief.color, typst_brief_functions, pictures.definitions(),
                         "\n#show: slide\n" + page(body)});
}

}  // namespace payoff
