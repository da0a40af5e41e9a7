#include "tools/mcp/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "payoff/error.hpp"
#include "study/parse_json.hpp"

namespace payoff {
namespace {

constexpr int parse_error = -32700, invalid_request = -32600, method_not_found = -32601, invalid_params = -32602,
              unsupported_version = -32022;
constexpr std::array<std::string_view, 2> by_handshake{"2025-11-25", "2025-06-18"};
constexpr const char* by_request = "2026-07-28";
constexpr const char* version_key = "io.modelcontextprotocol/protocolVersion";
constexpr const char* capabilities_key = "io.modelcontextprotocol/clientCapabilities";
constexpr const char* server_key = "io.modelcontextprotocol/serverInfo";

constexpr const char* instructions =
    "payoff measures whether the rollout of an AI tool paid off. `init` drafts a study of the user's tables and asks "
    "what "
    "they do not show: ask the user, never guess who got the tool when. `check` says whether the study can be "
    "answered; "
    "`run` estimates it, values it and grades the evidence from A to E. Say no more than the claims say, in their "
    "words, "
    "with the grade; hold every other sentence about the effect against the run with `claim` before you write it.";

Json server_info() {
  return {{"name", "payoff"}, {"title", "payoff"}, {"version", PAYOFF_VERSION}};
}

// Revision 2026-07-28 marks every result; others ignore what they do not know.
Json complete(Json result) {
  result["resultType"] = "complete";
  result["_meta"][server_key] = server_info();
  return result;
}

Json kept(Json result) {
  result["ttlMs"] = 3'600'000;
  result["cacheScope"] = "public";
  return complete(std::move(result));
}

bool is_id(const Json& id) {
  return id.is_string() || id.is_number_integer();
}

const Json* envelope_of(const Json& params) {
  const auto meta = params.find("_meta");
  return meta != params.end() && meta->is_object() && meta->contains(version_key) ? &*meta : nullptr;
}

Json reply(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Heard said(Json answer) {
  return {.answer = std::move(answer)};
}

std::optional<ToolCall> call_of(const Json& id, const Json& params) {
  if (!params.contains("name") || !params["name"].is_string()) return std::nullopt;
  ToolCall call{id, params["name"].get<std::string>(), params.value("arguments", Json::object()), nullptr};
  if (!call.arguments.is_object()) return std::nullopt;
  if (const auto meta = params.find("_meta");
      meta != params.end() && meta->is_object() && meta->contains("progressToken"))
    call.progress_token = (*meta)["progressToken"];
  return call;
}

}  // namespace

Json error_message(const Json& id, int code, const std::string& message, const Json& data) {
  Json error{{"code", code}, {"message", message}};
  if (!data.is_null()) error["data"] = data;
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", error}};
}

Json progress_message(const Json& token, double share, const std::string& stage) {
  return {{"jsonrpc", "2.0"},
          {"method", "notifications/progress"},
          {"params", {{"progressToken", token}, {"progress", share}, {"total", 1}, {"message", stage}}}};
}

std::string as_line(const Json& message) {
  return message.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Heard Protocol::hear(std::string_view line) {
  Json message;
  try {
    message = parse_json(std::string(line), "the message");
  } catch (const Error& error) {
    return said(error_message(nullptr, parse_error, error.what()));
  }
  if (!message.is_object() || message.value("jsonrpc", Json()) != "2.0")
    return said(error_message(nullptr, invalid_request, "a message must be one object of JSON-RPC 2.0"));
  const Json id = message.value("id", Json()), params = message.value("params", Json::object());
  const Json method = message.value("method", Json());
  if (message.contains("id") && !is_id(id))
    return said(error_message(nullptr, invalid_request, "id must be text or a whole number"));
  if (!method.is_string()) {  // an answer to nothing that was asked
    if (message.contains("result") || message.contains("error")) return {};
    return said(error_message(id, invalid_request, "a request must have a method"));
  }
  if (!message.contains("id")) {
    const bool cancels = method == "notifications/cancelled" && params.is_object() && params.contains("requestId");
    return cancels ? Heard{.cancelled = params["requestId"]} : Heard{};
  }
  if (!params.is_object()) return said(error_message(id, invalid_params, "params must be an object"));
  if (std::optional<Json> refused = refusal(id, method, params)) return said(std::move(*refused));
  if (method != "tools/call") return said(answer(id, method, params));
  const std::optional<ToolCall> call = call_of(id, params);
  if (!call)
    return said(error_message(id, invalid_params, "a call must have the name of a tool, and arguments an object"));
  const bool known = std::ranges::any_of(tools_, [&](const Json& tool) { return tool["name"] == call->tool; });
  if (!known) return said(error_message(id, invalid_params, fmt::format("there is no tool '{}'", call->tool)));
  return {.call = call};
}

// Who shook hands needs no envelope; who did not sends one with each request.
std::optional<Json> Protocol::refusal(const Json& id, const std::string& method, const Json& params) {
  const Json* envelope = envelope_of(params);
  if (!envelope) {
    if (shaken_hands_ || method == "initialize" || method == "ping") return std::nullopt;
    return error_message(id, method == "server/discover" ? invalid_params : invalid_request,
                         fmt::format("begin with initialize, or send {} in _meta of each request", version_key));
  }
  if (method == "initialize") return std::nullopt;
  const Json& version = (*envelope)[version_key];
  if (!version.is_string() || !envelope->contains(capabilities_key))
    return error_message(id, invalid_params,
                         fmt::format("_meta must have {} as text, and {}", version_key, capabilities_key));
  if (version != by_request)
    return error_message(id, unsupported_version, fmt::format("the version is not {}", by_request),
                         {{"supported", Json::array({by_request})}, {"requested", version}});
  return std::nullopt;
}

Json Protocol::answer(const Json& id, const std::string& method, const Json& params) {
  if (method == "initialize") return reply(id, initialize(params));
  if (method == "ping") return reply(id, complete(Json::object()));
  if (method == "tools/list") return reply(id, kept({{"tools", tools_}}));
  if (method == "server/discover")
    return reply(id, kept({{"supportedVersions", {by_request, by_handshake[0], by_handshake[1]}},
                           {"capabilities", {{"tools", Json::object()}}},
                           {"instructions", instructions}}));
  return error_message(id, method_not_found, fmt::format("there is no method '{}'", method));
}

Json Protocol::initialize(const Json& params) {
  shaken_hands_ = true;
  const Json wanted = params.value("protocolVersion", Json());
  const auto same = std::ranges::find_if(by_handshake, [&](std::string_view version) { return wanted == version; });
  return {{"protocolVersion", same == by_handshake.end() ? by_handshake[0] : *same},
          {"capabilities", {{"tools", Json::object()}}},
          {"serverInfo", server_info()},
          {"instructions", instructions}};
}

Json Protocol::result(const Json& id, Json result) const {
  return reply(id, complete(std::move(result)));
}

}  // namespace payoff
