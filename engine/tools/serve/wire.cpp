#include "tools/serve/wire.hpp"

#include <fmt/format.h>

#include <cctype>

namespace payoff {

Request request_of(const http::request_header<>& head) {
  Request request{.method = std::string(head.method_string()), .target = std::string(head.target())};
  for (const auto& field : head) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    request.headers[name] = std::string(field.value());
  }
  return request;
}

Response refusal_of(const boost::system::error_code& failed, std::size_t body_bytes) {
  if (failed == http::error::header_limit)
    return error_response(431, "head_too_large", "the head of the request is larger than 16 KB, but may not be");
  if (failed == http::error::body_limit)
    return error_response(
        413, "too_large",
        fmt::format("the body is larger than {} bytes, but may not be; aggregate the data", body_bytes));
  return error_response(400, "no_http", fmt::format("the request is no HTTP: {}", failed.message()));
}

bool is_wrong(const boost::system::error_code& failed) {
  return failed.category() == http::make_error_code(http::error::end_of_stream).category() &&
         failed != http::error::end_of_stream && failed != http::error::partial_message;
}

http::response<http::span_body<const char>> message_of(const Response& answer, bool keeps, bool only_head) {
  http::response<http::span_body<const char>> message{static_cast<http::status>(answer.status), 11};
  message.set(http::field::server, "payoff");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  if (answer.body) message.set(http::field::content_type, answer.type);
  for (const auto& [name, value] : answer.headers) message.set(name, value);
  message.keep_alive(keeps);
  const std::size_t size = answer.body ? answer.body->size() : 0;
  if (answer.status != 304) message.content_length(size);
  if (answer.body && !only_head) message.body() = {answer.body->data(), size};
  return message;
}

Response busy(int status, const std::string& with, int seconds) {
  Response answer = error_response(status, "busy", with + ", as many as may");
  answer.headers.emplace_back("Retry-After", std::to_string(seconds));
  return answer;
}

}  // namespace payoff
