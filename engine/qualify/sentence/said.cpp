#include "qualify/sentence/said.hpp"

#include <fmt/format.h>

#include <cmath>

#include "monetize/cash_model.hpp"
#include "qualify/sentence/refusal.hpp"

namespace payoff {
namespace {

constexpr const char* what_is_understood =
    "a claim says which way (saves, cut, raised, faster), how much (5 hours, 12%, USD 2 million, twice), per what (a "
    "week, per person, in total), and of which metric";

class Listener {
 public:
  Listener(std::vector<Token>& tokens, const std::string& metrics) : tokens_(tokens), metrics_(metrics) {
    int numbers = 0;
    bool over_a_time = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const Term* term = term_at(tokens, at);
      const Sense sense = term ? term->sense : Sense::filler;
      pays_back_ = pays_back_ || sense == Sense::payback;
      has_currency_ = has_currency_ || sense == Sense::currency;
      over_a_time = over_a_time || sense == Sense::net_present_value || sense == Sense::return_on_investment;
      numbers += tokens[at].is_number || sense == Sense::one;
    }
    has_horizon_ = over_a_time && numbers > 1;  // "pays for itself in 3 months" is a payback
  }

  Said heard() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].used) continue;
      if (has_horizon_ && horizon(at)) {
        tokens_[at + 1].used = true;
      } else if (tokens_[at].is_number) {
        number(at, tokens_[at].number, tokens_[at].decimals);
      } else if (tokens_[at].text == "m" && follows_number(at)) {
        millions();
      } else if (const Term* term = term_at(tokens_, at)) {
        apply(*term, at);
        for (std::size_t i = 0; i < words_in(*term); ++i) tokens_[at + i].used = true;
      } else {
        refuse_sentence(fmt::format("'{}' is not understood", tokens_[at].text),
                        fmt::format("{}: {}", what_is_understood, metrics_));
      }
      tokens_[at].used = true;
    }
    return said_;
  }

 private:
  bool follows_number(std::size_t at) const { return at > 0 && tokens_[at - 1].is_number; }

  void number(std::size_t at, double value, int decimals) {
    if (said_.number) {
      refuse_sentence(fmt::format("'{}' is a second number", tokens_[at].text),
                      "claim one number; of a range, its lower end");
    }
    said_.number = value;
    said_.half_digit = 0.5 * std::pow(10, -decimals);
  }

  // "36 months", "three years": a number in digits or letters, and months or years behind it.
  bool horizon(std::size_t at) {
    const Term* letters = tokens_[at].is_number ? nullptr : term_at(tokens_, at);
    if (!tokens_[at].is_number && !(letters && letters->sense == Sense::one)) return false;
    const Term* period = at + 1 < tokens_.size() ? term_at(tokens_, at + 1) : nullptr;
    const bool is_long = period && (period->unit == "month" || period->unit == "year");
    if (!is_long || period->sense != Sense::period || words_in(*period) > 1) return false;
    if (said_.horizon_months)
      refuse_sentence(fmt::format("'{}' is a second span of time", period->phrase), "say one, as \"36 months\"");
    const double count = letters ? letters->value : tokens_[at].number;
    said_.horizon_months = count * (period->unit == "year" ? months_per_year : 1);
    return true;
  }

  void times_magnitude(double by) {
    *said_.number *= by;
    said_.half_digit *= by;
  }

  void millions() {
    if (!has_currency_) refuse_sentence("'m' may be minutes or millions", "write the word");
    times_magnitude(1e6);
  }

  void unit(SaidUnit unit, const Term& term) {
    const bool same = said_.unit == unit && said_.unit_word == term.unit;
    if (said_.unit != SaidUnit::none && !same) {
      refuse_sentence(fmt::format("'{}' is a second unit", term.phrase),
                      "claim one number with one unit; what is in a day, a week or a year is said as \"a week\"");
    }
    said_.unit = unit;
    said_.unit_word = term.unit;
  }

  void time(const Term& term, std::size_t at) {
    unit(SaidUnit::time, term);
    if (term.value < 0) number(at, -term.value, 1);  // "half an hour"
    said_.hours = term.value < 0 ? 1 : term.value;
  }

  void period(const Term& term, std::size_t at) {
    std::optional<Period>& place = follows_number(at) || after_letters(at) ? said_.duration : said_.period;
    if (place) refuse_sentence(fmt::format("'{}' is a second span of time", term.phrase), "say one, as \"a week\"");
    place = Period{std::string(term.unit), term.value};
  }

  // "six months": the number in letters is the word before.
  bool after_letters(std::size_t at) const { return at > 0 && number_in_letters_ == at; }

  void times(const Term& term, std::size_t at) {
    if (term.value > 0) number(at, term.value, 0);
    if (!said_.number) refuse_sentence(fmt::format("'{}' has no number before it", term.phrase), "write e.g. 2x");
    unit(SaidUnit::times, term);
  }

  void refused(const Term& term) {
    const bool limit = term.remedy.find("limit") != std::string_view::npos;
    if (pays_back_ && limit) return;  // "in less than 6 months"
    refuse_sentence(fmt::format("'{}' cannot be judged", term.phrase), std::string(term.remedy));
  }

  void apply(const Term& term, std::size_t at) {
    switch (term.sense) {
      case Sense::filler:
      case Sense::at_least:
        return;
      case Sense::refused:
        return refused(term);
      case Sense::about:
        said_.bound = Bound::about;
        return;
      case Sense::within:
        if (!pays_back_) refuse_sentence("'within' is understood of a payback alone", "say \"at least\"");
        return;
      case Sense::one:
        number_in_letters_ = at + 1;
        return number(at, term.value, 0);
      case Sense::magnitude:
        if (!said_.number || !follows_number(at)) {
          refuse_sentence(fmt::format("'{}' has no number before it", term.phrase), "write e.g. 2 million");
        }
        return times_magnitude(term.value);
      case Sense::halves:
        said_.ways.insert(Sense::down);
        number(at, 2, 0);
        return unit(SaidUnit::times, term);
      default:
        return apply_quantity(term, at);
    }
  }

  void apply_quantity(const Term& term, std::size_t at) {
    switch (term.sense) {
      case Sense::times:
        return times(term, at);
      case Sense::time:
        return time(term, at);
      case Sense::percent:
        return unit(SaidUnit::percent, term);
      case Sense::points:
        return unit(SaidUnit::points, term);
      case Sense::currency:
        return unit(SaidUnit::money, term);
      case Sense::period:
        return period(term, at);
      case Sense::each:
        said_.each = true;
        return;
      case Sense::total:
        said_.total = true;
        return;
      case Sense::net_present_value:
        said_.figure = Asserted::net_present_value;
        return;
      case Sense::return_on_investment:
        said_.figure = Asserted::return_on_investment;
        return;
      case Sense::payback:
        said_.figure = Asserted::payback;
        return;
      default:
        said_.ways.insert(term.sense);
    }
  }

  std::vector<Token>& tokens_;
  const std::string& metrics_;
  Said said_;
  bool pays_back_ = false, has_currency_ = false, has_horizon_ = false;
  std::size_t number_in_letters_ = 0;
};

}  // namespace

Said said_by(std::vector<Token>& tokens, const std::string& metrics) {
  Said said = Listener(tokens, metrics).heard();
  if (said.unit != SaidUnit::none && !said.number)
    refuse_sentence("it names a unit, but no number", "say how much, or leave the unit out");
  if (said.number && !(*said.number > 0)) refuse_sentence("a change of 0 is none", "claim a number above 0");
  if (said.each && said.total) refuse_sentence("it says each and in total", "say one of them");
  return said;
}

}  // namespace payoff
