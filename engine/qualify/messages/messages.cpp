#include "qualify/messages/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <words/files.hpp>

#include "payoff/error.hpp"

namespace payoff {

Words::Words(std::string_view json) {
  const nlohmann::json texts = nlohmann::json::parse(json);
  for (const std::string_view name : message_names) texts_.push_back(texts.at(std::string(name)).get<std::string>());
}

std::string Words::say(MessageId id, const std::vector<Field>& fields) const {
  std::string said;
  std::string_view rest = texts_[static_cast<std::size_t>(id)];
  for (std::size_t at = rest.find('{'); at != std::string_view::npos; at = rest.find('{')) {
    const std::string_view name = rest.substr(at + 1, rest.find('}') - at - 1);
    const auto field = std::ranges::find(fields, name, &Field::name);
    if (field == fields.end()) throw std::logic_error(fmt::format("'{}' has no field '{}'", rest, name));
    said.append(rest.substr(0, at)).append(field->value);
    rest.remove_prefix(rest.find('}') + 1);
  }
  return said.append(rest);
}

namespace {

const std::map<std::string_view, Words>& all_words() {
  static const std::map<std::string_view, Words> all = [] {
    std::map<std::string_view, Words> read;
    for (const WordsFile& file : words_files) read.emplace(file.language, file.json);
    return read;
  }();
  return all;
}

}  // namespace

const Words& words_for(std::string_view language) {
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

std::string say(MessageId id, const std::vector<Field>& fields) {
  return words_for("en").say(id, fields);
}

}  // namespace payoff
