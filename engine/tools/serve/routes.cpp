#include "tools/serve/routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <serve/openapi.hpp>

namespace payoff {
namespace {

constexpr std::string_view health_path = "/health", description_path = "/openapi.json";

// Of a query: "dark" in "x=y&theme=dark".
std::string theme_in(std::string_view target) {
  constexpr std::string_view key = "theme=";
  for (std::size_t at = target.find('?'); at != std::string_view::npos; at = target.find('&', at + 1)) {
    const std::string_view rest = target.substr(at + 1);
    if (rest.starts_with(key)) return std::string(rest.substr(key.size(), rest.find('&') - key.size()));
  }
  return "";
}

// Under which a page is kept; nothing where the path is none.
std::optional<std::string> key_of(const Request& request) {
  std::optional<std::string> key = percent_decoded(request.path());
  if (!key || !key->starts_with('/')) return std::nullopt;
  if (key->find('?') != std::string::npos) return std::nullopt;  // encoded: of no page
  const std::string theme = theme_in(request.target);
  if (!theme.empty() && key->find("/panel/") != std::string::npos) *key += "?theme=" + theme;
  return key;
}

const Page* page_for(const Request& request, const Snapshot& snapshot) {
  const std::optional<std::string> key = key_of(request);
  const auto found = key ? snapshot.pages.find(*key) : snapshot.pages.end();
  return found == snapshot.pages.end() ? nullptr : &found->second;
}

Response not_found(const std::string& key, const Snapshot& snapshot) {
  const auto why = snapshot.unanswered.find(key);
  if (why != snapshot.unanswered.end()) return error_response(404, "no_result", why->second);
  if (key.find("/panel/") != std::string::npos)
    return error_response(404, "no_panel",
                          "there is no such panel or theme; /studies lists the panels, in light and dark");
  return error_response(404, "not_found", "there is nothing; / and /studies list what there is");
}

bool has_tag(const std::string& if_none_match, const std::string& tag) {
  return if_none_match == "*" || if_none_match.find(tag) != std::string::npos;
}

Response health(const Snapshot& snapshot, const RunState& run) {
  const nlohmann::ordered_json json{{"status", "ok"},
                                    {"payoff", PAYOFF_VERSION},
                                    {"studies", snapshot.studies},
                                    {"version", snapshot.version},
                                    {"run", {{"state", run.state}, {"message", run.message}}}};
  Response answer =
      response(200, "application/json", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

}  // namespace

std::optional<Response> refused_route(const Request& head, const Snapshot& snapshot) {
  const std::string_view path = head.path();
  const bool own = path == estimate_path || path == events_path || path == health_path || path == description_path;
  if (!own && !page_for(head, snapshot)) {
    const std::optional<std::string> key = key_of(head);
    return key ? not_found(*key, snapshot) : error_response(400, "no_path", "the path is not encoded as a path is");
  }
  const std::string_view allowed = path == estimate_path ? "POST" : path == events_path ? "GET" : "GET, HEAD";
  const bool may =
      head.method == "HEAD" ? allowed.ends_with("HEAD") : head.method == allowed.substr(0, allowed.find(','));
  if (may) return std::nullopt;
  Response refusal =
      error_response(405, "other_method", fmt::format("the method is {}, but must be {}", head.method, allowed));
  refusal.headers.emplace_back("Allow", std::string(allowed));
  return refusal;
}

Response answer(const Request& request, const Snapshot& snapshot, const RunState& run) {
  if (request.path() == health_path) return health(snapshot, run);
  if (request.path() == description_path) return response(200, "application/json", openapi_description);
  const Page& page = *page_for(request, snapshot);
  const bool known = has_tag(request.header("if-none-match"), page.tag);
  Response answer{.status = known ? 304 : 200, .type = page.type, .body = known ? nullptr : page.bytes};
  answer.headers = {{"ETag", page.tag},
                    {"Cache-Control", "no-cache"},
                    {"Content-Security-Policy", page.policy},
                    {"Cross-Origin-Resource-Policy", page.embeddable ? "cross-origin" : "same-origin"}};
  return answer;
}

}  // namespace payoff
