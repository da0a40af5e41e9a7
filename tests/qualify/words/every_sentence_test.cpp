// Every combination of what a headline can be about, and what its sentences may not say of it.
#include <doctest/doctest.h>

#include <cctype>
#include <cmath>
#include <map>

#include "number_in.hpp"
#include "qualify/words/every_case.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/every_sentence") {

using namespace payoff::example;

namespace {

const WordList causal{" saved ", " cut ", " raised ", " lowered ", " made ", " is estimated to have "};
const WordList upward{" raised ", " rose ", " higher ", " slower", " longer"};
const WordList downward{" lowered ", " fell ", " lower ", " saved ", " cut "};
const WordList harm{" slower", " longer", "a change for the worse", " costs "};

bool has_any(std::string_view text, const WordList& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return has(text, word); });
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
      CHECK(std::isupper(static_cast<unsigned char>(claim.text().front())));
    }
    CHECK(has(said.front().claim, "; but something became worse: csat") == (c.guard == Guard::worse));
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
    for (const WordList& words : {causal, upward, downward, harm, WordList{" stood ", "better", " faded"}}) {
      CHECK_FALSE(has_any(headline, words));
      CHECK_FALSE(has_any(all_of(said, ClaimKind::money), words));
      CHECK_FALSE(has_any(all_of(said, ClaimKind::rules_out), words));
    }
  });
}

TEST_CASE("every sentence: invariance, what caused it is said from C on, and never without what that rests on") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string& headline = said.front().claim;
    const bool claims_cause = c.clear() && c.grade() <= 'C',
               rests = claims_cause || (c.shows == Shows::narrow_null && c.grade() <= 'C');
    CHECK(has_any(headline, causal) == claims_cause);
    CHECK(has(headline, "is estimated to have ") == (claims_cause && c.grade() == 'C'));
    CHECK(has(headline, "if nothing else happened") == (rests && has(c.design.rests_on, "nothing else")));
    CHECK(has(headline, "in a trial with gaps") == (rests && has(c.design.rests_on, "gaps")));
    if (rests) CHECK(has(headline + " ", c.design.rests_on));
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
    if (!c.gains()) CHECK_FALSE(has_any(headline.claim, {" saved ", " cut ", "better"}));
    if (c.own_change()) return;
    CHECK_FALSE(has_any(headline.claim, c.sign > 0 ? downward : upward));
    CHECK(has_any(headline.claim, c.sign > 0 ? upward : downward) != c.levels());
  });
}

TEST_CASE(
    "every sentence: invariance, D says what those with the tool did and how far that is from the others, E levels") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string& headline = said.front().claim;
    CHECK(has(headline, " stood at ") == c.levels());
    if (c.grade() > 'C') CHECK(has_any(headline, {" fell by ", " rose by "}) == c.own_change());
    if (c.levels()) {
      const std::vector<double> at = numbers_behind(headline, " stood at ");
      const double change = at.at(1) - at.at(0), others = c.adds_up() ? at.at(3) - at.at(2) : 0;
      CHECK((change - others) * c.sign == doctest::Approx(c.own_levels() ? std::abs(c.others + c.size()) : 6));
      CHECK(has(said.front().evidence, " against the change of those without it, ") == c.own_levels());
      CHECK((c.adds_up() ? others : 0) == doctest::Approx(c.adds_up() ? c.others : 0));
    }
    if (!c.own_change()) return;
    const double own = c.others + c.size();
    CHECK(has(headline, own < 0 ? " fell by " : " rose by "));
    const char* compared = own * c.others < 0                   ? " apart"
                           : std::abs(own) > std::abs(c.others) ? " more than"
                                                                : " less than";
    CHECK(has(headline, compared));
    CHECK(numbers_behind(headline, own < 0 ? " fell by " : " rose by ").at(0) == doctest::Approx(std::abs(own)));
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

TEST_CASE(
    "every sentence: invariance, money is conditional on evidence below B and on harm, and a loss is called one") {
  walk([](const Case& c, const std::vector<Claim>& said) {
    const std::string money = all_of(said, ClaimKind::money);
    const bool none = !c.clear() || c.goes == Goes::fading;
    CHECK(money.starts_with("No return is claimed") == none);
    CHECK(has(money, " is due to the assistant, and on the assumptions") == (!none && c.grade() == 'C'));
    CHECK(has(money, " were due to the assistant, and on the assumptions") == (!none && c.grade() > 'C'));
    CHECK(money.starts_with("On the assumptions of this study") == (!none && c.grade() < 'C'));
    CHECK(has(money, ", if the harm to csat costs nothing") == (!none && c.guard == Guard::worse));
    CHECK(has(money, ", a loss") == (!none && c.gains() == (c.goes == Goes::round)));
  });
}

}  // TEST_SUITE("qualify/words/every_sentence")
