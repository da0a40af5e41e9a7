#include "tools/serve/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/document/text.hpp"
#include "report/writer/picture.hpp"
#include "study/recorded.hpp"

namespace payoff {
namespace {

constexpr const char* document_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors "
    "'self'";
constexpr const char* list_policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'self'; "
    "form-action "
    "'none'; frame-ancestors 'self'";
constexpr const char* panel_policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

// Loads the list again when its studies are no longer those that it shows.
constexpr const char* live_script = R"js("use strict";
const shown = document.currentScript.dataset.version;
new EventSource("../events").addEventListener("version", event => {
  if (event.data !== shown) location.reload();
});
)js";

struct Kind {
  std::string_view ending, type;
};
constexpr Kind kinds[] = {{".html", "text/html; charset=utf-8"},
                          {".md", "text/markdown; charset=utf-8"},
                          {".json", "application/json"},
                          {".csv", "text/csv; charset=utf-8"},
                          {".svg", "image/svg+xml"},
                          {".typ", "text/plain; charset=utf-8"},
                          {".pdf", "application/pdf"},
                          {".parquet", "application/vnd.apache.parquet"},
                          {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};

const Kind* kind_of(std::string_view name) {
  const auto found = std::ranges::find_if(kinds, [&](const Kind& kind) { return name.ends_with(kind.ending); });
  return found == std::end(kinds) ? nullptr : found;
}

std::string tag_of(std::string_view bytes) {
  return fmt::format("\"{:x}-{:016x}\"", bytes.size(), std::hash<std::string_view>()(bytes));
}

Page page_of(std::string_view type, std::string bytes, const char* policy = document_policy) {
  return {.type = std::string(type),
          .policy = policy,
          .tag = tag_of(bytes),
          .bytes = std::make_shared<const std::string>(std::move(bytes))};
}

Page panel_of(std::string svg) {
  Page page = page_of("image/svg+xml", std::move(svg), panel_policy);
  page.embeddable = true;
  return page;
}

// "path0.svg" is "path.svg" too: the first of its kind. Returns the name that is linked.
std::string add_panel(const std::string& study, const std::string& picture, const std::string& svg,
                      Snapshot& snapshot) {
  std::vector<std::string> names{picture};
  const std::size_t digit = picture.find_first_of("0123456789");
  if (digit != 0 && digit != std::string::npos && picture.substr(digit) == "0.svg")
    names.push_back(picture.substr(0, digit) + ".svg");
  for (const std::string& name : names) {
    const std::string path = fmt::format("{}/panel/{}", study, name);
    snapshot.pages[path] = snapshot.pages[path + "?theme=light"] = panel_of(svg);
    snapshot.pages[path + "?theme=dark"] = panel_of(dark_picture(svg));
  }
  return names.back();
}

// Adds the pages of a study, and says where they are.
Json add_study(const std::string& name, const std::vector<ReportFile>& files, Snapshot& snapshot) {
  constexpr std::string_view pictures = "pictures/";
  const std::string path = "/studies/" + name, link = "/studies/" + encode_uri(name);
  Json documents = Json::array(), tables = Json::array(), panels = Json::array();
  for (const ReportFile& file : files) {
    const Kind* kind = kind_of(file.name);
    if (!kind) continue;
    snapshot.pages[path + "/" + file.name] = page_of(kind->type, file.bytes);
    if (file.name == "results.json") snapshot.pages[path] = page_of(kind->type, file.bytes);
    if (file.name.starts_with(pictures))
      panels.push_back(link + "/panel/" + add_panel(path, file.name.substr(pictures.size()), file.bytes, snapshot));
    else
      (file.name.ends_with(".csv") ? tables : documents).push_back(link + "/" + file.name);
  }
  return {{"self", link}, {"documents", documents}, {"tables", tables}, {"panels", panels}};
}

void insert_after(std::string& page, std::string_view mark, const std::string& text) {
  const std::size_t at = page.find(mark);
  if (at != std::string::npos) page.insert(at + mark.size(), text);
}

// The page lies above the studies, and a header says what it may do instead of the page itself: it has a script.
std::string live(std::string page, const std::string& version, const std::string& failure) {
  const std::size_t begin = page.find("<meta http-equiv=\"Content-Security-Policy\""), end = page.find(">\n", begin);
  if (end != std::string::npos) page.erase(begin, end + 2 - begin);
  insert_after(page, "<meta charset=\"utf-8\">\n",
               fmt::format("<base href=\"studies/\">\n<script src=\"../live.js\" data-version=\"{}\" defer></script>\n",
                           version));
  if (!failure.empty())
    insert_after(
        page, "<main>\n",
        fmt::format("<p role=\"alert\"><strong>The last run failed, and what follows is older: {}</strong></p>\n",
                    escape_html(failure)));
  return page;
}

void finish(Snapshot& snapshot, std::string list, std::string studies, const std::string& failure) {
  snapshot.pages["/studies"] = page_of("application/json", std::move(studies));
  std::string tags = failure;
  for (const auto& [path, page] : snapshot.pages) tags += path + page.tag;
  snapshot.version = fmt::format("{:016x}", std::hash<std::string>()(tags));
  snapshot.pages["/"] =
      page_of("text/html; charset=utf-8", live(std::move(list), snapshot.version, failure), list_policy);
  snapshot.pages["/live.js"] = page_of("text/javascript; charset=utf-8", live_script);
}

}  // namespace

Snapshot snapshot_of(const std::string& summary, const std::string& portfolio,
                     const std::function<std::vector<ReportFile>(const std::string& study)>& files_of,
                     const std::string& failure) {
  Snapshot snapshot;
  Json json = parse_json(summary, "summary.json");
  const Recorded recorded(json, {.file = "summary.json"});
  for (const Recorded& row : recorded.list("studies")) {
    const std::string name = row.text("name"), path = "/studies/" + name;
    json["studies"][snapshot.studies++]["links"] = add_study(name, files_of(name), snapshot);
    if (!snapshot.pages.contains(path))
      snapshot.unanswered[path] = fmt::format("'{}' was {}: {}", name, row.text("outcome"), row.text("message"));
  }
  finish(snapshot, portfolio, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", failure);
  return snapshot;
}

Snapshot empty_snapshot(const std::string& failure) {
  Snapshot snapshot;
  const std::string said = failure.empty() ? "The first run is not done yet." : "There is nothing yet.";
  finish(
      snapshot,
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Studies</title>\n</head>\n<body>\n"
      "<main>\n<h1>Studies</h1><p>" +
          said + "</p></main>\n</body>\n</html>\n",
      "{\"schema\": \"payoff-portfolio/1\", \"studies\": []}\n", failure);
  return snapshot;
}

}  // namespace payoff
