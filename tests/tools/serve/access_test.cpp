// Who is let in.
#include "tools/serve/access.hpp"

#include <doctest/doctest.h>

#include "payoff/error.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("tools/serve/access") {

namespace {

const Access loopback{};
const Access guarded{.only_loopback = false, .token = "0123456789abcdef"};

int status(const Access& access, std::map<std::string, std::string, std::less<>> headers,
           const std::string& method = "GET") {
  const auto refusal = refused_access({method, "/", std::move(headers)}, access);
  return refusal ? refusal->status : 200;
}

std::string refusal_of(const std::string& path) {
  try {
    read_token(path);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("access: without a token only who means this machine is answered, whatever name points here") {
  for (const char* host : {"localhost", "localhost:8321", "127.0.0.1:1", "[::1]:8321", "[::1]"})
    CHECK(status(loopback, {{"host", host}}) == 200);
  for (const char* host : {"evil.example", "evil.example:8321", "localhost.evil.example", "127.0.0.1.evil.example",
                           "[::1].evil.example", "[::2]:8321", "127.0.0.2"})
    CHECK(status(loopback, {{"host", host}}) == 403);
  CHECK(status(loopback, {}) == 400);
}

TEST_CASE("access: the token, the whole token, as a bearer's or as a browser's password") {
  CHECK(status(guarded, {{"host", "any.example"}}) == 401);
  CHECK(status(guarded, {{"host", "any.example"}, {"authorization", "Bearer 0123456789abcdef"}}) == 200);
  // printf 'payoff:0123456789abcdef' | base64
  CHECK(status(guarded, {{"host", "a"}, {"authorization", "Basic cGF5b2ZmOjAxMjM0NTY3ODlhYmNkZWY="}}) == 200);
  for (const char* wrong :
       {"", "Bearer", "Bearer 0123456789abcde", "Bearer 0123456789abcdeg", "Bearer 0123456789abcdef ",
        "bearer 0123456789abcdef", "0123456789abcdef", "Basic cGF5b2ZmOjAxMjM0NTY3ODlhYmNkZWY"})
    CHECK(status(guarded, {{"host", "a"}, {"authorization", wrong}}) == 401);
}

TEST_CASE("access: a page of another site sends nothing") {
  const auto sent = [](const char* origin, const char* site) {
    return status(loopback, {{"host", "localhost:8321"}, {"origin", origin}, {"sec-fetch-site", site}}, "POST");
  };
  CHECK(sent("", "") == 200);  // no browser
  CHECK(sent("http://localhost:8321", "same-origin") == 200);
  CHECK(sent("http://localhost:9999", "") == 403);
  CHECK(sent("http://evil.example", "") == 403);
  CHECK(sent("null", "") == 403);
  CHECK(sent("", "cross-site") == 403);
  CHECK(sent("", "same-site") == 403);
}

TEST_CASE("access: a token is a line of a file, and long enough") {
  const tools::Workplace place;
  place.write("token", "0123456789abcdef0123\r\nmore\n");
  CHECK(read_token(place.path("token")) == "0123456789abcdef0123");
  place.write("short", "0123456789abcde\n");
  CHECK(refusal_of(place.path("short")).find("the token has 15 characters, but must have 16 to 512") !=
        std::string::npos);
  place.write("odd", "0123456789 abcdef\n");
  CHECK(refusal_of(place.path("odd")).find("not all visible") != std::string::npos);
  CHECK(refusal_of(place.path("none")).find("cannot be read") != std::string::npos);
  CHECK(refusal_of(place.path("")).find("cannot be read") != std::string::npos);
}

TEST_CASE("access: what loopback is") {
  for (const char* host : {"localhost", "127.0.0.1", "::1"}) CHECK(is_loopback(host));
  for (const char* host : {"0.0.0.0", "", "::", "192.168.0.1", "example.com"}) CHECK_FALSE(is_loopback(host));
}

}  // TEST_SUITE("tools/serve/access")
