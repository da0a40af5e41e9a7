#include "base/units.hpp"

#include "base/messages.hpp"
#include "base/parts.hpp"
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
  const std::string shown = is_of_money(word) ? amounts_in_parts(number) : number;
  return number.empty() ? word : say(MessageId::amount, {{"number", shown}, {"unit", word}});
}

// Of a list of the language, "week = 매주", what it says for a name; nothing for a name that is not in it.
std::string listed(MessageId list, std::string_view name) {
  for (const auto& [known_name, said] : pairs_of(language_here().text(list)))
    if (known_name == name) return std::string(said);
  return {};
}

}  // namespace

std::string with_unit(const std::string& number, std::string_view unit) {
  constexpr std::string_view per = " per ", each = " a ";
  if (const std::size_t at = unit.rfind(per); at != std::string_view::npos && at > 0)
    return say(MessageId::amount_per,
               {{"amount", with_unit(number, unit.substr(0, at))}, {"per", said_per(unit.substr(at + per.size()))}});
  if (unit.starts_with(per.substr(1)))
    return say(MessageId::amount_per, {{"amount", number}, {"per", said_per(unit.substr(per.size() - 1))}});
  const std::size_t at = unit.rfind(each);
  const std::string_view period = at == std::string_view::npos ? "" : unit.substr(at + each.size());
  if (const std::string said = listed(MessageId::each_period, period); !said.empty())
    return say(MessageId::amount_each_period, {{"amount", with_unit(number, unit.substr(0, at))}, {"period", said}});
  return amount(number, unit);
}

std::string said_per(std::string_view one) {
  const std::string said = listed(MessageId::per_period, one);
  return said.empty() ? say(MessageId::per_one, {{"one", said_unit(one)}}) : said;
}

std::string said_unit(std::string_view unit) {
  const std::string said = with_unit("", unit);
  return said.substr(said.starts_with(' ') ? 1 : 0);
}

}  // namespace payoff
