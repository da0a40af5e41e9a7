// From what a sentence says to the number of the study that it is about.
//
// A size in time, per ticket where the metric is, is the effect in its own unit; a week of it is the hours that the
// study values, since only the study says that a minute of this metric is a minute of work. A percentage is of what
// would have been without the tool.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/benefit.hpp"
#include "monetize/time_value.hpp"
#include "payoff/assertion.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/sentence/asserted_number.hpp"
#include "qualify/sentence/direction.hpp"
#include "qualify/sentence/money_said.hpp"
#include "qualify/sentence/refusal.hpp"
#include "qualify/sentence/said.hpp"
#include "qualify/sentence/spans.hpp"
#include "qualify/sentence/subject.hpp"

namespace payoff {
namespace {

class Interpretation {
 public:
  Interpretation(const Said& said, const Subject& subject, const Evidence& evidence)
      : said_(said), subject_(subject), evidence_(evidence), effect_(evidence.effects[subject.effect]) {}

  Assertion understood() {
    result_.effect = subject_.effect;
    result_.bound = said_.bound;
    choose();
    if (!subject_.named && !is_money(result_)) {
      const std::string primary =
          fmt::format("It names no metric, so it is taken to be about the primary one, {}.", spoken(metric()));
      result_.taken.insert(result_.taken.begin(), primary);
    }
    result_.direction = direction_of(said_, result_.about, metric());
    if (said_.unit == SaidUnit::times) factor();
    require_possible();
    return std::move(result_);
  }

 private:
  const Metric& metric() const { return effect_.metric; }
  bool is_each() const { return said_.each || subject_.each; }
  template <typename... Values>
  void taken(fmt::format_string<Values...> text, Values&&... values) {
    result_.taken.push_back(fmt::format(text, std::forward<Values>(values)...));
  }

  void choose() {
    if (said_.figure) return figure();
    if (said_.duration && !said_.duration->weeks) return days();
    if (said_.duration)
      refuse_sentence(fmt::format("a size in {}s is not understood", said_.duration->word), "say it in hours");
    switch (said_.unit) {
      case SaidUnit::time:
        return time(said_.hours, said_.unit_word);
      case SaidUnit::money:
        return money();
      case SaidUnit::percent:
      case SaidUnit::times:
        return share();
      case SaidUnit::points:
        return points();
      case SaidUnit::none:
        return said_.number ? plain_number() : only_direction();
    }
  }

  // In one unit of the sentence there are `per_unit` of that in which the size is kept.
  void sized(Asserted about, double per_unit, std::string unit) {
    result_.about = about;
    result_.size = said_.number.value_or(0) * per_unit;
    result_.per_unit = per_unit;
    result_.half_digit = said_.half_digit;
    result_.unit = std::move(unit);
  }

  void no_period(const char* what) const {
    if (said_.period) refuse_sentence(fmt::format("{} is not \"a {}\"", what, said_.period->word), "leave that out");
  }

  // What a year is worth is of everything that the study values, together.
  const Appraisal& all_money() {
    const std::vector<std::string> names = counted_metrics(evidence_);
    if (names.empty() || (subject_.named && names.size() < 2))
      return appraisal_of(metric(), evidence_, "what a year is worth");
    const std::string all = fmt::format("{}", fmt::join(names, " and "));
    if (subject_.named) refuse_sentence(fmt::format("a year's worth is of {} together", all), "leave the metric out");
    if (names.size() > 1) taken("It is taken to be of all that is valued: {}.", all);
    return *evidence_.appraisal;
  }

  // "2 days": of work, as the study's unit "days" is.
  void days() {
    taken("A day is taken to be a working day of 8 hours.");
    time(hours_in("days"), "working days");
  }

  void figure() {
    result_.effect = static_cast<std::size_t>(&graded_effect(evidence_) - evidence_.effects.data());
    if (result_.effect != subject_.effect && subject_.named)
      refuse_sentence(fmt::format("'{}' is not all that the money is of", spoken(metric())), "leave the metric out");
    if (!evidence_.appraisal)
      refuse_sentence("the results hold no money", "add a \"money\" section to the study, and run it");
    no_period("a figure for the whole rollout");
    require_horizon(said_, *evidence_.appraisal);
    const std::string& currency = evidence_.appraisal->currency;
    const bool pays_for_itself = said_.duration && said_.unit == SaidUnit::none;  // "in 3 months"
    if (*said_.figure == Asserted::payback || pays_for_itself) return payback();
    if (*said_.figure == Asserted::net_present_value) {
      if (said_.number) require_currency(said_, currency);
      return sized(Asserted::net_present_value, 1, currency);
    }
    if (said_.number && said_.unit != SaidUnit::percent)
      refuse_sentence("a return on investment is understood in percent alone", "a gain of twice the costs is 200%");
    sized(Asserted::return_on_investment, 0.01, "%");
  }

  void payback() {
    const int horizon = evidence_.appraisal->horizon_months;
    if (!said_.number) {
      sized(Asserted::payback, 1, "months");
      result_.size = horizon;
      return taken("It says no month, so the horizon of the study is taken, {} months.", horizon);
    }
    const std::string word = said_.duration ? said_.duration->word : "";
    if (word != "month" && word != "year")
      refuse_sentence("the payback is not in months or years", "say e.g. \"pays back within 6 months\"");
    sized(Asserted::payback, word == "year" ? months_per_year : 1, word + "s");
  }

  std::string per_what() const {
    if (!metric().per.empty()) return " per " + spoken_per(metric());
    const std::string each = metric().kind == MetricKind::revenue || metric().kind == MetricKind::cost
                                 ? " per " + singular(who_of(evidence_))
                                 : "";
    return each + (said_.period ? " a " + said_.period->word : own_period(effect_));
  }

  // In the metric's own unit, of which there are `per_unit` in one of the sentence.
  void own(double per_unit, const std::string& unit) {
    if (said_.total)
      refuse_sentence(fmt::format("'{}' is measured for each, and its total is not in the results", spoken(metric())),
                      "say it per " + singular(who_of(evidence_)));
    if (!metric().per.empty()) no_period("what is per event");
    const double periods = said_.period ? periods_of_data_in(*said_.period, effect_) : 1;
    const bool open = metric().per.empty() ? !said_.period && own_period(effect_) != "" : !subject_.per_thing;
    if (open) taken("It does not say per what, so it is taken to be{}, as the metric is measured.", per_what());
    sized(Asserted::effect, per_unit / periods, unit + per_what());
  }

  void time(double hours, const std::string& unit) {
    if (metric().kind != MetricKind::time) {
      refuse_sentence(fmt::format("'{}' is no time, but the claim is in {}", spoken(metric()), unit),
                      "name a metric of time; there are: " + metrics_in_words(evidence_));
    }
    const double own_hours = hours_in(metric().unit);
    if (said_.total && subject_.each) refuse_sentence("it says each and in total", "say one of them");
    if (said_.total) return valued_hours(hours, unit, Asserted::hours_of_all);
    const bool valued = evidence_.appraisal && evidence_.appraisal->metric == metric().name;
    const bool per_week = said_.period && !subject_.per_thing && (!metric().per.empty() || (valued && !subject_.named));
    if (per_week) return valued_hours(hours, unit, Asserted::hours);
    const bool many = !metric().per.empty() || own_period(effect_) != "";
    if (many && !said_.period && !subject_.per_thing) {
      if (!subject_.named) {
        refuse_sentence("it does not say per what",
                        metric().per.empty() ? "say e.g. \"a week\""
                                             : fmt::format("say \"per {}\" or \"a week\"", spoken_per(metric())));
      }
    }
    own(hours / own_hours, unit);
  }

  void valued_hours(double hours, const std::string& unit, Asserted about) {
    appraisal_of(metric(), evidence_, "hours a week");
    if (!said_.period) refuse_sentence("it does not say how often", "say e.g. \"a week\"");
    const double per_week = hours / weeks_in(*said_.period, effect_);
    const bool all = about == Asserted::hours_of_all;
    sized(about, per_week, fmt::format("{} a {} {}", unit, said_.period->word, all ? "in total" : "each"));
    constexpr double hours_in_a_week = 168;
    if (!all && result_.size > hours_in_a_week) {
      refuse_sentence(fmt::format("{} hours a week are more than a week has", format_number(result_.size)),
                      "if all of them together are meant, say \"in total\"");
    }
    if (!all && !is_each()) taken("It is taken to be of each, not of all together.");
  }

  void money() {
    const bool is_money = metric().kind == MetricKind::revenue || metric().kind == MetricKind::cost;
    const bool own_value = is_money && (is_each() || subject_.per_thing);
    if (own_value) {
      require_currency(said_, metric().unit);
      return own(1, said_.unit_word);
    }
    if (is_money && subject_.named) {
      refuse_sentence(fmt::format("it does not say whose {} that is", spoken(metric())),
                      fmt::format("say \"per {}\", or what it is \"worth\" a year", singular(who_of(evidence_))));
    }
    const Appraisal& valued = all_money();
    require_currency(said_, valued.currency);
    if (!said_.period || !(said_.period->weeks > 0))
      refuse_sentence("it does not say how often", "say \"a year\", or that it is a net present value");
    const bool each = is_each();
    const double people = each ? valued.assumptions.people.middle() : 1;
    sized(Asserted::benefit, people * weeks_per_year / said_.period->weeks,
          fmt::format("{} a {} {}", valued.currency, said_.period->word, each ? "each" : "in total"));
    if (!each && !said_.total) taken("It is taken to be of all together.");
  }

  void share() {
    no_period("a percentage");
    if (said_.total) taken("A percentage is the same for each and in total.");
    if (metric().kind == MetricKind::rate && said_.unit == SaidUnit::percent)
      taken("A percentage is taken to be of the level without the tool; of the share itself, say percentage points.");
    const bool speed = said_.ways.contains(Sense::faster) || said_.ways.contains(Sense::slower);
    if (speed && metric().kind == MetricKind::time && said_.unit == SaidUnit::percent)
      taken("Faster by a percentage is taken to be that much less time.");
    sized(Asserted::share, 0.01, "%");
  }

  // k times: "doubled", "twice as fast", "cut to a third".
  void factor() {
    const double times = *said_.number;
    if (!(times > 1))
      refuse_sentence(fmt::format("{} times is no change that is understood", times), "say it in percent");
    const bool down = result_.direction < 0;
    result_.size = down ? 1 - 1 / times : times - 1;
    result_.half_digit = 0.5;  // of a percentage
    taken("It is taken to be {} {}.", format_percent(result_.size), down ? "less" : "more");
  }

  void points() {
    if (metric().kind != MetricKind::rate)
      refuse_sentence(fmt::format("'{}' is no share, and has no percentage points", spoken(metric())),
                      "say it in percent");
    no_period("a change of a share");
    sized(Asserted::effect, 0.01, "percentage points");
  }

  void plain_number() {
    const MetricKind kind = metric().kind;
    const bool counts = kind == MetricKind::score || kind == MetricKind::count;
    if (!counts && subject_.names_unit) {
      taken("It says no unit but that in the name, {}.", metric().unit);
      return own(1, metric().unit);
    }
    if (!counts) {
      refuse_sentence(fmt::format("{} of what, the claim does not say", format_number(*said_.number)),
                      kind == MetricKind::time   ? "write a unit: hours, minutes, %"
                      : kind == MetricKind::rate ? "write % or percentage points"
                                                 : "write the currency, or %");
    }
    own(1, metric().unit);
  }

  void only_direction() {
    if (said_.total) refuse_sentence("it says no number", "say how much");
    sized(Asserted::effect, 1, unit_phrase(evidence_, effect_));
    if (metric().kind == MetricKind::rate) result_.per_unit = 0.01, result_.unit = "percentage points";
    taken("It says no size, so any above 0 is taken to be claimed.");
  }

  void require_possible() const {
    const bool all = result_.about == Asserted::share && result_.direction < 0 && result_.size > 1;
    if (all) refuse_sentence("nothing can fall by more than 100%", "say what is left of it");
  }

  const Said& said_;
  const Subject& subject_;
  const Evidence& evidence_;
  const Effect& effect_;
  Assertion result_;
};

}  // namespace

Assertion read_assertion(const std::string& sentence, const Evidence& evidence) {
  std::vector<Token> tokens = tokens_of(sentence);
  const Subject subject = subject_of(tokens, evidence);
  const Said said = said_by(tokens, metrics_in_words(evidence));
  Assertion assertion = Interpretation(said, subject, evidence).understood();
  assertion.sentence = sentence;
  return assertion;
}

}  // namespace payoff
