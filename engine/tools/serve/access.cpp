#include "tools/serve/access.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/base64.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr std::size_t shortest_token = 16, longest_token = 512;
constexpr const char* user = "payoff";  // for browsers, which ask for a name too

// Takes as long wherever the first difference is.
bool same_secret(std::string_view given, std::string_view secret) {
  unsigned differences = given.size() == secret.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i)
    differences |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(secret[i % secret.size()]);
  return differences == 0;
}

bool knows_token(const Request& head, const std::string& token) {
  const std::string given = head.header("authorization");
  const bool bearer = same_secret(given, "Bearer " + token);
  return same_secret(given, "Basic " + base64(fmt::format("{}:{}", user, token))) || bearer;
}

// Without its port.
std::string host_of(const std::string& authority) {
  const std::size_t from = authority.starts_with('[') ? authority.find(']') : 0;
  return authority.substr(0, authority.find(':', std::min(from, authority.size())));
}

bool is_of_another_site(const Request& head) {
  const std::string origin = head.header("origin"), site = head.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string host = head.header("host");
  return !origin.empty() && origin != "http://" + host && origin != "https://" + host;
}

}  // namespace

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

std::string read_token(const std::string& path) {
  std::error_code unknown;
  std::ifstream file(path);
  std::string token;
  if (!std::filesystem::is_regular_file(path, unknown) || !file)
    throw Error(ErrorKind::source, {.file = path}, "cannot be read", "check the path and its permissions");
  std::getline(file, token);
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  const bool visible = std::ranges::all_of(token, [](char c) { return c > ' ' && c < 127; });
  if (!visible || token.size() < shortest_token || token.size() > longest_token)
    throw Error(ErrorKind::usage, {.file = path},
                fmt::format("the token has {} characters{}, but must have {} to {} visible ones", token.size(),
                            visible ? "" : ", not all visible", shortest_token, longest_token),
                "write one with `openssl rand -hex 32`");
  return token;
}

std::optional<Response> refused_access(const Request& head, const Access& access) {
  const std::string host = host_of(head.header("host"));
  if (host.empty()) return error_response(400, "no_host", "the request names no Host, but must");
  if (access.only_loopback && !is_loopback(host))
    return error_response(403, "other_host",
                          "Host is not this machine, but must be; ask by localhost or 127.0.0.1, or serve with --host "
                          "and --token-file");
  if (!access.token.empty() && !knows_token(head, access.token)) {
    Response asks = error_response(401, "no_token", "the token is missing or wrong; send Authorization: Bearer TOKEN");
    asks.headers.emplace_back("WWW-Authenticate", R"(Basic realm="payoff, user payoff", charset="UTF-8")");
    return asks;
  }
  if (head.method == "POST" && is_of_another_site(head))
    return error_response(403, "other_site", "another site's page asked for this, but only pages of this server may");
  return std::nullopt;
}

}  // namespace payoff
