// Why so  A claim that reaches a reader is read as causal, so it needs the grade that carries one (A to C), a measured
//         outcome, and a direction that may be claimed. A null with a narrow interval is as good a refutation as any, so
//         to contradict takes the grade alone. An effect that faded must reach the claim at the end, too: a claim is
//         about what the tool does, not about what it did at first.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "payoff/assertion.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/sentence/asserted_number.hpp"
#include "qualify/words/headline.hpp"
#include "qualify/words/judgement.hpp"

namespace payoff {
namespace {

constexpr double miss_rate = 0.05;  // of a one-sided bound

class Judge {
 public:
  Judge(const Assertion& assertion, const Evidence& evidence, const Verdict& verdict)
      : said_(assertion), evidence_(evidence), verdict_(verdict), effect_(evidence.effects[assertion.effect]) {}

  Judgement judgement() {
    result_.grade = grade();
    result_.read_as = read_as(said_, evidence_);
    result_.claimed = claimed_size(said_);
    if (effect_.usable) measure();
    const std::vector<std::string> obstacles = obstacles_found();
    const bool reached = obstacles.empty() && reaches();
    result_.standing = reached                           ? Standing::supported
                       : refutes_at_all() && too_large() ? Standing::contradicted
                                                         : Standing::not_supported;
    if (result_.standing != Standing::contradicted) result_.reasons = obstacles;
    add_numbers(obstacles.empty());
    add_largest(obstacles.empty());
    return std::move(result_);
  }

 private:
  std::string words(double value, RoundTo rounding) const { return amount_in_words(said_, evidence_, value, rounding); }
  bool is_graded() const { return &effect_ == &graded_effect(evidence_); }

  char grade() const {
    if (!effect_.usable || is_too_small(effect_)) return 'U';
    return effect_.metric.self_reported ? std::max(verdict_.grade, 'E') : verdict_.grade;
  }

  void measure() {
    const Measured number = asserted_number(said_, evidence_);
    if (!is_money(said_)) looked_at_ = std::max<std::size_t>(adjusted_p(evidence_, effect_).tested, 1);
    result_.confidence = 1 - miss_rate / static_cast<double>(looked_at_);
    result_.estimate = middle_of(number);
    result_.lower = lower_bound(number, result_.confidence);
    result_.upper = upper_bound(number, result_.confidence);
    const Chance chance = chance_of_at_least(number, result_.claimed);
    result_.probability_low = chance.low;
    result_.probability_high = chance.high;
    result_.probability = probability_in_words(said_, evidence_, number, chance, result_.grade);
    if (const std::optional<Measured> last = asserted_at_last(said_, evidence_)) {
      lasting_ = lower_bound(*last, result_.confidence);
      fades_ = true;
    }
  }

  bool has_direction() const { return is_graded() ? is_directional(verdict_) : speaks(evidence_, effect_); }

  // Why no number, however large, could be claimed.
  std::vector<std::string> obstacles_found() const {
    if (!effect_.usable) return {"No effect could be estimated: " + effect_.message + "."};
    if (is_too_small(effect_)) return {"The segment is too small to be reported."};
    std::vector<std::string> obstacles;
    if (effect_.metric.self_reported) {
      obstacles.emplace_back("It is what people said of themselves, which no claim of an effect can rest on.");
    } else if (verdict_.grade > 'C') {
      obstacles.push_back(fmt::format(
          "The evidence has grade {}, which cannot tell the tool from other causes, however large the number.",
          verdict_.grade));
    }
    if (!has_direction()) obstacles.emplace_back(no_direction());
    const Reason* brief = fired(verdict_, RuleId::follow_up);
    if (is_money(said_) && brief && brief->effect.kind == RuleEffect::no_annual_figure)
      obstacles.push_back(say(MessageId::no_money, {{"why", brief->text}}));
    return obstacles;
  }

  std::string no_direction() const {
    if (!excludes_zero(effect_)) return "The interval includes no change at all, so no direction can be claimed.";
    if (is_graded() && forbids_direction(verdict_, RuleId::treated_clusters))
      return "Too few had anything but 0, so no direction can be claimed.";
    return fmt::format("Among {} that were looked at it may be chance, so no direction can be claimed.",
                       adjusted_p(evidence_, effect_).tested);
  }

  bool reaches(double number) const { return said_.size > 0 ? number >= least(result_.claimed) : number > 0; }
  static double least(double claimed) { return claimed - 1e-9 * std::abs(claimed); }

  bool is_about() const { return said_.bound == Bound::about && said_.size > 0; }

  bool rounds_to_claim() const {
    const double slack = 1e-9 * std::abs(result_.claimed);
    return std::abs(result_.estimate - result_.claimed) <= said_.half_digit + slack;
  }

  // The estimate of what is only "about" so large, the bound of all else; at the end, too.
  bool reaches() const {
    const bool now = is_about() ? rounds_to_claim() && points_there() : reaches(result_.lower);
    return now && (!fades_ || reaches_at_last());
  }
  // has_direction() says that there is a direction; the estimate, which.
  bool points_there() const { return said_.about == Asserted::payback || result_.estimate > 0; }
  bool points_away() const { return !is_money(said_) && result_.upper <= 0; }
  bool reaches_at_last() const { return is_about() ? lasting_ > 0 : reaches(lasting_); }

  bool refutes_at_all() const {
    const bool few = is_graded() && forbids_direction(verdict_, RuleId::treated_clusters);
    return result_.grade <= 'C' && !few;
  }
  bool too_large() const { return result_.upper < least(result_.claimed) - (is_about() ? said_.half_digit : 0); }

  std::string confidence_in_words() const { return fmt::format("one-sided {:.4g}%", 100 * result_.confidence); }

  void add_numbers(bool carries) {
    std::vector<std::string>& reasons = result_.reasons;
    if (!effect_.usable || is_too_small(effect_)) return;
    if (result_.standing == Standing::contradicted) return reasons.push_back(why_contradicted());
    if (std::isnan(result_.lower)) {
      return reasons.push_back(fmt::format("A {} lower bound cannot be had.", confidence_in_words()));
    }
    if (!carries) return reasons.push_back(as_the_data_are());
    if (looked_at_ > 1) {
      reasons.push_back(fmt::format("{} of its kind were looked at, so its bound is one of {:.4g}%.", looked_at_,
                                    100 * result_.confidence));
    }
    if (is_about()) {
      reasons.push_back(
          fmt::format("\"About\" is said of the estimate, which is {}{}.", words(result_.estimate, RoundTo::nearest),
                      rounds_to_claim() ? " and rounds to the claim" : " and does not round to the claim"));
    } else {
      reasons.push_back(bound_in_words());
    }
    const bool only_at_first = fades_ && !reaches_at_last();
    if (only_at_first) {
      reasons.push_back(fmt::format("It did not last: in the last third of the follow-up the lower bound is {}.",
                                    lasting_ > 0 ? words(lasting_, RoundTo::zero) : "below 0"));
    }
  }

  std::string bound_in_words() const {
    if (said_.about == Asserted::payback) {
      return std::isinf(result_.lower)
                 ? fmt::format("In fewer than 95% of the simulated cases the costs are back within {} months.",
                               evidence_.appraisal->horizon_months)
                 : fmt::format("In 95% of the simulated cases the costs are back within {}.",
                               words(result_.lower, RoundTo::nearest));
    }
    const std::string bound = result_.lower > 0 ? words(result_.lower, RoundTo::zero) : "below 0";
    return fmt::format("The {} lower bound is {}.", confidence_in_words(), bound);
  }

  std::string why_contradicted() const {
    if (said_.about == Asserted::payback) return "Fewer than 5% of the simulated cases are back by then.";
    if (points_away()) return "The effect is the other way.";
    return fmt::format("The {} upper bound is {}: the data leave no room for so much.", confidence_in_words(),
                       words(result_.upper, result_.upper > 0 ? RoundTo::away : RoundTo::zero));
  }

  // Where no causal claim can be made: what the numbers show by themselves.
  std::string as_the_data_are() const {
    if (too_large() || points_away()) return "The numbers as they are do not even show it.";
    const bool there = is_about() ? rounds_to_claim() : reaches(result_.lower);
    return there ? "As a change, whatever caused it, the numbers reach it." : bound_in_words();
  }

  void add_largest(bool carries) {
    const double least_of_all = fades_ ? std::min(result_.lower, lasting_) : result_.lower;
    const bool payback = said_.about == Asserted::payback;
    const bool some = carries && (payback ? std::isfinite(least_of_all) : least_of_all > 0);
    if (some) result_.largest = least_of_all;
    result_.largest_text =
        some      ? (payback ? "within " : "") + words(least_of_all, payback ? RoundTo::nearest : RoundTo::zero)
        : carries ? (fades_ ? "none: it did not last" : "none: the lower bound is not above 0")
                  : "none: the evidence carries no claim of an effect";
  }

  const Assertion& said_;
  const Evidence& evidence_;
  const Verdict& verdict_;
  const Effect& effect_;
  Judgement result_;
  std::size_t looked_at_ = 1;  // of its family
  double lasting_ = missing;   // lower bound in the last third, of an effect that fades
  bool fades_ = false;
};

}  // namespace

Judgement judge(const Assertion& assertion, const Evidence& evidence, const Verdict& verdict,
                std::span<const Claim> claims) {
  const Speaking english(language_of("en"));  // as the assertion does, whatever the language of the report
  Judgement judgement = Judge(assertion, evidence, verdict).judgement();
  if (judgement.standing != Standing::contradicted)
    judgement.conditions = conditions_of(assertion, evidence, verdict, claims);
  judgement.honest = honest_sentence(assertion, evidence, claims);
  return judgement;
}

}  // namespace payoff
