// What is where, without a socket.
#include "tools/serve/routes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "payoff/error.hpp"
#include "payoff/portfolio.hpp"

using namespace payoff;

TEST_SUITE("tools/serve/routes") {

namespace {

const std::string picture =
    "<svg viewBox=\"0 0 1 1\">\n<style>svg .axis { stroke: #8a949d; }</style>\n<rect width=\"100%\" height=\"100%\" "
    "fill=\"#ffffff\"/><text>#ffffff &amp; #8a949d</text></svg>";

Snapshot served(const std::string& results = "{\"schema\": \"payoff/1\"}") {
  PortfolioRow done{.name = "north süd", .outcome = PortfolioOutcome::done, .title = "North", .grade = 'B'};
  PortfolioRow refused{.name = "east", .outcome = PortfolioOutcome::refused, .message = "data.csv:7: no"};
  const std::vector<PortfolioRow> rows{done, refused};
  return snapshot_of(portfolio_json(rows), portfolio_html(rows),
                     [&](const std::string& name) -> std::vector<ReportFile> {
                       if (name == "east") return {};
                       return {{"case-study.html", "<p>"},      {"effects.csv", "a,b\n"},
                               {"pictures/path0.svg", picture}, {"pictures/sensitivity0x0.svg", picture},
                               {"results.json", results},       {"secret.key", "no"}};
                     });
}

Response get(const std::string& target, const std::string& tag = "", const std::string& method = "GET") {
  static const Snapshot snapshot = served();
  const Request request{method, target, {{"if-none-match", tag}}};
  if (auto refusal = refused_route(request, snapshot)) return *refusal;
  return answer(request, snapshot, {"failed", "a \"reason\""});
}

std::string header(const Response& response, const std::string& name) {
  const auto found = std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first);
  return found == response.headers.end() ? "" : found->second;
}

std::string code(const Response& response) {
  return nlohmann::json::parse(*response.body)["error"]["code"].get<std::string>();
}

}  // namespace

TEST_CASE("routes: the list leads to the studies, and may run the one script that loads it again") {
  const Response list = get("/");
  CHECK(list.status == 200);
  CHECK(list.type == "text/html; charset=utf-8");
  CHECK(list.body->find("<base href=\"studies/\">\n<script src=\"../live.js\" data-version=\"") != std::string::npos);
  CHECK(list.body->find("<a href=\"north%20s%C3%BCd/case-study.html\">") != std::string::npos);
  CHECK(list.body->find("http-equiv") == std::string::npos);  // its own policy allows no script
  CHECK(header(list, "Content-Security-Policy").find("script-src 'self'") != std::string::npos);
  CHECK(get("/live.js").type == "text/javascript; charset=utf-8");
}

TEST_CASE("routes: studies are told with what there is of them") {
  const auto json = nlohmann::json::parse(*get("/studies").body);
  CHECK(json["studies"][0]["grade"] == "B");
  const auto links = json["studies"][0]["links"];
  CHECK(links["self"] == "/studies/north%20s%C3%BCd");
  CHECK(links["documents"].size() == 2);
  CHECK(links["tables"] == nlohmann::json({"/studies/north%20s%C3%BCd/effects.csv"}));
  CHECK(links["panels"][0] == "/studies/north%20s%C3%BCd/panel/path.svg");
  CHECK(links["panels"][1] == "/studies/north%20s%C3%BCd/panel/sensitivity0x0.svg");
  for (const auto& kind : {"documents", "tables", "panels"})
    for (const auto& link : links[kind]) CHECK(get(link.get<std::string>()).status == 200);
  CHECK(*get("/studies/north%20s%C3%BCd").body == "{\"schema\": \"payoff/1\"}");
  CHECK(json["studies"][1]["links"]["documents"].empty());
}

TEST_CASE("routes: panels come in two themes, which change no word, and other sites may show them") {
  const std::string path = "/studies/north%20s%C3%BCd/panel/path0.svg";
  const Response light = get(path), dark = get(path + "?x=1&theme=dark");
  CHECK(*light.body == picture);
  CHECK(*get(path + "?theme=light").body == picture);
  CHECK(dark.body->find("stroke: #76828e") != std::string::npos);
  CHECK(dark.body->find("fill=\"#14191f\"") != std::string::npos);
  CHECK(dark.body->find("<text>#ffffff &amp; #8a949d</text>") != std::string::npos);
  CHECK(header(light, "Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(header(light, "Content-Security-Policy").find("frame-ancestors *") != std::string::npos);
  CHECK(header(get("/studies/north%20s%C3%BCd/case-study.html"), "Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(code(get(path + "?theme=pink")) == "no_panel");
}

TEST_CASE("routes: what a client has already is not sent again") {
  const Response first = get("/studies");
  const std::string tag = header(first, "ETag");
  CHECK(tag.size() > 10);
  CHECK(get("/studies", "\"other\", " + tag).status == 304);
  CHECK_FALSE(get("/studies", tag).body);
  CHECK(get("/studies", "*").status == 304);
  CHECK(get("/studies", "\"other\"").status == 200);
}

TEST_CASE("routes: the version tells one state of the studies from another, and nothing else") {
  CHECK(served().version == served().version);
  CHECK(served("{}").version != served().version);
  CHECK(empty_snapshot().version != served().version);
}

TEST_CASE("routes: no path leads out of what was written") {
  for (const char* target :
       {"/studies/east/../north%20s%C3%BCd", "/studies/..%2f..%2fetc/passwd", "//etc/passwd", "/../../etc/passwd",
        "/studies/north%20s%C3%BCd/secret.key", "/studies/north%20s%C3%BCd/", "/studies/north%20s%C3%BCd/.payoff.json",
        "/studies/north%20s%C3%BCd/panel/path0.svg%3Ftheme=dark", "/studies/%00", "/studies/%zz", "/%", "*", "",
        "http://evil.example/", "/studies/north%2520s%25C3%25BCd"}) {
    CAPTURE(target);
    const int status = get(target).status;
    CHECK((status == 404 || status == 400));
  }
}

TEST_CASE("routes: a study without a result says why") {
  const Response why = get("/studies/east");
  CHECK(why.status == 404);
  CHECK(code(why) == "no_result");
  CHECK(why.body->find("'east' was refused: data.csv:7: no") != std::string::npos);
}

TEST_CASE("routes: other methods are refused with those that there are") {
  CHECK(get("/", "", "HEAD").status == 200);
  CHECK(header(get("/", "", "DELETE"), "Allow") == "GET, HEAD");
  CHECK(get("/studies", "", "POST").status == 405);
  CHECK(header(get("/estimate"), "Allow") == "POST");
  CHECK(header(get("/events", "", "HEAD"), "Allow") == "GET");
  CHECK(get("/nothing", "", "POST").status == 404);
  for (const char* odd : {"G", "GE", "get", ",", " ", "GET, HEAD"}) CHECK(get("/", "", odd).status == 405);
}

TEST_CASE("routes: health tells the run behind the pages") {
  const auto json = nlohmann::json::parse(*get("/health").body);
  CHECK(json["status"] == "ok");
  CHECK(json["studies"] == 2);
  CHECK(json["run"]["state"] == "failed");
  CHECK(json["run"]["message"] == "a \"reason\"");
}

TEST_CASE("routes: the description names every path that is answered, and no other") {
  const auto json = nlohmann::json::parse(*get("/openapi.json").body);
  CHECK(json["openapi"] == "3.1.0");
  CHECK(json["paths"].size() == 9);
  for (const char* path : {"/", "/studies", "/studies/{study}", "/studies/{study}/{file}",
                           "/studies/{study}/panel/{picture}", "/estimate", "/events", "/health", "/openapi.json"})
    CHECK(json["paths"].contains(path));
}

TEST_CASE("routes: where the last run failed, the list says so before all else, and is another one") {
  const auto none = [](const std::string&) { return std::vector<ReportFile>(); };
  const Snapshot failed = snapshot_of(portfolio_json({}), portfolio_html({}), none, "study.json: <why>");
  const std::string list = *failed.pages.at("/").bytes;
  CHECK(list.find("<main>\n<p role=\"alert\"><strong>The last run failed, and what follows is older: study.json: "
                  "&lt;why&gt;") != std::string::npos);
  CHECK(failed.version != snapshot_of(portfolio_json({}), portfolio_html({}), none).version);
  CHECK(empty_snapshot("why").pages.at("/").bytes->find("older: why") != std::string::npos);
  CHECK(empty_snapshot("why").version != empty_snapshot().version);
}

TEST_CASE("routes: a summary that is none of payoff's is refused") {
  const auto none = [](const std::string&) { return std::vector<ReportFile>(); };
  for (const char* summary :
       {"", "[]", "{}", R"({"studies": {}})", R"({"studies": [1]})", R"({"studies": [{"name": 1}]})"})
    CHECK_THROWS_AS(snapshot_of(summary, "", none), Error);
}

}  // TEST_SUITE("tools/serve/routes")
