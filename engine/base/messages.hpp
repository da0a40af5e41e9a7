// What a report may say: whole sentences by id, with named fields, in words/<language>.json, one file a language.
//
// A field is a number as printed, a name of the study, or ({claim}) another whole sentence that this one goes on from.
// {tool|은} is a field with the particle that fits its last sound, see particles.hpp. {unit|+} is the unit of the number
// before it: in Hangul it joins a digit ("32,000원"), and otherwise a space parts them ("4,000만 원", "3 tickets").
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <words/message_id.hpp>

#include "base/speaking.hpp"

namespace payoff {

struct Field {
  std::string name, value;
};

// The sentences of one language, in the order of their ids.
class Language {
 public:
  Language(std::string_view name, std::string_view json);

  // The sentence with its fields filled in; fields that it does not name are left out. Throws std::logic_error where it
  // names one that nobody gave.
  std::string say(MessageId id, const std::vector<Field>& fields = {}) const;
  const std::string& text(MessageId id) const { return texts_[static_cast<std::size_t>(id)]; }  // as it is written
  const std::string& name() const { return name_; }                                             // "en"
  std::span<const std::string> texts() const { return texts_; }

 private:
  std::string name_;
  std::vector<std::string> texts_;
};

// Of a language by the name of its file, "en". Throws Error(usage) for one that has none.
const Language& language_of(std::string_view language);
std::vector<std::string> languages();

// In the language of this thread.
std::string say(MessageId id, const std::vector<Field>& fields = {});

}  // namespace payoff
