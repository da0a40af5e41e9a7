#include "qualify/messages/messages.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>

namespace payoff {

std::string say(MessageId id, const std::vector<Field>& fields) {
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  for (const Field& field : fields) values.push_back(fmt::arg(field.name.c_str(), field.value));
  return fmt::vformat(std::ranges::find(english, id, &Message::id)->text, values);
}

}  // namespace payoff
