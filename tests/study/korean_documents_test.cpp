// The whole documents of the worked cases in Korean, their own names in Korean, too: no English sentence is left in them.
#include <nlohmann/json.hpp>
#include <regex>

#include "ingest/loading.hpp"
#include "payoff/published.hpp"
#include "payoff/report.hpp"
#include "payoff/study.hpp"

using namespace payoff;
using nlohmann::json;

TEST_SUITE("study/korean_documents") {

namespace {

void name_in_korean(json& list, const char* key, const std::string& word) {
  int i = 0;
  for (json& each : list) each[key] = word + " " + std::to_string(++i);
}

// Every name that its author wrote in Korean.
CaseStudy run_in_korean(const std::filesystem::path& path) {
  json study = json::parse(std::ifstream(path), nullptr, true, true);
  study["report"]["language"] = "ko";
  study.update({{"title", "시험"}, {"question", "도움이 되는가?"}, {"who", "상담원"}, {"tool", "도우미"}});
  study["columns"]["unit_label"] = "상담원";
  name_in_korean(study["metrics"], "label", "지표");
  for (json& metric : study["metrics"]) {
    if (metric.contains("per")) metric["per_label"] = "건";
    if (metric.value("kind", "") == "score" || metric.value("kind", "") == "count") metric["unit"] = "점";
  }
  if (study.contains("money") && study["money"].contains("costs"))
    name_in_korean(study["money"]["costs"], "name", "비용");
  return run(parse_study(study.dump(), path.string()));
}

// The text without what lies from one mark to the next of the other.
std::string without(const std::string& text, std::string_view from, std::string_view to) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find(from, at), text.size());
    rest.append(text, at, begin - at).append("|");
    at = begin == text.size() ? begin
                              : std::min(text.find(to, begin + from.size()), text.size() - to.size()) + to.size();
  }
  return rest;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// What a reader sees: without styles, queries, the study as read, tags, and names of published studies.
std::string seen(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> hidden[] = {
      {"<style", "</style>"}, {"<pre", "</pre>"}, {"<code", "</code>"}, {"```", "```"}, {"href=\"", "\""}, {"<", ">"}};
  for (const auto& [from, to] : hidden) text = without(text, from, to);
  text = replaced(text, "&#39;", "'");
  for (const PublishedEffect& each : published_effects()) text = replaced(text, each.source, "|");
  return text;
}

// Three Latin words in a row, such as they are in any sentence of English.
std::string english_in(const std::string& text) {
  static const std::regex three_words("[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]{2,}");
  std::smatch found;
  return std::regex_search(text, found, three_words) ? found.str() : "";
}

}  // namespace

TEST_CASE("documents: no English sentence stands in those of the worked cases in Korean") {
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets")) {
    const std::filesystem::path path = entry.path() / "study.json";
    if (!std::filesystem::exists(path)) continue;
    const CaseStudy study = run_in_korean(path);
    for (const ReportFormat& format : report_formats()) {
      if (format.name != "html" && format.name != "markdown") continue;
      for (const ReportFile& file : format.render(study)) {
        CAPTURE(path.string());
        CAPTURE(file.name);
        CHECK(english_in(seen(file.bytes)) == "");
      }
    }
  }
}

TEST_CASE("documents: what is looked for is found in English ones") {
  const std::filesystem::path path = std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets/support_assistant/study.json";
  const CaseStudy study = run(read_study(path.string()));
  for (const char* format : {"html", "markdown"}) CHECK(english_in(seen(rendered(study, format))) != "");
}

}  // TEST_SUITE("study/korean_documents")
