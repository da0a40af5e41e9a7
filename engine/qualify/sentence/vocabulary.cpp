#include "qualify/sentence/vocabulary.hpp"

#include <algorithm>

#include "monetize/benefit.hpp"

namespace payoff {
namespace {

constexpr double weeks_per_month = weeks_per_year / months_per_year;

constexpr std::string_view no_limit =
    "a limit from above is kept by an effect of nothing, too: say the least that it is, as \"at least 3 hours\"";
constexpr std::string_view no_wish = "the data tell what was, not what may be: say what it did, as \"saved 3 hours\"";
constexpr std::string_view no_denial = "judge the claim itself, as \"saves 3 hours\", and read what contradicts it";
constexpr std::string_view one_thing = "make two claims of it, and judge each";
constexpr std::string_view no_level = "say by how much it changed, as \"fell by 3 minutes\"";
constexpr std::string_view no_users =
    "the results are about all who were given the tool, whether they used it or not: leave it out";

// clang-format off
constexpr Term terms[] = {
    // What no evidence can bear out, or what says more than one thing.
    {"up to", Sense::refused, 0, "", no_limit}, {"as much as", Sense::refused, 0, "", no_limit},
    {"less than", Sense::refused, 0, "", no_limit}, {"fewer than", Sense::refused, 0, "", no_limit},
    {"no more than", Sense::refused, 0, "", no_limit}, {"not more than", Sense::refused, 0, "", no_limit},
    {"at most", Sense::refused, 0, "", no_limit}, {"under", Sense::refused, 0, "", no_limit},
    {"below", Sense::refused, 0, "", no_limit}, {"maximum", Sense::refused, 0, "", no_limit},
    {"will", Sense::refused, 0, "", no_wish}, {"would", Sense::refused, 0, "", no_wish},
    {"could", Sense::refused, 0, "", no_wish}, {"can", Sense::refused, 0, "", no_wish},
    {"may", Sense::refused, 0, "", no_wish}, {"might", Sense::refused, 0, "", no_wish},
    {"should", Sense::refused, 0, "", no_wish}, {"potentially", Sense::refused, 0, "", no_wish},
    {"not", Sense::refused, 0, "", no_denial}, {"no", Sense::refused, 0, "", no_denial},
    {"never", Sense::refused, 0, "", no_denial}, {"without", Sense::refused, 0, "", no_denial},
    {"nothing", Sense::refused, 0, "", no_denial}, {"didn't", Sense::refused, 0, "", no_denial},
    {"doesn't", Sense::refused, 0, "", no_denial}, {"isn't", Sense::refused, 0, "", no_denial},
    {"hasn't", Sense::refused, 0, "", no_denial}, {"wasn't", Sense::refused, 0, "", no_denial},
    {"and", Sense::refused, 0, "", one_thing}, {"or", Sense::refused, 0, "", one_thing},
    {"but", Sense::refused, 0, "", one_thing}, {"while", Sense::refused, 0, "", one_thing},
    {"from", Sense::refused, 0, "", no_level}, {"between", Sense::refused, 0, "", no_level},
    {"=", Sense::refused, 0, "", no_level},
    {"active", Sense::refused, 0, "", no_users}, {"user", Sense::refused, 0, "", no_users},
    {"users", Sense::refused, 0, "", no_users}, {"power", Sense::refused, 0, "", no_users},
    {"regular", Sense::refused, 0, "", no_users},
    // How the number is meant.
    {"at least", Sense::at_least}, {"no less than", Sense::at_least}, {"not less than", Sense::at_least},
    {"more than", Sense::at_least}, {"greater than", Sense::at_least}, {"over", Sense::at_least},
    {"above", Sense::at_least}, {"or more", Sense::at_least}, {"plus", Sense::at_least}, {"minimum", Sense::at_least},
    {"about", Sense::about}, {"around", Sense::about}, {"roughly", Sense::about}, {"approximately", Sense::about},
    {"nearly", Sense::about}, {"almost", Sense::about}, {"some", Sense::about}, {"circa", Sense::about},
    {"within", Sense::within},
    // Which way.
    {"reduce", Sense::down}, {"reduces", Sense::down}, {"reduced", Sense::down}, {"reducing", Sense::down},
    {"reduction", Sense::down}, {"cut", Sense::down}, {"cuts", Sense::down}, {"cutting", Sense::down},
    {"lower", Sense::down}, {"lowers", Sense::down}, {"lowered", Sense::down}, {"fall", Sense::down},
    {"falls", Sense::down}, {"fell", Sense::down}, {"fallen", Sense::down}, {"drop", Sense::down},
    {"drops", Sense::down}, {"dropped", Sense::down}, {"decrease", Sense::down}, {"decreases", Sense::down},
    {"decreased", Sense::down}, {"declined", Sense::down}, {"shrank", Sense::down}, {"shorter", Sense::down},
    {"shortens", Sense::down}, {"shortened", Sense::down}, {"less", Sense::down}, {"fewer", Sense::down},
    {"down", Sense::down}, {"minus", Sense::minus},
    {"raise", Sense::up}, {"raises", Sense::up}, {"raised", Sense::up}, {"increase", Sense::up},
    {"increases", Sense::up}, {"increased", Sense::up}, {"increasing", Sense::up}, {"rise", Sense::up},
    {"rises", Sense::up}, {"rose", Sense::up}, {"risen", Sense::up}, {"grow", Sense::up}, {"grows", Sense::up},
    {"grew", Sense::up}, {"grown", Sense::up}, {"lifts", Sense::up}, {"lifted", Sense::up}, {"boosts", Sense::up},
    {"boosted", Sense::up}, {"gained", Sense::up}, {"gains", Sense::up}, {"higher", Sense::up}, {"more", Sense::up},
    {"up", Sense::up}, {"longer", Sense::up}, {"added", Sense::up}, {"adds", Sense::up},
    {"improve", Sense::better}, {"improves", Sense::better}, {"improved", Sense::better}, {"better", Sense::better},
    {"worsens", Sense::worse}, {"worsened", Sense::worse}, {"worse", Sense::worse},
    {"save", Sense::saves}, {"saves", Sense::saves}, {"saved", Sense::saves}, {"saving", Sense::saves},
    {"savings", Sense::saves}, {"worth", Sense::saves}, {"positive", Sense::saves}, {"earns", Sense::saves}, {"earned", Sense::saves},
    {"cost", Sense::costs}, {"costs", Sense::costs}, {"loses", Sense::costs}, {"lost", Sense::costs},
    {"wastes", Sense::costs}, {"wasted", Sense::costs},
    {"faster", Sense::faster}, {"quicker", Sense::faster}, {"as fast", Sense::faster},
    {"speeds up", Sense::faster}, {"slower", Sense::slower}, {"slowed", Sense::slower}, {"slows", Sense::slower},
    // How much.
    {"x", Sense::times}, {"times", Sense::times}, {"fold", Sense::times}, {"twice", Sense::times, 2},
    {"doubles", Sense::times, 2}, {"doubled", Sense::times, 2}, {"triples", Sense::times, 3},
    {"tripled", Sense::times, 3}, {"halves", Sense::halves}, {"halved", Sense::halves},
    {"half an hour", Sense::time, -0.5, "hours"}, {"an hour", Sense::time, -1, "hours"},
    {"one", Sense::one, 1}, {"two", Sense::one, 2}, {"three", Sense::one, 3}, {"four", Sense::one, 4},
    {"five", Sense::one, 5}, {"six", Sense::one, 6}, {"seven", Sense::one, 7}, {"eight", Sense::one, 8},
    {"nine", Sense::one, 9}, {"ten", Sense::one, 10}, {"twelve", Sense::one, 12}, {"twenty", Sense::one, 20},
    {"k", Sense::magnitude, 1e3}, {"thousand", Sense::magnitude, 1e3}, {"million", Sense::magnitude, 1e6},
    {"millions", Sense::magnitude, 1e6}, {"mn", Sense::magnitude, 1e6}, {"mio", Sense::magnitude, 1e6},
    {"billion", Sense::magnitude, 1e9}, {"bn", Sense::magnitude, 1e9},
    {"second", Sense::time, 1.0 / 3600, "seconds"}, {"seconds", Sense::time, 1.0 / 3600, "seconds"},
    {"sec", Sense::time, 1.0 / 3600, "seconds"}, {"secs", Sense::time, 1.0 / 3600, "seconds"},
    {"s", Sense::time, 1.0 / 3600, "seconds"}, {"minute", Sense::time, 1.0 / 60, "minutes"},
    {"minutes", Sense::time, 1.0 / 60, "minutes"}, {"min", Sense::time, 1.0 / 60, "minutes"},
    {"mins", Sense::time, 1.0 / 60, "minutes"}, {"hour", Sense::time, 1, "hours"}, {"hours", Sense::time, 1, "hours"},
    {"h", Sense::time, 1, "hours"}, {"hr", Sense::time, 1, "hours"}, {"hrs", Sense::time, 1, "hours"},
    {"working day", Sense::time, 8, "working days"}, {"working days", Sense::time, 8, "working days"},
    {"percent", Sense::percent}, {"pct", Sense::percent}, {"percentage point", Sense::points},
    {"percentage points", Sense::points}, {"percent points", Sense::points}, {"pp", Sense::points},
    {"ppt", Sense::points}, {"$", Sense::currency, 0, "USD"}, {"usd", Sense::currency, 0, "USD"},
    {"dollar", Sense::currency, 0, "USD"}, {"dollars", Sense::currency, 0, "USD"}, {"eur", Sense::currency, 0, "EUR"},
    {"euro", Sense::currency, 0, "EUR"}, {"euros", Sense::currency, 0, "EUR"}, {"gbp", Sense::currency, 0, "GBP"},
    {"pounds", Sense::currency, 0, "GBP"}, {"jpy", Sense::currency, 0, "JPY"}, {"yen", Sense::currency, 0, "JPY"},
    {"chf", Sense::currency, 0, "CHF"}, {"cad", Sense::currency, 0, "CAD"}, {"aud", Sense::currency, 0, "AUD"},
    {"inr", Sense::currency, 0, "INR"}, {"krw", Sense::currency, 0, "KRW"}, {"sek", Sense::currency, 0, "SEK"},
    {"nok", Sense::currency, 0, "NOK"}, {"dkk", Sense::currency, 0, "DKK"},
    // How often, and whose.
    {"day", Sense::period, 0, "day"}, {"days", Sense::period, 0, "day"}, {"daily", Sense::period, 0, "day"},
    {"week", Sense::period, 1, "week"}, {"weeks", Sense::period, 1, "week"}, {"wk", Sense::period, 1, "week"},
    {"weekly", Sense::period, 1, "week"}, {"month", Sense::period, weeks_per_month, "month"},
    {"months", Sense::period, weeks_per_month, "month"}, {"mo", Sense::period, weeks_per_month, "month"},
    {"monthly", Sense::period, weeks_per_month, "month"}, {"quarter", Sense::period, weeks_per_year / 4, "quarter"},
    {"quarterly", Sense::period, weeks_per_year / 4, "quarter"}, {"year", Sense::period, weeks_per_year, "year"},
    {"years", Sense::period, weeks_per_year, "year"}, {"yr", Sense::period, weeks_per_year, "year"},
    {"yearly", Sense::period, weeks_per_year, "year"}, {"annually", Sense::period, weeks_per_year, "year"},
    {"annual", Sense::period, weeks_per_year, "year"}, {"annum", Sense::period, weeks_per_year, "year"},
    {"each", Sense::each}, {"everyone", Sense::each}, {"person", Sense::each}, {"people", Sense::each},
    {"head", Sense::each}, {"employee", Sense::each}, {"employees", Sense::each}, {"worker", Sense::each},
    {"workers", Sense::each}, {"total", Sense::total}, {"altogether", Sense::total}, {"company", Sense::total},
    {"business", Sense::total}, {"organisation", Sense::total}, {"organization", Sense::total}, {"firm", Sense::total},
    // Money as a whole.
    {"npv", Sense::net_present_value}, {"net present value", Sense::net_present_value},
    {"pays off", Sense::net_present_value}, {"paid off", Sense::net_present_value},
    {"pays for itself", Sense::net_present_value},
    {"roi", Sense::return_on_investment}, {"return on investment", Sense::return_on_investment},
    {"payback", Sense::payback}, {"pays back", Sense::payback}, {"pay back", Sense::payback},
    {"paid back", Sense::payback}, {"pays itself back", Sense::payback}, {"costs are back", Sense::payback},
    {"breaks even", Sense::payback}, {"break even", Sense::payback},
    // What says nothing here.
    {"the"}, {"a"}, {"an"}, {"of"}, {"by"}, {"our"}, {"we"}, {"us"}, {"it"}, {"its"}, {"their"}, {"they"}, {"them"},
    {"has"}, {"have"}, {"had"}, {"is"}, {"are"}, {"was"}, {"were"}, {"be"}, {"been"}, {"to"}, {"for"}, {"in"}, {"on"},
    {"with"}, {"among"}, {"that"}, {"this"}, {"who"}, {"per"}, {"every"}, {"after"}, {"did"}, {"does"}, {"make"}, {"makes"},
    {"made"}, {"take"}, {"takes"}, {"took"}, {"now"}, {"as"}, {"than"}, {"before"}, {"ai"}, {"tool"}, {"rollout"},
    {"on average"}, {"as much"}, {"as many"}, {"an average of"}, {"effect"}, {"change"}, {"changed"}, {"spent"}, {"work"}, {"whole"}, {"value"}, {"went"},
    {"goes"}, {"gets"}, {"got"},
};
// clang-format on

bool matches(const std::vector<Token>& tokens, std::size_t at, std::string_view phrase) {
  while (true) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    if (at >= tokens.size() || tokens[at].used || tokens[at].is_number) return false;
    if (tokens[at].text != phrase.substr(0, end)) return false;
    if (end == phrase.size()) return true;
    phrase.remove_prefix(end + 1);
    ++at;
  }
}

}  // namespace

std::span<const Term> vocabulary() {
  return terms;
}

std::size_t words_in(const Term& term) {
  return 1 + static_cast<std::size_t>(std::ranges::count(term.phrase, ' '));
}

const Term* term_at(const std::vector<Token>& tokens, std::size_t at) {
  const Term* longest = nullptr;
  for (const Term& term : terms)
    if (matches(tokens, at, term.phrase) && (!longest || words_in(term) > words_in(*longest))) longest = &term;
  return longest;
}

bool is_in_vocabulary(std::string_view word) {
  return std::ranges::any_of(terms, [&](const Term& term) {
    const std::size_t at = (" " + std::string(term.phrase) + " ").find(" " + std::string(word) + " ");
    return at != std::string::npos;
  });
}

}  // namespace payoff
