// Three sources for Typst (0.14 or later), each a file by itself.
#include "report/writer/typst.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/document/text.hpp"
#include "report/section/brief.hpp"
#include "report/writer/accent.hpp"
#include "report/writer/picture.hpp"
#include "report/writer/renderers.hpp"
#include "report/writer/report_tables.hpp"
#include "report/writer/style.hpp"
#include "report/writer/typst_style.hpp"

namespace payoff {
namespace typst {
namespace {

// Of a string nothing can end but a quotation mark, and nothing begins but a backslash.
std::string in_quotes(std::string_view clean) {
  std::string out = "\"";
  for (const char c : clean) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// The fonts of the reader's language first, so that the digits and the Latin words between its own are of one hand.
std::vector<std::string> fonts_for(std::string_view language) {
  std::vector<std::string> latin{"Segoe UI", "Roboto", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans"};
  std::vector<std::string> korean{"Pretendard",    "Noto Sans KR",        "Noto Sans CJK KR",
                                  "Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic"};
  if (language == "ko") latin.swap(korean);
  latin.insert(latin.end(), korean.begin(), korean.end());
  latin.emplace_back("DejaVu Sans");
  return latin;
}

std::string colours_with(std::string_view accent) {
  std::string text = "#let colour = (";
  for (const std::string_view name : {"ink", "soft", "rule", "tint", "treated", "mark"}) {
    const std::string_view value = name == "treated" ? accent : light_colour(name);
    text += fmt::format("{}: rgb(\"{}\"), ", name, value);
  }
  return text + ")\n";
}

}  // namespace

std::string text(std::string_view words) {
  std::string line = clean_utf8(words);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return in_quotes(line);
}

std::string array(const std::vector<std::string>& of) {
  return of.size() == 1 ? "(" + of.front() + ",)" : fmt::format("({})", fmt::join(of, ", "));
}

std::string texts(const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& each : words) all.push_back(text(each));
  return array(all);
}

std::string call(std::string_view name, const std::vector<std::string>& arguments) {
  std::size_t length = 0;
  for (const std::string& argument : arguments) length += argument.size();
  constexpr std::size_t most = 100;
  if (length <= most) return fmt::format("{}({})", name, fmt::join(arguments, ", "));
  return fmt::format("{}(\n  {},\n)", name, fmt::join(arguments, ",\n  "));
}

std::string Pictures::add(const Figure& figure) {
  const std::string name = fmt::format("picture-{}", ++count_);
  definitions_ += fmt::format("#let {} = {}\n", name, in_quotes(picture_file(figure, "")));
  return name;
}

std::vector<std::string> plot(const Figure& figure, Pictures& pictures) {
  const std::string alt = figure.description.empty() ? figure.title : figure.title + ". " + figure.description;
  return {pictures.add(figure), "title: " + text(figure.title), "caption: " + text(figure.caption),
          "alt: " + text(alt)};
}

std::string card(const Card& card) {
  return texts({card.label, card.value, card.note});
}

std::string cards(std::string_view name, const std::vector<Card>& cards) {
  std::vector<std::string> all;
  for (const Card& each : cards) all.push_back(card(each));
  return call(name, all);
}

std::string opening(std::string_view title, std::string_view question, std::string_view headline,
                    std::string_view rest) {
  return call("opening", {"title: " + text(title), "question: " + text(question), "headline: " + text(headline),
                          "rest: " + text(rest)});
}

std::string written(const Source& source) {
  const std::optional<Accent> accent = accent_of(source.color);
  const std::string treated = accent ? accent->light : std::string(light_colour("treated"));
  std::string typ(typst_note);
  typ += fmt::format("#let title = {}\n#let language = {}\n", text(source.title), text(source.language));
  typ += "#let paper = sys.inputs.at(\"paper\", default: \"a4\")  // or \"us-letter\"\n";
  typ += fmt::format("#let fonts = {}\n", texts(fonts_for(source.language))) + colours_with(treated);
  typ += "#let picture-style = \"svg { font-family: '\" + fonts.join(\"', '\") + \"'; }\" + ";
  typ += in_quotes(picture_rules(treated)) + "\n" + std::string(typst_functions) + std::string(source.functions);
  return typ + "\n" + source.pictures + source.body;
}

}  // namespace typst

std::vector<ReportFile> typst_files(const CaseStudy& study, const Document& document) {
  const Brief brief = brief_of(study);
  const ReportTables tables(document);
  std::vector<ReportFile> files{{"case-study.typ", typst_case_study(brief)},
                                {"summary.typ", typst_summary(brief)},
                                {"evidence.typ", typst_evidence(document, tables)}};
  files.insert(files.end(), tables.all().begin(), tables.all().end());
  return files;
}

}  // namespace payoff
