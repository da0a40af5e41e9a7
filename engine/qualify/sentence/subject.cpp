// How     1. "per ticket", "each agent": what follows the little word is what a metric is per, or one of the people.
//         2. The longest name of a metric that stands in the sentence, by its name, its label, or its name with "time"
//            for the unit ("handle time" of handle_minutes). Words are the same in singular and plural.
//         3. A segment by its name and label ("tenure new"), or by its label alone where that is no word of the
//            vocabulary.
//         4. Where no name stands, what a metric is by its kind ("revenue"), if only one is.
//         5. The words for the people and the tool, as the study has them.
#include "qualify/sentence/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/letters.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/sentence/refusal.hpp"
#include "qualify/sentence/vocabulary.hpp"

namespace payoff {
namespace {

using Words = std::vector<std::string>;

// In small letters and the singular.
Words words_in_text(const std::string& text) {
  Words words;
  std::string word;
  for (const char c : lower(text) + ' ') {
    const bool of_word = is_alphanumeric(c) || (c & 0x80) != 0;
    if (of_word) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(singular(word));
      word.clear();
    }
  }
  return words;
}

bool stands_at(const std::vector<Token>& tokens, std::size_t at, const Words& words) {
  if (words.empty() || at + words.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Token& token = tokens[at + i];
    if (token.used || singular(token.text) != words[i]) return false;
  }
  return true;
}

std::optional<std::size_t> place_of(const std::vector<Token>& tokens, const Words& words) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    // "5 minutes" is a size, even where a metric is called minutes.
    const bool is_size = at > 0 && tokens[at - 1].is_number && words.size() == 1 && is_in_vocabulary(tokens[at].text);
    if (!is_size && stands_at(tokens, at, words)) return at;
  }
  return std::nullopt;
}

void use(std::vector<Token>& tokens, std::size_t at, std::size_t count) {
  for (std::size_t i = at; i < at + count; ++i) tokens[i].used = true;
}

// How many tokens from here on are part of what people or the tool are called, its noun among them: "agents" and "support
// agents" of "support agents", "customers" of "customers of the shop". An adjective alone may speak of something else.
std::size_t called_so(const std::vector<Token>& tokens, std::size_t at, const std::string& phrase) {
  const Words words = words_in_text(phrase);
  std::size_t noun = words.empty() ? 0 : words.size() - 1, longest = 0;
  for (std::size_t i = words.size(); i-- > 1;)
    if (words[i] == "of" || words[i] == "in" || words[i] == "at" || words[i] == "with" || words[i] == "for")
      noun = i - 1;
  for (std::size_t first = 0; first <= noun && first < words.size(); ++first) {
    std::size_t count = 0;
    while (first + count < words.size() && stands_at(tokens, at + count, {words[first + count]})) ++count;
    if (first + count > noun) longest = std::max(longest, count);
  }
  return longest;
}

bool is_each_of(const std::string& word) {
  return word == "per" || word == "a" || word == "an" || word == "each" || word == "every";
}

// What the sentence may call a metric.
std::vector<Words> names_of_metric(const Metric& metric) {
  std::vector<Words> names{words_in_text(metric.name), words_in_text(spoken(metric))};
  const std::string unit = singular(lower(metric.unit));
  Words timeless = names.front();
  const auto at = std::ranges::find(timeless, unit);
  if (!unit.empty() && timeless.size() > 1 && at != timeless.end()) {
    if (metric.kind == MetricKind::time) *at = "time";
    if (metric.kind != MetricKind::time) timeless.erase(at);
    names.push_back(timeless);
  }
  return names;
}

// What a metric is by its kind; nothing where the word says something else.
std::set<std::string> kind_words(MetricKind kind) {
  if (kind == MetricKind::revenue) return {"revenue", "sale", "sales"};
  if (kind == MetricKind::time) return {"time"};
  return {};
}

class Search {
 public:
  Search(std::vector<Token>& tokens, const Evidence& evidence) : tokens_(tokens), evidence_(evidence) {}

  Subject found() {
    per();
    const std::size_t metric = by_name().value_or(by_kind().value_or(primary()));
    std::size_t effect = metric;
    if (const std::optional<SegmentValue> segment = segment_named()) effect = of_segment(metric, *segment);
    subject_.effect = effect;
    own_unit();
    people_and_tool();
    return subject_;
  }

 private:
  const Effect& effect(std::size_t k) const { return evidence_.effects[k]; }
  std::size_t primary() const { return static_cast<std::size_t>(&graded_effect(evidence_) - evidence_.effects.data()); }

  void per() {
    std::set<Words> things;
    for (const Effect& each : evidence_.effects)
      if (!each.metric.per.empty()) things.insert(words_in_text(each.metric.per));
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at) {
      if (tokens_[at].used || !is_each_of(tokens_[at].text)) continue;
      for (const Words& thing : things) {
        if (!stands_at(tokens_, at + 1, thing)) continue;
        subject_.per_thing = true;
        use(tokens_, at, 1 + thing.size());
        break;
      }
      const std::size_t person = called_so(tokens_, at + 1, evidence_.who);
      if (tokens_[at].used || person == 0 || is_in_vocabulary(tokens_[at + 1].text)) continue;
      subject_.each = true;
      use(tokens_, at, 1 + person);
    }
  }

  std::optional<std::size_t> by_name() {
    std::optional<std::size_t> found;
    std::size_t at = 0, length = 0;
    for (std::size_t k = 0; k < evidence_.effects.size(); ++k) {
      if (effect(k).segment) continue;
      for (const Words& name : names_of_metric(effect(k).metric)) {
        const std::optional<std::size_t> place = place_of(tokens_, name);
        if (!place || name.size() <= length) continue;
        found = k, at = *place, length = name.size();
      }
    }
    if (!found) return std::nullopt;
    const std::string unit = singular(lower(effect(*found).metric.unit));
    for (std::size_t i = at; i < at + length; ++i)
      subject_.names_unit = subject_.names_unit || singular(tokens_[i].text) == unit;
    use(tokens_, at, length);
    subject_.named = true;
    return found;
  }

  std::optional<std::size_t> by_kind() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      std::vector<std::size_t> such;
      for (std::size_t k = 0; k < evidence_.effects.size(); ++k) {
        const bool is_it = !effect(k).segment && kind_words(effect(k).metric.kind).contains(tokens_[at].text);
        if (is_it && !tokens_[at].used) such.push_back(k);
      }
      if (such.empty()) continue;
      const bool is_primary = std::ranges::find(such, primary()) != such.end();
      if (such.size() > 1 && !is_primary) {
        refuse_sentence(fmt::format("'{}' may be any of {} metrics", tokens_[at].text, such.size()),
                        "name one: " + metrics_in_words(evidence_));
      }
      use(tokens_, at, 1);
      subject_.named = such.size() == 1;
      return is_primary ? primary() : such.front();
    }
    return std::nullopt;
  }

  // By name and label, else by a label that can be nothing else.
  std::optional<SegmentValue> segment_named() {
    std::optional<SegmentValue> found;
    for (const bool with_name : {true, false}) {
      for (const Effect& each : evidence_.effects) {
        if (!each.segment || (found && found->text() == each.segment->text())) continue;
        const Words label = words_in_text(each.segment->label), name = words_in_text(each.segment->segment);
        Words words = with_name ? name : Words();
        words.insert(words.end(), label.begin(), label.end());
        if (!with_name && !stands_alone(label)) continue;
        const std::optional<std::size_t> place = place_of(tokens_, words);
        if (!place) continue;
        if (found) {
          refuse_sentence(fmt::format("it names two segments, {} and {}", found->text(), each.segment->text()),
                          "name one, with the name of its column: \"tenure new\"");
        }
        found = each.segment;
        use(tokens_, *place, words.size());
      }
    }
    return found;
  }

  static bool stands_alone(const Words& label) {
    return std::ranges::none_of(label,
                                [](const std::string& word) { return is_digit(word[0]) || is_in_vocabulary(word); });
  }

  std::size_t of_segment(std::size_t metric, const SegmentValue& segment) const {
    for (std::size_t k = 0; k < evidence_.effects.size(); ++k) {
      const Effect& each = effect(k);
      const bool is_it = each.segment && each.segment->text() == segment.text();
      if (is_it && each.metric.name == effect(metric).metric.name) return k;
    }
    refuse_sentence(fmt::format("no effect on {} was estimated for {}", spoken(effect(metric).metric), segment.text()),
                    "segments are those of the primary metric");
  }

  // "points" of a score, "reports" of a count, where the word has no other sense.
  void own_unit() {
    const Words unit = words_in_text(effect(subject_.effect).metric.unit);
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const bool is_it = std::ranges::find(unit, singular(tokens_[at].text)) != unit.end();
      if (is_it && !tokens_[at].is_number && !term_at(tokens_, at)) tokens_[at].used = true;
    }
  }

  void people_and_tool() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const std::size_t who = called_so(tokens_, at, evidence_.who), tool = called_so(tokens_, at, evidence_.tool);
      const std::size_t count = std::max(who, tool);
      if (count > 1 || (count == 1 && !is_in_vocabulary(tokens_[at].text))) use(tokens_, at, count);
    }
  }

  std::vector<Token>& tokens_;
  const Evidence& evidence_;
  Subject subject_;
};

}  // namespace

Subject subject_of(std::vector<Token>& tokens, const Evidence& evidence) {
  return Search(tokens, evidence).found();
}

std::string metrics_in_words(const Evidence& evidence) {
  constexpr std::size_t most = 12;
  std::string names;
  std::size_t count = 0;
  for (const Effect& effect : evidence.effects) {
    if (effect.segment || ++count > most) continue;
    names += (names.empty() ? "" : ", ") + spoken(effect.metric);
  }
  return names + (count > most ? ", ..." : "");
}

}  // namespace payoff
