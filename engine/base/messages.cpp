#include "base/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <words/files.hpp>

#include "base/letters.hpp"
#include "base/particles.hpp"
#include "payoff/error.hpp"

namespace payoff {

namespace {

// Does a unit stand directly behind this number?
bool joins(std::string_view number, std::string_view unit) {
  return !number.empty() && is_digit(number.back()) && begins_in_hangul(unit);
}

}  // namespace

Language::Language(std::string_view name, std::string_view json) : name_(name) {
  const nlohmann::json texts = nlohmann::json::parse(json);
  for (const std::string_view id : message_names) texts_.push_back(texts.at(std::string(id)).get<std::string>());
}

std::string Language::say(MessageId id, const std::vector<Field>& fields) const {
  std::string said;
  std::string_view rest = texts_[static_cast<std::size_t>(id)];
  for (std::size_t at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
    const std::string_view place = rest.substr(at + 1, rest.find('}') - at - 1);
    const std::string_view name = place.substr(0, place.find('|'));
    const auto field = std::ranges::find(fields, name, &Field::name);
    if (field == fields.end()) throw std::logic_error(fmt::format("'{}' has no field '{}'", rest, name));
    said.append(rest.substr(0, at));
    const std::string_view form = name == place ? "" : place.substr(name.size() + 1);
    if (form == "+" && !field->value.empty() && !joins(said, field->value)) said += ' ';
    said.append(field->value);
    if (!form.empty() && form != "+") said.append(particle(field->value, form));
    rest.remove_prefix(rest.find('}') + 1);
  }
  return said.append(rest);
}

namespace {

const std::map<std::string_view, Language>& all_words() {
  static const std::map<std::string_view, Language> all = [] {
    std::map<std::string_view, Language> read;
    for (const WordsFile& file : words_files) read.try_emplace(file.language, file.language, file.json);
    return read;
  }();
  return all;
}

thread_local const Language* here = nullptr;

}  // namespace

const Language& language_of(std::string_view language) {
  const auto found = all_words().find(language);
  if (found == all_words().end())
    throw Error(ErrorKind::usage, {.key = "report.language"},
                fmt::format("'{}' is no language of the reports", language),
                fmt::format("there are: {}", fmt::join(languages(), ", ")));
  return found->second;
}

std::vector<std::string> languages() {
  std::vector<std::string> names;
  for (const auto& [language, words] : all_words()) names.emplace_back(language);
  return names;
}

const Language& language_here() {
  return here ? *here : language_of("en");
}

Speaking::Speaking(const Language& language) : before_(here) {
  here = &language;
}

Speaking::~Speaking() {
  here = before_;
}

std::string say(MessageId id, const std::vector<Field>& fields) {
  return language_here().say(id, fields);
}

}  // namespace payoff
