// The numbers of an effect as people read them, with their units.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/wording.hpp"
#include "payoff/qualify.hpp"

namespace payoff {

// "minutes per ticket", "USD per customer a week": a unit that stands alone.
std::string unit_phrase(const Evidence& evidence, const Effect& effect);

// The same behind the name of its metric, which says per what: "minutes", "USD a week", "" for rates.
std::string short_unit(const Effect& effect);

// A rate that is a share, or in percent: its changes are percentage points, its levels percent.
bool is_in_points(const Effect& effect);

// A number on the metric's scale as it is printed: of a rate in percent.
double spoken(const Effect& effect, double value);
Estimate spoken(const Effect& effect, Estimate absolute);  // its change: in percentage points

// A change, in the units that people read: "0.50 minutes", "2.1 percentage points" for 0.021 of a share.
std::string in_spoken_units(const Effect& effect, double value);

// The same with its whole unit: "0.50 minutes per ticket".
std::string in_full(const Evidence& evidence, const Effect& effect, double value);

// The same with the decimals of the effect's interval: "0.5 minutes"; "" where it would read as 0.
std::string change_phrase(const Effect& effect, double magnitude);

// What something stood at before and after, printed alike, with its unit behind the second: "41.5" and "38.1 minutes", "8.2%"
// and "10.3%".
std::vector<std::string> level_phrases(const Effect& effect, const std::vector<double>& levels);

// "95% CI"
std::string interval_name(const Effect& effect);

// The ends of its interval as printed, in spoken units or in percent; nothing where there is none.
std::optional<Ends> spoken_ends(const Effect& effect);

// How much, and how sure, to be printed apart: "2.7 hours" and "95% CI 2.1 to 3.4".
struct Size {
  std::string amount, interval;
};

// The size of a change whose direction the verb tells: magnitudes, smaller end first. Money in
// percent first: "12.3%, 0.77 USD"; log scale in percent alone.
Size size_of(const Effect& effect);

// The same with its sign, for a change whose direction is not claimed: "-0.10 minutes".
Size signed_size_of(const Effect& effect);

// The same of another answer to the question of this effect.
Size signed_size_of(const Effect& effect, const Alternative& other);

// "18.8%" and "95% CI 1.3% to 39.5%"; nothing when there is no relative effect that excludes 0 on
// the same side as the absolute one.
std::optional<Size> percent_size_of(const Effect& effect);

// Hours per person and week that a time metric saved (> 0) or cost (< 0), net of rework: from the
// appraisal of this effect. Only the study can say that a minute of this metric is a minute of
// paid work, and it does so by pricing it; hours that a pull request waits are nobody's hours.
struct Hours {
  double estimate = missing, low = missing, high = missing;
  bool net_of_rework = false;       // an assumed rework share was taken off
  double assumed_volume = missing;  // per person and week, where the study states it; else it was measured
};
std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect);

// "4+ hours a week each" and "estimate 4.6, 95% CI 4.1 to 5.2": the plus is the lower end,
// rounded down; below 1 it is "about 0.6 hours a week each" and "95% CI 0.2 to 0.9".
Size hours_size_of(const Hours& hours, const Effect& effect);

// The mean effect in the first and the last third of the follow-up, where their signs differ: "+3.5 hours" and "-12.1 hours".
struct Turn {
  std::string first, last;
};
std::optional<Turn> turn_of(const Effect& effect);

// A number on the scale of Effect::absolute, in the units that people read: "-3.5 hours"; log points in percent: "12%".
std::string plain_amount(const Effect& effect, double value);
std::string plain_range(const Effect& effect, const Estimate& estimate);  // of its interval: "-4.1 to -2.9"

}  // namespace payoff
