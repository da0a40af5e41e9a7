// What names of columns suggest. A name helps to choose between columns whose content would do; it never decides alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

enum class Topic {
  unit,
  begin,
  end,
  adoption,
  group,
  duration,
  revenue,
  score,
  count,
  key,
  period,
  event,
  currency,
  hired,
  left,
  usage
};

// Whether a word of the name is one of the topic's, in any of the languages that are known: "Bearbeitungszeit" is of
// duration. A long word may be the beginning of one in the name.
bool suggests(const std::string& name, Topic topic);

// Whether a label says "without the tool": control, Kontrolle, no, 0.
bool says_comparison(const std::string& label);

// "hours" of "cycle_hours"; empty = the name says none.
std::string time_unit_in(const std::string& name);

}  // namespace payoff
