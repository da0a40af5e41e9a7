// The lines that `payoff claim` prints.
#include <fmt/format.h>

#include <algorithm>

#include "payoff/report.hpp"
#include "report/document/text.hpp"

namespace payoff {
namespace {

constexpr int label_width = 13;

std::string line(std::string_view label, std::string_view text) {
  std::string clean = clean_utf8(text);
  std::ranges::replace_if(clean, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return fmt::format("{:<{}}{}\n", label, label_width, clean);
}

// The label before the first, blanks before the others.
std::string lines(std::string_view label, const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += line(&text == &texts.front() ? label : "", text);
  return all;
}

}  // namespace

std::string judgement_text(const Assertion& assertion, const Judgement& judgement) {
  std::string text = line("claim", assertion.sentence);
  text += line("read as", judgement.read_as);
  text += lines("", assertion.taken);
  text += line("verdict", fmt::format("{} (evidence grade {})", name(judgement.standing), judgement.grade));
  text += lines("why", judgement.reasons);
  if (!judgement.probability.empty()) text += line("probability", judgement.probability);
  text += line("largest", fmt::format("supported at 95%: {}", judgement.largest_text));
  text += lines("say with it", judgement.conditions);
  return text + line("honest", judgement.honest);
}

}  // namespace payoff
