// Every combination of what a headline can be about, and what its sentences may not say of it.
#include <doctest/doctest.h>

#include <cctype>
#include <cmath>
#include <map>
#include <utility>

#include "number_in.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/every_sentence") {

namespace {

using Words = std::vector<std::string_view>;

const Words causal{" saved ", " cut ", " raised ", " lowered ", " made ", " is estimated to have "};
const Words upward{" raised ", " rose ", " higher ", " slower", " longer"};
const Words downward{" lowered ", " fell ", " lower ", " saved ", " cut "};
const Words harm{" slower", " longer", "a change for the worse", " costs "};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool has_any(std::string_view text, const Words& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return has(text, word); });
}

enum class Shows { effect, narrow_null, wide_null };
enum class Goes { on, fading, round, late };
enum class Guard { none, held, worse };

// What a claim of grades A to C must say that it rests on; "" = on nothing but the draw.
struct Design {
  const char* method;
  bool randomized;
  char grade;  // of a clear effect
  const char* rests_on;
  void (*spoil)(Effect&);
};

const Design designs[] = {
    {"did", true, 'A', "", [](Effect&) {}},
    {"two_sample", true, 'A', "", [](Effect&) {}},
    {"did", true, 'B', ", in a trial with gaps: little is known of the time before",
     [](Effect& e) { e.weeks_before = 4; }},
    {"group_time", true, 'B', ", in a trial with gaps: when each began was not drawn by lot", [](Effect&) {}},
    {"did", true, 'C', ", in a trial with gaps: little is known of the time before; the metric was chosen afterwards",
     [](Effect& e) { e.weeks_before = 4, e.metric.declared_in_advance = false; }},
    {"did", false, 'C', ", if nothing else happened to those who got it at that time", [](Effect&) {}},
    {"group_time", false, 'C', ", if nothing else happened to those who got it when they did", [](Effect&) {}},
    {"did", false, 'D', "", [](Effect& e) { e.pre_trend_p = 0.009; }},
    {"two_sample", false, 'D', "",
     [](Effect& e) {
       e.alternatives.push_back({.name = "", .absolute = {}, .relative = {}, .purpose = Purpose::unadjusted});
     }},
    {"two_sample", false, 'E', "", [](Effect&) {}},
    {"paired", false, 'E', "", [](Effect&) {}},
};

const Metric metrics[] = {
    {.name = "m", .kind = MetricKind::time, .unit = "minutes", .per = "tickets", .better = Better::lower},
    {.name = "m", .kind = MetricKind::time, .unit = "minutes", .better = Better::lower, .scale = Scale::log},
    {.name = "m", .kind = MetricKind::revenue, .unit = "USD", .better = Better::higher},
    {.name = "m", .kind = MetricKind::count, .unit = "errors", .better = Better::lower},
    {.name = "m", .kind = MetricKind::score, .unit = "points", .better = Better::higher},
};

struct Case {
  Design design;
  Metric metric;
  int sign = 1;
  Shows shows = Shows::effect;
  Goes goes = Goes::on;
  Guard guard = Guard::none;
  bool own_account = false, one_unit = false;

  bool clear() const { return shows == Shows::effect; }
  bool gains() const { return (sign > 0) == (metric.better == Better::higher); }
  bool ends() const { return goes == Goes::fading || goes == Goes::round; }
  bool levels() const { return grade() == 'E' && !has("did group_time", design.method); }
  double size() const { return sign * (clear() ? 6 : shows == Shows::wide_null ? 1 : 0.1); }
  double half_width() const { return clear() ? 2 : shows == Shows::wide_null ? 10 : 0.3; }

  char grade() const {
    char letter = design.grade;
    if (shows == Shows::wide_null) ++letter;
    if (one_unit) letter = std::max(letter, 'D');
    return own_account ? 'E' : std::min(letter, 'E');
  }
};

// `low` to `high` of a baseline of 30, on the scale of the metric.
Estimate within(const Metric& metric, double estimate, double low, double high) {
  const auto at = [&](double x) { return metric.scale == Scale::log ? std::log1p(x / 30) : x; };
  return {
      .estimate = at(estimate), .se = 1, .df = 23, .low = at(low), .high = at(high), .p = low * high > 0 ? 1e-6 : 0.5};
}

Course course_of_case(const Case& c) {
  constexpr double of_effect[][2] = {{1, 1}, {2, 0.2}, {2, -1}, {0.1, 2}};  // first, last third; by Goes
  const auto third = [&](double times) {
    const double mean = times * c.size(), half = std::abs(c.size()) / 2;
    return within(c.metric, mean, mean - half, mean + half);
  };
  const auto& [first, last] = of_effect[static_cast<int>(c.goes)];
  return {third(first), third(last), {.p = 0.001}};
}

Effect effect_of_case(const Case& c) {
  Effect effect = example::did_minutes();
  effect.method = c.design.method;
  effect.metric = c.metric;
  effect.metric.self_reported = c.own_account;
  const double low = c.size() - c.half_width(), high = c.size() + c.half_width();
  effect.absolute = within(c.metric, c.size(), low, high);
  effect.relative = {.estimate = c.size() / 30, .low = low / 30, .high = high / 30};
  effect.path.clear();
  effect.course = course_of_case(c);
  if (c.one_unit) effect.units_treated = effect.clusters_treated = 1;
  c.design.spoil(effect);
  return effect;
}

Appraisal appraisal_of_case(const Case& c) {
  const double worth = (c.goes == Goes::round ? -1 : 1) * (c.gains() ? 1e6 : -1e6);
  Appraisal appraisal{.currency = "USD", .metric = "m", .horizon_months = 36, .projected = true};
  appraisal.npv = {.mean = worth, .p10 = worth - 5e5, .p50 = worth, .p90 = worth + 5e5};
  appraisal.payback_months = {.mean = 7, .p10 = 5, .p50 = 7, .p90 = 9};
  appraisal.probability_npv_positive = appraisal.probability_pays_back = worth > 0 ? 0.98 : 0.02;
  appraisal.break_even_effect = 3;
  appraisal.from_last_third = c.ends();
  if (c.ends())
    appraisal.ladder = {{.name = "", .low = c.goes == Goes::fading ? -1.0 : 1, .high = 2, .unit = "", .text = ""}};
  if (c.metric.kind != MetricKind::time) return appraisal;
  appraisal.hours_per_person_week = -c.size() * 5 / 6;  // 50 tickets a week
  appraisal.hours_per_person_week_low = -(c.size() + c.half_width()) * 5 / 6;
  appraisal.hours_per_person_week_high = -(c.size() - c.half_width()) * 5 / 6;
  return appraisal;
}

// One Case after the other, with what is said of it.
template <class Check>
void walk(Check check) {
  for (int i = 0; i < 11 * 5 * 2 * 3 * 4 * 3 * 2 * 2; ++i) {
    int rest = i;
    const auto one_of = [&](int choices) { return std::exchange(rest, rest / choices) % choices; };
    Case c{designs[one_of(11)], metrics[one_of(5)]};
    c.sign = one_of(2) ? 1 : -1;
    c.shows = Shows(one_of(3));
    c.goes = Goes(one_of(4));
    c.guard = Guard(one_of(3));
    c.own_account = one_of(2), c.one_unit = one_of(2);
    const Appraisal appraisal = appraisal_of_case(c);
    Evidence evidence = example::evidence_of(effect_of_case(c), c.design.randomized);
    evidence.appraisal = &appraisal;
    if (c.guard == Guard::held) evidence.effects.push_back(example::guardrail(0.02, 0.1));
    if (c.guard == Guard::worse) evidence.effects.push_back(example::guardrail(-0.3, 0.2));
    const std::vector<Claim> said = claims(evidence, grade(evidence));
    CAPTURE(said.front().text());
    CHECK(grade(evidence).grade == c.grade());
    check(c, said);
  }
}

// The claims of a kind, one after the other.
std::string all_of(const std::vector<Claim>& said, ClaimKind kind) {
  std::string text;
  for (const Claim& claim : said)
    if (claim.kind == kind) text += claim.text() + "\n";
  return text;
}

// The numbers that stand behind `mark`, with their signs.
std::vector<double> numbers_behind(const std::string& text, std::string_view mark) {
  constexpr std::string_view digits = "0123456789";
  std::vector<double> found;
  const std::size_t start = text.find(mark);
  for (std::size_t at = start; at != std::string::npos; at = text.find_first_not_of("0123456789.", at)) {
    at = text.find_first_of(digits, std::max(at, start + mark.size()));
    if (at == std::string::npos) break;
    found.push_back(number_in(std::string_view(text).substr(at - (text[at - 1] == '-'))));
  }
  return found;
}

// What is wrong with the form of a sentence; "" = nothing.
std::string flaw_of(const std::string& text) {
  for (const char* bad :
       {"{",     "}",       "  ",     " .", " ,", ",,",   "..",   " ;",   ";;",   ",;",   ";,",   ",.",
        ";.",    ":.",      "()",     "( ", " )", "nan ", "nan)", "nan,", "inf ", "inf)", "inf,", "not available",
        "up to", " 0.0 to", " to 0.0"})
    if (has(text, bad)) return bad;
  if (!std::isupper(static_cast<unsigned char>(text.front()))) return "no capital letter";
  if (!text.ends_with('.')) return "no full stop";
  return std::ranges::count(text, '(') == std::ranges::count(text, ')') ? "" : "an open bracket";
}

}  // namespace

TEST_CASE(
    "every sentence: invariance, each is one, the grade is that reached, and a worse guardrail stands in the first") {
  std::map<char, int> reached;
  walk([&](const Case& c, const std::vector<Claim>& said) {
    ++reached[c.grade()];
    CHECK(said.front().context.ends_with(std::string("; evidence grade ") + c.grade()));
    for (const Claim& claim : said) {
      CAPTURE(claim.text());
      CHECK(flaw_of(claim.text()) == "");
    }
    CHECK(has(said.front().claim, "; and a guardrail became worse: csat") == (c.guard == Guard::worse));
    CHECK((said[1].kind == ClaimKind::guardrail) == (c.guard == Guard::worse));
    CHECK(has(all_of(said, ClaimKind::secondary), "No detectable change in csat") == (c.guard == Guard::held));
  });
  // 11 designs, 5 metrics; a lot that is whole and clear, or narrow: 2 x 5 x 2 signs x 2 x 4 x 3 = 480.
  CHECK(reached['A'] == 480);
  for (const char letter : {'B', 'C', 'D', 'E'}) CHECK(reached[letter] > 480);
}

TEST_CASE("every sentence: invariance, a null has no direction, and says whether it is narrow or wide") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string& headline = said.front().claim;
    CHECK(has(headline, "o detectable change in the ") == (c.shows == Shows::narrow_null));
    CHECK(has(headline, "he data cannot tell whether the assistant changed the ") == (c.shows == Shows::wide_null));
    CHECK(has(headline, "; other causes may hide one") == (c.shows == Shows::narrow_null && c.grade() > 'C'));
    CHECK(all_of(said, ClaimKind::rules_out).empty() == (c.clear() || c.grade() > 'C'));
    if (c.clear()) return;
    for (const Words& words : {causal, upward, downward, harm, Words{" stood ", "better", " faded"}}) {
      CHECK_FALSE(has_any(headline, words));
      CHECK_FALSE(has_any(all_of(said, ClaimKind::money), words));
      CHECK_FALSE(has_any(all_of(said, ClaimKind::rules_out), words));
    }
  });
}

TEST_CASE("every sentence: invariance, what caused it is said from C on, and never without what that rests on") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string& headline = said.front().claim;
    const bool claims_cause = c.clear() && c.grade() <= 'C';
    CHECK(has_any(headline, causal) == claims_cause);
    CHECK(has(headline, "is estimated to have ") == (claims_cause && c.grade() == 'C'));
    CHECK(has(headline, "if nothing else happened") == (claims_cause && has(c.design.rests_on, "nothing else")));
    CHECK(has(headline, "in a trial with gaps") == (claims_cause && has(c.design.rests_on, "gaps")));
    if (claims_cause) CHECK(has(headline + " ", c.design.rests_on));
    CHECK(has(headline, "may be due to other causes") == (c.clear() && c.grade() == 'D'));
    CHECK(has(headline, "this alone does not show that the assistant caused it") == (c.clear() && c.grade() == 'E'));
    CHECK(headline.starts_with("By their own account, ") == c.own_account);
  });
}

TEST_CASE("every sentence: invariance, words and printed numbers have the sign of the estimate, and harm is no gain") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const Claim& headline = said.front();
    const std::vector<double> ends = numbers_behind(headline.evidence, "% CI ");
    REQUIRE(ends.size() >= 2);
    CHECK(ends[0] < ends[1]);
    const bool raw = !c.clear() || c.levels();  // else both are sizes, of a fall too
    CHECK((ends[0] > 0) == (raw ? c.size() - c.half_width() > 0 : true));
    CHECK((ends[1] > 0) == (raw ? c.size() + c.half_width() > 0 : true));
    if (!c.clear()) return;
    CHECK(has_any(headline.claim, harm) == !c.gains());
    CHECK_FALSE(has_any(headline.claim, c.sign > 0 ? downward : upward));
    if (!c.gains()) CHECK_FALSE(has_any(headline.claim, {" saved ", " cut ", "better"}));
    CHECK(has_any(headline.claim, c.sign > 0 ? upward : downward) != c.levels());
    if (!c.levels()) return;
    const std::vector<double> levels = numbers_behind(headline.claim, " stood at ");
    CHECK((levels.at(1) - levels.at(0)) * c.sign == doctest::Approx(6));
  });
}

TEST_CASE("every sentence: invariance, what faded, turned or began late says so, and its average is nobody's week") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string& headline = said.front().claim;
    CHECK(has(headline, "the effect faded") == (c.clear() && c.goes == Goes::fading));
    CHECK(has(headline, "the effect turned round: ") == (c.clear() && c.goes == Goes::round));
    if (c.ends()) CHECK_FALSE(has(headline, "hours a week"));
    const std::string caveats = all_of(said, ClaimKind::caveat);
    CHECK(has(caveats, "The effect fades: ") == (c.goes == Goes::fading));
    CHECK(has(caveats, "The effect turned round: ") == (c.goes == Goes::round));
    CHECK(has(caveats, "The effect begins late: ") == (c.clear() && c.goes == Goes::late));
    CHECK(has(caveats, "The tool was given to only 1 independent group or person") == c.one_unit);
  });
}

TEST_CASE("every sentence: invariance, money is conditional on evidence of D and E, and a loss is called one") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string money = all_of(said, ClaimKind::money);
    const bool none = !c.clear() || c.goes == Goes::fading, conditional = !none && c.grade() > 'C';
    CHECK(money.starts_with("No return is claimed") == none);
    CHECK(money.starts_with("If ") == conditional);
    CHECK(money.starts_with("On the assumptions of this study") == (!none && !conditional));
    CHECK(has(money, ", a loss") == (!none && c.gains() == (c.goes == Goes::round)));
  });
}

}  // TEST_SUITE("qualify/words/every_sentence")
