#include "base/units.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "base/wording.hpp"

namespace payoff {
namespace {

// "minutes = {n}분" of the language; nothing for a unit that it does not name.
std::string known(std::string_view unit, const std::string& number) {
  for (const auto& [name, form] : pairs_of(language_here().text(MessageId::units))) {
    if (name != unit) continue;
    const std::size_t at = form.find("{n}");
    return std::string(form.substr(0, at)) + number + std::string(form.substr(at + 3));
  }
  return {};
}

// Without "per" and "a week": a count, money, or a word of the study.
std::string amount(const std::string& number, std::string_view unit) {
  if (unit.empty()) return number;
  if (const std::string said = known(unit, number); !said.empty()) return said;
  const std::string word = name_of_currency(std::string(unit));
  return number.empty() ? word : say(MessageId::amount, {{"number", number}, {"unit", word}});
}

}  // namespace

std::string with_unit(const std::string& number, std::string_view unit) {
  constexpr std::string_view per = " per ", each = " a ";
  if (const std::size_t at = unit.rfind(per); at != std::string_view::npos && at > 0)
    return say(MessageId::amount_per,
               {{"amount", with_unit(number, unit.substr(0, at))}, {"per", said_unit(unit.substr(at + per.size()))}});
  if (unit.starts_with(per.substr(1)))
    return say(MessageId::amount_per, {{"amount", number}, {"per", said_unit(unit.substr(per.size() - 1))}});
  const std::size_t at = unit.rfind(each);
  const std::string_view period = at == std::string_view::npos ? "" : unit.substr(at + each.size());
  const auto periods = {"day", "week", "sprint", "month", "quarter", "year", "period"};
  if (std::ranges::find(periods, period) != periods.end())
    return say(MessageId::amount_each_period,
               {{"amount", with_unit(number, unit.substr(0, at))}, {"period", said_unit(period)}});
  return amount(number, unit);
}

std::string said_unit(std::string_view unit) {
  const std::string said = with_unit("", unit);
  return said.substr(said.starts_with(' ') ? 1 : 0);
}

}  // namespace payoff
