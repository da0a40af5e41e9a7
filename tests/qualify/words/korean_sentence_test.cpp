// Every combination of what a headline can be about, in Korean: it claims what the English sentence claims, and no more.
#include <doctest/doctest.h>

#include <cctype>
#include <map>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "qualify/words/every_case.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/korean_sentence") {

using namespace payoff::example;

namespace {

// Verbs that say what the tool did; "줄었습니다" says what happened.
const WordList causal{"줄였습니다",  "줄인 것으로", "낮추었습니다", "낮춘 것으로", "높였습니다",
                      "높인 것으로", "더디게",      "절약",         "덕분에"};
const WordList either{"은(는)", "이(가)", "을(를)", "과(와)", "(으)로", "이라(라)", "이었(였)"};

bool has_any(std::string_view text, const WordList& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return has(text, word); });
}

const WordList joints{" per ", "Among ", "The ", " each", " to ", "about ", "week", "month", " CI", " bad ", " good "};

// Three words of Latin letters in a row are English that nobody translated; "" = there are none.
std::string english_in(std::string_view text) {
  const auto is_letter = [](char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; };
  std::size_t words = 0, start = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter(text[at])) {
      if (text[at] != ' ') words = 0;
      ++at;
      continue;
    }
    if (words++ == 0) start = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    if (words == 3) return std::string(text.substr(start, at - start));
  }
  return "";
}

// What a study calls its people, its tool and its metric.
struct Names {
  const char *who, *tool, *metric;
};
constexpr Names of_english = {"support agents", "the assistant", "handle minutes"},
                of_korean = {"상담원", "도우미", "처리 시간"}, of_products = {"Copilot 사용자", "GPT-4o", "PR당 시간"};

Evidence named(Evidence evidence, const Names& names) {
  evidence.who = names.who;
  evidence.tool = names.tool;
  evidence.effects[0].metric.label = names.metric;
  if (&names == &of_english) return evidence;
  for (Effect& effect : evidence.effects) effect.against = "비교 집단";
  evidence.effects[0].metric.per = evidence.effects[0].metric.per.empty() ? "" : "문의";
  if (evidence.effects.size() > 1) evidence.effects[1].metric.label = "만족도";
  return evidence;
}

// Each Case with what is said of it in both languages, the names in turn those of one of `all`.
template <class Check>
void walk_both(const std::vector<const Names*>& all, Check check) {
  const Language& korean_words = language_of("ko");
  std::size_t next = 0;
  walk([&](const Case& c, const std::vector<Claim>&) {
    const Appraisal appraisal = appraisal_of_case(c);
    const Evidence evidence = named(evidence_of_case(c, appraisal), *all[next++ / 7 % all.size()]);
    const std::vector<Claim> english = claims(evidence, grade(evidence));
    const Speaking speaking(korean_words);
    const Verdict verdict = grade(evidence);
    const std::vector<Claim> korean = claims(evidence, verdict);
    REQUIRE(english.size() == korean.size());
    CAPTURE(korean.front().text());
    check(c, english, korean, verdict);
  });
}

}  // namespace

TEST_CASE("korean sentence: every message is there in Korean, whatever stands in its fields") {
  const Language& korean = language_of("ko");
  for (std::string text : korean.texts()) {
    CAPTURE(text);
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{'))
      text.replace(at, text.find('}') - at + 1, "0");
    CHECK(english_in(text) == "");
  }
}

TEST_CASE("korean sentence: invariance, it is whole, estimates what the English one estimates, and fits its names") {
  std::map<char, int> estimated;
  walk_both({&of_english, &of_korean, &of_products},
            [&](const Case& c, const auto& english, const auto& korean, const Verdict& verdict) {
              for (std::size_t k = 0; k < korean.size(); ++k) {
                CAPTURE(korean[k].text());
                CHECK(flaw_of(korean[k].text()) == "");
                CHECK_FALSE(has_any(korean[k].text(), either));
                CHECK(has(korean[k].claim, "추정됩니다") == has(english[k].claim, "estimated"));
                estimated[c.grade()] += k == 0 && has(korean[k].claim, "추정됩니다");
              }
              for (const Reason& reason : verdict.reasons) {
                CAPTURE(reason.text);
                CHECK(flaw_of(reason.text) == "");
                CHECK_FALSE(has_any(reason.text, either));
              }
            });
  // 3 designs, 5 metrics, 2 signs, 4 courses, 3 guardrails
  CHECK(estimated['C'] == 360);
  for (const char letter : {'A', 'B', 'D', 'E'}) CHECK(estimated[letter] == 0);
}

TEST_CASE("korean sentence: invariance, that the tool did it is said where the English one says so, else at most if") {
  int supposed = 0;
  walk_both({&of_english, &of_korean, &of_products},
            [&](const Case& c, const auto&, const auto& korean, const Verdict&) {
              CHECK(has_any(korean.front().claim, causal) == (c.clear() && c.grade() <= 'C'));
              for (const Claim& claim : korean) {
                CAPTURE(claim.text());
                CHECK((claim.kind == ClaimKind::headline || !has_any(claim.text(), causal)));
                CHECK_FALSE(has(claim.text(), "덕분"));
                const bool if_caused = has(claim.text(), "때문이라면");
                CHECK((!if_caused || claim.kind == ClaimKind::money));
                supposed += if_caused;
              }
            });
  CHECK(supposed > 480);
}

TEST_CASE("korean sentence: invariance, a reason, an advice and what a lottery passed hold no English") {
  walk_both({&of_korean}, [](const Case&, const auto&, const auto&, const Verdict& verdict) {
    for (const Reason& reason : verdict.reasons)
      if (reason.rule != RuleId::imprecision) CHECK(english_in(reason.text) == "");
    for (const std::string& said : verdict.to_raise) CHECK(english_in(said) == "");
    for (const std::string& said : verdict.lot_checks) CHECK(english_in(said) == "");
  });
}

TEST_CASE("korean sentence: invariance, a claim of Korean names holds no English, nor does a reason about its unit") {
  walk_both({&of_korean}, [](const Case&, const auto&, const auto& korean, const Verdict& verdict) {
    for (const Claim& claim : korean) {
      CAPTURE(claim.text());
      CHECK(english_in(claim.text()) == "");
      CHECK_FALSE(has_any(claim.text(), joints));
    }
    for (const Reason& reason : verdict.reasons) {
      CAPTURE(reason.text);
      CHECK(english_in(reason.text) == "");
      CHECK_FALSE(has_any(reason.text, joints));
    }
  });
}

}  // TEST_SUITE("qualify/words/korean_sentence")
