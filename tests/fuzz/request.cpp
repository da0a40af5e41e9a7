// What is asked of the server and by an assistant: answered or refused, and a message is one line.
#include "fuzz/fuzz.hpp"
#include "tools/mcp/protocol.hpp"
#include "tools/serve/estimate.hpp"
#include "tools/serve/routes.hpp"

namespace {

void send(const std::string& type, const std::string& body) {
  try {
    payoff::sent_study({"POST", "/estimate", {{"content-type", type}}, body});
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const payoff::Snapshot snapshot = payoff::empty_snapshot();
  const std::string text(fuzz::text_of(data, size));
  send("multipart/form-data; boundary=b", text);
  send("multipart/form-data; " + text.substr(0, text.find('\n')), text);
  send("application/json", text);
  const payoff::Request request{"GET", text};
  if (!payoff::refused_route(request, snapshot)) payoff::answer(request, snapshot, {});
  payoff::Protocol protocol(payoff::Json::array({{{"name", "run"}}}));
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size()) + 1) {
    const payoff::Heard heard = protocol.hear(text.substr(at, text.find('\n', at) - at));
    if (!heard.answer) continue;
    const std::string line = payoff::as_line(*heard.answer);
    fuzz::require(line.find('\n') == line.size() - 1, "a message is one line", line);
  }
  return 0;
}
