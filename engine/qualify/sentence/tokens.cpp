#include "qualify/sentence/tokens.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <utility>

#include "base/letters.hpp"
#include "qualify/sentence/refusal.hpp"

namespace payoff {
namespace {

// Signs of several bytes, and what stands for them.
constexpr std::pair<std::string_view, std::string_view> signs[] = {
    {"\u2212", "-"},      {"\u2013", "-"},         {"\u2014", " "},     {"\u2011", "-"},       {"\u2265", " at least "},
    {">=", " at least "}, {"\u2264", " at most "}, {"<=", " at most "}, {"\u2248", " about "}, {"\u20ac", " eur "},
    {"\u00a3", " gbp "},  {"\u00a5", " jpy "},     {"\u00a0", " "},     {"\u202f", " "},       {"\u2019", "'"},
    {"\u2018", "'"},      {"\u201c", " "},         {"\u201d", " "},     {">", " more than "},  {"<", " less than "},
    {"~", " about "},     {"%", " percent "},      {"/", " per "},      {"&", " and "},        {"$", " $ "}};

std::string with_words_for_signs(std::string text) {
  for (const auto& [sign, word] : signs) text = replaced(std::move(text), sign, word);
  return text;
}

constexpr bool is_of_word(char c) {
  return is_alphanumeric(c) || (c & 0x80) != 0 || c == '$';
}

// "1,200.5" without its separators; throws for one that is no separator of thousands.
std::string without_separators(const std::string& written) {
  std::string digits;
  std::size_t group = 0;  // digits since the last separator
  bool separated = false, sound = true;
  const auto ends_group = [&] { sound = sound && (separated ? group == 3 : group >= 1); };
  const std::size_t point = std::min(written.find('.'), written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (i == point && separated) ends_group();
    if (written[i] != ',') {
      digits += written[i];
      ++group;
      continue;
    }
    ends_group();
    sound = sound && group <= 3 && i < point;
    separated = true;
    group = 0;
  }
  if (separated && point == written.size()) ends_group();
  if (sound) return digits;
  refuse_sentence(fmt::format("'{}' is written with a comma that does not part thousands", written),
                  "write five and a half as 5.5, twelve hundred as 1200");
}

class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  std::vector<Token> all() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' '; }
  bool behind_blank() const { return at_ == 0 || text_[at_ - 1] == ' '; }
  void word(std::string text) { tokens_.push_back({.text = std::move(text)}); }

  void step() {
    if (is_digit(here())) return number();
    if (is_of_word(here())) return letters();
    const bool signs_number = is_digit(here(1)) || (here(1) == ' ' && here(2) == '$');
    if (here() == '-' && signs_number) word(behind_blank() ? "minus" : "to");
    if (here() == '+') word(behind_blank() && signs_number ? "up" : "plus");
    if (here() == '=') word("=");
    ++at_;
  }

  void letters() {
    std::string text;
    const auto goes_on = [&] { return is_of_word(here()) || here() == '_' || (here() == '\'' && is_of_word(here(1))); };
    while (at_ < text_.size() && goes_on()) text += text_[at_++];
    if (text.ends_with("'s")) text.resize(text.size() - 2);
    std::string part;
    for (const char c : text + '_') {
      if (c != '_') {
        part += c;
      } else if (!part.empty()) {
        word(std::exchange(part, {}));
      }
    }
  }

  void number() {
    std::string written;
    const auto goes_on = [&] { return is_digit(here()) || ((here() == '.' || here() == ',') && is_digit(here(1))); };
    while (at_ < text_.size() && goes_on()) written += text_[at_++];
    const std::string digits = without_separators(written);
    Token token{.text = written, .is_number = true};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), token.number);
    constexpr double largest = 1e15;
    if (error != std::errc() || end != digits.data() + digits.size() || token.number > largest)
      refuse_sentence(fmt::format("'{}' is no number up to 1e15", written), "write it with digits and one point");
    const std::size_t point = std::min(digits.find('.'), digits.size());
    token.decimals = point == digits.size() ? 0 : static_cast<int>(digits.size() - point - 1);
    const bool thousands_elsewhere = token.decimals == 3 && token.number >= 1 && point <= 3 && digits == written;
    if (thousands_elsewhere)
      refuse_sentence(fmt::format("'{}' may be thousands or thousandths", written), "write 1000, or 1.0");
    tokens_.push_back(std::move(token));
  }

  std::string text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(const std::string& sentence) {
  if (sentence.size() > longest_sentence) {
    refuse_sentence(fmt::format("it has {} characters, but must have at most {}", sentence.size(), longest_sentence),
                    "say one thing at a time");
  }
  std::vector<Token> tokens = Reader(with_words_for_signs(lower(sentence))).all();
  if (tokens.empty()) refuse_sentence("it is empty", "write e.g. \"saves 5 hours a week per agent\"");
  return tokens;
}

}  // namespace payoff
