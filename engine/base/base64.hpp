// Bytes as letters (RFC 4648, 4).
#pragma once

#include <string>
#include <string_view>

namespace payoff {

std::string base64(std::string_view bytes);

}  // namespace payoff
