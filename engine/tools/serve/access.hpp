// Who may ask: this machine, or whoever knows the token; and no page of another site in somebody's browser.
#pragma once

#include <optional>
#include <string>

#include "tools/serve/exchange.hpp"

namespace payoff {

struct Access {
  bool only_loopback = true;
  std::string token{};  // empty = none is asked for, which only loopback may do
};

bool is_loopback(const std::string& host);

// The first line of the file, of at least 16 visible characters. Throws Error(source) or Error(usage).
std::string read_token(const std::string& path);

// Why the request is not answered, before its body is read: 400 without a host, 401 without the token, 403 for a host that
// is not this machine (a name that somebody else points here) or for what another site's page sends.
std::optional<Response> refused_access(const Request& head, const Access& access);

}  // namespace payoff
