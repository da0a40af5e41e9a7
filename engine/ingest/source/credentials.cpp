#include "ingest/source/credentials.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/letters.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

bool is_secret(const std::string& key) {
  constexpr const char* words[] = {"password", "passwd", "token", "secret", "private_key", "auth"};
  return std::ranges::any_of(words, [&](const char* word) { return lower(key).find(word) != std::string::npos; });
}

// Of a URI with "user:password@"; empty where there is none.
std::string password_in(const std::string& uri) {
  const std::size_t scheme = uri.find("://"), at = uri.rfind('@');
  if (scheme == std::string::npos || at == std::string::npos) return {};
  const std::size_t colon = uri.find(':', scheme + 3);
  return colon < at ? uri.substr(colon + 1, at - colon - 1) : "";
}

}  // namespace

Credentials::Credentials(const std::map<std::string, std::string>& options) {
  for (const auto& [key, option] : options) {
    options_[key] = filled(key, option);
    if (is_secret(key)) secrets_.push_back({options_[key], "***"});
    secrets_.push_back({password_in(options_[key]), "***"});
  }
  std::erase_if(secrets_, [](const Secret& secret) { return secret.text.empty(); });
  // Those that hold another one first.
  std::ranges::stable_sort(secrets_, std::ranges::greater{}, [](const Secret& secret) { return secret.text.size(); });
}

std::string Credentials::filled(const std::string& key, const std::string& option) {
  std::string text;
  std::size_t end = 0;
  for (std::size_t begin = option.find("${"); begin != std::string::npos; begin = option.find("${", end)) {
    text += option.substr(end, begin - end);
    end = std::min(option.find('}', begin), option.size() - 1) + 1;
    const std::string variable = option.substr(begin, end - begin), name = variable.substr(2, variable.size() - 3);
    const char* value = std::getenv(name.c_str());
    if (!value || !variable.ends_with('}'))
      throw Error(ErrorKind::usage, {.key = "data.driver_options." + key},
                  "'" + variable + "' must be an environment variable, and is not set",
                  "set it before payoff is started: export " + name + "=...");
    secrets_.push_back({value, variable});
    text += value;
  }
  return text + option.substr(end);
}

std::string Credentials::hidden_in(std::string message) const {
  for (const Secret& secret : secrets_) message = replaced(std::move(message), secret.text, secret.shown);
  return message;
}

}  // namespace payoff
