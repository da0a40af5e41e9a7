// What is asked of the server and what it answers, without sockets.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace payoff {

struct Request {
  std::string method, target;                                 // "GET", "/studies/north?x=y"
  std::map<std::string, std::string, std::less<>> headers{};  // by their names in small letters
  std::string body{};

  std::string header(std::string_view name) const;  // "" where there is none
  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
};

struct Response {
  int status = 200;
  std::string type;  // of its body
  std::shared_ptr<const std::string> body;
  std::vector<std::pair<std::string, std::string>> headers{};
};

Response response(int status, std::string type, std::string body);

// {"error": {"code", "message"}}
Response error_response(int status, std::string_view code, std::string_view message);

// "%20" is a blank. Nothing where an escape is none, or is a zero.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace payoff
