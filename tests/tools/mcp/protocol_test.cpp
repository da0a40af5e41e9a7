// Lines of the Model Context Protocol, and lines that are none.
#include "tools/mcp/protocol.hpp"

#include <doctest/doctest.h>

#include "tools/mcp/reduced.hpp"
#include "tools/mcp/tools.hpp"

using namespace payoff;

TEST_SUITE("tools/mcp/protocol") {

namespace {

const std::string envelope =
    R"("_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}})";

Protocol greeted() {
  Protocol protocol(tool_list());
  protocol.hear(R"({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25"}})");
  return protocol;
}

Json answer_to(const std::string& line, Protocol protocol = greeted()) {
  const Heard heard = protocol.hear(line);
  CAPTURE(line);
  REQUIRE(heard.answer);
  CHECK_FALSE(heard.call);
  return *heard.answer;
}

int code(const std::string& line, Protocol protocol = greeted()) {
  return answer_to(line, std::move(protocol))["error"]["code"].get<int>();
}

std::string request(const std::string& method, const std::string& params = "", const std::string& id = "1") {
  return R"({"jsonrpc": "2.0", "id": )" + id + R"(, "method": ")" + method + "\"" +
         (params.empty() ? "" : ", \"params\": {" + params + "}") + "}";
}

std::string version_for(const std::string& wanted) {
  const Json answer = answer_to(request("initialize", R"("protocolVersion": )" + wanted), Protocol(tool_list()));
  return answer["result"]["protocolVersion"];
}

}  // namespace

TEST_CASE("protocol: a handshake agrees on what both speak, else on the newest of ours") {
  CHECK(version_for(R"("2025-06-18")") == "2025-06-18");
  CHECK(version_for(R"("2025-11-25")") == "2025-11-25");
  for (const char* other : {R"("2024-11-05")", R"("2026-07-28")", R"("")", "7", "null"})
    CHECK(version_for(other) == "2025-11-25");
}

TEST_CASE("protocol: without a handshake each request says its version, and hears which there are") {
  const Protocol fresh(tool_list());
  CHECK(answer_to(request("tools/list", envelope), fresh)["result"]["tools"].size() == 6);
  const Json discovered = answer_to(request("server/discover", envelope), fresh)["result"];
  CHECK(discovered["supportedVersions"] == Json({"2026-07-28", "2025-11-25", "2025-06-18"}));
  CHECK(discovered["resultType"] == "complete");
  CHECK(code(request("tools/list"), fresh) == -32600);
  CHECK(code(request("server/discover"), fresh) == -32602);
  CHECK(code(request("tools/list", R"("_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28"})"), fresh) ==
        -32602);
  const Json newer =
      answer_to(request("tools/list", R"("_meta": {"io.modelcontextprotocol/protocolVersion": "2031-01-01",
    "io.modelcontextprotocol/clientCapabilities": {}})"),
                fresh)["error"];
  CHECK(newer["code"] == -32022);
  CHECK(newer["data"]["supported"] == Json::array({"2026-07-28"}));
  CHECK(newer["data"]["requested"] == "2031-01-01");
}

TEST_CASE("protocol: lines that are no message are answered as such, and nothing else happens") {
  for (const std::string line : {"{", "nonsense", "\xff\xfe", "{\"a\": 1e999}", "\"", "[[["})
    CHECK(code(line) == -32700);
  CHECK(code(std::string(100000, '[')) == -32700);
  for (const char* line :
       {"[]", "1", "null", "{}", R"({"jsonrpc": "1.0", "id": 1, "method": "ping"})", R"({"jsonrpc": "2.0", "id": 1})",
        R"({"jsonrpc": "2.0", "id": 1, "method": 7})", R"({"jsonrpc": "2.0", "id": null, "method": "ping"})",
        R"({"jsonrpc": "2.0", "id": 1.5, "method": "ping"})", R"({"jsonrpc": "2.0", "id": {}, "method": "ping"})",
        R"([{"jsonrpc": "2.0", "id": 1, "method": "ping"}])"})
    CHECK(code(line) == -32600);
  CHECK(code(request("rm -rf")) == -32601);
  CHECK(code(R"({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]})") == -32602);
  CHECK(code(request("tools/call", R"("name": "rm")")) == -32602);
  CHECK(code(request("tools/call", R"("name": 7)")) == -32602);
  CHECK(code(request("tools/call", R"("name": "run", "arguments": [])")) == -32602);
}

TEST_CASE("protocol: ids come back as they were, whatever they are") {
  const std::string longest = "\"" + std::string(100000, 'x') + "\"";
  for (const std::string id : {std::string("0"), std::string("-9223372036854775808"),
                               std::string("18446744073709551615"), longest, std::string(R"("\u0000\"")")})
    CHECK(answer_to(request("ping", "", id))["id"] == Json::parse(id));
}

TEST_CASE("protocol: notifications and answers are answered with nothing") {
  Protocol protocol = greeted();
  for (const char* line :
       {R"({"jsonrpc": "2.0", "method": "notifications/initialized"})", R"({"jsonrpc": "2.0", "method": "x"})",
        R"({"jsonrpc": "2.0", "id": 1, "result": {}})", R"({"jsonrpc": "2.0", "id": 1, "error": {}})",
        R"({"jsonrpc": "2.0", "method": "notifications/cancelled"})",
        R"({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": []})"}) {
    const Heard heard = protocol.hear(line);
    CHECK_FALSE(heard.answer);
    CHECK_FALSE(heard.call);
    CHECK_FALSE(heard.cancelled);
  }
  const Heard heard =
      protocol.hear(R"({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "a"}})");
  CHECK(*heard.cancelled == "a");
}

TEST_CASE("protocol: a call is told whole, with the token of who asks how far it is") {
  Protocol protocol = greeted();
  const Heard heard = protocol.hear(
      request("tools/call", R"("name": "claim", "arguments": {"run": "run-1"}, "_meta": {"progressToken": "p"})"));
  REQUIRE(heard.call);
  CHECK(heard.call->tool == "claim");
  CHECK(heard.call->arguments["run"] == "run-1");
  CHECK(heard.call->progress_token == "p");
  CHECK(protocol.hear(request("tools/call", R"("name": "methods")")).call->progress_token.is_null());
}

TEST_CASE("protocol: a message is one line, whatever is in it") {
  const std::string line = as_line(error_message("a\nb", -1, "x\r\ny\xff"));
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(Json::parse(line)["id"] == "a\nb");
}

TEST_CASE("tools: each says what goes in and what comes out, and all arguments are described") {
  for (const Json& tool : tool_list()) {
    CAPTURE(tool["name"]);
    CHECK(tool["inputSchema"]["type"] == "object");
    CHECK(tool["inputSchema"]["additionalProperties"] == false);
    CHECK(tool["annotations"]["readOnlyHint"] == true);
  }
}

TEST_CASE("reduced: of results that lack everything, what there is") {
  CHECK(reduced(Json::object())["grade"] == "U");
  const Json some = reduced(Json::parse(R"({"verdict": {"grade": "B", "reasons": [{"text": "r"}]},
    "claims": [{"kind": "headline", "text": "h"}], "appraisal": null,
    "effects": [{"metric": "m", "absolute": {"estimate": null, "estimate_reason": "why", "se": 1}, "path": [1]}]})"));
  CHECK(some["grade"] == "B");
  CHECK(some["headline"] == "h");
  CHECK(some["reasons"] == Json::array({"r"}));
  CHECK(some["money"].is_null());
  CHECK(some["effects"][0] ==
        Json::parse(R"({"metric": "m", "absolute": {"estimate": null, "estimate_reason": "why"}})"));
}

}  // TEST_SUITE("tools/mcp/protocol")
