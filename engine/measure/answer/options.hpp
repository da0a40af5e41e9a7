// The options of a method as its estimator reads them: each knows its type and its default.
//
// Example
//     enum class DidErrors { automatic, cluster };
//     constexpr ChoiceOption<DidErrors> errors{"errors", "auto|cluster", "standard errors"};
//     constexpr OptionSpec did_options[] = {errors.spec};
//     if (errors.of(question) == DidErrors::cluster) ...
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

std::vector<std::string> choices_of(const OptionSpec& option);

// The value as text: what the question says, or the default.
std::string value_of(const Question& question, const OptionSpec& option);
std::size_t chosen_index(const Question& question, const OptionSpec& option);  // among the choices
double chosen_number(const Question& question, const OptionSpec& option);

// Why a value may not be given to an option: "'cr9', but must be one of auto, cluster"; empty = it may.
std::string why_not(const OptionSpec& option, const std::string& value);

constexpr std::string_view first_of(std::string_view choices) {
  return choices.substr(0, choices.find('|'));
}

// One of several; the enumerators of E stand in the order of the choices, the default first.
template <typename E>
struct ChoiceOption {
  OptionSpec spec;

  constexpr ChoiceOption(std::string_view name, std::string_view choices, std::string_view meaning)
      : spec{name, OptionKind::choice, choices, 0, 0, first_of(choices), meaning} {}
  E of(const Question& question) const { return static_cast<E>(chosen_index(question, spec)); }
};

struct WholeNumberOption {
  OptionSpec spec;

  constexpr WholeNumberOption(std::string_view name, int low, int high, std::string_view otherwise,
                              std::string_view meaning)
      : spec{name, OptionKind::whole_number, {}, double(low), double(high), otherwise, meaning} {}
  int of(const Question& question) const { return static_cast<int>(chosen_number(question, spec)); }
};

// In 0 to 1.
struct ShareOption {
  OptionSpec spec;

  constexpr ShareOption(std::string_view name, std::string_view otherwise, std::string_view meaning)
      : spec{name, OptionKind::share, {}, 0, 1, otherwise, meaning} {}
  double of(const Question& question) const { return chosen_number(question, spec); }
};

struct FlagOption {
  OptionSpec spec;

  constexpr FlagOption(std::string_view name, std::string_view meaning)
      : spec{name, OptionKind::flag, "false|true", 0, 0, "false", meaning} {}
  bool of(const Question& question) const { return chosen_index(question, spec) == 1; }
};

// The distribution behind an interval.
enum class Quantile { t, normal };
inline constexpr std::string_view quantile_choices = "t|normal";

}  // namespace payoff
