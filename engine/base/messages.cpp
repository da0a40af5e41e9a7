#include "base/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
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

// Text by text: to keep the document would take most of the time.
Language::Language(std::string_view name, std::string_view json) : name_(name), texts_(std::size(message_names)) {
  using Event = nlohmann::json::parse_event_t;
  std::size_t id = 0, found = 0;
  nlohmann::json::parse(json, [&](int, Event event, nlohmann::json& parsed) {
    if (event == Event::key) {
      const auto at = std::ranges::lower_bound(message_names, parsed.get_ref<const std::string&>());
      if (at == std::end(message_names) || *at != parsed) throw std::logic_error(parsed.dump() + " is no message");
      id = static_cast<std::size_t>(at - message_names);
    } else if (event == Event::value) {
      texts_[id] = std::move(parsed.get_ref<std::string&>());
      ++found;
    }
    return event != Event::key && event != Event::value;
  });
  if (found != texts_.size()) throw std::logic_error(fmt::format("{} lacks a message", name));
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

// Each is read when it is first spoken.
const Language& read(const WordsFile& file) {
  static std::mutex mutex;
  static std::map<std::string_view, Language> known;
  const std::lock_guard lock(mutex);
  return known.try_emplace(file.language, file.language, file.json).first->second;
}

thread_local const Language* here = nullptr;

}  // namespace

const Language& language_of(std::string_view language) {
  const auto file = std::ranges::find(words_files, language, &WordsFile::language);
  if (file == std::end(words_files))
    throw Error(ErrorKind::usage, {.key = "report.language"},
                fmt::format("'{}' is no language of the reports", language),
                fmt::format("there are: {}", fmt::join(languages(), ", ")));
  return read(*file);
}

std::vector<std::string> languages() {
  std::vector<std::string> names;
  for (const WordsFile& file : words_files) names.emplace_back(file.language);
  return names;
}

const Language& language_here() {
  if (here) return *here;
  static const Language& english = language_of("en");
  return english;
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
