// Requests and responses as the sockets have them. Heavy to include: only for what holds sockets.
#pragma once

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <utility>  // which the next ones use without saying so

#include "tools/serve/exchange.hpp"

namespace payoff {

namespace http = boost::beast::http;

Request request_of(const http::request_header<>& head);

// What is answered where reading failed so: 400, 413 or 431.
Response refusal_of(const boost::system::error_code& failed, std::size_t body_bytes);

// 429 or 503: as many as may are at it; ask again after so many seconds.
Response busy(int status, const std::string& with, int seconds);

// Whether the other side said something wrong, rather than nothing.
bool is_wrong(const boost::system::error_code& failed);

// It refers to the bytes of the answer. only_head: to HEAD.
http::response<http::span_body<const char>> message_of(const Response& answer, bool keeps, bool only_head);

}  // namespace payoff
