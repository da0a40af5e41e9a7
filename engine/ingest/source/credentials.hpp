// What opens a database and nobody else is to read: taken from the environment, never told.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace payoff {

class Credentials {
 public:
  // ${NAME} in an option is the environment variable of that name. Throws Error(usage) where it is not set.
  explicit Credentials(const std::map<std::string, std::string>& options);

  const std::map<std::string, std::string>& options() const { return options_; }  // as the driver takes them
  // The message of a driver without what it may repeat of them: variables by their name, passwords as ***.
  std::string hidden_in(std::string message) const;

 private:
  struct Secret {
    std::string text, shown;
  };
  std::string filled(const std::string& key, const std::string& option);

  std::map<std::string, std::string> options_;
  std::vector<Secret> secrets_;
};

}  // namespace payoff
