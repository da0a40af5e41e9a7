// The Model Context Protocol as messages, without streams: a line in, what to say or to do out.
//
// Revisions 2026-07-28 (each request carries its version) and, after a handshake, 2025-11-25 and 2025-06-18.
// Source  modelcontextprotocol.io/specification; JSON-RPC 2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "study/node.hpp"

namespace payoff {

struct ToolCall {
  Json id;  // of the request
  std::string tool;
  Json arguments;
  Json progress_token;  // null = nobody asks how far it is
};

// What a line says. Nothing of it: it needs no answer.
struct Heard {
  std::optional<Json> answer{};     // to send
  std::optional<ToolCall> call{};   // to carry out
  std::optional<Json> cancelled{};  // the id of a call that nobody waits for any more
};

class Protocol {
 public:
  explicit Protocol(Json tools) : tools_(std::move(tools)) {}  // as tools/list tells them

  Heard hear(std::string_view line);

  // What is said of a call that was carried out: {"content", "structuredContent", "isError"}.
  Json result(const Json& id, Json result) const;

 private:
  Json answer(const Json& id, const std::string& method, const Json& params);
  Json initialize(const Json& params);
  std::optional<Json> refusal(const Json& id, const std::string& method, const Json& params);

  const Json tools_;
  bool shaken_hands_ = false;
};

Json error_message(const Json& id, int code, const std::string& message, const Json& data = nullptr);
Json progress_message(const Json& token, double share, const std::string& stage);

// One line, whatever is in it.
std::string as_line(const Json& message);

}  // namespace payoff
