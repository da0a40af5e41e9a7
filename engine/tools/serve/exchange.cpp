#include "tools/serve/exchange.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace payoff {

std::string Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Response response(int status, std::string type, std::string body) {
  return {status, std::move(type), std::make_shared<const std::string>(std::move(body))};
}

Response error_response(int status, std::string_view code, std::string_view message) {
  const nlohmann::ordered_json json{{"error", {{"code", code}, {"message", message}}}};
  Response answer =
      response(status, "application/json", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    unsigned byte = 0;
    const char* begin = text.data() + i + 1;
    if (text.size() < i + 3 || std::from_chars(begin, begin + 2, byte, 16).ptr != begin + 2 || byte == 0)
      return std::nullopt;
    plain += static_cast<char>(byte);
    i += 2;
  }
  return plain;
}

}  // namespace payoff
