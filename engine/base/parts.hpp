// Amounts of money by their parts, as Korean says them from 10,000 on: "17억 9,000만 원".
#pragma once

#include <string>
#include <string_view>

namespace payoff {

bool says_in_parts();  // does the language?

// Numbers of 10,000 and more within a text, each by its parts where the language says them so: "2만 4,000 ~ 3만 6,000"
// of "24,000 ~ 36,000". English leaves them as they are.
std::string amounts_in_parts(const std::string& text);

// And back: "17억 9,000만" is "1790000000"; nothing for what is no amount in parts.
std::string amount_without_parts(std::string_view text);

// Is it a currency, as it is said or by its code, or an amount of one for each of something: "원", "KRW", "원/년"?
bool is_of_money(std::string_view unit);

}  // namespace payoff
